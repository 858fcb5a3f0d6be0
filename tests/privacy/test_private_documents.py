"""Documents of a private collection show on no page: neither their titles nor the names of their files."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.rich_text import expand_db_html

from campaigns.models import AntiRacismPage, LocalWorkPage
from pages.models import SiteDocument
from tests import builders
from tests.optional_pages import accountability, is_nowhere
from tests.privacy.crawling import SECRET, reachable_responses
from tests.reading import main_words, parsed

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

TITLE = f"A {SECRET}"
# The titles that an editor gives a document in a block, which no other text of the page has.
GIVEN = {"title": f"The {SECRET} in spring"}
PLACES = [
    "/plain/",
    "/titled/",
    "/linked/",
    "/anti-racism/",
    "/anti-racism/local/",
    "/blog/post/",
    "/blog/feed/",
    "/interviews/interview/",
    "/interviews/feed/",
    "/publications/paper/",
    "/publications/titled/",
    "/publications/feed/",
    "/accountability/",
    f"/search/?q={SECRET}",
]
# The pages that the search finds by the title of a document. A link of a text has words of its own.
FOUND = [
    "/titled/",
    "/blog/post/",
    "/interviews/interview/",
    "/publications/paper/",
    "/publications/titled/",
    "/accountability/",
]


@pytest.fixture
def shelf() -> Collection:
    """Return a public collection, below another."""
    return builders.collection(parent=builders.collection())


@pytest.fixture
def paper(shelf) -> SiteDocument:
    """Publish a document in each place in which an editor can choose one."""
    paper = builders.document(title=TITLE, collection=shelf)
    block, titled = ("document", {"document": paper}), ("document", {"document": paper, **GIVEN})
    words = ("paragraph", "<p>Sample words.</p>")
    builders.standard_page(slug="plain", title="Sample plain", body=[words, block, block])
    builders.standard_page(slug="titled", title="Sample titled", body=[words, titled])
    link = f'<p><a linktype="document" id="{paper.pk}">Sample link</a></p>'
    builders.standard_page(slug="linked", title="Sample linked", body=[("paragraph", link)])
    builders.blog_page(slug="post", title="Sample post", body=[words, titled])
    builders.interview_page(slug="interview", title="Sample interview", body=[words, titled])
    of_publication = {"document": paper, "language": "en"}
    builders.publication_page(slug="paper", title="Sample paper", documents=[("document", of_publication)])
    builders.publication_page(slug="titled", title="Sample other", documents=[("document", of_publication | GIVEN)])
    accounts = {"kind": "policy", "year": 2024, "document": paper}
    trustee = ("trustee", {"person": builders.person(name="Sample trustee")})
    accountability(trustees=[trustee], documents=[("document", accounts)])
    for model in (AntiRacismPage, LocalWorkPage):
        work = builders.seeded(model)
        work.actions = [("document", {"title": "Pass it on", "document": paper})]
        work.save_revision().publish()
    return paper


def results_for_the_word(client) -> set[str]:
    return {link["href"] for link in parsed(client.get("/search/", {"q": SECRET})).main("a", href=True)}


def assert_shown(client) -> None:
    assert [place for place in PLACES if SECRET not in client.get(place).content.decode().lower()] == []
    assert set(FOUND) <= results_for_the_word(client)


def assert_hidden(client) -> None:
    pages = [place for place in PLACES if "?" not in place]
    assert [place for place in pages if SECRET in client.get(place).content.decode().lower()] == []
    assert results_for_the_word(client).isdisjoint(FOUND)


def restrict(collection: Collection, kind: str = CollectionViewRestriction.LOGIN) -> CollectionViewRestriction:
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind, password="x")
    if kind == CollectionViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.first())
    return restriction


def for_a_login(paper: SiteDocument) -> Callable[[], object]:
    return restrict(paper.collection, CollectionViewRestriction.LOGIN).delete


def for_a_group(paper: SiteDocument) -> Callable[[], object]:
    return restrict(paper.collection, CollectionViewRestriction.GROUPS).delete


def for_a_password(paper: SiteDocument) -> Callable[[], object]:
    return restrict(paper.collection, CollectionViewRestriction.PASSWORD).delete


def with_the_collection_above(paper: SiteDocument) -> Callable[[], object]:
    return restrict(paper.collection.get_parent()).delete


def with_all_files(paper: SiteDocument) -> Callable[[], object]:
    return restrict(Collection.get_first_root_node()).delete


def by_moving_its_collection(paper: SiteDocument) -> Callable[[], object]:
    private = builders.collection(is_private=True)
    # Read again: the new one may stand before it, by its name, and has then changed its path.
    collection = Collection.objects.get(pk=paper.collection_id)
    parent = collection.get_parent()
    collection.move(private, "sorted-child")

    def back() -> None:
        Collection.objects.get(pk=paper.collection_id).move(Collection.objects.get(pk=parent.pk), "sorted-child")

    return back


def by_moving_a_collection_above(paper: SiteDocument) -> Callable[[], object]:
    private = builders.collection(is_private=True)
    above = Collection.objects.get(pk=paper.collection_id).get_parent()
    above.move(private, "sorted-child")

    def back() -> None:
        Collection.objects.get(pk=above.pk).move(Collection.get_first_root_node(), "sorted-child")

    return back


def by_putting_it_elsewhere(paper: SiteDocument) -> Callable[[], object]:
    before, paper.collection = paper.collection, builders.collection(is_private=True)
    paper.save()

    def back() -> None:
        paper.collection = before
        paper.save()

    return back


def together_with_others(paper: SiteDocument) -> Callable[[], object]:
    before, chosen = paper.collection, SiteDocument.objects.filter(pk__in=[paper.pk, builders.document().pk])
    chosen.update(collection=builders.collection(is_private=True))
    return lambda: chosen.update(collection=before)


WAYS = [
    for_a_login,
    for_a_group,
    for_a_password,
    with_the_collection_above,
    with_all_files,
    by_moving_its_collection,
    by_moving_a_collection_above,
    by_putting_it_elsewhere,
    together_with_others,
]


@pytest.mark.parametrize("hide", WAYS)
def test_a_private_document_is_left_out_and_comes_back(client, shelf, hide):
    paper = builders.document(title=TITLE, collection=shelf)
    page = builders.publication_page(documents=[("document", {"document": paper, "language": "en"})])

    def is_shown() -> list[bool]:
        return [TITLE in main_words(client.get(page.url)), page.url in results_for_the_word(client)]

    assert is_shown() == [True, True]
    show_again = hide(paper)
    assert is_shown() == [False, False]
    show_again()
    assert is_shown() == [True, True]


def test_every_place_leaves_it_out_and_shows_it_again(client, paper):
    assert_shown(client)
    restriction = restrict(paper.collection)
    assert_hidden(client)
    restriction.delete()
    assert_shown(client)


def test_no_response_that_a_visitor_reaches_names_a_private_document(client, paper):
    restrict(paper.collection)
    found = reachable_responses(client, *PLACES)
    assert [path for path, text in found.items() if SECRET in text.lower()] == []


def test_who_is_logged_in_sees_the_page_as_visitors_do_and_opens_the_document(client, paper):
    restrict(paper.collection)
    client.force_login(builders.user("Writer"))
    assert SECRET not in client.get("/plain/").content.decode()
    assert client.get(paper.url).status_code == 200


def test_a_link_in_a_text_stays_as_words(client, paper):
    restrict(paper.collection)
    assert "Sample link" in main_words(client.get("/linked/"))
    assert "Sample link" not in [link.text for link in parsed(client.get("/linked/")).main("a", href=True)]


def test_a_link_in_a_text_that_is_shown_outside_a_page_stays_as_words(paper):
    link = f'<a linktype="document" id="{paper.pk}">It</a>'
    assert expand_db_html(link) == f'<a href="{paper.url}">It</a>'
    restrict(paper.collection)
    assert expand_db_html(link) == "<a>It</a>"


def test_a_heading_goes_with_the_only_document_below_it(client, shelf):
    heading = ("heading", {"text": "To read", "level": "h2"})
    block = ("document", {"document": builders.document(collection=shelf)})
    page = builders.standard_page(body=[("paragraph", "<p>Sample words.</p>"), heading, block])
    assert "To read" in main_words(client.get(page.url))
    restrict(shelf)
    assert "To read" not in main_words(client.get(page.url))


def test_an_action_goes_with_its_document_and_is_not_found_by_its_words(client, shelf):
    work = builders.seeded(LocalWorkPage)
    paper = builders.document(collection=shelf)
    work.actions = [("document", {"title": f"Pass the {SECRET} on", "document": paper})]
    work.save_revision().publish()
    assert SECRET in main_words(client.get(work.url)) and work.url in results_for_the_word(client)
    restrict(shelf)
    assert SECRET not in main_words(client.get(work.url)) and work.url not in results_for_the_word(client)


def test_accountability_goes_with_its_last_public_document(client, shelf):
    paper = builders.document(collection=shelf)
    accountability(documents=[("document", {"kind": "policy", "year": 2024, "document": paper})])
    assert client.get("/accountability/").status_code == 200
    restrict(shelf)
    assert is_nowhere(client, "/accountability/", "trustees")
