"""The key that signs the cache is the user's alone, lies outside of every project, and holds for one place only."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from testbed import Site, yizhu

from yizhu.build.cache.key import VARIABLE, Doubt, Signer, _tell_once, signer_for

SHARED = "a key that two machines share, for continuous integration"
pytestmark = pytest.mark.usefixtures("home")


def test_the_key_is_made_once_and_is_the_users_alone(site: Site, home: Path) -> None:
    """32 bytes that nobody else may read, outside of the project."""
    site.article("a", "一。").build()
    key = (home / "key").read_bytes()
    assert len(key) == 32
    assert stat.S_IMODE((home / "key").stat().st_mode) == 0o600
    site.build()
    assert sorted(path.name for path in home.iterdir()) == ["key", "templates"]
    assert (home / "key").read_bytes() == key


def _linked(key: Path) -> None:
    key.rename(key.parent / "elsewhere")
    key.symlink_to(key.parent / "elsewhere")


def _piped(key: Path) -> None:
    key.unlink()
    os.mkfifo(key)


@pytest.mark.parametrize(
    "harm",
    [
        _linked,
        _piped,
        lambda key: key.chmod(0o666),
        lambda key: key.chmod(0o644),
        lambda key: key.write_bytes(b""),
        lambda key: key.write_bytes(bytes(33)),
    ],
)
def test_a_key_that_others_may_have_is_not_used(
    built: Site, home: Path, harm: Callable[[Path], None], capfd: pytest.CaptureFixture[str]
) -> None:
    """Each process has one of its own instead, and one line says what to do."""
    own = signer_for(built.root)
    harm(home / "key")
    _tell_once.cache_clear()
    other = signer_for(built.root)
    assert own.is_lasting
    assert not other.is_lasting
    assert other != own
    assert signer_for(built.root) == other
    told = capfd.readouterr().err
    assert re.fullmatch(
        r"yizhu: the next build will remember nothing of this one: .*key .*; delete it\n", told
    )


def test_where_no_key_can_be_kept_the_build_goes_on(built: Site, clean: dict[str, bytes], home: Path) -> None:
    """A home that cannot be written to, or that lies in the project."""
    shutil.rmtree(home)
    home.write_text("in the way")
    for folder in (home.parent, built.root / "inside"):
        done = yizhu(cwd=built.root, XDG_CACHE_HOME=str(folder))
        assert (done.returncode, done.stderr.count("\n")) == (0, 1)
        assert "will remember nothing" in done.stderr
        assert built.files() == clean
    assert not (built.root / "inside").exists()


def test_machines_may_share_a_key(built: Site, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the environment; one that can be guessed is not used."""
    monkeypatch.setenv(VARIABLE, SHARED)
    one = signer_for(built.root)
    shutil.rmtree(home)
    assert signer_for(built.root) == one
    assert signer_for(built.root.parent) != one
    assert not home.exists()
    monkeypatch.setenv(VARIABLE, "secret")
    assert not signer_for(built.root).is_lasting
    assert "secret" not in repr(one)


def test_a_signature_holds_for_its_place_only() -> None:
    """The same bytes elsewhere, other bytes there, a part's there, and what is no signature at all."""
    signer = Signer(b"k" * 32, True)
    signed = signer.sign(b"raw", "bodies", "a", "b")
    assert signer.verify(signed, "bodies", "a", "b") == b"raw"
    wrong: list[tuple[object, tuple[str, ...]]] = [
        (signed, ("bodies", "ab", "")), (signed, ("answers", "a", "b")), (signed + b"x", ("bodies", "a", "b")),
        (signed[:9], ("bodies", "a", "b")), ("text", ("bodies", "a", "b")), (None, ("bodies", "a", "b")),
    ]  # fmt: skip
    for given, place in wrong:
        with pytest.raises(Doubt):
            signer.verify(given, *place)
    with pytest.raises(Doubt):
        signer.narrowed("x").verify(signed, "bodies", "a", "b")
