"""What stands around pages is gathered when the content changes; a page that finds it stale gathers it itself."""

import pytest
from django.core.cache import cache
from django.core.signals import request_finished
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.fields import RichTextField
from wagtail.models import Locale, Page, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION
from wagtail.rich_text import expand_db_html

from pages import gathering
from pages.models import ContentVersion, OrganisationIdentity, WrittenChrome
from tests import builders
from tests.enquiries.staff import browser
from tests.page_types import PAGE_TYPES
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db


def change_the_place(place: str) -> None:
    identity = OrganisationIdentity.objects.get()
    identity.place = place
    identity.save()


def footer(client) -> str:
    return words(parsed(client.get("/")).footer)


def numbers() -> set[int]:
    return set(WrittenChrome.objects.values_list("number", flat=True))


def test_a_change_is_written_down_once_the_editor_has_her_answer(settings):
    address = reverse("wagtailsettings:edit", args=["pages", "organisationidentity", builders.home().get_site().pk])
    before = numbers()
    answer = browser("superuser").post(address, {"name": "Apna Haq", "place": "Sample Place"})
    assert answer.status_code == 302
    written = {row.language: row.content for row in WrittenChrome.objects.all()}
    assert set(written) == {code for code, _name in settings.LANGUAGES}
    assert all("Sample Place" in str(content) for content in written.values())
    assert not before & numbers()


def test_many_changes_in_one_request_are_written_down_once(monkeypatch):
    gathered = []

    def count(site, gather=gathering.gathered):
        gathered.append(site)
        return gather(site)

    monkeypatch.setattr(gathering, "gathered", count)
    parent = builders.standard_page()
    for _ in range(3):
        builders.standard_page(parent=parent)
    gathered.clear()
    address = reverse("wagtailadmin_pages:unpublish", args=[parent.pk])
    browser("superuser").post(address, {"include_descendants": "on"})
    assert not Page.objects.descendant_of(parent, inclusive=True).live().exists()
    assert len(gathered) <= 4  # each language once, after signing in and after the change


def test_a_change_that_nobody_wrote_down_shows_all_the_same(client):
    footer(client)
    change_the_place("Sample Place")
    assert "Sample Place" in footer(client)


def test_a_change_that_is_taken_back_leaves_nothing_behind(client):
    for place in ("Sample Place", "Another Place"):
        change_the_place(place)
        footer(client)
    assert "Sample Place" not in footer(client)
    assert not WrittenChrome.objects.filter(content__icontains="Sample Place").exists()


def test_a_visitor_waits_for_nothing_to_be_written(client):
    statements = []

    def note(execute, sql, params, many, context):
        statements.append(sql.lstrip("(").split()[0])
        return execute(sql, params, many, context)

    change_the_place("Sample Place")
    request_finished.disconnect(dispatch_uid="write_what_waits")
    try:
        with connection.execute_wrapper(note):
            assert "Sample Place" in footer(client)
    finally:
        request_finished.connect(gathering.write_what_waits, dispatch_uid="write_what_waits")
    assert set(statements) == {"SELECT"}


def test_a_database_that_takes_nothing_still_shows_every_page(client, caplog):
    def refuse(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE", "SAVEPOINT")):
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, params, many, context)

    change_the_place("Sample Place")
    with connection.execute_wrapper(refuse):
        assert "Sample Place" in footer(client)
    assert "could not be written down" in caplog.text


def test_what_was_gathered_while_the_content_changed_is_not_written_down(client, monkeypatch):
    def gather_slowly(site, gather=gathering.gathered):
        chrome = gather(site)
        ContentVersion.objects.raise_number()
        return chrome

    ContentVersion.objects.raise_number()
    before = numbers()
    monkeypatch.setattr(gathering, "gathered", gather_slowly)
    gathering.write_all_down()
    assert numbers() == before


def test_a_new_site_without_a_version_gets_one(client):
    ContentVersion.objects.all().delete()
    footer(client)
    with CaptureQueriesContext(connection) as asked:
        footer(client)
    assert len(asked) <= 10


def test_what_a_process_remembers_of_the_sites_is_not_written_down(client):
    old = [(site, "/an-older-slug/", url, code) for site, _path, url, code in Site.get_site_root_paths()]
    cache.set(SITE_ROOT_PATHS_CACHE_KEY, old, 3600, version=SITE_ROOT_PATHS_CACHE_VERSION)
    change_the_place("Sample Place")
    gathering.write_all_down()
    cache.clear()
    assert parsed(client.get("/")).select_one("#nav a")["href"] == "/anti-racism/"


def test_an_alias_that_becomes_a_page_of_its_own_is_led_to(client):
    source = builders.standard_page(slug="source")
    alias = source.create_alias(parent=builders.home(), update_slug="alias")
    builders.lock(source)
    assert "/alias/" not in client.get("/sitemap-1.xml").content.decode()
    browser("superuser").post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
    assert client.get("/alias/").status_code == 200
    row = WrittenChrome.objects.get(language="en-gb", number=ContentVersion.objects.get().number)
    assert alias.pk in {page[0] for page in row.content["pages"]}


def test_a_release_reads_only_what_it_wrote_itself(client, settings):
    footer(client)
    WrittenChrome.objects.update(content={"shape": "of another release"}, release="another")
    assert client.get("/").status_code == 200
    assert set(WrittenChrome.objects.values_list("release", flat=True)) == {settings.RELEASE, "another"}


def test_what_belongs_to_an_older_content_is_thrown_away(client):
    footer(client)
    WrittenChrome.objects.update(release="another")
    change_the_place("Sample Place")
    gathering.write_all_down()
    assert not WrittenChrome.objects.filter(release="another").exists()


# Links in rich text


def test_a_link_leads_to_the_translation_where_there_is_one(client):
    urdu = Locale.objects.get(language_code="ur")
    chosen = builders.standard_page(slug="chosen")
    translation = chosen.copy_for_translation(urdu, copy_parents=True)
    link = f'<p><a linktype="page" id="{chosen.pk}">There</a></p>'
    page = builders.standard_page(parent=translation.get_parent(), lead=link, slug="sample")

    def target() -> str:
        return parsed(client.get(page.url)).select_one("main .lead a")["href"]

    assert target() == "/chosen/"
    translation.slug = "muntakhab"
    translation.save_revision().publish()
    assert target() == "/ur/muntakhab/"


def test_a_link_to_a_document_leads_to_it_until_it_is_deleted(client):
    document = builders.document()
    page = builders.standard_page(lead=f'<p><a linktype="document" id="{document.pk}">It</a></p>')

    def link() -> dict[str, str]:
        return parsed(client.get(page.url)).select_one("main .lead a").attrs

    assert client.get(link()["href"]).status_code == 200
    document.delete()
    assert link() == {}


@pytest.mark.parametrize("attributes", ['linktype="page"', 'linktype="page" id="x"', 'linktype="document" id="-1"'])
def test_a_link_that_names_nothing_leads_nowhere(client, attributes):
    page = builders.standard_page(lead=f"<p><a {attributes}>There</a></p>")
    assert parsed(client.get(page.url)).select_one("main .lead a").attrs == {}


def test_rich_text_that_is_shown_without_its_page_leads_nowhere():
    chosen = builders.standard_page()
    builders.lock(chosen)
    assert expand_db_html(f'<a linktype="page" id="{chosen.pk}">There</a>') == "<a>There</a>"


def rich_fields(model: type[Page]) -> list[str]:
    """Return the fields of a page type in which an editor can set links."""
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, RichTextField) and "link" in field.features
    ]


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_a_link_in_any_text_of_a_page_leads_somewhere(client, page_type):
    page = builders.seeded(page_type.model)
    for name in rich_fields(page_type.model):
        setattr(page, name, f'<p><a linktype="page" id="{builders.home().pk}">{name}</a></p>')
    for name in ("call_title", "call_button", "quotation", "about_title", "name_title", "before_title"):
        if hasattr(page, name):
            setattr(page, name, "Sample words")
    page.save_revision().publish()
    links = {link.get_text(): link.get("href") for link in parsed(client.get(page_type.path)).main("a")}
    assert {name: links.get(name) for name in rich_fields(page_type.model)} == dict.fromkeys(
        rich_fields(page_type.model), "/"
    )


@pytest.mark.parametrize("block", ["paragraph", "question", "help_box", "passage"])
def test_a_link_in_any_block_leads_somewhere(client, block):
    text = f'<p><a linktype="page" id="{builders.home().pk}">There</a></p>'
    value = {
        "paragraph": text,
        "question": {"question": "A?", "answer": text},
        "help_box": {"title": "A", "text": text},
        "passage": {"language": "ur", "text": text},
    }[block]
    page = builders.standard_page(body=[("heading", {"text": "A", "level": "h2"}), (block, value)])
    assert parsed(client.get(page.url)).main.find("a", string="There")["href"] == "/"
