"""The contact form: its fields, its errors, and that nothing typed is lost."""

from dataclasses import fields

import pytest
import time_machine
from django.core import mail
from wagtail.models import Locale

from pages.enquiries.models.content import EnquiryContent
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.submissions.forms import EnquiryForm
from pages.models import OrganisationIdentity
from tests import builders
from tests.enquiries.senders import (
    EVERYTHING,
    PATH,
    WORDS,
    errors_of,
    get_form,
    open_page,
    sender,
    soup_of,
    stored,
    stored_content,
    token_of,
    write,
)

pytestmark = pytest.mark.django_db

# Whoever adds a field here has decided that an answer needs it. Never: address, date of birth, ethnicity,
# religion, immigration status, the name of whoever hurts her, a file.
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


def _published_urdu_page():
    """Publish the contact page, as it is, at an Urdu address."""
    urdu, _ = Locale.objects.get_or_create(language_code="ur")
    page = builders.seeded(builders.ContactPage).copy_for_translation(urdu, copy_parents=True)
    for each in [*page.get_ancestors().filter(locale=urdu), page]:
        each.specific.save_revision().publish()
    return page


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
    address = _published_urdu_page().get_url()
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


def test_what_may_be_left_out_says_so():
    labels = {tag["for"]: tag.text for tag in get_form(sender().get(PATH)).select("label")}
    for name in ("name", "safe_times_in_words", "needs_interpreter", "interpreter_from_elsewhere", "wants_news"):
        assert labels[f"id_{name}"].endswith("(optional)")


def test_an_empty_form_says_how_to_put_it_right():
    response = write(sender(), {})
    page = soup_of(response)
    assert response.status_code == 422
    assert page.title.text.startswith("Error: ")
    assert errors_of(response) == [
        "Choose what your message is about",
        "Write your message",
        "Choose how we may reply",
    ]
    summary = page.select_one(".error-summary")
    assert summary.has_attr("autofocus") and summary["tabindex"] == "-1"
    for link in summary.select("a"):
        target = page.select_one(link["href"])
        beside = target.find_parent(class_="has-error").select_one(".error")
        assert link.text in beside.text
        assert beside["id"] in (target.get("aria-describedby") or target.find_parent("fieldset")["aria-describedby"])


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("email", "nobody", "Enter an email address in the right form, like name@example.com"),
        ("email", "a" * 250 + "@example.org", "Shorten the email address to 254 letters or fewer"),
        ("message", "x" * 20_001, "Shorten your message to 20,000 letters or fewer"),
        ("name", "x" * 201, "Shorten the name to 200 letters or fewer"),
        ("language", "klingon", "Choose a language from the list"),
        ("topic", "weather", "Choose what your message is about"),
        ("reply_by", "pigeon", "Choose how we may reply"),
    ],
)
def test_a_wrong_answer_is_kept_and_named(name, value, problem):
    words = WORDS | {"reply_by": "email", "email": "z@example.org"} | {name: value}
    response = write(sender(), words)
    assert errors_of(response) == [problem]
    assert Enquiry.objects.count() == 0


def test_no_error_empties_a_field():
    words = EVERYTHING | {"topic": "", "phone": "12", "email": "half@", "homepage": ""}
    form = get_form(write(sender(), words))
    assert form.select_one("[name=message]").text.lstrip("\n") == words["message"]
    assert form.select_one("[name=safe_times_in_words]").text.lstrip("\n") == words["safe_times_in_words"]
    for name in ("phone", "name", "email"):
        assert form.select_one(f"[name={name}]")["value"] == words[name]
    assert form.select_one("[name=language] [selected]")["value"] == "ur"
    assert [tag["value"] for tag in form.select("[name=reply_by][checked]")] == ["phone"]
    assert [tag["value"] for tag in form.select("[name=safe_times][checked]")] == ["weekday-morning"]
    assert form.select_one("[name=needs_interpreter]").has_attr("checked")


def test_a_page_that_was_open_for_a_day_keeps_the_words_and_takes_them_at_the_second_attempt():
    client = sender()
    with time_machine.travel("2026-03-01 09:00Z", tick=False) as clock:
        token = token_of(client.get(PATH))
        clock.shift(24 * 60 * 60 + 1)
        again = client.post(PATH, WORDS | {"token": token})
        assert again.status_code == 422
        assert WORDS["message"] in get_form(again).text
        assert client.post(PATH, WORDS | {"token": token_of(again)}).status_code == 303
    assert Enquiry.objects.get().status == "new"


def test_a_page_that_was_open_for_twenty_hours_is_still_good():
    client = sender()
    with time_machine.travel("2026-03-01 09:00Z", tick=False) as clock:
        token = token_of(client.get(PATH))
        clock.shift(20 * 60 * 60)
        assert client.post(PATH, WORDS | {"token": token}).status_code == 303


@pytest.mark.parametrize("token", ["", "nonsense", "WyJhIiwgdHJ1ZSwgMF0:forged", "سلام"])
def test_a_form_with_a_forged_token_is_refused_with_the_words_kept(token):
    response = sender().post(PATH, WORDS | {"token": token})
    assert response.status_code == 403
    assert WORDS["message"] in get_form(response).text
    assert Enquiry.objects.count() == 0


def test_a_form_without_a_token_is_refused_with_the_words_kept():
    response = sender().post(PATH, WORDS)
    assert response.status_code == 403
    assert WORDS["message"] in get_form(response).text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_form_is_taken_from_our_own_pages_only(headers, status):
    response = write(sender(headers=headers))
    assert response.status_code == status
    if status == 403:
        assert WORDS["message"] in get_form(response).text


def test_what_was_typed_comes_back_escaped():
    response = write(sender(), WORDS | {"topic": "", "message": "</textarea><script>alert(1)</script>"})
    assert b"<script>alert(1)" not in response.content


def test_other_pages_keep_djangos_protection():
    assert sender().post("/about/", WORDS).status_code == 403
    assert sender().post("/search/", WORDS).status_code in {403, 405}


def test_the_confirmation_has_a_reference_that_no_address_shows():
    client = sender()
    response = write(client)
    enquiry = Enquiry.objects.get()
    assert response.status_code == 303
    assert response["Location"].startswith("/contact/sent/?r=")
    assert enquiry.reference not in response["Location"]
    page = soup_of(client.get(response["Location"]))
    assert page.select_one(".reference-number").text == enquiry.reference
    assert enquiry.reference not in page.head.decode()
    assert page.title.text == "Contact us – Apna Haq"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_the_reference_is_shown_for_an_hour():
    client = sender()
    address = write(client)["Location"]
    with time_machine.travel("2030-01-01"):
        page = client.get(address)
    assert page.status_code == 200
    assert Enquiry.objects.get().reference not in page.content.decode()


@pytest.mark.parametrize("query", ["", "?r=", "?r=nonsense", "?r=%00%FF", "?r=سلام"])
def test_the_confirmation_page_helps_those_who_open_it_without_a_message(query):
    response = sender().get(f"/contact/sent/{query}")
    assert response.status_code == 200
    assert "/contact/" in [link["href"] for link in soup_of(response).select("main a")]


def test_no_response_sets_a_cookie_or_is_cached():
    client = sender()
    sent = write(client)
    answers = [
        client.get(PATH),
        write(client, {}),
        client.post(PATH, WORDS),
        sent,
        client.get(sent["Location"]),
        client.get("/contact/sent/"),
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 403, 303, 200, 200]
    for answer in answers:
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies


def test_only_where_no_script_runs_the_browser_is_asked_to_forget_the_page():
    page = soup_of(sender().get("/contact/sent/"))
    address = page.select_one("noscript img")["src"]
    answer = sender().get(address)
    assert (answer.status_code, answer["Clear-Site-Data"]) == (204, '"cache"')
    assert "Clear-Site-Data" not in sender().get("/contact/sent/")


def test_a_double_click_a_refresh_and_a_press_of_back_send_once():
    client = sender()
    token = open_page(client)
    answers = [write(client, token=token) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303] * 3
    assert (
        len({soup_of(client.get(answer["Location"])).select_one(".reference-number").text for answer in answers}) == 1
    )
    assert Enquiry.objects.count() == 1


def test_other_words_from_the_same_page_are_another_message():
    client = sender()
    token = open_page(client)
    write(client, token=token)
    write(client, WORDS | {"message": "One more thing that I forgot to say."}, token=token)
    assert Enquiry.objects.count() == 2


def test_the_same_words_from_another_page_are_another_message():
    client = sender()
    write(client)
    write(client)
    assert Enquiry.objects.count() == 2


def test_the_sender_gets_no_mail(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        stored(WORDS | {"reply_by": "email", "email": "z@example.org"})
    assert not mail.outbox


def test_the_organisations_own_number_stands_above_the_form():
    OrganisationIdentity.objects.update_or_create(defaults={"telephone": "01709 000000"}, site_id=1)
    page = sender().get(PATH).content.decode()
    main = page[page.index("<main") :]
    assert main.index("01709 000000") < main.index("<form")


def test_on_the_urdu_page_urdu_is_the_language_of_a_message_that_names_none():
    page = _published_urdu_page()
    response = write(sender(), path=page.get_url())
    assert page.get_url() == "/ur/contact/"
    assert response["Location"].startswith("/ur/contact/sent/")
    assert Enquiry.objects.get().language == "ur"


def test_the_page_answers_no_method_but_get_head_and_post():
    assert sender().head(PATH).status_code == 200
    for method in ("put", "patch", "delete"):
        assert getattr(sender(), method)(PATH).status_code in {403, 405}
