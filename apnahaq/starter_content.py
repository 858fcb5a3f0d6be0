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

# Label, number as it is written, number to dial, note.
HELP_LINES = {
    "en-gb": [
        ("Emergency", "999", "999", ""),
        (
            "Not safe to speak?",
            "999, then 55",
            "",
            "On a mobile, stay on the line and press 55 when asked: the Silent Solution. On a landline, stay on the "
            "line: you do not need 55.",
        ),
        ("National Domestic Abuse Helpline", "0808 2000 247", "08082000247", "Free, 24 hours. Run by Refuge."),
    ],
    "ur": [
        ("ہنگامی صورت", "999", "999", ""),
        (
            "بولنا محفوظ نہیں؟",
            "999 + 55",
            "",
            "موبائل پر: لائن پر رہیں اور جب کہا جائے تو 55 دبائیں۔ لینڈ لائن پر: لائن پر رہیں، 55 کی ضرورت نہیں۔",
        ),
        ("نیشنل ڈومیسٹک ابیوز ہیلپ لائن", "0808 2000 247", "08082000247", "مفت، 24 گھنٹے"),
    ],
}

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
    "search_description": "Apna Haq, Rotherham: led by and for Black and minoritised women and girls who face violence "
    "and abuse, and rooted in the anti-racism movement.",
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
    "benefits_title": "Learnings from other European countries with NAPARs show that having a plan can:",
    "milestones_title": "The road to a NAPAR",
    **CALL,
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
BLOG = {"title": "Blog", "slug": "blog", "search_description": "Writing by Apna Haq."}
POST = {
    "title": POST_TITLE,
    "slug": "intersectionality",
    "seo_title": "Intersectionality at the heart of our work",
    "search_description": "A blog by Zlakha Ahmed, first published by the European Network Against Racism.",
    "lead": f"<p>{WROTE_FOR_ENAR}</p>",
    "date": "2020-11-03",
}

CONTACT = {
    "title": "Contact us",
    "slug": "contact",
    "search_description": "How to reach Apna Haq.",
    "is_sensitive": True,
    "before_title": "Before you write to us",
    "before_text": '<p><b>In danger now? Call <a href="tel:999">999</a>.</b> From a mobile, '
    "if it is not safe to speak, stay on the line and press 55 when asked.</p><p>This form is not an emergency "
    "service. Do not use it on a phone or computer that someone who hurts you can look at.</p>",
}
# The team can promise more when it has agreed who reads messages and when.
READ_BY = (
    "Only those of us who look after messages can open what you write. We cannot promise to read it at once: if you "
    "cannot wait, please call."
)

SAFETY = {
    "title": "Staying safe online",
    "slug": "staying-safe-online",
    "search_description": "How to look at this website safely, and what a visit leaves behind.",
    "is_sensitive": True,
    "lead": "<p><b>If someone may be watching your phone or computer, use another one.</b> A friend’s phone or a "
    "library computer is safer.</p>",
}
SAFETY_BODY = [
    (
        "What leaving does",
        "<p>“Leave this site” stands on every page: at the bottom of the screen on a phone, at the top on a "
        "computer. It "
        "opens another website at once. On a keyboard you can also press Shift three times.</p>"
        "<p>In most browsers, Back does not bring our pages up again after that. Try it below before you rely "
        "on it.</p>",
    ),
    (
        "What leaving does not do",
        "<p>It does not remove the pages you opened from the history of your phone or computer. Somebody who opens the "
        "history can read their names. It does not help against programs that watch a phone.</p>",
    ),
    (
        "Remove only this website from the history",
        "<p>An empty history can be noticed, and wiping everything signs you out of other websites. It is safer to "
        "remove only our pages.</p>"
        "<ul><li><b>Chrome on a phone:</b> open the menu with three dots, then History. Search for Apna Haq "
        "and press the "
        "cross beside each page.</li>"
        "<li><b>Chrome or Edge on a computer:</b> press Ctrl and H. Search for Apna Haq, tick the pages and choose "
        "Delete.</li>"
        "<li><b>Safari on an iPhone:</b> press the open book, then the clock. Push each page to the side and choose "
        "Delete.</li>"
        "<li><b>Safari on a Mac:</b> open the History menu, then Show All History. Choose the pages and press "
        "the Delete "
        "key.</li>"
        "<li><b>Samsung Internet:</b> open the menu with three lines, then History. Hold a finger on a page and choose "
        "Delete.</li>"
        "<li><b>Firefox on a phone:</b> open the menu with three dots, then History. Press the cross beside each "
        "page.</li>"
        "<li><b>Firefox on a computer:</b> press Ctrl and H. Click a page with the right button and choose Delete "
        "Page.</li></ul>",
    ),
    (
        "Private windows",
        "<p>A private window does not keep history after you close it. In the browser’s menu, look for “New private "
        "window”, “New incognito window” or “New InPrivate window”. Close it when you finish.</p>"
        "<p>It does not help against apps that spy on a phone, or against someone who looks over your shoulder.</p>",
    ),
    (
        "Shared accounts and messages",
        "<p>If you share a Google, Apple or Microsoft account, your history can show on the other person’s phone or "
        "computer. Sign out of the account first, or use another device.</p>"
        "<p>If you send somebody a link to this website, the message can show the name of the page.</p>",
    ),
    (
        "If your phone may be watched",
        "<p>If somebody knows things that you only did or said on your phone, the phone may be watched. Nothing on a "
        "website can prevent that. Use a different phone or computer to ask for help.</p>",
    ),
    (
        "How to come back",
        "<p>Do not save a bookmark. Remember the name and search for it: Apna Haq.</p>",
    ),
]

ABOUT = {
    "title": "About us",
    "slug": "about",
    "search_description": "Apna Haq is led by and for Black and minoritised women and girls who face violence "
    "and abuse.",
    "lead": "<p>Apna Haq is led by and for Black and minoritised women and girls who face violence and abuse. It is "
    "rooted in the anti-racism movement.</p>",
}
ABOUT_BODY = [
    ("Our name", "<p>“Apna Haq” is Urdu for “our right”.</p>"),
    (
        "Where and since when",
        "<p>Apna Haq was founded in 1994 and works in Rotherham, South Yorkshire. Zlakha Ahmed is our CEO.</p>",
    ),
]

PRIVACY = {
    "title": "Privacy",
    "slug": "privacy",
    "search_description": "What this website knows about you: as little as we could make it.",
    "lead": "<p>You can read this website without telling us anything.</p>",
}
PRIVACY_BODY = [
    (
        "When you read",
        "<ul><li>We set no cookies.</li><li>We do not count or follow visitors.</li><li>Nothing on our pages comes "
        "from another website, so no other website learns that you were here.</li><li>Our server’s records hold no "
        "addresses of visitors and not what they searched for.</li></ul>",
    ),
    (
        "What we cannot prevent",
        "<p>Your browser keeps a history. Whoever provides your internet connection can see that you visited this "
        "website, though not which pages.</p>",
    ),
]

ACCESSIBILITY = {
    "title": "Accessibility",
    "slug": "accessibility",
    "search_description": "How this website is made so that everyone can use it.",
    "lead": "<p>Everyone should be able to read this website and to leave it.</p>",
}
ACCESSIBILITY_BODY = [
    (
        "What you can do",
        "<ul><li>Use every page with a keyboard alone, or with a screen reader.</li><li>Make the text up to four times "
        "larger.</li><li>Read in a light or in a dark design: the pages follow your device.</li><li>Use every page "
        "without scripts, on an old phone and with slow data.</li></ul>",
    ),
    (
        "What we test",
        "<p>Every kind of page is checked against the Web Content Accessibility Guidelines 2.2, level AA, each time "
        "the website changes. The checks are made by a program. It cannot find everything.</p>",
    ),
    ("Tell us", "<p>If something does not work for you, please tell us.</p>"),
]

GLOSSARY_PAGE = {
    "title": "Glossary",
    "slug": "glossary",
    "search_description": "Words and abbreviations on this website, and what they mean.",
}

# A sample translation: its note says so, and search engines are asked not to index it.
URDU_HOME = {
    "title": "اپنا حق",
    "search_description": "اپنا حق، رودرہم",
    "sample_note": "نمونہ ترجمہ۔ شائع کرنے سے پہلے مترجم سے جانچ کروائیں۔",
    "statement": "<p>ہر شخص کو نسل پرستی اور امتیازی سلوک سے آزاد زندگی گزارنے کا حق ہے</p>",
    "lead": "<p>ہماری جڑیں نسل پرستی کے خلاف تحریک میں ہیں۔ ہم سیاہ فام اور اقلیتی لوگوں کے ساتھ ہونے والی نسل پرستی "
    "اور ناانصافی کے خلاف آواز اٹھاتے ہیں۔</p>",
}
