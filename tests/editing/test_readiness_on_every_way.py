"""No way of publishing a page makes one public that is not ready, and each says kindly what is missing."""

import pytest
from django.urls import reverse
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import rich_text

from pages.models import StandardPage
from pages.readiness.findings import NotReadyError
from tests import builders
from tests.editing import editor
from tests.editing.unready_pages import VAGUE, is_live, text_of, unfinished
from tests.enquiries.staff import browser, browser_of

pytestmark = pytest.mark.django_db

SAID = "The link “click here” does not say where it leads. Link the words that do."


@pytest.fixture
def publisher():
    return browser("publisher")


# The form


def body_of(html: str) -> dict:
    return editor.typed(body=editor.streamfield([("paragraph", rich_text(html))]))


def test_the_form_says_it_above_and_at_the_block_and_loses_nothing(publisher):
    page = unfinished(body=[])
    form = editor.opened(publisher, page, title="Typed just now") | body_of(VAGUE)
    refused = publisher.post(editor.edit_address(page), form | editor.PUBLISH)
    assert f"Body, block 1 (Paragraph): {SAID}" in text_of(refused)
    # Once for the message, once for the editor of the block.
    assert refused.content.decode().count("does not say where it leads") == 2
    assert "Typed just now" in refused.content.decode() and "click here" in refused.content.decode()
    assert not is_live(page)
    ready = form | body_of('<p>Read <a href="https://example.org/">about roses</a>.</p>')
    assert publisher.post(editor.edit_address(page), ready | editor.PUBLISH).status_code == 302
    assert is_live(page)


def test_the_message_above_the_form_calls_the_summary_what_the_form_calls_it(publisher):
    page = unfinished(body=[])
    form = editor.opened(publisher, page, search_description="") | body_of(VAGUE)
    refused = text_of(publisher.post(editor.edit_address(page), form | editor.PUBLISH))
    assert f"Summary: {editor.NO_SUMMARY}" in refused
    assert "Meta description" not in refused


def test_errors_inside_blocks_and_findings_are_shown_together(publisher):
    page = unfinished(body=[])
    body = [("heading", {"text": "", "level": "h2"}), ("paragraph", rich_text(VAGUE))]
    form = editor.opened(publisher, page) | editor.typed(body=editor.streamfield(body))
    refused = publisher.post(editor.edit_address(page), form | editor.PUBLISH).content.decode()
    assert "This field is required." in refused
    assert refused.count("does not say where it leads") == 2


def test_a_page_that_is_not_ready_is_not_submitted_either(client):
    page = unfinished(owner=builders.user("Writer"))
    writer = browser_of(page.owner)
    form = editor.opened(writer, page) | body_of(VAGUE)
    refused = writer.post(editor.edit_address(page), form | editor.SUBMIT)
    assert SAID in text_of(refused)
    assert Page.objects.get(pk=page.pk).current_workflow_state is None
    assert writer.post(editor.edit_address(page), form).status_code == 302


def test_an_old_revision_that_is_not_ready_is_not_published_again(publisher):
    page = unfinished()
    old = page.get_latest_revision()
    page.body = [("paragraph", "<p>About roses.</p>")]
    page.save_revision().publish()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
    form = editor.form_of(publisher.get(address)) | body_of(VAGUE)
    assert SAID in text_of(publisher.post(address, form | editor.PUBLISH))
    with pytest.raises(NotReadyError):
        old.publish()
    assert "click here" not in StandardPage.objects.get(pk=page.pk).body.render_as_block()


# Moderation


def submitted(page: Page) -> list:
    """Submit a page past the form, and return the arguments for approving it."""
    page.get_workflow().start(page, builders.user("Writer"))
    return [page.pk, "approve", page.current_workflow_task_state.pk]


@pytest.mark.parametrize("headers", [{}, {"X-Requested-With": "XMLHttpRequest"}], ids=["without", "with a script"])
def test_approving_from_the_dashboard_is_refused_with_what_is_missing(publisher, headers):
    page = unfinished()
    address = reverse("wagtailadmin_pages:workflow_action", args=submitted(page))
    response = publisher.post(address, {"comment": ""}, headers=headers)
    opened = publisher.get(response.json()["redirect"] if headers else response.headers["Location"])
    assert f"“Half a page” was not published. Body, block 1 (Paragraph): {SAID}" in text_of(opened)
    assert not is_live(page)
    assert Page.objects.get(pk=page.pk).current_workflow_task_state.status == "in_progress"


def test_a_page_that_is_not_ready_can_be_sent_back_from_its_form(publisher):
    page = unfinished()
    submitted(page)
    form = editor.opened(publisher, page) | body_of(VAGUE)
    sent_back = {"action-workflow-action": "true", "workflow-action-name": "reject"}
    assert publisher.post(editor.edit_address(page), form | sent_back).status_code == 302
    assert Page.objects.get(pk=page.pk).current_workflow_state.status == "needs_changes"
    approved = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    other = unfinished(title="Another half")
    submitted(other)
    form = editor.opened(publisher, other) | body_of(VAGUE)
    assert SAID in text_of(publisher.post(editor.edit_address(other), form | approved))


# Several at once


def test_bulk_publishing_publishes_what_is_ready_and_says_what_the_others_lack(publisher):
    ready, lacking = builders.standard_page(live=False), unfinished()
    below = unfinished(title="Below it", parent=ready)
    pages = reverse("wagtailadmin_explore", args=[builders.home().pk])
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    chosen = f"{address}?id={ready.pk}&id={lacking.pk}&next={pages}"
    said = text_of(publisher.post(chosen, {"include_descendants": "on"}, follow=True))
    assert [is_live(page) for page in (ready, lacking, below)] == [True, False, False]
    assert "1 page has been published" in said
    for title in ("Half a page", "Below it"):
        assert f"“{title}” was not published. Body, block 1 (Paragraph): {SAID}" in said


def test_bulk_publishing_of_nothing_that_is_ready_claims_nothing(publisher):
    page = unfinished(search_description="")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    pages = reverse("wagtailadmin_explore", args=[builders.home().pk])
    said = text_of(publisher.post(f"{address}?id={page.pk}&next={pages}", follow=True))
    assert "been published" not in said
    assert "Summary: Say in one sentence what this page is about." in said


def test_bulk_publishing_says_that_an_alias_repeats_another_page_and_publishes_the_others(publisher):
    draft, urdu = builders.standard_page(live=False), Locale.objects.get(language_code="ur")
    alias = builders.standard_page(title="Roses").copy_for_translation(urdu, copy_parents=True, alias=True)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    screen = publisher.post(f"{address}?id={alias.pk}&id={draft.pk}&next=/admin/", follow=True)
    assert screen.status_code == 200
    assert "“Roses” repeats another page: publish or translate that one." in text_of(screen)
    assert [is_live(page) for page in (alias, draft)] == [False, True]


def test_bulk_publishing_of_the_drafts_below_a_page_leaves_out_aliases(publisher):
    above, urdu = builders.standard_page(title="Above"), Locale.objects.get(language_code="ur")
    below = builders.standard_page(above, title="Roses")
    above_in_urdu = builders.in_urdu(above)
    alias = below.copy_for_translation(urdu, alias=True)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    chosen = f"{address}?id={above_in_urdu.pk}&next=/admin/"
    assert "unpublished subpage" not in text_of(publisher.get(chosen))
    said = text_of(publisher.post(chosen, {"include_descendants": "on"}, follow=True))
    assert "1 page has been published" in said and "Roses" not in said
    assert not is_live(alias)


# Copies, aliases, translations


def published_before(**fields) -> StandardPage:
    """Return a page that was published before a rule blocked it, as a site of 1.0 may have one."""
    page = unfinished(title="From before", **fields)
    Page.objects.filter(pk=page.pk).update(live=True)
    return StandardPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("tick", ["publish_copies", "alias"])
def test_a_copy_of_a_page_that_is_not_ready_can_only_be_a_draft(publisher, tick):
    page = published_before()
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    form = {"new_title": "A copy", "new_slug": "a-copy", "new_parent_page": builders.home().pk}
    refused = publisher.post(address, form | {tick: "on"})
    assert "“From before” is not ready to be published." in text_of(refused) and SAID in text_of(refused)
    assert not Page.objects.filter(slug="a-copy").exists()
    assert publisher.post(address, form).status_code == 302
    assert not Page.objects.get(slug="a-copy").live


def test_what_lies_below_is_asked_too_when_it_is_copied_along(publisher):
    page = builders.standard_page()
    published_before(parent=page)
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    form = {"new_title": "A copy", "new_slug": "a-copy", "new_parent_page": builders.home().pk}
    refused = publisher.post(address, form | {"publish_copies": "on", "copy_subpages": "on"})
    assert "“From before” is not ready to be published." in text_of(refused)
    assert publisher.post(address, form | {"publish_copies": "on"}).status_code == 302


def test_a_new_translation_is_a_draft_and_so_are_the_copies_of_the_pages_above_it():
    page = builders.blog_page()
    home = builders.home().get_translation(Locale.objects.get(language_code="ur"))
    samples = list(home.get_descendants().values_list("pk", flat=True))
    page.copy_for_translation(home.locale, copy_parents=True)
    made = home.get_descendants().exclude(pk__in=samples)
    assert made.count() == 2
    assert not made.live().exists()


WAYS_IN_CODE = {
    "Revision.publish": lambda page: page.get_latest_revision().publish(),
    "PublishPageRevisionAction": lambda page: PublishPageRevisionAction(page.get_latest_revision()).execute(),
    "save": lambda page: setattr(page, "live", True) or page.save(),
    "add_child": lambda page: builders.home().add_child(
        instance=StandardPage(title="New", slug="new", search_description="New.")
    ),
    "CopyPageAction": lambda page: CopyPageAction(page=published_before(), update_attrs={"slug": "c"}).execute(),
    "CopyPageAction below": lambda page: CopyPageAction(
        page=published_before(parent=builders.standard_page(slug="above")).get_parent(),
        recursive=True,
        update_attrs={"slug": "c"},
    ).execute(),
    "CreatePageAliasAction": lambda page: CreatePageAliasAction(published_before(), update_slug="c").execute(),
}


@pytest.mark.parametrize("way", WAYS_IN_CODE)
def test_no_code_makes_a_page_public_that_is_not_ready(way):
    page = unfinished()
    with pytest.raises(NotReadyError):
        WAYS_IN_CODE[way](page)
    assert not is_live(page)


def test_the_admins_interface_for_scripts_answers_with_what_is_missing():
    page = unfinished()
    address = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])
    response = browser("superuser").post(address)
    assert response.status_code == 400
    assert SAID in response.content.decode()
    assert not is_live(page)


def test_a_page_from_before_stays_public_and_can_be_edited_moved_and_hidden(publisher):
    page = published_before()
    form = editor.opened(publisher, page, title="A draft") | body_of(VAGUE)
    assert publisher.post(editor.edit_address(page), form).status_code == 302
    page.move(builders.standard_page(), "last-child")
    assert is_live(page)
    StandardPage.objects.get(pk=page.pk).unpublish()
    assert not is_live(page)
