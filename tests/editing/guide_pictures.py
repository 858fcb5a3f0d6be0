"""The pictures of the guide: how each screen is reached, and what it looks like.

`make screenshots` makes them. A picture that looks as before is left as it is.
"""

import io
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page

from pages.admin.guide import HEIGHT, WIDTH

FOLDER = settings.BASE_DIR / "static" / "img" / "guide"
# The window: wide enough for the preview, which opens by itself, and of the shape of the pictures.
WINDOW = {"width": 1280, "height": 1280 * HEIGHT // WIDTH}
# What the editor needs before it notices that something was typed, in milliseconds.
A_WHILE = 3500
# The mean difference of a channel, of 255, below which two pictures look the same.
SAME = 0.5
# Dates, ages and what has the focus would make every picture a new one.
QUIET = """
  .w-human-readable-date, time, td.updated, .avatar { visibility: hidden !important; }
  * { caret-color: transparent !important; animation: none !important; transition: none !important; }
"""


def save(name: str, page: Page) -> None:
    """Save what a window shows as a picture of the guide, unless it looks like the present one."""
    page.add_style_tag(content=QUIET)
    page.wait_for_timeout(1000)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    path: Path = FOLDER / f"{name}.webp"
    if not looks_like(path, picture):
        picture.save(path, quality=70, method=6)
        # Source files are for everybody to read, unlike what the site writes.
        path.chmod(0o644)


def looks_like(path: Path, picture: Image.Image) -> bool:
    """Return whether there is a picture at a path already that looks like a new one."""
    if not path.exists():
        return False
    present = Image.open(path).convert("RGB")
    if present.size != picture.size:
        return False
    return bool(max(ImageStat.Stat(ImageChops.difference(present, picture)).mean) < SAME)


def _edit(page: Page, title: str) -> None:
    """Open the form of a page, which is found by its title."""
    page.goto(f"/admin/pages/search/?q={title}")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.wait_for_url("**/edit/")
    page.frame_locator("#w-preview-iframe").get_by_role("heading", level=1).wait_for()


def _list_of(page: Page, title: str) -> None:
    """Open the list of the pages below a page."""
    _edit(page, title)
    page.goto(page.url.removesuffix("edit/"))


def _login(page: Page) -> None:
    page.goto("/admin/logout/")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/admin/login/**")
    page.goto("/admin/login/")


def _new_post(page: Page) -> None:
    _list_of(page, "Blog")
    page.get_by_role("link", name="Add child page").first.click()
    page.wait_for_timeout(A_WHILE)
    page.get_by_role("textbox", name="Title").first.fill("What we heard at the meeting")
    page.get_by_role("textbox", name="Summary").fill("Women of Rotherham said what has to change.")
    page.frame_locator("#w-preview-iframe").get_by_role("heading", name="What we heard").wait_for()


def _publish_menu(page: Page) -> None:
    _edit(page, "Glossary")
    page.get_by_role("button", name="More actions").click()


def _interview(page: Page) -> None:
    _list_of(page, "Interviews")
    page.get_by_role("link", name="Add child page").first.click()
    page.get_by_role("heading", name="Body").scroll_into_view_if_needed()
    page.locator("#panel-child-content-body-section").evaluate("part => part.scrollIntoView()")


def _blocks(page: Page) -> None:
    _edit(page, "About us")
    page.locator("#panel-child-content-body-section").evaluate("part => part.scrollIntoView()")
    page.locator("#panel-child-content-body-section").get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("button", name="Preview", exact=True).filter(visible=True).nth(4).click()


def _translation(page: Page) -> None:
    # The server has it in English alone.
    _edit(page, "Accessibility")
    page.goto(page.url.replace("/pages/", "/localize/submit/page/").removesuffix("edit/"))
    page.get_by_role("button", name="Submit").click()
    page.get_by_role("textbox", name="Title, in Urdu").fill("رسائی")
    page.keyboard.press("Enter")
    page.get_by_text("Translated manually").wait_for()
    page.get_by_role("heading", name="English to Urdu").evaluate("part => part.scrollIntoView()")


def _unpublish(page: Page) -> None:
    _edit(page, "Glossary")
    page.goto(page.url.replace("/edit/", "/unpublish/"))


def _history(page: Page) -> None:
    _edit(page, "Glossary")
    page.goto(page.url.replace("/edit/", "/history/"))


def _link(page: Page) -> None:
    _edit(page, "Glossary")
    page.get_by_label("Preview mode").select_option("As a link in a message")
    page.frame_locator("#w-preview-iframe").get_by_role("heading", name="As a link").wait_for()


def _number(page: Page) -> None:
    page.goto("/admin/snippets/pages/visitorsafety/")
    # The exit of a test leads to this machine, without https, so that there would be no preview.
    page.wait_for_timeout(A_WHILE)
    page.get_by_role("textbox", name="Where leaving leads").fill("https://www.bbc.co.uk/weather")
    page.frame_locator("#w-preview-iframe").get_by_text("0808 2000 247").first.wait_for()
    page.get_by_role("heading", name="Numbers to call").evaluate("part => part.scrollIntoView()")


def _enquiry(page: Page) -> None:
    page.goto("/contact/")
    page.locator("form.enquiry [name=topic]").first.check()
    page.locator("[name=message]").fill("A sample message, which nobody wrote.")
    page.locator("[name=reply_by][value=phone]").check()
    # One of the numbers that are kept for films and books.
    page.locator("[name=phone]").fill("07700 900 982")
    # A form that is sent within seconds is taken for a machine's.
    page.wait_for_timeout(A_WHILE)
    page.locator("form.enquiry button[type=submit]").click()
    page.wait_for_url("**/contact/sent/**")
    page.goto("/admin/enquiries/")
    page.get_by_role("link", name="AH-").first.click()


# How each screen is reached by an administrator, by the name of its picture.
PICTURES: dict[str, Callable[[Page], None]] = {
    "publish-a-post": _new_post,
    "publish": _publish_menu,
    "correct-a-page": lambda page: _list_of(page, "Blog"),
    "add-an-interview": _interview,
    "choose-blocks": _blocks,
    "translate-a-page": _translation,
    "unpublish": _unpublish,
    "history": _history,
    "link-in-a-message": _link,
    "change-a-number": _number,
    "enquiry": _enquiry,
    "login": _login,
}
