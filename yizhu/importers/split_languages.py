"""Part a page in two languages into a text and its translation: paragraphs that alternate, or a table of two columns.

1. a table of two columns becomes the pairs of its rows
2. each passage is in a language by its letters; passages in a row that share one are a run
3. each run and the next one in the other language answer each other, passage by passage
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from yizhu.chinese.han import count_han
from yizhu.content.faults import Faults
from yizhu.importers.model.draft import Block, Draft, Language, Translation, fault_of
from yizhu.importers.sources.language import detect_language

_KANA, _HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_CELLS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|?[\s:|-]+")
_NAMES = re.compile(
    r"\W*(?:中文|原文|譯文|译文|英文|漢語|汉语|english|chinese|original|translation|source|target)\W*", re.I
)
_TITLES = re.compile(r"\s*[|｜/／·—–-]\s*|\s+")
_FEWEST = 3  # pairs of runs: fewer are quotations within a text
_ALL_BUT = 0.9  # of the passages stand in pairs


@dataclass(frozen=True, slots=True)
class _Run:
    """Passages in a row in one language, by their numbers."""

    language: str
    numbers: tuple[int, ...]


def split_languages(draft: Draft, *, is_asked: bool) -> Draft:
    """Return the draft with the passages of its second language as a translation, if the page is in two languages.

    ``is_asked``: an editor says that it is; then raises ``Faults`` if it is not.
    """
    split = None if draft.written else _split(draft, is_asked)
    if split is None and is_asked:
        help = "each passage needs its counterpart below it, or beside it in a table of two columns"
        raise fault_of(draft.received.name, "the passages are not in two languages that take turns", help)
    return split or draft


def _split(draft: Draft, is_asked: bool) -> Draft | None:
    blocks = tuple(one for block in draft.blocks for one in _expand(block))
    languages = [_language_of(block) for block in blocks]
    runs = _runs(languages)
    names = list(dict.fromkeys(run.language for run in runs))
    if len(names) != 2 or not (is_asked or _is_bilingual(blocks, runs)):
        return None
    try:
        tags = [
            _tag(draft, [b for b, name in zip(blocks, languages, strict=True) if name == one])
            for one in names
        ]
    except Faults:
        return None
    # The text is what comes first, unless the editor gave the language.
    is_second = draft.language.is_given and tags[1].tag == draft.language.tag
    own, source, other = (names[1], tags[1], tags[0]) if is_second else (names[0], tags[0], tags[1])
    texts = [n for n, name in enumerate(languages) if name in (own, "")]
    titles = _part_title(draft.meta.title, own)
    return replace(
        draft,
        language=source,
        meta=replace(draft.meta, title=titles[0]),
        blocks=tuple(blocks[n] for n in texts),
        translation=_translation(blocks, runs, own, texts, other, titles[1]),
    )


def _translation(
    blocks: tuple[Block, ...], runs: list[_Run], own: str, texts: list[int], tag: Language, title: str
) -> Translation:
    place = {number: at for at, number in enumerate(texts, 1)}
    answered: dict[int, tuple[int, int]] = {}
    for first, second in pairwise(runs):
        source, other = (first, second) if first.language == own else (second, first)
        if source.language == other.language or answered.keys() & set(other.numbers):
            continue
        # Each run has one counterpart: the one below it, where the page begins with the text's own language.
        if first.language == runs[0].language:
            answered |= _answer(source, other, place)
    numbers = [number for run in runs if run.language != own for number in run.numbers]
    return Translation(
        tag, title, tuple(blocks[n] for n in numbers), tuple(answered.get(n, (0, 0)) for n in numbers)
    )


def _answer(source: _Run, other: _Run, place: dict[int, int]) -> dict[int, tuple[int, int]]:
    """Return which passages of the text each passage of the other run answers."""
    places = [place[number] for number in source.numbers]
    answers: dict[int, tuple[int, int]] = {}
    for at, number in enumerate(other.numbers):
        first = places[min(at, len(places) - 1)]
        is_last = at == len(other.numbers) - 1
        answers[number] = (first, max(first, places[-1]) if is_last else first)
    return answers


def _is_bilingual(blocks: tuple[Block, ...], runs: list[_Run]) -> bool:
    """Do the passages take turns without a doubt?"""
    if any(block.speaker or block.role in ("question", "answer") for block in blocks):
        return False
    pairs = [(a, b) for a, b in zip(runs[::2], runs[1::2], strict=False) if len(a.numbers) == len(b.numbers)]
    paired = 2 * sum(len(a.numbers) for a, _ in pairs)
    return len(pairs) >= _FEWEST and paired >= _ALL_BUT * sum(len(run.numbers) for run in runs)


def _runs(languages: list[str]) -> list[_Run]:
    said = [(number, name) for number, name in enumerate(languages) if name]
    groups = groupby(said, key=lambda pair: pair[1])
    return [_Run(name, tuple(number for number, _ in group)) for name, group in groups]


def _language_of(block: Block) -> str:
    """Return what the letters of a passage tell; empty for pictures, code and numbers."""
    if block.role in ("figure", "code", "table"):
        return ""
    han = count_han(block.text)
    latin = len(_LATIN.findall(block.text))
    if _KANA.search(block.text):
        return "ja"
    if _HANGUL.search(block.text):
        return "ko"
    return "zh" if han > 0 and han >= latin else "latin" if latin else ""


def _tag(draft: Draft, blocks: list[Block]) -> Language:
    return detect_language("\n".join(block.text for block in blocks), None, draft.received.name)


def _part_title(title: str, own: str) -> tuple[str, str]:
    """Return the title in either language: the parts of one in both, else the title, and a slot."""
    for cut in _TITLES.finditer(title):
        parts = title[: cut.start()].strip(), title[cut.end() :].strip()
        has_han = tuple(bool(count_han(part)) and not _is_mostly_latin(part) for part in parts)
        if all(parts) and has_han[0] != has_han[1] and not _mixes(parts[has_han.index(False)]):
            return parts if has_han[0] == (own != "latin") else parts[::-1]
    return title, "…"


def _mixes(part: str) -> bool:
    return any("\u3400" <= one <= "\u9fff" for one in part)


def _is_mostly_latin(part: str) -> bool:
    return len("".join(_LATIN.findall(part))) > len(part) / 2


def _expand(block: Block) -> Iterator[Block]:
    """Yield the cells of a table of two columns in two languages, row by row; any other passage as it is."""
    rows = [_cells(line) for line in block.markdown.split("\n")] if block.role == "table" else []
    rows = [row for row in rows if row]
    made = [
        [replace(block, role="paragraph", text=_plain(cell), markdown=cell) for cell in row] for row in rows
    ]
    told = [
        tuple(map(_language_of, row)) for row in made if not all(_NAMES.fullmatch(cell.text) for cell in row)
    ]
    known = [pair for pair in told if all(pair)]
    if not made or any(len(row) != 2 for row in made) or len(set(known)) != 1 or known[0][0] == known[0][1]:
        yield block
        return
    for row in made:
        if not all(_NAMES.fullmatch(cell.text) for cell in row):
            yield from (cell for cell in row if cell.text)


def _cells(line: str) -> list[str]:
    if not line.startswith("|") or _RULE.fullmatch(line):
        return []
    return [cell.strip().replace("\\|", "|") for cell in _CELLS.split(line)[1:-1]]


def _plain(markdown: str) -> str:
    """Return a cell's words: marks matter little to what language they are in."""
    return re.sub(r"\]\([^()]*\)|[*_`\\\[\]]|\{[^{}]*\}", "", markdown).strip()
