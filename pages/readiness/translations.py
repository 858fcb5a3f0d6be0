"""Rules about translations: all of a page is translated, and it says what its original says."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page

from pages.languages import name_for_reader
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem
from pages.translations.drafts import missing_segments, translation_into
from pages.translations.outdated import changed_since_saved, changed_since_taken_over, outdated_since


def untranslated_text(content: PageContent) -> Iterator[Problem]:
    """Find pages of which the translation editor lacks texts: those of the original would stand there.

    A page that is not public lacks what its original says since. One that is public stays right until it is compared:
    see `original_changed`.
    """
    translation = translation_into(content.page) if content.page.pk else None
    if translation is None:
        return
    if changed_since_taken_over(translation) and not _is_public(content.page):
        language = name_for_reader(settings.LANGUAGE_CODE)
        yield (
            None,
            f"The {language} page has changed since its texts were taken over. Choose “Bring the changes here” in the "
            "translation editor first.",
        )
    if not (missing := missing_segments(translation)):
        return
    texts = "A text is" if len(missing) == 1 else f"{len(missing)} texts are"
    first = missing[0].string.as_value().render_text()
    beginning = first if len(first) <= 60 else f"{first[:60].rstrip()}…"
    yield None, f"{texts} not translated into {content.locale} yet. The first is “{beginning}”."


def older_than_original(content: PageContent) -> Iterator[Problem]:
    """Find drafts in the ordinary form that are not public and were saved before their original got other content.

    Nothing says what of it they have: saving the draft again says that somebody has compared them.
    """
    since = changed_since_saved(content.page)
    if since and not _is_public(content.page) and translation_into(content.page) is None:
        yield (
            None,
            f"The {name_for_reader(settings.LANGUAGE_CODE)} page changed on {_day(since)}, after this draft was "
            "last saved. Compare them, save this draft, changed or not, and publish it then.",
        )


def original_changed(content: PageContent) -> Iterator[Problem]:
    """Find public translations whose original has other content since they were published."""
    if since := outdated_since(content.page):
        language = name_for_reader(settings.LANGUAGE_CODE)
        yield (
            None,
            f"The {language} page changed on {_day(since)}, after this one was published. Compare them, then "
            "publish this page again, changed or not.",
        )


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def _is_public(page: Page) -> bool:
    """Return whether visitors see a page now: one that is being published says already that it is."""
    return Page.objects.filter(pk=page.pk, live=True).exists()
