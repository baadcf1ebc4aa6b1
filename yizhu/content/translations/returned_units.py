"""What a translator's tool gives back, and the stamp by which its words are known to have changed.

An export writes beside each unit the digests of its source and its translation, and its state. What comes back with the
same digest was not changed there; what stands here with another was changed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from yizhu.content.faults import Place
from yizhu.content.translations.placeholders import Code, Piece, digest_pieces
from yizhu.content.translations.returned_text import Returned
from yizhu.content.translations.units import Unit


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """What a tool gives back for a unit."""

    id: str
    stamp: str  # as it was exported: see ``stamp_unit``
    state: str  # machine draft reviewed; empty: not said
    target: Returned | str  # words and placeholders, or Markdown
    place: Place  # in the tool's file

    @property
    def exported(self) -> tuple[str, str, str]:
        """Return the digest of the source, that of the translation, and the state, as exported."""
        source, _, rest = self.stamp.partition("/")
        target, _, state = rest.partition("/")
        return source, target, state

    @property
    def digest(self) -> str:
        """Return the digest of the words that come back; empty: there are none."""
        if isinstance(self.target, str):
            return digest_markdown(self.target)
        return digest_pieces(_as_codes(self.target)) if any(self.target) else ""


def stamp_unit(unit: Unit, as_markdown: bool = False) -> str:
    """Return what an export writes beside a unit, so that an import knows what it was made from."""
    source = digest_markdown(unit.source.markdown) if as_markdown else unit.source_digest
    target = (
        digest_markdown(unit.target.markdown if unit.target else "") if as_markdown else unit.target_digest
    )
    return f"{source}/{target}/{unit.state}"


def digest_markdown(text: str) -> str:
    """Return sixteen hexadecimal digits that change with a text; none for an empty one."""
    return sha256(text.encode()).hexdigest()[:16] if text else ""


def _as_codes(returned: Returned) -> Iterator[Piece]:
    """Yield the pieces, neighbouring words as one."""
    words = ""
    for piece in returned:
        if isinstance(piece, str):
            words += piece
            continue
        if words:
            yield words
        words = ""
        yield Code(piece.id, piece.kind, "", "")
    if words:
        yield words
