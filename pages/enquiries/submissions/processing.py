"""Checks a submitted form and decides on the answer. Nothing that was typed is lost."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from pages.contact_topics import ContactTopic
from pages.enquiries.models.languages import SPOKEN_LANGUAGES
from pages.enquiries.spam import TooManyMessagesError, client_ip_to_count
from pages.enquiries.submissions.forms import EnquiryForm
from pages.enquiries.submissions.submit import submit
from pages.enquiries.submissions.tokens import (
    ExpiredTokenError,
    InvalidTokenError,
    is_from_this_site,
    new_token,
    read_token,
)


@dataclass(frozen=True)
class SubmissionResult:
    """The form to show again with its HTTP status, or the reference of the enquiry that was stored.

    `retry_after` is in seconds, 0 where no limit was reached.
    """

    form: EnquiryForm
    status: int = 200
    must_send_again: bool = False
    retry_after: int = 0
    reference: str = ""


def unbound_form(request: HttpRequest) -> EnquiryForm:
    """Return a new form, with the topic that the address names and the language of the page."""
    topic = request.GET.get("topic", "")
    return EnquiryForm(
        initial=_initial() | {"token": new_token(), "topic": topic if topic in ContactTopic.values else ""}
    )


def process(request: HttpRequest) -> SubmissionResult:
    """Check a submitted form and store it. Raises `submit.NotStoredError` where a valid one could not be stored.

    422: something is missing, or the page had been open for more than a day. 403: the form came from
    elsewhere. 429: a limit of what is stored was reached. All show what was typed.
    """
    form = EnquiryForm(request.POST, initial=_initial())
    if not is_from_this_site(request):
        return SubmissionResult(refilled_form(request), status=403, must_send_again=True)
    try:
        token = read_token(request.POST.get("token", ""))
    except InvalidTokenError:
        return SubmissionResult(refilled_form(request), status=403, must_send_again=True)
    except ExpiredTokenError:
        return SubmissionResult(refilled_form(request), status=422, must_send_again=True)
    if not form.is_valid():
        return SubmissionResult(form, status=422)
    try:
        return SubmissionResult(form, reference=submit(form, token, client_ip_to_count(request)))
    except TooManyMessagesError as error:
        return SubmissionResult(refilled_form(request), status=429, retry_after=error.retry_after)


def refilled_form(request: HttpRequest) -> EnquiryForm:
    """Return the form as it was filled in, with a new token."""
    data = request.POST.copy()
    data["token"] = new_token(is_first=False)
    return EnquiryForm(data, initial=_initial())


def _initial() -> dict[str, str]:
    """Return what is selected at first: the safest answers, and the language of the page."""
    page_language = get_language().split("-")[0]
    return {
        "language": page_language if page_language in dict(SPOKEN_LANGUAGES) else "en",
        "may_leave_voicemail": "",
        "may_say_who_we_are": "",
    }
