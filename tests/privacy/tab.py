"""A tab of Chromium, looked at from outside its pages."""

import base64
import time

from playwright.sync_api import Error

from tests.browsers import is_blank


class Tab:
    """One tab, looked at from outside its pages, as Back may swap them at any moment."""

    def __init__(self, browser, **options):
        self.context = browser.new_context(viewport={"width": 800, "height": 600}, **options)
        self.page = self.context.new_page()
        self._devtools = self.context.new_cdp_session(self.page)
        self._frames = []
        self._devtools.on("Page.screencastFrame", lambda frame: self._frames.append(frame))

    def visit(self, *addresses):
        for address in addresses:
            self.page.goto(address)

    def follow(self, path):
        """Follow the page's own link to a path, wherever on the page it is."""
        with self.page.expect_navigation():
            self.page.evaluate("path => [...document.links].find((link) => link.pathname === path).click()", path)

    def _send(self, command, **parameters):
        """Send a command to the browser, again if it is just replacing one page with another."""
        for _ in range(20):
            try:
                return self._devtools.send(command, parameters)
            except Error:
                self.page.wait_for_timeout(50)
        return self._devtools.send(command, parameters)

    def _history(self):
        return self._send("Page.getNavigationHistory")

    @property
    def address(self):
        history = self._history()
        return history["entries"][history["currentIndex"]]["url"]

    @property
    def addresses(self):
        return [entry["url"] for entry in self._history()["entries"]]

    def go(self, steps):
        """Press Back (-1) or Forward (1), or choose from the list that a long press opens."""
        history = self._history()
        entry = history["entries"][history["currentIndex"] + steps]["id"]
        self._send("Page.navigateToHistoryEntry", entryId=entry)

    def comes_true(self, condition, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            self.page.wait_for_timeout(50)
        return False

    def arrives(self, address):
        return self.comes_true(lambda: self.address == address and self.evaluate("document.readyState") == "complete")

    def evaluate(self, expression):
        answer = self._send("Runtime.evaluate", expression=expression)
        return answer["result"].get("value")

    def picture(self):
        return base64.b64decode(self._send("Page.captureScreenshot")["data"])

    def record_frames(self, seconds, action, until=None):
        """Return every frame that the browser presents from just before an action until so many seconds after it.

        Where the frames must show something first, `until` says of them whether they do. A busy machine is given
        eight seconds for it.
        """
        pictures = []
        self._frames.clear()
        self._send("Page.startScreencast", format="png", everyNthFrame=1)
        self._collect(pictures, 8, is_enough=lambda: pictures)
        action()
        if until:
            self._collect(pictures, 8, is_enough=lambda: until(pictures))
        self._collect(pictures, seconds)
        self._send("Page.stopScreencast")
        return pictures

    def _collect(self, pictures, seconds, is_enough=lambda: False):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not is_enough():
            self.page.wait_for_timeout(10)
            while self._frames:
                frame = self._frames.pop(0)
                pictures.append(base64.b64decode(frame["data"]))
                self._send("Page.screencastFrameAck", sessionId=frame["sessionId"])

    def goes_blank(self, seconds=1):
        """Return whether the page is blank within this time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if is_blank(self.picture()):
                return True
        return False

    def accessible_text(self):
        """Return the text that assistive technology finds on the page."""
        nodes = self._send("Accessibility.getFullAXTree")["nodes"]
        seen = (node for node in nodes if not node["ignored"])
        return [node for node in seen if node["role"]["value"] != "RootWebArea"]

    def reload(self):
        self._send("Page.reload")

    def leave(self):
        self.page.locator("a.exit").click(no_wait_after=True)

    def shows_the_site(self):
        self.page.wait_for_timeout(300)
        return self.comes_true(lambda: self.page.locator("h1").is_visible() and not is_blank(self.picture()))

    def close(self):
        self.context.close()
