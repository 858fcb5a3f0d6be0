"""The table of rules. What endangers somebody or shuts readers out blocks publishing; the rest is advice."""

from collections.abc import Iterable

from django.utils import translation
from wagtail.models import Page

from pages.readiness import completeness, expiry, facts, languages, links, people, translations, wording
from pages.readiness.content import PageContent
from pages.readiness.findings import Finding, Rule

BLOCKS, ADVISES = True, False

RULES: tuple[Rule, ...] = (
    Rule("no-summary", BLOCKS, completeness.no_summary),
    Rule("no-text", BLOCKS, completeness.no_text),
    Rule("unfinished-block", BLOCKS, completeness.unfinished_block),
    Rule("cannot-expire", BLOCKS, expiry.cannot_expire),
    Rule("untranslated-text", BLOCKS, translations.untranslated_text),
    Rule("older-than-original", BLOCKS, translations.older_than_original),
    Rule("another-language", BLOCKS, languages.another_language),
    Rule("sensitive-term", BLOCKS, wording.sensitive_term),
    Rule("vague-link-text", BLOCKS, links.vague_link_text),
    Rule("other-number", BLOCKS, links.other_number),
    Rule("statistic-without-source", BLOCKS, facts.statistic_without_source),
    Rule("picture-without-consent", BLOCKS, people.picture_without_consent),
    Rule("recording-without-consent", ADVISES, people.recording_without_consent),
    Rule("recognisable-person", ADVISES, people.recognisable_person),
    Rule("people-in-description", ADVISES, people.people_in_description),
    Rule("file-name-as-description", ADVISES, people.file_name_as_description),
    Rule("phrase-to-avoid", ADVISES, wording.phrase_to_avoid),
    Rule("broken-link", ADVISES, links.broken_link),
    Rule("original-changed", ADVISES, translations.original_changed),
    Rule("perhaps-another-language", ADVISES, languages.perhaps_another_language),
    Rule("unexplained-abbreviation", ADVISES, wording.unexplained_abbreviation),
    Rule("long-sentences", ADVISES, wording.long_sentences),
    Rule("incomplete-source", ADVISES, facts.incomplete_source),
    Rule("note-without-source", ADVISES, facts.note_without_source),
    Rule("source-without-note", ADVISES, facts.source_without_note),
    Rule("no-review-date", ADVISES, facts.no_review_date),
)


def reading_grade_of(page: Page) -> int | None:
    """Return the reading grade of an English page; None of a page in another language or without a sentence."""
    return PageContent(page).reading_grade


def findings_of(page: Page, rules: Iterable[Rule]) -> list[Finding]:
    """Return what rules find on a page, what blocks publishing first."""
    content = PageContent(page)
    # Staff read them, in the language of the admin: whatever language is being published.
    with translation.override("en"):
        found = dict.fromkeys(finding for rule in rules for finding in rule.findings(content))
    return sorted(found, key=lambda finding: not finding.blocks)
