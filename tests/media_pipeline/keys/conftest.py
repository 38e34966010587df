import subprocess
from pathlib import Path

import pytest
from pytest_django import Settings

from media_pipeline.keys.masters import token
from tests.services.machine import SOFTHSM


@pytest.fixture
def a_token(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A token in software, set up as the place where the master key is; there is no key in it yet."""
    library = SOFTHSM.find()
    if library is None:
        pytest.skip("SoftHSM is not installed (apt install softhsm2)")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))
    init = ["softhsm2-util", "--init-token", "--free", "--label", "vig", "--pin", "2468", "--so-pin", "1357"]
    subprocess.run(init, check=True, capture_output=True)
    settings.VIG_PKCS11_MODULE, settings.VIG_PKCS11_TOKEN, settings.VIG_PKCS11_PIN = library, "vig", "2468"
    settings.VIG_PKCS11_KEY = "first"
    token._opened.cache_clear()
    return "vig"
