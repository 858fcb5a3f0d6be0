"""A page that is published only if it is ready."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from wagtail.models import Page, Revision

from pages.readiness.copying import ReadyCopyForm
from pages.readiness.findings import Finding, NotReadyError
from pages.readiness.rules import RULES, findings_of, reading_grade_of
from pages.readiness.schedule import SCHEDULED, keep_as_draft
from pages.translations.outdated import content_changes, record_change


class CheckedPage(Page):
    """A page that the rules are asked about whenever it, or another revision of it, would become public.

    Class attributes of page types:

    - `readiness_rules`: the rules that are asked about pages of the type.
    - `link_texts`: the fields that hold the words of links.
    - `quoted_fields`: the fields that hold words of others, who may have used any language.
    - `fields_with_notes`: the fields in whose words a note is a link to a source.
    """

    readiness_rules = RULES
    link_texts: tuple[str, ...] = ()
    quoted_fields: tuple[str, ...] = ()
    fields_with_notes: tuple[str, ...] = ("lead",)

    copy_form_class = ReadyCopyForm

    class Meta:
        abstract = True

    def readiness(self) -> list[Finding]:
        """Return what the rules find on this page as it is now, saved or not; what blocks publishing first."""
        return findings_of(self, self.readiness_rules)

    def reading_grade(self) -> int | None:
        """Return the reading grade of an English page; None of a page in another language or without a sentence."""
        return reading_grade_of(self)

    def require_ready(self) -> None:
        """Raise `NotReadyError` if a rule blocks publishing."""
        if blocking := [finding for finding in self.readiness() if finding.blocks]:
            raise NotReadyError(self, blocking)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish a revision, or schedule it. Raises `NotReadyError`, unless `readiness.schedule` publishes it.

        A page that is no longer valid, for example because another page has taken its slug, is not ready either.
        """
        draft = revision.as_object()
        if draft.go_live_at and draft.go_live_at > now():
            draft.require_ready()
        try:
            # Wagtail clears the schedule before it saves the page.
            with transaction.atomic():
                super().publish(revision, *args, **kwargs)
        except ValidationError as error:
            refusal = error if isinstance(error, NotReadyError) else _not_valid(draft, error)
            if kwargs.get("log_action") != SCHEDULED:
                raise refusal from None
            keep_as_draft(revision, refusal.findings)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page. Raises `NotReadyError` if it, or another revision of it, would be public before it is ready.

        Whatever publishes a page, in the admin or elsewhere, saves it.
        """
        is_changed = False
        if self._goes_live(kwargs.get("update_fields")):
            if self._is_alias_in_another_language():
                self.live, self.has_unpublished_changes = False, True
            else:
                self.require_ready()
                is_changed = content_changes(self)
        super().save(*args, **kwargs)
        if is_changed:
            record_change(self)

    def update_aliases(self, *, revision: Any = None, _content: Any = None, _updated_ids: Any = None) -> None:
        """Publish the aliases of this page with its content, and only if it is published itself.

        Wagtail also calls this when publishing is scheduled, and would make the aliases public at once. It leaves
        them without the date on which they were first published, which lists and feeds show. Aliases in another
        language wait for their translation; one that a site of 1.0 shows is withdrawn with the words that it repeats.
        """
        current = type(self).objects.get(pk=self.pk)
        aliases = type(self).objects.filter(alias_of=self)
        in_other_languages = aliases.exclude(locale=self.locale_id)
        for alias in (in_other_languages if current.live else aliases).filter(live=True):
            alias.unpublish()
        if not current.live:
            return
        dates = {"first_published_at": current.serializable_data()["first_published_at"]}
        content = {**(_content or self.serializable_data()), **dates}
        kept = [*(_updated_ids or ()), *in_other_languages.values_list("pk", flat=True)]
        super().update_aliases(revision=revision, _content=content, _updated_ids=kept)

    def _goes_live(self, update_fields: Iterable[str] | None) -> bool:
        """Return whether saving makes the page public, or publishes another revision."""
        if not self.live or (update_fields is not None and "live" not in update_fields):
            return False
        stored = Page.objects.filter(pk=self.pk).values_list("live", "live_revision_id").first() if self.pk else None
        return stored != (True, self.live_revision_id)

    def _is_alias_in_another_language(self) -> bool:
        return self.alias_of_id is not None and self.alias_of.locale_id != self.locale_id


def _not_valid(page: Page, error: ValidationError) -> NotReadyError:
    """Return the error for a page that Wagtail refuses to save."""
    return NotReadyError(page, [Finding("not-valid", True, sentence) for sentence in error.messages])
