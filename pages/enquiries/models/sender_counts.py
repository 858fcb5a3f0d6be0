"""How many messages came from one client IP within an hour, and how much of the database they take."""

from django.db import models


class SenderWindow(models.Model):
    """An hour in which messages are counted, with the random salt without which its counts cannot be linked."""

    starts_at = models.DateTimeField(unique=True)
    salt = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()


class SenderCount(models.Model):
    """What came from one client IP within an hour. Stored as a salted digest, never as an address.

    `size` is the length of the encrypted texts, in bytes.
    """

    window = models.ForeignKey(SenderWindow, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["window", "digest"], name="one_count_per_sender")]
        default_permissions = ()
