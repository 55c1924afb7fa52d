#!/usr/bin/env python3
"""Writes an org's metadata as an sfdx project of a known size, the same bytes on every run.

    generate_corpus.py --size small|medium|large --out DIR [--times 1] [--records] [--seed 1]

With --times there are as many times the files, objects and fields; the longest files, which list nearly all fields, grow.
With --records there are users with their assignments and logins as well, and a configuration: see generate_records.py.

DIR is replaced, and DIR.manifest.json beside it says how many files and bytes of each kind there are, how many blocks
of each element the relevant files hold, and how many risks were planted: what a reader and the rules have to find.

Relevant are the kinds that tell about access; Apex, flows, layouts, objects, fields, reports and static resources are
there to be walked past. Names that metadata refers to exist, and flags agree with each other, so that findings stay
few beside what is read. Some relevant files have CRLF line ends, a byte-order mark, comments, entities or characters
outside ASCII.
"""

import argparse
import json
import math
import shutil
from collections import Counter
from pathlib import Path
from random import Random

from generate_records import write_records

NAMESPACE = "http://soap.sforce.com/2006/04/metadata"
BASE = "force-app/main/default"

# Counts are files. "rows" are the mean number of field permissions of one file; field files fill up to "files".
SIZES = {
    "small": dict(
        files=219, users=80, universe=(40, 2_600), profile_rows=2_500, permission_set_rows=460, classes=30, flows=10, layouts=20,
        reports=20, resources=1, profile=4, permissionset=22, permissionsetgroup=4, mutingpermissionset=2,
        connectedApp=4, namedCredential=4, externalCredential=2, remoteSite=4, cspTrustedSite=3, authprovider=1,
        customPermission=7, settings=1,
    ),
    "medium": dict(
        files=5_000, users=800, universe=(260, 11_000), profile_rows=9_700, permission_set_rows=640, classes=700, flows=260,
        layouts=330, reports=480, resources=6, profile=28, permissionset=430, permissionsetgroup=60,
        mutingpermissionset=14, connectedApp=30, namedCredential=34, externalCredential=14, remoteSite=50,
        cspTrustedSite=26, authprovider=5, customPermission=65, settings=1,
    ),
    "large": dict(
        files=40_000, users=4_000, universe=(900, 26_000), profile_rows=12_400, permission_set_rows=680, classes=6_000, flows=1_500,
        layouts=2_500, reports=3_800, resources=30, profile=120, permissionset=2_700, permissionsetgroup=420,
        mutingpermissionset=90, connectedApp=160, namedCredential=210, externalCredential=80, remoteSite=320,
        cspTrustedSite=150, authprovider=18, customPermission=411, settings=1,
    ),
}



def multiplied(size, times):
    """A size with so many times the files and the names, and the same mean length of a file."""
    kept = {"profile_rows", "permission_set_rows"}
    return {
        key: value if key in kept else tuple(n * times for n in value) if isinstance(value, tuple) else value * times
        for key, value in size.items()
    }


STANDARD_OBJECTS = "Account Asset Campaign Case Contact Contract Lead Opportunity Order Product2 Quote Task".split()
WORDS = (
    "Approval Batch Billing Budget Carrier Channel Claim Coverage Currency Customer Delivery Device Discount Document "
    "Forecast Index Invoice Legacy Margin Milestone Notes Owner Partner Policy Priority Project Quality Queue Reason "
    "Region Renewal Response Review Risk Score Segment Shipment Source Status Summary Survey Target Team Territory "
    "Total Type Vendor Warranty"
).split()
LABELS = [
    "Field Service &amp; Support", "Führungskräfte Vertrieb", "営業マネージャー", "Équipe Qualité", "Sales &lt;EMEA&gt;",
    "&quot;Gold&quot; Partner", "Agent 🚀",
]
USER_PERMISSIONS = (
    "ActivateContract ActivateOrder AllowUniversalSearch ApiEnabled AssignTopics ConvertLeads CreateCustomizeFilters "
    "CreateCustomizeReports EditCaseComments EditEvent EditKnowledge EditMyDashboards EditMyReports EditTask "
    "ImportLeads ListEmailSend ManageCases ManageCategories ManageLeads ManageSolutions MassInlineEdit RunFlow "
    "RunReports ScheduleReports SendSitRequests SubmitMacrosAllowed SubscribeToLightningReports UseWebLink ViewHelpLink"
).split()
COUNTED = (
    "applicationVisibilities classAccesses customPermissions fieldPermissions flowAccesses layoutAssignments license "
    "loginIpRanges oauthConfig oauthPolicy objectPermissions permissionSets recordTypeVisibilities tabSettings "
    "tabVisibilities userLicense userPermissions"
).split()


class Choice:
    """Choices that depend on a text only; random() is the one method whose sequence Python keeps over versions."""

    def __init__(self, text):
        self.random = Random(text).random

    def below(self, limit):
        return int(self.random() * limit)

    def pick(self, items):
        return items[self.below(len(items))]

    def chance(self, probability):
        return self.random() < probability

    def sample(self, items, share):
        return [item for item in items if self.random() < share]

    def long_tailed(self, mean, sigma, low, high):
        """Log-normal: many small values, few large ones, `mean` on average before the bounds."""
        normal = math.sqrt(-2 * math.log(1 - self.random())) * math.cos(2 * math.pi * self.random())
        return int(min(max(mean * math.exp(sigma * normal - sigma * sigma / 2), low), high))

    def words(self, count):
        return " ".join(self.pick(WORDS) for _ in range(count))


def flag(value):
    return "true" if value else "false"


def element(name, value):
    return f"    <{name}>{value}</{name}>\n"


def block(tag, /, **children):
    inner = "".join(f"        <{child}>{value}</{child}>\n" for child, value in children.items())
    return f"    <{tag}>\n{inner}    </{tag}>\n"


class Org:
    """The names that metadata refers to, and the field permissions, rendered once for all files."""

    def __init__(self, size, seed):
        choice = Choice(f"{seed}:org")
        object_count, field_count = size["universe"]
        custom = range(object_count - len(STANDARD_OBJECTS))
        names_of_custom = [f"{choice.pick(WORDS)}_{choice.pick(WORDS)}_{number}__c" for number in custom]
        self.objects = sorted(STANDARD_OBJECTS + names_of_custom)
        self.fields = {name: [] for name in self.objects}
        for number in range(field_count):
            # Some objects have far more fields than others.
            owner = self.objects[int(object_count * choice.random() ** 1.7)]
            words = "_".join(choice.pick(WORDS) for _ in range(1 + choice.below(3)))
            self.fields[owner].append(f"{words}_{number}__c")
        self.field_blocks = {
            owner: [
                [
                    block("fieldPermissions", editable=flag(edit), field=f"{owner}.{name}", readable=flag(read))
                    for edit, read in [(False, False), (False, True), (True, True)]
                ]
                for name in sorted(names)
            ]
            for owner, names in self.fields.items()
        }
        self.field_count = field_count

        def names(count, suffix):
            return sorted(f"{choice.pick(WORDS)}{choice.pick(WORDS)}{suffix}{number}" for number in range(count))

        self.classes, self.flows = names(size["classes"], "Service"), names(size["flows"], "_Flow_")
        self.layouts = sorted(f"{choice.pick(self.objects)}-{name}" for name in names(size["layouts"], " Layout "))
        self.record_types = sorted(f"{choice.pick(self.objects)}.{name}" for name in names(object_count, "_"))
        profiles = ["Admin", "Standard", "ReadOnly", *(f"Custom Profile {n}" for n in range(size["profile"]))]
        self.names = {"profile": profiles[: size["profile"]], "settings": ["Security"]}
        for kind in RELEVANT:
            self.names.setdefault(kind, [f"{choice.pick(WORDS)}_{choice.pick(WORDS)}_{n}" for n in range(size[kind])])
        sets = self.names["permissionset"]
        # Known as integrations by their names, so that rules about integrations have something to judge.
        sets[::40] = [f"INT_{name}" for name in sets[::40]]


def object_permissions(choice, name, most):
    level = choice.below(most + 1)
    return block(
        "objectPermissions", allowCreate=flag(level > 0), allowDelete=flag(level > 1), allowEdit=flag(level > 0),
        allowRead="true", modifyAllRecords=flag(level > 2), object=name, viewAllFields="false",
        viewAllRecords=flag(level > 2),
    )


def grants(choice, org, rows, share):
    """What profiles and permission sets have in common, in the order of a retrieve; fields come by whole objects."""
    out = [block("classAccesses", apexClass=name, enabled="true") for name in choice.sample(org.classes, share)]
    out += [
        block("customPermissions", enabled="true", name=name)
        for name in sorted(choice.sample(org.names["customPermission"], share / 4))
    ]
    field_share = rows / org.field_count
    objects = choice.sample(org.objects, field_share)
    for name in objects:
        for variants in org.field_blocks[name]:
            level = choice.random()
            out.append(variants[0 if level < 0.12 else 1 if level < 0.45 else 2])
    out += [block("flowAccesses", enabled="true", flow=name) for name in choice.sample(org.flows, share / 3)]
    return out, objects


def tab(name):
    return name if name.endswith("__c") else f"standard-{name}"


def user_permissions(names):
    return [block("userPermissions", enabled="true", name=name) for name in sorted(names)]


# Renderers take (choice, org, size, index, plant) and return the inside of the root element. plant(key, condition)
# counts a risk where the condition holds, and returns the condition.


def profile(choice, org, size, index, plant):
    out, _ = grants(choice, org, choice.long_tailed(size["profile_rows"], 0.55, 50, org.field_count), 0.55)
    out.insert(0, element("custom", flag(index > 2)))
    out += [
        block("layoutAssignments", layout=name, recordType=choice.pick(org.record_types))
        for name in choice.sample(org.layouts, 0.6)
    ]
    if index % 3 == 0:
        number = choice.below(256)
        wide = plant("loginIpRanges.any", index % 9 == 3)
        out.append(block("loginIpRanges", endAddress="255.255.255.255" if wide else f"10.{number}.255.255",
                         startAddress="0.0.0.0" if wide else f"10.{number}.0.0"))
    out += [object_permissions(choice, name, 2) for name in choice.sample(org.objects, 0.9)]
    out += [
        block("recordTypeVisibilities", default="false", recordType=name, visible="true")
        for name in choice.sample(org.record_types, 0.8)
    ]
    out += [block("tabVisibilities", tab=tab(name), visibility="DefaultOn") for name in choice.sample(org.objects, 0.8)]
    out.append(element("userLicense", "Salesforce"))
    return out + user_permissions(choice.sample(USER_PERMISSIONS, 0.8))


def permission_set(choice, org, size, index, plant):
    is_integration = org.names["permissionset"][index].startswith("INT_")
    rows = 40 if is_integration else choice.long_tailed(size["permission_set_rows"], 1.35, 0, org.field_count)
    out, objects = grants(choice, org, rows, 0 if is_integration else 0.03)
    credentials = org.names["externalCredential"]
    out.insert(0, element("description", choice.words(12)))
    out.insert(1, block("externalCredentialPrincipalAccesses", enabled="true",
                        externalCredentialPrincipal=f"{credentials[index % len(credentials)]}-Main"))
    label = choice.pick(LABELS) if choice.chance(0.15) else choice.words(2)
    out += [element("hasActivationRequired", "false"), element("label", label)]
    if index % 3 == 1 and not is_integration:
        out.append(element("license", "Salesforce"))
    out += [object_permissions(choice, name, 2 if is_integration else 3) for name in objects]
    if not is_integration:
        out += [block("tabSettings", tab=tab(name), visibility="Visible") for name in choice.sample(org.objects, 0.05)]
    names = set(choice.sample(USER_PERMISSIONS, 0.1))
    if plant("integrationPermissionSet.ModifyAllData", is_integration and index % 80 == 0):
        names.add("ModifyAllData")
    if plant("integrationPermissionSet.ViewAllData", is_integration and index % 120 == 0):
        names.add("ViewAllData")
    return out + user_permissions(names)


def muting_permission_set(choice, org, size, index, plant):
    out, objects = grants(choice, org, choice.long_tailed(size["permission_set_rows"] / 8, 1, 4, org.field_count), 0.01)
    return [*out, element("label", choice.words(2)), *(object_permissions(choice, name, 2) for name in objects)]


def permission_set_group(choice, org, size, index, plant):
    members = {choice.pick(org.names["permissionset"]) for _ in range(2 + choice.below(12))}
    if plant("permissionSetGroup.danglingMember", index % 12 == 2):
        members.add(f"Missing_Set_{index}")
    out = [element("description", choice.words(9)), element("label", choice.pick(LABELS))]
    if index % 3 == 0:
        out.append(element("mutingPermissionSets", choice.pick(org.names["mutingpermissionset"])))
    return [*out, *(element("permissionSets", name) for name in sorted(members)), element("status", "Updated")]


def connected_app(choice, org, size, index, plant):
    scheme = "http" if plant("connectedApp.callbackHttp", index % 10 == 1) else "https"
    scopes = ["Api", "Full"] if plant("connectedApp.scopeFull", index % 8 == 3) else ["Api"]
    endless = plant("connectedApp.refreshTokenInfinite", index % 4 == 2)
    inner = "".join(f"        <scopes>{scope}</scopes>\n" for scope in [*scopes, "RefreshToken"])
    oauth = block(
        "oauthConfig", callbackUrl=f"{scheme}://{choice.pick(WORDS).lower()}.example.com/callback",
        consumerKey=f"3MVG9{choice.below(10**12):060d}", isAdminApproved="true", isClientCredentialEnabled="false",
        isConsumerSecretOptional="false", isIntrospectAllTokens="false", isPkceRequired="true",
        isSecretRequiredForRefreshToken="true",
    ).replace("    </oauthConfig>", inner + "    </oauthConfig>")
    return [
        element("contactEmail", "owner@example.com"), element("description", choice.words(10)),
        element("label", choice.words(2)), oauth,
        block("oauthPolicy", ipRelaxation="ENFORCE",
              refreshTokenPolicy="infinite" if endless else "specific_lifetime:30:DAYS"),
        element("permissionSetName", choice.pick([name for name in org.names["permissionset"] if name[:4] != "INT_"])),
    ]


def named_credential(choice, org, size, index, plant):
    scheme = "http" if plant("namedCredential.http", index % 11 == 3) else "https"
    return [
        element("allowMergeFieldsInBody", "false"), element("allowMergeFieldsInHeader", "false"),
        element("calloutStatus", "Enabled"), element("generateAuthorizationHeader", "true"),
        element("label", choice.pick(WORDS)),
        block("namedCredentialParameters", parameterName="Url", parameterType="Url",
              parameterValue=f"{scheme}://{choice.pick(WORDS).lower()}.example.com/api"),
        block("namedCredentialParameters", externalCredential=choice.pick(org.names["externalCredential"]),
              parameterName="ExternalCredential", parameterType="Authentication"),
        element("namedCredentialType", "SecuredEndpoint"),
    ]


def external_credential(choice, org, size, index, plant):
    return [
        element("authenticationProtocol", "Oauth"),
        block("externalCredentialParameters", parameterGroup="DefaultGroup", parameterName="Oauth",
              parameterType="AuthProtocolVariant", parameterValue="ClientCredentialsClientSecret"),
        block("externalCredentialParameters", parameterGroup="Main", parameterName="Main",
              parameterType="NamedPrincipal", sequenceNumber="1"),
        element("label", choice.pick(WORDS)),
    ]


def remote_site(choice, org, size, index, plant):
    unsafe = plant("remoteSite.protocolSecurityDisabled", index % 9 == 1)
    address = f"{'http' if unsafe else 'https'}://{choice.pick(WORDS).lower()}.example.com"
    return [element("description", choice.words(5)), element("disableProtocolSecurity", flag(unsafe)),
            element("isActive", "true"), element("url", address)]


def csp_trusted_site(choice, org, size, index, plant):
    host = "*" if plant("cspTrustedSite.wildcard", index % 12 == 2) else choice.pick(WORDS).lower()
    return [element("context", "All"), element("endpointUrl", f"https://{host}.example.com"),
            element("isActive", "true"), element("isApplicableToConnectSrc", "true")]


def auth_provider(choice, org, size, index, plant):
    return [element("friendlyName", choice.pick(WORDS)), element("providerType", "OpenIdConnect"),
            element("sendAccessTokenInHeader", "true")]


def custom_permission(choice, org, size, index, plant):
    return [element("isLicensed", "false"), element("label", choice.words(2))]


def security_settings(choice, org, size, index, plant):
    return [
        block("passwordPolicies", complexity="SpecialCharacters", expiration="NinetyDays", minimumPasswordLength="10"),
        block("sessionSettings", enforceIpRangesEveryRequest="true", sessionTimeout="TwoHours"),
    ]


# Kind (and suffix) -> folder, root element, renderer.
RELEVANT = {
    "authprovider": ("authproviders", "AuthProvider", auth_provider),
    "connectedApp": ("connectedApps", "ConnectedApp", connected_app),
    "cspTrustedSite": ("cspTrustedSites", "CspTrustedSite", csp_trusted_site),
    "customPermission": ("customPermissions", "CustomPermission", custom_permission),
    "externalCredential": ("externalCredentials", "ExternalCredential", external_credential),
    "mutingpermissionset": ("mutingpermissionsets", "MutingPermissionSet", muting_permission_set),
    "namedCredential": ("namedCredentials", "NamedCredential", named_credential),
    "permissionset": ("permissionsets", "PermissionSet", permission_set),
    "permissionsetgroup": ("permissionsetgroups", "PermissionSetGroup", permission_set_group),
    "profile": ("profiles", "Profile", profile),
    "remoteSite": ("remoteSiteSettings", "RemoteSiteSetting", remote_site),
    "settings": ("settings", "SecuritySettings", security_settings),
}


class Writer:
    def __init__(self, root, seed):
        self.root, self.seed = root, seed
        self.files, self.bytes, self.elements, self.planted = Counter(), Counter(), Counter(), Counter()

    def write(self, kind, path, data):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self.files[kind] += 1
        self.bytes[kind] += len(data)

    def write_xml(self, kind, path, root, body):
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n{body}</{root}>\n'
        mark = b""
        if kind in RELEVANT:
            self.elements.update({name: count for name in COUNTED if (count := body.count(f"<{name}>"))})
            choice = Choice(f"{self.seed}:variation:{path}")
            if choice.chance(1 / 40):
                text = text.replace("    <label>", "    <!-- reviewed by <security> & operations -->\n    <label>")
            if choice.chance(1 / 50):
                text = text.replace("\n", "\r\n")
            if choice.chance(1 / 100):
                mark = b"\xef\xbb\xbf"
        self.write(kind, path, mark + text.encode())

    def plant(self, key, condition):
        self.planted[key] += bool(condition)
        return condition


def write_irrelevant(writer, org, size, seed):
    """What is walked past: bytes in the shapes and the numbers that a project has."""

    def put(kind, folder, name, root, piece, count):
        path = f"{BASE}/{folder}/{name}.{kind}-meta.xml"
        choice = Choice(f"{seed}:{path}")
        pieces = range(max(1, choice.long_tailed(count, 0.8, 1, count * 10)))
        writer.write_xml(kind, path, root, "".join(block(piece, name=choice.words(2), label=choice.words(3),
                                                         reference=choice.pick(org.objects)) for _ in pieces))

    for name in org.objects:
        put("object", f"objects/{name}", name, "CustomObject", "actionOverrides", 9)
    for name in org.flows:
        put("flow", "flows", name, "Flow", "assignments", 350)
    for name in org.layouts:
        put("layout", "layouts", name, "Layout", "layoutSections", 140)
    for number in range(size["reports"]):
        put("report", f"reports/Folder_{number % 25}", f"Report_{number}", "Report", "columns", 14)
    for name in org.classes:
        path = f"{BASE}/classes/{name}.cls"
        choice = Choice(f"{seed}:{path}")
        methods = (f"    public void handle{n}() {{\n        // {choice.words(20)}\n        update [SELECT Id FROM"
                   f" {choice.pick(org.objects)}];\n    }}\n" for n in range(choice.long_tailed(38, 0.9, 2, 400)))
        writer.write("class", path, f"public with sharing class {name} {{\n{''.join(methods)}}}\n".encode())
        writer.write_xml("classMeta", path + "-meta.xml", "ApexClass", element("apiVersion", "62.0"))
    for number in range(size["resources"]):
        path = f"{BASE}/staticresources/Bundle_{number}.resource"
        noise = bytes(Choice(f"{seed}:{path}:{n}").below(256) for n in range(1024))
        writer.write("resource", path, noise * (200 + 120 * (number % 7)))
        content_type = element("contentType", "application/zip")
        writer.write_xml("resourceMeta", path + "-meta.xml", "StaticResource", content_type)
    project = {"packageDirectories": [{"path": "force-app", "default": True}], "sourceApiVersion": "62.0"}
    writer.write("project", "sfdx-project.json", (json.dumps(project, indent=2) + "\n").encode())
    fields = sorted((owner, name) for owner, names in org.fields.items() for name in names)
    missing = size["files"] - writer.files.total()
    for number in range(missing):
        owner, name = fields[number * len(fields) // missing]
        put("field", f"objects/{owner}/fields", name, "CustomField", "value", 7)


def generate(folder, size_name, times, has_records, seed):
    size = multiplied(SIZES[size_name], times)
    if folder.exists():
        shutil.rmtree(folder)
    org, writer = Org(size, seed), Writer(folder, seed)
    for kind, (place, root, renderer) in RELEVANT.items():
        for index, name in enumerate(org.names[kind]):
            path = f"{BASE}/{place}/{name}.{kind}-meta.xml"
            body = "".join(renderer(Choice(f"{seed}:{path}"), org, size, index, writer.plant))
            writer.write_xml(kind, path, root, body)
    write_irrelevant(writer, org, size, seed)
    if has_records:
        write_records(writer, org, size, Choice(f"{seed}:records"))
    return {
        "generator": {"size": size_name, "times": times, "records": has_records, "seed": seed, "format": "source"},
        "files": writer.files.total(),
        "bytes": writer.bytes.total(),
        "relevantFiles": sum(writer.files[kind] for kind in RELEVANT),
        "relevantBytes": sum(writer.bytes[kind] for kind in RELEVANT),
        "kinds": {kind: {"files": count, "bytes": writer.bytes[kind]} for kind, count in sorted(writer.files.items())},
        "elements": dict(sorted(writer.elements.items())),
        "planted": dict(sorted(writer.planted.items())),
        "relevantSuffixes": [f"{kind}-meta.xml" for kind in RELEVANT],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder that is made anew")
    parser.add_argument("--times", type=int, default=1, metavar="N", help="a multiple of the size")
    parser.add_argument("--records", action="store_true", help="with exports of users and a configuration")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    # Written last, so that a folder whose making was cut short has no manifest of its own.
    manifest_path = options.out.with_name(options.out.name + ".manifest.json")
    manifest_path.unlink(missing_ok=True)
    manifest = generate(options.out, options.size, options.times, options.records, options.seed)
    manifest_path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"{options.out}: {manifest['files']:,} files with {manifest['bytes'] / 1e6:,.1f} MB, of them relevant"
          f" {manifest['relevantFiles']:,} with {manifest['relevantBytes'] / 1e6:,.1f} MB")


if __name__ == "__main__":
    main()
