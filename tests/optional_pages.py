"""The pages that a new site has as drafts: filling and publishing them, and looking whether visitors find them."""

from typing import Any

from django.test import Client

from tests.reading import links


def publish_optional_pages() -> None:
    """Show somebody on the page about people, and a sample trustee on the one about accountability."""
    from pages.models import Person

    people({"person": Person.objects.get()})
    # Behind the only person of the starter content in every list.
    trustee = Person.objects.create(name="Zz Sample Trustee")
    accountability(trustees=[("trustee", {"person": trustee, "role": "Chair"})])


def publish_with_samples() -> None:
    """Show three sample people, one with a portrait, two sample trustees, and sample documents of two years."""
    from tests import builders

    portrait = builders.image(
        builders.picture_bytes(size=(900, 1200)),
        description="A sample portrait",
        credit="Sample Photographer",
        shows_people=True,
        consent=builders.consent(),
    )
    words = "<p>Sample words about somebody who does not exist.</p>"
    worker, adviser, volunteer, treasurer = (
        builders.person(name=f"Sample {name}", role=f"Sample {name.lower()}")
        for name in ("Worker", "Adviser", "Volunteer", "Treasurer")
    )
    people(
        {"person": worker, "words": words, "portrait": portrait},
        {"person": adviser, "words": words},
        {"person": volunteer},
    )
    documents = [
        {"kind": kind, "year": year, "document": builders.document(title=f"Sample {title} of {year}")}
        for kind, title in (("accounts", "accounts"), ("policy", "policy"))
        for year in (2024, 2023)
    ]
    accountability(
        trustees=[
            ("trustee", {"person": adviser, "role": "Sample chair"}),
            ("trustee", {"person": treasurer, "role": "Sample treasurer"}),
        ],
        documents=[("document", each) for each in documents],
    )


def people(*shown: dict[str, Any]) -> Any:
    """Show these people on the page about people, in this order and nobody else, and return it."""
    from pages.models import PeoplePage

    page = PeoplePage.objects.order_by("path").first()
    page.people = [("person", each) for each in shown]
    page.save_revision().publish()
    return PeoplePage.objects.get(pk=page.pk)


def accountability(**streams: list[tuple[str, Any]]) -> Any:
    """Show these trustees and documents on the page about accountability, and no others, and return it."""
    from pages.models import AccountabilityPage

    page = AccountabilityPage.objects.order_by("path").first()
    page.trustees, page.documents = streams.get("trustees", []), streams.get("documents", [])
    page.save_revision().publish()
    return AccountabilityPage.objects.get(pk=page.pk)


def is_nowhere(client: Client, path: str, words: str) -> bool:
    """Return whether visitors find a page neither at its address nor in menus, search or sitemap."""
    linked = [*links(client.get("/about/")), *links(client.get("/ur/"))]
    found = links(client.get("/search/", {"q": words}))
    listed = client.get("/sitemap-1.xml").content.decode()
    return client.get(path).status_code == 404 and path not in [*linked, *found] and f"{path}<" not in listed
