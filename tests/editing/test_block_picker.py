"""The list from which an editor picks a block shows each one with a picture, a sentence and its own noun."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail.blocks import Block
from wagtail.fields import StreamField

from tests import builders
from tests.reading import parsed, plain

pytestmark = pytest.mark.django_db


def pickable() -> Iterator[tuple[str, Block]]:
    """Yield every block that an editor can pick, of every page, setting and snippet, and where."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, StreamField) and field.model is model:
                for name, block in field.stream_block.child_blocks.items():
                    yield f"{model.__name__}.{field.name}.{name}", block


BLOCKS = dict(pickable())
# The same block in the same kind of field looks the same wherever it is picked.
EACH_ONCE = list({(type(block), block.name): (where, block) for where, block in BLOCKS.items()}.values())


def test_there_are_blocks_to_pick() -> None:
    assert len(EACH_ONCE) >= 20


@pytest.mark.parametrize(("where", "block"), BLOCKS.items(), ids=list(BLOCKS))
def test_every_block_says_in_a_sentence_what_it_is_for(where: str, block: Block) -> None:
    assert re.fullmatch(r"[A-Z].{10,100}\.", block.get_description())
    assert block.meta.icon != "placeholder"
    assert block.is_previewable


@pytest.mark.parametrize(("where", "block"), EACH_ONCE, ids=[where for where, _block in EACH_ONCE])
def test_every_block_shows_a_sample_of_itself_on_a_site_without_any_content(
    client: Client, where: str, block: Block
) -> None:
    client.force_login(builders.superuser(), backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    shown = parsed(response).main
    # It says that it is a sample: nobody takes it for a page of the site.
    assert "sample" in plain(shown.get_text()).lower() or "نمونہ" in shown.get_text()


def test_a_picture_is_called_a_picture_in_the_picker_and_shown_there(client: Client) -> None:
    block = BLOCKS["StandardPage.body.image"]
    assert block.label == "Picture"
    assert block.child_blocks["image"].child_blocks["image"].label == "Picture"
    client.force_login(builders.superuser(), backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    picture = parsed(response).select_one("figure img")
    assert client.get(picture["src"]).status_code == 200
    assert picture["alt"]


def test_blocks_and_their_fields_do_not_share_a_label_with_another_thing() -> None:
    for where in ("StandardPage.body", "BlogPage.body"):
        labels = [block.label for name, block in BLOCKS.items() if name.startswith(f"{where}.")]
        assert len(labels) == len(set(labels))
