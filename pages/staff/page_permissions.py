"""What a user may do with a page, where that differs from Wagtail's rules."""

from wagtail.models import PagePermissionTester


class StaffPagePermissionTester(PagePermissionTester):
    """Wagtail's rules, but that whoever may write a page may also take it off the site at once.

    A lock keeps colleagues from writing over each other. It does not keep a page on the site that endangers somebody.
    """

    def can_unpublish(self) -> bool:
        """Tell whether the user may unpublish the page, also while it is locked or handed in."""
        return super().can_unpublish() or (self.page.live and not self.page_is_root and self.can_edit())
