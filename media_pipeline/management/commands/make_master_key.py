from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from media_pipeline.keys import masters
from media_pipeline.keys.masters import software


class Command(BaseCommand):
    help = "Makes the master key where it belongs, if none is there yet: in its file, or inside the token."
    requires_system_checks = []

    def handle(self, **_: Any) -> None:
        source = masters.source()
        if source == masters.ENVIRONMENT:
            raise CommandError("The master key comes from VIG_MASTER_KEY. Make one with: openssl rand -base64 32")
        if source == masters.FILE:
            self.stdout.write(f"The master key is in {software.make_key_file()}. Keep a copy where no backup goes.")
            return
        from media_pipeline.keys.masters import token  # half a second that nobody without a token should wait for

        for label in settings.VIG_PKCS11_KEY.split():
            made = token.make_key(label)
            self.stdout.write(f"{label}: {'made inside the token' if made else 'there already'}")
