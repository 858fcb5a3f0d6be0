"""Publishing several pages at once: those that are ready, with what is missing of each other one."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page

from pages.admin.publishing.not_ready import say_what_is_missing
from pages.models import User
from pages.readiness.findings import NotReadyError
from pages.staff.second_reader import SecondReaderError


class PublishReadyPages(PublishBulkAction):
    """Wagtail's action, which publishes without a check and all or none."""

    def execute_action(
        self, objects: Iterable[Page], include_descendants: bool = False, user: User | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Publish the pages that are ready, and return how many were published: of those chosen, and below them."""
        chosen, below = 0, 0
        for page in objects:
            chosen += self._publish(page, user)
            if include_descendants:
                below += sum(self._publish(descendant, user) for descendant in self._drafts_below(page, user))
        return chosen, below

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        """Return Wagtail's message, if anything was published."""
        if not num_parent_objects and not num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)

    def _publish(self, page: Page, user: User | None) -> bool:
        """Publish the latest revision of a page and return whether it could be, or say why not."""
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
    def _drafts_below(page: Page, user: User | None) -> Iterator[Page]:
        for draft in page.get_descendants().not_live().specific():
            if user is None or draft.permissions_for_user(user).can_publish():
                yield draft
