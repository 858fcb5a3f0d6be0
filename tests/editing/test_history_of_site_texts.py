"""Every change of what pages show without being pages can be seen, compared and undone, from the first one on."""

import pytest
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from pages.models import Navigation, Person, VisitorSafety
from pages.models.site_settings import SiteSetting
from tests.editing import editor
from tests.editing.site_texts import NEW, NO_OTHER_LANGUAGES, SITE_TEXTS, change, form_of, menu_item, number, numbers
from tests.enquiries.staff import browser
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

# What a site has once.
ONCE_EACH = [site_text for site_text in SITE_TEXTS if issubclass(site_text.model, SiteSetting)]


def links_on(screen) -> list[str]:
    return [link["href"] for link in parsed(screen).select("#main a[href]")]


def restored(site_text) -> dict:
    """Return what the editor's scripts add to the form of an old version: its streams, as they are in it."""
    if site_text.model is VisitorSafety:
        labels = [("en-gb", "Emergency"), ("ur", "ہنگامی صورت")]
        return numbers({"number": "999", "labels": labels})
    if site_text.model is Navigation:
        version = Revision.objects.for_instance(site_text.find()).earliest("pk").as_object()
        return nested_form_data(
            {
                name: streamfield([("item", menu_item(item.value["page"])) for item in stream])
                for name, stream in (("main_menu", version.main_menu), ("footer_menu", version.footer_menu))
            }
        )
    return {}


@pytest.mark.parametrize("site_text", SITE_TEXTS, ids=str)
def test_the_first_change_is_in_the_history_and_can_be_compared_and_undone(client, site_text):
    shown = words(parsed(client.get(site_text.path)))
    staff = browser("site manager")
    # Neither the starter content nor a site of version 1.0 has versions.
    assert site_text.find().latest_revision is None
    change(staff, site_text)
    assert NEW in client.get(site_text.path).content.decode()

    before, after = site_text.find().revisions.order_by("pk")
    history = links_on(staff.get(site_text.address("history")))
    revert, compare = (
        site_text.address("revisions_revert", before.pk),
        site_text.address("revisions_compare", before.pk, after.pk),
    )
    assert revert in history and compare in history
    assert NEW in words(parsed(staff.get(compare)).select_one("main"))

    screen = staff.get(revert)
    # Who wrote it was not recorded at the time.
    assert "by somebody who was not recorded" in words(parsed(screen).select_one(".messages"))
    assert staff.post(revert, form_of(screen, site_text, **restored(site_text))).status_code == 302
    answer = client.get(site_text.path)
    assert NEW not in answer.content.decode()
    if site_text.model is not VisitorSafety:
        assert words(parsed(answer)) == shown
    # Going back can be undone as well.
    assert site_text.find().revisions.count() == 3


@pytest.mark.parametrize("site_text", SITE_TEXTS, ids=str)
def test_a_version_holds_everything_that_the_form_has(site_text):
    stored = site_text.find()
    change(browser("site manager"), site_text)
    version = site_text.find().revisions.earliest("pk").as_object()
    for field in site_text.model._meta.concrete_fields:
        if field.name not in {"latest_revision", "index_entries"}:
            before, kept = field.value_from_object(stored), field.value_from_object(version)
            assert field.get_prep_value(kept) == field.get_prep_value(before), field.name


def test_the_compared_numbers_show_which_of_them_changed():
    staff, site_text = browser("site manager"), SITE_TEXTS[2]
    ids = [(block.id, [item.id for item in block.value["labels"].bound_blocks]) for block in site_text.find().numbers]
    screen = staff.get(site_text.address())
    sent = numbers({"number": "998", "labels": [("en-gb", "Emergency"), ("ur", "ہنگامی صورت")]})
    sent |= {"numbers-0-id": ids[0][0]}
    sent |= {f"numbers-0-value-labels-{position}-id": pk for position, pk in enumerate(ids[0][1])}
    assert staff.post(site_text.address(), form_of(screen, site_text, **sent)).status_code == 302
    before, after = site_text.find().revisions.order_by("pk")
    compared = parsed(staff.get(site_text.address("revisions_compare", before.pk, after.pk)))
    assert compared.find("span", class_="deletion", string="999")
    assert compared.find("span", class_="addition", string="998")
    assert "Urdu" in words(compared.main)
    assert any("0808 2000 247" in words(each) for each in compared.select(".deletion"))


@pytest.mark.parametrize("site_text", SITE_TEXTS, ids=str)
@pytest.mark.parametrize("view", ["edit", "add"])
def test_no_form_saves_itself(site_text, view):
    staff = browser("superuser")
    if view == "edit" or site_text not in ONCE_EACH:
        add = reverse(f"wagtailsnippets_pages_{site_text.model._meta.model_name}:add")
        answer = staff.get(add if view == "add" else site_text.address(view))
        assert parsed(answer).select_one("form#w-editor-form")
        assert "w-autosave" not in parsed(answer).select_one("form#w-editor-form")["data-controller"]


@pytest.mark.parametrize("site_text", ONCE_EACH, ids=str)
def test_the_menu_leads_to_the_form_of_the_only_one_and_saving_leads_back_to_it(site_text):
    staff = browser("site manager")
    site_text.find().delete()
    listed = reverse(f"wagtailsnippets_pages_{site_text.model._meta.model_name}:list")
    assert listed in staff.get(reverse("wagtailadmin_home")).content.decode()
    answer = staff.get(listed)
    # It is made if the site has none.
    assert answer.headers["Location"] == site_text.address()
    saved = staff.post(
        site_text.address(), form_of(staff.get(site_text.address()), site_text, **site_text.typed()), follow=True
    )
    assert saved.redirect_chain[-1][0] == site_text.address()
    assert f"{capfirst(site_text.model._meta.verbose_name)}' updated." in words(parsed(saved))
    # The other one is refused to everybody.
    for view in ("delete", "add"):
        arguments = [] if view == "add" else [site_text.find().pk]
        address = reverse(f"wagtailsnippets_pages_{site_text.model._meta.model_name}:{view}", args=arguments)
        assert browser("superuser").post(address).status_code == 302
    assert site_text.model.objects.count() == 1


@pytest.mark.parametrize("site_text", [site_text for site_text in SITE_TEXTS if site_text not in ONCE_EACH], ids=str)
def test_the_list_leads_to_the_history_of_each_row(site_text):
    listed = browser("site manager").get(reverse(f"wagtailsnippets_pages_{site_text.model._meta.model_name}:list"))
    assert site_text.address("history") in links_on(listed)


def test_a_change_that_is_refused_leaves_no_version():
    staff, site_text = browser("site manager"), SITE_TEXTS[2]
    answer = staff.post(
        site_text.address(), form_of(staff.get(site_text.address()), site_text, **numbers(number("call me")))
    )
    assert "a telephone can dial" in answer.content.decode()
    assert site_text.find().revisions.count() == 0


def test_a_new_person_has_a_history_from_the_beginning():
    staff = browser("writer")
    form = editor.typed(name=NEW, role="", bio=editor.rich_text("")) | NO_OTHER_LANGUAGES
    assert staff.post(reverse("wagtailsnippets_pages_person:add"), form).status_code == 302
    assert Person.objects.get(name=NEW).revisions.count() == 1
