"""What comes of a form that was sent? Whatever it is, nothing that was typed is lost."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from pages.enquiries.acceptance import accept
from pages.enquiries.forms import EnquiryForm
from pages.enquiries.languages import SPOKEN_LANGUAGES
from pages.enquiries.spam import sender_address
from pages.enquiries.tokens import TokenExpired, TokenInvalid, is_from_this_site, new_token, read_token
from pages.enquiries.topics import EnquiryTopic


@dataclass(frozen=True)
class Answer:
    """What the contact page shows next: a form with a status, or nothing but the way to the thanks."""

    form: EnquiryForm
    status: int = 200
    must_send_again: bool = False
    reference: str = ""


def empty_form(request: HttpRequest) -> EnquiryForm:
    """Return a new form, with the topic that the address names and the language of the page."""
    topic = request.GET.get("topic", "")
    return EnquiryForm(
        initial=_initial() | {"token": new_token(), "topic": topic if topic in EnquiryTopic.values else ""}
    )


def answer(request: HttpRequest) -> Answer:
    """Take a form that was sent. Raises `acceptance.NotStored` where it was in order but could not be kept.

    422: something is missing, or the page had been open for more than a day. 403: the form came from
    elsewhere. Both show what was typed.
    """
    form = EnquiryForm(request.POST, initial=_initial())
    if not is_from_this_site(request):
        return Answer(form_again(request), status=403, must_send_again=True)
    try:
        token = read_token(request.POST.get("token", ""))
    except TokenInvalid:
        return Answer(form_again(request), status=403, must_send_again=True)
    except TokenExpired:
        return Answer(form_again(request), status=422, must_send_again=True)
    if not form.is_valid():
        return Answer(form, status=422)
    return Answer(form, reference=accept(form, token, sender_address(request)))


def form_again(request: HttpRequest) -> EnquiryForm:
    """Return the form as it was filled in, ready to be sent once more."""
    data = request.POST.copy()
    data["token"] = new_token(is_first=False)
    return EnquiryForm(data, initial=_initial())


def _initial() -> dict[str, str]:
    """Return what is chosen before she chooses: the safest answers, and the language of the page."""
    here = get_language().split("-")[0]
    return {
        "language": here if here in dict(SPOKEN_LANGUAGES) else "en",
        "may_leave_voicemail": "",
        "may_say_who_we_are": "",
    }
