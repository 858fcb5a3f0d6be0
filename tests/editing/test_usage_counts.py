"""What uses something is counted in full: menus and other settings, authors and topics, pages, pictures' consents."""

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex, Site

from pages.models import Announcement, BlogPage, Consent, Navigation, Person
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = pytest.mark.django_db


def users_of(thing) -> list[str]:
    """Return what uses something, in words."""
    return sorted(str(source) for source, _references in ReferenceIndex.get_grouped_references_to(thing))


def used_by_nothing(thing) -> bool:
    return users_of(thing) == []


def test_a_page_in_the_menus_is_used_by_them():
    privacy = builders.english("privacy")
    assert str(Navigation.objects.get()) in users_of(privacy)
    screen = parsed(browser("superuser").get(editor.edit_address(privacy, "usage"))).get_text()
    assert "Footer menu" in screen


def test_a_page_that_the_announcement_leads_to_is_used_by_it():
    page = builders.standard_page()
    assert used_by_nothing(page)
    announcement = Announcement.for_site(Site.objects.get())
    announcement.text, announcement.page, announcement.link_text = "Closed", page, "Read more"
    announcement.save()
    assert users_of(page) == [str(announcement)]


def test_an_author_is_used_by_her_posts_and_no_longer_once_she_is_taken_out():
    person, post = builders.person(), builders.blog_page(title="Roses", lead="<p>Red.</p>")
    assert used_by_nothing(person)
    staff = browser("publisher")
    form = editor.opened(staff, post) | {"authors": [str(person.pk)]}
    assert staff.post(editor.edit_address(post), form | editor.PUBLISH).status_code == 302
    assert users_of(person) == ["Roses"]
    usage = parsed(staff.get(reverse("wagtailsnippets_pages_person:usage", args=[person.pk]))).get_text()
    assert "Roses" in usage
    assert "Authors" in usage

    form = editor.opened(staff, post) | {"authors": []}
    assert staff.post(editor.edit_address(post), form | editor.PUBLISH).status_code == 302
    assert used_by_nothing(person)


def test_a_topic_and_an_author_of_a_new_post_are_used_by_it_at_once():
    topic, person = builders.topic(), builders.person()
    builders.blog_page(title="Roses", topics=[topic], authors=[person])
    assert users_of(topic) == users_of(person) == ["Roses"]


def test_a_draft_changes_nothing_about_what_a_live_post_uses():
    person = builders.person()
    post = builders.blog_page(title="Roses", authors=[person])
    post.authors = []
    post.save_revision()
    assert users_of(person) == ["Roses"]


def test_the_consent_on_which_a_picture_rests_is_used_by_it():
    consent = Consent.objects.create(person="Sample Person", scope="All", agreed_by="Herself")
    picture = builders.image(makes_renditions=False, consent=consent)
    assert users_of(consent) == [str(picture)]


def test_the_screen_for_deleting_somebody_counts_her_posts():
    person = Person.objects.first()
    posts = BlogPage.objects.filter(authors=person).count()
    assert posts
    screen = parsed(browser("superuser").get(reverse("wagtailsnippets_pages_person:delete", args=[person.pk])))
    assert f"referenced {len(users_of(person))} time" in " ".join(screen.get_text().split())
    assert len(users_of(person)) >= posts
