from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "vig.accounts"

    def ready(self) -> None:
        from . import receivers, sign_in_events  # noqa: F401  connects them
