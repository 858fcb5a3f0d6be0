"""Where the parts of `pages.admin`, and what this application changes in rich text, appear in Wagtail."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from pages.admin import guide, page_actions, preview
from pages.admin.snippets import PeopleAndTermsViewSetGroup
from pages.navigation.links import ExternalLinkHandler, PublicDocumentLinkHandler, PublicPageLinkHandler

hooks.register("before_bulk_action", page_actions.refuse_bulk_publishing)
hooks.register("before_bulk_action", page_actions.keep_protected_pages)
hooks.register("before_delete_page", page_actions.keep_protected_page)
hooks.register("before_unpublish_page", page_actions.keep_protected_page)
hooks.register("before_move_page", page_actions.keep_protected_page_in_its_place)

hooks.register("insert_editor_js", preview.load_opening_script)
hooks.register("register_admin_urls", guide.urls)
hooks.register("register_help_menu_item", guide.menu_item)
hooks.register("construct_help_menu", guide.remove_links_about_wagtail)

register_snippet(PeopleAndTermsViewSetGroup)


@hooks.register("register_rich_text_features", order=1)
def register_link_handlers(features: FeatureRegistry) -> None:
    """Replace Wagtail's handlers of links, which are registered before."""
    for handler in (ExternalLinkHandler, PublicDocumentLinkHandler, PublicPageLinkHandler):
        features.register_link_type(handler)
