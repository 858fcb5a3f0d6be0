"""The blocks of the body: few, each with an icon and a description, and none that can break a page."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from pages.blocks import BodyBlock
from pages.blocks.links import CallToActionBlock
from tests import builders
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

BLOCKS = BodyBlock().child_blocks


def body(*children) -> object:
    """Return a body of these blocks, as the admin's form returns it."""
    block = BodyBlock()
    return block, block.normalize(list(children))


def heading(level: str, text: str = "A sample") -> tuple:
    return ("heading", {"text": text, "level": level})


def test_there_are_few_enough_blocks_to_choose_from():
    assert len(BLOCKS) <= 14


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_an_icon_a_description_and_a_template(name):
    block = BLOCKS[name]
    assert block.meta.icon not in {"placeholder", ""}
    assert block.meta.description.endswith(".")
    assert block.meta.template.startswith("blocks/")


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_a_preview(client, name):
    client.force_login(builders.superuser())
    block = BLOCKS[name]
    assert block.is_previewable
    response = client.get("/admin/block-preview/", {"id": block.definition_prefix})
    assert response.status_code == 200
    assert parsed(response).main.get_text(strip=True)


@pytest.mark.parametrize("name", ["image", "document"])
def test_a_block_has_a_preview_before_anything_was_uploaded(name):
    block = BLOCKS[name]
    block.render(block.normalize(block.get_preview_value()))


@pytest.mark.parametrize("name", [name for name in BLOCKS if name not in {"image", "document"}])
def test_samples_say_that_they_are_samples(name):
    block = BLOCKS[name]
    text = BeautifulSoup(block.render(block.normalize(block.get_preview_value())), "html.parser").get_text()
    assert "sample" in text.lower() or "نمونہ" in text


@pytest.mark.parametrize("name", [name for name in BLOCKS if name != "paragraph"])
def test_no_block_renders_markup_that_an_editor_typed_as_text(name):
    nasty = "<script>alert(1)</script>"

    def spoiled(value):
        if isinstance(value, str) and not value.startswith(("<p>", "http", "h2", "h3", "ur")):
            return value + nasty
        if isinstance(value, dict):
            return {key: spoiled(each) for key, each in value.items()}
        if isinstance(value, list):
            return [spoiled(each) for each in value]
        return value

    block = BLOCKS[name]
    value = dict(builders.every_block())[name]
    assert "<script>" not in block.render(block.normalize(spoiled(value)))


@pytest.mark.parametrize(
    "children",
    [
        [heading("h3")],
        [("paragraph", "<p>Text</p>"), heading("h3"), heading("h2")],
        [("question", {"question": "Why?", "answer": "<p>Because.</p>"})],
    ],
)
def test_a_skipped_heading_level_is_refused_with_the_reason_beside_it(children):
    block, value = body(*children)
    with pytest.raises(StreamBlockValidationError) as refused:
        block.clean(value)
    assert "Put a heading above this" in str(refused.value.block_errors.values())


@pytest.mark.parametrize(
    "children",
    [
        [heading("h2"), heading("h3"), heading("h3"), heading("h2")],
        [heading("h2"), ("question", {"question": "Why?", "answer": "<p>Because.</p>"})],
        [("paragraph", "<p>Text</p>")],
    ],
)
def test_headings_in_order_are_accepted(children):
    block, value = body(*children)
    assert len(block.clean(value)) == len(children)


@pytest.mark.parametrize(("page", "address"), [(False, ""), (True, "https://www.example.org/")])
def test_a_call_leads_to_a_page_or_to_an_address_never_to_both_or_nowhere(page, address):
    block = CallToActionBlock()
    value = {"title": "Act", "button": "Now", "page": builders.home() if page else None, "address": address}
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize(value))
    assert set(refused.value.block_errors) == {"page", "address"}
    assert "one of the two" in str(refused.value.block_errors)


def test_a_call_to_the_contact_page_can_choose_its_topic(client):
    contact = builders.seeded(type(builders.home())).get_children().get(slug="contact")
    call = {"title": "Act", "button": "Write", "page": contact, "topic": "workshop", "address": ""}
    block = CallToActionBlock()
    assert block.clean(block.normalize(call))
    page = parsed(client.get(builders.standard_page(body=[("call_to_action", call)]).url))
    assert page.select_one('main a[href="/contact/?topic=workshop"]').get_text() == "Write"


def test_a_number_is_not_accepted_without_its_source():
    block = BLOCKS["statistic"]
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize({"number": "9", "words": "things", "source": "", "date": "", "link": ""}))
    assert set(refused.value.block_errors) == {"source"}


@pytest.mark.parametrize(("link", "date"), [("", ""), ("https://example.org/", ""), ("", "March 2024")])
def test_a_number_of_our_own_may_have_no_date_and_then_no_comma_before_it(client, link, date):
    own = {"number": "9", "words": "things", "source": "Apna Haq", "date": date, "link": link}
    page = builders.standard_page(body=[("statistic", own)])
    assert not [each for each in page.readiness() if each.blocks]
    caption = parsed(client.get(page.url)).select_one("figure.statistic figcaption")
    assert words(caption) == ", ".join(filter(None, ["Apna Haq", date]))


def test_a_timeline_of_one_step_is_not_accepted():
    block = BLOCKS["timeline"]
    value = {"title": "T", "entries": [{"date": "Now", "title": "One"}]}
    with pytest.raises((StructBlockValidationError, ValidationError)):
        block.clean(block.normalize(value))


def test_a_document_is_offered_with_its_type_size_and_language(client):
    document = builders.document(b"x" * 2048, name="report.pdf", language="Urdu")
    page = parsed(
        client.get(builders.standard_page(body=[("document", {"document": document, "title": "Report"})]).url)
    )
    entry = page.select_one("ul.downloads li")
    assert words(entry) == "Report PDF, 2.0 KB, Urdu, saved on your device"
    assert client.get(entry.a["href"]).status_code == 200


def test_a_deleted_picture_or_document_is_left_out(client):
    picture, document = builders.image(), builders.document()
    page = builders.standard_page(
        body=[("image", {"image": picture}), ("document", {"document": document, "title": ""})]
    )
    picture.delete()
    document.delete()
    response = client.get(page.url)
    assert response.status_code == 200
    assert not parsed(response).select("main figure, main ul.downloads")


@pytest.mark.parametrize("tag", ["p", "li"])
def test_a_telephone_number_never_breaks_across_lines(client, tag):
    words = f'<{tag}>Call 0808 2000 247 <a href="tel:01709 000 000">or 01709 000 000</a>. 3 May 2020</{tag}>'
    text = client.get(builders.standard_page(lead=words, body=[("paragraph", words)]).url).content.decode()
    assert text.count("Call 0808\xa02000\xa0247 ") == 2
    assert text.count("or 01709\xa0000\xa0000") == 2
    assert text.count('"tel:01709 000 000"') == 2
    assert "3 May 2020" in text


def test_a_chosen_page_that_was_deleted_is_left_out(client):
    chosen = builders.standard_page()
    call = {"title": "Act", "button": "Write", "page": chosen}
    link = f'<p>Go <a linktype="page" id="{chosen.pk}">there</a>.</p>'
    page = builders.standard_page(body=[("call_to_action", call), ("paragraph", link)])
    chosen.delete()
    response = client.get(page.url)
    assert response.status_code == 200
    assert not parsed(response).select('main a[href=""]')


def test_a_chosen_page_that_is_hidden_is_not_linked_to(client):
    chosen = builders.standard_page(slug="zaubergarten")
    call = {"title": "Act", "button": "Write", "page": chosen}
    link = f'<p>Go <a linktype="page" id="{chosen.pk}">there</a>.</p>'
    page = builders.standard_page(body=[("call_to_action", call), ("paragraph", link)])
    assert "zaubergarten" in client.get(page.url).content.decode()
    builders.lock(chosen)
    response = client.get(page.url)
    assert response.status_code == 200
    assert "zaubergarten" not in response.content.decode()
