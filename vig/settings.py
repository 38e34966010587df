"""Every setting, read from the environment.

Nothing set means demo mode: one machine, no server, no account, a fictional service. With
VIG_DEMO=no the platform refuses to start until it is safe (see `vig.checks`).
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from vig import directories
from vig import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VIG_DATA = Path(env.text("VIG_DATA", str(BASE_DIR / "var"))).resolve()

DEMO = env.flag("VIG_DEMO", default=True)
DEBUG = env.flag("VIG_DEBUG", default=False)
DEMO_PASSWORD = "vig-demo-2026"  # noqa: S105  everybody may know it
DEMO_SECRET = "demo-mode-secret-not-for-real-families"  # noqa: S105  refused outside demo mode
SECRET_KEY = env.text("VIG_SECRET_KEY", DEMO_SECRET if DEMO else "")
SECRET_KEY_FALLBACKS = env.words("VIG_SECRET_KEYS_BEFORE")
ALLOWED_HOSTS = env.words("VIG_HOSTS", "127.0.0.1,localhost,[::1]" if DEMO else "")
HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000)
SITE_URL = env.text("VIG_URL", f"http://127.0.0.1:{PORT}" if DEMO else "")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []

if not DEMO:
    unsafe = [
        sentence
        for wrong, sentence in (
            (DEBUG, "VIG_DEBUG must be off."),
            (len(SECRET_KEY) < 50 or SECRET_KEY == DEMO_SECRET, "VIG_SECRET_KEY needs 50 random characters or more."),
            (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS, "VIG_HOSTS must name the hosts that serve the platform."),
            (not SITE_URL.startswith("https://"), "VIG_URL must be the public https:// address."),
            (not env.text("VIG_MAIL_HOST"), "VIG_MAIL_HOST must name a mail server for password resets."),
        )
        if wrong
    ]
    if unsafe:
        raise ImproperlyConfigured("Not safe to start outside demo mode. " + " ".join(unsafe))

INSTALLED_APPS = [
    "vig.accounts",
    "vig.audit",
    "vig.audit_log",
    "vig.notices",
    "vig.ui",
    "vig.running",
    "media_pipeline",
    "cases",
    "supervision",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "vig.running.middleware.RequestSecondsMiddleware",
    "vig.http.PrivacyHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "vig.http.OnlyOurMethodsMiddleware",
    "vig.http.NotForOtherSitesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "vig.accounts.signing_in.sessions.SessionLimitsMiddleware",
    "vig.audit.middleware.RefusalMiddleware",
    "vig.accounts.signing_in.wall.SignInWall",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "vig.accounts.signing_in.second_factor.SecondFactorMiddleware",
    "vig.accounts.signing_in.keeping.SavedMiddleware",
]

ROOT_URLCONF = "vig.urls"
WSGI_APPLICATION = "vig.wsgi.application"
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
                "vig.ui.context.service",
                "vig.notices.context.notices",
                "cases.context.shared",
            ],
            "builtins": ["django.templatetags.static", "vig.ui.templatetags.vig_ui"],
        },
    }
]

DATABASES = {"default": env.database("VIG_DATABASE_URL", embedded=VIG_DATA / "vig.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files: sealed films in their own storage, keys in a folder of their own.
VIG_FILMS_DIR = VIG_DATA / "films"
VIG_KEYS_DIR = Path(env.text("VIG_KEYS_DIR", str(VIG_DATA / "keys"))).resolve()
VIG_MASTER_KEY = env.text("VIG_MASTER_KEY")
VIG_MASTER_FROM = env.text("VIG_MASTER_FROM")
VIG_PKCS11_MODULE = env.text("VIG_PKCS11_MODULE")
VIG_PKCS11_TOKEN = env.text("VIG_PKCS11_TOKEN")
VIG_PKCS11_PIN = env.text("VIG_PKCS11_PIN")
VIG_PKCS11_KEY = env.text("VIG_PKCS11_KEY", "vig-master")
VIG_AUDIT_KEY = env.text("VIG_AUDIT_KEY")
VIG_LARGEST_FILM_BYTES = env.number("VIG_LARGEST_FILM_BYTES", 10 * 1024**3)
VIG_VIEWING_SECONDS = env.number("VIG_VIEWING_SECONDS", 3)  # what was sent to viewers is written so often; 0: at once
VIG_LONGEST_FILM_SECONDS = env.number("VIG_LONGEST_FILM_SECONDS", 3 * 3600)

if bucket := env.text("VIG_S3_BUCKET"):
    films_storage = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.text("VIG_S3_ENDPOINT") or None,
            "region_name": env.text("VIG_S3_REGION") or None,
            "access_key": env.text("VIG_S3_ACCESS_KEY") or None,
            "secret_key": env.text("VIG_S3_SECRET_KEY") or None,
            "addressing_style": "path",
            "file_overwrite": True,
            "default_acl": None,
        },
    }
else:
    films_storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VIG_FILMS_DIR, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    }
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "films": films_storage,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "static/"
STATIC_ROOT = VIG_DATA / "static"
STATICFILES_DIRS = [("", BASE_DIR / "static" / "build")] if (BASE_DIR / "static" / "build").is_dir() else []
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Work in the background: the job table is the truth, Celery only wakes workers.
REDIS_URL = env.text("VIG_REDIS_URL")
BROKER_DIR = VIG_DATA / "broker"
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost/"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {"polling_interval": 0.1, "visibility_timeout": 3600}
    if REDIS_URL
    else {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "store_processed": False,
        "polling_interval": 0.025,  # a clip waits for this; it costs half a hundredth of a core
    }
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ROUTES = {
    "media_pipeline.tasks.process_recording": {"queue": "films"},
    "media_pipeline.tasks.cut_clip": {"queue": "clips"},
    "cases.tasks.build_export": {"queue": "films"},
}
SEALED_ELSEWHERE = ["cases.Evidence"]  # models above media_pipeline whose `object_name` is an object in the vault
TASKS_OF_OTHERS = {"fill_bundle": "cases.tasks.build_export"}  # jobs whose work is known above media_pipeline, by kind
CELERY_TASK_DEFAULT_QUEUE = "clips"
WORK_QUEUES = ("films", "clips")
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False

# A shared cache, so that sign-in limits count across processes and machines.
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "vig.cache.FileCache",
        "LOCATION": str(VIG_DATA / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Who may sign in.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
    )
] + [
    {"NAME": "vig.accounts.passwords.NotTooLong", "OPTIONS": {"max_length": 200}},
    {"NAME": "vig.accounts.passwords.NotCommonInDisguise"},
    {"NAME": "vig.accounts.passwords.NotBreached"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_cases"
ACCOUNT_ADAPTER = "vig.accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True  # one address each; the new one takes over once its mail was answered
ACCOUNT_FORMS = {"add_email": "vig.accounts.signing_in.forms.ChangeAddressForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEMO else "https"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,30/5m/ip", "reset_password": "5/h/key,20/h/ip"}
MFA_ADAPTER = "vig.accounts.signing_in.mfa_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "vig.accounts.signing_in.forms.AuthenticateForm",
    "reauthenticate": "vig.accounts.signing_in.forms.ReauthenticateForm",
    "activate_totp": "vig.accounts.signing_in.forms.ActivateForm",
}
MFA_TOTP_ISSUER = "Video Interaction Guidance"
MFA_TOTP_TOLERANCE = 1  # half a minute early or late; a code still works once only
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a service let people in under an address that it knew
ACCOUNT_RATE_LIMITS |= {"invite_person": "50/h/user,5/h/key", "accept_invitation": "60/h/ip"}
INVITATION_LASTS = timedelta(days=env.number("VIG_INVITATION_DAYS", 7))
ACCOUNT_RATE_LIMITS |= {"saml_answer": "300/m/ip"}  # a whole organisation may come from one address
SOCIALACCOUNT_ADAPTER = "vig.accounts.single_sign_on.adapter.KnownPeopleOnly"
SOCIALACCOUNT_PROVIDERS = directories.from_environment(demo=DEMO)
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # the adapter takes no address that is not vouched for
VIG_SSO_IS_SECOND_FACTOR = env.flag("VIG_SSO_IS_SECOND_FACTOR", default=False)
FRESH_SIGN_IN_SECONDS = ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60  # then export, erasure, roles and keys ask again
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("VIG_TRUSTED_PROXIES", 0)

EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if env.text('VIG_MAIL_HOST') else 'console'}.EmailBackend"
EMAIL_HOST = env.text("VIG_MAIL_HOST")
EMAIL_PORT = env.number("VIG_MAIL_PORT", 587)
EMAIL_HOST_USER = env.text("VIG_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("VIG_MAIL_PASSWORD")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 20  # a mail server that is silent must not keep the sweeper
DEFAULT_FROM_EMAIL = env.text("VIG_MAIL_FROM", "vig@demo.vig")

# Running and watching the platform.
VIG_WEB_PROCESSES = env.number("VIG_WEB_PROCESSES", 2)
VIG_WEB_THREADS = env.number("VIG_WEB_THREADS", 8)
VIG_LEAST_FREE_BYTES = env.number("VIG_LEAST_FREE_BYTES", 512 * 1024**2)
VIG_SCRATCH_DIR = VIG_DATA / "scratch"
VIG_METRICS_TOKEN = env.text("VIG_METRICS_TOKEN")
VIG_CLAMD = env.text("VIG_CLAMD")  # host:port or the path of a socket; scans every film before it is opened
READINESS = {
    "database": "vig.running.readiness.database",
    "broker": "vig.running.readiness.broker",
    "storage": "vig.running.readiness.storage",
    "audit": "vig.running.readiness.audit",
    "ffmpeg": "media_pipeline.readiness.ffmpeg",
    "worker": "vig.running.heartbeat.workers_seen",
}
if VIG_CLAMD:
    READINESS["scanner"] = "media_pipeline.readiness.scanner"
METRICS = ["media_pipeline.metrics.PipelineCollector"]

# Where the end of the audit's chain is told outside the database: a file, the log, and people by mail.
VIG_ANCHORS_DIR = Path(env.text("VIG_ANCHORS_DIR", str(VIG_DATA / "anchors"))).resolve()
VIG_ANCHOR_SECONDS = env.number("VIG_ANCHOR_SECONDS", 300)
VIG_ANCHOR_MAIL = env.words("VIG_ANCHOR_MAIL")

# Which service and case an event belongs to: for each app the function that knows it of its models.
AUDIT_PLACES = {
    "accounts": "vig.accounts.places.place_of",
    "cases": "cases.places.place_of",
    "media_pipeline": "cases.places.place_of",
}

# What each event says in plain words.
AUDIT_SENTENCES = [
    "vig.audit.sentences.OWN",
    "vig.accounts.sentences.EVENTS",
    "media_pipeline.sentences.EVENTS",
    "cases.sentences.EVENTS",
]

# What each kind of news says to whoever is told of it.
NOTICES = ["cases.notices.KINDS"]

# Events whose names begin so are sealed like all, and never shown to whoever reads a service's audit.
AUDIT_WITHHELD = ("cases.concern_",)

# What the platform does by itself, and the seconds between two times (0: every round of the sweeper).
SWEEPS: dict[str, tuple[str, int]] = {
    "jobs and uploads": ("media_pipeline.operations.sweep.sweep", 0),
    "orphans": ("media_pipeline.operations.sweep.remove_orphans", 3600),
    "old seals": ("media_pipeline.operations.reseal.forget_old_seals", 3600),
    "sessions": ("vig.accounts.signing_in.sessions.sweep_sessions", 300),
    "audit seals": ("vig.audit.sealing.seal_events", 0),
    "audit anchors": ("vig.audit.anchors.publish_what_is_new", VIG_ANCHOR_SECONDS),
    "audit anchors by mail": ("vig.audit.anchors.mail_once_a_day", 3600),
    "viewings": ("cases.operations.watch_film.seal_idle_viewings", 15),
    "clocks of films": ("cases.operations.clocks.set_every_clock", 3600),
    "films whose time is over soon": ("cases.operations.warn_of_due_films.warn_of_due_films", 3600),
    "files of clips whose time is over soon": ("cases.operations.warn_of_due_films.warn_of_due_cuts", 3600),
    "holds to look at again": ("cases.operations.tell_of_holds.tell_of_holds_to_look_at", 3600),
    "films whose time is over": ("cases.operations.close_due_films.close_due_films", 300),
    "files of clips whose time is over": ("cases.operations.end_cuts.end_cuts", 3600),
    "films that are due": ("cases.operations.destroy_film.destroy_due_films", 60),
    "mails about news": ("vig.notices.sweeping.mail_news", 60),
    "news that was read": ("vig.notices.sweeping.forget_what_was_read", 3600),
    "exports that are due": ("cases.operations.destroy_export.destroy_due_exports", 600),
    "consents to ask for again": ("cases.operations.remind_to_ask_again.remind_to_ask_again", 3600),
    "roles that lapsed": ("vig.accounts.operations.close_lapsed_roles.close_lapsed_roles", 600),
}

# The pages of the service area: URL name, label, and the roles that see the tab. The pages themselves decide again.
SERVICE_TABS: list[tuple[str, str, tuple[str, ...]]] = [
    ("people", "People", ("administrator",)),
    ("consent_texts", "Words of consent", ("administrator",)),
    ("change_service_rules", "Rules", ("administrator",)),
    ("service_cases", "Cases", ("administrator",)),
    ("register", "Register", ("data_steward",)),
    ("retention_rules", "Retention", ("administrator", "data_steward")),
    ("holds", "Holds", ("data_steward",)),
    ("subject_requests", "Requests", ("data_steward",)),
    ("destroyed_films", "Destroyed", ("data_steward",)),
    ("emergency_looks", "Emergency look", ("administrator", "data_steward")),
    ("safeguarding_leads", "Safeguarding", ("administrator",)),
    ("audit_log", "Audit", ("data_steward",)),
]

# Tabs that come with a duty and not with a role: URL name, label, and who has it.
SERVICE_TABS_BY_DUTY = [("concerns", "Concerns", "cases.policies.leads_somewhere")]

# When somebody leaves a service, apps above accounts see to what is theirs, and say what nobody looks after any more.
ON_LEAVING_A_SERVICE = [
    "cases.operations.end_sight.end_sight",
    "cases.operations.end_lead.end_leads",
    "vig.notices.operations.forget_notices",
]
LEFT_BEHIND = ["cases.leaving.cases_without_a_guide"]
WOULD_LEAVE_BEHIND = ["cases.leaving.cases_only_they_guide"]

# What a browser may do with our pages: nothing that we did not serve ourselves.
SECURE = not DEMO
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "vig_session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "vig_csrf"
MESSAGE_COOKIE_NAME = "__Host-messages" if SECURE else "vig_messages"
MESSAGE_STORAGE = "vig.accounts.signing_in.messages.Messages"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # Strict would sign out whoever comes by a link in a mail
SESSION_IDLE_SECONDS = 30 * 60
SESSION_LONGEST_SECONDS = 12 * 3600
SESSION_COOKIE_AGE = SESSION_LONGEST_SECONDS + 3600  # so that it is we who end it, and say why
NOT_ACTIVITY = {"film_progress", "film_playlist", "film_rendition_playlist"}  # a page asks for them by itself
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.number("VIG_TRUSTED_PROXIES", 0) else None
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"  # of pages; everything else says no-referrer: vig.http
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# A PATCH of an upload streams through our own reader; no other body may be large, and none goes to a temporary file.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024**2
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "vig.accounts.authentication.HashedTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["vig.parsers.JsonParser"],
    "DEFAULT_PAGINATION_CLASS": "vig.api.Pages",
    "PAGE_SIZE": 50,
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS says nothing: the description of the API does
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "vig.api.problem_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "VIG platform",
    "DESCRIPTION": "Casework, films, moments and clips. Authenticate with `Authorization: Token ...`.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "vig.api_description.describe_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "HowAsked": "cases.models.Consent.How",
        "HowKnown": "cases.models.Assent.How",
    },
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env.text("VIG_TIME_ZONE", "Europe/London")
USE_TZ = True
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"not_ready_is_no_error": {"()": "vig.running.logs.NotReadyIsNoError"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django.request": {"filters": ["not_ready_is_no_error"]}},
    "root": {"handlers": ["console"], "level": env.text("VIG_LOG_LEVEL", "INFO")},
}
