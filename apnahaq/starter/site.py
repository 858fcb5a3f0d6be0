"""Creates the pages, snippets and settings that a new site starts with."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from apnahaq.starter import content, standing_pages, urdu
from apnahaq.starter.search import SEARCH_ANSWERS
from apnahaq.starter.translations import SampleTranslations
from campaigns.models import AntiRacismPage, EuropeanWorkPage, LocalWorkPage, NationalWorkPage
from campaigns.work import WorkPage
from pages.enquiries.models import ContactPage, EnquirySettings, PrivacyPage
from pages.models import (
    AccessibilityStatement,
    AccountabilityPage,
    Announcement,
    BlogIndexPage,
    BlogPage,
    GlossaryPage,
    GlossaryTerm,
    HomePage,
    InterviewIndexPage,
    InterviewPage,
    Navigation,
    Organisation,
    OrganisationIdentity,
    PeoplePage,
    Person,
    PersonalData,
    PhraseToAvoid,
    PublicationIndexPage,
    SafetyPage,
    SearchAnswer,
    StandardPage,
    Topic,
    VisitorSafety,
)
from pages.staff import roles


class StarterContent:
    """Creates the starter content, step by step."""

    def create(self) -> None:
        """Create snippets, pages, settings and roles."""
        self.english = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
        self.urdu, _ = Locale.objects.get_or_create(language_code="ur")
        self.irr = Organisation.objects.create(**content.IRR)
        self.enar = Organisation.objects.create(**content.ENAR)
        self.zlakha = Person.objects.create(**content.ZLAKHA_AHMED)
        self.topics = {
            slug: Topic.objects.create(name=name, slug=slug, locale=self.english) for name, slug in content.TOPICS
        }
        for term, meaning, explanation in content.GLOSSARY:
            GlossaryTerm.objects.create(term=term, meaning=meaning, explanation=explanation, locale=self.english)
        for phrase, instead in content.PHRASES_TO_AVOID:
            PhraseToAvoid.objects.create(phrase=phrase, instead=instead, locale=self.english)
        self.create_home_page()
        self.create_stories()
        self.create_campaign_pages()
        self.create_standing_pages()
        self.feature_pages_on_home_page()
        self.relate_pages()
        self.translate_into_urdu()
        self.fill_in_settings()
        self.create_search_answers()
        roles.update(is_new_site=True)

    def create_home_page(self) -> None:
        """Replace the page that Wagtail made with our home page."""
        root = Page.get_first_root_node()
        self.home_page = root.add_child(instance=HomePage(slug="apna-haq", locale=self.english, **content.HOME))
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

    def publish(self, parent: Page, page: Page) -> Page:
        """Publish a new page below its parent, with a log entry, so that editors can revert to these words."""
        parent.refresh_from_db()
        parent.add_child(instance=page)
        page.save_revision(log_action=True).publish()
        return page

    def create_stories(self) -> None:
        """Publish the interview and the blog post, each below its list, and the list of publications, still empty."""
        europe_and_violence = ["anti-racism", "europe", "violence-against-women-and-girls"]
        self.interviews = self.publish(self.home_page, InterviewIndexPage(**content.INTERVIEWS))
        self.interview = InterviewPage(
            interviewee=self.zlakha,
            interviewer=self.irr,
            publisher=self.irr,
            body=[("quotation", {"text": content.QUOTATION})],
            **content.INTERVIEW,
        )
        self.interview.topics = [self.topics["anti-racism"], self.topics["violence-against-women-and-girls"]]
        self.publish(self.interviews, self.interview)
        self.blog = self.publish(self.home_page, BlogIndexPage(**content.BLOG))
        self.post = BlogPage(publisher=self.enar, **content.POST)
        self.post.authors = [self.zlakha]
        self.post.topics = [self.topics[slug] for slug in europe_and_violence]
        self.publish(self.blog, self.post)
        self.publications = self.publish(self.home_page, PublicationIndexPage(**content.PUBLICATIONS))

    def create_campaign_pages(self) -> None:
        """Publish the overview, with local, national and European work below it."""
        stories = [("page", self.interview), ("page", self.post)]
        self.overview = self.publish(self.home_page, AntiRacismPage(related=stories, **content.ANTI_RACISM))
        link = f'<a linktype="page" id="{self.interview.pk}">Read the interview</a>.'
        self.local = self.publish_work(
            ["anti-racism"],
            LocalWorkPage(
                body=[
                    ("paragraph", content.LOCAL_BIAS),
                    ("heading", {"text": content.INTERVIEW_TITLE, "level": "h2"}),
                    ("paragraph", f"{content.LOCAL_DEBATE}<p>{content.IN_THE_INTERVIEW} {link}</p>"),
                    ("quotation", {"text": content.QUOTATION}),
                ],
                **content.LOCAL,
            ),
        )
        self.national = self.publish_work(
            ["anti-racism"],
            NationalWorkPage(
                benefits=[("benefit", text) for text in content.NATIONAL_BENEFITS],
                milestones=[
                    ("milestone", {"title": title, "status": status, "status_words": words, "text": text})
                    for title, status, words, text in content.NATIONAL_MILESTONES
                ],
                partners=[("partner", {"organisation": self.enar})],
                actions=[("find_member", content.FIND_MEMBER)],
                **content.NATIONAL,
            ),
        )
        article = {
            "activity_type": "Blog",
            "title": content.POST_TITLE,
            "text": f"<p>{content.WROTE_FOR_ENAR}</p>",
            "date": content.POST["date"],
            "partner": self.enar,
            "page": self.post,
        }
        self.european = self.publish_work(
            ["europe"],
            EuropeanWorkPage(
                network=self.enar,
                roles=[("role", {"person": self.zlakha, "role": "Member of the Board"})],
                activities=[("activity", {**content.WORKSHOP, "partner": self.enar}), ("activity", article)],
                **content.EUROPEAN,
            ),
        )

    def publish_work(self, topics: list[str], page: WorkPage) -> WorkPage:
        """Publish a page about our work, with its topics."""
        page.topics = [self.topics[slug] for slug in topics]
        return self.publish(self.overview, page)

    def create_standing_pages(self) -> None:
        """Publish the standing pages, and draft those that have nothing to show yet."""
        body = sections(standing_pages.ABOUT_BODY, interview=self.interview.pk, post=self.post.pk)
        body.append(("timeline", {"entries": standing_pages.ABOUT_TIMELINE}))
        self.about = self.publish(self.home_page, StandardPage(body=body, **standing_pages.ABOUT))
        self.safety = self.publish(
            self.home_page, SafetyPage(body=sections(standing_pages.SAFETY_BODY), **standing_pages.SAFETY)
        )
        self.contact = self.publish(self.home_page, ContactPage(**standing_pages.CONTACT))
        self.privacy = self.publish(
            self.home_page,
            PrivacyPage(body=sections(standing_pages.PRIVACY_BODY, contact=self.contact.pk), **standing_pages.PRIVACY),
        )
        body = sections(standing_pages.ACCESSIBILITY_BODY)
        self.accessibility = self.publish(self.home_page, StandardPage(body=body, **standing_pages.ACCESSIBILITY))
        self.glossary = self.publish(self.home_page, GlossaryPage(**standing_pages.GLOSSARY_PAGE))
        # Menus show them once they are published.
        self.drafts = [PeoplePage(**standing_pages.PEOPLE), AccountabilityPage(**standing_pages.ACCOUNTABILITY)]
        for page in self.drafts:
            page.live, page.has_unpublished_changes = False, True
            self.home_page.refresh_from_db()
            self.home_page.add_child(instance=page)
            page.save_revision(log_action=True)

    def feature_pages_on_home_page(self) -> None:
        """Show cards of the campaign pages on the home page."""
        self.home_page.refresh_from_db()
        self.home_page.primary_page = self.overview
        self.home_page.quotation_page = self.interview
        self.home_page.featured = [("page", {"page": page}) for page in (self.local, self.national, self.european)]
        self.home_page.save_revision(log_action=True).publish()

    def relate_pages(self) -> None:
        """Relate the interview and the post to the campaign pages and to each other."""
        for story, pages in (
            (self.interview, (self.local, self.post)),
            (self.post, (self.european, self.interview)),
        ):
            story.related = [("page", page) for page in pages]
            story.save_revision(log_action=True).publish()

    def translate_into_urdu(self) -> None:
        """Translate the pages that a visitor needs first, as drafts or, where the settings ask for it, for trying."""
        translations = SampleTranslations(self.urdu)
        translations.create_home_page(self.home_page, urdu.HOME)
        translations.create(self.contact, urdu.CONTACT)
        translations.create(self.safety, urdu.SAFETY, sections(urdu.SAFETY_BODY))
        translations.create(self.privacy, urdu.PRIVACY, sections(urdu.PRIVACY_BODY))
        translations.create(self.about, urdu.ABOUT, sections(urdu.ABOUT_BODY))

    def create_search_answers(self) -> None:
        """Answer searches for which the pages have no words."""
        locales = {locale.language_code: locale for locale in (self.english, self.urdu)}
        for answer in SEARCH_ANSWERS:
            SearchAnswer.objects.create(
                words="\n".join(answer.words.split(", ")),
                same_as="\n".join(answer.same_as),
                pages=[("page", getattr(self, name)) for name in answer.pages],
                shows_numbers=answer.shows_numbers,
                locale=locales[answer.language],
            )

    def fill_in_settings(self) -> None:
        """Fill in what is known of the organisation, the menus and the numbers to call."""
        site = Site.objects.get(is_default_site=True)
        identity = OrganisationIdentity.for_site(site)
        identity.alternate_name = urdu.NAME
        identity.strapline = "Urdu for “our right”."
        identity.place = "Rotherham, South Yorkshire"
        identity.founded = 1994
        identity.save()
        navigation = Navigation.for_site(site)
        navigation.main_menu = [
            ("item", {"page": page})
            for page in (self.overview, self.interviews, self.blog, self.about, self.safety, self.contact)
        ]
        # The list of publications and the drafts show in it once they have something to show.
        later = (self.publications, *self.drafts)
        navigation.footer_menu = [
            ("item", {"page": page})
            for page in (self.overview, *later, self.glossary, self.privacy, self.accessibility, self.contact)
        ]
        navigation.contact_page = self.contact
        navigation.safety_page = self.safety
        navigation.privacy_page = self.privacy
        navigation.accessibility_page = self.accessibility
        navigation.save()
        accessibility = AccessibilityStatement.for_site(site)
        accessibility.tested_how = standing_pages.TESTED_HOW
        accessibility.save()
        # Created now, so that no visitor's request has to write to the database.
        for model in (Announcement, PersonalData):
            model.for_site(site)
        safety = VisitorSafety.for_site(site)
        safety.numbers = [
            (
                "number",
                {
                    "number": number,
                    "is_not_dialled": is_not_dialled,
                    "labels": [
                        {"language": language, "label": label, "note": note}
                        for language, (label, note) in labels.items()
                    ],
                },
            )
            for number, is_not_dialled, labels in content.NUMBERS
        ]
        safety.save()
        enquiries = EnquirySettings.load()
        enquiries.read_by = standing_pages.READ_BY
        enquiries.save()


def sections(headed_texts: list[tuple[str, str]], **pages: int) -> list[tuple[str, Any]]:
    """Return the blocks of a body of headings, each with its text, in which the pages that it names are filled in."""
    blocks: list[tuple[str, Any]] = []
    for heading, text in headed_texts:
        blocks += [("heading", {"text": heading, "level": "h2"}), ("paragraph", text.format(**pages))]
    return blocks
