"""The contact form: its fields, its errors, and that nothing typed is lost."""

from dataclasses import fields

import pytest

from pages.enquiries.models.content import EnquiryContent
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.submissions.forms import EnquiryForm
from pages.models import OrganisationIdentity
from tests.enquiries.senders import (
    EVERYTHING,
    PATH,
    WORDS,
    errors_of,
    get_form,
    published_urdu_page,
    sender,
    stored,
    stored_content,
    write,
)

pytestmark = pytest.mark.django_db

# Whoever adds a field here has decided that an answer needs it. Never: address, date of birth, ethnicity,
# religion, immigration status, the name of the abuser, a file.
ASKED = {
    "topic",
    "message",
    "reply_by",
    "email",
    "phone",
    "may_leave_voicemail",
    "may_say_who_we_are",
    "safe_times",
    "safe_times_in_words",
    "name",
    "language",
    "needs_interpreter",
    "interpreter_from_elsewhere",
    "wants_news",
}
NOT_ASKED = {"token", "homepage"}


def test_the_form_asks_for_these_things_and_no_others():
    assert set(EnquiryForm.base_fields) == ASKED | NOT_ASKED
    assert {each.name for each in fields(EnquiryContent)} == ASKED - {"topic", "language"}
    shown = {tag["name"] for tag in get_form(sender().get(PATH)).select("[name]")}
    assert shown == ASKED | NOT_ASKED


def test_every_visitor_gets_the_same_fields_and_a_token_of_their_own():
    tokens, fields_shown = set(), set()
    for _ in range(3):
        form = get_form(sender().get(PATH))
        token = form.select_one("[name=token]").extract()
        tokens.add(token["value"])
        fields_shown.add(str(form))
    assert len(tokens) == 3
    assert len(fields_shown) == 1
    assert not [token for token in tokens if token in str(fields_shown)]


def test_what_somebody_typed_is_not_shown_to_the_next_visitor():
    before = get_form(sender().get(PATH))
    refused = write(sender(), WORDS | {"reply_by": "email", "email": "not-an-address"})
    assert refused.status_code == 422 and WORDS["message"] in get_form(refused).text
    after = get_form(sender().get(PATH))
    for form in (before, after):
        form.select_one("[name=token]").extract()
    assert str(after) == str(before)


def test_fields_are_not_shared_between_topics_or_languages():
    chosen = [
        [tag["value"] for tag in get_form(sender().get(PATH, {"topic": topic})).select("[name=topic][checked]")]
        for topic in ("media", "", "data", "unknown", "media")
    ]
    assert chosen == [["media"], [], ["data"], [], ["media"]]
    english = get_form(sender().get(PATH)).select_one("label[for=id_message]").text
    address = published_urdu_page().get_url()
    assert get_form(sender().get(address)).select_one("label[for=id_message]").text != english
    assert get_form(sender().get(PATH)).select_one("label[for=id_message]").text == english


def test_the_page_opens_with_the_numbers_to_call_and_says_who_reads():
    EnquirySettings.objects.update(read_by="Two caseworkers read every message on weekdays.")
    page = sender().get(PATH).content.decode()
    main = page[page.index("<main") :]
    assert main.index("0808 2000 247") < main.index("<form")
    assert main.index("This form is not an emergency service") < main.index("<form")
    assert main.index("Two caseworkers read every message on weekdays.") < main.index("<form")


@pytest.mark.parametrize("topic", ["support", "anti-racism", "workshop", "media", "partnership", "data", "other"])
def test_the_address_can_choose_the_topic(topic):
    form = get_form(sender().get(f"{PATH}?topic={topic}"))
    assert [tag["value"] for tag in form.select("[name=topic][checked]")] == [topic]


@pytest.mark.parametrize("topic", ["", "unknown", "<script>"])
def test_an_unknown_topic_in_the_address_chooses_nothing(topic):
    assert not get_form(sender().get(PATH, {"topic": topic})).select("[name=topic][checked]")


def test_only_topic_message_and_the_way_to_reply_are_needed():
    assert stored_content() == EnquiryContent(message=WORDS["message"], reply_by="none")


@pytest.mark.parametrize(
    ("route", "detail"), [("email", {"email": "z@example.org"}), ("phone", {"phone": "01709 000000"}),
                          ("text", {"phone": "07700900982"})]
)  # fmt: skip
def test_each_way_to_reply_needs_only_its_own_detail(route, detail):
    content = stored_content(WORDS | {"reply_by": route} | detail)
    assert content == EnquiryContent(message=WORDS["message"], reply_by=route, **detail)


@pytest.mark.parametrize(
    ("route", "problem"),
    [
        ("email", "Enter an email address, so that we can write to you"),
        ("phone", "Enter a phone number, so that we can call or text you"),
        ("text", "Enter a phone number, so that we can call or text you"),
    ],
)
def test_a_way_to_reply_without_its_detail_is_asked_for(route, problem):
    assert errors_of(write(sender(), WORDS | {"reply_by": route})) == [problem]


def test_every_answer_is_stored():
    enquiry = stored(EVERYTHING)
    assert (enquiry.topic, enquiry.language) == ("support", "ur")
    assert enquiry.decrypted_content() == EnquiryContent(
        message=EVERYTHING["message"],
        reply_by="phone",
        name="Zarqa Quraishi",
        phone="07700 900982",
        safe_times=["weekday-morning"],
        safe_times_in_words="Never on Fridays when he is home",
        needs_interpreter=True,
        interpreter_from_elsewhere=True,
    )


def test_answers_that_the_choice_does_not_need_are_neither_stored_nor_checked():
    content = stored_content(
        EVERYTHING | {"reply_by": "none", "email": "not an address", "safe_times_in_words": "x" * 5000}
    )
    assert (content.phone, content.email, content.safe_times, content.safe_times_in_words) == ("", "", [], "")


def test_without_permission_no_message_is_left_and_nobody_learns_who_we_are():
    form = get_form(sender().get(PATH))
    for name in ("may_leave_voicemail", "may_say_who_we_are"):
        assert [tag["value"] for tag in form.select(f"[name={name}][checked]")] == [""]
    content = stored_content(WORDS | {"reply_by": "phone", "phone": "07700 900982"})
    assert (content.may_leave_voicemail, content.may_say_who_we_are) == (False, False)


def test_news_is_never_ticked_beforehand_and_never_sent_to_whoever_asks_for_support():
    assert not get_form(sender().get(PATH)).select("[name=wants_news][checked]")
    assert not stored_content(WORDS | {"wants_news": "on"}).wants_news
    assert stored_content(WORDS | {"topic": "media", "wants_news": "on"}).wants_news


def test_the_browser_checks_and_cuts_off_nothing():
    form = get_form(sender().get(PATH))
    assert form.has_attr("novalidate")
    assert not form.select("[required], [maxlength], [pattern]")


def test_names_addresses_and_numbers_can_be_filled_in_by_the_browser_and_nothing_else():
    typed = get_form(sender().get(PATH)).select(
        "input[type=text], input[type=email], input[type=tel], textarea, select"
    )
    tokens = {tag["name"]: tag["autocomplete"] for tag in typed}
    filled_in = {"name": "name", "email": "email", "phone": "tel"}
    assert tokens == dict.fromkeys(tokens, "off") | filled_in


@pytest.mark.parametrize(
    ("path", "said"),
    [(PATH, "Your browser may remember it."), (f"/ur{PATH}", "آپ کا براؤزر اسے یاد رکھ سکتا ہے۔")],
    ids=["English", "Urdu"],
)
def test_whoever_writes_an_address_or_a_number_is_told_that_the_browser_may_remember_it(path, said):
    form = get_form(sender().get(path))
    for name in ("email", "phone"):
        described_by = form.find(attrs={"name": name})["aria-describedby"].split()
        assert any(said in form.find(id=each).get_text() for each in described_by)


def test_what_may_be_left_out_says_so():
    labels = {tag["for"]: tag.text for tag in get_form(sender().get(PATH)).select("label")}
    for name in ("name", "safe_times_in_words", "needs_interpreter", "interpreter_from_elsewhere", "wants_news"):
        assert labels[f"id_{name}"].endswith("(optional)")


def test_the_organisations_own_number_stands_above_the_form():
    OrganisationIdentity.objects.update_or_create(defaults={"telephone": "01709 000000"}, site_id=1)
    page = sender().get(PATH).content.decode()
    main = page[page.index("<main") :]
    assert main.index("01709 000000") < main.index("<form")


def test_on_the_urdu_page_urdu_is_the_language_of_a_message_that_names_none():
    page = published_urdu_page()
    response = write(sender(), path=page.get_url())
    assert page.get_url() == "/ur/contact/"
    assert response["Location"].startswith("/ur/contact/sent/")
    assert Enquiry.objects.get().language == "ur"


def test_the_page_answers_no_method_but_get_head_and_post():
    assert sender().head(PATH).status_code == 200
    for method in ("put", "patch", "delete"):
        assert getattr(sender(), method)(PATH).status_code in {403, 405}
