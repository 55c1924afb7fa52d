"""Headless Chromium over its debugging pipe: no package but Python's own is needed."""

import base64
import json
import os
import shutil
import subprocess
import tempfile


class BrowserError(Exception):
    """Chromium is absent, ended or refused a command."""


class Browser:
    """One Chromium with one page at a time; commands and events are those of the Chrome DevTools Protocol."""

    def __init__(self):
        path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        if path is None:
            raise BrowserError("Chromium is absent; on Debian: apt-get install chromium")
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_browser, self._output = os.pipe()
        self._input, from_browser = os.pipe()
        arguments = [
            path, "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-extensions", "--disable-background-networking", "--disable-component-update",
            "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb", "--lang=en-US",
            f"--user-data-dir={self._profile.name}", "about:blank",
        ]

        def pipes():
            # The numbers that Chromium wants; each may be in use by the other pipe until it is moved away.
            reading, writing = os.dup(to_browser), os.dup(from_browser)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self._process = subprocess.Popen(
            arguments, preexec_fn=pipes, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._number = 0
        self._session = None
        self.events = []

    def close(self):
        try:
            self._send("Browser.close", session=False)
        except BrowserError:
            pass
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._profile.cleanup()

    def open_page(self):
        """A new page; the one before is closed, and what it told is forgotten."""
        target = self._send("Target.createTarget", {"url": "about:blank"}, session=False)["targetId"]
        self._session = self._send(
            "Target.attachToTarget", {"targetId": target, "flatten": True}, session=False)["sessionId"]
        self.events = []
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self._send(f"{domain}.enable")

    def command(self, method, **parameters):
        return self._send(method, parameters)

    def evaluate(self, expression):
        """The value of a JavaScript expression in the page."""
        answer = self._send(
            "Runtime.evaluate", {"expression": expression, "returnByValue": True, "awaitPromise": True})
        if "exceptionDetails" in answer:
            raise BrowserError(json.dumps(answer["exceptionDetails"])[:800])
        return answer["result"].get("value")

    def navigate(self, url):
        self.command("Page.navigate", url=url)
        self._wait_for("Page.loadEventFired")

    def screenshot(self, path, width, height, full=True, limit=9000):
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        parameters = {"format": "png"}
        if full:
            whole = self.evaluate("document.documentElement.scrollHeight")
            parameters["captureBeyondViewport"] = True
            parameters["clip"] = {"x": 0, "y": 0, "width": width, "height": min(whole, limit), "scale": 1}
        image = self.command("Page.captureScreenshot", **parameters)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(image))

    # The wire: JSON texts that end with NUL.

    def _send(self, method, parameters=None, session=True):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters or {}}
        if session and self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._output, data):]
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']}")
                return answer.get("result", {})

    def _wait_for(self, name):
        if any(event["method"] == name for event in self.events):
            return
        while self._receive().get("method") != name:
            pass

    def _receive(self):
        while b"\0" not in self._buffer:
            data = os.read(self._input, 1 << 20)
            if not data:
                raise BrowserError("Chromium ended")
            self._buffer += data
        text, self._buffer = self._buffer.split(b"\0", 1)
        message = json.loads(text)
        if "method" in message and message.get("sessionId") == self._session:
            self.events.append(message)
        return message
