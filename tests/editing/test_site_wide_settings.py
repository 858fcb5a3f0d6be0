"""Settings of the whole site are refused where they would mislead or endanger, and otherwise show at once."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from pages.models import Announcement, OrganisationIdentity, VisitorSafety
from tests import builders
from tests.builders import URDU_WORDS
from tests.editing import editor
from tests.editing.site_texts import NO_OTHER_LANGUAGES, in_urdu, number, numbers
from tests.enquiries.staff import browser
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return browser("site manager")


def form_for(model) -> str:
    """Return the address of the form of what a site has once."""
    name = f"wagtailsnippets_pages_{model._meta.model_name}:edit"
    return reverse(name, args=[model.for_site(builders.home().get_site()).pk])


ANNOUNCEMENT = {
    "text": "Closed on Friday",
    "page": "",
    "link_text": "",
    "starts_at": "",
    "ends_at": "",
} | NO_OTHER_LANGUAGES


def shown(client, path: str = "/about/") -> str:
    """Return the text of the announcement on a page, or an empty string."""
    notice = parsed(client.get(path)).select_one("section.announcement")
    return words(notice) if notice else ""


def test_an_announcement_shows_on_every_page_from_its_beginning_to_its_end(client, moderator, time_machine):
    assert shown(client) == ""
    link = {"page": str(builders.home().pk), "link_text": "Our opening times"}
    dates = {"starts_at": "2030-07-01 09:00", "ends_at": "2030-07-02 17:30"}
    assert moderator.post(form_for(Announcement), ANNOUNCEMENT | link | dates).status_code == 302
    # In summer the office's clock is an hour ahead of universal time.
    for moment, is_shown in {
        "2030-07-01T07:59:59Z": False,
        "2030-07-01T08:00:01Z": True,
        "2030-07-02T16:29:59Z": True,
        "2030-07-02T16:30:01Z": False,
    }.items():
        time_machine.move_to(moment, tick=False)
        for path in ("/", "/about/", "/no-such-page/"):
            assert shown(client, path) == ("Closed on Friday Our opening times" if is_shown else ""), (moment, path)


@pytest.mark.parametrize("end", ["2030-07-01 08:59", "2030-07-01 09:00"])
def test_an_announcement_does_not_end_before_it_begins(client, moderator, end):
    dates = {"starts_at": "2030-07-01 09:00", "ends_at": end}
    refused = moderator.post(form_for(Announcement), ANNOUNCEMENT | dates)
    assert editor.error_of(refused, "ends_at") == "Choose a time after the announcement begins."
    assert editor.form_of(refused)["text"] == ["Closed on Friday"]
    assert shown(client) == ""


def test_the_link_of_an_announcement_needs_a_text(client, moderator):
    refused = moderator.post(form_for(Announcement), ANNOUNCEMENT | {"page": str(builders.home().pk)})
    assert editor.error_of(refused, "link_text") == "Say in a few words where the link leads."
    assert shown(client) == ""


@pytest.mark.parametrize(
    ("link_text", "in_urdu_text", "language"),
    [("Click here", "", "English"), ("Our opening times", "یہاں کلک کریں", "Urdu")],
)
def test_the_link_of_an_announcement_says_where_it_leads(client, moderator, link_text, in_urdu_text, language):
    link = {"page": str(builders.home().pk), "link_text": link_text}
    urdu = in_urdu(text=URDU_WORDS, link_text=in_urdu_text)
    refused = moderator.post(form_for(Announcement), ANNOUNCEMENT | link | urdu)
    assert refused.status_code == 200
    assert "Say where it leads" in refused.content.decode()
    assert (editor.error_of(refused, "link_text") == "") is (language == "Urdu")
    assert shown(client) == ""


@pytest.fixture
def safety(moderator):
    """Return the form of the numbers and the exit, with one number."""
    return editor.form_of(moderator.get(form_for(VisitorSafety))) | numbers(number("999")) | NO_OTHER_LANGUAGES


UNSAFE = "Write an address that begins with https:// and has no ? or # in it."


def test_the_form_refuses_an_exit_address_with_a_query_or_fragment(client, moderator, safety):
    before = client.get("/exit/").headers["Location"]
    target = "https://www.example.org/?from=apna-haq"
    refused = moderator.post(form_for(VisitorSafety), safety | {"exit_url": target})
    assert editor.error_of(refused, "exit_url") == UNSAFE
    assert editor.form_of(refused)["exit_url"] == [target]
    assert client.get("/exit/").headers["Location"] == before


@pytest.mark.parametrize(
    "target",
    [
        "http://www.example.org/",
        "https://www.example.org/#weather",
        "javascript:alert(1)",
        "ftp://www.example.org/",
        "//www.example.org/",
        "/about/",
        "",
    ],
)
def test_an_unsafe_exit_address_is_refused(target):
    safety = VisitorSafety.objects.get()
    safety.exit_url = target
    with pytest.raises(ValidationError) as refusal:
        safety.full_clean()
    assert list(refusal.value.message_dict) == ["exit_url"]


@pytest.mark.parametrize("target", ["https://www.example.org/weather", "www.example.org/weather"])
def test_a_new_exit_address_is_used_at_once(client, moderator, safety, target, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert moderator.post(form_for(VisitorSafety), safety | {"exit_url": target}).status_code == 302
    assert client.get("/exit/").headers["Location"] == "https://www.example.org/weather"


def test_a_change_of_the_organisation_shows_on_every_page(client, moderator):
    form = editor.form_of(moderator.get(form_for(OrganisationIdentity))) | NO_OTHER_LANGUAGES
    form["charity_number"] = "1000000"
    assert moderator.post(form_for(OrganisationIdentity), form).status_code == 302
    assert "1000000" in words(parsed(client.get("/about/")).find("footer"))


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ('<a href="https://example.org/">click here</a>', "does not say where it leads."),
        ('<a href="tel:998">999</a>', "dials 998."),
    ],
    ids=["vague", "another number"],
)
@pytest.mark.parametrize("language", ["English", "Urdu"])
def test_the_biography_of_a_person_has_no_link_that_misleads_in_any_language(moderator, link, said, language):
    person = builders.person()
    address = reverse("wagtailsnippets_pages_person:edit", args=[person.pk])
    bios = {"English": editor.rich_text("<p>Sample words.</p>"), "Urdu": editor.rich_text("")}
    bios[language] = editor.rich_text(f"<p>To reach her: {link}.</p>")
    form = editor.typed(name="Sample Person", role="", bio=bios["English"])
    refused = moderator.post(address, form | in_urdu(name="", role="", bio=bios["Urdu"]))
    assert refused.status_code == 200
    assert said in refused.content.decode()
    person.refresh_from_db()
    assert (person.bio, len(person.in_other_languages)) == ("", 0)
