"""Nouns become bytes and back, by pickle: each as one call with its fields, several times as fast as by default.

Bytes are read back only after their signature was verified (``cache``).
"""

from __future__ import annotations

import copyreg
import hashlib
import io
import pickle
import zlib
from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cached_property
from itertools import starmap
from operator import attrgetter
from typing import Any, TypeVar, overload

from yizhu.build.cache_key import Doubt
from yizhu.content import model as content
from yizhu.content.prose import Attributes, Block, Mark, Prose
from yizhu.content.references import References
from yizhu.editions import model as editions
from yizhu.editions.model import LocalizedProse, Use
from yizhu.editions.term_uses import Cooccurrence
from yizhu.site import page_model, summary

_Noun = TypeVar("_Noun")
# What pickle raises for bytes that it did not write.
_UNREADABLE = (
    pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError, ValueError,
)  # fmt: skip


def digest(*values: object) -> str:
    """Return the SHA-256 of frozen dataclasses, tuples, text and numbers: equal values, equal digests."""
    return hashlib.sha256("\x1e".join(repr(value) for value in values).encode()).hexdigest()


def short_digest(value: object) -> str:
    """Return 16 characters of a digest of a value without sets, several times as fast as ``digest``."""
    return hashlib.sha256(_to_bytes(value)).hexdigest()[:16]


def _to_bytes(value: object) -> bytes:
    told = io.BytesIO()
    pickler = pickle.Pickler(told, protocol=5)
    pickler.fast = True  # no references to what was said before: equal values, equal bytes
    pickler.dump(value)
    return told.getvalue()


def serialize(value: object) -> bytes:
    """Return a value as bytes, compressed if that gains anything."""
    return _pressed(pickle.dumps(value, protocol=5))


def serialize_with_digest(value: object) -> tuple[str, bytes]:
    """Return ``short_digest(value)`` and ``serialize(value)``, pickled once for both."""
    raw = _to_bytes(value)
    return hashlib.sha256(raw).hexdigest()[:16], _pressed(raw)


def _pressed(raw: bytes) -> bytes:
    """Return the bytes, compressed if they are long enough to gain by it."""
    return raw if len(raw) < _SHORT else zlib.compress(raw, 1)


_SHORT = 4096  # bytes; to compress fewer takes longer than to write and read them
_PICKLED = b"\x80"  # what a pickle begins with, and nothing that zlib compresses


def deserialize(raw: bytes) -> Any:
    """Return a value from bytes that were verified. Raises ``Doubt`` if they are not what ``serialize`` wrote."""
    try:
        return pickle.loads(raw if raw.startswith(_PICKLED) else zlib.decompress(raw))
    except (*_UNREADABLE, zlib.error) as error:
        raise Doubt(str(error)) from None


class Unreadable(Exception):
    """A body is not in the cache: it must be made anew."""


class Unread(Sequence[_Noun]):
    """A sequence that stays serialized until somebody looks into it."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    @classmethod
    def of(cls, nouns: Sequence[_Noun]) -> Unread[_Noun]:
        """Return the same nouns, serialized."""
        return cls(pickle.dumps(nouns, protocol=5))

    @cached_property
    def _nouns(self) -> Sequence[_Noun]:
        nouns: Sequence[_Noun] = pickle.loads(self._raw)
        return nouns

    def __reduce__(self) -> tuple[type[Unread[_Noun]], tuple[bytes]]:
        return Unread, (self._raw,)

    def __len__(self) -> int:
        return len(self._nouns)

    @overload
    def __getitem__(self, at: int) -> _Noun: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[_Noun]: ...
    def __getitem__(self, at: int | slice) -> _Noun | Sequence[_Noun]:
        return self._nouns[at]


# ---- nouns by their fields ---------------------------------------------------------------------------------

# Those of which there are many: for each a function that returns its class and its fields.
_BY_FIELDS: tuple[type[Any], ...] = (
    Mark,
    content.Speaker,
    content.ConversionOverride,
    content.Meta,
    content.Picture,
    References,
    editions.LocalizedProse,
    editions.Row,
    editions.ShownNote,
    editions.Emendation,
    editions.ShownSense,
    editions.ShownTerm,
    editions.MarkedTerm,
    editions.ShownFootnote,
    editions.Headline,
    editions.Edition,
    editions.Card,
    Cooccurrence,
    summary.TermCount,
    summary.EditionSummary,
    summary.ArticleSummary,
    page_model.UsesInArticle,
)


def _register(noun: type[Any]) -> None:
    values: Callable[[Any], Any] = attrgetter(*(field.name for field in fields(noun)))
    copyreg.pickle(noun, lambda it: (noun, values(it)))


_BlockFields = tuple[str, int, int, tuple[Any, ...], Attributes]
_ProseFields = tuple[str, tuple[_BlockFields, ...], tuple[Any, ...]]
_mark_fields = attrgetter("start", "end", "kind", "attributes")


def _block_fields(block: Block) -> _BlockFields:
    return block.tag, block.start, block.end, tuple(map(_block_fields, block.children)), block.attributes


def _block(tag: str, start: int, end: int, children: tuple[_BlockFields, ...], own: Attributes) -> Block:
    return Block(tag, start, end, tuple(starmap(_block, children)), own)


def _prose_fields(prose: Prose) -> _ProseFields:
    return prose.text, tuple(map(_block_fields, prose.blocks)), tuple(map(_mark_fields, prose.marks))


def _prose(text: str, blocks: tuple[_BlockFields, ...], marks: tuple[Any, ...]) -> Prose:
    return Prose(text, tuple(starmap(_block, blocks)), tuple(starmap(Mark, marks)))


def _words_fields(words: LocalizedProse | None) -> tuple[str, _ProseFields] | None:
    return (words.lang, _prose_fields(words.prose)) if words else None


def _use_fields(use: Use) -> tuple[Any, ...]:
    # As a whole, for there are more of these than of all other nouns.
    return (
        use.slug,
        use.title,
        use.passage,
        use.sense,
        _words_fields(use.sentence),
        _words_fields(use.counterpart),
    )


def _use(
    slug: str,
    title: str,
    passage: str,
    sense: str,
    own: tuple[str, _ProseFields],
    other: tuple[str, _ProseFields] | None,
) -> Use:
    beside = LocalizedProse(_prose(*other[1]), other[0]) if other else None
    return Use(slug, title, passage, LocalizedProse(_prose(*own[1]), own[0]), beside, sense)


for _one in _BY_FIELDS:
    _register(_one)
copyreg.pickle(Prose, lambda prose: (_prose, _prose_fields(prose)))
copyreg.pickle(Use, lambda use: (_use, _use_fields(use)))
