"""Links as mail programs, search engines and social networks hand them on: what these added is taken away again.

Such a link leads readers through a third party, tells it what they read, and may name whoever received it.
"""

import re
from base64 import urlsafe_b64decode
from html import escape, unescape
from string import ascii_lowercase, ascii_uppercase, digits
from urllib.parse import parse_qsl, unquote, urlsplit

from pages.text.cleaning import clean_identifier

# A link that a mail program wrapped may be wrapped again by a search engine.
_MAX_DEPTH = 10
# The host and path of a link that wraps another one, and the query parameters that may hold that one.
_WRAPPERS: dict[str, tuple[str, ...]] = {
    r"[a-z0-9-]+\.safelinks\.protection\.outlook\.com/.*": ("url",),
    r"statics\.teams\.cdn\.office\.net/evergreen-assets/safelinks/.*": ("url",),
    r"linkprotect\.cudasvc\.com/url": ("a",),
    r"(www\.)?google(\.[a-z]{2,3}){1,2}/url": ("q", "url"),
    r"(www\.)?duckduckgo\.com/l/": ("uddg",),
    r"(l|lm|m|www)\.facebook\.com/l\.php": ("u",),
    r"l\.(instagram|messenger|threads)\.com/": ("u",),
    r"(www\.)?linkedin\.com/redir/redirect": ("url",),
    r"(www\.)?youtube\.com/redirect": ("q",),
    r"slack-redir\.net/link": ("url",),
    r"urldefense(\.proofpoint)?\.com/v1/url": ("u",),
}
_PROOFPOINT_2 = re.compile(r"https?://urldefense(?:\.proofpoint)?\.com/v2/url\?(?:.*&)?u=([^&#]+)", re.IGNORECASE)
_PROOFPOINT_3 = re.compile(r"https?://urldefense(?:\.\w+)?\.(?:com|us)/v3/__(.+?)__;([\w-]*)!", re.IGNORECASE)
# How Proofpoint writes the length of a run of characters, from 2 upwards.
_PROOFPOINT_LENGTHS = ascii_uppercase + ascii_lowercase + digits + "-_"
# What advertisers, newsletters and social networks append to recognise readers.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|li_fat_id|igsh|igshid|mc_cid|mc_eid|"
    r"mkt_tok|_hsenc|_hsmi|oly_anon_id|oly_enc_id|vero_id|srsltid",
    re.IGNORECASE,
)
# The address of a link, and an address that is written out in the text.
_LINKS_IN_HTML = re.compile(r"(?<=href=\")[^\"]+|https?://[^\s<>\"]+")
_PUNCTUATION = ".,;:!?)]"


def clean_link(url: str) -> str:
    """Return the address to which a link really leads, without parameters by which readers are tracked.

    What cannot be read is returned as it is.
    """
    url = url.strip()
    for _ in range(_MAX_DEPTH):
        target = _target_of(url)
        if not _is_web_address(target):
            break
        url = target
    return _without_tracking(url)


def clean_links_in_html(html: str) -> str:
    """Return rich text in which every link, and every address that is written out in the text, is cleaned."""

    def clean(match: re.Match[str]) -> str:
        url = match[0]
        if not html.endswith('href="', 0, match.start()):
            url = url.rstrip(_PUNCTUATION)
        plain = unescape(url)
        cleaned = clean_link(clean_identifier(plain))
        return (url if cleaned == plain else escape(cleaned)) + match[0][len(url) :]

    return _LINKS_IN_HTML.sub(clean, html)


def _target_of(url: str) -> str:
    """Return the link that another one wraps, or "" if it wraps none or that cannot be read."""
    if match := _PROOFPOINT_2.match(url):
        return unquote(match[1].replace("-", "%").replace("_", "/"))
    if match := _PROOFPOINT_3.match(url):
        return _target_of_proofpoint_3(match[1], match[2])
    try:
        parts = urlsplit(url if re.match("https?://", url, re.IGNORECASE) else f"https://{url}")
        address = f"{parts.hostname}{parts.path or '/'}"
    except ValueError:
        return ""
    for pattern, names in _WRAPPERS.items():
        if re.fullmatch(pattern, address, re.IGNORECASE):
            parameters = dict(parse_qsl(parts.query))
            return next((parameters[name] for name in names if _is_web_address(parameters.get(name, ""))), "")
    return ""


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and not re.search(r"\s", text)
    except ValueError:
        return False


def _target_of_proofpoint_3(url: str, encoded: str) -> str:
    """Return an address in which Proofpoint put `*` in place of characters, which follow it encoded.

    `**` and a letter stand for several characters. As in Proofpoint's own decoder
    (https://help.proofpoint.com/@api/deki/files/177/URLDefenseDecode.py). Some mail programs drop one of two slashes.
    """
    try:
        replaced = urlsafe_b64decode(encoded + "==").decode()
    except ValueError:
        return ""
    position = 0

    def original(match: re.Match[str]) -> str:
        nonlocal position
        start = position
        position += _PROOFPOINT_LENGTHS.index(match[1]) + 2 if match[1] else 1
        return replaced[start:position]

    decoded = re.sub(r"\*(?:\*([A-Za-z0-9_-]))?", original, url)
    return re.sub("^(https?:/)(?=[^/])", r"\1/", decoded) if position == len(replaced) else ""


def _without_tracking(url: str) -> str:
    """Return the address without tracking parameters, and otherwise letter by letter as it was."""
    address, question_mark, rest = url.partition("?")
    query, hash_sign, fragment = rest.partition("#")
    parameters = query.split("&")
    kept = [each for each in parameters if not _TRACKING.fullmatch(each.partition("=")[0])]
    if "#" in address or len(kept) == len(parameters):
        return url
    return address + (question_mark + "&".join(kept) if kept else "") + hash_sign + fragment
