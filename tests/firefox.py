"""One tab of Debian's Firefox, driven over WebDriver BiDi, which it speaks itself."""

import base64
import itertools
import json
import re
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from websockets.sync.client import connect


class Firefox:
    """One tab of Debian's Firefox, driven over WebDriver BiDi, which it speaks itself."""

    def __init__(self, program, **preferences):
        self._profile = tempfile.mkdtemp(prefix="firefox-")
        lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in preferences.items())
        Path(self._profile, "user.js").write_text("".join(lines))
        self._process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--profile", self._profile] + ["--remote-debugging-port", "0"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect(self._address() + "/session", max_size=None))
        self._numbers = itertools.count(1)
        self.command("session.new", capabilities={})
        tree = self.command("browsingContext.getTree")
        self._tab = tree["contexts"][0]["context"]

    def _address(self):
        for line in self._process.stderr:
            if found := re.search(r"BiDi listening on (ws://\S+)", line):
                # Firefox goes on printing; a full pipe would stop it.
                threading.Thread(target=self._process.stderr.read, daemon=True).start()
                return found[1]
        raise RuntimeError("Firefox ended before it accepted a connection")

    def command(self, method, **params):
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=60))
            if answer.get("id") == number:
                break
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['message']}")
        return answer["result"]

    def new_tab(self):
        """Open a new tab, with its own history and session storage, and close the old one."""
        old = self._tab
        self._tab = self.command("browsingContext.create", type="tab")["context"]
        self.command("browsingContext.close", context=old)

    def goto(self, url):
        """Open an address and wait for its page: Firefox counts a page that rewrites its own address as one."""
        self.command("browsingContext.navigate", context=self._tab, url=url, wait="complete")
        for _ in range(1000):
            if self.has_loaded(url):
                return
            time.sleep(0.02)
        raise RuntimeError(f"Firefox did not open {url}")

    def has_loaded(self, url):
        """Return whether the page at an address is loaded completely."""
        try:
            return self.run("[location.href, document.readyState].join(' ')") == f"{url} complete"
        except RuntimeError:
            return False  # the browser is between two pages

    def go(self, steps):
        """Press Back (-1) or Forward (1) so many times at once."""
        self.command("browsingContext.traverseHistory", context=self._tab, delta=steps)

    def run(self, expression):
        result = self.command(
            "script.evaluate",
            expression=expression,
            target={"context": self._tab},
            awaitPromise=True,
            userActivation=True,
        )
        if result["type"] == "exception":
            raise RuntimeError(result["exceptionDetails"]["text"])
        return result["result"].get("value")

    @property
    def url(self):
        return self.command("browsingContext.getTree", root=self._tab)["contexts"][0]["url"]

    def tabs(self):
        return len(self.command("browsingContext.getTree")["contexts"])

    def screenshot(self):
        """Return a screenshot of the tab. Between two pages there is none, so it tries again for a second."""
        for _ in range(50):
            try:
                answer = self.command("browsingContext.captureScreenshot", context=self._tab)
            except RuntimeError:
                time.sleep(0.02)
            else:
                return base64.b64decode(answer["data"])
        raise RuntimeError("Firefox shows no page to take a screenshot of")

    def _perform(self, kind, actions, **parameters):
        source = {"type": kind, "id": kind, "actions": actions, **parameters}
        self.command("input.performActions", context=self._tab, actions=[source])

    def click(self, selector, button=0):
        """Click the first such element, wherever on the page it is."""
        self.run(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        found = self.command(
            "browsingContext.locateNodes",
            context=self._tab,
            locator={"type": "css", "value": selector},
        )
        element = {"type": "element", "element": {"sharedId": found["nodes"][0]["sharedId"]}}
        self._perform(
            "pointer",
            [
                {"type": "pointerMove", "x": 0, "y": 0, "origin": element},
                {"type": "pointerDown", "button": button},
                {"type": "pointerUp", "button": button},
            ],
        )

    def hold(self, key):
        self._perform("key", [{"type": "keyDown", "value": key}])

    def release(self, key):
        self._perform("key", [{"type": "keyUp", "value": key}])

    def press(self, key):
        self.hold(key)
        self.release(key)

    def close(self):
        self._open.close()
        self._process.terminate()
        self._process.wait(timeout=30)
        shutil.rmtree(self._profile, ignore_errors=True)
