"""What editors paste from slides, mail programs and search engines is published without what came with it."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection
from wagtail.test.utils.form_data import rich_text, streamfield

from pages.models import BlogIndexPage, BlogPage, Organisation, OrganisationIdentity
from tests import builders
from tests.editing import editor
from tests.editing.site_texts import NO_OTHER_LANGUAGES
from tests.enquiries.staff import browser_of
from tests.reading import parsed

pytestmark = pytest.mark.django_db

PASTED = "Roses\x0bare\ufffe red\x01"
KEPT = "Roses are red"
PAGE = "https://www.example.org/report?page=2"
SAFELINK = (
    "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.org%2Freport%3Fpage%3D2%26utm_source"
    "%3Dnewsletter&data=05%7C02%7Cfirst.surname%40apnahaq.test%7C0b1c&sdata=x%3D&reserved=0"
)


@pytest.fixture
def admin() -> Client:
    """Return the browser of an administrator."""
    return browser_of(builders.superuser())


def publish(admin: Client, **fields: Any) -> BlogPage:
    """Write and publish a post."""
    usual = {"title": "Sample", "slug": "sample", "search_description": "A summary", "lead": rich_text("<p>Text</p>")}
    form = editor.empty_streams(BlogPage) | editor.typed(**{**usual, **fields}) | editor.PUBLISH
    response = admin.post(editor.add_address(BlogPage, builders.seeded(BlogIndexPage)), form)
    assert response.status_code == 302, editor.form_of(response)
    return BlogPage.objects.get(slug="sample")


def paragraph(text: str, *links: tuple[str, int, int]) -> str:
    """Return a paragraph as Draftail sends it; each link is an address, where its words begin, and their number."""
    block = {
        "key": "abcde",
        "type": "unstyled",
        "depth": 0,
        "text": text,
        "inlineStyleRanges": [],
        "entityRanges": [{"key": key, "offset": link[1], "length": link[2]} for key, link in enumerate(links)],
    }
    entities = {
        str(key): {"type": "LINK", "mutability": "MUTABLE", "data": {"url": link[0]}} for key, link in enumerate(links)
    }
    return json.dumps({"blocks": [block], "entityMap": entities})


def test_a_post_pasted_from_slides_leaves_the_feed_valid(admin: Client, client: Client) -> None:
    quotation = {"text": PASTED, "source": PASTED, "link": ""}
    body = streamfield([("quotation", quotation), ("paragraph", paragraph(PASTED))])
    post = publish(admin, title=PASTED, search_description=PASTED, lead=paragraph(PASTED), body=body)
    assert post.title == post.search_description == KEPT
    assert post.body[0].value["text"] == post.body[0].value["source"] == KEPT
    assert KEPT in post.lead and KEPT in post.body[1].value.source
    entry = next(ElementTree.fromstring(client.get("/blog/feed/").content).iter("{http://www.w3.org/2005/Atom}entry"))
    assert entry.findtext("{http://www.w3.org/2005/Atom}title") == KEPT


def test_half_of_an_emoji_in_rich_text_is_no_error(admin: Client) -> None:
    assert "Roses" in publish(admin, lead=paragraph("Roses \ud83d")).lead


def test_links_pasted_from_a_mail_lead_straight_to_their_page(admin: Client, client: Client) -> None:
    text = f"The report, and {SAFELINK}."
    address = {
        "title": "Read it",
        "text": "",
        "button": "Open the report",
        "page": "",
        "topic": "",
        "address": SAFELINK,
    }
    quotation = {"text": "“Sample”", "source": "A source", "link": SAFELINK}
    body = streamfield(
        [
            ("paragraph", paragraph(text, (SAFELINK, 4, 6), (SAFELINK, 16, len(SAFELINK)))),
            ("quotation", quotation),
            ("call_to_action", address),
        ]
    )
    publish(admin, lead=paragraph("Read", (SAFELINK, 0, 4)), body=body, original_url=SAFELINK)
    page = parsed(client.get("/blog/sample/"))
    leaving = [link["href"] for link in page.main.select("a[href*='example.org']")]
    assert len(leaving) == 6 and set(leaving) == {PAGE}
    assert "safelinks" not in str(page) and "surname" not in str(page)
    assert f"and {PAGE}." in page.main.get_text()


def test_a_link_dialog_returns_the_page_itself(admin: Client) -> None:
    form = {"external-link-chooser-url": SAFELINK, "external-link-chooser-link_text": "Read"}
    answer = admin.post(reverse("wagtailadmin_choose_page_external_link"), form).json()
    assert answer["result"]["url"] == PAGE


def test_everything_else_that_staff_name_is_cleaned(admin: Client) -> None:
    """The forms that Wagtail does not make from its own base class."""
    admin.post(reverse("wagtailadmin_collections:add"), {"name": PASTED, "parent": Collection.get_first_root_node().pk})
    assert Collection.objects.filter(name=KEPT).exists()
    admin.post(reverse("wagtailusers_groups:add"), group_form(name=PASTED))
    assert Group.objects.filter(name=KEPT).exists()
    redirect = {"old_path": "/roses", "redirect_link": SAFELINK, "is_permanent": "on", "site": ""}
    admin.post(reverse("wagtailredirects:add"), redirect)
    assert Redirect.objects.get(old_path="/roses").redirect_link == PAGE
    copy = {"new_title": PASTED, "new_slug": "roses", "new_parent_page": builders.seeded(BlogIndexPage).pk}
    admin.post(reverse("wagtailadmin_pages:copy", args=[builders.seeded(BlogPage).pk]), copy)
    assert BlogPage.objects.get(slug="roses").draft_title == KEPT


def group_form(**fields: Any) -> dict[str, Any]:
    """Return what the form of a new group sends, without any permission."""
    prefixes = ("page_permissions", "collection_permissions", "document_permissions", "image_permissions")
    sizes = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return fields | {f"{prefix}-{name}": size for prefix in prefixes for name, size in sizes.items()}


def test_the_tags_of_several_pictures_are_cleaned(admin: Client) -> None:
    picture = builders.image()
    address = reverse("wagtail_bulk_action", args=["pages", "siteimage", "add_tags"])
    admin.post(f"{address}?id={picture.pk}", {"tags": PASTED})
    assert [tag.name for tag in picture.tags.all()] == [KEPT]


def test_numbers_of_the_organisation_are_stored_without_marks(admin: Client) -> None:
    address = admin.get(reverse("wagtailsnippets_pages_organisationidentity:list"))["Location"]
    marked = {name: f"\u202a{value}\u202c\u200f" for name, value in NUMBERS.items()}
    admin.post(address, {**editor.form_of(admin.get(address)), **NO_OTHER_LANGUAGES, **marked})
    stored = OrganisationIdentity.objects.get()
    assert {name: str(getattr(stored, name)) for name in NUMBERS} == NUMBERS


NUMBERS = {
    "name": "Apna Haq",
    "telephone": "+44 1632 960982",
    "email": "sample@example.org",
    "charity_number": "0000000",
    "company_number": "00000000",
    "founded": "1994",
}


def test_an_organisation_keeps_its_name_in_its_own_script(admin: Client) -> None:
    name = "می\u200cخواهم"
    typed = {"name": name, "short_name": "", "website": SAFELINK, **NO_OTHER_LANGUAGES}
    admin.post(reverse("wagtailsnippets_pages_organisation:add"), typed)
    assert Organisation.objects.get(name=name).website == PAGE


def test_a_password_is_kept_exactly_as_it_was_typed() -> None:
    password, user = "e\u0301ight \u200cplain\u200f words", builders.user("Writer")
    form = SetPasswordForm(user, {"new_password1": password, "new_password2": password})
    assert form.is_valid()
    form.save()
    assert user.check_password(password) and not user.check_password("éight plain words")
