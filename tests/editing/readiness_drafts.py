"""Drafts with something that a rule finds, or without it."""

from datetime import timedelta

from django.utils.timezone import localdate, now
from wagtail.models import Locale, Page

from pages.models import Consent, HomePage, PageRecording, PhraseToAvoid, SiteDocument
from pages.translations import drafts
from tests import builders

ENGLISH = "This sentence was never translated by anybody."
ORIGINAL = {"title": "All about roses", "lead": "<p>Roses have thorns.</p>", "search_description": "Roses."}


def draft(**fields) -> Page:
    """Return the draft of a standing page."""
    return builders.standard_page(live=False, **{"lead": "<p>About roses.</p>", **fields})


def urdu(**fields) -> Page:
    """Return the draft of an Urdu page without an original."""
    home = HomePage.objects.get(locale__language_code="ur", depth=2)
    return builders.standard_page(parent=home, live=False, title="گلاب", **fields)


def translation(**fields) -> Page:
    """Return the draft of a translation, in which fields were filled in."""
    original = builders.standard_page(slug=f"roses-{Page.objects.count()}", **ORIGINAL)
    return builders.in_urdu(original, is_live=False, **fields)


def translation_of_passage(words: str, **fields) -> Page:
    """Return the draft of a translation whose original has a passage of these Urdu words."""
    passage = ("passage", {"language": "ur", "text": f"<p>{words}</p>"})
    return builders.in_urdu(builders.standard_page(body=[passage]), is_live=False, **fields)


def with_body(*blocks, **fields) -> Page:
    return draft(body=list(blocks), **fields)


def paragraph(html: str) -> Page:
    return with_body(("paragraph", html))


def linked(words: str) -> Page:
    return paragraph(f'<p>To read it, <a href="https://example.org/">{words}</a>.</p>')


def paper(is_private: bool) -> SiteDocument:
    """Return a document of a private collection, or of a public one."""
    return builders.document(title="The report", collection=builders.collection(is_private=is_private))


def offering(document: SiteDocument) -> Page:
    """Return a draft with a document to download."""
    return with_body(("document", {"document": document}))


def phone(words: str, number: str) -> Page:
    return paragraph(f'<p>In danger, <a href="tel:{number}">{words}</a>.</p>')


def statistic(**fields) -> Page:
    value = {"number": "7", "words": "roses", "source": "A gardener", "date": "March 2024"}
    return with_body(("statistic", value | fields))


def sourced(words: str, **fields) -> Page:
    source = {"source": "A gardener [9]", "date": "2024", "link": "https://example.org/"} | fields
    return with_body(("paragraph", f"<p>Roses. {words}</p>"), ("sources", [source]))


def titled(title: str, caption: str = "") -> Page:
    """Return a draft with a source, a heading and a picture."""
    image = ("image", {"image": builders.image(makes_renditions=False), "caption": caption})
    return with_body(("heading", {"text": title, "level": "h2"}), image, ("sources", [{"source": "A gardener"}]))


def spoken(**fields) -> Page:
    page = draft()
    page.page_recordings = [PageRecording(recording=builders.recording(**fields))]
    return page


def portrait(**fields) -> Page:
    """Return the draft of a page about somebody with a portrait."""
    shown = {"person": builders.person(), "portrait": builders.image(makes_renditions=False, **fields)}
    return builders.people_page(live=False, people=[("person", shown)])


def call(button: str) -> Page:
    value = {"title": "Roses", "button": button, "address": "https://example.org/"}
    return with_body(("call_to_action", value))


def picture(alt: str = "", **fields) -> Page:
    image = builders.image(makes_renditions=False, **fields)
    image.contextual_alt_text, image.decorative = alt, not alt
    return with_body(("image", {"image": image}))


def consent(days: int) -> Consent:
    ends_on = localdate() + timedelta(days=days)
    return Consent.objects.create(person="Sample", scope="One picture", agreed_by="Sample", ends_on=ends_on)


def link_to(page: Page) -> Page:
    return paragraph(f'<p>Read <a linktype="page" id="{page.pk}">about roses</a>.</p>')


def work(**fields) -> Page:
    return builders.local_work_page(live=False, **fields)


def letter(text: str = "Dear [MP’s name],\n\n[your name]", **fields) -> Page:
    value = {"title": "Write", "subject": "A letter", "letter": text, **fields}
    return work(actions=[("letter", value)])


def national(**fields) -> Page:
    return builders.national_work_page(live=False, figure="0", figure_words="roses", **fields)


def report(**fields) -> Page:
    document = {"document": builders.document(), "language": "en"}
    return builders.publication_page(live=False, documents=[("document", document)], **fields)


def begun() -> Page:
    """Return a page of which the translation has begun and no text is translated."""
    locale = Locale.objects.get(language_code="ur")
    return drafts.start(builders.standard_page(), locale, builders.superuser())


def outdated(is_live: bool = True) -> Page:
    """Return a translation whose original has another text since."""
    original = builders.standard_page()
    page = builders.in_urdu(original, is_live)
    original.lead = "<p>Another introduction.</p>"
    original.save_revision().publish()
    return page


def expiring(page: Page) -> Page:
    page.expire_at = now() + timedelta(days=1)
    return page


def avoided(text: str) -> Page:
    PhraseToAvoid.objects.get_or_create(phrase="rose gossip", instead="talk", locale=Locale.get_default())
    return paragraph(f"<p>{text}</p>")
