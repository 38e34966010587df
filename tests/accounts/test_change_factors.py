"""Adding and removing second factors: a mail to their owner and one audit event each time."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.authenticator_app import recovery_codes_of, set_up_app
from tests.cast import Cast
from vig.audit.models import Event

pytestmark = pytest.mark.django_db(transaction=True)  # django-allauth writes its mails once all is saved


def events() -> list[tuple[str, object]]:
    names = ("accounts.second_factor_added", "accounts.second_factor_removed", "accounts.recovery_codes_made")
    return list(Event.objects.filter(name__in=names).order_by("at").values_list("name", "facts__kind"))


def test_an_app_brings_recovery_codes(mira: Client, cast: Cast) -> None:
    set_up_app(mira)

    assert len(recovery_codes_of(mira)) == 10
    assert events() == [("accounts.second_factor_added", "totp"), ("accounts.recovery_codes_made", "recovery_codes")]
    event = Event.objects.get(name="accounts.second_factor_added")
    assert (event.actor_id, event.subject_id) == (cast.mira.pk, str(cast.mira.pk))
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["mira@example.org"], "An authenticator app was set up")
    ]


def test_a_wrong_code_sets_up_nothing(mira: Client) -> None:
    mira.get(reverse("mfa_activate_totp"))

    answer = mira.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert "This code is not right" in answer.content.decode()
    assert not Authenticator.objects.exists()
    assert events() == []


def test_the_key_can_be_scanned_or_typed(mira: Client) -> None:
    page = mira.get(reverse("mfa_activate_totp")).content.decode()

    assert re.search(r'src="data:image/svg\+xml;base64,', page)
    assert re.search(r'<code class="secret">[A-Z2-7]{32}</code>', page)


def test_removing_the_app_takes_the_recovery_codes_along(mira: Client) -> None:
    set_up_app(mira)
    mail.outbox.clear()

    mira.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert events()[2:] == [("accounts.second_factor_removed", "totp")]
    assert [sent.subject for sent in mail.outbox] == ["Your authenticator app was removed"]


def test_new_recovery_codes_end_the_ones_before(mira: Client) -> None:
    set_up_app(mira)
    before = recovery_codes_of(mira)
    mail.outbox.clear()

    mira.post(reverse("mfa_generate_recovery_codes"))

    assert not set(before) & set(recovery_codes_of(mira))
    assert events()[2:] == [("accounts.recovery_codes_made", "recovery_codes")]
    assert [sent.subject for sent in mail.outbox] == ["Your recovery codes are new"]


def test_recovery_codes_can_be_kept_as_a_file(mira: Client) -> None:
    set_up_app(mira)

    answer = mira.get(reverse("mfa_download_recovery_codes"))

    assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert all(code in answer.content.decode() for code in recovery_codes_of(mira))


@pytest.mark.parametrize(
    "step",
    [
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    ],
)
def test_each_step_needs_a_fresh_sign_in(step: str, mira: Client, clock: time_machine.Traveller) -> None:
    if step != "mfa_activate_totp":
        set_up_app(mira)
    clock.shift(6 * 60)

    assert "reauthenticate" in mira.get(reverse(step))["Location"]
