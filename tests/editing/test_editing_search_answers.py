"""Site managers edit what a search is answered first; nobody else does."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from pages.models import SearchAnswer
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_pages_searchanswer:add"


def sent(screen, *pages: Page, **fields: str) -> dict[str, str]:
    """Return what the form sends, with pages to show first."""
    stream = nested_form_data({"pages": streamfield([("page", str(page.pk)) for page in pages])})
    return editor.form_of(screen) | stream | fields


def test_a_site_manager_says_what_a_search_is_answered_and_visitors_find_it_at_once(client):
    staff, about = browser("site manager"), builders.english("about")
    assert "Search answers" in staff.get(reverse("wagtailadmin_home")).content.decode()
    screen = staff.get(reverse(ADD))
    answer = staff.post(reverse(ADD), sent(screen, about, words="Zaubergarten\nrosengarten"))
    assert answer.status_code == 302
    made = SearchAnswer.objects.get(words__startswith="Zauber")
    first = parsed(client.get("/search/", {"q": "the rosengarten"})).select_one("main ul.page-list h2")
    assert words(first) == "About us"
    edit = reverse("wagtailsnippets_pages_searchanswer:edit", args=[made.pk])
    staff.post(edit, sent(staff.get(edit), about, words="Tulips"))
    history = staff.get(reverse("wagtailsnippets_pages_searchanswer:history", args=[made.pk]))
    assert made.revisions.count() == 2 and "revert" in history.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"words": "zaubergarten"}, "Choose a page, write our words for it, or show the numbers to call."),
        ({"words": "…", "same_as": "NAPAR"}, "Write words on every line."),
    ],
)
def test_an_answer_without_words_or_without_anything_to_show_is_refused_with_a_sentence(fields, sentence):
    staff = browser("site manager")
    screen = staff.get(reverse(ADD))
    answer = staff.post(reverse(ADD), sent(screen, **fields))
    assert sentence in words(parsed(answer).main)
    assert not SearchAnswer.objects.filter(words=fields["words"]).exists()


@pytest.mark.parametrize("role", ["writer", "publisher", "enquiry team"])
def test_others_edit_no_search_answers(role):
    assert browser(role).get(reverse(ADD)).status_code == 302
    assert not SearchAnswer.objects.filter(words="zaubergarten").exists()
