"""Read and write state.yaml: the ids of passages, what each passage of a translation was made from, who signed it.

A line for each passage, sorted, and complete in itself: if two people sign on two branches, a merge puts lines
together. The source's words stand in a list of their own, by their digests: two translations share them, a line that
changes its state does not repeat them, and lines in the order of digests lie scattered, so that merges seldom touch.

Digests are those of the words: reflow, markup, marks and the width of punctuation change none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from yizhu.chinese.han import INVALID_XML_CHARACTERS, fold, is_latin
from yizhu.content.faults import Fault, raise_if
from yizhu.content.model import ArticleState, Passage, PassageRecord, SignedPassage, Source
from yizhu.content.translations.passage_ids import NOWHERE, read_numbers
from yizhu.content.yaml.document import Document, read_document

FILE_NAME = "state.yaml"
STATES = ("machine", "draft", "reviewed")
_HEAD = "# The ids of passages, what translations were made from, and who signed them. Commit it; commands write it.\n"
_SPACE = re.compile(r"\s+")
_WIDTHS = str.maketrans({"，": ",", "｡": "。", "､": "、", "｢": "「", "｣": "」", "“": '"', "”": '"', "‘": "'"})


# ---- digests -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)  # each edition asks for those of the source
def digest_words(text: str) -> str:
    """Return sixteen hexadecimal digits that change with the words of a text, and with nothing else of it."""
    return sha256(fold_words(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fold_words(text: str) -> str:
    """Return the words of a text, with one width of punctuation, and with spaces only between letters or digits."""
    narrow = fold(normalize("NFC", clean_words(text))).text.translate(_WIDTHS)
    return _SPACE.sub(_fold_space, narrow).strip()


def clean_words(text: str) -> str:
    """Return a text without the characters that YAML cannot hold."""
    return INVALID_XML_CHARACTERS.sub("", text)


def _fold_space(space: re.Match[str]) -> str:
    before, after = (
        space.string[space.start() - 1 : space.start()],
        space.string[space.end() : space.end() + 1],
    )
    return " " if before and after and is_latin(before) and is_latin(after) else ""


def words_of(passages: Iterable[Passage]) -> str:
    """Return the words of some passages."""
    return "\n".join(passage.prose.plain for passage in passages)


# ---- read --------------------------------------------------------------------------------------------------


def read_state(source: Source) -> ArticleState:
    """Return what a state.yaml says. Raises ``Faults`` with all that is wrong in it."""
    document = read_document(source.path, source.text, "state")
    given: dict[str, Any] = document.value or {}
    entries = given.get("translations") or ()
    words: dict[str, str] = given.get("words") or {}
    passages = tuple(_signed_passage(document, nth, entry) for nth, entry in enumerate(entries))
    records = tuple(_record(document, nth, e) for nth, e in enumerate(given.get("passages") or ()))
    numbered = () if records else _number_faults(document, passages)
    cyclic = _cyclic(document, records)
    raise_if([*numbered, *cyclic, *_repeated(document, passages), *_wrong_words(document, words)])
    return ArticleState(passages, tuple(words.items()), source, records)


def _record(document: Document, nth: int, entry: dict[str, Any]) -> PassageRecord:
    return PassageRecord(
        id=entry["id"],
        words=entry["words"],
        merged_into=entry.get("in", ""),
        is_withdrawn=entry.get("withdrawn", False),
        line=document.place("passages", nth).line,
    )


def _signed_passage(document: Document, nth: int, entry: dict[str, str]) -> SignedPassage:
    return SignedPassage(
        lang=entry["text"],
        answers=read_numbers(entry["passage"]) or NOWHERE,
        state=entry["state"],
        source=tuple(entry["source"].split("+")),
        own=entry.get("own", ""),
        by=entry.get("by", ""),
        date=entry.get("date", ""),
        line=document.place("translations", nth).line,
        name=entry["passage"],
    )


def _number_faults(document: Document, passages: Sequence[SignedPassage]) -> list[Fault]:
    """Return a fault for each line that has another number of digests than of source passages.

    Where ids are recorded, passages may have been put in between.
    """
    faults: list[Fault] = []
    for nth, signed in enumerate(passages):
        first, last = signed.answers
        if len(signed.source) != last - first + 1:
            place = document.place("translations", nth, "source")
            count = len(signed.source)
            problem = (
                f"{signed.id} is {max(0, last - first + 1)} passages, but source has digests for {count}"
            )
            faults.append(
                Fault(place, problem, "restore the line from the file's history, or sign the passage again")
            )
    return faults


def _cyclic(document: Document, records: Sequence[PassageRecord]) -> Iterator[Fault]:
    """Yield a fault for each round of passages that are each in the next: none of them holds the words of the others."""
    live = {record.id for record in records if not record.merged_into and not record.is_withdrawn}
    into = {r.id: r for r in reversed(records) if r.merged_into and r.id not in live}
    seen = set[str]()
    for id in reversed(into):
        path: list[str] = []
        while id in into and id not in path and id not in seen:
            path.append(id)
            id = into[id].merged_into
        seen.update(path)
        if id in path:
            yield _cyclic_fault(document, records, [into[one] for one in path[path.index(id) :]])


def _cyclic_fault(
    document: Document, records: Sequence[PassageRecord], round: Sequence[PassageRecord]
) -> Fault:
    said = ", ".join(f"{record.id} (line {record.line}) is in {record.merged_into}" for record in round)
    help = "restore these lines from the file's history, or remove one of them"
    place = document.place("passages", records.index(round[0]), "in")
    return Fault(place, f"{said}: none of them is in the text by itself", help)


def _repeated(document: Document, passages: Sequence[SignedPassage]) -> list[Fault]:
    """Return a fault for each line that speaks of the same words as an earlier one."""
    seen: dict[tuple[object, ...], int] = {}
    faults: list[Fault] = []
    for nth, signed in enumerate(passages):
        key = (signed.lang, signed.name, signed.source, signed.own)
        if key in seen:
            help = f"line {seen[key]} speaks of the same words: keep one of the two"
            place = document.place("translations", nth, "passage")
            faults.append(Fault(place, f"{signed.id} of {signed.lang} stands twice", help))
        seen.setdefault(key, signed.line)
    return faults


def _wrong_words(document: Document, words: dict[str, str]) -> list[Fault]:
    help = "restore the line from the file's history, or remove it: then no difference can be shown"
    return [
        Fault(document.place("words", f"key:{digest}"), "these words have another digest", help)
        for digest, text in words.items()
        if digest_words(text) != digest
    ]


# ---- write -------------------------------------------------------------------------------------------------


def format_state(state: ArticleState) -> str:
    """Return the text of a state.yaml: one line a passage, translations sorted, and the words that the lines name."""
    records = dict.fromkeys(map(_format_record, state.records))
    ordered = dict.fromkeys(map(_format_passage, sorted(state.passages, key=_order)))
    named = {digest for signed in state.passages for digest in signed.source}
    named |= {record.words for record in state.records}
    words = sorted((digest, text) for digest, text in dict(state.words).items() if digest in named)
    lines = ["passages:", *records] if records else []
    lines += ["translations:", *ordered] if ordered else []
    if words:
        lines += ["words:", *(f'  "{digest}": {_quote(text)}' for digest, text in words)]
    return _HEAD + "".join(f"{line}\n" for line in lines)


def _format_record(record: PassageRecord) -> str:
    into = f", in: {record.merged_into}" if record.merged_into else ""
    withdrawn = ", withdrawn: true" if record.is_withdrawn else ""
    return f'- {{id: {record.id}, words: "{record.words}"{into}{withdrawn}}}'


def _order(signed: SignedPassage) -> tuple[object, ...]:
    digits = [int(number) for number in re.findall(r"[0-9]+", signed.id)]
    return (signed.lang, digits, signed.id, signed.source, signed.own, signed.state, signed.by, signed.date)


def _format_passage(signed: SignedPassage) -> str:
    by = f", by: {_quote(signed.by)}" if signed.by else ""
    date = f', date: "{signed.date}"' if signed.date else ""
    own = f', own: "{signed.own}"' if signed.own else ""
    return (
        f"- {{text: {signed.lang}, passage: {signed.id}, state: {signed.state}{by}{date}, "
        f'source: "{"+".join(signed.source)}"{own}}}'
    )


def _quote(text: str) -> str:
    r"""Return a text as YAML in double quotes, on one line: what is not printable becomes \u2028 and the like."""
    escaped = (_ESCAPES.get(c) or (c if c.isprintable() else _escape(ord(c))) for c in clean_words(text))
    return f'"{"".join(escaped)}"'


_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"}


def _escape(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
