"""Beginning a translation, and taking changes of the original over into it. Both make drafts."""

from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.models import TranslationSource
from wagtail_localize.views import submit_translations, update_translations

from pages.admin.snippets.translations import TRANSLATION_OF, TranslatableViewSet
from pages.models.users import AnyUser
from pages.translations.drafts import is_locked, start, update_source


class StartTranslationView(submit_translations.SubmitPageTranslationView):
    """The question into which language a page is to be translated."""

    def get_object(self) -> Page:
        """Return the page, to whoever may edit it: its draft can be read in the translation."""
        page = super().get_object()
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page

    def get_form(self) -> forms.Form:
        """Offer the languages alone, ticked where there is only one. Pages below the page are begun one by one."""
        form = super().get_form()
        form.fields["include_subtree"].widget = forms.HiddenInput()
        locales = form.fields["locales"].queryset
        if len(locales) == 1:
            form.initial.setdefault("locales", locales)
        return form

    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Make the drafts, and open the first of them."""
        locales = form.cleaned_data["locales"]
        if not all(_may_add(self.object, locale, self.request.user) for locale in locales):
            raise PermissionDenied
        drafts = [start(self.object, locale, self.request.user) for locale in locales]
        messages.success(self.request, "Translate the texts below. Visitors see nothing of it before it is published.")
        return redirect("wagtailadmin_pages:edit", drafts[0].pk)


def _may_add(page: Page, locale: Locale, user: AnyUser) -> bool:
    """Return whether a user may add pages where the translation of a page, and what is missing above it, would be."""
    for ancestor in page.get_ancestors().order_by("-depth"):
        place = ancestor if ancestor.is_root() else ancestor.get_translation_or_none(locale)
        if place is not None:
            return place.specific.permissions_for_user(user).can_add_subpage()
    return False


class UpdateForm(forms.Form):
    """Asks nothing: what is published is decided in the translation editor."""


class UpdateTranslationsView(update_translations.UpdateTranslationsView):
    """Takes the public text of an original over into the drafts of its translations."""

    title = "Bring the changes to the translations"

    def get_object(self) -> TranslationSource:
        """Return the source, to whoever may edit the original and its translations."""
        source = super().get_object()
        pages = [source.get_source_instance()]
        pages += [each.get_target_instance() for each in source.translations.filter(enabled=True)]
        if not all(isinstance(page, Page) for page in pages):
            raise Http404("Only pages have translations here.")
        if not all(page.permissions_for_user(self.request.user).can_edit() for page in pages):
            raise PermissionDenied
        self.pages = pages
        return source

    def get_form(self) -> forms.Form:
        """Return a form without fields."""
        return UpdateForm(self.request.POST or None)

    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Update the drafts, unless one of them is locked or in a workflow."""
        translations = self.pages[1:]
        if locked := next((page for page in translations if is_locked(page, self.request.user)), None):
            messages.error(
                self.request, f"“{locked.get_admin_display_title()}” is locked. Ask whoever has locked or handed it in."
            )
        else:
            update_source(self.object, self.request.user)
            messages.success(self.request, "What has changed is marked below as not translated yet.")
        # With one language, to the texts that are to be translated.
        only = translations[0] if len(translations) == 1 else self.pages[0]
        return redirect(self.get_success_url() or reverse("wagtailadmin_pages:edit", args=[only.pk]))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it whatever was sent: there is nothing to choose."""
        return self.form_valid(UpdateForm())


def translate_snippet(request: HttpRequest, app_label: str, model_name: str, pk: int) -> HttpResponse:
    """Lead to the form of a new topic or term, filled with what it translates.

    Snippets have no drafts, so that the translation editor would show visitors texts that are not translated yet.
    """
    model = get_snippet_model_from_url_params(app_label, model_name)
    screens: Any = model.snippet_viewset
    if not isinstance(screens, TranslatableViewSet):
        raise Http404("It is the same in every language, or each language has its own.")
    original = get_object_or_404(model, pk=pk)
    if not screens.permission_policy.user_has_permission(request.user, "add"):
        raise PermissionDenied
    missing = Locale.objects.exclude(pk__in=original.get_translations(inclusive=True).values("locale"))
    code = missing.order_by("pk").values_list("language_code", flat=True).first()
    if code is None:
        messages.warning(request, f"“{original}” is translated into every language already.")
        return redirect(screens.get_url_name("list"))
    return redirect(f"{reverse(screens.get_url_name('add'))}?locale={code}&{TRANSLATION_OF}={quote(original.pk)}")


def remove_translate_button(buttons: list[Button], snippet: Model, user: AnyUser) -> None:
    """Take wagtail-localize's button off the lists of what has no form for its translations."""
    if not isinstance(type(snippet).snippet_viewset, TranslatableViewSet):  # type: ignore[attr-defined]  # set by Wagtail
        buttons[:] = [button for button in buttons if "/localize/submit/snippet/" not in (button.url or "")]
