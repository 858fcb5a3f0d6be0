"""The roles of staff: which groups there are, by plain names, and what their members may do.

`update` runs at every start, after the migrations. It makes a role that is missing, and gives each role what a new
release adds. What was given once is recorded and never given again: an administrator may take a permission away, or
call a group something else, and a plain comparison at every start would undo that. The groups for enquiries are made
by a migration of `pages.enquiries`, which owns their permissions.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
)

from pages.models.roles import Role
from pages.models.workflow import SecondReaderTask

WRITER, PUBLISHER = "Writer", "Publisher"
# Stands on the button, after “Submit to”.
WORKFLOW = "a colleague"
STEP = "Second pair of eyes"
# What Wagtail calls its workflow and the only step in it.
WAGTAILS_WORKFLOW = "Moderators approval"


def _each(app: str, actions: str, models: str) -> frozenset[str]:
    """Return the permissions of an application for actions on models, as `app.action_model`."""
    return frozenset(f"{app}.{action}_{model}" for action in actions.split() for model in models.split())


ADMIN = {"wagtailadmin.access_admin"}
TRANSLATE = {"wagtail_localize.submit_translation"}
SNIPPETS = "person organisation topic glossaryterm phrasetoavoid consent"
SITE_TEXTS = "announcement navigation organisationidentity visitorsafety personaldata accessibilitystatement"


@dataclass(frozen=True)
class RoleRules:
    """What the members of a role may do: in general, with all pages, and with the files of all collections.

    `wagtails_group` is the group of Wagtail's that becomes the role.
    """

    name: str
    general: frozenset[str]
    pages: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    wagtails_group: str = ""

    def grants(self) -> set[str]:
        """Return all of it, under the names by which it is recorded."""
        scopes = {"general": self.general, "pages": self.pages, "files": self.files}
        return {f"{scope} {permission}" for scope, permissions in scopes.items() for permission in permissions}


ROLES = [
    # Writes drafts, and adds what they need. Nothing of it shows on the site before somebody publishes it.
    RoleRules(
        WRITER,
        general=_each("pages", "add", "person organisation consent recording") | ADMIN | TRANSLATE,
        pages=_each("wagtailcore", "add change", "page"),
        files=_each("wagtailimages", "add choose", "image") | _each("wagtaildocs", "add choose", "document"),
        wagtails_group="Editors",
    ),
    RoleRules(
        PUBLISHER,
        general=_each("pages", "add change", f"{SNIPPETS} recording") | ADMIN | TRANSLATE,
        pages=_each("wagtailcore", "add change publish lock unlock", "page"),
        files=_each("wagtailimages", "add change choose", "image")
        | _each("wagtaildocs", "add change choose", "document"),
        wagtails_group="Moderators",
    ),
    RoleRules(
        "Site manager",
        general=_each("pages", "change", SITE_TEXTS)
        | _each("pages", "add change delete", f"{SNIPPETS} searchanswer")
        | _each("pages", "add", "recording")
        | _each("wagtailredirects", "add change delete", "redirect")
        | _each("wagtailcore", "add change delete", "locale")
        | ADMIN,
        files=_each("wagtailcore", "add change delete", "collection")
        | _each("wagtailimages", "add choose", "image")
        | _each("wagtaildocs", "add choose", "document"),
    ),
    RoleRules(
        "Administrator",
        general=_each("pages", "add change delete", "user")
        | _each("auth", "add change delete", "group")
        | ADMIN
        | {"jobs.view_jobrun"},
    ),
]

# What version 1.0 gave to the groups of Wagtail. An administrator may have taken some of it away since.
GIVEN_BY_1_0 = RoleRules(
    "",
    general=_each("pages", "add change", "person organisation topic glossaryterm") | ADMIN,
    pages=_each("wagtailcore", "add change publish lock unlock", "page"),
    files=_each("wagtailimages", "add change choose", "image") | _each("wagtaildocs", "add change choose", "document"),
).grants()


@transaction.atomic
def update(is_new_site: bool = False) -> None:
    """Make the roles that are missing, give to each what it was not given before, and name the workflow.

    On a site that has content, Wagtail's groups keep their members and what they may do. On a new one they get what
    the roles say, and nothing else.
    """
    for rules in ROLES:
        role = Role.objects.filter(name=rules.name).first() or _make_role(rules, is_new_site)
        for grant in sorted(rules.grants() - set(role.granted)):
            _grant(role.group, *grant.split())
        role.granted = sorted({*role.granted, *rules.grants()})
        role.save()
    _update_workflow()


def _make_role(rules: RoleRules, is_new_site: bool) -> Role:
    """Return a new role: with Wagtail's group under another name, with a group that has the name, or with a new one."""
    wagtails = Group.objects.filter(name=rules.wagtails_group).first()
    if Group.objects.filter(name=rules.name).exists() or wagtails is None:
        return Role(name=rules.name, group=Group.objects.get_or_create(name=rules.name)[0])
    wagtails.name = rules.name
    wagtails.save()
    if not is_new_site:
        return Role(name=rules.name, group=wagtails, granted=sorted(GIVEN_BY_1_0))
    wagtails.permissions.clear()
    GroupPagePermission.objects.filter(group=wagtails).delete()
    GroupCollectionPermission.objects.filter(group=wagtails).delete()
    return Role(name=rules.name, group=wagtails)


def _grant(group: Group, scope: str, name: str) -> None:
    """Give one permission to a group. Raises `Permission.DoesNotExist` for a name that is none."""
    app, codename = name.split(".")
    permission = Permission.objects.get(content_type__app_label=app, codename=codename)
    if scope == "pages":
        GroupPagePermission.objects.get_or_create(group=group, page=Page.get_first_root_node(), permission=permission)
    elif scope == "files":
        root = Collection.get_first_root_node()
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    else:
        group.permissions.add(permission)


def _update_workflow() -> None:
    """Give Wagtail's workflow a plain name, and let nobody approve her own work in any step that groups approve."""
    Workflow.objects.filter(name=WAGTAILS_WORKFLOW).update(name=WORKFLOW)
    Task.objects.filter(name=WAGTAILS_WORKFLOW).update(name=STEP)
    wagtails, ours = (
        ContentType.objects.get_for_model(model, for_concrete_model=False)
        for model in (GroupApprovalTask, SecondReaderTask)
    )
    Task.objects.filter(content_type=wagtails).update(content_type=ours)
