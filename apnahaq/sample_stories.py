"""Create sample posts and interviews in bulk."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F
from django.db.models.sql import InsertQuery
from django.utils.timezone import localdate
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from apnahaq.sample_text import SAMPLE_SENTENCE, SampleText
from pages.models import BlogPage, Organisation, Person, StoryPage, Topic
from pages.models.story_indexes import StoryIndexPage

BATCH_SIZE = 250
FIRST_DAY = date(2006, 1, 1)
DAYS = 20 * 365
AUTHORS = 12
TOPICS = 9


def add_stories(parent: StoryIndexPage, model: type[StoryPage], wanted: int) -> int:
    """Add sample stories to a list up to the wanted number, and return how many were added.

    This writes in bulk, because Treebeard and Wagtail save and index one page at a time.
    """
    slug = f"sample-{model._meta.model_name}-"
    present = parent.get_children().filter(slug__startswith=slug).count()
    if present >= wanted:
        return 0
    people, organisations, topics = _people(), _organisations(), _topics(parent)
    path = _free_path(parent)
    for start in range(present, wanted, BATCH_SIZE):
        stories = []
        for number in range(start, min(start + BATCH_SIZE, wanted)):
            story = _story(parent, model, f"{slug}{number + 1}", path)
            text = SampleText(story.slug)
            story.publisher = text.random.choice([None, *organisations])
            if isinstance(story, BlogPage):
                story.chosen_authors = text.random.sample(people, text.random.choice([1, 1, 2]))
            else:
                story.interviewee = text.random.choice(people)
                story.interviewer = text.random.choice(organisations)
            story.chosen_topics = text.random.sample(topics, text.random.randint(1, 3))
            stories.append(story)
            path = story._inc_path()
        _store(model, stories)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + wanted - present)
    parent.refresh_from_db()
    # Invalidates the page cache, as publishing in the admin does.
    parent.specific.save_revision().publish()
    return wanted - present


def _story(parent: StoryIndexPage, model: type[StoryPage], slug: str, path: str) -> StoryPage:
    """Return an unsaved story for a path in the page tree."""
    text = SampleText(slug)
    day = FIRST_DAY + timedelta(days=text.random.randrange(DAYS))
    published_at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(minutes=text.random.randrange(600))
    title = f"{slug.replace('-', ' ').capitalize()}: {text.words(6)}"
    body = text.article() if model is BlogPage else text.conversation()
    original_date = day if text.random.random() < 0.7 else None
    return model(
        title=title,
        draft_title=title,
        slug=slug,
        path=path,
        depth=parent.depth + 1,
        url_path=f"{parent.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(model),
        locale_id=parent.locale_id,
        translation_key=text.uuid(),
        search_description=f"{SAMPLE_SENTENCE} {text.sentence(10)}",
        sample_note="Sample text.",
        # Some have only the date of publication on this site.
        date=original_date,
        listed_on=original_date or localdate(published_at),
        first_published_at=published_at,
        last_published_at=published_at,
        latest_revision_created_at=published_at,
        lead=f"<p>{text.sentence(25)}</p>",
        body=json.dumps(body),
    )


def _free_path(parent: Page) -> str:
    """Return the tree path for the next child of a page."""
    last = parent.get_last_child()
    return last._inc_path() if last else parent._get_path(parent.path, parent.depth + 1, 1)


def _store(model: type[StoryPage], stories: list[Any]) -> None:
    """Save stories with their topics and authors, and index them for search."""
    pages = Page.objects.bulk_create(
        Page(**{field.attname: getattr(story, field.attname) for field in Page._meta.concrete_fields})
        for story in stories
    )
    for story, page in zip(stories, pages, strict=True):
        story.pk = story.page_ptr_id = page.pk
    # Django's `bulk_create` does not support multi-table inheritance.
    query = InsertQuery(model)
    query.insert_values(model._meta.local_concrete_fields, stories)
    query.get_compiler(DEFAULT_DB_ALIAS).execute_sql()
    for name in ("topics", "authors"):
        if hasattr(stories[0], f"chosen_{name}"):
            through = getattr(model, name).through
            through.objects.bulk_create(_links(model, name, stories))
    get_search_backend().add_bulk(model, stories)


def _links(model: type[StoryPage], name: str, stories: list[Any]) -> Iterator[Any]:
    """Yield the rows that connect stories with their topics or authors."""
    field = model._meta.get_field(name)
    for story in stories:
        for chosen in getattr(story, f"chosen_{name}"):
            yield field.remote_field.through(
                **{f"{field.m2m_field_name()}_id": story.pk, f"{field.m2m_reverse_field_name()}_id": chosen.pk}
            )


def _people() -> list[Person]:
    """Return sample people."""
    return [Person.objects.get_or_create(name=f"Sample Person {number}")[0] for number in range(1, AUTHORS + 1)]


def _organisations() -> list[Organisation]:
    """Return sample organisations."""
    return [
        Organisation.objects.get_or_create(
            name=f"Sample Organisation {number}", defaults={"website": "https://www.example.org/"}
        )[0]
        for number in range(1, 4)
    ]


def _topics(parent: Page) -> list[Topic]:
    """Return sample topics in the language of a page."""
    return [
        Topic.objects.get_or_create(
            slug=f"sample-topic-{number}", locale_id=parent.locale_id, defaults={"name": f"Sample topic {number}"}
        )[0]
        for number in range(1, TOPICS + 1)
    ]
