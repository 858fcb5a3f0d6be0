"""What somebody can write to us about. Pages link to the contact form with one of these topics chosen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactTopic(models.TextChoices):
    """The topics of the contact form. The value stands in addresses: /contact/?topic=anti-racism"""

    SUPPORT = "support", _("Support for me or someone I know")
    ANTI_RACISM = "anti-racism", _("Anti-racism work and the National Plan")
    WORKSHOP = "workshop", _("A workshop or a speaker")
    MEDIA = "media", _("Press and media")
    PARTNERSHIP = "partnership", _("Partnership or funding")
    DATA = "data", _("Something about my data")
    OTHER = "other", _("Something else")
