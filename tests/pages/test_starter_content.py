"""The starter content is created once, completely or not at all, and never overwrites what an editor did."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page, Site

from apnahaq.starter.site import StarterContent
from pages.models import (
    GlossaryTerm,
    HomePage,
    Navigation,
    Organisation,
    Person,
    PhraseToAvoid,
    SiteDocument,
    SiteImage,
    Topic,
    VisitorSafety,
)
from tests import builders, optional_pages
from tests.reading import links

pytestmark = pytest.mark.django_db

MADE = [Page, Person, Organisation, Topic, GlossaryTerm, Navigation, VisitorSafety]


def seed() -> str:
    out = StringIO()
    call_command("seed_site", stdout=out)
    return out.getvalue()


def counts() -> list[int]:
    return [model.objects.count() for model in MADE]


def test_a_second_run_changes_nothing():
    before = counts()
    assert "nothing was changed" in seed()
    assert counts() == before


def test_a_second_run_keeps_what_an_editor_changed_added_or_deleted(client):
    about = builders.english("about")
    about.title = "Who we are"
    about.save_revision().publish()
    Page.objects.get(slug="glossary").delete()
    builders.standard_page(slug="our-own")
    seed()
    assert "Who we are" in client.get("/about/").content.decode()
    assert client.get("/glossary/").status_code == 404
    assert client.get("/our-own/").status_code == 200


def test_an_interrupted_run_leaves_nothing_behind(monkeypatch):
    for page in Page.objects.filter(depth=2):
        page.delete()
    for model in (Person, PhraseToAvoid, Organisation, Topic, GlossaryTerm):
        model.objects.all().delete()
    before = counts()
    monkeypatch.setattr(StarterContent, "fill_in_settings", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        seed()
    assert counts() == before
    assert not HomePage.objects.exists()


def test_every_page_of_the_starter_content_is_published_and_has_its_summary():
    for page in Page.objects.filter(depth__gt=1):
        assert page.live and not page.has_unpublished_changes, page.title
        assert page.search_description, page.title
        page.specific.full_clean()


def test_pages_that_have_nothing_to_show_yet_are_drafts_of_a_new_site_and_in_its_menu_once_they_are_public(client):
    for page in Page.objects.filter(depth=2):
        page.delete()
    for model in (Person, PhraseToAvoid, Organisation, Topic, GlossaryTerm):
        model.objects.all().delete()
    seed()
    for path in ("/people/", "/accountability/"):
        assert Page.objects.get(slug=path.strip("/")).live is False
        assert client.get(path).status_code == 404
        assert path not in links(client.get("/about/"))
    optional_pages.people({"person": Person.objects.get()})
    assert "/people/" in links(client.get("/about/"))


def test_there_is_one_site_with_our_home_page():
    site = Site.objects.get()
    assert site.is_default_site
    assert isinstance(site.root_page.specific, HomePage)
    assert not Page.objects.filter(title="Welcome to your new Wagtail site!").exists()


def test_nothing_of_the_starter_content_needs_a_picture_or_a_file():
    assert not SiteImage.objects.exists()
    assert not SiteDocument.objects.exists()
