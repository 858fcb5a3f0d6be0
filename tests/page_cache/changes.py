"""The changes after which visitors must see a page anew, each as Python that one process of the site runs."""

from dataclasses import dataclass

SETUP = """
from datetime import timedelta
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site
from campaigns.models import *
from pages.models import *
from pages.models.site_settings import Announcement, Navigation, OrganisationIdentity, VisitorSafety
from pages.media.renditions import make_due_renditions
from pages.page_cache.generation import current_generation
from tests import builders

def page(slug):
    return Page.objects.get(slug=slug, locale__language_code="en-gb").specific

builders.standard_page(title="Fleeting", slug="fleeting")
builders.standard_page(title="Movable", slug="movable")
builders.standard_page(title="Removable", slug="removable")
builders.standard_page(title="Restricted", slug="restricted")
builders.standard_page(title="Grouped", slug="grouped")
builders.standard_page(title="Renamed", slug="renamed")
parent = builders.standard_page(title="Locked parent", slug="locked-parent")
PageViewRestriction.objects.create(page_id=parent.pk, restriction_type="login")
picture = builders.image(description="The first description")
paper = builders.document(title="The first paper")
body = [("image", {"image": picture}), ("document", {"document": paper})]
builders.standard_page(title="Files", slug="files", body=body)
new_picture = builders.image(makes_renditions=False)
builders.standard_page(title="Album", slug="album", body=[("image", {"image": new_picture})])
author, topic = builders.person(name="First Author"), builders.topic(name="First topic")
builders.blog_page(title="Signed", slug="signed", authors=[author], topics=[topic])
local = page("local")
local.topics = [topic]
local.save_revision().publish()
source = builders.standard_page(title="Source", slug="source")
source.create_alias(update_slug="of-locked")
builders.lock(source)
later = builders.standard_page(title="Later", slug="later", live=False)
ending = builders.standard_page(title="Ending", slug="ending")
builders.standard_page(title="Unfinished", slug="unfinished", live=False)
private, locked, moved = builders.collection(is_private=True), builders.collection(), builders.collection()
locked_paper = builders.document(title="Locked paper", collection=locked)
moved_paper = builders.document(title="Moved paper", collection=moved)
single_paper, other_paper = builders.document(title="Single paper"), builders.document(title="Other paper")
papers = (locked_paper, moved_paper, single_paper, other_paper)
builders.standard_page(title="Shelf", slug="shelf", body=[("document", {"document": each}) for each in papers])
"""


@dataclass(frozen=True)
class Change:
    """A change, a path where it shows, and the text that must appear or disappear there."""

    name: str
    source: str
    path: str
    appears: str = ""
    disappears: str = ""
    status: int = 200

    def __str__(self) -> str:
        return self.name


CHANGES = [
    Change(
        "publishing", "p = page('about'); p.title = 'About anew'; p.save_revision().publish()", "/about/", "About anew"
    ),
    Change("publishing in a list", "builders.blog_page(title='Just written')", "/blog/", "Just written"),
    Change(
        "publishing a story of the topic of a page about our work",
        "builders.blog_page(title='Just told', topics=[topic])",
        "/anti-racism/local/",
        "Just told",
    ),
    Change("publishing in the feed", "builders.blog_page(title='Just sent')", "/blog/feed/", "Just sent"),
    Change("publishing in the sitemap", "builders.standard_page(slug='listed')", "/sitemap-1.xml", "/listed/"),
    Change(
        "a page saved by a script",
        "p = page('privacy'); p.title = 'Privacy anew'; p.save()",
        "/privacy/",
        "Privacy anew",
    ),
    Change(
        "publishing by the clock",
        "r = later.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1)); "
        "call_command('publish_scheduled')",
        "/sitemap-1.xml",
        "/later/",
    ),
    Change(
        "expiring by the clock",
        "Page.objects.filter(pk=ending.pk).update(expire_at=timezone.now() - timedelta(minutes=1)); "
        "call_command('publish_scheduled')",
        "/ending/",
        status=404,
    ),
    Change("making renditions", "make_due_renditions()", "/album/", "<picture>"),
    Change("unpublishing", "page('fleeting').unpublish()", "/fleeting/", status=404),
    Change("deleting", "page('removable').delete()", "/removable/", status=404),
    Change(
        "deleting in one go",
        "p = builders.standard_page(slug='heap'); Page.objects.filter(pk=p.pk).delete()",
        "/sitemap-1.xml",
        disappears="/heap/",
    ),
    Change("moving", "page('movable').move(page('about'), 'last-child')", "/movable/", status=301),
    Change(
        "moving below a private page",
        "page('renamed').move(page('locked-parent'), 'last-child')",
        "/sitemap-1.xml",
        disappears="/renamed/",
    ),
    Change("a new address", "p = page('interviews'); p.slug = 'for-all'; p.save()", "/interviews/", status=301),
    Change("copying", "page('about').copy(update_attrs={'slug': 'copied'})", "/sitemap-1.xml", "/copied/"),
    Change("an alias", "page('about').create_alias(update_slug='alias')", "/sitemap-1.xml", "/alias/"),
    Change("a restriction", "builders.lock(page('restricted'))", "/restricted/", status=404),
    Change(
        "a restriction removed",
        "PageViewRestriction.objects.get(page__slug='restricted').delete()",
        "/sitemap-1.xml",
        "/restricted/",
    ),
    Change(
        "a restriction to a group",
        "r = PageViewRestriction(page=page('grouped'), restriction_type='groups'); r.save(); "
        "r.groups.add(Group.objects.first())",
        "/grouped/",
        status=404,
    ),
    Change(
        "the organisation's name",
        "o = OrganisationIdentity.objects.get(); o.strapline = 'Straight'; o.save()",
        "/",
        "Straight",
    ),
    Change(
        "the menu", "n = Navigation.objects.get(); n.main_menu = []; n.save()", "/blog/", disappears="no such words"
    ),
    Change(
        "a number to call",
        "s = VisitorSafety.objects.get(); s.save_revision(); "
        "s.numbers = [builders.help_number('112', {'en-gb': 'Ring us'})]; s.save()",
        "/",
        "Ring us",
    ),
    Change(
        "the numbers to call of an earlier version",
        "VisitorSafety.objects.get().latest_revision.as_object().save()",
        "/",
        disappears="Ring us",
    ),
    Change(
        "an announcement",
        "Announcement.objects.update_or_create(site=Site.objects.get(), defaults={'text': 'Closed today'})",
        "/",
        "Closed today",
    ),
    Change(
        "a person",
        "p = Person.objects.get(name='First Author'); p.name = 'Second Author'; p.save()",
        "/blog/signed/",
        "Second Author",
    ),
    Change(
        "a topic",
        "t = Topic.objects.get(name='First topic'); t.name = 'Second topic'; t.save()",
        "/blog/",
        "Second topic",
    ),
    Change("a term", "builders.glossary_term(term='Newterm', meaning='a new meaning')", "/glossary/", "Newterm"),
    Change(
        "a picture",
        "picture.description = 'The second description'; picture.save()",
        "/files/",
        "The second description",
    ),
    Change("a document", "paper.file_name = 'second.txt'; paper.save()", "/files/", "second.txt"),
    Change(
        "a private collection",
        "lock = CollectionViewRestriction.objects.create(collection=locked, restriction_type='login')",
        "/shelf/",
        disappears="Locked paper",
    ),
    Change("a collection made public", "lock.delete()", "/shelf/", "Locked paper"),
    Change(
        "a collection moved below a private one",
        "moved.move(private, 'sorted-child')",
        "/shelf/",
        disappears="Moved paper",
    ),
    Change(
        "a document put into a private collection",
        "single_paper.collection = private; single_paper.save()",
        "/shelf/",
        disappears="Single paper",
    ),
    Change(
        "several documents put into a private collection",
        "SiteDocument.objects.filter(pk=other_paper.pk).update(collection=private)",
        "/shelf/",
        disappears="Other paper",
    ),
    Change(
        "how long messages are kept",
        "from pages.enquiries.models import EnquirySettings as E; e = E.load(); e.support_days = 47; e.save()",
        "/for-all/",
        disappears="no such words",
    ),
]
# Changes that show only in some cases, or only in responses that are not cached.
OTHERS = {
    "a redirect": "Redirect.add_redirect('/old', '/about/')",
    "an organisation": "builders.organisation(name='Another')",
    "a language": "Locale.objects.get_or_create(language_code='fr')",
    "a site": "s = Site.objects.get(); s.site_name = 'Anew'; s.save()",
    "an earlier version of a page's menus": "n = Navigation.objects.get(); n.save_revision().as_object().save()",
    "a picture removed": "picture.delete()",
    "a document removed": "paper.delete()",
    "an alias converted to a page": "from wagtail.actions.convert_alias import ConvertAliasPageAction as Convert; "
    "Convert(page('of-locked')).execute(skip_permission_checks=True)",
    "a page moved among its siblings": "page('about').move(page('contact'), 'left')",
}
