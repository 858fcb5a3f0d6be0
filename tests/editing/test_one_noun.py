"""One noun for one thing: what staff upload and show is a picture, wherever the admin speaks of it."""

import re
from pathlib import Path

import pytest
import wagtail
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from tests import builders
from tests.editing.editor import edit_address
from tests.reading import parsed, words

OTHER_NOUN = re.compile(r"\bimages?\b", re.IGNORECASE)
# Wagtail's translations of Python and templates; its scripts read theirs from a catalogue that cannot be added to.
CATALOGUES = sorted(Path(wagtail.__file__).parent.rglob("locale/en/LC_MESSAGES/django.po"))


def test_every_sentence_of_wagtail_about_images_speaks_of_pictures() -> None:
    others = []
    for path in CATALOGUES:
        with path.open("rb") as file:
            catalogue = read_po(file, locale="en")
        for message in catalogue:
            if not OTHER_NOUN.search(" ".join(message.id) if isinstance(message.id, tuple) else message.id):
                continue
            with override("en-gb"):
                said = (
                    [ngettext(*message.id, number) for number in (1, 2)]
                    if isinstance(message.id, tuple)
                    else [gettext(message.id)]
                )
            others += [each for each in said if OTHER_NOUN.search(re.sub(r"%\(\w+\)s", "", each))]
    assert others == []


@pytest.mark.django_db
def test_no_screen_speaks_of_images(client: Client) -> None:
    client.force_login(builders.superuser(), backend="django.contrib.auth.backends.ModelBackend")
    picture = builders.image()
    page = builders.standard_page(title="Every block", body=builders.every_block())
    addresses = [
        reverse("wagtailadmin_home"),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:add"),
        reverse("wagtailimages:add_multiple"),
        reverse("wagtailimages:edit", args=[picture.pk]),
        reverse("wagtailimages:delete", args=[picture.pk]),
        reverse("wagtailusers_groups:add"),
        edit_address(page),
    ]
    said = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        said[address] = OTHER_NOUN.findall(words(parsed(response).body))
    assert {address: found for address, found in said.items() if found} == {}


@pytest.mark.django_db
def test_the_dialog_for_choosing_a_picture_says_so(client: Client) -> None:
    client.force_login(builders.user("Writer"), backend="django.contrib.auth.backends.ModelBackend")
    dialog = client.get(reverse("wagtailimages_chooser:choose")).json()["html"]
    assert "Choose a picture" in dialog
    assert not OTHER_NOUN.search(re.sub(r"<[^>]*>", "", dialog))
