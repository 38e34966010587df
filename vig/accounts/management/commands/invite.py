from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from vig.accounts.models import Organisation, Role, Wording
from vig.accounts.operations import invite_person, open_organisation
from vig.refusals import Refused


class Command(BaseCommand):
    help = "Invite a person to a role and print the link, for example to the first administrator of a service."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--service", required=True, metavar="NAME")
        parser.add_argument("--role", default=Role.ADMINISTRATOR, choices=Role.values)
        parser.add_argument(
            "--open-service", choices=Wording.values, metavar="WORDING", help="open the service first: child or person"
        )

    def handle(self, *args: Any, email: str, service: str, role: str, open_service: str | None, **options: Any) -> None:
        try:
            validate_email(email)
            sent = invite_person(
                organisation=self.organisation(service, open_service),
                email=email,
                role=Role(role),
                starts_on=timezone.localdate(),
                by=None,
            )
        except ValidationError:
            raise CommandError(f"{email} is no email address.") from None
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(sent.link)

    def organisation(self, name: str, wording: str | None) -> Organisation:
        organisation = Organisation.objects.filter(name=name).first()
        if organisation is not None:
            return organisation
        if wording is None:
            raise CommandError(f"There is no service called {name}. To open it, add --open-service child (or person).")
        return open_organisation(name=name, wording=Wording(wording))
