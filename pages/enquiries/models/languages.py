"""The languages in which senders can ask us to answer.

More than the site has pages in, and two that are spoken rather than written: Pahari and Romani. Each is called by the
name that it gives itself, as in `KNOWN_LANGUAGES` of the settings, then by the one in the language of the page. Both
are one message: in the language itself, the name stands once.
"""

from django.utils.translation import gettext_lazy as _

SPOKEN_LANGUAGES = [
    ("en", "English"),
    ("ur", _("اردو – Urdu")),
    ("phr", _("پہاڑی – Pahari, Mirpuri")),
    ("pa", _("ਪੰਜਾਬੀ – Punjabi")),
    ("sk", _("slovenčina – Slovak")),
    ("cs", _("čeština – Czech")),
    ("rom", _("Romani čhib – Romani")),
    ("ar", _("العربية – Arabic")),
    ("bn", _("বাংলা – Bengali")),
    ("ckb", _("کوردیی ناوەندی – Kurdish Sorani")),
    ("prs", _("دری – Dari")),
    ("fa", _("فارسی – Farsi")),
    ("fr", _("français – French")),
    ("pl", _("polski – Polish")),
    ("ps", _("پښتو – Pashto")),
    ("ro", _("română – Romanian")),
    ("so", _("Soomaali – Somali")),
    ("ti", _("ትግርኛ – Tigrinya")),
    ("zh", _("中文 – Chinese")),
    ("other", _("Another language. I will say which in my message")),
]
