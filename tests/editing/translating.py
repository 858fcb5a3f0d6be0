"""How tests use the translation editor: beginning a translation, saving its texts, publishing it."""

from collections.abc import Iterable
from typing import Any

from bs4 import Tag
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation

from tests import builders
from tests.builders import URDU_WORDS
from tests.editing import editor
from tests.reading import parsed

PUBLISH = {"action": "publish"}
HAND_IN = {"action": "hand-in"}
TAKE_BACK = {"action": "take-back"}


def urdu() -> Locale:
    return Locale.objects.get_or_create(language_code="ur")[0]


def address(name: str, *args: Any) -> str:
    return reverse(f"wagtail_localize:{name}", args=args)


def submit(client: Client, page: Page, **fields: Any) -> HttpResponse:
    """Ask for a page to be translated into Urdu."""
    return client.post(address("submit_page_translation", page.pk), {"locales": [urdu().pk], **fields})


def begun(client: Client, page: Page) -> Page:
    """Begin the translation of a page and return its draft."""
    assert submit(client, page).status_code == 302
    return stored(page.get_translation(urdu()))


def stored(page: Page) -> Page:
    """Return a page as it is in the database."""
    return Page.objects.get(pk=page.pk).specific


def translation_of(draft: Page) -> Translation:
    return Translation.objects.get(source__object_id=draft.translation_key, target_locale=draft.locale_id)


def texts(draft: Page) -> list[StringSegment]:
    """Return the texts of the editor, in their order."""
    segments = StringSegment.objects.filter(source=translation_of(draft).source_id)
    return list(segments.select_related("string", "context").order_by("order"))


def put(client: Client, target: str, words: str) -> HttpResponse:
    """Send what was typed to an address, as the editor does."""
    return client.generic("PUT", target, encode_multipart(BOUNDARY, {"value": words}), content_type=MULTIPART_CONTENT)


def save_text(client: Client, draft: Page, text: StringSegment, words: str) -> HttpResponse:
    """Save the translation of one text."""
    return put(client, address("edit_string_translation", translation_of(draft).pk, text.pk), words)


def translate(client: Client, draft: Page, but: Iterable[str] = (), **words: str) -> None:
    """Translate all texts but those of some fields; a field may get words of its own."""
    for text in texts(draft):
        field = text.context.path.split(".")[0]
        if field not in but:
            assert save_text(client, draft, text, words.get(field, URDU_WORDS)).status_code in {200, 201}


def above_the_texts(client: Client, draft: Page) -> Tag | None:
    """Return what the editor says of a translation above its texts, if it opens."""
    return parsed(client.get(editor.edit_address(draft))).select_one(".translation-state")


def opened(client: Client, draft: Page) -> dict[str, str]:
    """Open the editor, and return what its script sends with each button: the version that is shown."""
    state = above_the_texts(client, draft)
    names = ("loaded_revision_id", "loaded_revision_created_at")
    return {name: state.get(f"data-{name.replace('_', '-')}", "") for name in names} if state else {}


def post(client: Client, draft: Page, action: dict[str, str], since: dict[str, str] | None = None) -> HttpResponse:
    """Press a button of the editor, which was opened just now or at an earlier moment, and return what follows."""
    before = opened(client, draft) if since is None else since
    return client.post(editor.edit_address(draft), before | action, follow=True)


def newest(draft: Page) -> Page:
    """Return the draft as the editor left it."""
    return stored(draft).get_latest_revision_as_object()


def said(response: HttpResponse) -> str:
    """Return the messages of a screen."""
    return " ".join(str(message) for message in response.context["messages"])


def change(page: Page, **fields: Any) -> None:
    """Publish a page with other values."""
    page.refresh_from_db()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def translated_before_the_change(client: Client, change_original: bool = True) -> Page:
    """Return a translation whose texts are all translated, of which the original said something else meanwhile."""
    page = builders.standard_page(title="Our work", lead="<p>Roses.</p>")
    draft = begun(client, page)
    translate(client, draft)
    if change_original:
        change(page, lead="<p>Tulips.</p>")
    return draft


def bring_changes(client: Client, draft: Page) -> None:
    """Press the button of the editor, and translate what is new."""
    source = translation_of(draft).source_id
    client.post(address("update_translations", source), {"next": editor.edit_address(draft)})
    translate(client, draft)
