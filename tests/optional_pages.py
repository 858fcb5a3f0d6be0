"""The pages that a new site has as drafts, since it has nothing to show on them: the tests publish them."""


def publish_optional_pages() -> None:
    """Show somebody on the page about people, and a sample trustee on the one about accountability."""
    from pages.models import AccountabilityPage, PeoplePage, Person

    people, accountability = PeoplePage.objects.get(), AccountabilityPage.objects.get()
    people.people = [("person", {"person": Person.objects.get()})]
    # Behind the only person of the starter content in every list.
    trustee = Person.objects.create(name="Zz Sample Trustee")
    accountability.trustees = [("trustee", {"person": trustee, "role": "Chair"})]
    for page in (people, accountability):
        page.save_revision().publish()
