#!/usr/bin/env python3
"""What Python's own parser makes of HTML pages: reads a JSON list of pages, writes a JSON list of what they hold."""

import html.parser
import json
import sys


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.elements = {}
        self.attributes = set()
        self.texts = []
        self.values = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements[tag] = self.elements.get(tag, 0) + 1
        for name, value in attributes:
            self.attributes.add(name)
            self.values.append(value or "")

    def handle_data(self, data):
        self.texts.append(data)

    def handle_comment(self, data):
        self.elements["!--"] = self.elements.get("!--", 0) + 1


pages = [Page(text) for text in json.load(sys.stdin)]
json.dump([{"elements": page.elements, "attributes": sorted(page.attributes), "text": "".join(page.texts),
            "values": page.values} for page in pages], sys.stdout)
