"""Aliases: further addresses that lead to an article, a page or a term.

``old-slug`` stands for the address of that name in every edition; with a ``/`` it is a path from the site's root.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

# What a path cannot hold on every system, or what means something in an address or in _redirects.
_NOT_IN_PATHS = re.compile(r"""[\s\\:*?"<>|#%&;'`]""")
_PAGE = re.compile(r"[^.]*|.*\.html?")


def find_alias_problem(alias: str) -> str:
    """Return why a text is no address that can lead on, or "" if it is one."""
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in alias):
        return "it holds an invisible character"
    if found := _NOT_IN_PATHS.search(alias):
        return f"it holds {found[0]!r}" if found[0].isspace() else f"it holds {found[0]}"
    parts = alias.removeprefix("/").removesuffix("/").split("/")
    if any(part.startswith(".") or part.endswith(".") for part in parts):
        return "a part of it begins or ends with a dot"
    if not all(parts):
        return "a part of it is empty"
    if max(len(part.encode()) for part in parts) > 200:
        return "a part of it is too long"
    is_page = alias.endswith("/") or _PAGE.fullmatch(parts[-1])
    return "" if is_page else "it is neither a folder nor a page (.html)"


def list_alias_files(
    alias: str, below: str, editions: Sequence[str], default: str
) -> Iterator[tuple[str, str]]:
    """Yield the files of an alias, by their path in the site, each with the name of the edition that it leads to.

    ``below``: where addresses of its kind stand in an edition: ``""``, or ``glossary/``.
    """
    if "/" not in alias:
        yield from ((f"{name}/{below}{_file(alias)}", name) for name in editions)
        return
    path = alias.removeprefix("/")
    first = path.partition("/")[0]
    yield _file(path), first if first in editions else default


def _file(path: str) -> str:
    folder = path.removesuffix("/")
    return path if "." in folder.rpartition("/")[2] and folder == path else f"{folder}/index.html"
