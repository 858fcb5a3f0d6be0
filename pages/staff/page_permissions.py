"""What a user may do with a page, where that differs from Wagtail's rules."""

from wagtail.models import PagePermissionTester


class StaffPagePermissionTester(PagePermissionTester):
    """Wagtail's rules, but that whoever may write a page may also take it off the site at once.

    A lock keeps colleagues from writing over each other. It does not keep a page on the site that endangers somebody.
    What was public once is deleted by those who may publish, also when it was taken off the site.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Tell whether the user may delete the page, and those below it with all their versions."""
        may_delete = super().can_delete(ignore_bulk=ignore_bulk)
        if not may_delete or self.user.is_superuser or "publish" in self.permissions:
            return may_delete
        return not self.page.get_descendants(inclusive=True).filter(first_published_at__isnull=False).exists()

    def can_unpublish(self) -> bool:
        """Tell whether the user may unpublish the page, also while it is locked or handed in."""
        return super().can_unpublish() or (self.page.live and not self.page_is_root and self.can_edit())
