"""Build the tree of pages that the site starts with."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Locale, Page, Site

from apnahaq import starter
from campaigns.models import AntiRacismPage, EuropeanWorkPage, LocalWorkPage, NationalWorkPage
from pages.enquiries.models import ContactPage, EnquirySettings, PrivacyPage
from pages.models import (
    Announcement,
    BlogIndexPage,
    BlogPage,
    GlossaryPage,
    GlossaryTerm,
    HelpLine,
    HomePage,
    InterviewIndexPage,
    InterviewPage,
    Navigation,
    Organisation,
    OrganisationIdentity,
    Person,
    SafetyPage,
    StandardPage,
    Topic,
    VisitorSafety,
)


class Command(BaseCommand):
    """Build the whole tree, once. Where there is a home page already, nothing is touched."""

    help = "Build the pages that the site starts with, unless it has pages already."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build everything or nothing."""
        if HomePage.objects.exists():
            self.stdout.write("The site has its pages already: nothing was changed.")
            return
        with transaction.atomic():
            Seed().build()
        self.stdout.write("The pages that the site starts with are in place.")


class Seed:
    """The starter content on its way into the database."""

    def build(self) -> None:
        """Build snippets, pages, settings and the permissions of the groups that Wagtail made."""
        self.english = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
        self.urdu, _ = Locale.objects.get_or_create(language_code="ur")
        self.irr = Organisation.objects.create(**starter.IRR)
        self.enar = Organisation.objects.create(**starter.ENAR)
        self.zlakha = Person.objects.create(**starter.ZLAKHA_AHMED)
        self.topics = {
            slug: Topic.objects.create(name=name, slug=slug, locale=self.english) for name, slug in starter.TOPICS
        }
        for term, meaning, explanation in starter.GLOSSARY:
            GlossaryTerm.objects.create(term=term, meaning=meaning, explanation=explanation, locale=self.english)
        self.home()
        self.stories()
        self.work()
        self.standing_pages()
        self.front_of_house()
        self.cross_references()
        self.urdu_home()
        self.settings()
        self.permissions()

    def home(self) -> None:
        """Put our home page in the place of the page that Wagtail made."""
        root = Page.get_first_root_node()
        self.home_page = root.add_child(instance=HomePage(slug="apna-haq", locale=self.english, **starter.HOME))
        address = urlsplit(settings.SITE_URL)
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={
                "hostname": address.hostname,
                "port": address.port or (443 if address.scheme == "https" else 80),
                "root_page": self.home_page,
                "site_name": settings.WAGTAIL_SITE_NAME,
            },
        )
        root.get_children().exclude(pk=self.home_page.pk).delete()
        self.home_page.refresh_from_db()

    def add(self, parent: Page, page: Page) -> Page:
        """Publish a new page below its parent; logged, so that its history offers the way back to these words."""
        parent.refresh_from_db()
        parent.add_child(instance=page)
        page.save_revision(log_action=True).publish()
        return page

    def stories(self) -> None:
        """Add the interview and the post, each in its list."""
        europe_and_violence = ["anti-racism", "europe", "violence-against-women-and-girls"]
        self.interviews = self.add(self.home_page, InterviewIndexPage(**starter.INTERVIEWS))
        self.interview = InterviewPage(
            interviewee=self.zlakha,
            interviewer=self.irr,
            publisher=self.irr,
            body=[("quotation", {"text": starter.QUOTATION})],
            **starter.INTERVIEW,
        )
        self.interview.topics = [self.topics["anti-racism"], self.topics["violence-against-women-and-girls"]]
        self.add(self.interviews, self.interview)
        self.blog = self.add(self.home_page, BlogIndexPage(**starter.BLOG))
        self.post = BlogPage(publisher=self.enar, **starter.POST)
        self.post.authors = [self.zlakha]
        self.post.topics = [self.topics[slug] for slug in europe_and_violence]
        self.add(self.blog, self.post)

    def work(self) -> None:
        """Add the overview, and local, national and European work below it."""
        stories = [("page", self.interview), ("page", self.post)]
        self.overview = self.add(self.home_page, AntiRacismPage(related=stories, **starter.ANTI_RACISM))
        link = f'<a linktype="page" id="{self.interview.pk}">Read the interview</a>.'
        self.local = self.add(
            self.overview,
            LocalWorkPage(
                body=[
                    ("paragraph", starter.LOCAL_BIAS),
                    ("heading", {"text": starter.INTERVIEW_TITLE, "level": "h2"}),
                    ("paragraph", f"{starter.LOCAL_DEBATE}<p>{starter.IN_THE_INTERVIEW} {link}</p>"),
                    ("quotation", {"text": starter.QUOTATION}),
                ],
                **starter.LOCAL,
            ),
        )
        self.national = self.add(
            self.overview,
            NationalWorkPage(
                benefits=[("benefit", text) for text in starter.NATIONAL_BENEFITS],
                milestones=[
                    ("milestone", {"title": title, "status": status, "status_words": words, "text": text})
                    for title, status, words, text in starter.NATIONAL_MILESTONES
                ],
                partners=[("partner", {"organisation": self.enar})],
                **starter.NATIONAL,
            ),
        )
        article = {
            "kind": "Blog",
            "title": starter.POST_TITLE,
            "text": f"<p>{starter.WROTE_FOR_ENAR}</p>",
            "date": starter.POST["date"],
            "partner": self.enar,
            "page": self.post,
        }
        self.european = self.add(
            self.overview,
            EuropeanWorkPage(
                network=self.enar,
                roles=[("role", {"person": self.zlakha, "role": "Member of the Board"})],
                activities=[("activity", {**starter.WORKSHOP, "partner": self.enar}), ("activity", article)],
                **starter.EUROPEAN,
            ),
        )

    def standing_pages(self) -> None:
        """Add about, staying safe online, contact, privacy, accessibility and the glossary."""
        self.about = self.standing_page(starter.ABOUT, starter.ABOUT_BODY)
        self.safety = self.add(self.home_page, SafetyPage(body=sections(starter.SAFETY_BODY), **starter.SAFETY))
        self.contact = self.add(self.home_page, ContactPage(**starter.CONTACT))
        self.privacy = self.add(self.home_page, PrivacyPage(body=sections(starter.PRIVACY_BODY), **starter.PRIVACY))
        self.accessibility = self.standing_page(starter.ACCESSIBILITY, starter.ACCESSIBILITY_BODY)
        self.glossary = self.add(self.home_page, GlossaryPage(**starter.GLOSSARY_PAGE))

    def standing_page(self, words: dict[str, Any], body: list[tuple[str, str]]) -> StandardPage:
        """Publish a standing page of headed sections."""
        return self.add(self.home_page, StandardPage(body=sections(body), **words))

    def front_of_house(self) -> None:
        """Show the work on the home page, now that it is there."""
        self.home_page.refresh_from_db()
        self.home_page.primary_page = self.overview
        self.home_page.quotation_page = self.interview
        self.home_page.featured = [("page", {"page": page}) for page in (self.local, self.national, self.european)]
        self.home_page.save_revision(log_action=True).publish()

    def cross_references(self) -> None:
        """Lead readers of the interview and of the post to the work, and to each other."""
        for story, pages in (
            (self.interview, (self.local, self.post)),
            (self.post, (self.european, self.interview)),
        ):
            story.related = [("page", page) for page in pages]
            story.save_revision(log_action=True).publish()

    def urdu_home(self) -> None:
        """Add the sample of the Urdu home page as the translation of the English one."""
        home = self.home_page.copy_for_translation(self.urdu)
        for name in ("about_title", "about_text", "quotation", "quotation_text", "quotation_label", "primary_label"):
            setattr(home, name, "")
        for name in ("name_title", "name_text", "call_title", "call_text"):
            setattr(home, name, "")
        home.featured = []
        home.primary_page = home.quotation_page = None
        for name, words in starter.URDU_HOME.items():
            setattr(home, name, words)
        home.save_revision(log_action=True).publish()

    def settings(self) -> None:
        """Fill in what is known of the organisation, the menus and the numbers to call."""
        site = Site.objects.get(is_default_site=True)
        identity = OrganisationIdentity.for_site(site)
        identity.strapline = "Urdu for “our right”."
        identity.place = "Rotherham, South Yorkshire"
        identity.founded = 1994
        identity.save()
        navigation = Navigation.for_site(site)
        navigation.main_menu = [
            ("item", {"page": page})
            for page in (self.overview, self.interviews, self.blog, self.about, self.safety, self.contact)
        ]
        navigation.footer_menu = [
            ("item", {"page": page})
            for page in (self.overview, self.glossary, self.privacy, self.accessibility, self.contact)
        ]
        navigation.contact_page = self.contact
        navigation.safety_page = self.safety
        navigation.save()
        # A reader's first visit should not have to write it.
        Announcement.for_site(site)
        safety = VisitorSafety.for_site(site)
        safety.help_lines = [
            HelpLine(
                locale=Locale.objects.get(language_code=language), label=label, number=number, dial=dial, note=note
            )
            for language, lines in starter.HELP_LINES.items()
            for label, number, dial, note in lines
        ]
        safety.save()
        enquiries = EnquirySettings.load()
        enquiries.read_by = starter.READ_BY
        enquiries.save()

    def permissions(self) -> None:
        """Let Wagtail's editors keep people and words and translate pages, and its moderators set things too."""
        editors = Group.objects.get(name="Editors")
        moderators = Group.objects.get(name="Moderators")
        for model in (Person, Organisation, Topic, GlossaryTerm):
            for action in ("add", "change"):
                permission = permission_for(model, action)
                editors.permissions.add(permission)
                moderators.permissions.add(permission)
        translate = Permission.objects.get(codename="submit_translation")
        editors.permissions.add(translate)
        moderators.permissions.add(translate)
        for model in (Announcement, OrganisationIdentity, Navigation, VisitorSafety):
            moderators.permissions.add(permission_for(model, "change"))


def sections(headed_texts: list[tuple[str, str]]) -> list[tuple[str, Any]]:
    """Return the blocks of a body that is made of headings, each with its text."""
    blocks: list[tuple[str, Any]] = []
    for heading, text in headed_texts:
        blocks += [("heading", {"text": heading, "level": "h2"}), ("paragraph", text)]
    return blocks


def permission_for(model: type, action: str) -> Permission:
    """Return Django's permission to do something with the objects of a model."""
    return Permission.objects.get(
        content_type__app_label=model._meta.app_label, codename=f"{action}_{model._meta.model_name}"
    )
