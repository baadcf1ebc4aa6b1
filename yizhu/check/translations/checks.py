"""Warnings about signed translations: passages that are stale or were edited, lines of state.yaml that name no words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yizhu.check.load import CheckedContent
from yizhu.content.faults import Fault, Place, find_place
from yizhu.content.model import Article, ArticleState, SignedPassage, Text
from yizhu.content.prose import Span
from yizhu.content.translations.comparison import TranslatedPassage, judge_translation
from yizhu.content.translations.minting import list_unrecorded
from yizhu.content.translations.passage_ids import format_span
from yizhu.content.translations.source_versions import find_versions
from yizhu.content.translations.state import digest_words
from yizhu.content.translations.word_difference import format_difference


def check_translations(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each passage whose signature in state.yaml no longer holds."""
    for article in checked.articles:
        if article.state and article.state.file:
            yield from _find_unrecorded(article, article.state)
            yield from _find_unknown_texts(article, article.state)
            for translation in article.translations:
                yield from _check_translation(article, article.state, translation)


def _check_translation(article: Article, state: ArticleState, translation: Text) -> Iterator[Fault]:
    judged = judge_translation(article, translation)
    for passage in judged.passages:
        if is_loose_part(article.source, passage):
            yield _part_fault(article, translation, passage)
        elif passage.is_stale:
            yield _stale_fault(article, state, translation, passage)
        elif passage.is_edited and passage.signed:
            yield _edited_fault(article, translation, passage, passage.signed)
    for line in judged.lost:
        problem = f"{line.id} of {line.lang} is {describe_line(line)}, but no passage has its words any more"
        yield Fault(_place_of_line(state, line), problem, _help_lost(article, state, judged.passages, line))


def _help_lost(
    article: Article, state: ArticleState, passages: Sequence[TranslatedPassage], line: SignedPassage
) -> str:
    """Return the help for a line whose words are gone: if others stand there, signing them removes it."""
    first, last = line.answers
    numbers = {number for p in passages for number in range(p.answers[0], p.answers[1] + 1)}
    if first <= last and state.records and numbers.issuperset(range(first, last + 1)):
        name = format_span(article.source, line.answers)
        return f"yizhu accept {article.slug} --translation {line.lang} {name} removes this line"
    return "if the passage is gone for good, remove this line"


def is_loose_part(source: Text, passage: TranslatedPassage) -> bool:
    """Does it name only what was merged into another passage, and has nobody signed it as it is?"""
    live = {other.id for other in source.passages}
    named = passage.passages[0].named
    return bool(named) and live.isdisjoint(named or ()) and not (passage.signed and passage.signed.is_signed)


def _part_fault(article: Article, translation: Text, passage: TranslatedPassage) -> Fault:
    now = format_span(article.source, passage.answers)
    problem = f"{passage.id} was merged into {now} of the source: these words answer {now} now"
    again = f"yizhu accept {article.slug} --translation {translation.lang} {now}"
    help = f"write {{from={now}}} above them, or join them to those of {now}, then {again}"
    return Fault(_place_of(translation, passage), problem, help)


def _stale_fault(
    article: Article, state: ArticleState, translation: Text, passage: TranslatedPassage
) -> Fault:
    problem = f"{passage.id} is stale: the source has changed since it was translated"
    again = f"yizhu accept {article.slug} --translation {translation.lang} {passage.id}"
    help = f"change the translation where it must change, then {again}"
    made_from = _find_source(article, passage)
    name = format_span(article.source, made_from) if made_from else ""
    if made_from and _overlap(
        made_from, passage.answers
    ):  # somebody joined or parted them in the translation
        problem = f"{passage.id} is stale: it was translated from {name}"
    elif made_from and state.records:
        problem = f"{passage.id} is stale: its words were translated from {name}"
        help = f"write {{from={name}}} above it, or, if it answers {passage.id}, {again}"
        return Fault(_place_of(translation, passage), problem, help)
    elif made_from:
        anew = f"yizhu translate {article.slug} {translation.lang} numbers it anew"
        help = f"what it translates is {name} now: {anew}"
    if difference := describe_change(article, passage):
        problem += f": {difference}"
    return Fault(_place_of(translation, passage), problem, help)


def _find_source(article: Article, passage: TranslatedPassage) -> Span | None:
    """Return where the words stand now, unchanged, that the passage was made from; None: nowhere."""
    now = [digest_words(other.prose.plain) for other in article.source.passages]
    made_from = list(passage.signed.source) if passage.signed else []
    length = len(made_from)
    starts = (n for n in range(len(now) - length + 1) if now[n : n + length] == made_from)
    first = next(starts, -1)
    return (first + 1, first + length) if first >= 0 else None


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def describe_change(article: Article, passage: TranslatedPassage) -> str:
    """Return how the source differs from what was translated; empty if nobody knows what stood there."""
    versions = find_versions(article, passage)
    return format_difference(*versions) if versions else ""


def _edited_fault(
    article: Article, translation: Text, passage: TranslatedPassage, signed: SignedPassage
) -> Fault:
    problem = f"{passage.id} was edited since it was {describe_line(signed)}: it is a draft again"
    help = f"look at it, then yizhu accept {article.slug} --translation {translation.lang} {passage.id}"
    return Fault(_place_of(translation, passage), problem, help)


def _find_unrecorded(article: Article, state: ArticleState) -> Iterator[Fault]:
    """Yield a warning for each passage that was put in since the ids were recorded: links to it would not last."""
    new, source = set(list_unrecorded(article.source, state)), article.source.source
    lang = next((text.lang for text in article.translations), "LANG")
    for passage in article.source.passages:
        if passage.id in new:
            problem = f"this passage has no fixed address yet; today it would be {passage.id}"
            help = f"yizhu translate {article.slug} {lang} records it in state.yaml"
            yield Fault(find_place(source.path, source.text, passage.line), problem, help)


def _find_unknown_texts(article: Article, state: ArticleState) -> Iterator[Fault]:
    known = {translation.lang for translation in article.translations}
    first_lines = {line.lang: line for line in reversed(state.passages)}
    for lang, line in first_lines.items():
        if lang not in known:
            problem = f"there is no translation {lang}, but passages of it are signed"
            help = f"restore {lang}.md, or remove the lines of {lang}"
            yield Fault(_place_of_line(state, line), problem, help)


def describe_line(line: SignedPassage) -> str:
    """Return who signed a line of state.yaml, and when."""
    by, date = (f" by {line.by}" if line.by else ""), (f" on {line.date}" if line.date else "")
    return f"signed as {line.state}{by}{date}"


def _place_of(translation: Text, passage: TranslatedPassage) -> Place:
    return find_place(translation.source.path, translation.source.text, passage.passages[0].line)


def _place_of_line(state: ArticleState, line: SignedPassage) -> Place:
    assert state.file is not None  # or it would have no lines
    return find_place(state.file.path, state.file.text, line.line, line.id)
