"""A site of version 1.0 keeps its menus, texts, permissions and numbers, and the first change of them can be undone."""

import pytest

pytestmark = pytest.mark.each_database

# Fills the database of version 1.0.
FILL = """
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.management import create_permissions
from django.apps import apps as present
from tests.version_1_0 import models_of_1_0

old = models_of_1_0()
create_permissions(present.get_app_config("pages"), verbosity=0)
model = lambda name: old.get_model(f"pages.{name}")
Site, Locale, Page = (old.get_model(f"wagtailcore.{name}") for name in ("Site", "Locale", "Page"))
site = Site.objects.get()
english = Locale.objects.get(language_code="en-gb")
urdu = Locale.objects.create(language_code="ur")
root = Page.objects.get(depth=1)
model("Announcement").objects.create(site=site, text="Closed on Friday", page_id=site.root_page_id, link_text="More")
model("OrganisationIdentity").objects.create(site=site, name="Apna Haq", place="Rotherham")
model("Navigation").objects.create(site=site, contact_page_id=site.root_page_id)
safety = model("VisitorSafety").objects.create(site=site, exit_url="https://www.example.org/calm", help_label="Help")
LINES = {
    english: [
        ("Emergency", "999", "998", ""),
        ("Not safe to speak?", "999, then 55", "", "Press 55."),
        ("Helpline", "0808 2000 247", "08082000247", "Free."),
        ("Roses", "0700 ROSES", "070076737", "In words."),
        ("Emergency again", "999", "999", ""),
        ("Doctors", "111", "111", ""),
    ],
    urdu: [
        ("ڈاکٹر", "111", "111", ""),
        ("ہنگامی", "999", "999", ""),
        ("خاموش", "999 + 55", "", ""),
        ("ہیلپ لائن", "08082000247", "08082000247", "مفت"),
    ],
}
for locale, lines in LINES.items():
    for order, (label, number, dial, note) in enumerate(lines):
        model("HelpLine").objects.create(
            safety=safety, locale=locale, label=label, number=number, dial=dial, note=note, sort_order=order
        )
model("Person").objects.create(name="Ruth", role="Writer")
model("Organisation").objects.create(name="A network")
model("Topic").objects.create(name="Work", slug="work", locale=english)
model("GlossaryTerm").objects.create(term="ABC", meaning="letters", locale=english)
moderators = Group.objects.get(name="Moderators")
for name in ("announcement", "navigation", "visitorsafety", "organisationidentity"):
    moderators.permissions.add(Permission.objects.get(codename=f"change_{name}"))
result = safety.pk
"""
SHOWN = """
from pages.models import *
from pages.navigation.site_context import _help_lines
safety = VisitorSafety.objects.get()
shown = {
    language: [(line.label, line.number, line.dial, line.note) for line in _help_lines(safety, language)]
    for language in ("en-gb", "ur")
}
"""
READ = (
    SHOWN
    + """
from django.contrib.auth.models import Group
result = {
    "shown": shown,
    "records": len(safety.numbers),
    "exit": (safety.exit_url, safety.help_label),
    "announcement": (Announcement.objects.get().text, Announcement.objects.get().page_id),
    "organisation": OrganisationIdentity.objects.get().place,
    "menus": Navigation.objects.get().contact_page_id,
    "snippets": [str(model.objects.get()) for model in (Person, Organisation, Topic, GlossaryTerm)],
    "permissions": sorted(
        Group.objects.get(name="Moderators").permissions.filter(codename__startswith="change_").filter(
            content_type__app_label="pages"
        ).values_list("codename", flat=True)
    ),
}
"""
)
CHANGE_AND_RESTORE = """
from django.test import Client
from django.urls import reverse
from pages.models import User, VisitorSafety
from tests.editing.site_texts import SITE_TEXTS, form_of, number, numbers

def shown():
    return [number.value["number"] for number in VisitorSafety.objects.get().numbers]

site_text, staff = SITE_TEXTS[2], Client(headers={"host": "127.0.0.1:8000"})
staff.force_login(
    User.objects.create_superuser("ruth", password="x"), backend="django.contrib.auth.backends.ModelBackend"
)
form = form_of(staff.get(site_text.address()), site_text, **numbers(number("112")))
result = [staff.post(site_text.address(), form).status_code, shown()]
first = site_text.find().revisions.earliest("pk")
result.append(reverse("wagtailsnippets_pages_visitorsafety:revisions_revert", args=[site_text.find().pk, first.pk])
              in staff.get(site_text.address("history")).content.decode())
first.as_object().save()
result.append(shown())
"""
BACK_AND_FORTH = (
    """
from django.core.management import call_command
from django.db import connection
call_command("migrate", "pages", "0006", verbosity=0)
with connection.cursor() as cursor:
    cursor.execute(
        "SELECT language_code, label, number, dial, note FROM pages_helpline JOIN wagtailcore_locale"
        " ON wagtailcore_locale.id = locale_id ORDER BY language_code, sort_order"
    )
    rows = cursor.fetchall()
backwards = {code: [row[1:] for row in rows if row[0] == code] for code in ("en-gb", "ur")}
call_command("migrate", "pages", verbosity=0)
"""
    + SHOWN
    + """
result = [backwards, shown]
"""
)
# What visitors read, and what their telephones dial: never another number than the one that is read.
ENGLISH = [
    ["Emergency", "999", "999", ""],
    ["Not safe to speak?", "999, then 55", "", "Press 55."],
    ["Helpline", "0808 2000 247", "08082000247", "Free."],
    ["Roses", "0700 ROSES", "", "In words. 070076737"],
    ["Emergency again", "999", "999", ""],
    ["Doctors", "111", "111", ""],
]
URDU = [
    ["ڈاکٹر", "111", "111", ""],
    ["ہنگامی", "999", "999", ""],
    ["خاموش", "999 + 55", "", ""],
    # One record has one spelling: that of the main language.
    ["ہیلپ لائن", "0808 2000 247", "08082000247", "مفت"],
]


@pytest.fixture(scope="module")
def site(new_site):
    """A site of version 1.0 that was brought to this version."""
    site = new_site(is_of_1_0=True)
    site.run(FILL)
    done = site.manage("migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    return site


def test_everything_that_1_0_held_is_still_there(site):
    read = site.run(READ)
    assert read["shown"] == {"en-gb": ENGLISH, "ur": URDU}
    # 999 and the helpline are one record each; 111 is not, because the languages have it in different places.
    assert read["records"] == 8
    assert read["exit"] == ["https://www.example.org/calm", "Help"]
    assert read["announcement"][0] == "Closed on Friday" and read["announcement"][1] == read["menus"]
    assert read["organisation"] == "Rotherham"
    assert read["snippets"] == ["Ruth", "A network", "Work", "ABC: letters"]
    names = ("announcement", "navigation", "organisationidentity", "visitorsafety")
    assert read["permissions"] == [f"change_{name}" for name in names]


def test_the_first_change_of_the_numbers_can_be_undone(site):
    before = ["111", "999", "999, then 55", "999 + 55", "0808 2000 247", "0700 ROSES", "999", "111"]
    assert site.run(CHANGE_AND_RESTORE) == [302, ["112"], True, before]


def test_the_upgrade_can_be_reversed_and_each_language_has_its_numbers_again(site):
    assert site.run(BACK_AND_FORTH) == [{"en-gb": ENGLISH, "ur": URDU}] * 2
