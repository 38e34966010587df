import datetime

from tests.cast import LONG_AGO, Cast
from vig.accounts.models import Membership, Role
from vig.accounts.operations import add_member
from vig.audit.models import Event


def test_writes_down_who_let_them_in_with_ids_only(cast: Cast) -> None:
    new = add_member(
        organisation=cast.service,
        email="New@example.org",
        name="New",
        role=Role.TRAINEE,
        starts_on=LONG_AGO,
        by=cast.ada,
    )

    event = Event.objects.get(name="accounts.member_added", subject_id=str(new.pk))
    assert event.actor_id == cast.ada.pk
    assert event.organisation_id == cast.service.pk
    assert event.facts == {"role": "trainee"}


def test_gives_a_second_role_to_the_account_that_has_the_address(cast: Cast) -> None:
    same = add_member(
        organisation=cast.elsewhere,
        email="MIRA@example.org",
        name="Somebody else",
        role=Role.SUPERVISOR,
        starts_on=LONG_AGO,
        ends_on=datetime.date(2030, 1, 1),
    )

    assert (same, same.name) == (cast.mira, "Mira")
    assert Membership.objects.get(user=same, role=Role.SUPERVISOR).ends_on == datetime.date(2030, 1, 1)
