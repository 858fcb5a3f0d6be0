"""Nobody changes or deletes what visitors see on a live page that she may not publish."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from pages.models import Consent, DeletedFile, GlossaryTerm, SiteDocument, SiteImage, Topic
from pages.seed_roles import SNIPPETS
from tests import builders
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = pytest.mark.django_db
