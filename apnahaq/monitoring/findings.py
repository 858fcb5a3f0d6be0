"""What a check finds."""

from dataclasses import dataclass

from django.db import models


class Level(models.TextChoices):
    """How urgent a finding is. Only a problem is told by email."""

    OK = "ok", "OK"
    WARNING = "warning", "have a look"
    PROBLEM = "problem", "needs help"


@dataclass(frozen=True)
class Finding:
    """What was found about a part of the site, and what to do about it, in a sentence each.

    Nothing of a visitor may be in it: no address, path, name or reference. `name` is the same for as long as the same
    thing is wrong.
    """

    name: str
    title: str
    level: Level
    found: str
    advice: str = ""
