"""Pictures of pages and blocks at four widths, light, dark and on paper, and a sheet that shows all of them.

`make screenshots` makes them in `var/screenshots/`, to look at after a change of the styles.
"""

import io
import shutil
from html import escape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from PIL import Image
from playwright.sync_api import Page

from tests.editing.guide_pictures import looks_like

FOLDER = settings.BASE_DIR / "var" / "screenshots"
SHEET = FOLDER / "index.html"
# The picture in README.md, and its size.
HOME = settings.BASE_DIR / "docs" / "home.png"
HOME_WINDOW = {"width": 1280, "height": 800}
HEIGHT = 900
# The width of A4 within the margins that print.css sets, at 96 pixels an inch.
PAPER_WIDTH = round((210 - 2 * 15) / 25.4 * 96)
# What each picture is called, with the width of the window and the media that a page is told.
LOOKS: dict[str, tuple[int, dict[str, Any]]] = {
    **{
        f"{width} {scheme}": (width, {"media": "screen", "color_scheme": scheme})
        for scheme in ("light", "dark")
        for width in (360, 768, 1440, 1920)
    },
    "print": (PAPER_WIDTH, {"media": "print", "color_scheme": "light"}),
}
# Pictures below the window are not loaded before somebody comes near.
LOAD_EVERYTHING = """async () => {
    const pictures = [...document.images];
    pictures.forEach((picture) => { picture.loading = "eager"; });
    await Promise.all(pictures.map((picture) => picture.decode().catch(() => {})));
    await document.fonts.ready;
}"""
# At the end of a narrow window, it would lie across the middle of the picture of a whole page.
LEAVE_THE_EXIT_ABOVE = """() => {
    document.querySelectorAll(".safety-bar").forEach((bar) => { bar.style.position = "static"; });
}"""


def empty(group: str) -> None:
    """Delete the pictures of a group that were made before."""
    shutil.rmtree(FOLDER / group, ignore_errors=True)


def take(page: Page, group: str, name: str, address: str) -> int:
    """Save what an address shows in every look, and return its status."""
    response = page.goto(address)
    page.evaluate(LOAD_EVERYTHING)
    page.evaluate(LEAVE_THE_EXIT_ABOVE)
    for look, (width, media) in LOOKS.items():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(**media)
        # No more than there is to see: a block is lower than the window, and may be nothing on paper.
        height = max(1, page.evaluate("document.documentElement.offsetHeight"))
        clip = {"x": 0, "y": 0, "width": width, "height": height}
        path = FOLDER / group / slugify(name) / f"{slugify(look)}.jpg"
        page.screenshot(path=path, full_page=True, clip=clip, animations="disabled", type="jpeg", quality=80)
    return response.status if response else 0


def save_home(page: Page) -> None:
    """Save what a window shows as the picture in README.md, unless it looks like the present one."""
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    if not looks_like(HOME, picture):
        picture.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(HOME, optimize=True)
        # Source files are for everybody to read, unlike what the site writes.
        HOME.chmod(0o644)


def write_sheet() -> None:
    """Write the page that shows all pictures that there are, each with a link to itself."""
    rows = []
    for folder in sorted(path for path in FOLDER.glob("*/*") if path.is_dir()):
        rows.append(f"<h2>{escape(str(folder.relative_to(FOLDER)))}</h2>\n<ul>")
        for path in (folder / f"{slugify(look)}.jpg" for look in LOOKS):
            rows.append(_figure(path.relative_to(FOLDER)))
        rows.append("</ul>")
    SHEET.write_text(STYLE + "\n".join(rows))


def _figure(path: Path) -> str:
    address, name = escape(path.as_posix()), escape(path.stem)
    return f'<li><a href="{address}"><img src="{address}" alt="" loading="lazy">{name}</a></li>'


STYLE = """<!doctype html>
<html lang="en-gb">
<meta charset="utf-8">
<title>Screenshots</title>
<style>
  body { font: 1rem / 1.5 sans-serif; margin: 2rem; }
  ul { display: flex; flex-wrap: wrap; gap: 1rem; list-style: none; padding: 0; }
  img { block-size: 12rem; display: block; inline-size: 8rem; object-fit: contain; object-position: top left; }
</style>
<h1>Screenshots</h1>
"""
