"""Whoever leaves the site does not arrive on it: the exit leads to another one, however its address is written."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from pages.models import VisitorSafety

pytestmark = pytest.mark.django_db

OWN = [
    "https://www.apnahaq.example.org/weather",
    "https://apnahaq.example.org",
    "https://APNAHAQ.example.org./",
    "https://apnahaq.example.org:8443/",
    "https://staging.apnahaq.example.org/",
    "https://www.bbc.co.uk@apnahaq.example.org/",
    "https://apnahaq.example.org\\@www.bbc.co.uk/",
    "https://apnahaq%2Eexample.org/",
    "https://apnahaq。example。org/",
    "https://second.example.com/",
    "https://allowed.example.net/",
    "https://any.wild.example.net/",
    "https://www.bücher.example/",
    "https://xn--bcher-kva.example/",
    "https://localhost/",
    "https://localhost.:8000/",
    "https://apnahaq.local/",
    "https://intranet/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://10.0.0.5/",
    "https://192.168.1.4/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fe80::1]/",
    "https://203.0.113.7/",
]
OTHER = [
    "https://www.bbc.co.uk/weather",
    "https://www.google.co.uk/",
    "https://example.org/",
    "https://notapnahaq.example.org/",
    "https://apnahaq.example.org.uk/",
    "https://www.bbc.co.uk/apnahaq.example.org",
]


@pytest.fixture(autouse=True)
def names(settings):
    """Give the site names in each place that can name it."""
    settings.SITE_URL = "https://www.apnahaq.example.org"
    settings.ALLOWED_HOSTS = ["allowed.example.net", ".wild.example.net"]
    Site.objects.update(hostname="second.example.com")
    Site.objects.create(hostname="bücher.example", port=443, root_page=Site.objects.get().root_page)


def refusal(address: str) -> str:
    try:
        VisitorSafety(exit_url=address).clean()
    except ValidationError as error:
        return " ".join(error.message_dict["exit_url"])
    return ""


@pytest.mark.parametrize("address", OWN)
def test_an_exit_that_leads_to_this_site_is_refused(address):
    assert refusal(address) == "This leads to this website. Write the address of another, neutral one."


@pytest.mark.parametrize("address", OTHER)
def test_an_exit_that_leads_to_another_site_is_taken(address):
    assert refusal(address) == ""
