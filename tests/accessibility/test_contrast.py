"""Every colour has enough contrast with its background, in light and in dark mode."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STYLES = Path(settings.BASE_DIR, "static", "css")
TOKENS = (STYLES / "tokens.css").read_text()
# WCAG 2.2, success criteria 1.4.3 and 1.4.11. Body text of the identity keeps AAA.
TEXT, LARGE_TEXT, SHAPE, BODY_TEXT = 4.5, 3, 3, 7

# Foreground, background and the least contrast ratio: custom properties of tokens.css.
PAIRS = [
    ("--text", "--background", BODY_TEXT),
    ("--text", "--background-soft", BODY_TEXT),
    ("--text-muted", "--background", BODY_TEXT),
    ("--text-muted", "--background-soft", BODY_TEXT),
    ("--link", "--background", BODY_TEXT),
    ("--link", "--background-soft", BODY_TEXT),
    ("--accent", "--background", BODY_TEXT),
    ("--accent", "--background-soft", BODY_TEXT),
    ("--error", "--background", BODY_TEXT),
    ("--border", "--background", SHAPE),
    ("--cotton", "--rani-background", TEXT),
    ("--mari-text", "--mari-background", BODY_TEXT),
    ("--cotton", "--madder-background", BODY_TEXT),
    ("--cotton", "--teal-background", BODY_TEXT),
    ("--cotton", "--ink-background", BODY_TEXT),
    ("--aubergine", "--exit", BODY_TEXT),
    # A button in a colour theme is cotton with aubergine text; labels on ink and teal are marigold.
    ("--aubergine", "--cotton", BODY_TEXT),
    ("--mari", "--ink-background", TEXT),
    ("--mari", "--teal-background", TEXT),
    ("--mari", "--madder-background", TEXT),
]
BACKGROUNDS = [
    "--background",
    "--background-soft",
    "--rani-background",
    "--mari-background",
    "--madder-background",
    "--teal-background",
    "--ink-background",
]
RING = ("#ffd166", "#2a0b2e")


def colours(mode: int) -> dict[str, str]:
    """Return the colour of every custom property in light (0) or dark (1) mode."""
    found = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", TOKENS))
    for name, *both in re.findall(r"(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", TOKENS):
        found[name] = both[mode]
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance, as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_text_has_enough_contrast(front, back, least, mode):
    roles = colours(mode)
    assert contrast(roles[front], roles[back]) >= least


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("back", BACKGROUNDS)
def test_a_ring_around_the_focused_element_shows_on_every_background(back, mode):
    assert max(contrast(ring, colours(mode)[back]) for ring in RING) >= SHAPE
    assert contrast(*RING) >= SHAPE
    base = (STYLES / "base.css").read_text()
    assert all(ring in base for ring in RING)


def test_browsers_without_light_dark_get_the_light_colours():
    plain = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", TOKENS))
    light = colours(0)
    assert {name: plain[name] for name in plain} == {name: light[name] for name in plain}


def test_the_contrast_formula_is_the_one_of_wcag():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
