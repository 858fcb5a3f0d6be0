"""A site from before the figure had a source can publish its page about national work after the upgrade."""

from importlib import import_module

import pytest
from django.apps import apps

from campaigns.models import NationalWorkPage
from tests import builders
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db


def upgrade(**fields: str) -> NationalWorkPage:
    """Store the page of an older site, as it was published then, and bring it to this version."""
    page = builders.seeded(NationalWorkPage)
    NationalWorkPage.objects.update(figure_source="", **fields)
    revision = page.latest_revision
    del revision.content["figure_source"]
    revision.content |= fields
    revision.save()
    import_module("campaigns.migrations.0004_address_of_a_figure").name_source(apps, None)
    return NationalWorkPage.objects.get()


def test_the_number_of_the_starter_content_has_its_source_on_the_page_and_in_the_form(client):
    page = upgrade()
    assert words(parsed(client.get(page.url)).select_one("figure.statistic figcaption")) == "Apna Haq"
    draft = page.get_latest_revision_as_object()
    assert draft.figure_source == "Apna Haq"
    draft.save_revision().publish()


def test_a_number_that_staff_wrote_stays_without_a_source_until_they_name_it(client):
    page = upgrade(figure="7", figure_words="sample things")
    response = client.get(page.url)
    assert "sample things" in response.content.decode()
    assert not parsed(response).select("figure.statistic figcaption")
    [finding] = [each for each in page.get_latest_revision_as_object().readiness() if each.blocks]
    assert (finding.field, finding.sentence) == ("figure_source", "Say who counted, or take the number away.")
