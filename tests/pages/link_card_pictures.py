"""The pictures of link cards and the icons, rendered in Chromium from the patterns and the fonts of the site.

`make link-cards` makes them. Chromium shapes the Nastaliq as it does on our pages. The words are the name and, in
English, what it means: a phone shows them to whoever holds it.
"""

import io
from pathlib import Path

from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from pages.link_cards import FOLDER, HEIGHT, LANGUAGES, NEUTRAL, WIDTH, file_name
from pages.navigation.listings import MOTIFS

STATIC = settings.BASE_DIR / "static"
# An address that nothing answers: every request for it is answered from the folder of the static files.
ADDRESS = "http://link-cards.test/"
# The background of each motif, the colour of the words on it, and how large the pattern is repeated, in pixels.
THEMES = {
    "bagh": ("#c8006a", "#fdf3e1", 860),
    "phul": ("#931a1f", "#fdf3e1", 300),
    "leher": ("#ffb01f", "#2a0b2e", 240),
    "jaal": ("#00534b", "#fdf3e1", 260),
}
WORDS = {
    "en-gb": '<p class="small nastaliq" lang="ur" dir="rtl">اپنا حق</p><p class="latin">Apna Haq <b>our right</b></p>',
    "ur": '<p class="nastaliq" lang="ur">اپنا حق</p><p class="small latin" lang="en" dir="ltr">Apna Haq</p>',
}
STYLE = """
  @font-face {
    font-family: Atkinson;
    src: url("/fonts/atkinson-next-latin.woff2");
    font-weight: 200 800;
  }
  @font-face {
    font-family: Nastaliq;
    src: url("/fonts/noto-nastaliq-urdu.woff2");
  }
  * { margin: 0; box-sizing: border-box; }
  body { inline-size: 1200px; block-size: 630px; overflow: hidden; display: grid; background: var(--background); }
  .card { grid-template: minmax(0, 1fr) 48px / 700px minmax(0, 1fr); color: var(--words); }
  .words { display: grid; align-content: space-between; justify-items: start; padding: 24px 56px 56px; }
  .latin { font: 800 134px / 0.88 Atkinson; letter-spacing: -0.05em; white-space: nowrap; }
  .latin b { display: block; font-weight: 250; }
  .nastaliq { font: 400 225px / 1.7 Nastaliq; margin-block-start: -76px; white-space: nowrap; }
  .small.latin { font-size: 68px; }
  .small.nastaliq { font-size: 88px; line-height: 2; margin: 0; }
  .pattern { background: url("/img/patterns.svg#MOTIF") 50% / var(--repeat) var(--repeat); }
  .border { grid-column: 1 / -1; background: #2a0b2e url("/img/patterns.svg#woven-border") 0 / 192px 48px; }
  .neutral { background: #2a0b2e url("/img/patterns.svg#woven-border") 0 50% / 360px 90px repeat-x; }
  .icon { inline-size: 100vw; block-size: 100vh; place-items: center; }
  .icon img { inline-size: var(--size); block-size: var(--size); }
"""
# How many colours a picture keeps: those of the pattern, and the blends at their edges.
COLOURS = 48
ICON_SIZES = [16, 32, 48]
TOUCH_ICON_SIZE = 180


def make_all(browser: Browser) -> None:
    """Render every picture and every icon, and save it among the static files."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    (STATIC / FOLDER).mkdir(parents=True, exist_ok=True)
    for motif in MOTIFS.values():
        for language in LANGUAGES:
            _save(_rendered(page, _card(motif, language)), STATIC / file_name(motif, language))
    _save(_rendered(page, '<body class="neutral"></body>'), STATIC / file_name(NEUTRAL, ""))
    _save(_icon(page, TOUCH_ICON_SIZE, 124, "#fdf3e1"), STATIC / "img" / "touch-icon.png")
    icons = [_icon(page, size, size, "transparent") for size in ICON_SIZES]
    largest = icons.pop()
    path = STATIC / "img" / "favicon.ico"
    largest.save(path, sizes=[(size, size) for size in ICON_SIZES], append_images=icons)
    path.chmod(0o644)
    page.close()


def _card(motif: str, language: str) -> str:
    background, words, repeat = THEMES[motif]
    direction = "rtl" if language == "ur" else "ltr"
    style = STYLE.replace("MOTIF", motif)
    return f"""
      <style>:root {{ --background: {background}; --words: {words}; --repeat: {repeat}px; }} {style}</style>
      <body class="card" dir="{direction}">
        <div class="words">{WORDS[language]}</div><div class="pattern"></div><div class="border"></div>
      </body>
    """


def _icon(page: Page, size: int, size_of_mark: int, background: str) -> Image.Image:
    page.set_viewport_size({"width": size, "height": size})
    picture = _rendered(
        page,
        f"""
          <style>:root {{ --background: {background}; --size: {size_of_mark}px; }} {STYLE}</style>
          <body class="icon"><img src="/img/mark.svg" alt=""></body>
        """,
    )
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    return picture


def _rendered(page: Page, body: str) -> Image.Image:
    """Return what Chromium makes of a page, whose files come from the static files."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path:
            route.fulfill(path=STATIC / path)
        else:
            html = body if "<style>" in body else f"<style>{STYLE}</style>{body}"
            route.fulfill(body=f"<!doctype html><meta charset=utf-8>{html}", content_type="text/html")

    page.route(f"{ADDRESS}**", answer)
    page.goto(ADDRESS, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
    page.unroute(f"{ADDRESS}**")
    return picture


def _save(picture: Image.Image, path: Path) -> None:
    """Save a picture with few colours, which a PNG holds in few bytes."""
    few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    # Source files are for everybody to read, unlike what the site writes.
    path.chmod(0o644)
