"""What the rules read of one page: its texts, links and pictures, and what they are compared with.

Everything is queried when a rule first needs it, with the same number of queries however long the page is.
"""

from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import translation
from wagtail.blocks import PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from pages.languages import base
from pages.models.people import GlossaryTerm, Organisation, Person
from pages.models.phrases import PhraseToAvoid
from pages.models.recordings import Recording
from pages.models.site_settings import OrganisationIdentity
from pages.navigation.links import LinkTargets
from pages.readiness.reading_grade import is_complete, reading_grade, sentences
from pages.readiness.texts import Part, Text, TextLink, links_of, parts_of, texts_of


class PageContent:
    """A page as an editor left it, saved or not."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.locale = page.locale if page.locale_id else page.get_default_locale()
        self.language: str = self.locale.language_code

    @cached_property
    def parts(self) -> list[Part]:
        """The fields that editors fill in, and the blocks at any depth."""
        return list(parts_of(self.page))

    def field(self, name: str) -> Part:
        """Return the part of a field."""
        return next(part for part in self.parts if part.field == name and part.model_field is not None)

    def blocks(self, block_class: Any) -> list[Part]:
        """Return the parts that are blocks of a class."""
        return [part for part in self.parts if isinstance(part.block, block_class)]

    @cached_property
    def texts(self) -> list[Text]:
        """All texts, without those that are empty."""
        return list(texts_of(self.parts))

    @cached_property
    def links(self) -> list[TextLink]:
        """The links in rich texts."""
        return list(links_of(self.texts))

    @cached_property
    def english_sentences(self) -> list[tuple[Part, str]]:
        """Our own sentences of an English page, each with its place; none of a page in another language."""
        if not self.language.startswith("en"):
            return []
        return [
            (text.part, sentence)
            for text in self.texts
            if not text.part.is_quoted and not text.part.language
            for sentence in sentences(text.paragraphs)
        ]

    @property
    def reading_grade(self) -> int | None:
        """The reading grade of an English page; None without a whole sentence."""
        complete = [sentence for _part, sentence in self.english_sentences if is_complete(sentence)]
        return reading_grade(complete) if complete else None

    @cached_property
    def pictures(self) -> list[tuple[Part, Any]]:
        """The pictures in fields and blocks, each with its consent."""
        image_model = get_image_model()
        found = [(part, part.value) for part in self.blocks(ImageBlock) if part.value]
        for part in self.parts:
            if part.model_field is not None and part.model_field.related_model is image_model and part.value:
                found.append((part, getattr(self.page, part.field)))
        prefetch_related_objects([picture for _part, picture in found], "consent")
        return found

    @cached_property
    def recordings(self) -> list[Recording]:
        """The recordings that the page offers, each with its consent."""
        chosen = [each.recording for each in self.page.page_recordings.all()]
        prefetch_related_objects(chosen, "consent")
        return chosen

    @cached_property
    def chosen_pages(self) -> list[tuple[Part, int, str]]:
        """The pages that fields and blocks link to: their primary keys and titles."""
        chosen = [
            (part, part.value.pk, part.value.title) for part in self.blocks(PageChooserBlock) if part.value is not None
        ]
        for part in self.parts:
            if part.model_field is not None and part.model_field.related_model is Page and part.value:
                chosen.append((part, part.value, ""))
        return chosen

    @cached_property
    def hidden_documents(self) -> list[tuple[Part, Any]]:
        """The documents in blocks that visitors cannot open, because their collections are private."""
        return [
            (part, part.value)
            for part in self.blocks(DocumentChooserBlock)
            if part.value is not None and part.value.is_left_out
        ]

    @cached_property
    def public_links(self) -> set[tuple[str, int]]:
        """Those pages and documents among all that the page links to that visitors can open, as (kind, primary key)."""
        targets = LinkTargets.of([self.page])
        page_ids = {pk for _part, pk, _title in self.chosen_pages} | {each.page_id for each in self.links}
        document_ids = {each.document_id for each in self.links}
        with translation.override(self.language):
            pages = {("page", pk) for pk in page_ids if pk and targets.page(pk)}
            return pages | {("document", pk) for pk in document_ids if pk and targets.document_url(pk)}

    @cached_property
    def original(self) -> Page | None:
        """The page that this one is a translation of, as visitors see it."""
        if not self.page.pk:
            return None
        first = self.page.get_translations().order_by("pk").first()
        return first.specific if first is not None and first.pk < self.page.pk else None

    @cached_property
    def original_paragraphs(self) -> set[str]:
        """The paragraphs of the original, without those that it has in the language of the page already."""
        if self.original is None:
            return set()
        texts = texts_of(parts_of(self.original))
        to_translate = [each for each in texts if base(each.part.language or "") != base(self.language)]
        return {paragraph for text in to_translate for paragraph in text.paragraphs}

    @cached_property
    def glossary(self) -> set[str]:
        """The terms of the glossary in the language of the page."""
        return set(GlossaryTerm.objects.filter(locale__language_code=self.language).values_list("term", flat=True))

    @cached_property
    def short_names(self) -> set[str]:
        """The abbreviations of organisations, whose full names pages show."""
        return set(Organisation.objects.exclude(short_name="").values_list("short_name", flat=True))

    @cached_property
    def own_names(self) -> set[str]:
        """What the organisation is called, as the source of its own statements."""
        names = OrganisationIdentity.objects.values_list("name", "alternate_name")
        return {name for row in names for name in row if name}

    @cached_property
    def people(self) -> list[str]:
        """The names of the people who agreed to be named."""
        return list(Person.objects.values_list("name", flat=True))

    @cached_property
    def phrases(self) -> list[PhraseToAvoid]:
        """The phrases to avoid in the language of the page."""
        return list(PhraseToAvoid.objects.filter(locale__language_code=self.language))
