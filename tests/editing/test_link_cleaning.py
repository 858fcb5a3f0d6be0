"""Links as mail programs, search engines and social networks hand them on lead straight to their page again."""

from base64 import urlsafe_b64encode
from urllib.parse import quote

import pytest

from pages.text.links import clean_link, clean_links_in_html

PAGE = "https://www.example.org/a_b-c/?page=2&word=%C3%A9t%C3%A9#part"
ENCODED = quote(PAGE, safe="")

WRAPPED = {
    "Outlook": f"https://eur03.safelinks.protection.outlook.com/?url={ENCODED}&data=05%7C02%7Ca%40b.org%7C&reserved=0",
    "Outlook for the United States": f"https://gcc02.safelinks.protection.outlook.com/ap/w-59584e83/?url={ENCODED}",
    "Teams": f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={ENCODED}&l=en",
    "Google's results": f"https://www.google.com/url?sa=t&rct=j&q=&esrc=s&source=web&url={ENCODED}&usg=AOvVaw",
    "Google's mail": f"https://www.google.com/url?q={ENCODED}&source=gmail&ust=1&usg=AOvVaw",
    "Google in Britain": f"https://www.google.co.uk/url?q={ENCODED}",
    "Google without a scheme": f"google.com/url?q={ENCODED}",
    "Facebook": f"https://l.facebook.com/l.php?u={ENCODED}&h=AT0&fbclid=IwAR0",
    "Instagram": f"https://l.instagram.com/?u={ENCODED}&e=AT0",
    "DuckDuckGo": f"https://duckduckgo.com/l/?uddg={ENCODED}&rut=1",
    "YouTube": f"https://www.youtube.com/redirect?event=video_description&redir_token=x&q={ENCODED}",
    "LinkedIn": f"https://www.linkedin.com/redir/redirect?url={ENCODED}&urlhash=x",
    "Barracuda": f"https://linkprotect.cudasvc.com/url?a={ENCODED}&c=E,1,x&typo=1",
    "Proofpoint 1": f"https://urldefense.proofpoint.com/v1/url?u={ENCODED}&k=x",
    "Proofpoint 2": "https://urldefense.proofpoint.com/v2/url?u="
    + ENCODED.replace("-", "%2D").replace("_", "%5F").replace("%2F", "_").replace("%", "-")
    + "&d=DwMFaQ&c=x&r=y",
    "Proofpoint 3": "https://urldefense.com/v3/__"
    + PAGE.replace("%C3%A9t%C3%A9#", "*C3*A9t*C3*A9*")
    + f"__;{urlsafe_b64encode(b'%%%%#').decode().rstrip('=')}!!x!y$",
}


@pytest.mark.parametrize("url", WRAPPED.values(), ids=WRAPPED)
def test_a_wrapped_link_leads_to_its_page(url: str) -> None:
    assert clean_link(url) == PAGE


@pytest.mark.parametrize("url", WRAPPED.values(), ids=WRAPPED)
def test_a_link_that_was_wrapped_twice_leads_to_its_page(url: str) -> None:
    outlook = "https://nam12.safelinks.protection.outlook.com/?url={}&data=05"
    if url.startswith("https://"):
        assert clean_link(outlook.format(quote(url, safe=""))) == PAGE
        assert clean_link(f"https://www.google.com/url?q={quote(outlook.format(quote(url, safe='')), safe='')}") == PAGE


def test_runs_of_characters_and_a_lost_slash_are_read_from_proofpoint() -> None:
    assert clean_link("https://urldefense.com/v3/__https:/example.org/__;!!x$") == "https://example.org/"
    replaced = urlsafe_b64encode(b"%%%%%").decode().rstrip("=")
    assert clean_link(f"https://urldefense.com/v3/__https://example.org/a*b**Cd__;{replaced}!!x$") == (
        "https://example.org/a%b%%%%d"
    )


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://example.org/?utm_source=x&utm_medium=y", "https://example.org/"),
        ("https://example.org/?a=1&fbclid=x#part", "https://example.org/?a=1#part"),
        ("https://example.org/?gclid=x&b=%C3%A9+c&mc_eid=y&a", "https://example.org/?b=%C3%A9+c&a"),
        ("www.example.org/?UTM_Campaign=x", "www.example.org/"),
    ],
)
def test_parameters_that_recognise_readers_are_removed_and_nothing_else(url: str, cleaned: str) -> None:
    assert clean_link(url) == cleaned


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "https://example.org/?",
        "https://example.org/?b=2&&a=1&",
        "https://example.org/#?utm_source=x",
        "https://www.google.com/search?q=https://example.org/",
        "https://www.google.com/url?q=rotherham",
        "https://www.google.com/url?q=javascript%3Aalert(1)",
        "https://www.google.com/url?q=%2Frelative",
        "https://eur03.safelinks.protection.outlook.com/",
        "https://safelinks.protection.outlook.com.example.org/?url=https%3A%2F%2Fexample.org",
        "https://urldefense.com/v3/__https://example.org/a*b__;!!x$",
        "https://urldefense.com/v3/__https://example.org/a__;JSU!!x$",
        "https://protect-eu.mimecast.com/s/AbCdEf?domain=example.org",
        "https://example.org/login?next=https%3A%2F%2Fexample.org%2F",
        "https://[broken",
        "mailto:zarqa@example.org?subject=utm_source",
        "tel:+441632960982",
        "/about/",
        "",
    ],
)
def test_what_wraps_nothing_or_cannot_be_read_stays_as_it_is(url: str) -> None:
    assert clean_link(url) == url


def test_links_and_addresses_in_rich_text_are_cleaned_and_the_rest_stays() -> None:
    wrapped = WRAPPED["Outlook"].replace("&", "&amp;")
    page = PAGE.replace("&", "&amp;")
    html = (
        '<p data-block-key="abcde">A <a href="{0}">report</a> (see {0}), <a linktype="page" id="3">ours</a>, '
        '<a href="mailto:z@example.org">mail</a> &amp; '
        '<a href="https://en.wikipedia.org/wiki/Rights_(law)">law</a>.</p>'
    )
    assert clean_links_in_html(html.replace("{0}", wrapped)) == html.replace("{0}", page)
    assert clean_links_in_html(html.replace("{0}", page)) == html.replace("{0}", page)
