"""How may the sender of a message be reached? What the card says before anybody sees her number."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from pages.enquiries.contents import Contents, ReplyRoute, SafeTime
from pages.enquiries.models import Enquiry

# What the form asks her in the first person, told to those who answer her.
ROUTES = {
    ReplyRoute.EMAIL: "By email, and in no other way.",
    ReplyRoute.PHONE: "By a phone call, and in no other way.",
    ReplyRoute.TEXT: "By a text message, and in no other way.",
    ReplyRoute.NONE: "Do not contact her. She will contact us.",
}


@dataclass(frozen=True)
class Row:
    """A line of the card. `is_hers` marks what she typed, in whatever script and direction."""

    question: str
    answer: str
    is_hers: bool = False
    is_refusal: bool = False


@dataclass(frozen=True)
class SafeContact:
    """How to reach the sender of one message safely."""

    enquiry: Enquiry
    contents: Contents

    @property
    def rows(self) -> list[Row]:
        """What she allowed, in the order in which it is needed."""
        return [
            Row("How", ROUTES[ReplyRoute(self.contents.reply_by)], is_refusal=not self.detail),
            *(self._rows_by_phone() if self.contents.is_by_phone else []),
            Row("Language", language_of(self.enquiry)),
            Row("Interpreter", self._interpreter()),
            Row("A name we can use", self.contents.name or "She gave none.", is_hers=bool(self.contents.name)),
            *([Row("News", "She would like news of our work.")] if self.contents.wants_news else []),
            Row("Last confirmed", date_format(timezone.localtime(self.enquiry.preferences_confirmed_at), "j F Y")),
        ]

    @property
    def detail(self) -> str:
        """The address or number that she allowed us to use; "" where there is none. Only for after the tick."""
        return self.contents.phone if self.contents.is_by_phone else self.contents.email

    @property
    def detail_label(self) -> str:
        """What the detail is called."""
        return "Phone number" if self.contents.is_by_phone else "Email address"

    @property
    def is_not_now(self) -> bool:
        """Whether this moment lies outside the times at which she may be called."""
        return self.contents.is_by_phone and self.contents.is_safe_now() is False

    @property
    def is_now(self) -> bool:
        """Whether this moment lies within those times."""
        return self.contents.is_by_phone and self.contents.is_safe_now() is True

    @property
    def is_unsure(self) -> bool:
        """Whether she is to be called and ticked no times."""
        return self.contents.is_by_phone and self.contents.is_safe_now() is None

    @property
    def is_doubted(self) -> bool:
        """Whether a colleague said that these answers no longer hold."""
        return self.enquiry.preferences_doubted_at is not None

    @property
    def is_by_text(self) -> bool:
        """Whether she is to be written a text message, which has rules of its own."""
        return self.contents.reply_by == ReplyRoute.TEXT

    @property
    def now(self) -> datetime:
        """This moment, as the clock on the wall shows it."""
        return timezone.localtime()

    @property
    def days_old(self) -> int:
        """For how many days we have relied on what she said."""
        return (timezone.now() - self.enquiry.preferences_confirmed_at).days

    def _rows_by_phone(self) -> list[Row]:
        words = self.contents.safe_times_in_words
        return [
            Row("When", self._times()),
            *([Row("When, in her own words", words, is_hers=True)] if words else []),
            self._permission("Voicemail", self.contents.may_leave_voicemail, "leave a message"),
            self._permission("If someone else answers", self.contents.may_say_who_we_are, "say who we are"),
        ]

    def _times(self) -> str:
        ticked = "; ".join(str(SafeTime(value).label) for value in self.contents.safe_times)
        return ticked or "She ticked no times."

    @staticmethod
    def _permission(question: str, is_allowed: bool, what: str) -> Row:
        if is_allowed:
            return Row(question, f"Yes, it is safe to {what}.")
        return Row(question, f"No. Never {what}.", is_refusal=True)

    def _interpreter(self) -> str:
        if not self.contents.needs_interpreter:
            elsewhere = self.contents.interpreter_from_elsewhere
            return (
                "Not asked for. If one is needed: nobody from her local community." if elsewhere else "Not asked for."
            )
        if self.contents.interpreter_from_elsewhere:
            return "Yes, and nobody from her local community."
        return "Yes."


def language_of(enquiry: Enquiry) -> str:
    """Return the name of the language that she asked for."""
    return "Another: see the message" if enquiry.language == "other" else str(enquiry.get_language_display())
