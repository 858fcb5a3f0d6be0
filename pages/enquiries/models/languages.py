"""The languages in which senders can ask us to answer.

More than the site has pages in, and two that are spoken rather than written: Pahari and Romani.
"""

from django.utils.translation import gettext_lazy as _

SPOKEN_LANGUAGES = [
    ("en", "English"),
    ("ur", "اردو – Urdu"),
    ("phr", "پہاڑی – Pahari, Mirpuri"),
    ("pa", "ਪੰਜਾਬੀ – Punjabi"),
    ("sk", "slovenčina – Slovak"),
    ("cs", "čeština – Czech"),
    ("rom", "Romani čhib – Romani"),
    ("ar", "العربية – Arabic"),
    ("bn", "বাংলা – Bengali"),
    ("ckb", "کوردیی ناوەندی – Kurdish Sorani"),
    ("prs", "دری – Dari"),
    ("fa", "فارسی – Farsi"),
    ("fr", "français – French"),
    ("pl", "polski – Polish"),
    ("ps", "پښتو – Pashto"),
    ("ro", "română – Romanian"),
    ("so", "Soomaali – Somali"),
    ("ti", "ትግርኛ – Tigrinya"),
    ("zh", "中文 – Chinese"),
    ("other", _("Another language. I will say which in my message")),
]
