"""Pages that are private or unpublished show nowhere: neither their text nor their titles nor their addresses."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from campaigns.models import AntiRacismPage, EuropeanWorkPage, LocalWorkPage
from pages.models import (
    Announcement,
    BlogIndexPage,
    BlogPage,
    HomePage,
    InterviewIndexPage,
    Navigation,
)
from tests import builders
from tests.privacy.crawling import SECRET, reachable_responses
from tests.reading import parsed

pytestmark = pytest.mark.django_db


def hide_behind_a_login(page):
    builders.lock(page, PageViewRestriction.LOGIN)


def hide_from_all_but_a_group(page):
    builders.lock(page, PageViewRestriction.GROUPS)


def hide_behind_a_password(page):
    builders.lock(page, PageViewRestriction.PASSWORD)


def unpublish(page):
    page.specific.unpublish()


def expire(page):
    page.specific.expire_at = timezone.now() - timedelta(minutes=1)
    page.specific.save()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")


WAYS_TO_HIDE = [hide_behind_a_login, hide_from_all_but_a_group, hide_behind_a_password, unpublish, expire]
# The search index, which each database has in a way of its own, learns of a restriction and of an unpublishing.
ON_EACH = {hide_behind_a_login, unpublish}


@pytest.fixture
def secret_pages() -> list[Page]:
    """Publish one page of each listed type, each with the secret word, and choose them wherever an editor can."""
    topic = builders.topic(name="Sample topic", slug="sample-topic")
    fields = {"title": f"About the {SECRET}", "search_description": f"The {SECRET} and its roses."}
    post = builders.blog_page(slug=f"{SECRET}-post", topics=[topic], **fields)
    interview = builders.interview_page(slug=f"{SECRET}-interview", **fields)
    work = builders.local_work_page(slug=f"{SECRET}-work", **fields)
    standing = builders.standard_page(slug=f"{SECRET}-page", **fields)
    below = builders.standard_page(parent=standing, slug="below", title=f"Below the {SECRET}")
    urdu = builders.seeded(HomePage).get_translation(Locale.objects.get(language_code="ur"))
    builders.standard_page(parent=urdu, slug=f"{SECRET}-urdu", title=f"{builders.URDU_WORDS} {SECRET}")
    chosen = [("page", post), ("page", interview)]

    overview = builders.seeded(AntiRacismPage)
    overview.related = chosen
    overview.save_revision().publish()
    european = builders.seeded(EuropeanWorkPage)
    european.activities = [("activity", {"activity_type": "Article", "title": "Something", "page": post})]
    european.related = chosen
    european.save_revision().publish()
    naming = builders.seeded(BlogPage)
    naming.related = [*chosen, ("page", standing), ("page", work)]
    naming.save_revision().publish()
    home = builders.home()
    home.featured = [("page", {"page": page}) for page in (work, standing)]
    home.primary_page, home.primary_label = standing, "To it"
    home.quotation_page = interview
    home.save_revision().publish()
    navigation = Navigation.objects.get()
    navigation.main_menu = [("item", {"page": standing})]
    navigation.footer_menu = [("item", {"page": standing}), ("item", {"page": post})]
    navigation.contact_page = navigation.safety_page = standing
    navigation.save()
    announcement = Announcement.for_site(home.get_site())
    announcement.text, announcement.link_text, announcement.page = "Something new", "Read it", standing
    announcement.save()
    return [post, interview, work, standing, below]


PLACES = [
    "/",
    "/anti-racism/",
    "/anti-racism/european/",
    "/blog/",
    "/blog/?topic=sample-topic",
    "/blog/feed/",
    "/interviews/feed/",
    "/blog/intersectionality/",
    "/interviews/",
    "/sitemap-1.xml",
    "/search/?q=roses",
    f"/search/?q={SECRET}",
]


@pytest.mark.each_database
def test_a_public_page_is_found_in_all_these_places(client, secret_pages):
    found = reachable_responses(client)
    assert [place for place in PLACES if SECRET not in found[place].lower()] == []


@pytest.mark.parametrize(
    "hide", [pytest.param(hide, marks=pytest.mark.each_database if hide in ON_EACH else ()) for hide in WAYS_TO_HIDE]
)
def test_a_hidden_page_is_named_nowhere_and_answers_with_nothing_of_itself(client, secret_pages, hide):
    for page in [*secret_pages, *Page.objects.filter(slug=f"{SECRET}-urdu")]:
        hide(page)
    found = reachable_responses(client)
    assert [path for path, text in found.items() if SECRET in text.lower()] == []
    for page in secret_pages:
        response = client.get(page.url)
        assert response.status_code in {200, 302, 404}, page.url
        text = response.content.decode().lower().replace(page.url, "")
        assert "roses" not in text, page.url
        assert f"about the {SECRET}" not in text, page.url


def test_a_draft_is_named_nowhere_before_it_is_published(client):
    fields = {"title": f"About the {SECRET}", "slug": SECRET, "search_description": f"The {SECRET}.", "live": False}
    for build in (builders.blog_page, builders.interview_page, builders.local_work_page, builders.standard_page):
        address = build(**fields).url
        assert client.get(address).status_code == 404
    found = reachable_responses(client)
    assert [path for path, text in found.items() if SECRET in text.lower()] == []


def test_changes_that_are_not_published_show_nowhere(client):
    post = builders.seeded(BlogPage)
    post.title = f"About the {SECRET}"
    post.save_revision()
    found = reachable_responses(client)
    assert [path for path, text in found.items() if SECRET in text.lower()] == []


# One at a time: a page that would name what is below another one is hidden itself where all are.
@pytest.mark.parametrize("model", [BlogIndexPage, InterviewIndexPage, AntiRacismPage])
def test_what_is_below_a_hidden_page_is_hidden_with_it(client, model):
    parent = builders.seeded(model)
    build = {
        BlogIndexPage: builders.blog_page,
        InterviewIndexPage: builders.interview_page,
        AntiRacismPage: builders.local_work_page,
    }[model]
    build(title=f"About the {SECRET}", slug=SECRET)
    hide_behind_a_login(parent)
    found = reachable_responses(client)
    assert [path for path, text in found.items() if SECRET in text.lower()] == []


def test_an_alias_is_named_nowhere_where_its_source_is_hidden(client):
    sources, pages = {}, []
    for hide in (hide_behind_a_login, hide_behind_a_password):
        source = sources[hide] = builders.standard_page(title="Sample source", slug=f"{hide.__name__}-source")
        alias = source.create_alias(parent=builders.home(), update_slug=f"{hide.__name__}-alias")
        again = alias.create_alias(parent=builders.home(), update_slug=f"{hide.__name__}-again")
        third = again.create_alias(parent=builders.home(), update_slug=f"{hide.__name__}-third")
        below = builders.standard_page(parent=third, title="Sample page below", slug="below")
        pages += [source, alias, again, third, below]
    sitemap = client.get("/sitemap-1.xml").content.decode()
    assert [page.url for page in pages if page.url not in sitemap] == []
    for hide, source in sources.items():
        hide(source)
    found = reachable_responses(client)
    for page in pages:
        assert [path for path, text in found.items() if f"{page.url}<" in text or f'{page.url}"' in text] == []
        response = client.get(page.url)
        assert response.status_code == 404 or "password" in response.content.decode(), page.url


def test_the_next_page_after_local_work_is_never_a_hidden_one(client):
    local = builders.seeded(LocalWorkPage)
    hidden = builders.local_work_page(title=f"About the {SECRET}", slug=SECRET)
    hidden.move(local, pos="right")
    local.refresh_from_db()
    hide_behind_a_login(Page.objects.get(pk=hidden.pk))
    response = client.get(local.url)
    assert SECRET not in response.content.decode().lower()
    assert parsed(response).select_one("nav.next-page a")["href"] == "/anti-racism/national/"


def test_a_link_to_another_language_shows_only_when_the_page_is_public(client):
    about = builders.english("about")
    translation = builders.in_urdu(about, title=f"{builders.URDU_WORDS} {SECRET}", slug=SECRET)
    assert SECRET in client.get("/about/").content.decode()
    hide_behind_a_login(translation)
    assert SECRET not in client.get("/about/").content.decode()


def test_a_member_of_a_group_who_is_logged_in_reads_what_is_private(client):
    page = builders.standard_page(title=f"About the {SECRET}")
    hide_behind_a_login(page)
    client.force_login(builders.user("Writer"))
    assert SECRET in client.get(page.url).content.decode()


def test_a_private_page_answers_as_if_there_were_none_and_names_no_login(client, settings):
    page = builders.standard_page(title=f"About the {SECRET}")
    hide_behind_a_login(page)
    hidden, missing = client.get(page.url), client.get("/no-such-page/")
    assert (hidden.status_code, "Location" in hidden.headers) == (404, False)
    assert hidden.content.decode().replace(page.url, "") == missing.content.decode().replace("/no-such-page/", "")
    assert f"/{settings.ADMIN_PATH}/" not in hidden.content.decode()
