"""The partners and the roles on pages about our work, without those whose organisation or person was deleted."""

import pytest

from tests import builders
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db


def test_partners_are_counted_without_those_that_were_deleted(client):
    kept, deleted = builders.organisation(name="Kept"), builders.organisation(name="Deleted")
    partners = [("partner", {"organisation": each, "note": f"{each.name} note"}) for each in (kept, deleted)]
    page = builders.local_work_page(partners=partners)
    assert words(parsed(client.get(page.url)).find(id="partners")) == "Partners"
    deleted.delete()
    section = parsed(client.get(page.url)).find(attrs={"aria-labelledby": "partners"})
    assert words(section) == "Partner Kept Kept note"
    kept.delete()
    assert not parsed(client.get(page.url)).find(id="partners")


def test_no_heading_stands_above_the_roles_of_people_who_were_deleted(client):
    person = builders.person(name="Amina Sample")
    page = builders.european_work_page(roles=[("role", {"person": person, "role": "Chair"})])
    section = parsed(client.get(page.url)).find(attrs={"aria-labelledby": "roles"})
    assert words(section) == "Our roles Amina Sample Chair"
    person.delete()
    assert not parsed(client.get(page.url)).find(id="roles")
