"""Publishing several pages at once: those that are ready, with what is missing of each other one."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page
from wagtail.query import PageQuerySet

from pages.admin.publishing.not_ready import say_what_is_missing
from pages.models import User
from pages.readiness.findings import NotReadyError
from pages.staff.second_reader import SecondReaderError


class PublishReadyPages(PublishBulkAction):
    """Wagtail's action, which publishes without a check and all or none."""

    def object_context(self, obj: Page) -> dict[str, Any]:
        """Count the drafts that could be published with a page."""
        return super().object_context(obj) | {"draft_descendant_count": self._drafts_below(obj).count()}

    def execute_action(
        self, objects: Iterable[Page], include_descendants: bool = False, user: User | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Publish the pages that are ready, and return how many were published: of those chosen, and below them."""
        chosen, below = 0, 0
        for page in objects:
            chosen += self._publish(page, user)
            if include_descendants:
                drafts = self._drafts_below(page).specific()
                below += sum(self._publish(each, user) for each in drafts if _may_publish(each, user))
        return chosen, below

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        """Return Wagtail's message, if anything was published."""
        if not num_parent_objects and not num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)

    def _publish(self, page: Page, user: User | None) -> bool:
        """Publish the latest revision of a page and return whether it could be, or say why not."""
        if page.alias_of_id:
            title = page.get_admin_display_title()
            messages.error(self.request, f"“{title}” repeats another page: publish or translate that one.")
            return False
        revision = page.get_latest_revision() or page.specific.save_revision(user=user, clean=False)
        try:
            with transaction.atomic():
                revision.publish(user=user)
        except NotReadyError as error:
            say_what_is_missing(self.request, error.page, error.findings)
            return False
        except SecondReaderError as error:
            messages.error(self.request, str(error))
            return False
        return True

    @staticmethod
    def _drafts_below(page: Page) -> PageQuerySet:
        # Not `alias_of=None`, for which SQLite reads the whole tree.
        return page.get_descendants().not_live().exclude(alias_of__gt=0)


def _may_publish(page: Page, user: User | None) -> bool:
    return user is None or page.permissions_for_user(user).can_publish()
