"""The upgrade from version 1.0 names the pages on privacy and accessibility, and counts what uses what."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import ReferenceIndex

from apnahaq.management.commands.prepare import Command
from pages.models import Navigation, Person
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_site_of_1_0_knows_its_pages_on_privacy_and_accessibility_after_the_upgrade():
    Navigation.objects.update(privacy_page=None, accessibility_page=None)
    import_module("pages.migrations.0012_name_privacy_and_accessibility_pages").name_pages(apps, None)
    navigation = Navigation.objects.get()
    assert (navigation.privacy_page.slug, navigation.accessibility_page.slug) == ("privacy", "accessibility")


def test_a_start_with_a_new_version_counts_what_was_there_before(monkeypatch):
    ReferenceIndex.objects.all().delete()
    plan, first_plan = MigrationExecutor.migration_plan, iter([["a migration"]])

    def one_is_missing(executor, *targets, **options):
        return next(first_plan, None) or plan(executor, *targets, **options)

    monkeypatch.setattr(MigrationExecutor, "migration_plan", one_is_missing)
    Command().migrate()
    for used in (builders.english("privacy"), Person.objects.first()):
        assert ReferenceIndex.get_references_to(used).exists()
