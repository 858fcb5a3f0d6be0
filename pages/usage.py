"""Which live pages show something, and who may change it there.

Wagtail's reference index says what uses what. It lacks settings, whose menus lead to pages, and many-to-many fields, as
for authors and topics: both are added here.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.db.models.signals import m2m_changed
from django.utils.text import Truncator
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet
from wagtail.tasks import update_reference_index_task

from pages.fields import ParentalManyToManyField
from pages.models.people import GlossaryTerm
from pages.models.users import AnyUser
from pages.protected_pages import HOME_DEPTH

# The type and the primary key of an object, as the reference index has them.
Key = tuple[int, str]
# So many people are named who can help.
NAMED_PEOPLE = 3


def connect() -> None:
    """Add the settings and the many-to-many fields to the reference index. Called when the application starts."""
    for model in settings_registry:
        ReferenceIndex.register_model(model)
    for model in apps.get_models():
        for field in model._meta.many_to_many:
            if isinstance(field, ParentalManyToManyField):
                through = field.remote_field.through
                m2m_changed.connect(_targets_changed, sender=through, dispatch_uid=f"references_{through._meta.label}")


def _targets_changed(instance: Model, action: str, **_options: Any) -> None:
    """Index an object again when the targets of a many-to-many field are stored, which is after the object itself."""
    if action in {"post_add", "post_remove", "post_clear"}:
        update_reference_index_task.enqueue(instance._meta.app_label, instance._meta.model_name, str(instance.pk))


def key_of(thing: Model) -> Key:
    """Return the key of an object in the reference index."""
    return ReferenceIndex._get_base_content_type(thing).pk, str(thing.pk)


def live_pages_showing(*things: Model) -> PageQuerySet:
    """Return the live pages that show or link to any of some objects, also by way of others.

    A consent shows by way of the pictures that rely on it, what a setting names on every page.
    """
    return live_pages_among(_users_of({key_of(thing) for thing in things})) | _pages_with_terms(things)


def live_pages_among(keys: Iterable[Key]) -> PageQuerySet:
    """Return the live pages among objects, and those that show the others among them."""
    page_type = ContentType.objects.get_for_model(Page).pk
    pages: set[int] = set()
    seen: set[Key] = set()
    waiting, has_setting = set(keys), False
    while waiting:
        seen |= waiting
        others = set()
        for content_type, pk in waiting:
            model = ContentType.objects.get_for_id(content_type).model_class()
            if content_type == page_type:
                pages.add(int(pk))
            elif model and issubclass(model, BaseSiteSetting):
                has_setting = True
            else:
                others.add((content_type, pk))
        waiting = _users_of(others) - seen
    home_pages = Site.objects.values("root_page") if has_setting else []
    return Page.objects.live().filter(Q(pk__in=pages) | Q(pk__in=home_pages))


def refusal(user: AnyUser, *things: Model) -> str:
    """Return why a user may not change or delete objects that live pages show, in a sentence; "" if she may."""
    if user.is_superuser:
        return ""
    return sentence_for(user, str(things[0]) if len(things) == 1 else "", live_pages_showing(*things))


def sentence_for(user: AnyUser, name: str, pages: PageQuerySet) -> str:
    """Return why a user may not change what some live pages show; "" if she may publish all of them."""
    others = [page for page in pages if not page.permissions_for_user(user).can_publish()]
    if not others:
        return ""
    titles = f"“{Truncator(others[0].title).chars(60)}”"
    if len(others) > 1:
        titles += f" and {len(others) - 1} more"
    return (
        f"{f'“{name}”' if name else 'What you chose'} stays as it is: visitors see it on the live page {titles}, which "
        f"you may not publish. {_helpers(others[0])} can do it."
    )


def _helpers(page: Page) -> str:
    """Return the names of people who may publish a page. Administrators are named only where nobody else is left."""
    people = page_permission_policy.users_with_permission_for_instance("publish", page).order_by("username")
    chosen = list(people.exclude(is_superuser=True)[:NAMED_PEOPLE]) or list(people[:NAMED_PEOPLE])
    names = [person.get_full_name() or person.get_username() for person in chosen]
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "An administrator"


def _users_of(keys: Iterable[Key]) -> set[Key]:
    """Return what refers to any of some objects."""
    wanted = Q(pk__in=[])
    for content_type, pk in keys:
        wanted |= Q(to_content_type=content_type, to_object_id=pk)
    return set(ReferenceIndex.objects.filter(wanted).values_list("base_content_type", "object_id").distinct())


def _pages_with_terms(things: Iterable[Model]) -> PageQuerySet:
    """Return the live glossary pages in the languages of terms: nothing refers to terms, all pages explain them."""
    locales = {thing.locale_id for thing in things if isinstance(thing, GlossaryTerm)}
    is_glossary = Q(content_type__app_label="pages", content_type__model="glossarypage")
    return Page.objects.live().filter(is_glossary | Q(depth=HOME_DEPTH), locale__in=locales)
