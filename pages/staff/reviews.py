"""Pages that somebody must look at again, by the day that their form says."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet

from pages.models.base import BasePage
from pages.models.staff_emails import ReviewReminder
from pages.models.users import User
from pages.staff import emails as staff_emails


def with_review_dates(pages: PageQuerySet) -> PageQuerySet:
    """Annotate pages of all types with the fields `review_on` and `responsible_id`, which each type's table has."""
    names = [model._meta.get_ancestor_link(Page).related_query_name() for model in _page_types()]
    return pages.annotate(
        review_on=Coalesce(*(f"{name}__review_on" for name in names)),
        responsible_id=Coalesce(*(f"{name}__responsible" for name in names)),
    )


def due_pages(pages: PageQuerySet) -> PageQuerySet:
    """Return those of the pages that are public and due, the one that is due for longest first."""
    # Found with the index of each type's table: the annotation alone would read all pages with all of these tables.
    due = [model._default_manager.filter(review_on__lte=localdate()).order_by().values("pk") for model in _page_types()]
    # Not `alias_of=None`, for which SQLite reads the whole tree.
    public = pages.filter(pk__in=due[0].union(*due[1:]), live=True).exclude(alias_of__gt=0)
    return with_review_dates(public).order_by("review_on", "path")


def _page_types() -> list[type[BasePage]]:
    return [model for model in get_page_models() if issubclass(model, BasePage)]


@transaction.atomic
def remind() -> str:
    """Tell everybody once which of her pages are due, in one email, and return the result in words."""
    pages_of: dict[int, list[Page]] = {}
    told_before = ReviewReminder.objects.filter(
        page=OuterRef("pk"), recipient=OuterRef("responsible_id"), review_on=OuterRef("review_on")
    )
    for page in due_pages(Page.objects.all()).filter(~Exists(told_before), responsible_id__isnull=False):
        pages_of.setdefault(page.responsible_id, []).append(page)
    told = 0
    for user in User.objects.filter(pk__in=pages_of, is_active=True).exclude(email=""):
        pages = pages_of[user.pk]
        listed = [
            {"title": page.title, "review_on": page.review_on, "link": staff_emails.link_to(page)} for page in pages
        ]
        count = "A page" if len(pages) == 1 else f"{len(pages)} pages"
        staff_emails.queue([user], f"{count} to look at again", "emails/pages_to_review.txt", {"pages": listed})
        for page in pages:
            done = {"recipient": user, "review_on": page.review_on}
            ReviewReminder.objects.update_or_create(page_id=page.pk, defaults=done)
        told += 1
    return f"{told} reminded" if told else ""
