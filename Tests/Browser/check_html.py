#!/usr/bin/env python3
"""Opens the HTML report in headless Chromium and fails on what no reader should meet.

    Tests/Browser/check_html.py [--program FILE] [--screenshots FOLDER]

Of orgs in Fixtures/ and of orgs made here a report is written twice and compared, then opened: an error on the console,
a violation of the content security policy, any request but for the page itself, a missing name, heading or label, a
contrast below 4.5 in light or dark, a page wider than a phone, or a filter that does not filter, each fails the check.
With --screenshots the pages are also photographed: light, dark, print and phone.
"""

import argparse
import html.parser
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import orgs  # noqa: E402
from chromium import Browser, BrowserError  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHECKS = (pathlib.Path(__file__).parent / "page_checks.js").read_text()
AS_OF = "2026-11-21"
# An org of 50 integrations with 1,000 objects each stays below this. How long it takes to open is told and judged by
# nobody: another load of the machine is another time.
LARGEST = 5_000_000

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", function (event) {
  window.violations.push(event.violatedDirective + " " + event.blockedURI);
});
"""


class Elements(html.parser.HTMLParser):
    """What Python's own parser makes of a page: elements, and what stands in their attributes and texts."""

    def __init__(self, text):
        super().__init__()
        self.tags = {}
        self.attributes = set()
        self.texts = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        self.attributes.update(name for name, _ in attributes)

    def handle_data(self, data):
        self.texts.append(data)


def report(program, folder, target, options):
    command = [program, "check", ".", "--as-of", AS_OF, "--fail-on", "never", "--allow-empty", "-o", f"html:{target}"]
    outcome = subprocess.run(command + options, cwd=folder, capture_output=True, text=True)
    if outcome.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {outcome.returncode}: {outcome.stderr}")
    return target.read_text(encoding="utf-8")


def told(browser):
    """What the page complained about by itself, and what it asked for."""
    complaints = []
    for event in browser.events:
        name, parameters = event["method"], event["params"]
        if name == "Runtime.exceptionThrown":
            complaints.append("exception: " + json.dumps(parameters["exceptionDetails"])[:300])
        elif name == "Runtime.consoleAPICalled":
            complaints.append("console: " + json.dumps(parameters["args"])[:300])
        elif name == "Log.entryAdded":
            complaints.append("log: " + parameters["entry"]["text"][:300])
        elif name == "Page.javascriptDialogOpening":
            complaints.append("a dialog opened")
    requests = [event["params"]["request"]["url"] for event in browser.events
                if event["method"] == "Network.requestWillBeSent"]
    if len(requests) != 1:
        complaints.append(f"requests: {requests[:5]}")
    return complaints


def names(browser):
    """Everything that a screen reader would announce without a name."""
    wanted = {"link", "button", "textbox", "searchbox", "checkbox", "combobox", "image", "img", "heading", "region",
              "navigation", "DisclosureTriangle"}
    unnamed = []
    for node in browser.command("Accessibility.getFullAXTree")["nodes"]:
        role = node.get("role", {}).get("value")
        if not node.get("ignored") and role in wanted and not node.get("name", {}).get("value", "").strip():
            unnamed.append(role)
    return [f"{unnamed.count(role)} of role {role} without a name" for role in sorted(set(unnamed))]


def filters(browser):
    """Whether the script filters findings by text."""
    return browser.evaluate("""(function () {
      var field = document.querySelector("#filter-text");
      var all = document.querySelectorAll("details.finding").length;
      if (!all) { return field ? ["a filter without findings"] : []; }
      if (!field || field.closest("[hidden]")) { return ["the filter of findings is not shown"]; }
      function shown() { return document.querySelectorAll("details.finding:not([hidden])").length; }
      function type(text) { field.value = text; field.dispatchEvent(new Event("input", { bubbles: true })); }
      var complaints = [];
      if (shown() !== all) { complaints.push("not every finding is shown at first"); }
      type("there is no finding with this text");
      if (shown() !== 0) { complaints.push("the filter leaves findings that do not match"); }
      type(document.querySelector("details.finding .print").textContent);
      if (shown() !== 1) { complaints.push("the filter by fingerprint shows " + shown()); }
      type("");
      return complaints;
    })()""")


def check(browser, name, page, folder):
    complaints = []
    browser.open_page()
    browser.command("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
    browser.command("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
    start = time.monotonic()
    browser.navigate(page.as_uri())
    browser.evaluate("new Promise(function (done) { requestAnimationFrame(function () { setTimeout(done); }); })")
    seconds = time.monotonic() - start
    browser.command("Input.dispatchKeyEvent", type="keyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9)
    if browser.evaluate("document.activeElement.className") != "skip":
        complaints.append("the first stop of the keyboard is not the skip link")
    browser.evaluate("document.activeElement.blur()")
    if name != "large":
        complaints += names(browser)
    complaints += filters(browser)
    for scheme in ("light", "dark"):
        browser.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        complaints += [f"{scheme}: {text}" for text in browser.evaluate(CHECKS)]
        if folder:
            browser.screenshot(folder / f"{name}-{scheme}.png", 1280, 900)
    browser.command("Emulation.setEmulatedMedia", media="print")
    if folder:
        browser.screenshot(folder / f"{name}-print.png", 1000, 1200)
    browser.command("Emulation.setEmulatedMedia", media="", features=[])
    browser.command("Emulation.setDeviceMetricsOverride", width=375, height=800, deviceScaleFactor=1, mobile=False)
    width = browser.evaluate("document.documentElement.scrollWidth")
    if width > 375:
        complaints.append(f"on a phone the page is {width} wide")
    if folder:
        browser.screenshot(folder / f"{name}-phone.png", 375, 800)
    complaints += [f"violation: {text}" for text in browser.evaluate("window.violations")]
    return complaints + told(browser), seconds


def without_script(browser, page):
    """The page is whole where no script runs."""
    browser.open_page()
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    browser.navigate(page.as_uri())
    if browser.evaluate("document.querySelectorAll('[data-filter]:not([hidden])').length"):
        return ["a filter is shown that cannot work"]
    if not browser.evaluate("document.querySelectorAll('main > section').length"):
        return ["without script there is nothing"]
    return []


def pages(folder):
    """Each org by name: its folder, and what else the program is told."""
    made = {}
    for name in ("acme", "troubled", "clean"):
        made[name] = (ROOT / "Fixtures" / f"{name}-org", [])
    made["suppressed"] = (ROOT / "Fixtures" / "troubled-org", ["--no-ignores", "--persona", "auditor"])
    for name, build in (("without-records", lambda at: orgs.without_records(at, ROOT / "Fixtures" / "acme-org")),
                        ("empty", orgs.empty), ("hostile", orgs.hostile), ("large", orgs.large)):
        target = folder / name
        target.mkdir()
        build(str(target))
        made[name] = (target, [])
    return made


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=ROOT / ".build/debug/forcelint", type=pathlib.Path)
    options.add_argument("--screenshots", type=pathlib.Path)
    options.add_argument("--only", help="one org by its name")
    chosen = options.parse_args()
    if chosen.screenshots:
        chosen.screenshots.mkdir(parents=True, exist_ok=True)
    failures = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        try:
            browser = Browser()
        except BrowserError as error:
            sys.exit(str(error))
        try:
            for name, (org, further) in pages(folder).items():
                if chosen.only not in (None, name):
                    continue
                page = folder / f"{name}.html"
                text = report(chosen.program.resolve(), org, page, further)
                again = report(chosen.program.resolve(), org, folder / "again.html", further)
                complaints = [] if text == again else ["two runs differ"]
                elements = Elements(text)
                if elements.tags.get("script") != 1 or elements.tags.get("img"):
                    complaints.append(f"elements that are not ours: {elements.tags}")
                if name == "hostile":
                    shown = "".join(elements.texts)
                    complaints += [f"{label} is not shown as it is" for label in orgs.HOSTILE[:7] if label not in shown]
                found, seconds = check(browser, name, page, chosen.screenshots)
                complaints += found + without_script(browser, page)
                if len(text.encode()) > LARGEST:
                    complaints.append(f"{len(text.encode())} bytes are more than {LARGEST}")
                print(f"{name}: {len(text.encode()) / 1000:.0f} kB, open after {seconds:.1f} s, "
                      f"{'fine' if not complaints else 'not fine'}", flush=True)
                for complaint in complaints:
                    print(f"  {complaint}")
                failures += bool(complaints)
        finally:
            browser.close()
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
