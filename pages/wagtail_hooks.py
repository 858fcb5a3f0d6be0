"""Where the parts of `pages.admin`, and what this application changes in rich text, appear in Wagtail."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from pages.admin import content_checks, not_ready, page_actions, readiness
from pages.admin.bulk_publishing import PublishReadyPages
from pages.admin.snippets import PeopleAndTermsViewSetGroup
from pages.navigation.links import ExternalLinkHandler, PublicDocumentLinkHandler, PublicPageLinkHandler

# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", PublishReadyPages, order=1)
hooks.register("register_admin_urls", readiness.register_urls)
hooks.register("register_page_header_buttons", readiness.header_buttons)
hooks.register("register_log_actions", not_ready.register_log_action)
hooks.register("construct_wagtail_userbar", content_checks.tune_content_checks)
hooks.register("before_bulk_action", page_actions.keep_protected_pages)
hooks.register("before_delete_page", page_actions.keep_protected_page)
hooks.register("before_unpublish_page", page_actions.keep_protected_page)
hooks.register("before_move_page", page_actions.keep_protected_page_in_its_place)

register_snippet(PeopleAndTermsViewSetGroup)


@hooks.register("register_rich_text_features", order=1)
def register_link_handlers(features: FeatureRegistry) -> None:
    """Replace Wagtail's handlers of links, which are registered before."""
    for handler in (ExternalLinkHandler, PublicDocumentLinkHandler, PublicPageLinkHandler):
        features.register_link_type(handler)
