"""Renditions in a bucket are deleted when the consent to a picture ends, and not forgotten while the bucket is away."""

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from pages.jobs.runner import run_due_jobs
from pages.media.renditions import make_due_renditions
from pages.models import SiteImage, SiteRendition
from tests import builders

pytestmark = pytest.mark.django_db


def test_renditions_in_a_bucket_go_with_the_consent_also_if_the_bucket_was_away(client, bucket):
    consent = builders.consent()
    picture = builders.image(builders.picture_bytes(size=(900, 600)), consent=consent)
    address = picture.renditions.first().url
    assert client.get(address).status_code == 200
    consent.is_withdrawn = True
    consent.save()
    bucket.kill()
    run_due_jobs()
    assert SiteRendition.objects.exists()
    bucket.recover()
    default_storage.resumes_at = 1.0
    # The storage would refuse requests from a machine whose clock is ahead.
    SiteImage.objects.update(renditions_due_at=timezone.now())
    make_due_renditions()
    assert bucket.files == [SiteImage.objects.get().file.name]
    assert client.get(address).status_code == 404
