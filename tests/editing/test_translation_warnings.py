"""Whoever changes a word of a record in English alone is asked to look at what it says in another language."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail.blocks import Block, ListBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.test.utils.form_data import nested_form_data, streamfield

from pages.blocks.languages import OneForEachLanguageBlock, OtherLanguagesBlock
from pages.enquiries.models import EnquirySettings
from pages.models import AccessibilityStatement, Navigation, SiteImage, VisitorSafety
from tests import builders
from tests.builders import URDU_WORDS
from tests.editing import editor
from tests.editing.site_texts import NEW, SITE_TEXTS, SiteText, form_of, in_urdu, menu_item, numbers
from tests.editing.translating import said
from tests.enquiries.staff import browser

pytestmark = pytest.mark.django_db

# Those whose words in several languages are in one record, and the field that a test changes.
FIELDS = {
    "Announcement": "text",
    "OrganisationIdentity": "place",
    "Person": "name",
    "Organisation": "name",
    "PersonalData": "controller",
    "AccessibilityStatement": "tested_how",
}
RECORDS = [site_text for site_text in SITE_TEXTS if str(site_text) in FIELDS]
PERSON = next(site_text for site_text in SITE_TEXTS if str(site_text) == "Person")
NUMBERS = next(site_text for site_text in SITE_TEXTS if site_text.model is VisitorSafety)
MENUS = next(site_text for site_text in SITE_TEXTS if site_text.model is Navigation)
PROBLEMS = next(site_text for site_text in SITE_TEXTS if site_text.model is AccessibilityStatement)
# Those with tests of their own below.
OTHERS = {VisitorSafety, Navigation, SiteImage, EnquirySettings}
ASKED = "Check whether it still says the same in Urdu."


@pytest.fixture
def staff() -> Client:
    return browser("site manager")


def urdu_words(site_text: SiteText, **words: str) -> dict[str, Any]:
    """Return the Urdu words of a record as its form sends them; those that are not given are empty."""
    fields = site_text.find().in_other_languages.stream_block.child_blocks["words"].child_blocks.keys() - {"language"}
    sent = {name: words.get(name, "") for name in fields}
    for name in fields:
        if isinstance(site_text.model._meta.get_field(name), RichTextField):
            sent[name] = editor.rich_text(f"<p>{sent[name]}</p>")
    return in_urdu(**sent)


def store_urdu(record: Any, **words: str) -> None:
    record.in_other_languages = [("words", {"language": "ur", **words})]
    record.save()


def save(staff: Client, site_text: SiteText, **sent: Any) -> str:
    """Send the form of a record with other values, and return what the screen says then."""
    response = staff.post(site_text.address(), form_of(staff.get(site_text.address()), site_text, **sent), follow=True)
    assert response.redirect_chain
    return said(response)


@pytest.mark.parametrize("site_text", RECORDS, ids=str)
def test_a_word_that_is_changed_in_english_alone_is_named_with_the_other_language(staff, site_text):
    name = FIELDS[str(site_text)]
    store_urdu(site_text.find(), **{name: URDU_WORDS})
    label = site_text.model._meta.get_field(name).verbose_name.capitalize()
    heard = save(staff, site_text, **site_text.typed(), **urdu_words(site_text, **{name: URDU_WORDS}))
    assert f"You changed “{label}”. {ASKED}" in heard
    assert heard.count("You changed") == 1


@pytest.mark.parametrize("site_text", RECORDS, ids=str)
@pytest.mark.parametrize("way", ["both", "no Urdu words", "nothing"])
def test_nobody_is_asked_whose_translations_are_up_to_date(staff, site_text, way):
    name = FIELDS[str(site_text)]
    words = {} if way == "no Urdu words" else {name: URDU_WORDS}
    store_urdu(site_text.find(), **words)
    after = {name: f"{URDU_WORDS} ایک"} if way == "both" else words
    typed = {} if way == "nothing" else site_text.typed()
    assert "You changed" not in save(staff, site_text, **typed, **urdu_words(site_text, **after))


def test_nobody_is_asked_after_a_change_of_another_field(staff):
    store_urdu(PERSON.find(), role=URDU_WORDS)
    assert "You changed" not in save(staff, PERSON, **PERSON.typed(), **urdu_words(PERSON, role=URDU_WORDS))


@pytest.mark.parametrize(("credit", "is_asked"), [("Another sample", True), ("A sample", False)])
def test_a_picture_asks_too(credit, is_asked):
    staff = browser("superuser")
    picture = builders.image(credit="A sample", makes_renditions=False)
    store_urdu(picture, credit=URDU_WORDS)
    sent = {"title": "Sample", "description": "A sample picture", "credit": credit, "tags": ""}
    address = f"/admin/images/{picture.pk}/"
    response = staff.post(address, {**sent, **in_urdu(description="", credit=URDU_WORDS)}, follow=True)
    assert (f"You changed “Credit”. {ASKED}" in said(response)) == is_asked


@pytest.mark.parametrize(("read_by", "is_asked"), [("We read them on Mondays.", True), ("On weekdays.", False)])
def test_the_settings_of_enquiries_ask_too(read_by, is_asked):
    settings = EnquirySettings.load()
    settings.read_by = "On weekdays."
    store_urdu(settings, read_by=URDU_WORDS)
    lead = browser("enquiry lead")
    address = reverse("wagtailsettings:edit", args=["enquiries", "enquirysettings", settings.pk])
    sent = editor.form_of(lead.get(address)) | in_urdu(read_by=URDU_WORDS) | {"read_by": read_by}
    response = lead.post(address, sent, follow=True)
    assert "updated" in said(response)
    assert (f"You changed “When and by whom messages are read”. {ASKED}" in said(response)) == is_asked


def entries(**words: str) -> dict[str, Any]:
    """Return the Urdu words of a block as a form sends them."""
    return {"count": "1", "0": {"deleted": "", "order": "0", "id": "", "value": {"language": "ur", **words}}}


@pytest.mark.parametrize(("label", "urdu", "is_asked"), [(NEW, "", True), (NEW, " ایک", False), ("About", "", False)])
def test_a_menu_asks_for_the_labels_of_its_items(staff, label, urdu, is_asked):
    page = builders.english("about")
    menus = Navigation.objects.get()
    labels = [{"language": "ur", "label": URDU_WORDS}]
    menus.main_menu = [("item", {"page": page, "label": "About", "labels": labels})]
    menus.save()
    pk = str(Navigation.objects.get().main_menu[0].id)
    item = menu_item(page, label) | {"labels": entries(label=f"{URDU_WORDS}{urdu}")}
    sent = nested_form_data({"main_menu": streamfield([("item", item)])}) | {"main_menu-0-id": pk}
    assert (f"You changed “Label” of “About us”. {ASKED}" in save(staff, MENUS, **sent)) == is_asked


@pytest.mark.parametrize(("instead", "is_asked"), [("Write to us.", True), ("Call us.", False)])
def test_a_known_problem_asks_for_what_to_do_until_then(staff, instead, is_asked):
    statement = AccessibilityStatement.objects.get()
    urdu = {"problem": URDU_WORDS, "instead": URDU_WORDS}
    problem = {"problem": "No captions", "instead": "Call us."}
    other = [{"language": "ur", **urdu}]
    statement.known_problems = [("problem", {**problem, "in_other_languages": other})]
    statement.save()
    pk = str(AccessibilityStatement.objects.get().known_problems[0].id)
    block = {**problem, "instead": instead, "in_other_languages": entries(**urdu)}
    sent = nested_form_data({"known_problems": streamfield([("problem", block)])}) | {"known_problems-0-id": pk}
    heard = save(staff, PROBLEMS, **sent)
    assert (f"You changed “What to do until then” of “No captions”. {ASKED}" in heard) == is_asked
    assert heard.count("You changed") == is_asked


def has_words_in_languages(block: Block) -> bool:
    if isinstance(block, OneForEachLanguageBlock | OtherLanguagesBlock):
        return True
    below = [block.child_block] if isinstance(block, ListBlock) else getattr(block, "child_blocks", {}).values()
    return any(map(has_words_in_languages, below))


def test_every_record_with_words_in_several_languages_is_asked_about_here():
    found = {
        model
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, StreamField) and has_words_in_languages(field.stream_block)
    }
    assert found == {site_text.model for site_text in RECORDS} | OTHERS


def stored_number(**labels: str) -> str:
    """Make the site have one number, with these labels, and return the id of its block."""
    safety = VisitorSafety.objects.get()
    safety.numbers = [builders.help_number("112", {code.replace("_", "-"): label for code, label in labels.items()})]
    safety.save()
    return str(VisitorSafety.objects.get().numbers[0].id)


def sent_number(pk: str, number: str, english: str, urdu: str) -> dict[str, Any]:
    """Return a number that has been there as a form sends it."""
    return numbers({"number": number, "labels": [("en-gb", english), ("ur", urdu)]}) | {"numbers-0-id": pk}


@pytest.mark.parametrize(
    ("number", "english", "urdu", "is_asked"),
    [
        ("112", NEW, URDU_WORDS, True),
        ("112", NEW, f"{URDU_WORDS} ایک", False),
        ("999", "Emergency", URDU_WORDS, False),
    ],
    ids=["English", "both", "the number"],
)
def test_a_number_asks_for_its_label(staff, number, english, urdu, is_asked):
    pk = stored_number(en_gb="Emergency", ur=URDU_WORDS)
    heard = save(staff, NUMBERS, **sent_number(pk, number, english, urdu))
    assert (f"You changed “Label” of “{number}”. {ASKED}" in heard) == is_asked
    assert "do not show" not in heard


def test_a_number_without_a_label_in_a_language_that_has_others_is_named(staff):
    both = {"number": "999", "labels": [("en-gb", "Emergency"), ("ur", URDU_WORDS)]}
    english = {"number": "112", "labels": [("en-gb", "Emergency")]}
    assert "Urdu pages do not show 112: it has no Urdu label." in save(staff, NUMBERS, **numbers(both, english))
    assert "do not show" not in save(staff, NUMBERS, **numbers(english))
