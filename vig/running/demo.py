from collections.abc import Iterator

from django.conf import settings

from vig.accounts.models import Membership


def signing_in() -> Iterator[str]:
    """Who may sign in to the demo service, one a line; nothing outside demo mode."""
    people = Membership.objects.filter(user__email__endswith="@demo.vig").select_related("user").order_by("pk")
    if settings.DEMO and people:
        yield f"Sign in as any of these, with the password {settings.DEMO_PASSWORD}"
        for membership in people:
            yield f"  {membership.user.email:<20} {membership.get_role_display()}"
