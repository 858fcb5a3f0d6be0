"""What cleaning costs and keeps, whatever is sent."""

import time

import pytest
from django import forms

from pages.text.cleaning import MAX_MARKS, clean_identifier, clean_text
from pages.text.links import clean_link
from tests.enquiries.senders import PATH, WORDS, aged_token, sender

# Of processor time. Cleaning a message takes far less; without a limit to the marks it took minutes.
DEADLINE_SECONDS = 10
# Marks of different classes, which the normalisation sorts.
HOSTILE = "a" + "\u0315\u0300" * 200_000


@pytest.mark.django_db
def test_a_message_of_marks_alone_does_not_occupy_the_site():
    started = time.process_time()
    response = sender().post(PATH, WORDS | {"token": aged_token(), "message": HOSTILE, "name": HOSTILE})
    assert response.status_code == 303
    assert time.process_time() - started < DEADLINE_SECONDS


@pytest.mark.parametrize("clean", [clean_text, clean_identifier])
def test_long_runs_of_marks_are_cut(clean):
    started = time.process_time()
    assert len(clean(HOSTILE)) <= 1 + MAX_MARKS
    assert time.process_time() - started < DEADLINE_SECONDS


@pytest.mark.parametrize("text", ["é", "नमस्ते", "שָׁלוֹם", "ẹ̀kọ́", "اِضافہ", "Việt Nam"])
def test_the_marks_of_any_language_stay(text):
    assert clean_text(text) == text


@pytest.mark.parametrize("url", [" {}", "{} ", "\n{}\t"])
def test_space_around_a_wrapped_link_does_not_matter(url):
    wrapped = url.format("https://www.google.com/url?q=https://example.org/")
    assert clean_link(wrapped) == forms.URLField(assume_scheme="https").clean(wrapped) == "https://example.org/"


def test_json_keeps_what_its_syntax_allows():
    assert forms.JSONField().clean('{"a": "x\u2028y"}') == {"a": "x\u2028y"}
