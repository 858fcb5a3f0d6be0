"""Each rule finds what is wrong and nothing else, and says what to do."""

import pytest
from wagtail.models import Page, get_page_models

from campaigns.models import NationalWorkPage
from pages.models import BasePage, BlogPage
from tests import builders
from tests.editing.readiness_drafts import draft, offering, paper, paragraph, with_body
from tests.editing.readiness_table import TABLE

pytestmark = pytest.mark.django_db

IDS = [f"{number} {rule}" for number, (rule, *_rest) in enumerate(TABLE)]


@pytest.mark.parametrize(("rule", "make_failing", "make_passing", "blocks"), TABLE, ids=IDS)
def test_each_rule_finds_what_is_wrong_and_nothing_else(rule, make_failing, make_passing, blocks):
    found = [finding for finding in make_failing().readiness() if finding.rule == rule]
    assert found
    assert {finding.blocks for finding in found} == {blocks}
    assert all(finding.sentence.endswith((".", ").")) for finding in found)
    assert [str(finding) for finding in make_passing().readiness() if finding.rule == rule] == []


def test_every_rule_is_in_this_table_and_no_other():
    models = [model for model in get_page_models() if issubclass(model, BasePage)]
    rules = {(rule.name, rule.blocks) for model in models for rule in model.readiness_rules}
    assert rules == {(rule, blocks) for rule, _failing, _passing, blocks in TABLE}


def test_an_editor_reads_which_documents_visitors_cannot_open_and_why():
    (finding,) = [each for each in offering(paper(is_private=True)).readiness() if each.rule == "broken-link"]
    assert finding.label == "Body, block 1 (Document)"
    assert finding.sentence.startswith("Visitors cannot open “The report”: its collection is private.")


def test_what_blocks_comes_first():
    found = [finding.blocks for finding in draft(search_description="").readiness()]
    assert found == sorted(found, reverse=True) and True in found and False in found


def test_the_starter_content_can_be_published_as_it_is():
    for each in Page.objects.filter(depth__gt=1).specific():
        assert [str(finding) for finding in each.readiness() if finding.blocks] == [], each.title


def test_the_source_of_the_figure_is_the_organisations_and_stands_beside_it(client):
    page = builders.seeded(NationalWorkPage)
    assert "Apna Haq" in client.get(page.url).content.decode().split("figcaption")[1]


def test_a_finding_names_its_place_in_the_words_of_the_form():
    page = paragraph('<p>See <a href="https://example.org/">here</a>.</p>')
    (finding,) = [each for each in page.readiness() if each.blocks]
    assert (finding.field, finding.position, finding.label) == ("body", 0, "Body, block 1 (Paragraph)")
    assert finding.block_id == page.body[0].id
    (summary,) = [each for each in draft(search_description="").readiness() if each.blocks]
    assert str(summary) == "Summary: Say in one sentence what this page is about."


def test_a_long_page_costs_no_more_queries_than_a_short_one(django_assert_num_queries, django_assert_max_num_queries):
    def fresh(times: int) -> BlogPage:
        link = builders.standard_page()
        body = builders.every_block()
        body += [("paragraph", f'<p><a linktype="page" id="{link.pk}">Roses</a></p>'), *body[7:9]] * times
        made = builders.blog_page(body=body, live=False)
        return BlogPage.objects.get(pk=made.pk)

    short, long = fresh(1), fresh(6)
    fresh(1).readiness()
    with django_assert_max_num_queries(25) as asked:
        short.readiness()
    with django_assert_num_queries(len(asked)):
        long.readiness()


def test_titles_and_labels_do_not_make_a_page_look_easy_to_read():
    long = "The women of the town said to us what they had said " + "and to everybody else " * 8 + "twice."
    labels = [("statistic", {"number": "7", "words": "roses", "source": "A gardener", "date": "May"})] * 9

    def advice(*more) -> list[str]:
        page = with_body(("paragraph", f"<p>{long}</p>"), *more)
        return [each.sentence for each in page.readiness() if each.rule == "long-sentences"]

    assert len(advice()) == 1
    assert advice(*labels) == advice()


def test_an_empty_paragraph_is_said_once():
    assert [each.rule for each in paragraph("<p> </p>").readiness() if each.blocks] == ["unfinished-block"]
    assert [each.sentence for each in paragraph("").readiness() if each.blocks] == [
        "Write something here, or take this block away."
    ]
