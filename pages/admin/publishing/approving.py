"""Approving what was handed in, in either editor: only what the reader has seen, and saying what became of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin import messages
from wagtail.models import Page, Revision

from pages.access import restrictions_of


def is_approval(request: HttpRequest) -> bool:
    """Return whether a form was sent with “Approve”."""
    return bool(request.POST.get("action-workflow-action")) and request.POST.get("workflow-action-name") == "approve"


def refuse_unread_version(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to approve a page that was changed since the reader opened it: approving publishes the latest version.

    Wagtail looks at this only where a form saves itself.
    """
    if not is_approval(request) or not _is_outdated(request, page):
        return None
    title = page.get_admin_display_title()
    messages.error(request, f"“{title}” was changed since you opened it. Read it again, then approve it.")
    return redirect("wagtailadmin_pages:edit", page.pk)


def is_unread(request: HttpRequest, page: Page) -> bool:
    """Return whether somebody else has changed a page since the user opened its translation editor, and say so.

    The editor saves each of her texts by itself and stays open: she knows her own versions. A form that does not say
    which version it shows may show any.
    """
    loaded_pk, saved_at = _loaded_version(request)
    if loaded_pk.isdecimal():
        later = Revision.page_revisions.filter(object_id=str(page.pk), pk__gte=loaded_pk).exclude(user=request.user)
        versions = later.values_list("pk", "created_at")
        # Whoever goes on with her own draft keeps the number of its version, and changes the time.
        if all((str(pk), created_at.isoformat()) == (loaded_pk, saved_at) for pk, created_at in versions):
            return False
    title = page.get_admin_display_title()
    messages.error(request, f"“{title}” was changed since you opened it. Read it again, then publish it.")
    return True


def say_what_was_approved(request: HttpRequest, page: Page) -> None:
    """Say whether an approved page is public now. Nothing is said where it waits for another reader."""
    if not is_approval(request):
        return
    # Read again: the page of the form does not know that it was published.
    page = Page.objects.get(pk=page.pk)
    title = page.get_admin_display_title()
    if page.approved_schedule:
        messages.success(request, f"“{title}” is approved. {when_it_is_published(page)}")
    elif page.live and not page.has_unpublished_changes:
        buttons = [messages.button(page.get_url(request), "View live", new_window=True)]
        if restrictions_of(page).exists():
            what_follows = ". It is private: only those who may see it can read it."
        else:
            what_follows = ": visitors can read it now."
        messages.success(request, f"“{title}” is approved and published{what_follows}", buttons=buttons)


def when_it_is_published(page: Page) -> str:
    """Return in a sentence when a scheduled page is published."""
    moment = timezone.localtime(page.scheduled_revision.approved_go_live_at)
    return f"It will be published on {date_format(moment, 'j F Y')} at {date_format(moment, 'H:i')} UK time."


def _is_outdated(request: HttpRequest, page: Page) -> bool:
    """Return whether the form was made from another version than the latest."""
    latest = page.get_latest_revision()
    if latest is None:
        return False
    # The version that the form has saved by itself.
    if own := request.POST.get("overwrite_revision_id"):
        return own != str(latest.pk)
    loaded, saved_at = _loaded_version(request)
    # A form that saves itself keeps the number of its version, and changes the time.
    return bool(loaded) and (loaded, saved_at) != (str(latest.pk), latest.created_at.isoformat())


def _loaded_version(request: HttpRequest) -> tuple[str, str]:
    """Return the number and the time of the version that a form was made from; empty if the form does not say."""
    return request.POST.get("loaded_revision_id", ""), request.POST.get("loaded_revision_created_at", "")
