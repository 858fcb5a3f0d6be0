"""What people agreed to whose words or pictures are on the site."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from pages.page_cache.lifetime import end_of_day

# How many days before the end whoever looks after a consent is told.
FIRST_REMINDER_DAYS = 30
SECOND_REMINDER_DAYS = 7


class ConsentStage(models.IntegerChoices):
    """How near the end of a consent is."""

    RUNNING = 0, "Runs"
    ENDS_IN_A_MONTH = 1, "Ends within a month"
    ENDS_IN_A_WEEK = 2, "Ends within a week"
    ENDED = 3, "Ended"


class ConsentQuerySet(models.QuerySet):
    """Consents by their end."""

    def ended(self) -> "ConsentQuerySet":
        """Return those whose last day has passed, and those that were withdrawn."""
        return self.filter(Q(is_withdrawn=True) | Q(ends_on__lt=localdate()))

    def ending(self, within: timedelta = timedelta(days=FIRST_REMINDER_DAYS)) -> "ConsentQuerySet":
        """Return those that end within a time, and have not ended."""
        today = localdate()
        return self.filter(is_withdrawn=False, ends_on__gte=today, ends_on__lte=today + within)


class Consent(index.Indexed, models.Model):
    """What one person agreed to, when and until when. Seen by staff alone, never by visitors.

    Pictures, quotations and interviews name the consent that they rely on.
    """

    person = models.CharField(
        "whose words or picture",
        max_length=200,
        help_text="So that colleagues know who is meant. Never shown on the site.",
    )
    scope = models.TextField(
        "what was agreed", help_text="Which words or pictures, where they may be shown, and with which name."
    )
    agreed_by = models.CharField(
        "who agreed",
        max_length=200,
        help_text="The person named above, or who may agree for them, for example a parent.",
    )
    agreed_on = models.DateField("agreed on", null=True, blank=True)
    ends_on = models.DateField(
        "until when",
        null=True,
        blank=True,
        help_text="The last day. The words or the picture are left out after it. Leave empty if there is no end.",
    )
    is_withdrawn = models.BooleanField(
        "withdrawn",
        default=False,
        help_text="Tick this if the person no longer agrees. The words or the picture are left out as "
        "soon as you save.",
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="who looks after it",
        help_text="Is told by email before it ends, so that the person can be asked again.",
    )
    # The last stage about which an email was sent. See `pages.consents.reminders`.
    told_stage = models.PositiveSmallIntegerField(
        choices=ConsentStage.choices, default=ConsentStage.RUNNING, editable=False
    )
    # Whether what follows the end has been done. See `pages.consents.ended`.
    end_is_applied = models.BooleanField(default=False, editable=False)

    objects = ConsentQuerySet.as_manager()

    panels = [
        FieldPanel("person"),
        FieldPanel("scope"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("agreed_by", "agreed_on", "ends_on", "is_withdrawn")], "Agreement"
        ),
        FieldPanel("responsible"),
    ]
    search_fields = [index.AutocompleteField("person")]

    class Meta:
        ordering = ["person", "-agreed_on"]

    def __str__(self) -> str:
        if self.is_withdrawn:
            return f"{self.person}, withdrawn"
        return f"{self.person}, until {self.ends_on:%-d %B %Y}" if self.ends_on else self.person

    def clean(self) -> None:
        """Require an end after the beginning."""
        super().clean()
        if self.agreed_on and self.ends_on and self.ends_on < self.agreed_on:
            raise ValidationError({"ends_on": "Choose a day after the one on which it was agreed."})

    def has_ended(self, today: date | None = None) -> bool:
        """Return whether it was withdrawn or its last day has passed, in the time zone of the site."""
        return self.is_withdrawn or (self.ends_on is not None and self.ends_on < (today or localdate()))

    @property
    def ends_at(self) -> datetime | None:
        """The moment from which it holds no more: midnight after its last day, in the time zone of the site."""
        return end_of_day(self.ends_on) if self.ends_on else None

    @property
    def stage(self) -> ConsentStage:
        """How near its end is today."""
        if self.has_ended():
            return ConsentStage.ENDED
        days = (self.ends_on - localdate()).days if self.ends_on else None
        if days is None or days > FIRST_REMINDER_DAYS:
            return ConsentStage.RUNNING
        return ConsentStage.ENDS_IN_A_WEEK if days <= SECOND_REMINDER_DAYS else ConsentStage.ENDS_IN_A_MONTH

    @property
    def state(self) -> str:
        """How it stands, in words that follow “This consent”."""
        if self.is_withdrawn:
            return "was withdrawn"
        if not self.ends_on:
            return "has no end"
        return f"{'ended' if self.has_ended() else 'ends'} on {self.ends_on:%-d %B %Y}"
