"""Whoever goes back to a release without publications loses them and nothing else."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page

from pages.models import PublicationIndexPage
from tests import builders

MIGRATION = ("pages", "0018_publications")


@pytest.mark.each_database
@pytest.mark.django_db(transaction=True)
def test_publications_and_their_list_leave_the_tree_of_pages_whole():
    builders.publication_page(authors=[builders.person()], topics=[builders.topic()])
    below_home = builders.home().numchild
    executor = MigrationExecutor(connection)
    before = [key.key for key in executor.loader.graph.node_map[MIGRATION].parents if key.key[0] == "pages"]
    executor.migrate(before)
    assert "pages_publicationpage" not in connection.introspection.table_names()
    assert not Page.objects.filter(url_path__contains="/publications/").exists()
    assert Page.find_problems() == ([], [], [], [], [])
    assert builders.home().numchild == below_home - 1
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    assert builders.publication_page(parent=builders.publication_index_page()).live
    assert PublicationIndexPage.objects.count() == 1
