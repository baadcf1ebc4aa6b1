"""Proposed terms become entries of the glossary, for an editor to fill in: ``suggest --accept``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from pathlib import Path, PurePosixPath

import yaml

from yizhu.document import read_document
from yizhu.fault import Fault, Faults, Place, did_you_mean, raise_if
from yizhu.readings import pinyin
from yizhu.safe_files import root_of, write_whole
from yizhu.suggest import Suggestion
from yizhu.understanding import article_called, understand

FILE = "suggested.yaml"


def chosen(found: Sequence[Suggestion], only: Sequence[str], most: int) -> tuple[Suggestion, ...]:
    """The proposals an editor asked for, the weightiest first. Raises ``Faults`` for a wording that is not proposed."""
    known = [suggestion.text for suggestion in found]
    raise_if(
        [
            Fault(Place(word), "this is not proposed", did_you_mean(word, known, "see what suggest prints"))
            for word in only
            if word not in known
        ]
    )
    return tuple(suggestion for suggestion in found if not only or suggestion.text in only)[:most]


def write_stubs(
    config_file: Path, slug: str, found: Sequence[Suggestion], into: str = ""
) -> tuple[str, tuple[str, ...]]:
    """Append an entry for each proposal to a file of the glossary; its path and the new ids.

    ``into`` is the file's name in the glossary's folder. What stands in the file stays as it is. Raises ``Faults``: a
    name that no glossary has, a file that entries cannot be appended to; then nothing is written.
    """
    understood = understand(config_file)
    path = f"{understood.config.content}/glossary/{_name(into or FILE)}"
    before = next((s.text for s in understood.content.glossary if s.path == path), "")
    text = article_called(understood, slug).source
    ids = _ids_for([suggestion.text for suggestion in found], understood.glossary.ids)
    stubs = [_stub(id, text.lang, text.source.path, s) for id, s in zip(ids, found, strict=True)]
    after = "\n".join([before.rstrip("\n"), *stubs] if before.strip() else stubs)
    _check(path, before, after, len(stubs))
    if stubs:
        root = root_of(config_file.parent, understood.config.content)
        write_whole(config_file.parent / path, root, after.encode(), path)
    return path, tuple(ids)


def id_for(wording: str) -> str:
    """An id of the wording's Latin letters and digits, Chinese read in pinyin without tones."""
    spelt = unicodedata.normalize("NFD", (pinyin(wording) or wording).lower()).replace("u\u0308", "v")
    plain = "".join(character for character in spelt if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "term"


def _ids_for(wordings: Sequence[str], taken: Collection[str]) -> list[str]:
    """An id for each wording that no other term has."""
    ids: list[str] = []
    for wording in wordings:
        id = first = id_for(wording)
        number = 2
        while id in taken or id in ids:
            id, number = f"{first}-{number}", number + 1
        ids.append(id)
    return ids


def _stub(id: str, lang: str, path: str, suggestion: Suggestion) -> str:
    lines = ", ".join(map(str, suggestion.lines))
    form = yaml.safe_dump([suggestion.text], allow_unicode=True, default_flow_style=True, width=1 << 30)
    return (
        f"# {suggestion.count} × {suggestion.why}, {path}, line {lines}\n"
        f"- id: {id}\n  forms:\n    {lang}: {form}  # definition: to be written\n"
    )


def _name(into: str) -> str:
    """The file's name, if it is one of the glossary's: relative, in no other folder, .yaml."""
    path = PurePosixPath(into)
    if path.is_absolute() or ".." in path.parts or path.suffix != ".yaml" or "\\" in into:
        mend = f"name a file of the glossary's folder, such as {FILE}"
        raise Faults([Fault(Place(into), "this is no file of the glossary", mend)])
    return str(path)


def _check(path: str, before: str, after: str, many: int) -> None:
    """A list in brackets, or a document that ends, takes no more entries at its end."""
    held = len(read_document(path, before, "glossary").value or ())
    try:
        now = len(read_document(path, after, "glossary").value or ())
    except Faults:
        now = -1
    if now != held + many:
        mend = f"write its entries as lines that begin with -, or name another file with --into {FILE}"
        raise Faults([Fault(Place(path), "no entry can be appended to this file", mend)])
