"""The title in the editing form of a page, and when the slug follows it."""

from wagtail.admin.panels import TitleFieldPanel


class PageTitlePanel(TitleFieldPanel):
    """Wagtail's panel, except that the slug of a page with translations stays as it is.

    A translation has the slug of its original, so that both have the same address but for the language. While its title
    is translated, Wagtail's script would write a slug in the other script.
    """

    class BoundPanel(TitleFieldPanel.BoundPanel):
        """The panel for one page."""

        def get_should_apply(self) -> bool:
            """Return whether what is typed as the title changes the slug."""
            has_translations = bool(self.instance.pk) and self.instance.get_translations().exists()
            return super().get_should_apply() and not has_translations
