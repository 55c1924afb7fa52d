#!/usr/bin/env python3
"""Collects the permissions of all permission sets and profiles with lxml, as one writes it for a single use.

    lxml_baseline.py FILE_LIST      one path a line

It parses each file into a tree, keeps what is granted in dictionaries and prints the counts. It knows no rule, guards
against nothing and finds no positions: it does less than forcelint, in the way most scripts of this kind are written.
"""

import sys
from collections import defaultdict
from pathlib import Path

from lxml import etree

NAMESPACE = "{http://soap.sforce.com/2006/04/metadata}"
NAMED_BY = {
    "applicationVisibilities": "application",
    "classAccesses": "apexClass",
    "customPermissions": "name",
    "fieldPermissions": "field",
    "flowAccesses": "flow",
    "objectPermissions": "object",
    "pageAccesses": "apexPage",
    "recordTypeVisibilities": "recordType",
    "tabSettings": "tab",
    "tabVisibilities": "tab",
    "userPermissions": "name",
}


def permissions(path):
    """The granted blocks of one file: kind -> name -> the block's other values."""
    granted = defaultdict(dict)
    for block in etree.parse(path).getroot():
        if not isinstance(block.tag, str):
            continue
        kind = block.tag.replace(NAMESPACE, "")
        if kind in NAMED_BY:
            values = {child.tag.replace(NAMESPACE, ""): child.text for child in block if isinstance(child.tag, str)}
            granted[kind][values.get(NAMED_BY[kind])] = values
    return granted


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    paths = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    by_file = {path: permissions(path) for path in paths}
    counts = defaultdict(int)
    for granted in by_file.values():
        for kind, blocks in granted.items():
            counts[kind] += len(blocks)
    for kind, count in sorted(counts.items()):
        print(kind, count)


if __name__ == "__main__":
    main()
