from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vig.accounts.models import User
from vig.accounts.operations import issue_token


class Command(BaseCommand):
    help = "Print a new API token for a person; an earlier one stops working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email=email.lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {email}.")
        self.stdout.write(issue_token(user=user))
