"""The master key inside a PKCS#11 token: it wraps and unwraps there, and never comes out."""

import multiprocessing
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pkcs11
import pytest
from django.core.management import CommandError, call_command

from media_pipeline import keys
from media_pipeline.keys import masters, rings
from media_pipeline.keys.masters import token
from media_pipeline.keys.masters.software import key_file
from media_pipeline.keys.masters.token import TokenMasterKey
from media_pipeline.keys.wrapping import MasterKeyAway, WrongKey, unwrap

pytestmark = pytest.mark.usefixtures("a_token")

RING = UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture
def afresh() -> Callable[[], None]:
    """As a process that has opened nothing yet."""

    def forget() -> None:
        rings._opened_ring.cache_clear()
        rings._opened_key.cache_clear()
        token._opened.cache_clear()

    return forget


def test_wraps_rings_and_leaves_no_master_key_beside_them(afresh: Callable[[], None]) -> None:
    call_command("make_master_key")

    plain, wrapped = keys.new_data_key(RING)

    afresh()
    assert keys.unwrap(RING, wrapped) == plain
    assert not key_file().exists()


def test_the_key_cannot_be_read_out_of_it() -> None:
    call_command("make_master_key")

    with token._session() as session:
        key = session.get_key(object_class=pkcs11.ObjectClass.SECRET_KEY, label="first")
        with pytest.raises(pkcs11.exceptions.AttributeSensitive):
            key[pkcs11.Attribute.VALUE]
        assert key[pkcs11.Attribute.SENSITIVE]
        assert not key[pkcs11.Attribute.EXTRACTABLE]


def test_what_it_wraps_is_bound_to_its_ring() -> None:
    call_command("make_master_key")
    wrapped = TokenMasterKey("first").wrap(bytes(32), bound_to=b"ring one")

    assert TokenMasterKey("first").unwrap(wrapped, bound_to=b"ring one") == bytes(32)
    with pytest.raises(WrongKey):
        TokenMasterKey("first").unwrap(wrapped, bound_to=b"ring two")


def test_a_key_is_made_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_master_key")
    wrapped = TokenMasterKey("first").wrap(bytes(32), bound_to=b"")

    call_command("make_master_key")

    assert TokenMasterKey("first").unwrap(wrapped, bound_to=b"") == bytes(32)
    assert capsys.readouterr().out.splitlines() == ["first: made inside the token", "first: there already"]


def test_a_missing_key_is_told_and_not_made() -> None:
    with pytest.raises(token.NoSuchMasterKey, match=r"manage\.py make_master_key"):
        keys.new_data_key(RING)

    assert not list(rings.rings())


def test_a_token_that_is_away_is_told_and_open_rings_stay_open(settings: Any, afresh: Callable[[], None]) -> None:
    call_command("make_master_key")
    plain, wrapped = keys.new_data_key(RING)
    keys.unwrap(RING, wrapped)
    settings.VIG_PKCS11_PIN = "wrong"

    assert keys.unwrap(RING, wrapped) == plain
    afresh()
    with pytest.raises(MasterKeyAway, match="'vig' does not answer"):
        keys.unwrap(RING, wrapped)


@pytest.mark.django_db
def test_rings_move_from_the_file_into_the_token_and_the_file_goes(
    settings: Any, afresh: Callable[[], None], tmp_path: Any
) -> None:
    settings.VIG_MASTER_FROM = masters.FILE
    plain, wrapped = keys.new_data_key(RING)
    (in_the_file,) = [master for master in masters.masters() if not isinstance(master, TokenMasterKey)][:1]
    settings.VIG_MASTER_FROM = ""
    call_command("make_master_key")
    afresh()
    assert keys.unwrap(RING, wrapped) == plain, "both are read while the one takes the other's place"

    call_command("rotate_keys", "--master")

    afresh()
    assert keys.unwrap(RING, wrapped) == plain
    assert not key_file().exists()
    with pytest.raises(WrongKey):
        in_the_file.unwrap(rings.ring_path(RING).read_bytes(), bound_to=rings.ring_name(RING))


@pytest.mark.django_db
def test_a_key_of_the_token_is_changed_for_another(settings: Any, afresh: Callable[[], None]) -> None:
    call_command("make_master_key")
    plain, wrapped = keys.new_data_key(RING)
    with pytest.raises(CommandError, match="VIG_PKCS11_KEY='new-label old-label'"):
        call_command("rotate_keys", "--master")
    settings.VIG_PKCS11_KEY = "second first"
    call_command("make_master_key")

    call_command("rotate_keys", "--master")

    settings.VIG_PKCS11_KEY = "second"
    afresh()
    assert keys.unwrap(RING, wrapped) == plain


@pytest.mark.django_db
def test_rings_move_out_of_the_token_again(settings: Any, afresh: Callable[[], None]) -> None:
    call_command("make_master_key")
    plain, wrapped = keys.new_data_key(RING)
    settings.VIG_MASTER_FROM = masters.FILE

    call_command("rotate_keys", "--master")

    settings.VIG_PKCS11_MODULE = ""
    afresh()
    assert keys.unwrap(RING, wrapped) == plain


def test_a_fork_opens_a_session_of_its_own() -> None:
    call_command("make_master_key")
    plain, wrapped = keys.new_data_key(RING)

    answers = multiprocessing.get_context("fork").Queue()
    child = multiprocessing.get_context("fork").Process(target=_open_and_tell, args=[wrapped, answers])
    child.start()

    assert answers.get(timeout=20) == plain
    child.join()


def _open_and_tell(wrapped: bytes, answers: Any) -> None:
    rings._opened_ring.cache_clear()
    rings._opened_key.cache_clear()
    answers.put(keys.unwrap(RING, wrapped))


def test_the_master_key_wraps_and_nothing_in_the_folder_opens_without_it() -> None:
    call_command("make_master_key")
    plain, _ = keys.new_data_key(RING)

    stored = rings.ring_path(RING).read_bytes()

    assert plain not in stored
    with pytest.raises(WrongKey):
        unwrap(bytes(32), stored, bound_to=rings.ring_name(RING))
