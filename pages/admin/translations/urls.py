"""The addresses of wagtail-localize that are open, in the order of their use. All others answer 404.

They are registered before its own, with the same paths, so that its links lead here. A screen that a later version adds
stays closed until somebody has looked at what it publishes, and to whom it shows drafts.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog

from pages.admin.translations import po_files, starting, texts


def not_available(request: HttpRequest) -> HttpResponse:
    """Answer that there is nothing: no aliases, no list of all snippets, no machine that translates."""
    raise Http404("This site does not offer it.")


def register_urls() -> list[URLPattern | URLResolver]:
    """Register the addresses."""
    translation = "translate/<int:translation_id>"
    urls = [
        path("submit/page/<int:page_id>/", starting.StartTranslationView.as_view()),
        path("submit/snippet/<slug:app_label>/<slug:model_name>/<int:pk>/", starting.translate_snippet),
        path("update/<int:translation_source_id>/", starting.UpdateTranslationsView.as_view()),
        path("jsi18n/", JavaScriptCatalog.as_view(packages=["wagtail_localize"])),
        path(f"{translation}/strings/<int:string_segment_id>/edit/", texts.edit_text),
        path(f"{translation}/overrides/<int:overridable_segment_id>/edit/", texts.edit_link),
        path(f"{translation}/preview/", texts.preview),
        path(f"{translation}/preview/<str:mode>/", texts.preview),
        path(f"{translation}/pofile/download/", po_files.download),
        path(f"{translation}/pofile/upload/", po_files.upload),
        path(f"{translation}/disable/", texts.stop),
        path("reports/translations/", RedirectView.as_view(pattern_name="outdated_translations")),
        re_path("^.*$", not_available),
    ]
    return [path("localize/", include(urls))]
