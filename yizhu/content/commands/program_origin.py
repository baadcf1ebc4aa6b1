"""Where this program was installed from, so that another machine can install the same one.

1. an address that the user gives
2. what pip noted (PEP 610, ``direct_url.json``): a repository and its commit, a file on the web, or nothing for the index
3. of a clone: the repository that it was cloned from, and the commit it is at
"""

from __future__ import annotations

import json
import re
from configparser import ConfigParser, Error
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from yizhu import __version__
from yizhu.content.faults import Fault, Faults, Place

_SAFE = re.compile(r"[\w.~:/@+#%=&?-]+", re.ASCII)  # in YAML, and in double quotes of a shell
_VERSION = re.compile(r"(?:yizhu *== *|v)?(\d[\w.+!-]*)", re.ASCII)
_SCP = re.compile(r"(?:[\w.-]+@)?([\w.-]+\.[\w-]+):(?!//)(.+)", re.ASCII)  # git@host:owner/name.git
_ARCHIVES = (".whl", ".tar.gz", ".zip")


@dataclass(frozen=True, slots=True)
class Origin:
    """What ``pip install`` takes to install this program."""

    requirement: str  # yizhu==0.1.0, or yizhu @ git+https://…
    doubt: str = ""  # what the user should check; empty: it is known


def parse_origin(given: str) -> Origin:
    """Return what a user gives: the address of a repository or of a package's file, or a version.

    Raises ``Faults`` for anything else.
    """
    if version := _VERSION.fullmatch(given.strip()):
        return Origin(f"yizhu=={version[1]}")
    plain = given.strip().removeprefix("yizhu @ ")
    address = _web_address(plain) if _SAFE.fullmatch(plain) else ""
    if not address:
        help = "write the https address of a repository or of a package's file, or a version such as 0.1.0"
        raise Faults([Fault(Place("--from"), f"{given} is nothing to install from", help)])
    return Origin(f"yizhu @ {address}")


def find_origin(package: Path = Path(__file__).parents[2]) -> Origin:
    """Return where the program in the folder ``package`` was installed from."""
    installed = _find_distribution(package)
    if installed is None:
        return _origin_of_clone(package.parent)
    noted = json.loads(installed.read_text("direct_url.json") or "{}")
    if not noted:
        return Origin(f"yizhu=={__version__}")
    return _noted_origin(noted) or _origin_of_clone(package.parent)


def _find_distribution(package: Path) -> Distribution | None:
    """Return the installed package whose code this is; ``None``: it runs from a clone that is not installed."""
    try:
        found = distribution("yizhu")
    except PackageNotFoundError:
        return None
    folders = [Path(str(found.locate_file("yizhu")))]
    noted = json.loads(found.read_text("direct_url.json") or "{}")
    if noted.get("dir_info", {}).get("editable"):
        folders.append(Path(urlsplit(noted["url"]).path) / "yizhu")
    return found if any(folder.resolve() == package.resolve() for folder in folders) else None


def _noted_origin(noted: dict[str, Any]) -> Origin | None:
    """Return the origin that pip noted; ``None``: it is a folder or file of this machine."""
    address = _web_address(str(noted.get("url", "")))
    if not address or not _SAFE.fullmatch(address):
        return None
    if repository := noted.get("vcs_info"):
        below = f"#subdirectory={noted['subdirectory']}" if noted.get("subdirectory") else ""
        plain = re.sub(r"^\w+\+", "", address)
        return Origin(f"yizhu @ {repository['vcs']}+{plain}@{repository['commit_id']}{below}")
    hashes = noted.get("archive_info", {}).get("hashes", {})
    suffix = f"#sha256={hashes['sha256']}" if "sha256" in hashes and "#" not in address else ""
    return Origin(f"yizhu @ {address}{suffix}")


def _web_address(given: str) -> str:
    """Return an address as pip takes it, without a user's name; empty if it is not on the web."""
    if found := _SCP.fullmatch(given):
        given = f"https://{found[1]}/{found[2]}"
    kind, _, rest = given.partition("+") if re.match(r"\w+\+\w+://", given) else ("", "", given)
    parts = urlsplit(rest)
    if parts.scheme not in ("http", "https", "ssh", "git") or not parts.hostname:
        return ""
    host = parts.hostname + (f":{parts.port}" if parts.port and parts.scheme in ("http", "https") else "")
    scheme = parts.scheme if parts.scheme in ("http", "https") else "https"
    address = parts._replace(scheme=scheme, netloc=host).geturl().rstrip("/")
    if kind or parts.path.endswith(_ARCHIVES):
        return f"{kind}+{address}" if kind else address
    return f"git+{address}"


# ---- clones ------------------------------------------------------------------------------------------------


def _origin_of_clone(folder: Path) -> Origin:
    address, commit = _read_clone(folder)
    if address and commit:
        doubt = (
            f"the workflow installs Yizhu from where this clone is from, at its commit {commit[:12]}: "
            "see that it is pushed, or name another place with --from"
        )
        return Origin(f"yizhu @ {address}@{commit}", doubt)
    doubt = (
        f"the workflow installs yizhu=={__version__} from the package index: if it is not there, "
        "name the address of a repository with --from"
    )
    return Origin(f"yizhu=={__version__}", doubt)


def _read_clone(folder: Path) -> tuple[str, str]:
    """Return the address of a clone's remote ``origin``, and the commit it is at; empty if there is none."""
    try:
        git = _git_folder(folder / ".git")
        common = (
            git / (git / "commondir").read_text("utf-8").strip() if (git / "commondir").is_file() else git
        )
        config = ConfigParser(strict=False, interpolation=None, allow_no_value=True)
        config.read_string((common / "config").read_text("utf-8"))
        address = _web_address(config.get('remote "origin"', "url", fallback="") or "")
        return (address, _read_head(git, common)) if _SAFE.fullmatch(address) else ("", "")
    except (OSError, UnicodeDecodeError, Error):
        return "", ""


def _git_folder(path: Path) -> Path:
    if path.is_dir():
        return path
    return path.parent / path.read_text("utf-8").removeprefix("gitdir:").strip()


def _read_head(git: Path, common: Path) -> str:
    """Return the commit that ``HEAD`` names; empty if it names none."""
    head = (git / "HEAD").read_text("utf-8").strip()
    name = head.removeprefix("ref:").strip()
    if name == head:
        return _commit(head)
    if (common / name).is_file():
        return _commit((common / name).read_text("utf-8"))
    packed = (common / "packed-refs").read_text("utf-8") if (common / "packed-refs").is_file() else ""
    return next((_commit(line) for line in packed.splitlines() if line.endswith(f" {name}")), "")


def _commit(text: str) -> str:
    found = re.match(r"[0-9a-f]{40,64}", text)
    return found[0] if found else ""
