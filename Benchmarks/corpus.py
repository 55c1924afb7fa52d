"""A generated corpus, its manifest, and what a report must say about it."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

# The manifest's kinds of files that are read in every run, and the metadata types they are reported as. No rule is about
# trusted sites, and of custom permissions only the rules of later personas ask for the names.
TYPES = {
    "authprovider": "AuthProvider",
    "connectedApp": "ConnectedApp",
    "externalCredential": "ExternalCredential",
    "mutingpermissionset": "MutingPermissionSet",
    "namedCredential": "NamedCredential",
    "permissionset": "PermissionSet",
    "permissionsetgroup": "PermissionSetGroup",
    "profile": "Profile",
    "remoteSite": "RemoteSiteSetting",
}

EXACTLY = "exactly"
# The rule reports more than what was planted, for other reasons that the corpus has too.
AT_LEAST = "at least"

# What is planted -> the rule that finds it, the type of its subjects, and how the two counts relate. Each planted risk
# is in a file of its own, so the number of distinct subjects is compared: a rule may report a subject more than once.
PLANTED = {
    "connectedApp.callbackHttp": ("app-callback-insecure", "ConnectedApp", EXACTLY),
    "connectedApp.refreshTokenInfinite": ("app-refresh-token-infinite", "ConnectedApp", EXACTLY),
    "connectedApp.scopeFull": ("app-scope-full", "ConnectedApp", EXACTLY),
    "integrationPermissionSet.ModifyAllData": ("integration-modify-all-data", "PermissionSet", EXACTLY),
    "integrationPermissionSet.ViewAllData": ("integration-view-all-data", "PermissionSet", EXACTLY),
    "loginIpRanges.any": ("ip-range-too-wide", "Profile", AT_LEAST),
    "namedCredential.http": ("named-credential-insecure-endpoint", "NamedCredential", EXACTLY),
    "permissionSetGroup.danglingMember": ("permission-set-group-missing-member", "PermissionSetGroup", EXACTLY),
    "remoteSite.protocolSecurityDisabled": ("named-credential-insecure-endpoint", "RemoteSiteSetting", EXACTLY),
}


class CorpusDamaged(Exception):
    """The folder and its manifest do not agree, or one of them is not there."""


@dataclass(frozen=True)
class Corpus:
    folder: Path
    manifest: dict
    relevant_paths: list  # relative to the folder, sorted

    @property
    def size(self):
        return self.manifest["generator"]["size"]

    @property
    def suffixes(self):
        return tuple("." + suffix for suffix in self.manifest["relevantSuffixes"])

    @property
    def relevant_bytes(self):
        return self.manifest["relevantBytes"]

    @staticmethod
    def open(folder):
        """The corpus at `folder`, whose manifest lies beside it; its relevant files are counted and weighed."""
        folder = Path(folder).resolve()
        manifest_path = folder.with_name(folder.name + ".manifest.json")
        try:
            manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CorpusDamaged(f"{manifest_path}: {error}") from error
        suffixes = tuple("." + suffix for suffix in manifest["relevantSuffixes"])
        paths, size = [], 0
        for parent, _, names in os.walk(folder):
            for name in names:
                if name.endswith(suffixes):
                    path = os.path.join(parent, name)
                    paths.append(os.path.relpath(path, folder))
                    size += os.stat(path).st_size
        expected = (manifest["relevantFiles"], manifest["relevantBytes"])
        if (len(paths), size) != expected:
            raise CorpusDamaged(
                f"{folder}: {len(paths)} relevant files with {size} bytes, while the manifest says"
                f" {expected[0]} with {expected[1]}; remove the folder to make it anew"
            )
        return Corpus(folder, manifest, sorted(paths))


@dataclass(frozen=True)
class Check:
    """One count of a report against the manifest; `holds` is None where the report has nothing to compare."""

    subject: str
    relation: str
    expected: int
    seen: int | None
    holds: bool | None


def compare(subject, expected, seen, relation=EXACTLY):
    if seen is None:
        return Check(subject, relation, expected, None, None)
    return Check(subject, relation, expected, seen, seen >= expected if relation == AT_LEAST else seen == expected)


def checks(manifest, report):
    """What a json-v1 report says about the corpus: files of each type, unreadable ones, planted risks."""
    inputs = report["coverage"]["inputs"]
    statuses = {rule["rule"]: rule["status"] for rule in report["coverage"]["rules"]}
    findings = report["findings"]
    result = [
        compare(f"files of {type_name}", manifest["kinds"][kind]["files"], inputs.get(type_name))
        for kind, type_name in TYPES.items()
        if kind in manifest["kinds"]
    ]
    unreadable = sum(finding["rule"] == "input-not-well-formed" for finding in findings)
    result.append(compare("input-not-well-formed", 0, unreadable))
    for planted, (rule, type_name, relation) in PLANTED.items():
        subjects = {
            finding["subject"]["name"]
            for finding in findings
            if finding["rule"] == rule and finding["subject"]["type"] == type_name
        }
        # A rule that did not look must not count as one that found nothing.
        looked = statuses.get(rule, "not-evaluated") != "not-evaluated"
        expected = manifest["planted"].get(planted, 0)
        result.append(compare(f"{rule} in {type_name}", expected, len(subjects) if looked else None, relation))
    return result
