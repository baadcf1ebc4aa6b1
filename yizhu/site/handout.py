"""Makes the handout of an article, its pre-reading sheet: words to know, speakers, names, and questions to answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yizhu.chinese.han import shorten, split_sentences
from yizhu.site.html.article import RenderedEdition
from yizhu.site.page_model import HandoutBody
from yizhu.site.page_parts import HandoutTerm, Mention
from yizhu.site.table_of_contents import ContentsEntry, is_question

TERMS, NAMES, QUESTIONS = 12, 6, 3
# A term is a name if one of its tags holds one of these words (people, people-and-firms).
_NAME_TAGS = frozenset(
    "name names person persons people firm firms company companies organization organizations organisation "
    "organisations place places".split()
)


def make_handout(
    rendered: RenderedEdition, mentions: Sequence[Mention], salient: Sequence[str]
) -> HandoutBody:
    """Return the handout of an article: the most salient of its terms, in the order of the text.

    ``salient``: the ids of its terms, the most salient first.
    """
    edition = rendered.edition
    firsts: dict[str, Mention] = {}
    for mention in mentions:
        firsts.setdefault(mention.term.id, mention)
    names = [id for id in salient if id in firsts and _is_name(firsts[id])][:NAMES]
    words = [id for id in salient if id in firsts and not _is_name(firsts[id])]
    return HandoutBody(
        slug=edition.slug,
        head=edition.head,
        title=edition.title,
        counterpart_head=edition.counterpart_head,
        meta=edition.meta,
        source_lang=edition.source_lang,
        translators=edition.translators,
        status=edition.status,
        speakers=edition.speakers,
        terms=_in_text_order(firsts, words[:TERMS]),
        names=_in_text_order(firsts, names),
        questions=_choose_questions(rendered.questions),
        translated=edition.translated,
        passages=edition.passages,
        stale=edition.stale,
        by_machine=edition.by_machine,
        in_draft=edition.in_draft,
    )


def _is_name(mention: Mention) -> bool:
    return any(word in _NAME_TAGS for tag in mention.term.tags for word in tag.lower().split("-"))


def _in_text_order(mentions: dict[str, Mention], chosen: Iterable[str]) -> tuple[HandoutTerm, ...]:
    wanted = frozenset(chosen)
    chosen_mentions = [mention for id, mention in mentions.items() if id in wanted]
    return tuple(_make_term(mention) for mention in chosen_mentions)


def _make_term(mention: Mention) -> HandoutTerm:
    term, meaning = mention.term, mention.term.definition
    return HandoutTerm(
        id=term.id,
        headword=term.headword,
        lang=term.lang,
        reading=term.reading,
        zhuyin=term.zhuyin,
        other=next((other for other in term.others if other[1] != term.headword), ("", "")),
        meaning=_to_one_line(_first_sentence(meaning.prose.plain)),
        meaning_lang=meaning.lang,
    )


def _first_sentence(text: str) -> str:
    return next((text[start:end] for start, end in split_sentences(text)), "")


def _to_one_line(text: str) -> str:
    return shorten(text, 46, 110)


def _choose_questions(turns: Sequence[ContentsEntry]) -> tuple[ContentsEntry, ...]:
    """Choose a few of the questions, from the beginning to the end of the interview."""
    asked = [turn for turn in turns if is_question(turn[1])]
    if len(asked) <= QUESTIONS:
        return tuple(asked)
    return tuple(asked[(len(asked) - 1) * nth // (QUESTIONS - 1)] for nth in range(QUESTIONS))
