"""What people agreed to whose words or pictures are on the site."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localdate
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index


class Consent(index.Indexed, models.Model):
    """What one person agreed to, when and until when. Seen by staff alone, never by visitors.

    Pictures, quotations and interviews name the consent on which they rest.
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
        "who agreed", max_length=200, help_text="The person herself, or who may agree for her, for example a parent."
    )
    agreed_on = models.DateField("agreed on", null=True, blank=True)
    ends_on = models.DateField(
        "until when",
        null=True,
        blank=True,
        help_text="The last day. The words or the picture are left out after it. Leave empty if there is no end.",
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

    panels = [
        FieldPanel("person"),
        FieldPanel("scope"),
        MultiFieldPanel([FieldPanel(name) for name in ("agreed_by", "agreed_on", "ends_on")], "Agreement"),
        FieldPanel("responsible"),
    ]
    search_fields = [index.AutocompleteField("person")]

    class Meta:
        ordering = ["person", "-agreed_on"]

    def __str__(self) -> str:
        return f"{self.person}, until {self.ends_on:%-d %B %Y}" if self.ends_on else self.person

    def clean(self) -> None:
        """Require an end after the beginning."""
        super().clean()
        if self.agreed_on and self.ends_on and self.ends_on < self.agreed_on:
            raise ValidationError({"ends_on": "Choose a day after the one on which it was agreed."})

    def has_ended(self, today: date | None = None) -> bool:
        """Return whether the last day of the consent has passed, in the time zone of the site."""
        return self.ends_on is not None and self.ends_on < (today or localdate())
