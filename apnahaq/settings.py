"""Every setting of the site, from the environment, each with a safe default.

`SITE_URL` decides whether the site is in production. On a loopback address (the default) it is not, and the site
creates its own secrets in `VAR_DIR`. On any other address it is: https only, secure cookies, HSTS, and it refuses to
start without the settings that it cannot create.
"""

import os
import re
import secrets
import tempfile
from contextlib import suppress
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
import pyrage
from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from apnahaq import environment as env
from apnahaq.log_config import logging_config
from apnahaq.media_storage import media_storages
from apnahaq.postgresql.connection import DeadlineConnection
from apnahaq.release import fingerprint

# What the processes of the site write is for its own user only: every process reads the settings before it writes.
os.umask(0o077)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.folder("VAR_DIR", BASE_DIR / "var")


def _parts_of(address: str) -> SplitResult:
    """Return the parts of an address, all of them empty if it or its port is invalid."""
    try:
        parts = urlsplit(address)
        return urlsplit("") if parts.port == 0 else parts
    except ValueError:
        return urlsplit("")


# The address of the site, which decides whether it is in production

# Read before the address, whose default contains it.
PORT = env.number("PORT", 8000)
if not 1 <= PORT <= 65535:
    raise ImproperlyConfigured("PORT must be a number from 1 to 65535.")
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/").lower()
# Browsers leave out the default port.
SITE_URL = SITE_URL.removesuffix(":443" if SITE_URL.startswith("https:") else ":80")
_address = _parts_of(SITE_URL)
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
# Nothing may follow the host and port: no path, no query string, no fragment. The error does not repeat the value,
# which may contain a password.
if (
    _address.scheme not in {"http", "https"}
    or not _address.hostname
    or "@" in _address.netloc
    or f"{_address.scheme}://{_address.netloc}" != SITE_URL
):
    raise ImproperlyConfigured(
        "SITE_URL is not the address of a site, or more than that. Write it like https://www.example.org"
    )
PRODUCTION = _address.hostname not in {"127.0.0.1", "localhost", "::1"}
if PRODUCTION and _address.scheme != "https":
    raise ImproperlyConfigured("SITE_URL must begin with https:// on any address that is not this machine's own.")

DEBUG = env.flag("DEBUG")
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("DEBUG must be off in production: error pages would show what the site knows.")


# Secrets


def _stored_secret(name: str) -> str:
    """Return the secret in `VAR_DIR/name`, created on the first start with access for this user only."""
    path = VAR_DIR / name
    try:
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        # Linked into place when it is complete: another process may be starting too.
        with tempfile.NamedTemporaryFile("w", dir=VAR_DIR) as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    except OSError as error:
        raise ImproperlyConfigured(f"VAR_DIR cannot be written: {VAR_DIR} ({error.strerror})") from error
    return path.read_text().strip()


SECRET_KEY = env.required("SECRET_KEY", "…at least 50 random characters…", PRODUCTION)
if not SECRET_KEY:
    SECRET_KEY = _stored_secret("secret-key")
elif PRODUCTION and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: use at least 50 random characters.")

# Messages are encrypted with the first key and decrypted with any of them.
ENQUIRY_KEYS = env.required("ENQUIRY_KEYS", "…at least 32 random characters…", PRODUCTION).replace(",", " ").split()
if not ENQUIRY_KEYS:
    ENQUIRY_KEYS = [_stored_secret("enquiry-keys")]
if any(len(key) < 32 for key in ENQUIRY_KEYS):
    raise ImproperlyConfigured(
        "ENQUIRY_KEYS holds a key that is too short: each needs at least 32 random characters, the newest first, "
        "with commas between them."
    )
if len(set(ENQUIRY_KEYS)) < len(ENQUIRY_KEYS):
    raise ImproperlyConfigured("ENQUIRY_KEYS names the same key twice: write each once, the newest first.")


# The number of server processes, and of threads in each

WORKERS = env.number("WORKERS", 2)
THREADS = env.number("THREADS", 4)
if not WORKERS or not THREADS:
    raise ImproperlyConfigured("WORKERS and THREADS must each be 1 or more.")


# Hosts, cookies and HTTPS

ALLOWED_HOSTS = [_address.hostname] if PRODUCTION else LOOPBACK
# As browsers send them. Django accepts any port and any capitalisation too, but only these are cached.
_port = f":{_address.port}" if _address.port else ""
SITE_HOSTS = [f"{host}{_port}" for host in ALLOWED_HOSTS]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Stores digests of the keys. From the login on, the session itself says when it ends.
SESSION_ENGINE = "pages.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60
SECURE_SSL_REDIRECT = PRODUCTION
# Health checks come from the same machine, without the proxy's TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
# The proxy in front of a production site sets this header itself and drops what a visitor sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
# `no-referrer` would make browsers send `Origin: null` with forms, which Django refuses.
SECURE_REFERRER_POLICY = "same-origin"
# HSTS for subdomains (W005) and preloading (W021) would bind every other service of the organisation's domain.
# Framing (W002) is forbidden by apnahaq.headers.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W005", "security.W021"]


# Applications, middleware and templates

INSTALLED_APPS = [
    "apnahaq",
    "pages.jobs",
    "pages",
    "pages.accounts.apps.AccountsConfig",
    "pages.enquiries",
    "campaigns",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    # Not wagtail_localize.locales, whose option to copy a whole tree would make aliases of every page.
    "wagtail_localize",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "pages.accounts.apps.UsersConfig",
    "wagtail.snippets",
    "pages.media.apps.DocumentsConfig",
    "pages.media.apps.ImagesConfig",
    "wagtail.search",
    "pages.admin.apps.AdminConfig",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "django_otp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # So that forms can use the project's own templates.
    "django.forms",
]

MIDDLEWARE = [
    # First, so that it sees every answer as it is sent.
    "apnahaq.monitoring.server_errors.ServerErrorMiddleware",
    "apnahaq.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "pages.text.cleaning.SearchWordsMiddleware",
    "pages.navigation.middleware.SiteMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "pages.accounts.middleware.SecondFactorMiddleware",
    "pages.accounts.middleware.ActivityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
    "pages.admin.chooser_access.ChooserAccessMiddleware",
    "pages.admin.publishing.first_autosave.FirstAutosaveMiddleware",
    "pages.admin.publishing.not_ready.NotReadyMiddleware",
]

ROOT_URLCONF = "apnahaq.urls"
WSGI_APPLICATION = "apnahaq.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.navigation.site_context.site_context",
            ],
        },
    }
]


# Users and logins

AUTH_USER_MODEL = "pages.User"
# The password of the first user, `admin`, created on the first start. By default a random one is printed.
ADMIN_PASSWORD = env.text("ADMIN_PASSWORD")
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "pages.accounts.passwords.GuessablePasswordValidator"},
]
WAGTAILADMIN_USER_LOGIN_FORM = "pages.accounts.forms.LoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "pages.accounts.forms.PasswordResetForm"  # noqa: S105 (a class)
# A link for a new password works for an hour.
PASSWORD_RESET_TIMEOUT = 60 * 60
# Administrators invite: nobody's password is typed by somebody else.
WAGTAILUSERS_PASSWORD_ENABLED = False
# Administrators and the enquiry groups then need a second factor to log in; everybody may have one.
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", PRODUCTION)
# Five wrong passwords for one name from one address lock that combination for a quarter of an hour. If only the name
# counted, anyone could lock members of staff out.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "pages.accounts.lockout.counted_name"
AXES_RESET_ON_SUCCESS = True
# The page that somebody sees who is locked out says how long; a further attempt must not make that wrong.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "pages.accounts.lockout.locked_out"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_CLIENT_IP_CALLABLE = "pages.safety.client_ip.client_ip"


# Database and caches

DATABASE_URL = env.required(
    "DATABASE_URL", "postgres://name:password@host/database", PRODUCTION, f"sqlite:///{VAR_DIR / 'db.sqlite3'}"
)
try:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
except ValueError as error:
    raise ImproperlyConfigured(
        "DATABASE_URL cannot be read. Write it like postgres://name:password@host/database"
    ) from error
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at the start of a transaction: without it, writers that began by
    # reading fail at once with "database is locked" however long the timeout. FULL writes each commit to the disk
    # at once: with NORMAL, a message could be lost in a power cut although its sender was told that it was stored.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        # A form is answered within ten seconds even while another process holds the lock.
        "timeout": 8,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
            "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364; PRAGMA temp_store=MEMORY;"
        ),
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # A pool in each worker process, which gives up after two seconds if the server does not answer. The delay between
    # attempts to connect grows up to `reconnect_timeout`, then they start again: a short one notices soon that the
    # server is back. The address may have options of its own, such as ?sslmode=require.
    DATABASES["default"]["ENGINE"] = "apnahaq.postgresql"
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    # The queries of Wagtail join many small tables: compiling one takes up to a second, and running it milliseconds.
    DATABASES["default"]["OPTIONS"].setdefault("options", "-c jit=off")
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": THREADS + 1,
        "timeout": 2,
        "reconnect_timeout": 1,
        "connection_class": DeadlineConnection,
    }
    # Connections that broke in the pool are found there, not by a request.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
else:
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL or a SQLite database.")

CACHE_URL = env.text("CACHE_URL", "embedded")
RELEASE = fingerprint(BASE_DIR)
# A Redis server may hold other data too, so the keys have a prefix and the server is never flushed.
_caches = {name: {"KEY_PREFIX": f"{name}:{_address.netloc}"} for name in ("default", "pages", "renditions")}
# During an upgrade two releases may share a server: neither reads values of the other. The page cache has the release
# in the keys of its pages, but one generation for all releases.
_caches["default"]["VERSION"] = _caches["renditions"]["VERSION"] = RELEASE
if CACHE_URL == "embedded":
    CACHES = {
        name: {
            **options,
            "BACKEND": "apnahaq.cache.SQLiteCache",
            "LOCATION": VAR_DIR / "cache" / f"{name}.sqlite3",
            "OPTIONS": {"MAX_ENTRIES": 5000},
        }
        for name, options in _caches.items()
    }
elif CACHE_URL.startswith(("redis://", "rediss://")):
    # Without an answer within a second, the site works without the server.
    CACHES = {
        name: {
            **options,
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": CACHE_URL,
            "OPTIONS": {
                "IGNORE_EXCEPTIONS": True,
                "REDIS_CLIENT_CLASS": "apnahaq.cache.PausingRedis",
                "SOCKET_CONNECT_TIMEOUT": 1,
                "SOCKET_TIMEOUT": 1,
            },
        }
        for name, options in _caches.items()
    }
else:
    raise ImproperlyConfigured("CACHE_URL is either embedded or the address of a Redis server, redis://host:6379/0")


# Mail: EMAIL_URL is smtp://, smtps:// (TLS from the start) or smtp+tls:// (STARTTLS)

EMAIL_URL = env.required("EMAIL_URL", "smtp+tls://name:password@mail.example.org:587", PRODUCTION, "console:")
_mail = _parts_of(EMAIL_URL)
if _mail.scheme == "console":
    if PRODUCTION:
        raise ImproperlyConfigured(
            "EMAIL_URL must name a mail server in production: on the console, nobody learns of a new message."
        )
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
elif _mail.scheme in {"smtp", "smtps", "smtp+tls"} and _mail.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname
    EMAIL_PORT = _mail.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[_mail.scheme]
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
    EMAIL_TIMEOUT = 10
else:
    raise ImproperlyConfigured("EMAIL_URL cannot be read. Write it like smtp+tls://name:password@mail.example.org:587")
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", f"website@{_address.hostname}" if PRODUCTION else "website@localhost.test")
if "@" not in parseaddr(DEFAULT_FROM_EMAIL)[1]:
    raise ImproperlyConfigured("EMAIL_FROM is not an email address. Write it like website@example.org")
# Who is told when a part of the site needs help. Without an address, only the page in the admin says so.
TECHNICAL_EMAIL = env.addresses("TECHNICAL_EMAIL")


# Languages and time: English has no URL prefix, every other language has one

LANGUAGE_CODE = "en-gb"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en-gb", _("English")), ("ur", _("Urdu"))]
# Publishes the sample translations of a new site, for trying: without it they are drafts for a person to check.
SEED_TRANSLATIONS = env.flag("SEED_TRANSLATIONS")
# The languages that the community speaks: the code (ISO 639), the name that each uses for itself, what we call it, and
# the territory that Open Graph names with it (https://ogp.me/#optional), or "". Passages and recordings can be in each
# of them. A language of the site that Django does not know needs a line here too. Pahari and Romani are spoken more
# than read.
KNOWN_LANGUAGES = [
    ("ar", "العربية", _("Arabic"), "AR"),
    ("bn", "বাংলা", _("Bengali"), "IN"),
    ("ckb", "کوردیی ناوەندی", _("Kurdish Sorani"), ""),
    ("cs", "čeština", _("Czech"), "CZ"),
    ("en", "English", _("English"), ""),
    ("fa", "فارسی", _("Farsi"), "IR"),
    ("fr", "français", _("French"), "FR"),
    ("pa", "ਪੰਜਾਬੀ", _("Punjabi"), "IN"),
    ("phr", "پہاڑی", _("Pahari"), ""),
    ("pl", "polski", _("Polish"), "PL"),
    ("prs", "دری", _("Dari"), ""),
    ("ps", "پښتو", _("Pashto"), "AF"),
    ("ro", "română", _("Romanian"), "RO"),
    ("rom", "Romani čhib", _("Romani"), ""),
    ("sk", "slovenčina", _("Slovak"), "SK"),
    ("so", "Soomaali", _("Somali"), "SO"),
    ("ti", "ትግርኛ", _("Tigrinya"), ""),
    ("ur", "اردو", _("Urdu"), "PK"),
    ("zh", "中文", _("Chinese"), ""),
]
# Those that are written from right to left: Django's, and others of the list above.
LANGUAGES_BIDI = [*global_settings.LANGUAGES_BIDI, "phr", "prs", "ps"]
# For languages of which Django does not know how they write a date.
DATE_FORMAT = "j F Y"
FORMAT_MODULE_PATH = ["apnahaq.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Europe/London"


# Files

STATIC_URL = "/static/"
# The container image holds collected files outside `VAR_DIR`.
STATIC_ROOT = env.folder("STATIC_DIR", VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
# Each start copies them to this folder for a proxy that serves them, as in compose.yaml.
PROXY_STATIC_DIR = env.text("PROXY_STATIC_DIR")
if PROXY_STATIC_DIR and Path(PROXY_STATIC_DIR).resolve().is_relative_to(VAR_DIR):
    raise ImproperlyConfigured("PROXY_STATIC_DIR must be outside of VAR_DIR, which only the site's user can read.")
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# The address of a bucket that several machines share; by default uploads are files in MEDIA_ROOT.
MEDIA_STORAGE_URL = env.text("MEDIA_STORAGE_URL")
# 0 where a proxy serves the pictures from MEDIA_ROOT, as in compose.yaml. Those in a bucket are always served here.
SERVE_MEDIA = env.flag("SERVE_MEDIA", True) or bool(MEDIA_STORAGE_URL)
# A group, by name or number, that the site's user and that proxy share. It may read the renditions and nothing else.
MEDIA_GROUP = env.text("MEDIA_GROUP")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    **media_storages(MEDIA_STORAGE_URL, renditions_mode=0o640 if MEDIA_GROUP else 0o600),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "apnahaq.staticfiles.JoinedStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False


# Backups: where they are written, for how many days they are kept, and the age public key that encrypts them

BACKUP_DIR = env.folder("BACKUP_DIR", VAR_DIR / "backups")
# 0: none is made on a schedule, and none is deleted.
BACKUP_DAYS = env.number("BACKUP_DAYS", 14)
BACKUP_PUBLIC_KEY = env.text("BACKUP_PUBLIC_KEY")
try:
    if BACKUP_PUBLIC_KEY:
        pyrage.x25519.Recipient.from_str(BACKUP_PUBLIC_KEY)
except pyrage.RecipientError as error:
    raise ImproperlyConfigured(
        "BACKUP_PUBLIC_KEY is not the public key of an age key pair: it begins with age1 and has 62 characters."
    ) from error


# Wagtail

# For how many days old revisions are kept. 0: none is deleted.
REVISION_DAYS = env.number("REVISION_DAYS", 365)
WAGTAIL_SITE_NAME = "Apna Haq"
WAGTAILADMIN_BASE_URL = SITE_URL
ADMIN_PATH = env.text("ADMIN_PATH", "admin").strip("/")
if not re.fullmatch("[a-z0-9-]+", ADMIN_PATH):
    raise ImproperlyConfigured("ADMIN_PATH takes small letters, digits and hyphens only, for example admin.")
# The first parts of the site's own paths, which ADMIN_PATH must not take.
TAKEN_PATHS = {
    # Paths of the URL configuration.
    *("blog", "contact", "documents", "exit", "health", "media", "recordings", "search", "static", "wider-work"),
    # Pages of the starter content.
    *("about", "accessibility", "accountability", "anti-racism", "glossary", "interviews", "people", "privacy"),
    "publications",
    "staying-safe-online",
    *(code for code, _name in LANGUAGES),
}
if ADMIN_PATH in TAKEN_PATHS:
    raise ImproperlyConfigured(f"ADMIN_PATH is taken: the site has pages or files at /{ADMIN_PATH}/. Choose another.")
CSRF_FAILURE_VIEW = "apnahaq.error_pages.csrf_failure"
WAGTAILIMAGES_IMAGE_MODEL = "pages.SiteImage"
# One client of the bucket is enough: each takes 13 MB in every process.
WAGTAILIMAGES_RENDITION_STORAGE = "default" if MEDIA_STORAGE_URL else "renditions"
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.media.forms.PictureForm"
# What the dialogue for choosing a file offers. The content of the file decides.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jfif", "jpe", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
# A migration creates the configuration on PostgreSQL; SQLite needs none.
_is_sqlite = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "pages.search.sqlite" if _is_sqlite else "wagtail.search.backends.database",
        "SEARCH_CONFIG": "apnahaq",
    }
}
WAGTAILDOCS_DOCUMENT_MODEL = "pages.SiteDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Documents are downloaded, never opened in the tab, where there is no exit and Back would show them again.
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
# Wagtail stores shared passwords in clear text: the forms offer a login or a group instead. Passwords that were set
# before keep working.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
# No data about members of staff leaves the site.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_USER_TIME_ZONES = ["Europe/London"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", _("English"))]


# The interface of the translation editor answers in JSON only: the pages of REST framework are not installed.
REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}


# Logging: to the console, without anything that a visitor sent

LOGGING = logging_config(DEBUG)
