"""Two machines serve one site: one PostgreSQL, one Redis, one bucket, and nothing else in common.

Each runs the site as `make run` does, with a folder for its state of its own.
"""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from redis import Redis
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from pages.models import HomePage
from tests import builders, photographs
from tests.databases import copy_database, drop_database, execute
from tests.editing.editor import PUBLISH, form_of
from tests.enquiries.servers import Postbox, comes_true, free_port, mail_server
from tests.operations.bucket import BucketServer
from tests.operations.machines import ADMIN_PASSWORD, Browser, Machine
from tests.page_cache.redis_server import RedisServer

pytestmark = pytest.mark.django_db

# Records each start of a job, by whichever worker.
COUNT_STARTS = """
CREATE TABLE job_starts (name text);
CREATE FUNCTION count_start() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO job_starts VALUES (NEW.name); RETURN NEW; END $$;
CREATE TRIGGER count_starts AFTER UPDATE ON jobs_jobrun FOR EACH ROW
WHEN (NEW.started_at IS DISTINCT FROM OLD.started_at) EXECUTE FUNCTION count_start();
"""


@dataclass
class Site:
    """What the two machines share, and a member of staff who is logged in."""

    first: Machine
    second: Machine
    staff: Browser
    visitor: Browser
    bucket: BucketServer
    redis: RedisServer
    postbox: Postbox


@pytest.fixture(scope="module")
def served(
    django_db_setup: str,
    django_db_blocker: Any,
    storage_server: BucketServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """Start both machines on a copy of the seeded database."""
    if connection.vendor != "postgresql":
        pytest.skip("only on postgresql: two machines cannot share a file")
    folder = tmp_path_factory.mktemp("machines")
    host, mail_port = f"127.0.0.1:{free_port()}", free_port()
    with django_db_blocker.unblock():
        database = copy_database(django_db_setup, folder, "apnahaq_machines")
    execute(database, "UPDATE enquiries_enquirysettings SET notify = 'team@apnahaq.test'")
    execute(database, COUNT_STARTS)
    redis = RedisServer(folder)
    shared = {
        "ADMIN_PASSWORD": ADMIN_PASSWORD,
        "CACHE_URL": redis.url,
        "MEDIA_STORAGE_URL": storage_server.url,
        "SITE_URL": f"http://{host}",
        "WORKERS": "1",
    }
    machines = []
    for name in ("first", "second"):
        (folder / name).mkdir()
        machines.append(Machine(database, folder / name, mail=f"smtp://127.0.0.1:{mail_port}", shared=shared))
    try:
        with mail_server(mail_port) as postbox:
            prepare_at_once(machines)
            for machine in machines:
                machine.start()
            staff = Browser(host)
            staff.log_in(machines[0])
            yield Site(*machines, staff, Browser(host), storage_server, redis, postbox)
    finally:
        for machine in machines:
            if machine.process and machine.process.poll() is None:
                machine.crash()
        redis.kill()
        with django_db_blocker.unblock():
            drop_database("apnahaq_machines")


def prepare_at_once(machines: list[Machine]) -> None:
    """Prepare the site on all machines at the same time."""
    for started in [machine.begin_to_prepare() for machine in machines]:
        printed, _ = started.communicate(timeout=120)
        assert started.returncode == 0, printed
        assert "Media storage    answers" in printed


@pytest.fixture
def site(served: Site) -> Site:
    """Return the site with both machines running and nobody's messages counted."""
    for machine in (served.first, served.second):
        if machine.process.poll() is not None:
            machine.start()
    execute(served.first.database, "DELETE FROM enquiries_sendercount")
    return served


def upload(site: Site, machine: Machine, title: str) -> int:
    """Upload a picture through the admin of a machine, and return its id."""
    root = machine.value("SELECT min(id) FROM wagtailcore_collection")
    form = {"title": title, "description": "Women march with a banner", "collection": root}
    sent = site.staff.submit(machine, "/admin/images/add/", form, {"file": ("photo.jpg", photographs.jpeg())})
    assert sent.status_code == 302, sent.text
    return machine.value(f"SELECT id FROM pages_siteimage WHERE title = '{title}'")


def publish(site: Site, machine: Machine, title: str, picture: int | None = None) -> str:
    """Publish a standing page through the admin of a machine, and return its path."""
    address = f"/admin/pages/add/pages/standardpage/{builders.seeded(HomePage).pk}/"
    body: list[tuple[str, Any]] = [("paragraph", rich_text("<p>A sample paragraph.</p>"))]
    if picture:
        body.append(("image", {"image": {"image": picture, "alt_text": "A march"}, "caption": ""}))
    texts = {"title": title, "slug": title.lower(), "search_description": "A sample page.", "body": streamfield(body)}
    form = form_of(site.staff.get(machine, address)) | nested_form_data(texts) | PUBLISH
    assert site.staff.submit(machine, address, form).status_code == 302
    return f"/{title.lower()}/"


def pictures_on(page: Any) -> list[str]:
    """Return the addresses of all files of the pictures on a page."""
    figure = BeautifulSoup(page.text, "html.parser").select_one("main figure")
    if figure is None or not figure.img:
        return []
    offered = [each.split()[0] for source in figure.select("source") for each in source["srcset"].split(",")]
    return sorted({*offered, figure.img["src"]})


def test_a_picture_uploaded_on_one_machine_is_shown_by_the_other_and_gone_when_it_is_deleted(site):
    picture = upload(site, site.first, "Uploaded")
    path = publish(site, site.first, "Shown", picture)
    assert comes_true(lambda: pictures_on(site.visitor.get(site.second, path)))
    addresses = pictures_on(site.visitor.get(site.second, path))
    for machine in (site.second, site.first):
        for address in addresses:
            answer = site.visitor.get(machine, address)
            assert answer.status_code == 200
            assert answer.content == (site.bucket.bucket / address.removeprefix("/media/")).read_bytes()
    original = site.first.value(f"SELECT file FROM pages_siteimage WHERE id = {picture}")
    assert original in site.bucket.files
    assert site.visitor.get(site.second, f"/media/{original}").status_code == 404
    assert not list(site.first.folder.rglob("*.jpg")) + list(site.second.folder.rglob("*.jpg"))

    assert site.staff.submit(site.first, f"/admin/images/{picture}/delete/", {"asked_for": "on"}).status_code == 302
    for machine in (site.second, site.first):
        assert pictures_on(site.visitor.get(machine, path)) == []
        assert {site.visitor.get(machine, address).status_code for address in addresses} == {404}
    assert original not in site.bucket.files


def test_a_private_document_is_for_staff_only_on_either_machine(site):
    form = {"name": "Internal", "parent": site.first.value("SELECT min(id) FROM wagtailcore_collection")}
    assert site.staff.submit(site.first, "/admin/collections/add/", form).status_code == 302
    collection = site.first.value("SELECT id FROM wagtailcore_collection WHERE name = 'Internal'")
    closed = site.staff.submit(site.first, f"/admin/collections/{collection}/privacy/", {"restriction_type": "login"})
    assert closed.status_code == 200
    form = {"title": "Rota", "collection": collection}
    sent = site.staff.submit(site.first, "/admin/documents/add/", form, {"file": ("rota.txt", b"zaubergarten")})
    assert sent.status_code == 302
    number, name = execute(site.first.database, "SELECT id, file_name FROM pages_sitedocument")[0]
    for machine in (site.second, site.first):
        assert site.visitor.get(machine, f"/documents/{number}/{name}").status_code == 404
        answer = site.staff.get(machine, f"/documents/{number}/{name}")
        assert (answer.status_code, answer.content) == (200, b"zaubergarten")


def test_what_is_published_on_one_machine_shows_on_the_other_with_the_next_request(site):
    path = publish(site, site.first, "Fresh")
    assert site.visitor.get(site.second, path).status_code == 200
    assert [key for key in Redis(port=site.redis.port).keys("*page:*") if path.encode() in key]
    number = site.first.value("SELECT id FROM wagtailcore_page WHERE slug = 'fresh'")
    for machine, other in ((site.first, site.second), (site.second, site.first)):
        title = f"Published on {machine.folder.name}"
        address = f"/admin/pages/{number}/edit/"
        body = nested_form_data({"body": streamfield([("paragraph", rich_text("<p>A paragraph.</p>"))])})
        form = form_of(site.staff.get(machine, address)) | body | {"title": title} | PUBLISH
        assert site.staff.submit(machine, address, form).status_code == 302
        assert title in site.visitor.get(other, path).text
    site.staff.submit(site.first, f"/admin/pages/{number}/unpublish/", {})
    assert site.visitor.get(site.second, path).status_code == 404


def test_each_notice_is_sent_once_and_each_job_run_once_although_both_workers_run(site):
    for machine in (site.first, site.second) * 3:
        assert machine.send().status == 303
    sent = {reference for (reference,) in execute(site.first.database, "SELECT reference FROM enquiries_enquiry")}
    assert comes_true(lambda: not site.first.value("SELECT count(*) FROM enquiries_staffnotice WHERE sent_at IS NULL"))
    wait_for_both_workers(site)
    mails = [message.as_string() for message in site.postbox.messages]
    assert {reference: sum(reference in mail for mail in mails) for reference in sent} == dict.fromkeys(sent, 1)
    starts = dict(execute(site.first.database, "SELECT name, count(*) FROM job_starts GROUP BY name"))
    assert {"purge", "logins"} <= set(starts)
    assert {starts["purge"], starts["logins"]} == {1}


def test_messages_from_one_sender_are_counted_over_both_machines(site):
    known = site.first.value("SELECT count(*) FROM enquiries_enquiry WHERE status = 'quarantined'")
    for machine in (site.first, site.second) * 11:
        assert machine.send().status == 303
    quarantined = site.second.value("SELECT count(*) FROM enquiries_enquiry WHERE status = 'quarantined'")
    # The limit is 20 within an hour.
    assert quarantined - known == 2


def wait_for_both_workers(site: Site) -> None:
    """Wait until each worker, alone, has looked for something to do."""
    for machine, other in ((site.first, site.second), (site.second, site.first)):
        os.kill(other.worker, signal.SIGSTOP)
        try:
            before = machine.value("SELECT count(*) FROM job_starts")
            execute(machine.database, "UPDATE jobs_jobrun SET next_run_at = now() WHERE name = 'renditions'")
            assert comes_true(
                lambda machine=machine, before=before: machine.value("SELECT count(*) FROM job_starts") > before
            )
        finally:
            os.kill(other.worker, signal.SIGCONT)


def test_after_kill_9_of_one_machine_the_other_serves_everything_and_finishes_its_rendition(site):
    workers = [machine.worker for machine in (site.first, site.second)]
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)
    picture = upload(site, site.first, "Interrupted")
    path = publish(site, site.first, "Waiting", picture)
    site.bucket.freeze()
    execute(site.first.database, "UPDATE jobs_jobrun SET next_run_at = now() WHERE name = 'renditions'")
    os.kill(workers[0], signal.SIGCONT)
    claimed = "SELECT count(*) FROM jobs_jobrun WHERE name = 'renditions' AND started_at > finished_at"
    assert comes_true(lambda: site.first.value(claimed))
    site.first.crash()
    site.bucket.recover()
    os.kill(workers[1], signal.SIGCONT)
    for address in ("/", "/contact/", path, "/search/?q=waiting"):
        assert site.visitor.get(site.second, address).status_code == 200
    assert site.second.send().status == 303
    assert site.staff.get(site.second, "/admin/images/").status_code == 200
    # The claim of the worker that died ends after two minutes.
    execute(site.second.database, "UPDATE jobs_jobrun SET next_run_at = now() WHERE name = 'renditions'")
    assert comes_true(lambda: pictures_on(site.visitor.get(site.second, path)))
    addresses = pictures_on(site.visitor.get(site.second, path))
    assert {site.visitor.get(site.second, address).status_code for address in addresses} == {200}
