"""The content of a new site: the organisation's own text, and what the site can say of itself.

The text on racism and on the work against it is the organisation's own, word for word, with its one misspelling
("tacking"), which is for the organisation to correct. Fields whose facts are not known stay empty.
"""

IRR = {"name": "Institute of Race Relations", "short_name": "IRR", "website": "https://irr.org.uk/"}
ENAR = {
    "name": "European Network Against Racism",
    "short_name": "ENAR",
    "website": "https://www.enar-eu.org/",
}
ZLAKHA_AHMED = {"name": "Zlakha Ahmed", "role": "CEO of Apna Haq"}

TOPICS = [
    ("Anti-racism", "anti-racism"),
    ("Europe", "europe"),
    ("Violence against women and girls", "violence-against-women-and-girls"),
]

GLOSSARY = [
    ("CSE", "child sexual exploitation", ""),
    ("ENAR", "European Network Against Racism", ""),
    ("IRR", "Institute of Race Relations", ""),
    (
        "NAPAR",
        "National Plan Against Racism",
        "A programme of activities that aim to improve the promotion of racial equality.",
    ),
    ("NVC", "non-violent communication", ""),
    ("VAWG", "violence against women and girls", ""),
]

# A phrase that hurts the people it is about, and what to say instead. Staff edit the list.
PHRASES_TO_AVOID = [
    ("battered woman", "woman who has been abused"),
    ("battered women", "women who have been abused"),
    ("child pornography", "images of child sexual abuse"),
    ("child prostitute", "child who was sexually exploited"),
    ("child prostitution", "child sexual exploitation"),
    ("committed suicide", "died by suicide"),
    ("crime of passion", "murder"),
    ("domestic dispute", "domestic abuse"),
    ("illegal immigrant", "person without papers"),
    ("illegal immigrants", "people without papers"),
    ("revenge porn", "intimate images shared without consent"),
]

# The numbers to call in their order: the number, whether it cannot be dialled as it stands, and in each language what
# it is for and a note.
NUMBERS: list[tuple[str, bool, dict[str, tuple[str, str]]]] = [
    ("999", False, {"en-gb": ("Emergency", ""), "ur": ("ہنگامی صورت", "")}),
    (
        # Without a word, for all languages.
        "999 + 55",
        True,
        {
            "en-gb": (
                "Not safe to speak?",
                "On a mobile, stay on the line and press 55 when asked: the Silent Solution. On a landline, stay on "
                "the line: you do not need 55.",
            ),
            "ur": (
                "بولنا محفوظ نہیں؟",
                "موبائل پر: لائن پر رہیں اور جب کہا جائے تو 55 دبائیں۔ لینڈ لائن پر: لائن پر رہیں، 55 کی ضرورت نہیں۔",
            ),
        },
    ),
    (
        "0808 2000 247",
        False,
        {
            "en-gb": ("National Domestic Abuse Helpline", "Free, 24 hours. Run by Refuge."),
            "ur": ("نیشنل ڈومیسٹک ابیوز ہیلپ لائن", "مفت، 24 گھنٹے"),
        },
    ),
]

QUOTATION = (
    "“…as well as fuelling racism, the toxic racialised narrative around child sexual exploitation (CSE) has erased "
    "Black and minoritised survivors who don’t fit the white female victim/Asian male offender stereotype.”"
)

INTERVIEW_TITLE = (
    "‘Get over the shock, this is reality’: challenging racism and violence against women and girls in Rotherham"
)
POST_TITLE = "Intersectionality at the heart of working on violence against women and girls"

INTERVIEWED = (
    "Our CEO, Zlakha Ahmed, was interviewed by the Institute of Race Relations about Apna Haq’s work under such a "
    "climate and debate."
)
IN_THE_INTERVIEW = (
    "In the interview, she discusses what an anti-racist feminist approach to tacking child sexual abuse involves and "
    "what resistance looks like on the ground."
)
WROTE_FOR_ENAR = f"Zlakha has also written a blog for ENAR, titled '{POST_TITLE}'."

HOME = {
    "title": "Apna Haq: led by and for Black and minoritised women and girls",
    "search_description": "Apna Haq, Rotherham: led by and for Black and minoritised women and girls, and rooted in "
    "the anti-racism movement.",
    "statement": "<p><b>Everyone</b> has <b>the right</b> to <b>live free</b> from racism and discrimination</p>",
    "lead": "<p>We are grounded in the anti-racism movement, speaking out against racism and injustice experienced by "
    "Black and minoritised people.</p>",
    "primary_label": "Our anti-racism work",
    "about_title": "Led by and for Black and minoritised women and girls who face violence and abuse",
    "about_text": "<p>We are active in efforts to end racism locally, nationally and in Europe.</p>",
    "quotation": QUOTATION,
    "quotation_text": f"<p>{INTERVIEWED}</p>",
    "quotation_label": "Read the interview",
    "name_title": "The name is Urdu for “our right”",
    "name_text": "<p>Apna Haq was founded in 1994 and works in Rotherham, South Yorkshire.</p>",
    "call_title": "Be part of it",
    "call_text": "<p>Please get in touch to find out more.</p>",
}

ANTI_RACISM = {
    "title": "Anti-racism",
    "slug": "anti-racism",
    "search_description": "We are active in efforts to end racism locally, nationally and in Europe.",
    "lead": "<p>Everyone has the right to live free from racism and discrimination under the law and international "
    "human rights legislation. However, racial and ethnic discrimination occur on a daily basis for so many "
    "people.</p>",
    "stance": "We are grounded in the anti-racism movement, speaking out against racism and injustice experienced by "
    "Black and minoritised people. As such, we are active in efforts to end racism locally, nationally and in Europe.",
}

# The call to action on every campaign page.
CALL = {
    "call_title": "Be part of it",
    "call_text": "<p>Please get in touch to find out more.</p>",
    "call_button": "Get in touch",
}

LOCAL = {
    "title": "Local work",
    "slug": "local",
    "search_description": "Due to changing dynamics in Rotherham and the impact on our Black and minoritised "
    "communities, we have become a leading voice in challenging racism.",
    "place": "Rotherham",
    "lead": "<p>Due to changing dynamics in Rotherham and the impact on our Black and minoritised communities, we have "
    "become a leading voice in challenging racism.</p>",
    **CALL,
}
LOCAL_BIAS = (
    "<p>Since 2014, it has become apparent that there is a racial bias regarding child sexual exploitation (CSE) in "
    "Rotherham, which focuses almost entirely on ‘Asian men targeting white girls’. We know this is not representative "
    "of reality as we have been supporting service users from Black and minoritised communities who have experienced "
    "CSE by men of other nationalities.</p>"
    "<p>We have defended Asian, Muslim and Pakistani men who are too often labelled child sexual exploiters because of "
    "their ethnicity. As a result, we have been able to establish ourselves within the male Pakistani and other Black "
    "and minoritised communities as a defender against racism, which has created a lot more support for the work that "
    "we undertake among men and male-led organisations.</p>"
)
LOCAL_DEBATE = (
    "<p>Black and minoritised women and girls have been severely affected by the toxic debate on child sexual abuse in "
    "Rotherham, particularly those from the Pakistani Muslim community. A cloud of stigma and anti-Muslim racism hangs "
    "over the town, and the people who live here.</p>"
    f"<p>{INTERVIEWED}</p>"
)

NATIONAL = {
    "title": "National work",
    "slug": "national",
    "search_description": "The UK currently does not have a National Plan Against Racism (NAPAR).",
    "lead": "<p>The UK currently does not have a National Plan Against Racism (NAPAR). A NAPAR is a programme of "
    "activities that aim to improve the promotion of racial equality.</p>",
    "figure": "0",
    "figure_words": "National Plans Against Racism in the UK",
    "figure_source": "Apna Haq",
    "benefits_title": "Learnings from other European countries with NAPARs show that having a plan can:",
    "milestones_title": "The road to a NAPAR",
    **CALL,
}
# By UK Parliament.
FIND_MEMBER = {
    "title": "Find your Member of Parliament",
    "button": "Search on the website of UK Parliament",
    "address": "https://members.parliament.uk/FindYourMP",
}
NATIONAL_BENEFITS = [
    "Improve the country’s alignment with international human rights standards",
    "Improve the country’s accountability to implementing human rights",
    "Raise awareness for human rights.",
]
# Title, status, the status in words, text.
NATIONAL_MILESTONES = [
    ("No plan", "done", "Where the UK is", ""),
    (
        "Learning from Europe",
        "now",
        "Happening now",
        "<p>We are passionate about being part of the movement building towards a NAPAR development in the UK. As "
        "such, we are meeting with the European Network Against Racism (ENAR) to discuss what efforts are needed to "
        "initiate discussions and receive guidance from them.</p>",
    ),
    (
        "Racism in the women’s sector",
        "now",
        "Exploring",
        "<p>We are particularly interested in contributing to discussions around racism that exists in the women’s "
        "sector. We are therefore exploring the possibility of collaboration and coalition building with other "
        "violence against women and girls (VAWG) agencies in the UK to take this work forward.</p>",
    ),
    ("A NAPAR in the UK", "next", "What we are building towards", ""),
]

EUROPEAN = {
    "title": "European work",
    "slug": "european",
    "search_description": "Our CEO, Zlakha Ahmed, is a member of the Board of ENAR, the European Network "
    "Against Racism.",
    "lead": "<p>Our CEO, Zlakha Ahmed, is a member of the Board of ENAR, where she contributes to the strategic "
    "oversight of this anti-racism movement in Europe.</p>",
    "activities_title": "With ENAR",
    **CALL,
}
WORKSHOP = {
    "activity_type": "Workshop",
    "title": "Non-violent communication and Islam: challenging Islamophobia",
    "text": "<p>Zlakha has delivered a workshop for ENAR, on non-violent communication (NVC) and Islam: challenging "
    "Islamophobia.</p>",
}

INTERVIEWS = {
    "title": "Interviews",
    "slug": "interviews",
    "search_description": "Interviews with us.",
}
INTERVIEW = {
    "title": INTERVIEW_TITLE,
    "slug": "get-over-the-shock",
    "seo_title": "‘Get over the shock, this is reality’",
    "search_description": INTERVIEWED,
    "lead": f"<p>{INTERVIEWED}</p><p>{IN_THE_INTERVIEW}</p>",
}
PUBLICATIONS = {
    "title": "Publications",
    "slug": "publications",
    "search_description": "Briefings, reports and responses to consultations by Apna Haq.",
}
BLOG = {"title": "Blog", "slug": "blog", "search_description": "Writing by Apna Haq."}
POST = {
    "title": POST_TITLE,
    "slug": "intersectionality",
    "seo_title": "Intersectionality at the heart of our work",
    "search_description": "A blog by Zlakha Ahmed, first published by the European Network Against Racism.",
    "lead": f"<p>{WROTE_FOR_ENAR}</p>",
    "date": "2020-11-03",
}
