"""What a new site answers to searches that none of its pages has words for. Staff edit the list.

Whoever may be in danger is shown the numbers to call, how to reach us, and how to look at this website safely.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class StarterAnswer:
    """An answer: words by commas, what our pages call it, and the pages by their names in the seed command."""

    words: str
    same_as: list[str] = field(default_factory=list)
    pages: tuple[str, ...] = ()
    shows_numbers: bool = False
    language: str = "en-gb"


HELP = ("contact", "safety")

SEARCH_ANSWERS = [
    StarterAnswer(
        "domestic violence, domestic abuse, violence at home, abuse, abused, abusive, he hits me, hits me, hit me, "
        "beats me, beat me, hurts me, hurt me, kill me, kill myself, suicide, rape, raped, stalking, coercive control, "
        "scared, afraid, frightened, in danger, not safe, unsafe, threatens me, he threatens, threatened, beaten, "
        "escape, run away, mar peet, zulm",
        ["violence"],
        HELP,
        shows_numbers=True,
    ),
    StarterAnswer(
        "my husband, my partner, my boyfriend, my ex, my father, my brother, my family, my in-laws, my mother-in-law, "
        "husband, partner, boyfriend, in-laws, mother-in-law, my mum, my mother, "
        "shohar, sasural",
        [],
        HELP,
        shows_numbers=True,
    ),
    StarterAnswer(
        "forced marriage, forced to marry, marriage, forced, child marriage, honour, honour-based violence, "
        "honour-based abuse, dowry, fgm, female genital mutilation, divorce, zabardasti ki shaadi, talaq",
        ["violence against women and girls"],
        HELP,
        shows_numbers=True,
    ),
    StarterAnswer(
        "refuge, shelter, safe house, housing, house, homeless, somewhere to stay, somewhere to live, nowhere to go, "
        "leave home, leave him, no home",
        [],
        HELP,
        shows_numbers=True,
    ),
    StarterAnswer(
        "no money, money, debt, benefits, no food, need food, financial abuse, no recourse, nrpf, visa, immigration, "
        "migrant, asylum, home office, passport",
        [],
        HELP,
        shows_numbers=True,
    ),
    StarterAnswer(
        "help, help me, need help, emergency, police, 999, helpline, telephone, telephone number, phone number, call, "
        "talk to someone, madad",
        [],
        HELP,
        shows_numbers=True,
    ),
    StarterAnswer(
        "delete history, clear history, browsing history, spyware, tracked, tracking, spying, someone watching, "
        "watches my phone, my phone",
        ["history", "watched"],
        ("safety",),
    ),
    StarterAnswer("chief executive, chief executive officer", ["CEO"], ("about",)),
    StarterAnswer("about us, about you, who we are, who are you, what do you do, what you do", [], ("about",)),
    StarterAnswer("national action plan, action plan against racism", ["NAPAR"], ("national",)),
    StarterAnswer(
        "address, email, opening hours, volunteer, volunteering, donate, donation, job, jobs", [], ("contact",)
    ),
    StarterAnswer(
        "gdpr, data protection, my data, personal data, cookie, cookies, complaint, complain", [], ("privacy",)
    ),
    StarterAnswer(
        "گھریلو تشدد, تشدد, مار پیٹ, مارتا ہے, مارتے ہیں, ظلم, میرا شوہر, شوہر, سسرال, زبردستی کی شادی, جبری شادی, "
        "طلاق, پیسے, پیسے نہیں, پناہ, پناہ گاہ, رہنے کی جگہ, گھر چھوڑنا, ڈر, خطرہ, خودکشی, ویزا, پولیس, مدد, "
        "مدد چاہیے, ہیلپ لائن",
        [],
        HELP,
        shows_numbers=True,
        language="ur",
    ),
    StarterAnswer("ہسٹری, ہسٹری مٹانا, جاسوسی", [], ("safety",), language="ur"),
]
