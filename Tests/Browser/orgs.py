"""Orgs that the fixtures do not have: one as large as they come, one with hostile names, and one without anything."""

import os
import shutil

XMLNS = 'xmlns="http://soap.sforce.com/2006/04/metadata"'


def write(folder, path, text):
    path = os.path.join(folder, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cell(text):
    return '"' + text.replace('"', '""') + '"'


def permission_set(label, objects, permissions=()):
    entries = "".join(
        f"    <objectPermissions>\n        <allowCreate>true</allowCreate>\n        <allowDelete>{delete}</allowDelete>\n"
        f"        <allowEdit>true</allowEdit>\n        <allowRead>true</allowRead>\n"
        f"        <modifyAllRecords>false</modifyAllRecords>\n        <object>{escaped(name)}</object>\n"
        f"        <viewAllRecords>false</viewAllRecords>\n    </objectPermissions>\n"
        for name, delete in objects)
    flags = "".join(
        f"    <userPermissions>\n        <enabled>true</enabled>\n        <name>{escaped(name)}</name>\n"
        f"    </userPermissions>\n" for name in permissions)
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<PermissionSet {XMLNS}>\n'
            f"    <hasActivationRequired>false</hasActivationRequired>\n    <label>{escaped(label)}</label>\n"
            f"{entries}{flags}</PermissionSet>\n")


def records(folder, users):
    """The exports of users with one permission set each: username, name, set."""
    rows = ["Id,Username,Name,IsActive,Profile.Name,Profile.UserLicense.Name,LastLoginDate"]
    assignments = ["Id,AssigneeId,PermissionSet.Name,PermissionSet.IsOwnedByProfile,IsActive"]
    for number, (username, name, held) in enumerate(users):
        rows.append(
            f"005{number:012d},{cell(username)},{cell(name)},true,Minimum Access - API Only Integrations,"
            "Salesforce Integration,2026-11-20T06:11:12.000+0000")
        assignments.append(f"0Pa{number:012d},005{number:012d},{cell(held)},false,true")
    write(folder, "org-records/User.csv", "\n".join(rows) + "\n")
    write(folder, "org-records/PermissionSetAssignment.csv", "\n".join(assignments) + "\n")
    write(folder, "org-records/UserLicense.csv",
          "Id,Name,LicenseDefinitionKey,Status,TotalLicenses,UsedLicenses\n"
          f"100000000000001,Salesforce Integration,SALESFORCE_INTEGRATION_USER,Active,{len(users)},{len(users)}\n")


def large(folder, integrations=50, objects=1000):
    """Every integration has a set of its own that grants every object."""
    names = [f"Business_Object_{number:04d}__c" for number in range(objects)]
    users = []
    for number in range(integrations):
        name = f"INT_System_{number:02d}"
        write(folder, f"permissionsets/{name}.permissionset-meta.xml", permission_set(
            f"System {number:02d}", [(each, "true" if (number + place) % 7 == 0 else "false")
                                     for place, each in enumerate(names)], ["ApiEnabled"]))
        users.append((f"system{number:02d}.integration@example.com", f"System {number:02d} Integration", name))
    records(folder, users)


HOSTILE = [
    '"><img src=x onerror=alert(1)>', "</script><script>alert(1)</script>", "</style><svg onload=alert(1)>",
    "' onmouseover='alert(1)", "javascript:alert(1)", "<!--", "]]>&lt;b&gt;", "\u202egnp.exe", "a\u200bb ##vso[task]",
]


def hostile(folder):
    """Names that want to be markup, wherever a name can stand."""
    users = []
    for number, text in enumerate(HOSTILE):
        name = text.replace("/", "_")[:60]
        objects = [(f"{text} {letter}", "true") for letter in "ab"]
        write(folder, f"permissionsets/{name}.permissionset-meta.xml",
              permission_set(text, objects, [text, "ModifyAllData"]))
        users.append((f"{text}@example.com", text, name))
        write(folder, f"connectedApps/{name}.connectedApp-meta.xml",
              f'<?xml version="1.0" encoding="UTF-8"?>\n<ConnectedApp {XMLNS}>\n'
              f"    <contactEmail>{escaped(text)}</contactEmail>\n    <label>{escaped(text)}</label>\n"
              f"    <oauthConfig>\n        <callbackUrl>{escaped(text)}</callbackUrl>\n"
              f"        <isAdminApproved>true</isAdminApproved>\n"
              f"        <isClientCredentialEnabled>true</isClientCredentialEnabled>\n"
              f"        <oauthClientCredentialUser>{escaped(text)}@example.com</oauthClientCredentialUser>\n"
              f"        <scopes>Full</scopes>\n    </oauthConfig>\n"
              f"    <permissionsetName>{escaped(name)}</permissionsetName>\n</ConnectedApp>\n")
    records(folder, users)


def without_records(folder, fixture):
    """An org of Fixtures/ of which nobody exported a record."""
    shutil.copytree(fixture, folder, dirs_exist_ok=True)
    shutil.rmtree(os.path.join(folder, "org-records"))


def empty(folder):
    """A project without metadata and records."""
    write(folder, "sfdx-project.json", '{ "packageDirectories": [{ "path": "force-app", "default": true }] }\n')
    os.makedirs(os.path.join(folder, "force-app"), exist_ok=True)
