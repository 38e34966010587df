from django.apps import AppConfig


class RunningConfig(AppConfig):
    name = "vig.running"

    def ready(self) -> None:
        from . import heartbeat  # noqa: F401  connects to Celery's signal
