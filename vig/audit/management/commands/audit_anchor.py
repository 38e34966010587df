from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from vig.audit.anchors import mail, publish, take_anchor


class Command(BaseCommand):
    help = "Tells the end of the audit's chain outside the database: to the file, the log and VIG_ANCHOR_MAIL."

    def handle(self, **_: Any) -> None:
        anchor = take_anchor(timezone.now())
        publish(anchor)
        if settings.VIG_ANCHOR_MAIL:
            mail(anchor)
        self.stdout.write(str(anchor))
