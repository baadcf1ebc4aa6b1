"""The workflow of a new site installs the program that made it, from where another machine can get it."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
import yaml

from yizhu import __version__
from yizhu.cli import main
from yizhu.content.commands import init as scaffold_command
from yizhu.content.commands.program_origin import find_origin, parse_origin
from yizhu.content.commands.scaffold import init_site
from yizhu.content.faults import Faults

COMMIT = "0123456789abcdef0123456789abcdef01234567"
GIT = {"vcs": "git", "commit_id": COMMIT}


def installed(folder: Path, monkeypatch: pytest.MonkeyPatch, noted: dict[str, object] | None) -> Path:
    """The package as pip installs it, with its note on where it came from."""
    package, info = folder / "lib" / "yizhu", folder / "lib" / f"yizhu-{__version__}.dist-info"
    package.mkdir(parents=True)
    info.mkdir()
    (package / "__init__.py").write_text("")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: yizhu\nVersion: {__version__}\n")
    if noted is not None:
        (info / "direct_url.json").write_text(json.dumps(noted))
    monkeypatch.syspath_prepend(str(folder / "lib"))
    return package


def cloned(folder: Path, origin: str, *, packed: bool = False, commit: str = COMMIT) -> Path:
    """The package in a clone."""
    git = folder / "clone" / ".git"
    (git / "refs/heads").mkdir(parents=True)
    (folder / "clone" / "yizhu").mkdir()
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "config").write_text(
        f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {origin}\n' if origin else ""
    )
    (git / "packed-refs").write_text(f"# pack-refs\n{commit} refs/heads/main\n" if packed else "")
    if not packed:
        (git / "refs/heads/main").write_text(f"{commit}\n")
    return folder / "clone" / "yizhu"


@pytest.mark.parametrize(
    ("noted", "requirement"),
    [
        (None, f"yizhu=={__version__}"),
        ({"url": "https://git.example/o/yizhu.git", "vcs_info": GIT}, f"yizhu @ git+https://git.example/o/yizhu.git@{COMMIT}"),
        ({"url": "ssh://git@git.example/o/yizhu.git", "vcs_info": GIT}, f"yizhu @ git+https://git.example/o/yizhu.git@{COMMIT}"),
        ({"url": "https://me:secret@git.example/o/yizhu", "vcs_info": GIT}, f"yizhu @ git+https://git.example/o/yizhu@{COMMIT}"),
        ({"url": "https://git.example/o/r", "vcs_info": GIT, "subdirectory": "y"}, f"yizhu @ git+https://git.example/o/r@{COMMIT}#subdirectory=y"),
        ({"url": "https://e.org/yizhu-1-py3-none-any.whl", "archive_info": {"hashes": {"sha256": "ab12"}}}, "yizhu @ https://e.org/yizhu-1-py3-none-any.whl#sha256=ab12"),
        ({"url": "https://e.org/yizhu-1.tar.gz", "archive_info": {}}, "yizhu @ https://e.org/yizhu-1.tar.gz"),
    ],
)  # fmt: skip
def test_what_pip_noted(
    noted: dict[str, object] | None, requirement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the index a version, from a repository its commit, from the web the file; nothing of it is in doubt."""
    origin = find_origin(installed(tmp_path, monkeypatch, noted))
    assert (origin.requirement, origin.doubt) == (requirement, "")


@pytest.mark.parametrize(
    "noted",
    [
        {"url": "file:///home/me/yizhu-1-py3-none-any.whl", "archive_info": {}},
        {"url": "file:///home/me/yizhu", "dir_info": {}},
        {"url": "https://e.org/$(id)", "vcs_info": GIT},
    ],
)
def test_what_no_other_machine_has(
    noted: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a file or folder of this machine only the version is known, and that is told."""
    origin = find_origin(installed(tmp_path, monkeypatch, noted))
    assert origin.requirement == f"yizhu=={__version__}"
    assert "--from" in origin.doubt


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    "address", ["https://git.example/o/yizhu", "git@git.example:o/yizhu", "ssh://git@git.example:22/o/yizhu"]
)
def test_a_clone(address: str, packed: bool, tmp_path: Path) -> None:
    """A clone names where it was cloned from, at its commit, and says that this must be pushed."""
    origin = find_origin(cloned(tmp_path, address, packed=packed))
    assert origin.requirement == f"yizhu @ git+https://git.example/o/yizhu@{COMMIT}"
    assert "see that it is pushed" in origin.doubt


@pytest.mark.parametrize("address", ["", "/srv/git/yizhu", "https://e.org/a b", 'https://e.org/"$(id)"'])
def test_a_clone_of_nowhere(address: str, tmp_path: Path) -> None:
    """A clone without a repository on the web names the version."""
    assert find_origin(cloned(tmp_path, address)).requirement == f"yizhu=={__version__}"
    assert find_origin(tmp_path / "nothing" / "yizhu").requirement == f"yizhu=={__version__}"


def test_an_editable_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pip installed as a link to a clone is that clone."""
    package = cloned(tmp_path, "https://git.example/o/yizhu")
    installed(tmp_path, monkeypatch, {"url": package.parent.as_uri(), "dir_info": {"editable": True}})
    shutil.rmtree(tmp_path / "lib" / "yizhu")
    assert find_origin(package).requirement == f"yizhu @ git+https://git.example/o/yizhu@{COMMIT}"


@pytest.mark.parametrize(
    ("given", "requirement"),
    [
        ("0.2.0", "yizhu==0.2.0"),
        ("v0.2.0", "yizhu==0.2.0"),
        ("yizhu==0.2.0", "yizhu==0.2.0"),
        ("https://git.example/o/yizhu", "yizhu @ git+https://git.example/o/yizhu"),
        ("https://git.example/o/yizhu/", "yizhu @ git+https://git.example/o/yizhu"),
        ("https://git.example/o/yizhu.git@v1", "yizhu @ git+https://git.example/o/yizhu.git@v1"),
        ("git+https://git.example/o/yizhu@v1", "yizhu @ git+https://git.example/o/yizhu@v1"),
        ("yizhu @ git+https://git.example/o/yizhu", "yizhu @ git+https://git.example/o/yizhu"),
        ("git@git.example:o/yizhu.git", "yizhu @ git+https://git.example/o/yizhu.git"),
        ("https://e.org/yizhu-1.whl", "yizhu @ https://e.org/yizhu-1.whl"),
    ],
)
def test_what_a_user_gives(given: str, requirement: str) -> None:
    """An address of a repository or a file, or a version."""
    assert parse_origin(given).requirement == requirement


@pytest.mark.parametrize(
    "given",
    [
        "",
        "o/yizhu",
        "/home/me/yizhu",
        "file:///x",
        'https://e.org/"; id',
        "https://e.org/$(id)",
        "https://e.org/a\nb",
    ],
)
def test_nothing_to_install_from(given: str) -> None:
    """Anything else is a fault; nothing that a shell would run gets into the workflow."""
    with pytest.raises(Faults, match="is nothing to install from"):
        parse_origin(given)


@pytest.mark.parametrize(
    "requirement", [f"yizhu=={__version__}", f"yizhu @ git+https://git.example/o/r@{COMMIT}#subdirectory=y"]
)
def test_the_workflow(requirement: str, tmp_path: Path) -> None:
    """The workflow of a new site installs this, then builds strictly; no word of it is to be filled in."""
    init_site(tmp_path, requirement)
    text = (tmp_path / ".github/workflows/pages.yml").read_text("utf-8")
    runs = [step["run"] for step in yaml.safe_load(text)["jobs"]["build"]["steps"] if "run" in step]
    assert runs == [f'python -m pip install "{requirement}"', 'yizhu build --strict --as-of "$(date -u +%F)"']
    assert "OWNER" not in text


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``--from`` says what is installed; what this clone cannot know is told."""
    assert main(["init", str(tmp_path / "a"), "--from", "https://git.example/o/yizhu@v1"]) == 0
    assert "git+https://git.example/o/yizhu@v1" in (tmp_path / "a/.github/workflows/pages.yml").read_text(
        "utf-8"
    )
    assert capsys.readouterr().err == ""
    assert main(["init", str(tmp_path / "b"), "--from", "nowhere"]) == 1
    assert not (tmp_path / "b").exists()
    assert main(["init", str(tmp_path / "c")]) == 0
    assert "--from" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answer", "requirement"),
    [
        ("https://git.example/o/yizhu\n", "yizhu @ git+https://git.example/o/yizhu"),
        ("\n", f"yizhu=={__version__}"),
    ],
)
def test_somebody_is_asked(
    answer: str, requirement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal, if nothing is known, the repository's address is asked for; Enter means the index."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(answer))
    monkeypatch.setattr(scaffold_command, "find_origin", lambda: find_origin(tmp_path / "nothing" / "yizhu"))
    assert main(["init", str(tmp_path / "new")]) == 0
    assert f'install "{requirement}"' in (tmp_path / "new/.github/workflows/pages.yml").read_text("utf-8")
