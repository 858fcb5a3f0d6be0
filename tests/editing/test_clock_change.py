"""A time that the change of the clocks leaves out or repeats is refused with a kind sentence in every field."""

import pytest
from django import forms
from django.urls import reverse
from django.utils import translation

from pages.models import Announcement
from tests import builders
from tests.editing import editor
from tests.editing.site_texts import NO_OTHER_LANGUAGES
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = pytest.mark.django_db

# The last Sundays of March and October.
MISSING, TWICE = "2035-03-25 01:30", "2035-10-28 01:30"
SENTENCE = (
    "The clocks change that night: this time does not exist, or it comes twice. "
    "Choose a time before 1:00, or 2:00 or later."
)
every_such_time = pytest.mark.parametrize("moment", [MISSING, TWICE], ids=["missing", "twice"])


@every_such_time
@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
@pytest.mark.parametrize("action", [editor.PUBLISH, {}], ids=["published", "saved"])
def test_a_page_is_not_scheduled_for_such_a_time(moment, field, action):
    page, editing = builders.standard_page(), browser("superuser")
    response = editing.post(editor.edit_address(page), editor.opened(editing, page) | {field: moment} | action)
    text = parsed(response).get_text()
    assert SENTENCE in text and "interpreted" not in text


@every_such_time
@pytest.mark.parametrize("field", ["starts_at", "ends_at"])
def test_an_announcement_does_not_begin_or_end_at_such_a_time(moment, field):
    editing = browser("superuser")
    address = reverse("wagtailsnippets_pages_announcement:list")
    page = editing.get(address, follow=True)
    form = editor.form_of(page) | NO_OTHER_LANGUAGES | {field: moment}
    text = parsed(editing.post(page.redirect_chain[-1][0], form)).get_text()
    assert SENTENCE in text and "interpreted" not in text
    assert Announcement._meta.get_field(field)


@every_such_time
@pytest.mark.parametrize("language", ["en", "en-gb", "ur"])
def test_any_form_says_so_in_every_language_of_the_admin(moment, language):
    with translation.override(language), pytest.raises(forms.ValidationError) as caught:
        forms.DateTimeField().clean(moment)
    assert caught.value.messages == [SENTENCE]


@pytest.mark.parametrize("moment", ["2035-03-25 00:59", "2035-03-25 02:00", "2035-10-28 00:59", "2035-10-28 02:00"])
def test_the_times_around_it_are_taken(moment):
    assert forms.DateTimeField().clean(moment)
