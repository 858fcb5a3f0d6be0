"""The guide for staff: one text, in the repository and in the admin, one task a page, with pictures of the admin."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect
from wagtail.admin.ui.side_panels import ChecksSidePanel

from pages.admin.guide import HEIGHT, MARKDOWN, SOURCE, STATIC_FILES, WIDTH, parts, tasks
from pages.models import Consent
from tests import builders
from tests.accounts.test_session_ends_while_editing import log_in
from tests.editing.guide_pictures import FOLDER, PICTURES
from tests.reading import links, parsed, plain
from tests.structure import headings

pytestmark = pytest.mark.django_db

TASKS = {task.slug: task for task in tasks(parts())}
# What the guide must explain step by step, and with a picture.
EVERYDAY = [
    "publish-a-post",
    "correct-a-page",
    "add-an-interview",
    "change-a-number",
    "answer-an-enquiry",
    "translate-a-page",
    "take-a-page-off-the-website-at-once",
]
LARGEST_PICTURE = 60_000


@pytest.fixture
def member(client: Client) -> Client:
    """Return the browser of somebody of the enquiry team, who may do little else."""
    client.force_login(builders.user("Enquiry team"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def pictures() -> dict[str, str]:
    """Return the description of each picture of the guide, by the name of its file."""
    found = {}
    for match in re.finditer(r"!\[(.*?)\]\((.*?)\)", SOURCE.read_text(), flags=re.DOTALL):
        assert match[2].startswith(f"{STATIC_FILES}img/guide/")
        found[Path(match[2]).name] = plain(match[1])
    return found


def test_the_help_menu_leads_to_the_guide_and_to_nothing_about_wagtail(member: Client) -> None:
    dashboard = member.get(reverse("wagtailadmin_home"))
    assert reverse("guide") in links(dashboard)
    html = dashboard.content.decode()
    menu = html[html.index('id="wagtail-sidebar-props"') :]
    assert "What's new" not in menu
    assert "wagtail.org" not in html
    assert f'"url": "{reverse("guide")}"' in menu
    assert '"Shortcuts"' in menu


def test_the_guide_lists_every_task_once(member: Client) -> None:
    listed = links(member.get(reverse("guide")))
    assert len(TASKS) == sum(len(part.tasks) for part in parts())
    assert [listed.count(task.url) for task in TASKS.values()] == [1] * len(TASKS)
    assert member.get(f"{reverse('guide')}no-such-task/").status_code == 404


@pytest.mark.parametrize("slug", TASKS)
def test_every_task_has_a_page_in_order_with_pictures_and_links_that_lead_somewhere(member: Client, slug: str) -> None:
    response = member.get(TASKS[slug].url)
    page = parsed(response)
    assert response.status_code == 200
    assert list(headings(page)) == []
    assert page.select_one("h1").get_text(strip=True) == TASKS[slug].title
    guide = page.select_one(".guide")
    for link in guide.select("a"):
        assert member.get(link["href"]).status_code == 200
    for picture in guide.select("img"):
        assert picture["alt"]
        assert member.get(picture["src"]).status_code == 200


@pytest.mark.parametrize("slug", EVERYDAY)
def test_an_everyday_task_is_explained_in_numbered_steps_with_a_picture(slug: str) -> None:
    task = BeautifulSoup(TASKS[slug].html(), "html.parser")
    assert len(task.select("ol > li")) >= 3
    assert task.select("img")


def test_the_guide_ends_a_consent_at_once_by_the_name_of_its_tick() -> None:
    label = Consent._meta.get_field("is_withdrawn").verbose_name.capitalize()
    text = TASKS["show-a-persons-words-or-picture"].html()
    assert f"changes her mind, open the consent, tick <strong>{label}</strong>" in " ".join(text.split())
    assert "today’s date" not in text


def test_the_guide_names_the_panel_of_checks_as_the_form_does() -> None:
    assert f"<strong>{ChecksSidePanel.title}</strong>" in TASKS["publish-a-post"].html()


def test_html_in_the_guide_is_shown_and_not_run() -> None:
    assert "<script>" not in MARKDOWN.render("<script>alert(1)</script>")


def test_each_picture_is_made_by_the_tests_named_by_the_guide_and_described() -> None:
    files = {path.name for path in FOLDER.iterdir()}
    assert set(pictures()) == files == {f"{name}.webp" for name in PICTURES}
    assert all(len(description) > 15 for description in pictures().values())


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_has_the_size_that_the_page_reserves_and_few_bytes(name: str) -> None:
    path = FOLDER / f"{name}.webp"
    assert Image.open(path).size == (WIDTH, HEIGHT)
    assert path.stat().st_size <= LARGEST_PICTURE


def test_the_container_holds_the_guide() -> None:
    assert f"!{SOURCE.relative_to(settings.BASE_DIR)}" in (settings.BASE_DIR / ".dockerignore").read_text().split()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1366, "light")])
def test_staff_read_the_guide_on_a_phone_and_on_a_computer(visit: Callable[..., Page], width: int, scheme: str) -> None:
    page = visit("/admin/login/", width=width, scheme=scheme)
    log_in(page, "naomi")
    if width < 800:
        page.get_by_role("button", name="Toggle sidebar").click()
    page.get_by_role("button", name="Help").click()
    page.get_by_role("link", name="Guide", exact=True).click()
    expect(page.get_by_role("heading", name="Pages", exact=True)).to_be_visible()
    wrong = []
    for slug in ("", "publish-a-post/", "when-something-looks-wrong/", "no-such-task/"):
        page.goto(f"/admin/guide/{slug}")
        wrong += [f"{slug} {each['id']}" for each in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{slug} is wider than the screen")
    assert wrong == []
    page.goto("/admin/guide/answer-an-enquiry/")
    pages_of_paper = re.search(rb"/Count (\d+)", page.pdf(format="A4"))
    assert int(pages_of_paper[1]) >= 2
