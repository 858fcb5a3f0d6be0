"""Whoever goes back to a release without publications loses them and nothing else."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Page

from pages.models import PublicationIndexPage, PublicationPage
from tests import builders

MIGRATION = ("pages", "0018_publications")


@pytest.mark.each_database
@pytest.mark.django_db
def test_publications_and_their_list_leave_the_tree_of_pages_whole():
    builders.publication_page(authors=[builders.person()], topics=[builders.topic()])
    below_home = builders.home().numchild
    models_of_then = MigrationLoader(connection).project_state([MIGRATION]).apps
    import_module(f"pages.migrations.{MIGRATION[1]}").delete_pages(models_of_then, connection.schema_editor())
    assert not (PublicationPage.objects.exists() or PublicationIndexPage.objects.exists())
    assert not Page.objects.filter(url_path__contains="/publications/").exists()
    assert Page.find_problems() == ([], [], [], [], [])
    assert builders.home().numchild == below_home - 1
