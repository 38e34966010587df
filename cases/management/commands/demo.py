from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.demo.service import make_demo_service


class Command(BaseCommand):
    help = "Make the fictional demo service once: its people, one case, and films that our own code draws."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo service is only for demo mode: it has a password that everybody knows.")
        made = make_demo_service(say=self.stdout.write)
        self.stdout.write("The demo service is ready" if made else "The demo service is there already")
