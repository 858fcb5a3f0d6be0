"""The URL configuration."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from apnahaq import health, views
from apnahaq.serve_recordings import recording
from pages.admin.bulk_access import bulk_action
from pages.enquiries.submissions.serve import serve
from pages.enquiries.submissions.views import clear_browser_cache, contact_sent
from pages.feeds import blog_feed, interview_feed, publication_feed
from pages.search.views import search
from pages.sitemap import sitemap_index, sitemap_part

handler400 = "apnahaq.error_pages.bad_request"
handler403 = "apnahaq.error_pages.permission_denied"
handler404 = "apnahaq.error_pages.page_not_found"
handler500 = "apnahaq.error_pages.server_error"

urlpatterns = [
    path("exit/", views.leave, name="exit"),
    path("exit/form/", views.leave_form, name="exit_from_form"),
    path("exit/clear/", views.leave_and_clear, name="exit_and_clear"),
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("robots.txt", views.robots),
    path("favicon.ico", views.favicon),
    path("sitemap.xml", sitemap_index),
    path("sitemap-<int:section>.xml", sitemap_part, name="sitemap_part"),
    path(".well-known/security.txt", views.security_contact),
    path(f"{settings.ADMIN_PATH}/account/", require_admin_access(views.AccountView.as_view())),
    path(f"{settings.ADMIN_PATH}/", include("pages.accounts.urls")),
    path(
        f"{settings.ADMIN_PATH}/bulk/<str:app_label>/<str:model_name>/<str:action>/", require_admin_access(bulk_action)
    ),
    path(f"{settings.ADMIN_PATH}/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", views.document),
    path("documents/", include(wagtaildocs_urls)),
    path("recordings/<int:pk>/<str:name>", recording, name="recording"),
    # The page's address on the previous site, which other sites still link to.
    re_path(r"^wider-work/anti-racism/?$", RedirectView.as_view(url="/anti-racism/", permanent=True)),
]

if settings.SERVE_MEDIA:
    # The names that renditions have: nothing leads out of their folder, and nothing is too long for a storage.
    urlpatterns.append(re_path(r"^media/images/(?P<name>[A-Za-z0-9_.-]{0,200}[A-Za-z0-9_])$", views.rendition))

urlpatterns += i18n_patterns(
    # Wagtail's login page for visitors sets a cookie and has no exit link, and only staff log in here. A redirect to
    # the login of the admin would disclose its address. Wagtail's pattern stays below, since Wagtail reverses its name.
    path("_util/login/", views.not_provided),
    path("exit/practice/", views.practise_leaving, name="practise_leaving"),
    path("search/", search, name="search"),
    path("blog/feed/", blog_feed, name="blog_feed"),
    path("interviews/feed/", interview_feed, name="interview_feed"),
    path("publications/feed/", publication_feed, name="publication_feed"),
    path("contact/sent/", contact_sent, name="contact_sent"),
    path("contact/sent/clear", clear_browser_cache, name="contact_clear_browser_cache"),
    # Wagtail's patterns, with our own view for serving pages.
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    prefix_default_language=False,
)
