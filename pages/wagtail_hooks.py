"""Where the parts of `pages.admin`, and what this application changes in rich text, appear in Wagtail."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from pages.admin import gallery, guide, menus, permissions, preview, styles, translation_warnings
from pages.admin.dashboard import panel as dashboard
from pages.admin.dashboard import reports
from pages.admin.files import deleted_files, file_views
from pages.admin.files.recordings import RecordingViewSet
from pages.admin.publishing import (
    approving,
    content_checks,
    first_autosave,
    not_ready,
    old_versions,
    page_actions,
    readiness,
    second_reader,
    unpublishing,
)
from pages.admin.publishing.bulk_publishing import PublishReadyPages
from pages.admin.snippets import consents, history
from pages.admin.snippets.site_texts import WholeSiteViewSetGroup
from pages.admin.snippets.viewsets import PeopleAndTermsViewSetGroup
from pages.admin.translations import editor, starting, urls
from pages.navigation.links import ExternalLinkHandler, PublicDocumentLinkHandler, PublicPageLinkHandler

# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", PublishReadyPages, order=1)
hooks.register("register_admin_urls", readiness.register_urls)
hooks.register("register_page_header_buttons", readiness.header_buttons)
hooks.register("register_log_actions", not_ready.register_log_action)
hooks.register("construct_wagtail_userbar", content_checks.tune_content_checks)
hooks.register("before_bulk_action", page_actions.refuse_protected_pages)
hooks.register("before_delete_page", page_actions.refuse_protected_page)
hooks.register("before_delete_page", page_actions.keep_aliases_private)
hooks.register("before_bulk_action", page_actions.keep_aliases_of_several_private)
hooks.register("before_unpublish_page", page_actions.refuse_protected_page)
hooks.register("before_move_page", page_actions.refuse_move_of_protected_page)
hooks.register("after_create_page", first_autosave.remember_draft)
hooks.register("before_publish_page", second_reader.hand_in_instead)
hooks.register("after_edit_page", second_reader.say_that_it_waits)
hooks.register("before_edit_page", approving.refuse_unread_version)
hooks.register("after_edit_page", approving.say_what_was_approved)
hooks.register("register_log_actions", second_reader.register_log_actions)
hooks.register("construct_homepage_panels", dashboard.arrange_panels, order=100)
hooks.register("construct_settings_menu", menus.offer_locales)
hooks.register("register_permissions", menus.register_locale_permissions)
hooks.register("register_admin_urls", reports.register_urls)
hooks.register("register_reports_menu_item", reports.register_menu_item)
hooks.register("register_reports_menu_item", reports.register_translations_menu_item)

hooks.register("register_log_actions", history.register_log_actions)
hooks.register("register_log_actions", unpublishing.register_log_actions)
hooks.register("after_unpublish_page", unpublishing.unpublish_translations)
hooks.register("before_delete_page", unpublishing.remember_what_goes)
hooks.register("after_delete_page", unpublishing.unpublish_translations_of_deleted)
hooks.register("before_bulk_action", unpublishing.remember_what_goes_together)
hooks.register("after_bulk_action", unpublishing.unpublish_translations_of_several)
hooks.register("before_edit_snippet", permissions.refuse_used_snippet)
hooks.register("before_delete_snippet", permissions.refuse_used_snippets)
hooks.register("before_delete_snippet", consents.refuse_consent_in_use)
hooks.register("before_edit_setting", translation_warnings.remember_setting)
hooks.register("after_edit_setting", translation_warnings.compare_setting)
# Before Wagtail's own.
hooks.register("register_admin_urls", file_views.register_urls, order=-1)
hooks.register("after_bulk_action", file_views.delete_several_for_good)
hooks.register("register_admin_urls", deleted_files.register_urls)
hooks.register("register_reports_menu_item", deleted_files.register_menu_item)
hooks.register("register_log_actions", deleted_files.register_log_actions)
hooks.register("register_admin_urls", old_versions.register_urls)
hooks.register("register_page_header_buttons", old_versions.offer_deletion)
hooks.register("register_log_actions", old_versions.register_log_actions)
hooks.register("insert_editor_js", preview.load_opening_script)
hooks.register("insert_global_admin_css", styles.load_admin_styles)
hooks.register("register_admin_urls", guide.urls)
# Before wagtail-localize's own.
hooks.register("register_admin_urls", urls.register_urls, order=-1)
hooks.register("before_edit_page", editor.edit_page, order=-1)
hooks.register("construct_page_action_menu", editor.remove_disabled_actions)
hooks.register("construct_snippet_listing_buttons", starting.remove_translate_button)
hooks.register("construct_reports_menu", editor.remove_library_report)
hooks.register("register_help_menu_item", guide.menu_item)
hooks.register("register_admin_urls", gallery.urls)
hooks.register("register_help_menu_item", gallery.menu_item)
hooks.register("construct_help_menu", guide.remove_links_about_wagtail)

register_snippet(WholeSiteViewSetGroup)
register_snippet(PeopleAndTermsViewSetGroup)
register_snippet(RecordingViewSet)


@hooks.register("register_rich_text_features", order=1)
def register_link_handlers(features: FeatureRegistry) -> None:
    """Replace Wagtail's handlers of links, which are registered before."""
    for handler in (ExternalLinkHandler, PublicDocumentLinkHandler, PublicPageLinkHandler):
        features.register_link_type(handler)
