"""Words in another language than the page's: which language that is, and elements that name it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Self

from django.conf import settings
from django.db.models import Model
from django.utils.html import conditional_escape, escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import TranslatableMixin

from pages.languages import PASSAGE_LANGUAGES, base, direction, script, script_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def language_of(words: str, written_in: str | Model | None = None) -> str:
    """Return the language of words that are not in the active language; "" if they are, or have no letters.

    `written_in` is the code that an editor chose for them, or the record that they belong to: one that has no language
    of its own is in the main language. Where the letters say otherwise, or nothing is known, it is the first language
    that is written in them: of those of the site, then of those for passages.
    """
    active = get_language() or settings.LANGUAGE_CODE
    letters = script_of(words)
    if not letters:
        return ""
    if isinstance(written_in, Model):
        written_in = (
            written_in.locale.language_code if isinstance(written_in, TranslatableMixin) else settings.LANGUAGE_CODE
        )
    if written_in and script(written_in) == letters:
        return "" if base(written_in) == base(active) else written_in
    if script(active) == letters:
        return ""
    codes = [code for code, _name in (*settings.LANGUAGES, *PASSAGE_LANGUAGES)]
    return next((code for code in codes if script(code) == letters), "")


def in_its_language(words: object, written_in: str | Model | None = None) -> SafeString:
    """Return words, escaped, in an element that names their language if it is not the active one (WCAG 3.1.2)."""
    code = language_of(str(words), written_in)
    if not code:
        return conditional_escape(str(words))
    return format_html('<span lang="{}" dir="{}">{}</span>', code, direction(code), words)


class Words(NamedTuple):
    """Words that a page shows, and their language: "" if it is the active one."""

    text: str
    language: str

    @classmethod
    def of(cls, translated: str | None, original: str) -> Self:
        """Return the words in the active language if there are any, or else those in the main language.

        Either may be rich text.
        """
        if translated:
            return cls(translated, language_of(strip_tags(translated), get_language()))
        return cls(original, language_of(strip_tags(original), settings.LANGUAGE_CODE))

    @property
    def attributes(self) -> SafeString:
        """The `lang` and `dir` of the element that holds them, or ""."""
        if not self.language:
            return SafeString("")
        return format_html(' lang="{}" dir="{}"', self.language, direction(self.language))

    @property
    def marked(self) -> SafeString:
        """The words, escaped, in an element that names their language if it is not the active one."""
        if not self.language:
            return conditional_escape(self.text)
        return format_html("<span{}>{}</span>", self.attributes, self.text)


def fill_in(message: "str | StrPromise", **words: object) -> SafeString:
    """Return a translated message, escaped, with marked or plain words in the place of its %(name)s."""
    return mark_safe(escape(str(message)) % {name: conditional_escape(str(each)) for name, each in words.items()})


def listed(words: Iterable[object]) -> SafeString:
    """Return words, escaped, in one line as the active language lists them: a, b and c."""
    escaped = (conditional_escape(str(each)) for each in words)
    return mark_safe(_joined(escaped, escape(_(", ")), escape(_("%(names)s and %(last)s"))))


def listed_plain(words: Iterable[str]) -> str:
    """Return the same as plain text, for what is no HTML."""
    return _joined(words, _(", "), _("%(names)s and %(last)s"))


def _joined(words: Iterable[str], comma: str, last_two: str) -> str:
    *before, last = list(words) or [""]
    return last_two % {"names": comma.join(before), "last": last} if before else last
