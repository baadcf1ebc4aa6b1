"""Words of sources that an import accounts for: python evaluation/receipts.py FOLDER… [-v] [--only KIND] [--half NAME]

Every file of the folders (.html, .html.gz, .txt, .md, .docx, .epub, .mhtml) is imported, and its visible text read a
second time, without the importer's code: of a page the text of its body that no script, style or attribute hides, of
a text its lines, of a Word file what Word shows (also its comments, deletions, headers), of a book its chapters. Each
word of it (a character in Chinese, Japanese and Korean) must stand as often in the article's files, or in a line of
the receipt that gives a reason. Lines that the receipt drops as "no text of the page" must hold none. Then each
sentence of the article must stand in the source word by word: words run together, left out or said twice would not.
Not counted: formulas that a page draws, numbers of notes, lists and lines of code. -v prints what is missing in its
context. ``--half`` takes ``development`` or ``held-out``, by a hash of the file's name.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from source_words import SIGN, Piece, read_source_again, words_of

from yizhu.content.articles import read_text
from yizhu.content.faults import Faults
from yizhu.content.model import Source
from yizhu.content.prose import Prose, leaf_blocks
from yizhu.importers import Draft, article_markdown, draft_from
from yizhu.importers.markdown.writer import translation_markdown

_SENTENCE = re.compile(r"[。！？!?\n\ufffc]|(?<=[a-z0-9])[.:;](?=\s)")
_NO_TEXT = "no text of the page"
_ENDINGS = (".html", ".txt", ".md", ".docx", ".epub", ".mhtml")
_SHORTEST = 3  # characters of a word that another may begin with
_SHOWN = 12  # of what is missing, in each file


@dataclass(frozen=True, slots=True)
class Account:
    """What became of one file's words."""

    name: str
    kind: str
    words: int = 0
    missing: tuple[str, ...] = ()  # in their context
    sentences: int = 0
    other: tuple[str, ...] = ()  # sentences of the article that do not stand so in the source
    refused: str = ""


# ---- what the import says --------------------------------------------------------------------------------------


def kept_texts(draft: Draft) -> list[str]:
    """Return the texts of the article's files, as a build reads them; U+FFFC stands for what is no text."""
    texts: list[str] = []
    files = [(draft.language.tag, article_markdown(draft))]
    if draft.translation:
        files.append((draft.translation.language.tag, translation_markdown(draft)))
    for tag, markdown in files:
        text = read_text(tag, Source("article.md", markdown))
        proses = [passage.prose for passage in text.passages if not passage.supplied]
        proses += [note.prose for note in text.footnotes]
        proses += [
            one for passage in text.passages if passage.supplied for one in _without_label(passage.prose)
        ]
        texts += [one for prose in proses for one in _texts_of(prose)]
    return texts


def _without_label(prose: Prose) -> list[Prose]:
    label = next(
        (mark for mark in prose.marks if mark.kind in ("speaker", "strong") and mark.start == 0), None
    )
    return [Prose("\ufffc" * label.end + prose.text[label.end :], prose.blocks, ())] if label else [prose]


def _texts_of(prose: Prose) -> Iterator[str]:
    """Yield the texts of its blocks; formulas and pictures stand at the end, each behind a U+FFFC."""
    formulas = [mark for mark in prose.marks if mark.kind == "formula"]
    yield from (f"\ufffc{mark.get('alt')}" for mark in prose.marks if mark.kind == "image")
    yield from (f"\ufffc{prose.text[mark.start : mark.end]}" for mark in formulas)
    for mark in formulas:
        gap = "\ufffc" * (mark.end - mark.start)
        prose = replace(prose, text=prose.text[: mark.start] + gap + prose.text[mark.end :])
    said = {mark.end: f" {mark.get('reading')} " for mark in prose.marks if mark.kind == "reading"}
    for block in leaf_blocks(prose.blocks):
        text, at = "", block.start
        for place in sorted(place for place in said if block.start < place <= block.end):
            text, at = text + prose.text[at:place] + said[place], place
        yield text + prose.text[at : block.end]


def told_texts(draft: Draft) -> list[str]:
    """Return what the receipt says was dropped, and what gave the front matter."""
    lines = draft.received.text.split("\n")
    by_line = draft.received.form in ("txt", "md")  # a line of a page may be all of it
    given = [line for one in draft.fields if by_line for line in lines[one.lines[0] - 1 : one.lines[1]]]
    told = [one.text for one in (*draft.dropped, *draft.beside) if not one.why.startswith(_NO_TEXT)]
    meta = draft.meta
    stated = [meta.title, meta.subtitle, *meta.authors, meta.publication, meta.republisher, meta.rights]
    return [
        *told,
        *given,
        *stated,
        meta.published,
        meta.modified,
        *(name for one in meta.speakers for name in (one.name, *one.labels)),
    ]


# ---- the two compared ------------------------------------------------------------------------------------------


def find_missing(pieces: Sequence[Piece], texts: Iterable[str]) -> list[tuple[list[str], list[int]]]:
    """Return the words of the pieces that lack some in the texts, and which these are.

    Each pair of words is looked for first, so that a word is missed where it is missing; then each word left alone.
    """
    pairs, single = Counter[tuple[str, str]](), Counter[str]()
    for text in texts:
        words = words_of(text)
        pairs.update(pairwise(words))
        single.update(words)
    known = [_find_pairs(piece.words, pairs) for piece in pieces]
    for piece, places in zip(pieces, known, strict=True):
        single.subtract(piece.words[at] for at in places)
    heard = set(single)
    missing = []
    for piece, places in zip(pieces, known, strict=True):
        lost = [at for at, word in enumerate(piece.words) if at not in places and not _take(single, word)]
        lost = [at for at in lost if not _is_joined(piece.words[at], heard)]
        is_spelt_otherwise = piece.words != piece.whole and heard.issuperset(piece.whole)
        if lost and not is_spelt_otherwise and not _is_counted(piece, lost):
            missing.append((piece.words, lost))
    return missing


def _is_joined(word: str, heard: Set[str]) -> bool:
    """Are these two words or more, which only the page's style sets apart, or a part of such?"""
    if len(word) < 2 * _SHORTEST:
        return False
    ends = {0}  # where a word may end
    for at in range(_SHORTEST, len(word) + 1):
        if any(begin in ends and word[begin:at] in heard for begin in range(at - _SHORTEST + 1)):
            ends.add(at)
    return len(word) in ends


def _find_pairs(words: Sequence[str], pairs: Counter[tuple[str, str]]) -> set[int]:
    """Return which words stand in one of the pairs; each pair is taken once."""
    places = set[int]()
    for at, pair in enumerate(pairwise(words)):
        if pairs[pair] > 0:
            pairs[pair] -= 1
            places |= {at, at + 1}
    return places


def _is_counted(piece: Piece, lost: Sequence[int]) -> bool:
    """Is only the number before an item or a note lost, which Markdown counts itself?"""
    return list(lost) == [0] and len(piece.words) > 1 and bool(SIGN.fullmatch(piece.words[0]))


def _take(single: Counter[str], word: str) -> bool:
    single[word] -= 1
    return single[word] >= 0


def find_other_sentences(
    pieces: Sequence[Piece], texts: Iterable[str], left_out: Iterable[str] = ()
) -> tuple[int, list[str]]:
    """Return how many sentences the texts have, and those that do not stand in the pieces word by word.

    ``left_out`` is what the receipt says was taken out from amid them.
    """
    bare = f" {' '.join(word for piece in pieces for word in piece.words)} "
    whole = f" {' '.join(word for piece in pieces for word in piece.whole)} "
    cut = bare
    for text in left_out:
        if words := " ".join(words_of(text)):
            cut = cut.replace(f" {words} ", " ")
    count, other = 0, []
    for text in texts:
        for sentence in () if text.startswith("\ufffc") else _SENTENCE.split(text):
            words = f" {' '.join(words_of(sentence))} "
            count += bool(words.strip())
            if words.strip() and not any(words in source for source in (whole, bare, cut)):
                other.append(sentence.strip())
    return count, other


def in_context(piece: Sequence[str], lost: Sequence[int]) -> str:
    """Return the lost words between brackets, among their neighbours."""
    shown = sorted({near for at in lost[:40] for near in range(max(0, at - 4), min(len(piece), at + 5))})
    return " ".join(f"[{piece[at]}]" if at in set(lost) else piece[at] for at in shown)


def account_for(data: bytes, name: str) -> Account:
    """Import one file and say what became of its words."""
    try:
        draft = draft_from(data, name=Path(name).name)
        kept = kept_texts(draft)
    except Faults as wrong:
        return Account(name, Path(name).suffix, refused=wrong.faults[0].problem)
    if draft.received.form == "md":  # its text is its own, whatever of it a build shows
        kept = draft.written.split("---\n", 2)[-1].split("\n")
    pieces = read_source_again(data, draft)
    missing = find_missing(pieces, [*kept, *told_texts(draft)])
    left_out = [one.text for one in draft.beside]
    count, other = find_other_sentences(
        [*pieces, *read_source_again(data, draft, is_whole=True)], kept, left_out
    )
    return Account(
        *(name, draft.received.form, sum(len(piece.words) for piece in pieces)),
        missing=tuple(in_context(words, lost) for words, lost in missing),
        sentences=count,
        other=tuple(other),
    )


def account_for_file(path: Path) -> Account:
    """Account for one file of a folder."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return account_for(data, str(path).removesuffix(".gz"))


def count_missing(one: Account) -> int:
    """Return how many words of a file are not accounted for."""
    return sum(text.count("[") for text in one.missing)


def half_of(name: str) -> str:
    """Return the half that a file is in."""
    return "held-out" if sha256(name.encode()).digest()[0] % 2 else "development"


def files_of(folders: Sequence[Path], half: str) -> list[Path]:
    """Return the files to import, in order."""
    found = (
        path for folder in folders for path in ([folder] if folder.is_file() else sorted(folder.rglob("*")))
    )
    return [
        path
        for path in found
        if path.name.removesuffix(".gz").endswith(_ENDINGS)
        and half in ("", half_of(path.name.removesuffix(".gz")))
    ]


def print_table(accounts: Sequence[Account]) -> None:
    """Print the figures of each kind of file."""
    for kind in sorted({one.kind for one in accounts if not one.refused}):
        of = [one for one in accounts if one.kind == kind and not one.refused]
        lost = [one for one in of if one.missing]
        sentences, other = sum(one.sentences for one in of), sum(len(one.other) for one in of)
        print(
            f"{kind}: {len(of)} files, {sum(one.words for one in of)} words, {sum(map(count_missing, of))} not accounted "
            f"for in {len(lost)} files; {sentences} sentences, {other} not as in the source"
        )
    print(f"{sum(bool(one.refused) for one in accounts)} files refused")


def print_missing(one: Account) -> None:
    """Print what is missing of one file, or why it was refused."""
    if one.refused:
        print(f"{one.name}: refused: {one.refused}")
    if one.missing or one.other:
        print(f"{one.name}: {count_missing(one)} words, {len(one.other)} sentences")
        print("".join(f"    - {text[:400]}\n" for text in one.missing[:_SHOWN]), end="")
        print("".join(f"    ~ {text[:400]}\n" for text in one.other[:_SHOWN]), end="")


def main(arguments: list[str]) -> None:
    """Import the files and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-v", action="store_true", dest="is_verbose")
    parser.add_argument("--half", default="")
    given = parser.parse_args(arguments)
    accounts = []
    for path in files_of(given.folders, given.half):
        accounts.append(account_for_file(path))
        if given.is_verbose:
            print_missing(accounts[-1])
    print_table(accounts)


if __name__ == "__main__":
    main(sys.argv[1:])
