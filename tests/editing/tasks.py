"""Somebody who does a whole task in the admin, in a browser: she goes by what is written there, and her clicks count.

How a click is counted: pressing a button, a link, a tab or an entry of a menu is one; so is ticking a box, choosing
from a list, and choosing a file. Typing is none, and neither is going to a field, which the keyboard does. Logging in
comes before the task.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from playwright.sync_api import Locator, Page, expect

from tests.accounts.logins import CODE, LOGIN, code_of
from tests.builders import PASSWORD

# How long the editor may take for what it does by itself, such as inserting a picture that was uploaded.
DEADLINE = 20_000
# Each time Wagtail connects the form, as it does twice for that of a page, it takes what is in it two seconds later for
# saved.
MARK_WATCHED_FORM = """
let connected = 0;
addEventListener("w-unsaved:ready", () => connected++);
addEventListener("w-unsaved:watch-edits", () => {
    if (--connected === 0) document.body.setAttribute("data-watched", "");
});
"""


@contextmanager
def opening_form(page: Page) -> Iterator[None]:
    """Open a form in this block; at its end wait until the editor looks for changes, and takes nothing for saved."""
    page.add_init_script(MARK_WATCHED_FORM)
    yield
    page.locator("body[data-watched]").wait_for()


def go_on_with_own_draft(page: Page) -> bool:
    """Answer the question of the editor whether its own draft may be replaced, and return whether it asked.

    On a slow machine Wagtail asks about it, as if it had been saved in another window: what looks for other windows had
    begun before the draft was saved. The question stops the press of a button: it is there at once, or not at all.
    """
    question = page.locator("#w-save-confirmation-dialog")
    if not question.is_visible():
        return False
    expect(question.get_by_role("heading")).to_have_text("You saved a new version in another window")
    question.get_by_role("button").last.click()
    return True


class Staff:
    """A member of staff at a browser window. `clicks` counts what she has pressed since she logged in."""

    # The keys of the apps on the phones of all, by name. A second try of a test may have another window.
    phones: ClassVar[dict[str, str]] = {}

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.clicks = 0

    # Logging in

    def go_to_dashboard(self) -> "Staff":
        """Open the dashboard, logging in where that is needed, and begin to count the clicks."""
        self.page.goto("/admin/")
        if LOGIN in self.page.url:
            self.log_in()
        self.clicks = 0
        return self

    def log_in(self) -> None:
        """Log in with the password and a code from the phone, which she sets up if she has none yet."""
        self._send_password()
        if CODE not in self.page.url:
            self._set_up_phone()
            self.log_out()
            self._send_password()
        # The code before this one may have been used to set up the phone.
        self.page.get_by_label("Code", exact=False).first.fill(code_of(self.phones[self.name], steps=1))
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url("**/admin/")

    def log_out(self) -> None:
        """Log out."""
        self.page.goto("/admin/logout/")
        self.page.get_by_role("button", name="Log out").click()
        self.page.wait_for_url("**/admin/login/**")

    def _send_password(self) -> None:
        self.page.goto(LOGIN)
        self.page.fill("[name=username]", self.name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(lambda url: not url.endswith(LOGIN))

    def _set_up_phone(self) -> None:
        self.page.goto("/admin/account/second-factor/set-up/")
        self.phones[self.name] = self.page.locator("ol code").inner_text()
        self.page.fill("[name=code]", code_of(self.phones[self.name]))
        self.page.fill("[name=password]", PASSWORD)
        self.page.get_by_role("button", name="Set up").click()
        expect(self.page.get_by_role("heading", name="Your recovery codes")).to_be_visible()

    # What counts

    def press(self, name: str, within: Locator | None = None, last: bool = False) -> None:
        """Press what bears a name: a button, a link, a tab or an entry of a menu; the last where there are several."""
        named = self._named(name, within, exact=True)
        (named.last if last else named.first).click()
        self.clicks += 1

    def press_first(self, beginning: str, within: Locator | None = None) -> None:
        """Press the first of those whose names begin with some words."""
        self._named(beginning, within, exact=False).first.click()
        self.clicks += 1

    def _named(self, name: str, within: Locator | None, exact: bool) -> Locator:
        place = within or self.page
        named = place.get_by_role("button", name=name, exact=exact)
        for role in ("link", "tab", "option", "menuitem"):
            named = named.or_(place.get_by_role(role, name=name, exact=exact))  # type: ignore[arg-type]  # a role
        return named.filter(visible=True)

    def tick(self, name: str) -> None:
        """Tick a box."""
        self.page.get_by_label(name, exact=True).check()
        self.clicks += 1

    def choose(self, name: str, option: str) -> None:
        """Choose from a list."""
        self.page.get_by_label(name, exact=True).select_option(option)
        self.clicks += 1

    def choose_file(self, path: Path, within: Locator | None = None) -> None:
        """Choose a file of the computer."""
        place = within or self.page
        place.locator("input[type=file]").filter(visible=True).set_input_files(path)
        # The script makes the title of the name of the file a moment later.
        expect(place.get_by_role("textbox", name="Title").filter(visible=True).last).not_to_have_value("")
        self.clicks += 1

    def insert_block(self, name: str, body: str = "body") -> Locator:
        """Insert a block at the end of a body, and return it."""
        stream = self.page.locator(f"#panel-child-content-{body}-section")
        self.press("Insert a block", stream, last=True)
        self.press(name)
        return stream.locator("[data-contentpath]:not([data-contentpath] [data-contentpath])").last

    def publish(self) -> None:
        """Publish, and wait until the admin has said so."""
        self.press("More actions")
        self.press("Publish")
        self.clicks += go_on_with_own_draft(self.page)
        expect(self.page.locator(".messages .success")).to_be_visible(timeout=DEADLINE)

    def send(self, action: str) -> None:
        """Send the form with an action of the menu at its foot."""
        self.press("More actions")
        self.press_first(action)
        self.clicks += go_on_with_own_draft(self.page)

    # What does not

    def write(self, name: str, text: str, within: Locator | None = None) -> None:
        """Write into the field with a label, in place of what is there."""
        (within or self.page).get_by_role("textbox", name=name).filter(visible=True).first.fill(text)

    def write_text(self, text: str, replaced: str = "") -> None:
        """Write into the last field for formatted text, or into that which holds some text, in place of it."""
        editors = self.page.locator("[role=textbox][contenteditable=true]").filter(visible=True, has_text=replaced)
        editors.last.focus()
        if replaced:
            self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)
        # The editor hands over what was typed a moment later, to a field that is sent with the form.
        self.page.wait_for_timeout(1000)
