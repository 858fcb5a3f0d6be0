"""Changes by editors show at once in all processes."""

import pytest

from tests.page_cache.changes import CHANGES, OTHERS, SETUP
from tests.page_cache.processes import SiteProcess

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture(scope="module")
def processes(start_process) -> list[SiteProcess]:
    started = [start_process() for _ in range(3)]
    started[0].run(SETUP)
    return started


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_change_shows_at_once_in_every_process(processes, change):
    for process in processes:
        before = process.get(change.path)
        assert before.status == 200
        assert not change.appears or change.appears not in before.body
    assert not processes[2].get(change.path).is_rendered
    processes[0].run(change.source)
    after = [process.get(change.path) for process in processes[::-1]]
    assert [answer.status for answer in after] == [change.status] * 3
    for answer in after:
        assert change.appears in answer.body
        assert not change.disappears or change.disappears not in answer.body
    if change.status == 200:
        assert [answer.is_rendered for answer in after] == [True, False, False]


@pytest.mark.parametrize("source", OTHERS.values(), ids=OTHERS)
def test_a_change_that_may_show_begins_a_new_generation_in_all_processes(processes, source):
    read = "from pages.page_cache.generation import current_generation; result = current_generation()"
    before = {process.run(read) for process in processes}
    processes[0].run(source)
    after = {process.run(read) for process in processes}
    assert len(before) == len(after) == 1
    assert min(before) < min(after)


def test_a_transaction_begins_one_generation_and_none_if_it_is_rolled_back(processes):
    count = """
import pages.page_cache.generation as module
renewals, original = [], module.renew
module.renew = lambda purge=False: (renewals.append(purge), original(purge))
try:
    with transaction.atomic():
        for name in ("One", "Two", "Three"):
            builders.person(name=name)
        try:
            with transaction.atomic():
                builders.person(name="Four")
                raise ValueError
        except ValueError:
            pass
    with transaction.atomic():
        builders.person(name="Five")
        transaction.set_rollback(True)
finally:
    module.renew = original
result = renewals
"""
    assert processes[0].run(count) == [False]


@pytest.mark.parametrize(
    "source",
    [
        "p = page('blog'); p.title = 'Not yet'; p.save_revision()",
        "builders.standard_page(title='Draft', live=False)",
        # As Wagtail saves the draft of a page that is not live.
        "p = page('unfinished'); p.title = 'Not yet'; p.save_revision(); p.save()",
    ],
    ids=["of a live page", "that is new", "of a page that is not live"],
)
def test_saving_a_draft_does_not_invalidate_cached_pages(processes, source):
    assert processes[1].get("/blog/").status == 200
    processes[0].run(source)
    assert not processes[1].get("/blog/").is_rendered


@pytest.mark.parametrize(
    "source",
    [
        "builders.standard_page(slug='in-between').unpublish()",
        "builders.standard_page(slug='in-between').delete()",
        "builders.lock(builders.standard_page(slug='in-between'))",
        "builders.standard_page(slug='in-between').move(page('blog'), 'right')",
        "builders.person().delete()",
        "builders.collection(is_private=True)",
        "builders.collection().move(private, 'sorted-child')",
        "paper.collection = private; paper.save()",
        "SiteDocument.objects.filter(pk=paper.pk).update(collection=private)",
    ],
)
def test_removing_content_from_public_view_deletes_all_cached_pages(processes, source):
    processes[1].get("/blog/")
    stored = (
        "import sqlite3; from django.conf import settings; "
        "result = sqlite3.connect(settings.CACHES['pages']['LOCATION'])"
        ".execute(\"SELECT count(*) FROM entries WHERE key LIKE '%page:%'\").fetchone()[0]"
    )
    assert processes[2].run(stored)
    processes[0].run(source + "; Page.objects.filter(slug='in-between').delete()")
    assert processes[2].run(stored) == 0
