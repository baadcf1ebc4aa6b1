"""Sign passages of a translation: ``yizhu accept SLUG --translation LANG``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from yizhu.check.load import find_article, load_checked_content
from yizhu.check.translations.checks import describe_change, describe_line
from yizhu.check.translations.old_words import add_old_words
from yizhu.chinese.han import shorten
from yizhu.content.faults import Fault, Faults, Place, did_you_mean, format_count, raise_if
from yizhu.content.files.safe import write_text
from yizhu.content.model import Article, ArticleState, SignedPassage, Text
from yizhu.content.translations.comparison import TranslatedPassage, judge_translation, with_lines
from yizhu.content.translations.minting import list_unrecorded
from yizhu.content.translations.passage_ids import find_span
from yizhu.content.translations.state import FILE_NAME, format_state, words_of


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs which state, and when."""

    state: str  # machine draft reviewed
    by: str
    date: str  # ISO 8601


def sign_as(state: str, by: str, day: str | None) -> Signature:
    """Return the signature of somebody who signs at a keyboard: without a day, today."""
    return Signature(state, by, day or date.today().isoformat())


@dataclass(frozen=True, slots=True)
class SignedNow:
    """A passage that was signed, what it was before, and how its source had changed."""

    passage: TranslatedPassage
    place: str
    before: str  # its state
    change: str  # of the source since it was translated; empty: none


@dataclass(frozen=True, slots=True)
class SigningResult:
    """What ``accept --translation`` did, or would do."""

    path: str  # of state.yaml
    signed: tuple[SignedNow, ...]
    unchanged: int  # passages that were signed in this state already
    state: str
    superseded: tuple[SignedPassage, ...] = ()  # lines that these signatures made obsolete


def sign_translation(
    config_file: Path, slug: str, lang: str, named: Sequence[str], signature: Signature, dry_run: bool = False
) -> SigningResult:
    """Sign these passages of a translation (p3, p7-p9), or all that are translated. Raises ``Faults``.

    With ``dry_run``, nothing is written.
    """
    checked = load_checked_content(config_file, without_faulty=True)
    article = add_old_words(find_article(checked, slug), checked.root)
    translation = _find_translation(article, lang, f"{checked.config.content}/articles/{slug}")
    state, judged = article.state or ArticleState(), judge_translation(article, translation)
    chosen = _choose(article, translation, judged.passages, named)
    to_sign = [passage for passage in chosen if not _is_signed(passage, signature)]
    path = f"{checked.config.content}/articles/{slug}/{FILE_NAME}"
    superseded = _list_superseded(state, judged.lost, judged.passages, chosen, to_sign)
    if (to_sign or superseded or list_unrecorded(article.source, article.state)) and not dry_run:
        lines = [
            *_list_lines(judged.passages, to_sign, lang, signature),
            *(line for line in _unmatched(state, lang, judged.passages) if line not in superseded),
        ]
        after = with_lines(state, lang, lines, article.source)
        write_text(checked.root / path, checked.root, format_state(after), path)
    signed = tuple(_describe(article, translation, passage) for passage in to_sign)
    return SigningResult(path, signed, len(chosen) - len(to_sign), signature.state, superseded)


def _find_translation(article: Article, lang: str, folder: str) -> Text:
    langs = [translation.lang for translation in article.translations]
    if lang not in langs:
        help = did_you_mean(
            lang, langs, "one of " + ", ".join(langs) if langs else f"write {folder}/{lang}.md"
        )
        raise Faults([Fault(Place(f"{folder}/{lang}.md"), "there is no such translation", help)])
    return article.translations[langs.index(lang)]


# ---- which passages ----------------------------------------------------------------------------------------


def _choose(
    article: Article, translation: Text, passages: Sequence[TranslatedPassage], named: Sequence[str]
) -> list[TranslatedPassage]:
    """Return the passages that are named, or all. Raises ``Faults`` for a name of none."""
    if not named:
        return list(passages)
    ranges = [_read_range(article, name) for name in named]
    raise_if(
        [
            Fault(
                Place(translation.source.path),
                f"{name} is not translated here",
                "yizhu status tells what is; name passages like p3 or p7-p9",
            )
            for name, (first, last) in zip(named, ranges, strict=True)
            if not any(_overlaps(passage, first, last) for passage in passages)
        ]
    )
    return [p for p in passages if any(_overlaps(p, first, last) for first, last in ranges)]


def _read_range(article: Article, name: str) -> tuple[int, int]:
    source = article.source
    found = find_span(source, name if name.startswith("p") else f"p{name}")
    if found is None:
        help = f"write p3 or p7-p9; the source has {source.passages[0].id} to {source.passages[-1].id}"
        raise Faults([Fault(Place(source.source.path), f"{name} names no passages", help)])
    return found


def _overlaps(passage: TranslatedPassage, first: int, last: int) -> bool:
    return passage.answers[0] <= last and first <= passage.answers[1]


# ---- lines -------------------------------------------------------------------------------------------------


def _is_signed(passage: TranslatedPassage, signature: Signature) -> bool:
    """Does its line say this already? Another name or another day is no reason to sign again."""
    line = passage.signed
    return (
        line is not None
        and _is_sound(passage)
        and line.state == signature.state
        and bool(line.by or not signature.by)
    )


def _is_sound(passage: TranslatedPassage) -> bool:
    """Does its line say these words of both texts?"""
    line = passage.signed
    return line is not None and line.own == passage.own and line.source == passage.source


def _list_lines(
    passages: Sequence[TranslatedPassage], to_sign: Sequence[TranslatedPassage], lang: str, by: Signature
) -> Iterator[SignedPassage]:
    """Yield the lines of all passages: new ones of those that are signed, with today's numbers those of the others."""
    chosen = {passage.id for passage in to_sign}
    for passage in passages:
        if passage.id in chosen:
            line = SignedPassage(lang, passage.answers, by.state, passage.source, passage.own, by.by, by.date)
            yield replace(line, name=passage.id)
        elif passage.signed:
            yield replace(passage.signed, answers=passage.answers, name=passage.id)


def _unmatched(
    state: ArticleState, lang: str, passages: Sequence[TranslatedPassage]
) -> Iterator[SignedPassage]:
    """Yield the lines whose words stand nowhere: an editor decides about them."""
    matched = {id(passage.signed) for passage in passages if passage.signed}
    return (line for line in state.passages_of(lang) if id(line) not in matched)


def _list_superseded(
    state: ArticleState,
    lost: Sequence[SignedPassage],
    passages: Sequence[TranslatedPassage],
    chosen: Sequence[TranslatedPassage],
    to_sign: Sequence[TranslatedPassage],
) -> tuple[SignedPassage, ...]:
    """Return the lines whose words stand nowhere, if what they translate is signed now, alone or with other passages."""
    if not state.records:  # their numbers may be those of another passage now
        return ()
    now = _list_numbers(chosen)
    sound = _list_numbers([*to_sign, *filter(_is_sound, passages)])
    return tuple(
        line
        for line in lost
        for numbers in [set(range(line.answers[0], line.answers[1] + 1))]
        if numbers & now and numbers <= sound
    )


def _list_numbers(passages: Iterable[TranslatedPassage]) -> set[int]:
    return {number for p in passages for number in range(p.answers[0], p.answers[1] + 1)}


# ---- output ------------------------------------------------------------------------------------------------


def _describe(article: Article, translation: Text, passage: TranslatedPassage) -> SignedNow:
    before = "stale" if passage.is_stale else passage.state if passage.signed else "not signed"
    change = describe_change(article, passage) if passage.is_stale else ""
    place = f"{translation.source.path}:{passage.passages[0].line}"
    return SignedNow(passage, place, before, change)


def format_signing(result: SigningResult, dry_run: bool) -> Iterator[str]:
    """Yield what was signed, passage by passage, and how many."""
    for now in result.signed:
        yield f"{now.place}: {now.passage.id} {now.before} → {result.state}"
        yield f"    {shorten(words_of(now.passage.passages), 40, 80)}"
        if now.change:
            yield f"    source: {now.change}"
    for line in result.superseded:
        removed = "would be removed" if dry_run else "removed"
        yield f"{result.path}:{line.line}: {removed}: {line.id} {describe_line(line)}, of words that are gone"
    would_be = "would be " if dry_run else ""
    count = format_count(len(result.signed), "passage")
    yield f"{count} {would_be}signed as {result.state} in {result.path}; {result.unchanged} unchanged"
