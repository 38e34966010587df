from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vig.accounts.models import User
from vig.accounts.operations import issue_token
from vig.accounts.operations.issue_token import LONGEST_DAYS, TokenTooLong


class Command(BaseCommand):
    help = "Print a new API token for a person; an earlier one stops working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--days", type=int, default=LONGEST_DAYS, help="how long it works; 365 at most")

    def handle(self, *args: Any, email: str, days: int, **options: Any) -> None:
        user = User.objects.filter(email=email.lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {email}.")
        try:
            self.stdout.write(issue_token(user=user, days=days))
        except TokenTooLong as refusal:
            raise CommandError(str(refusal)) from None
