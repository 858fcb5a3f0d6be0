"""What staff see of consents: the list, the notices in forms and previews; and who sees nothing of them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from wagtail.images.forms import get_image_form
from wagtail.models import ModelLogEntry

from pages.media.deleted_files import restore
from pages.models import Consent, DeletedFile, SiteImage
from tests import builders
from tests.consents.midnight import AFTER, LAST_DAY
from tests.editing import editor
from tests.enquiries.staff import browser, browser_of
from tests.reading import main_words, parsed, words

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_pages_consent:list"
CHOOSER = "wagtailsnippetchoosers_pages_consent:"


def editor_of_consents():
    """Return the browser of an editor who may work with consents."""
    user = builders.user("Writer")
    user.user_permissions.set(Permission.objects.filter(codename__in=["add_consent", "change_consent"]))
    return browser_of(user)


def quoting(consent: Consent, text: str = "“These were her words.”"):
    body = [("paragraph", "<p>Our own words.</p>"), ("quotation", {"text": text, "consent": consent})]
    return builders.standard_page(body=body)


def shown(client, **query: str) -> str:
    return words(parsed(client.get(reverse(LIST), query)).find(id="listing-results"))


def test_the_list_says_when_each_ends_and_how_often_it_is_used_and_can_be_filtered(clock, consent):
    quoting(consent)
    builders.image(consent=consent)
    builders.consent(person="Bina Sample")
    builders.consent(person="Chitra Sample", is_withdrawn=True)
    admin = browser_of(builders.superuser())
    everything = shown(admin)
    assert "ends on 30 June 2027" in everything and "Used 2 times" in everything
    assert "has no end" in everything and "was withdrawn" in everything
    assert [name in shown(admin, end="ending") for name in ("Amina", "Bina", "Chitra")] == [True, False, False]
    assert [name in shown(admin, end="ended") for name in ("Amina", "Bina", "Chitra")] == [False, False, True]
    usage = admin.get(reverse("wagtailsnippets_pages_consent:usage", args=[consent.pk])).content.decode()
    assert "Sample page" in usage and "Sample picture" in usage


def test_the_form_of_a_page_says_what_ends_soon_and_what_is_left_out(clock, consent):
    page = quoting(consent)
    admin = browser_of(builders.superuser())
    form = main_words(admin.get(editor.edit_address(page)))
    assert "ends soon" in form and "the consent ends on 30 June 2027" in form
    clock.move_to(AFTER)
    admin.force_login(builders.superuser("boss"))
    page_form = admin.get(editor.edit_address(page))
    form = main_words(page_form)
    assert "Visitors do not see these parts of the page" in form
    assert "The quotation “These were her words.”: the consent ended on 30 June 2027" in form
    assert reverse("wagtailsnippets_pages_consent:edit", args=[consent.pk]) in page_form.content.decode()


def test_the_form_of_a_page_without_consents_says_nothing_of_them():
    page = quoting(builders.consent())
    assert "consent to" not in main_words(browser_of(builders.superuser()).get(editor.edit_address(page)))


def test_the_form_of_a_picture_says_that_it_is_left_out(clock, consent):
    picture = builders.image(consent=consent)
    clock.move_to(AFTER)
    admin = browser_of(builders.superuser())
    assert "This consent ended on 30 June 2027: visitors do not see the picture." in main_words(
        admin.get(reverse("wagtailimages:edit", args=[picture.pk]))
    )


def saved(picture: SiteImage, **changes: object) -> dict[str, list[str]]:
    """Send the form of a picture with some fields changed, and return its errors."""
    form_class = get_image_form(SiteImage)
    unchanged = {key: value for key, value in form_class(instance=picture).initial.items() if value is not None}
    form = form_class({**unchanged, **changes}, instance=picture, user=builders.superuser())
    if form.is_valid():
        form.save()
    return form.errors


def post_with(picture: SiteImage, is_live: bool) -> None:
    figure = ("image", {"image": picture, "caption": ""})
    builders.blog_page(title="The post", lead="<p>Red.</p>", body=[figure], live=is_live)


@pytest.mark.parametrize("is_live", [True, False], ids=["on a live page", "on a draft"])
@pytest.mark.parametrize(
    ("before", "change", "field"),
    [
        ({"consent": {"is_withdrawn": True}}, {"consent": ""}, "consent"),
        ({"consent": {}, "shows_people": True}, {"consent": ""}, "consent"),
        ({}, {"shows_people": True}, "shows_people"),
    ],
    ids=["an ended consent is emptied", "a consent is emptied", "people are said to be in it"],
)
def test_a_picture_of_people_keeps_its_consent_while_a_live_page_shows_it(before, change, field, is_live):
    fields = {name: builders.consent(**value) if name == "consent" else value for name, value in before.items()}
    picture = builders.image(makes_renditions=False, **fields)
    post_with(picture, is_live)
    errors = saved(picture, **change)
    if is_live:
        [sentence] = errors[field]
        assert "The live page “The post” shows this picture. Ask the people in it and choose their consent" in sentence
    else:
        assert errors == {}


def test_a_picture_on_a_live_page_gets_the_consent_that_holds_and_words_of_its_own(consent):
    picture = builders.image(makes_renditions=False, consent=builders.consent())
    post_with(picture, is_live=True)
    Consent.objects.filter(pk=picture.consent_id).update(is_withdrawn=True)
    picture = SiteImage.objects.get(pk=picture.pk)
    assert saved(picture, description="Sample hills") == {}
    assert saved(picture, consent=consent.pk) == {}


def test_a_picture_that_was_shown_without_consent_can_still_be_described():
    picture = builders.image(makes_renditions=False)
    post_with(picture, is_live=True)
    SiteImage.objects.update(shows_people=True)
    picture.refresh_from_db()
    assert saved(picture, description="Sample hills") == {}


@pytest.mark.parametrize("kind", ["page", "interview", "home"])
def test_a_preview_shows_editors_what_is_left_out_and_why(client, clock, consent, kind):
    if kind == "page":
        page, name = quoting(consent), "The quotation “These were her words.”"
    elif kind == "interview":
        page, name = builders.interview_page(consent=consent), "The text of the interview, and the interviewee"
    else:
        page, name = builders.home(), "The quotation"
        page.quotation, page.quotation_consent = "“These were her words.”", consent
        page.save_revision().publish()
    clock.move_to(AFTER)
    preview = main_words(page.make_preview_request())
    assert f"Left out for visitors: {name}. Its consent ended on 30 June 2027." in preview
    assert preview.count("These were her words") == (kind == "page")
    assert "Left out" not in main_words(client.get(page.url))


def test_a_consent_in_use_is_not_deleted_and_the_answer_shows_where_it_is_used(consent):
    page = quoting(consent)
    admin = browser_of(builders.superuser())
    for address in (
        reverse("wagtailsnippets_pages_consent:delete", args=[consent.pk]),
        f"/admin/bulk/pages/consent/delete/?id={consent.pk}",
    ):
        answer = admin.post(address, follow=True).content.decode()
        assert "relies on this consent" in answer and page.title in answer
    with pytest.raises(ProtectedError), transaction.atomic():
        consent.delete()
    assert Consent.objects.filter(pk=consent.pk).exists()


@pytest.mark.parametrize("kind", ["picture", "recording"])
def test_the_consent_of_a_deleted_file_is_in_use_until_the_file_cannot_be_restored(consent, kind):
    file = (
        builders.image(consent=consent, shows_people=True) if kind == "picture" else builders.recording(consent=consent)
    )
    model, pk = type(file), file.pk
    file.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        consent.delete()
    restore(DeletedFile.objects.get())
    assert model.objects.get(pk=pk).consent == consent
    model.objects.get(pk=pk).delete()
    DeletedFile.objects.get().delete()
    consent.delete()


def test_a_withdrawal_is_not_undone_by_a_form_that_was_open_before(consent):
    first, second = browser_of(builders.superuser()), browser_of(builders.superuser())
    address = reverse("wagtailsnippets_pages_consent:edit", args=[consent.pk])
    before = editor.form_of(first.get(address))
    second.post(address, editor.form_of(second.get(address)) | {"is_withdrawn": "on"})
    answer = first.post(address, before | {"scope": "Her words, and her name"})
    consent.refresh_from_db()
    assert consent.is_withdrawn and consent.scope != "Her words, and her name"
    assert "While you had this open, a colleague withdrew the consent or changed its end." in main_words(answer)
    form = parsed(answer)
    assert form.find(attrs={"name": "scope"}).text.strip() == "Her words, and her name"
    assert form.find(attrs={"name": "is_withdrawn"}).has_attr("checked")
    first.post(address, editor.form_of(answer) | {"is_withdrawn": "on"})
    consent.refresh_from_db()
    assert consent.is_withdrawn and consent.scope == "Her words, and her name"


def test_a_withdrawal_is_saved_whatever_a_colleague_changed_meanwhile(consent):
    first, second = browser_of(builders.superuser()), browser_of(builders.superuser())
    address = reverse("wagtailsnippets_pages_consent:edit", args=[consent.pk])
    before = editor.form_of(first.get(address))
    second.post(address, editor.form_of(second.get(address)) | {"ends_on": "2035-01-01"})
    first.post(address, before | {"is_withdrawn": "on"})
    consent.refresh_from_db()
    assert consent.is_withdrawn


@pytest.mark.parametrize("kind", ["quotation", "interview"])
def test_a_consent_that_only_a_draft_names_is_in_use(consent, kind):
    page = builders.interview_page()
    if kind == "quotation":
        page.body = [("quotation", {"text": "“Hers.”", "consent": consent})]
    else:
        page.consent = consent
    page.save_revision()
    with pytest.raises(ProtectedError):
        consent.delete()


def test_a_consent_that_a_scheduled_version_names_is_in_use_whatever_a_newer_draft_says(clock, consent):
    page = builders.interview_page()
    page.consent, page.go_live_at = consent, timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    page.consent = None
    page.save_revision()
    with pytest.raises(ProtectedError):
        consent.delete()


def test_the_history_forgets_the_name_of_a_consent_that_was_deleted(consent):
    admin = browser_of(builders.superuser())
    admin.post(reverse("wagtailsnippets_pages_consent:delete", args=[consent.pk]))
    assert not Consent.objects.exists()
    labels = ModelLogEntry.objects.filter(object_id=str(consent.pk)).values_list("label", flat=True)
    assert set(labels) == {"A consent"}


@pytest.mark.parametrize("role", ["enquiry team", "enquiry lead", "no group"])
def test_those_who_do_not_edit_pages_see_nothing_of_consents(role, consent):
    client = browser(role)
    addresses = [
        reverse(LIST),
        reverse("wagtailsnippets_pages_consent:edit", args=[consent.pk]),
        reverse("wagtailsnippets_pages_consent:usage", args=[consent.pk]),
        reverse(f"{CHOOSER}choose"),
        reverse(f"{CHOOSER}choose_results"),
        reverse(f"{CHOOSER}chosen", args=[consent.pk]),
        f"{reverse(f'{CHOOSER}chosen_multiple')}?id={consent.pk}",
        reverse(f"{CHOOSER}create"),
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code in {302, 403}, address
        assert "Amina" not in response.content.decode()


def test_an_editor_chooses_a_consent_and_writes_one_in_the_same_dialog(consent):
    client = editor_of_consents()
    dialog = client.get(reverse(f"{CHOOSER}choose")).json()["html"]
    assert "Amina Sample" in dialog and "New consent" in dialog
    fields = {"person": "Bina Sample", "scope": "Her words", "agreed_by": "She", "ends_on": LAST_DAY.isoformat()}
    chosen = client.post(reverse(f"{CHOOSER}create"), fields).json()
    assert chosen["result"]["string"] == "Bina Sample, until 30 June 2027"


def test_an_editor_who_may_not_see_consents_is_not_shown_them_in_the_form_of_a_picture(consent):
    user = builders.user("Writer")
    user.groups.get().permissions.remove(*Permission.objects.filter(content_type__model="consent"))
    assert "Amina" not in browser_of(user).get("/admin/images/add/").content.decode()
    dialog = editor_of_consents().get("/admin/images/chooser/").json()["html"]
    assert "Amina Sample" in dialog
