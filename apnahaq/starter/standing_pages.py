"""The standing pages of a new site: contact, staying safe online, about, privacy, accessibility and the glossary."""

CONTACT = {
    "title": "Contact us",
    "slug": "contact",
    "search_description": "How to reach Apna Haq.",
    "is_sensitive": True,
    "before_title": "Before you write to us",
    "before_text": "<p>This form is not an emergency service. Do not use it on a phone or computer that someone who "
    "hurts you can look at. <b>In danger now? Call.</b></p>",
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
        "Who leads us",
        "<p>Zlakha Ahmed is our chief executive (CEO). She is also a member of the Board of the European Network "
        'Against Racism (ENAR).</p><p><a linktype="page" id="{interview}">Read an interview with her</a>, or '
        '<a linktype="page" id="{post}">her post on intersectionality</a>.</p>',
    ),
    ("Our history", "<p>Apna Haq was founded in 1994 and works in Rotherham, South Yorkshire.</p>"),
]
ABOUT_TIMELINE = [
    {"date": "1994", "title": "Apna Haq is founded"},
    {"date": "3 November 2020", "title": "ENAR publishes Zlakha Ahmed’s post on intersectionality"},
]

# Drafts until somebody has added what there is to show.
PEOPLE = {
    "title": "Our people",
    "slug": "people",
    "search_description": "Who we are and what we do.",
    "names_person": True,
}
ACCOUNTABILITY = {
    "title": "Accountability",
    "slug": "accountability",
    "search_description": "Our registration, our trustees, our accounts and our policies.",
}

PRIVACY = {
    "title": "Privacy",
    "slug": "privacy",
    "search_description": "What this website knows about you: as little as we could make it.",
    "lead": "<p>You can read this website without telling us anything.</p>",
}
# The law in general terms, for whoever is responsible for personal data to check. Who that is, and on which basis
# messages are kept, follows from the settings (`pages.models.statements`).
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
    (
        "Your rights",
        "<p>You have these rights if you write to us, if somebody names you in a message, or if you are named or shown "
        "on this website. They come from the UK GDPR and the Data Protection Act 2018.</p>"
        "<ul><li>You can ask what we hold about you and why, and get a copy.</li>"
        "<li>You can ask us to correct it, to delete it, or not to use it for a time.</li>"
        "<li>You can object to how we use it.</li>"
        "<li>You can ask for what you gave us in a form that you can take elsewhere.</li>"
        "<li>If you agreed to something, you can change your mind at any time.</li></ul>"
        "<p>Some of these rights have limits, and we tell you if one applies. It costs nothing, and we have one month "
        'to answer. You can ask in any way, for example with <a linktype="page" id="{contact}">our contact form</a>.'
        "</p>",
    ),
    (
        "If you want to complain",
        "<p>You can complain to us about how we use your data. We say within 30 days that your complaint arrived. You "
        "can also complain to the regulator, the Information Commissioner’s Office (ICO): "
        '<a href="https://ico.org.uk/make-a-complaint/">make a complaint to the ICO</a>.</p>',
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
]
# The page shows this with what staff add to it, and with a link to tell us (`pages.models.statements`).
TESTED_HOW = (
    "Every kind of page is checked against the Web Content Accessibility Guidelines 2.2, level AA, each time the "
    "website changes. The checks are made by a program. It cannot find everything.\n\nNot tried yet: real iPhones, "
    "real screen readers, and people who depend on them. Something may not work there that we do not know of."
)

GLOSSARY_PAGE = {
    "title": "Glossary",
    "slug": "glossary",
    "search_description": "Words and abbreviations on this website, and what they mean.",
}
