"""The screens of wagtail-localize show drafts to whoever may edit them, and nothing to anybody else."""

import json

import polib
import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale

from pages.models import Consent, PhraseToAvoid, SearchAnswer
from tests import builders
from tests.builders import URDU_WORDS
from tests.editing import editor, translating
from tests.enquiries.staff import browser, browser_of
from tests.reading import parsed

pytestmark = pytest.mark.django_db

OUTSIDERS = ["anonymous", "no group", "site manager", "administrator", "enquiry team", "enquiry lead"]
SECRET = "Quixotic draft"


@pytest.fixture
def draft():
    """Return the draft of the translation of a draft."""
    return translating.begun(browser("superuser"), builders.standard_page(title=SECRET, live=False))


def search_answer():
    """Return an answer to a search in English."""
    return SearchAnswer.objects.create(words="shelter", same_as="refuge", locale=Locale.get_default())


def phrase_to_avoid():
    """Return an English phrase."""
    return PhraseToAvoid.objects.create(phrase="clients", instead="women", locale=Locale.get_default())


def attacks(draft):
    """Return what somebody could send to read or change a translation: methods and addresses."""
    translation = translating.translation_of(draft)
    source, text = translation.source, translating.texts(draft)[0]
    address = translating.address
    return [
        ("GET", address("submit_page_translation", source.get_source_instance().pk)),
        ("POST", address("submit_page_translation", source.get_source_instance().pk)),
        ("GET", address("update_translations", source.pk)),
        ("POST", address("update_translations", source.pk)),
        ("PUT", address("edit_string_translation", translation.pk, text.pk)),
        ("DELETE", address("edit_string_translation", translation.pk, text.pk)),
        ("GET", address("preview_translation", translation.pk)),
        ("GET", address("preview_translation", translation.pk, "link")),
        ("GET", address("download_pofile", translation.pk)),
        ("POST", address("upload_pofile", translation.pk)),
        ("POST", address("stop_translation", translation.pk)),
        ("POST", address("machine_translate", translation.pk)),
        ("POST", address("convert_to_alias", draft.pk)),
        ("GET", address("translations_report")),
        ("GET", address("translations_report_results")),
        ("GET", reverse("outdated_translations")),
        ("GET", editor.edit_address(draft)),
        ("POST", editor.edit_address(draft)),
    ]


def knows_nothing(client, draft):
    """Check that no address shows or changes anything."""
    for method, address in attacks(draft):
        response = client.generic(method, address, "action=publish", "application/x-www-form-urlencoded")
        assert response.status_code in {302, 403, 404}, (method, address)
        assert SECRET not in response.content.decode(), (method, address)
    assert translating.translation_of(draft).enabled
    assert not translating.stored(draft).live


@pytest.mark.parametrize("role", OUTSIDERS)
def test_whoever_writes_no_pages_reads_and_changes_no_translation(draft, role):
    knows_nothing(browser(role), draft)


def test_whoever_writes_elsewhere_reads_and_changes_no_translation(draft):
    group = Group.objects.create(name="Only one page")
    permissions = Permission.objects.filter(codename__in=["access_admin", "submit_translation"])
    group.permissions.add(*permissions)
    only = builders.standard_page(title="Theirs")
    for name in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=name)
        GroupPagePermission.objects.create(group=group, page=only, permission=permission)
    user = builders.user()
    user.groups.add(group)
    client = browser_of(user)
    report = {reverse("outdated_translations"), *map(translating.address, ["translations_report"])}
    for method, address in attacks(draft):
        if address in report:
            assert SECRET not in client.get(address, follow=True).content.decode()
            continue
        response = client.generic(method, address, "action=publish", "application/x-www-form-urlencoded")
        assert response.status_code in {302, 403, 404}, (method, address)
        assert SECRET not in response.content.decode(), (method, address)
    # She may edit the page, and add none among the Urdu ones.
    assert translating.submit(client, only).status_code == 302
    assert not only.get_translations().exists()


def test_a_writer_previews_the_draft_of_her_translation(draft):
    client = browser("writer")
    translating.translate(client, draft)
    preview = client.get(translating.address("preview_translation", translating.translation_of(draft).pk))
    assert preview.status_code == 200 and URDU_WORDS in preview.content.decode()


@pytest.mark.parametrize("role", ["publisher", "superuser", "enquiry team"])
def test_no_list_of_snippets_is_open(role):
    Consent.objects.create(person="Zephyrine", scope="A photograph", agreed_by="Zephyrine")
    client = browser(role)
    for model in ("consent", "person", "topic"):
        for address in (
            translating.address("snippets_api_listing", "pages", model),
            translating.address("snippets_api_detail", "pages", model, 1),
        ):
            assert client.get(address).status_code == 404 if role != "enquiry team" else client.get(address).status_code


@pytest.mark.parametrize(
    ("record", "is_offered"), [(builders.topic, True), (search_answer, False), (phrase_to_avoid, False)]
)
def test_only_what_has_a_form_for_its_translations_offers_to_translate_it(record, is_offered):
    client, made = browser("superuser"), record()
    address = translating.address("submit_snippet_translation", "pages", made._meta.model_name, made.pk)
    listed = client.get(reverse(made.snippet_viewset.get_url_name("list"))).content.decode()
    assert (address in listed) is is_offered
    assert client.get(address).status_code == (302 if is_offered else 404)


def test_what_is_no_number_of_a_record_is_an_ordinary_404():
    address = translating.address("submit_snippet_translation", "pages", "topic", "one")
    assert browser("superuser").get(address).status_code == 404


@pytest.mark.parametrize("accepted", ["text/html,*/*;q=0.8", "application/json", "*/*"])
def test_a_text_is_saved_whatever_answer_a_browser_prefers(draft, accepted):
    client = browser("writer")
    client.defaults["HTTP_ACCEPT"] = accepted
    assert translating.save_text(client, draft, translating.texts(draft)[0], URDU_WORDS).status_code == 201


def test_a_text_without_words_of_a_broken_program_is_refused(draft):
    client = browser("writer")
    translation, text = translating.translation_of(draft), translating.texts(draft)[0]
    assert client.put(translating.address("edit_string_translation", translation.pk, text.pk)).status_code == 400
    assert client.delete(translating.address("edit_string_translation", translation.pk, 0)).status_code == 404


def upload(client, draft, content):
    """Send a file, and return the screen that follows."""
    file = SimpleUploadedFile("ur.po", content)
    address = translating.address("upload_pofile", translating.translation_of(draft).pk)
    return client.post(address, {"file": file} if content else {}, follow=True)


def test_the_texts_go_out_as_a_file_and_come_back_translated():
    client = browser("writer")
    page = builders.blog_page(title="All blocks", body=builders.every_block())
    draft = translating.begun(client, page)
    answer = client.get(translating.address("download_pofile", translating.translation_of(draft).pk))
    file = polib.pofile(answer.content.decode())
    assert len(file) == len(translating.texts(draft)) > 20
    for entry in file:
        entry.msgstr = "دوسرا متن"
    screen = upload(client, draft, str(file).encode())
    assert "The translations of the file are in the draft." in translating.said(screen)
    assert translating.newest(draft).title == "دوسرا متن"
    assert not translating.stored(draft).live
    publisher = browser("publisher")
    screen = translating.post(publisher, draft, translating.PUBLISH)
    assert translating.stored(draft).live, translating.said(screen)


def test_a_plain_text_goes_out_and_comes_back_as_it_was_written():
    client = browser("writer")
    summary = "Research & development: 1 < 2, “&amp;” and “&lt;”"
    page = builders.blog_page(title="R&D", search_description=summary, lead="<p>R&amp;D for all</p>")
    draft = translating.begun(client, page)
    written = {"R&D", summary, "R&D for all"}
    address = translating.address("download_pofile", translating.translation_of(draft).pk)
    file = polib.pofile(client.get(address).content.decode())
    assert written <= {entry.msgid for entry in file}
    for entry in file:
        entry.msgstr = f"{URDU_WORDS} & {URDU_WORDS}"
    upload(client, draft, str(file).encode())
    translated = translating.newest(draft)
    assert translated.title == translated.search_description == f"{URDU_WORDS} & {URDU_WORDS}"
    assert translated.lead == f"<p>{URDU_WORDS} &amp; {URDU_WORDS}</p>"
    props = json.loads(
        parsed(client.get(editor.edit_address(draft))).select_one(".js-translation-editor")["data-props"]
    )
    assert written <= {segment["source"] for segment in props["segments"]}
    assert {each["data"] for each in props["initialStringTranslations"]} == {f"{URDU_WORDS} & {URDU_WORDS}"}


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"/etc/passwd", b"no PO file\n", b"\n" * 2_000_000])
def test_another_file_is_refused_in_a_sentence(draft, content):
    screen = upload(browser("writer"), draft, content)
    assert screen.status_code == 200 and screen.redirect_chain
    assert "PO file" in translating.said(screen) or "another translation" in translating.said(screen)


def test_the_file_of_another_page_is_refused(draft):
    client = browser("writer")
    other = translating.begun(client, builders.standard_page())
    file = client.get(translating.address("download_pofile", translating.translation_of(other).pk)).content
    assert "another translation" in translating.said(upload(client, draft, file))


def test_a_file_brings_no_telling_title_to_the_public_page_of_a_discreet_original(client):
    publisher = browser("publisher")
    page = builders.standard_page(title="Getting help", is_sensitive=True)
    draft = translating.begun(publisher, page)
    answer = publisher.get(translating.address("download_pofile", translating.translation_of(draft).pk))
    file = polib.pofile(answer.content.decode())
    for entry in file:
        entry.msgstr = "گھریلو تشدد" if entry.msgid == "Getting help" else URDU_WORDS
    upload(publisher, draft, str(file).encode())
    screen = translating.post(publisher, draft, translating.PUBLISH)
    assert "was not published" in translating.said(screen)
    assert client.get(f"/ur/{page.slug}/").status_code == 404


def test_no_machine_translates_not_even_for_a_publisher():
    publisher = browser("publisher")
    draft = translating.begun(publisher, builders.standard_page())
    address = translating.address("machine_translate", translating.translation_of(draft).pk)
    assert publisher.post(address).status_code == 404
    screen = parsed(publisher.get(editor.edit_address(draft)))
    assert json.loads(screen.select_one(".js-translation-editor")["data-props"])["machineTranslator"] is None
