"""How readers of one language find the others, and what they find where a translation is missing."""

import pytest
from bs4 import Tag
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from pages.models import Announcement, HomePage
from tests import builders
from tests.enquiries.staff import browser
from tests.page_types import SEEDED_PATHS
from tests.reading import parsed, plain, words

pytestmark = pytest.mark.django_db


def test_the_languages_link_to_each_other(client):
    english, urdu = parsed(client.get("/")), parsed(client.get("/ur/"))
    there = english.select_one("ul.language-switcher a")
    back = urdu.select_one("ul.language-switcher a")
    assert (there["href"], there["lang"], there["hreflang"], there["dir"]) == ("/ur/", "ur", "ur", "rtl")
    assert (back["href"], back["lang"], back["hreflang"], back["dir"]) == ("/", "en-gb", "en-gb", "ltr")
    assert there.get_text() == "اردو"


def test_no_page_answers_in_a_language_in_which_it_is_not_written(client):
    for path in SEEDED_PATHS:
        if not path.startswith("/ur/") and f"/ur{path}" not in SEEDED_PATHS:
            assert client.get(f"/ur{path}").status_code == 404, path


def test_a_language_whose_home_is_not_published_is_not_offered(client):
    urdu = HomePage.objects.get(locale__language_code="ur")
    urdu.unpublish()
    assert client.get("/ur/").status_code == 404
    assert not parsed(client.get("/")).select("ul.language-switcher a")


def test_an_english_page_ignores_the_language_of_the_browser(client):
    page = parsed(client.get("/about/", headers={"Accept-Language": "ur"}))
    assert page.html["lang"] == "en-gb"
    assert plain(page.h1.get_text()) == "About us"


def test_the_first_draft_in_a_new_language_can_be_previewed():
    urdu = Locale.objects.get(language_code="ur")
    Page.objects.get(depth=2, locale=urdu).unpublish()
    local = Page.objects.get(slug="local").specific
    draft = local.copy_for_translation(urdu, copy_parents=True)
    editing = browser("superuser")
    for page in draft.get_ancestors(inclusive=True).filter(depth__gt=1):
        assert editing.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200


# Where a translation is missing


def switcher(client: Client, path: str) -> tuple[str, str]:
    link = parsed(client.get(path)).select_one("ul.language-switcher a")
    return link["href"], plain(link.get_text())


def menu_link(client: Client, path: str, address: str) -> Tag:
    return parsed(client.get(path)).select_one(f'#nav a[href="{address}"]')


def test_the_switcher_leads_to_the_same_page_or_says_in_that_language_that_it_leads_home(client: Client) -> None:
    assert switcher(client, "/about/") == ("/ur/about/", "اردو")
    assert switcher(client, "/accessibility/") == ("/ur/", "اردو (سرورق)")
    translation = builders.in_urdu(Page.objects.get(slug="accessibility"), is_live=False)
    assert switcher(client, "/accessibility/") == ("/ur/", "اردو (سرورق)")
    translation.save_revision().publish()
    assert switcher(client, "/accessibility/") == ("/ur/accessibility/", "اردو")
    assert switcher(client, "/ur/accessibility/") == ("/accessibility/", "English")
    only_urdu = builders.standard_page(parent=builders.home().get_translation(Locale.objects.get(language_code="ur")))
    assert switcher(client, only_urdu.get_url()) == ("/", "English (home)")


def test_the_switcher_of_a_search_leads_to_the_same_search(client: Client) -> None:
    assert switcher(client, "/search/") == ("/ur/search/", "اردو")
    assert switcher(client, "/search/?q=help+now&page=1") == ("/ur/search/?q=help+now", "اردو")
    assert switcher(client, "/ur/search/?q=%D9%85%D8%AF%D8%AF") == ("/search/?q=%D9%85%D8%AF%D8%AF", "English")


def test_the_menu_leads_to_the_english_page_and_says_so_where_there_is_no_translation(client: Client) -> None:
    english = menu_link(client, "/ur/about/", "/blog/")
    assert english["hreflang"] == "en-gb"
    title = english.select_one("[lang]")
    assert (title["lang"], title["dir"], title.get_text()) == ("en-gb", "ltr", "Blog")
    assert plain(english.get_text()) == "Blog (انگریزی)"
    urdu = menu_link(client, "/ur/about/", "/ur/contact/")
    assert not urdu.select("[lang]") and "hreflang" not in urdu.attrs
    assert "(" not in urdu.get_text()


def test_a_menu_never_leads_to_a_page_that_not_everyone_may_read(client: Client) -> None:
    builders.lock(Page.objects.get(slug="blog"))
    assert menu_link(client, "/ur/", "/blog/") is None


def test_every_link_to_the_contact_page_says_that_it_is_in_english_while_it_is(client: Client) -> None:
    Page.objects.filter(locale__language_code="ur", slug="contact").update(live=False)
    link = parsed(client.get("/ur/")).select_one('main a.button[href="/contact/"]')
    assert link["hreflang"] == "en-gb"
    assert plain(link.get_text()).endswith("(انگریزی)")
    assert parsed(client.get("/ur/contact/sent/")).select_one('main a[href="/contact/"]')["hreflang"] == "en-gb"


def test_a_link_in_the_text_says_to_browsers_that_its_page_is_in_another_language(client: Client) -> None:
    about, blog = builders.english("about"), Page.objects.get(slug="blog")
    links = "".join(f'<a linktype="page" id="{page.pk}">{page.pk}</a>' for page in (about, blog))
    text = f"<p>{builders.URDU_WORDS} {links}</p>"
    page = builders.in_urdu(builders.standard_page(slug="linking"), lead=text)
    to_about, to_blog = parsed(client.get(page.get_url())).select("main .lead a")
    assert (to_about["href"], to_about.get("hreflang")) == ("/ur/about/", None)
    assert (to_blog["href"], to_blog.get("hreflang")) == ("/blog/", "en-gb")


def test_related_reading_that_was_chosen_in_english_shows_its_translations(client: Client) -> None:
    read = builders.blog_page(title="To read", slug="to-read")
    post = builders.blog_page(slug="a-post", related=[("page", read)])
    builders.in_urdu(Page.objects.get(slug="blog"))
    translation = builders.in_urdu(post, related=[("page", read)])
    assert not parsed(client.get(translation.get_url())).select("section[aria-labelledby=related]")
    builders.in_urdu(read, title="پڑھنے کے لیے")
    related = parsed(client.get(translation.get_url())).select_one("section[aria-labelledby=related]")
    assert "پڑھنے کے لیے" in words(related)


def test_related_reading_of_the_original_is_shown_where_the_translation_names_none(client: Client) -> None:
    read = builders.blog_page(slug="to-read")
    post = builders.blog_page(slug="a-post", related=[("page", read)])
    builders.in_urdu(Page.objects.get(slug="blog"))
    builders.in_urdu(read, title="پڑھنے کے لیے")
    translation = builders.in_urdu(post)
    related = parsed(client.get(translation.get_url())).select_one("section[aria-labelledby=related]")
    assert "پڑھنے کے لیے" in words(related)


def test_an_announcement_leads_to_the_english_page_where_there_is_no_other(client: Client) -> None:
    announcement = Announcement.for_site(builders.home().get_site())
    announcement.text, announcement.link_text = "We are closed", "Read why"
    announcement.page = Page.objects.get(slug="glossary")
    announcement.save()
    section = parsed(client.get("/ur/")).select_one("section.announcement")
    assert (section.p["lang"], section.p["dir"]) == ("en-gb", "ltr")
    assert (section.a["href"], section.a["hreflang"], section.a.span["lang"]) == ("/glossary/", "en-gb", "en-gb")
