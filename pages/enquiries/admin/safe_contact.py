"""How the sender of a message may be contacted, which staff read before they see a number or an address."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from pages.enquiries.models.content import EnquiryContent, ReplyRoute, SafeTime
from pages.enquiries.models.enquiry import Enquiry

# The sender's choice, worded for the team.
ROUTES = {
    ReplyRoute.EMAIL: "By email, and in no other way.",
    ReplyRoute.PHONE: "By a phone call, and in no other way.",
    ReplyRoute.TEXT: "By a text message, and in no other way.",
    ReplyRoute.NONE: "Do not contact the sender. They will contact us.",
}


@dataclass(frozen=True)
class SafeContactAnswer:
    """An answer about safe contact. `is_typed` marks what the sender typed, in whatever script and direction."""

    question: str
    answer: str
    is_typed: bool = False
    is_refusal: bool = False


@dataclass(frozen=True)
class SafeContact:
    """How to contact the sender of one message safely."""

    enquiry: Enquiry
    content: EnquiryContent

    @property
    def answers(self) -> list[SafeContactAnswer]:
        """What the sender allowed, in the order in which it is needed."""
        name = self.content.name
        confirmed_on = date_format(timezone.localtime(self.enquiry.preferences_confirmed_at), "j F Y")
        return [
            SafeContactAnswer(
                "How", ROUTES[ReplyRoute(self.content.reply_by)], is_refusal=not self.content.contact_detail
            ),
            *(self._answers_about_phone() if self.content.is_by_phone else []),
            SafeContactAnswer("Language", language_of(self.enquiry)),
            SafeContactAnswer("Interpreter", self._interpreter()),
            SafeContactAnswer("A name we can use", name or "None was given.", is_typed=bool(name)),
            *([SafeContactAnswer("News", "Would like news of our work.")] if self.content.wants_news else []),
            SafeContactAnswer("Last confirmed", confirmed_on),
        ]

    @property
    def contact_detail_label(self) -> str:
        """What the contact detail is called."""
        return "Phone number" if self.content.is_by_phone else "Email address"

    @property
    def is_not_now(self) -> bool:
        """Whether this moment is outside the times at which the sender may be called."""
        return self.content.is_by_phone and self.content.is_safe_now() is False

    @property
    def is_now(self) -> bool:
        """Whether this moment is within those times."""
        return self.content.is_by_phone and self.content.is_safe_now() is True

    @property
    def is_unsure(self) -> bool:
        """Whether the sender is to be called and ticked no times."""
        return self.content.is_by_phone and self.content.is_safe_now() is None

    @property
    def is_withdrawn(self) -> bool:
        """Whether a colleague said that these answers no longer hold."""
        return self.enquiry.preferences_withdrawn_at is not None

    @property
    def is_by_text(self) -> bool:
        """Whether the sender is to be contacted by text message, which has rules of its own."""
        return self.content.reply_by == ReplyRoute.TEXT

    @property
    def now(self) -> datetime:
        """This moment in local time."""
        return timezone.localtime()

    @property
    def days_old(self) -> int:
        """How many days ago the answers were given or confirmed."""
        return (timezone.now() - self.enquiry.preferences_confirmed_at).days

    def _answers_about_phone(self) -> list[SafeContactAnswer]:
        words = self.content.safe_times_in_words
        return [
            SafeContactAnswer("When", self._times()),
            *([SafeContactAnswer("When, in the sender’s own words", words, is_typed=True)] if words else []),
            self._permission("Voicemail", self.content.may_leave_voicemail, "leave a message"),
            self._permission("If someone else answers", self.content.may_say_who_we_are, "say who we are"),
        ]

    def _times(self) -> str:
        ticked = "; ".join(str(SafeTime(value).label) for value in self.content.safe_times)
        return ticked or "No times were ticked."

    @staticmethod
    def _permission(question: str, is_allowed: bool, what: str) -> SafeContactAnswer:
        if is_allowed:
            return SafeContactAnswer(question, f"Yes, it is safe to {what}.")
        return SafeContactAnswer(question, f"No. Never {what}.", is_refusal=True)

    def _interpreter(self) -> str:
        from_elsewhere = self.content.interpreter_from_elsewhere
        if self.content.needs_interpreter:
            return "Yes, and nobody from the sender’s local community." if from_elsewhere else "Yes."
        if from_elsewhere:
            return "Not asked for. If one is needed: nobody from the sender’s local community."
        return "Not asked for."


def language_of(enquiry: Enquiry) -> str:
    """Return the name of the language in which the sender asked to be answered."""
    return "Another: see the message" if enquiry.language == "other" else str(enquiry.get_language_display())
