"""The roles are made at every start, and nothing is undone that an administrator changed."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Task, Workflow

from pages.models import Role
from pages.staff import roles
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

NAMES = {"Writer", "Publisher", "Site manager", "Administrator", "Enquiry team", "Enquiry lead"}


def permissions(name: str) -> set[str]:
    """Return what a group may do, of all kinds."""
    group = Group.objects.get(name=name)
    kinds = (group.permissions, group.page_permissions, group.collection_permissions)
    found = set(kinds[0].values_list("codename", flat=True))
    for kind in kinds[1:]:
        found |= set(kind.values_list("permission__codename", flat=True))
    return found


def everything() -> dict[str, set[str]]:
    """Return what all groups may do."""
    return {name: permissions(name) for name in Group.objects.values_list("name", flat=True)}


def make_site_of_1_0() -> None:
    """Give the groups and the workflow back the names and permissions that version 1.0 left."""
    Role.objects.all().delete()
    Group.objects.filter(name__in=["Site manager", "Administrator"]).delete()
    for name, role in {"Editors": "Writer", "Moderators": "Publisher"}.items():
        group = Group.objects.get(name=role)
        group.name = name
        group.save()
        group.permissions.add(Permission.objects.get(codename="change_person"))
    Workflow.objects.update(name="Moderators approval")
    task = Task.objects.get()
    task.name = "Moderators approval"
    task.content_type = Task.objects.model._meta.get_field("content_type").related_model.objects.get(
        model="groupapprovaltask"
    )
    task.save()


def test_a_new_site_has_the_plain_names_and_no_others():
    assert set(everything()) == NAMES
    assert (Workflow.objects.get().name, Task.objects.get().name) == ("a colleague", "Second pair of eyes")
    assert list(GroupApprovalTask.objects.get().groups.values_list("name", flat=True)) == ["Publisher"]


def test_another_start_changes_nothing():
    before = everything()
    roles.update()
    assert everything() == before


def test_groups_of_1_0_get_plain_names_and_keep_their_members_and_permissions():
    make_site_of_1_0()
    editor = builders.user("Editors")
    Group.objects.get(name="Editors").permissions.remove(Permission.objects.get(codename="add_organisation"))
    before = permissions("Editors")
    roles.update()
    assert [group.name for group in editor.groups.all()] == ["Writer"]
    assert set(everything()) == NAMES
    # The new things of this release come on top; what an administrator took away stays away.
    assert permissions("Writer") == before | {"add_consent"}
    assert (Workflow.objects.get().name, Task.objects.get().name) == ("a colleague", "Second pair of eyes")
    assert type(Task.objects.get().specific).__name__ == "SecondReaderTask"


def test_what_an_administrator_changed_stays_changed():
    writer = Group.objects.get(name="Writer")
    writer.name = "Authors"
    writer.save()
    writer.permissions.remove(Permission.objects.get(codename="add_person"))
    GroupPagePermission.objects.filter(group=writer, permission__codename="add_page").delete()
    roles.update()
    assert "Writer" not in everything()
    assert not {"add_person", "add_page"} & permissions("Authors")


def test_a_release_adds_what_is_new_in_it():
    role = Role.objects.get(name="Writer")
    role.granted.remove("general pages.add_person")
    role.save()
    role.group.permissions.remove(Permission.objects.get(codename="add_person"))
    roles.update()
    assert "add_person" in permissions("Writer")


def test_a_role_that_was_deleted_is_made_again():
    before = permissions("Site manager")
    Group.objects.get(name="Site manager").delete()
    roles.update()
    assert permissions("Site manager") == before


def test_roles_hold_for_all_pages():
    root = Page.get_first_root_node()
    assert not GroupPagePermission.objects.exclude(page=root).exists()
