"""When a job last ran, and how it went."""

from django.db import models
from django.utils import timezone


class JobRun(models.Model):
    """The last run of a job. `next_run_at` is also the claim: a worker that starts a job moves it first."""

    name = models.CharField(max_length=40, unique=True)
    next_run_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    detail = models.CharField(max_length=200, blank=True)
    # Whether the job waits for somebody's decision; `detail` says for which.
    is_stopped = models.BooleanField(default=False)

    class Meta:
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.name
