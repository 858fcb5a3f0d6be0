"""The part of an enquiry that is encrypted."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReplyRoute(models.TextChoices):
    """How the sender wants to be answered."""

    EMAIL = "email", _("Email")
    PHONE = "phone", _("Phone call")
    TEXT = "text", _("Text message")
    NONE = "none", _("I will contact you")


class SafeTime(models.TextChoices):
    """When it is safe to call or text, in UK time. Coarse, so that it can be answered at a glance."""

    WEEKDAY_MORNING = "weekday-morning", _("Monday to Friday, 9am to 12 noon")
    WEEKDAY_AFTERNOON = "weekday-afternoon", _("Monday to Friday, 12 noon to 5pm")
    WEEKDAY_EVENING = "weekday-evening", _("Monday to Friday, 5pm to 8pm")
    WEEKEND = "weekend", _("Saturday and Sunday, 9am to 8pm")

    @property
    def hours(self) -> range:
        """The full hours of the day during which it is safe."""
        return {
            SafeTime.WEEKDAY_MORNING: range(9, 12),
            SafeTime.WEEKDAY_AFTERNOON: range(12, 17),
            SafeTime.WEEKDAY_EVENING: range(17, 20),
            SafeTime.WEEKEND: range(9, 20),
        }[self]

    def includes(self, moment: datetime) -> bool:
        """Tell whether a moment, in local time, lies in this time."""
        is_weekend = moment.weekday() >= 5
        return is_weekend == (self is SafeTime.WEEKEND) and moment.hour in self.hours


@dataclass(frozen=True)
class EnquiryContent:
    """Everything that a sender typed or ticked, apart from the topic and the language."""

    message: str
    reply_by: str = ReplyRoute.NONE
    name: str = ""
    email: str = ""
    phone: str = ""
    may_leave_voicemail: bool = False
    may_say_who_we_are: bool = False
    safe_times: list[str] = field(default_factory=list)
    safe_times_in_words: str = ""
    needs_interpreter: bool = False
    interpreter_from_elsewhere: bool = False
    wants_news: bool = False

    @property
    def is_by_phone(self) -> bool:
        """Whether the sender is to be reached by telephone, by voice or by text."""
        return self.reply_by in {ReplyRoute.PHONE, ReplyRoute.TEXT}

    @property
    def contact_detail(self) -> str:
        """The email address or number that we may use; "" where there is none."""
        return self.phone if self.is_by_phone else self.email

    def is_safe_now(self, now: datetime | None = None) -> bool | None:
        """Tell whether the sender may be called at this moment; None if they ticked no times.

        Where it is None, only the sender's own words can say, and a person must read them.
        """
        if not self.safe_times:
            return None
        moment = timezone.localtime(now)
        return any(SafeTime(value).includes(moment) for value in self.safe_times)

    def to_json(self) -> str:
        """Return the content as text, the same for the same content."""
        # Not escaped: Urdu and emoji would take three times the space.
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "EnquiryContent":
        """Return the content that `to_json` wrote."""
        return cls(**json.loads(text))
