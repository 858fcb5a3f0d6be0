"""What stands around pages is gathered when the content changes; a page that finds it stale gathers it itself."""

import pytest
from django.db import OperationalError, connection
from wagtail.models import Locale
from wagtail.rich_text import expand_db_html

from pages.gathering import write_all_down
from pages.models import OrganisationIdentity, WrittenChrome
from tests import builders
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


def test_a_change_is_written_down_before_anyone_reads_a_page(settings, django_capture_on_commit_callbacks):
    before = numbers()
    with django_capture_on_commit_callbacks(execute=True):
        change_the_place("Sample Place")
    written = {row.language: row.content for row in WrittenChrome.objects.all()}
    assert set(written) == {code for code, _name in settings.LANGUAGES}
    assert all("Sample Place" in str(content) for content in written.values())
    assert not before & numbers()


def test_a_change_that_was_not_written_down_shows_all_the_same(client):
    footer(client)
    change_the_place("Sample Place")  # nothing is committed inside a test, so nothing is written
    assert "Sample Place" in footer(client)


def test_a_change_that_is_taken_back_leaves_nothing_behind(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        change_the_place("Sample Place")
    with django_capture_on_commit_callbacks(execute=True):
        change_the_place("Another Place")
    assert "Sample Place" not in footer(client)
    assert not WrittenChrome.objects.filter(content__icontains="Sample Place").exists()


def test_a_database_that_takes_nothing_still_shows_every_page(client):
    def refuse(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE", "SAVEPOINT")):
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, params, many, context)

    change_the_place("Sample Place")
    with connection.execute_wrapper(refuse):
        assert "Sample Place" in footer(client)


def test_a_release_reads_only_what_it_wrote_itself(client, settings):
    footer(client)
    WrittenChrome.objects.update(content={"shape": "of another release"}, release="another")
    assert client.get("/").status_code == 200
    write_all_down()
    assert set(WrittenChrome.objects.values_list("release", flat=True)) == {settings.RELEASE, "another"}


def test_what_belongs_to_an_older_content_is_thrown_away(client, django_capture_on_commit_callbacks):
    footer(client)
    WrittenChrome.objects.update(release="another")
    with django_capture_on_commit_callbacks(execute=True):
        change_the_place("Sample Place")
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
