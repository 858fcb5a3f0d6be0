"""Functions that create one valid object each, with the values that a test gives.

Pages are published below the seeded page of the type's usual parent, unless a test gives another.
"""

from io import BytesIO
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import CharField, TextField
from django.utils.text import slugify
from PIL import Image
from wagtail.fields import RichTextField, StreamField
from wagtail.models import GroupCollectionPermission, Locale, Page, PageViewRestriction

from campaigns.models import AntiRacismPage, EuropeanWorkPage, LocalWorkPage, NationalWorkPage
from pages.enquiries.models import ContactPage, PrivacyPage
from pages.media.renditions import make_renditions
from pages.models import (
    OPTIONAL_PAGES,
    AccountabilityPage,
    BlogIndexPage,
    BlogPage,
    Consent,
    GlossaryPage,
    GlossaryTerm,
    HomePage,
    InterviewIndexPage,
    InterviewPage,
    Organisation,
    PageRecording,
    PeoplePage,
    Person,
    PublicationIndexPage,
    PublicationPage,
    Recording,
    SafetyPage,
    SiteDocument,
    SiteImage,
    StandardPage,
    Topic,
    User,
)
from tests import sounds

URDU_WORDS = "نمونہ متن"
PASSWORD = "eight-plain-words-and-a-river"
_numbers = count(1)


def _named(fields: dict[str, Any], name: str, prefix: str) -> dict[str, Any]:
    """Return the fields with a name of their own, where the test gave none."""
    return {name: f"{prefix} {next(_numbers)}", **fields}


# Pages


def home() -> HomePage:
    """Return the seeded home page."""
    return HomePage.objects.get(locale__language_code="en-gb", depth=2)


def seeded(model: type[Page]) -> Page:
    """Return the first page of a type that the seed command made."""
    return model.objects.order_by("path").first()


def english(slug: str) -> Page:
    """Return the seeded English page below the home page that has a slug. Its translation has the same."""
    return home().get_children().get(slug=slug).specific


def publish(page: Page, parent: Page, is_live: bool = True) -> Page:
    """Add a new page below its parent, published or as a draft, and return it as it is in the database."""
    parent = Page.objects.get(pk=parent.pk)
    page.live = is_live
    page.slug = page.slug or slugify(page.title)[:50]
    parent.add_child(instance=page)
    revision = page.save_revision()
    if is_live:
        revision.publish()
    return type(page).objects.get(pk=page.pk)


def _page(model: type[Page], parent: Page, fields: dict[str, Any], many: dict[str, list] | None = None) -> Page:
    is_live = fields.pop("live", True)
    is_urdu = parent.locale.language_code == "ur"
    words = {"search_description": URDU_WORDS if is_urdu else "What this page is about."}
    # A page without any text is not published.
    if hasattr(model, "body") and not fields.get("body"):
        words["lead"] = f"<p>{URDU_WORDS if is_urdu else 'A sample introduction.'}</p>"
    page = model(**_named({**words, **fields}, "title", "Sample page"))
    for name, values in (many or {}).items():
        setattr(page, name, values)
    return publish(page, parent, is_live)


def home_page(parent: Page | None = None, **fields: Any) -> HomePage:
    """Make another home page, which no site shows."""
    fields = {"statement": "<p>A sample statement</p>", **fields}
    return _page(HomePage, parent or Page.get_first_root_node(), fields)


def standard_page(parent: Page | None = None, **fields: Any) -> StandardPage:
    """Make a standing page."""
    return _page(StandardPage, parent or home(), fields)


def safety_page(parent: Page | None = None, **fields: Any) -> SafetyPage:
    """Make a page about staying safe online."""
    return _page(SafetyPage, parent or home(), fields)


def glossary_page(parent: Page | None = None, **fields: Any) -> GlossaryPage:
    """Make a glossary."""
    return _page(GlossaryPage, parent or home(), fields)


def contact_page(parent: Page | None = None, **fields: Any) -> ContactPage:
    """Make a contact page."""
    return _page(ContactPage, parent or home(), fields)


def privacy_page(parent: Page | None = None, **fields: Any) -> PrivacyPage:
    """Make a privacy page."""
    return _page(PrivacyPage, parent or home(), fields)


def people_page(parent: Page | None = None, **fields: Any) -> PeoplePage:
    """Make a page about people, with one of them."""
    return _page(PeoplePage, parent or home(), {**needed_streams(PeoplePage), **fields})


def accountability_page(parent: Page | None = None, **fields: Any) -> AccountabilityPage:
    """Make a page about accountability, with a trustee."""
    return _page(AccountabilityPage, parent or home(), {**needed_streams(AccountabilityPage), **fields})


def needed_streams(model: type[Page]) -> dict[str, list[tuple[str, Any]]]:
    """Return the streams without which pages of a type are not published, each with a block."""
    if model is PeoplePage:
        return {"people": [("person", {"person": person()})]}
    return {"trustees": [("trustee", {"person": person()})]} if model is AccountabilityPage else {}


def interview_index_page(parent: Page | None = None, **fields: Any) -> InterviewIndexPage:
    """Make a list of interviews."""
    return _page(InterviewIndexPage, parent or home(), fields)


def blog_index_page(parent: Page | None = None, **fields: Any) -> BlogIndexPage:
    """Make a blog."""
    return _page(BlogIndexPage, parent or home(), fields)


def interview_page(parent: Page | None = None, topics: list[Topic] | None = None, **fields: Any) -> InterviewPage:
    """Make an interview."""
    return _page(InterviewPage, parent or seeded(InterviewIndexPage), fields, {"topics": topics or []})


def blog_page(
    parent: Page | None = None,
    topics: list[Topic] | None = None,
    authors: list[Person] | None = None,
    **fields: Any,
) -> BlogPage:
    """Make a post."""
    many = {"topics": topics or [], "authors": authors or []}
    return _page(BlogPage, parent or seeded(BlogIndexPage), fields, many)


def publication_index_page(parent: Page | None = None, **fields: Any) -> PublicationIndexPage:
    """Make a list of publications."""
    return _page(PublicationIndexPage, parent or home(), fields)


def publication_page(
    parent: Page | None = None,
    topics: list[Topic] | None = None,
    authors: list[Person] | None = None,
    **fields: Any,
) -> PublicationPage:
    """Make a publication."""
    many = {"topics": topics or [], "authors": authors or []}
    return _page(PublicationPage, parent or seeded(PublicationIndexPage), fields, many)


def anti_racism_page(parent: Page | None = None, **fields: Any) -> AntiRacismPage:
    """Make an overview."""
    return _page(AntiRacismPage, parent or home(), {"lead": "<p>A sample introduction.</p>", **fields})


def _work_page(model: type[Page], parent: Page | None, fields: dict[str, Any]) -> Page:
    fields = {"lead": "<p>A sample introduction.</p>", **fields}
    return _page(model, parent or seeded(AntiRacismPage), fields)


def local_work_page(parent: Page | None = None, **fields: Any) -> LocalWorkPage:
    """Make a page of local work."""
    return _work_page(LocalWorkPage, parent, fields)


def national_work_page(parent: Page | None = None, **fields: Any) -> NationalWorkPage:
    """Make a page of national work."""
    return _work_page(NationalWorkPage, parent, fields)


def european_work_page(parent: Page | None = None, **fields: Any) -> EuropeanWorkPage:
    """Make a page of European work."""
    return _work_page(EuropeanWorkPage, parent, fields)


def in_urdu(page: Page, is_live: bool = True, **fields: Any) -> Page:
    """Translate a page into Urdu, with sample words in the place of its own, and publish the translation."""
    return in_language(page, "ur", URDU_WORDS, is_live, **fields)


def in_language(page: Page, code: str, words: str, is_live: bool = True, **fields: Any) -> Page:
    """Translate a page with these words in the place of its own, and publish the translation.

    A translation that the site has already is written anew.
    """
    locale, _ = Locale.objects.get_or_create(language_code=code)
    page = page.specific
    translation = page.get_translation_or_none(locale) or page.copy_for_translation(locale, copy_parents=True)
    # It may have been made as the parent of another translation.
    translation.alias_of, translation.live = None, False
    for field in translation._meta.concrete_fields:
        if field.name == "path":
            continue
        if isinstance(field, StreamField):
            # Without what they show, some pages are not published.
            if type(translation) not in OPTIONAL_PAGES:
                setattr(translation, field.name, [])
        elif isinstance(field, RichTextField) and field.value_from_object(translation):
            setattr(translation, field.name, f"<p>{words}</p>")
        elif type(field) in {CharField, TextField} and field.editable and field.value_from_object(translation):
            setattr(translation, field.name, field.value_from_object(translation) if field.choices else words)
    if hasattr(translation, "body"):
        translation.body = [("paragraph", f"<p>{words}</p>")]
    for name, value in fields.items():
        setattr(translation, name, value)
    translation.save()
    revision = translation.save_revision()
    if is_live:
        revision.publish()
    return type(translation).objects.get(pk=translation.pk)


def lock(page: Page, restriction_type: str = PageViewRestriction.LOGIN) -> None:
    """Make a page and those below it private: for a login, a group or a password.

    Also a page that the site keeps public, as a database from elsewhere may hold one.
    """
    restriction = PageViewRestriction(page_id=page.pk, restriction_type=restriction_type, password="open sesame")
    restriction.save_base(raw=True)


# Words and people


def topic(**fields: Any) -> Topic:
    """Make a topic of the blog."""
    fields = _named(fields, "name", "Sample topic")
    return Topic.objects.create(**{"slug": slugify(fields["name"]), "locale": Locale.get_default(), **fields})


def person(**fields: Any) -> Person:
    """Make a person."""
    return Person.objects.create(**_named(fields, "name", "Sample Person"))


def organisation(**fields: Any) -> Organisation:
    """Make an organisation."""
    return Organisation.objects.create(**_named(fields, "name", "Sample Organisation"))


def glossary_term(**fields: Any) -> GlossaryTerm:
    """Make a term of the glossary."""
    fields = _named({"meaning": "a sample meaning", **fields}, "term", "Sampleterm")
    return GlossaryTerm.objects.create(**{"locale": Locale.get_default(), **fields})


def help_number(number: str, labels: dict[str, str], is_not_dialled: bool = False) -> tuple[str, dict[str, Any]]:
    """Return a block of the numbers to call, with the label of each language."""
    named = [{"language": language, "label": label, "note": ""} for language, label in labels.items()]
    return "number", {"number": number, "is_not_dialled": is_not_dialled, "labels": named}


def consent(**fields: Any) -> Consent:
    """Make a consent without an end."""
    fields = _named({"scope": "The sample words", "agreed_by": "She herself", **fields}, "person", "Sample Consenter")
    return Consent.objects.create(**fields)


# Files


def picture_bytes(
    image_format: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any
) -> bytes:
    """Return a small picture as a file of a format."""
    file = BytesIO()
    Image.new("RGB", size, (200, 0, 106)).convert(mode).save(file, image_format, **options)
    return file.getvalue()


def image(
    content: bytes | None = None, name: str = "sample.png", makes_renditions: bool = True, **fields: Any
) -> SiteImage:
    """Upload a picture, and do the worker's part, so that pages show it."""
    fields = _named({"description": "A sample picture", **fields}, "title", "Sample picture")
    picture = SiteImage(file=ContentFile(content or picture_bytes(), name=name), **fields)
    picture.full_clean(exclude=["width", "height"])
    picture.save()
    if makes_renditions:
        make_renditions(picture)
        SiteImage.objects.filter(pk=picture.pk).update(renditions_due_at=None)
    return SiteImage.objects.get(pk=picture.pk)


def document(content: bytes = b"Sample text.", name: str = "sample.txt", **fields: Any) -> SiteDocument:
    """Upload a document."""
    document = SiteDocument(**_named(fields, "title", "Sample document"))
    document.file.save(name, ContentFile(content), save=False)
    document._set_document_file_metadata()
    document.save()
    return document


def recording(content: bytes | None = None, name: str = "sample.mp3", **fields: Any) -> Recording:
    """Upload a recording in Urdu that says what its page says."""
    fields = _named({"language": "ur", "matches_page_text": True, **fields}, "title", "Sample recording")
    made = Recording(file=SimpleUploadedFile(name, content or sounds.mp3()), **fields)
    made.full_clean()
    made.save()
    return Recording.objects.get(pk=made.pk)


def offer(page: Page, *recordings: Recording) -> None:
    """Publish a page with recordings at its head."""
    page.page_recordings = [PageRecording(recording=each) for each in recordings]
    page.save_revision().publish()


# Staff


def user(group: str = "", name: str = "", **fields: Any) -> User:
    """Make a member of staff; `group` is the name of a role, or empty for one who may do nothing."""
    member = User.objects.create_user(username=name or f"staff-{next(_numbers)}", password=PASSWORD, **fields)
    if group:
        member.groups.add(Group.objects.get(name=group))
    return member


def superuser(name: str = "") -> User:
    """Make a member of staff who may do everything."""
    return user(name=name, is_staff=True, is_superuser=True)


def group_may(group: str, collection: Any, codename: str) -> None:
    """Let a group do something with the files of a collection."""
    GroupCollectionPermission.objects.create(
        group=Group.objects.get(name=group),
        collection=collection,
        permission=Permission.objects.get(codename=codename),
    )


# The body of a page that holds every block


def every_block() -> list[tuple[str, Any]]:
    """Return a body with each block in it once, in an order that a page may have."""
    heading = {"text": "A sample heading", "level": "h2"}
    return [
        ("paragraph", "<p>A sample paragraph about <b>NAPAR</b> and ENAR. [1]</p><ul><li>One</li><li>Two</li></ul>"),
        ("pull_quote", "A sample sentence of the page, large."),
        ("heading", heading),
        ("heading", {"text": "A smaller sample heading", "level": "h3"}),
        ("quotation", {"text": "“Sample words.”", "source": "Sample source", "link": "https://www.example.org/"}),
        ("statistic", {"number": "0", "words": "things counted", "source": "Sample source", "date": "no date"}),
        ("question", {"question": "A sample question?", "answer": "<p>A sample answer.</p>"}),
        ("image", {"image": image(content=picture_bytes(size=(1300, 900))), "caption": "A sample caption"}),
        ("document", {"document": document(), "title": "A sample document"}),
        (
            "timeline",
            {
                "title": "A sample timeline",
                "entries": [{"date": "First", "title": "One", "text": "Text"}, {"date": "Then", "title": "Two"}],
            },
        ),
        ("call_to_action", {"title": "A sample call", "button": "Write to us", "address": "https://www.example.org/"}),
        ("help_box", {"title": "Sample help", "text": "<p>The numbers follow.</p>"}),
        ("content_note", "A sample note."),
        ("passage", {"language": "ur", "text": "<p>نمونہ متن</p>"}),
        ("sources", [{"source": "Sample source", "date": "no date", "link": "https://www.example.org/source"}]),
    ]


def every_action() -> list[tuple[str, Any]]:
    """Return what readers can do on a page about our work, each action once, and a letter in Urdu."""
    letter = {"title": "A sample letter", "text": "Sample text.", "subject": "A sample subject"}
    return [
        ("letter", {**letter, "letter": "Dear [name of your MP],\n\nSample text.\n\n[your name]\n[your postcode]"}),
        (
            "letter",
            {**letter, "subject": URDU_WORDS, "letter": f"{URDU_WORDS}\n\n[آپ کا نام]", "language": "ur"},
        ),
        ("find_member", {"title": "Find a member", "button": "Sample button", "address": "https://www.example.org/"}),
        ("document", {"title": "Share the sample", "text": "Sample text.", "document": document()}),
    ]
