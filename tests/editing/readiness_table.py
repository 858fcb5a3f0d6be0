"""For each rule a page on which it finds something, and one like it on which it does not."""

from datetime import timedelta

from django.utils.timezone import localdate
from wagtail.models import Locale, Page

from pages.models import Consent, HomePage, PageRecording, PhraseToAvoid
from pages.translations import drafts
from tests import builders

ENGLISH = "This sentence was never translated by anybody."
ORIGINAL = {"title": "All about roses", "lead": "<p>Roses have thorns.</p>", "search_description": "Roses."}


def draft(**fields) -> Page:
    """Return the draft of a standing page."""
    return builders.standard_page(live=False, **{"lead": "<p>About roses.</p>", **fields})


def urdu(**fields) -> Page:
    """Return the draft of an Urdu page without an original."""
    home = HomePage.objects.get(locale__language_code="ur", depth=2)
    return builders.standard_page(parent=home, live=False, title="گلاب", **fields)


def translation(**fields) -> Page:
    """Return the draft of a translation, in which fields were filled in."""
    original = builders.standard_page(slug=f"roses-{Page.objects.count()}", **ORIGINAL)
    return builders.in_urdu(original, is_live=False, **fields)


def translation_of_passage(words: str, **fields) -> Page:
    """Return the draft of a translation whose original has a passage of these Urdu words."""
    passage = ("passage", {"language": "ur", "text": f"<p>{words}</p>"})
    return builders.in_urdu(builders.standard_page(body=[passage]), is_live=False, **fields)


def with_body(*blocks, **fields) -> Page:
    return draft(body=list(blocks), **fields)


def paragraph(html: str) -> Page:
    return with_body(("paragraph", html))


def linked(words: str) -> Page:
    return paragraph(f'<p>To read it, <a href="https://example.org/">{words}</a>.</p>')


def phone(words: str, number: str) -> Page:
    return paragraph(f'<p>In danger, <a href="tel:{number}">{words}</a>.</p>')


def statistic(**fields) -> Page:
    value = {"number": "7", "words": "roses", "source": "A gardener", "date": "March 2024"}
    return with_body(("statistic", value | fields))


def sourced(words: str, **fields) -> Page:
    source = {"source": "A gardener [9]", "date": "2024", "link": "https://example.org/"} | fields
    return with_body(("paragraph", f"<p>Roses. {words}</p>"), ("sources", [source]))


def titled(title: str, caption: str = "") -> Page:
    """Return a draft with a source, a heading and a picture."""
    image = ("image", {"image": builders.image(makes_renditions=False), "caption": caption})
    return with_body(("heading", {"text": title, "level": "h2"}), image, ("sources", [{"source": "A gardener"}]))


def spoken(**fields) -> Page:
    page = draft()
    page.page_recordings = [PageRecording(recording=builders.recording(**fields))]
    return page


def portrait(**fields) -> Page:
    """Return the draft of a page about somebody with a portrait."""
    shown = {"person": builders.person(), "portrait": builders.image(makes_renditions=False, **fields)}
    return builders.people_page(live=False, people=[("person", shown)])


def call(button: str) -> Page:
    value = {"title": "Roses", "button": button, "address": "https://example.org/"}
    return with_body(("call_to_action", value))


def picture(alt: str = "", **fields) -> Page:
    image = builders.image(makes_renditions=False, **fields)
    image.contextual_alt_text, image.decorative = alt, not alt
    return with_body(("image", {"image": image}))


def consent(days: int) -> Consent:
    ends_on = localdate() + timedelta(days=days)
    return Consent.objects.create(person="Sample", scope="One picture", agreed_by="Sample", ends_on=ends_on)


def link_to(page: Page) -> Page:
    return paragraph(f'<p>Read <a linktype="page" id="{page.pk}">about roses</a>.</p>')


def work(**fields) -> Page:
    return builders.local_work_page(live=False, **fields)


def letter(text: str = "Dear [MP’s name],\n\n[your name]", **fields) -> Page:
    value = {"title": "Write", "subject": "A letter", "letter": text, **fields}
    return work(actions=[("letter", value)])


def national(**fields) -> Page:
    return builders.national_work_page(live=False, figure="0", figure_words="roses", **fields)


def report(**fields) -> Page:
    document = {"document": builders.document(), "language": "en"}
    return builders.publication_page(live=False, documents=[("document", document)], **fields)


def begun() -> Page:
    """Return a page of which the translation has begun and no text is translated."""
    locale = Locale.objects.get(language_code="ur")
    return drafts.start(builders.standard_page(), locale, builders.superuser())


def outdated() -> Page:
    """Return a public translation whose original has another text since."""
    original = builders.standard_page()
    page = builders.in_urdu(original)
    original.lead = "<p>Another introduction.</p>"
    original.save_revision().publish()
    return page


def avoided(text: str) -> Page:
    PhraseToAvoid.objects.get_or_create(phrase="rose gossip", instead="talk", locale=Locale.get_default())
    return paragraph(f"<p>{text}</p>")


BLOCKS = [
    ("untranslated-text", begun, draft),
    ("no-summary", lambda: draft(search_description=""), lambda: draft()),
    ("no-text", lambda: draft(lead=""), lambda: draft()),
    ("no-text", lambda: draft(lead="<p></p>"), lambda: paragraph("<p>Roses.</p>")),
    ("no-text", lambda: work(lead="<p></p>"), lambda: work()),
    (
        "unfinished-block",
        lambda: with_body(("heading", {"text": "Small", "level": "h3"})),
        lambda: with_body(("heading", {"text": "Large", "level": "h2"})),
    ),
    ("unfinished-block", lambda: paragraph("<p> </p>"), lambda: paragraph("<p>Roses.</p>")),
    ("another-language", lambda: translation(title="All about roses"), lambda: translation()),
    ("another-language", lambda: translation(lead="<p>Roses have thorns.</p>"), lambda: translation(title="ENAR")),
    (
        "another-language",
        lambda: translation(lead="<p>Roses have thorns.</p>"),
        lambda: translation_of_passage("نمونہ متن", lead="<p>نمونہ متن</p>"),
    ),
    (
        "another-language",
        lambda: urdu(body=[("paragraph", f"<p>نمونہ متن</p><p>{ENGLISH}</p>")]),
        lambda: urdu(body=[("paragraph", "<p>زلاخا احمد Zlakha Ahmed نے ENAR کے لیے 2020 میں blog لکھا۔</p>")]),
    ),
    ("another-language", lambda: urdu(lead="<p>Call us.</p>"), lambda: urdu(lead="<p>CEO, Apna Haq</p>")),
    (
        "another-language",
        lambda: urdu(body=[("question", {"question": "Who wrote this in English?", "answer": "<p>نمونہ</p>"})]),
        lambda: urdu(body=[("quotation", {"text": f"“{ENGLISH}”", "source": "Institute of Race Relations"})]),
    ),
    (
        "another-language",
        lambda: urdu(body=[("passage", {"language": "pa", "text": f"<p>{ENGLISH}</p>"})]),
        lambda: urdu(body=[("passage", {"language": "en", "text": f"<p>{ENGLISH}</p>"})]),
    ),
    (
        "another-language",
        lambda: urdu(body=[("timeline", {"title": "", "entries": [{"date": "1", "title": ENGLISH, "text": ""}] * 2})]),
        lambda: urdu(lead=f"<p>نمونہ متن: “{ENGLISH}”</p>"),
    ),
    (
        "another-language",
        lambda: letter("محترم رکن، براہ کرم جواب دیں۔ [آپ کا نام]"),
        lambda: letter("محترم رکن، براہ کرم جواب دیں۔ [آپ کا نام]", subject="خط", language="ur"),
    ),
    (
        "another-language",
        lambda: paragraph("<p>یہ جملہ اردو میں ہے۔</p>"),
        lambda: paragraph("<p>The name اپنا حق is Urdu.</p>"),
    ),
    (
        "sensitive-term",
        lambda: draft(is_sensitive=True, search_description="For victims."),
        lambda: draft(search_description="For victims."),
    ),
    ("vague-link-text", lambda: linked("click here"), lambda: linked("open the report")),
    ("vague-link-text", lambda: linked("Read more…"), lambda: linked("read more about roses")),
    ("vague-link-text", lambda: call("Click here"), lambda: call("Get in touch")),
    (
        "vague-link-text",
        lambda: work(call_button="Here"),
        lambda: work(call_button="Get in touch"),
    ),
    ("other-number", lambda: phone("999", "998"), lambda: phone("999 (free)", "999")),
    ("other-number", lambda: phone("Call 0808 2000 247", "08082000248"), lambda: phone("Call us, 24/7", "08082000247")),
    ("other-number", lambda: phone("(01709) 000000", "01709000001"), lambda: phone("(01709) 000000", "+441709000000")),
    ("other-number", lambda: phone("۹۹۹", "998"), lambda: phone("۹۹۹", "999")),
    ("other-number", lambda: phone("٠٨٠٨ ٢٠٠٠ ٢٤٧", "08082000248"), lambda: phone("٠٨٠٨ ٢٠٠٠ ٢٤٧", "08082000247")),
    ("statistic-without-source", lambda: statistic(source=""), lambda: statistic()),
    ("statistic-without-source", lambda: statistic(date=" "), lambda: statistic(date="2024")),
    (
        "statistic-without-source",
        lambda: statistic(source="A gardener", date=""),
        lambda: statistic(source="Apna Haq", date=""),
    ),
    ("unmarked-blank", lambda: letter("I am ____.\n[your name]"), lambda: letter()),
    ("unmarked-blank", lambda: letter(subject="From (your town)"), lambda: letter(subject="From [your town]")),
    ("figure-without-source", lambda: national(), lambda: national(figure_source="A gardener")),
    ("picture-without-consent", lambda: picture(shows_people=True), lambda: picture()),
    (
        "picture-without-consent",
        lambda: picture(shows_people=True, consent=consent(-1)),
        lambda: picture(shows_people=True, consent=consent(0)),
    ),
    ("portrait-without-consent", lambda: portrait(), lambda: portrait(consent=consent(0))),
    ("nothing-to-show", lambda: builders.people_page(live=False, people=[]), lambda: builders.people_page(live=False)),
    (
        "nothing-to-show",
        lambda: builders.accountability_page(live=False, trustees=[]),
        lambda: builders.accountability_page(live=False),
    ),
]

ADVISES = [
    ("letter-without-name", lambda: letter("Dear [name of your MP],\n\n[your town]"), lambda: letter()),
    ("letter-without-name", lambda: letter("[رکن پارلیمنٹ کا نام]"), lambda: letter("[آپ کا نام]", language="ur")),
    ("letter-too-long", lambda: letter("آپ " * 160), lambda: letter("You " * 160)),
    (
        "publisher-without-address",
        lambda: builders.blog_page(live=False, publisher=builders.organisation()),
        lambda: builders.blog_page(
            live=False, publisher=builders.organisation(), original_url="https://example.org/roses"
        ),
    ),
    ("recording-without-consent", lambda: spoken(), lambda: spoken(consent=builders.consent())),
    ("recording-without-consent", lambda: spoken(consent=builders.consent(is_withdrawn=True)), draft),
    (
        "recognisable-person",
        lambda: paragraph("<p>Then Amina, 23, came to us.</p>"),
        lambda: paragraph("<p>Then Amina came to us.</p><p>She was 23.</p>"),
    ),
    (
        "recognisable-person",
        lambda: paragraph("<p>Amina lived in Rose Street with her mother.</p>"),
        lambda: paragraph("<p>A woman lived in Rose Street.</p>"),
    ),
    (
        "recognisable-person",
        lambda: paragraph("<p>Her social worker knew Amina well.</p>"),
        lambda: paragraph("<p>Her social worker knew her well.</p>"),
    ),
    (
        "recognisable-person",
        lambda: paragraph("<p>When Amina was 17, she left.</p>"),
        lambda: builders.person(name="Amina Sample") and paragraph("<p>When Amina was 17, she left.</p>"),
    ),
    ("phrase-to-avoid", lambda: avoided("All Rose gossip."), lambda: avoided("All prose gossips.")),
    ("people-in-description", lambda: picture("A woman with a rose"), lambda: picture("A rose on a table")),
    (
        "people-in-description",
        lambda: picture("Two girls", description="x"),
        lambda: picture("Two girls", shows_people=True),
    ),
    ("file-name-as-description", lambda: picture("IMG_2041"), lambda: picture("A rose in 2041")),
    ("file-name-as-description", lambda: picture("WhatsApp Image 2024-03-05"), lambda: picture("An image of a rose")),
    ("broken-link", lambda: link_to(draft()), lambda: link_to(builders.standard_page())),
    (
        "broken-link",
        lambda: draft(lead='<p><a linktype="document" id="999999">The report</a></p>'),
        lambda: draft(lead=f'<p><a linktype="document" id="{builders.document().pk}">The report</a></p>'),
    ),
    (
        "broken-link",
        lambda: work(related=[("page", builders.blog_page(live=False))]),
        lambda: work(related=[("page", builders.blog_page())]),
    ),
    ("perhaps-another-language", lambda: translation(title="Roses"), lambda: translation(title="ENAR")),
    ("unexplained-abbreviation", lambda: paragraph("<p>Ask the RSPB.</p>"), lambda: paragraph("<p>Ask ENAR.</p>")),
    (
        "unexplained-abbreviation",
        lambda: paragraph("<p>Ask the RSPBs.</p>"),
        lambda: paragraph("<p>Ask the Rose Society of Places in Britain (RSPB), and the RSPB answers.</p>"),
    ),
    (
        "long-sentences",
        lambda: paragraph(f"<p>{'A rose is ' * 11}red.</p>"),
        lambda: paragraph(f"<p>{'A rose is red. ' * 11}</p>"),
    ),
    (
        "telling-home-page",
        lambda: builders.home_page(live=False, search_description="For victims."),
        lambda: builders.home_page(live=False, search_description="For women."),
    ),
    ("original-changed", outdated, lambda: builders.in_urdu(builders.standard_page())),
    (
        "incomplete-source-of-figure",
        lambda: national(figure_source="A gardener", figure_date="2024"),
        lambda: national(figure_source="Apna Haq"),
    ),
    ("incomplete-source", lambda: statistic(), lambda: statistic(source="Apna Haq")),
    ("incomplete-source", lambda: sourced("[1]", link=""), lambda: sourced("[1]")),
    ("incomplete-source", lambda: sourced("[1]", date=" "), lambda: sourced("[1]", source="Apna Haq", date="")),
    ("note-without-source", lambda: sourced("[1] [2]"), lambda: sourced("[1], [1] and [2021]")),
    ("note-without-source", lambda: paragraph("<p>Roses. [1]</p>"), lambda: paragraph("<p>Roses.</p>")),
    ("note-without-source", lambda: titled("Roses [1]"), lambda: titled("Roses", "Red. [1]")),
    ("source-without-note", lambda: sourced("Nothing"), lambda: sourced("[1]")),
    ("source-without-note", lambda: titled("Roses [1]"), lambda: titled("Roses", "Red. [1]")),
    ("document-without-text", lambda: report(), lambda: report(body=[("paragraph", "<p>Roses.</p>")])),
    ("no-review-date", lambda: draft(), lambda: draft(review_on=localdate())),
]

TABLE = [(*row, True) for row in BLOCKS] + [(*row, False) for row in ADVISES]
