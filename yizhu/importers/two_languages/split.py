"""Part a page in two languages into a text and its translation.

1. passages that hold both languages are cut (``pieces``), as much as makes the likeliest pairs
2. what answers what is found (``pairing``)
3. passages in no language (code, pictures, numbers) stand in both texts; notes where they are referred to
4. what has no counterpart is told
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from yizhu.content.faults import Faults
from yizhu.importers.model.draft import Block, Draft, Dropped, Language, Translation, fault_of
from yizhu.importers.sources.language import detect_language
from yizhu.importers.two_languages.compose import compose, words_of_piece
from yizhu.importers.two_languages.languages import LATIN, language_of
from yizhu.importers.two_languages.markdown_file import as_passages, write_parted
from yizhu.importers.two_languages.pairing import Pairing, pair_pieces
from yizhu.importers.two_languages.pieces import CUT_ALL, CUT_HEADINGS, NO_CUT, Piece, cut_blocks, cut_title
from yizhu.importers.two_languages.speakers import are_turns_in_both, pair_speakers, without_language_labels
from yizhu.importers.two_languages.tables import has_third_language, is_language_name, left_out_of_table

_NEEDS = (
    "each passage needs its counterpart: below it, beside it in a table, or in the other half of the page"
)
_MUCH = 0.3  # of the passages are in a second language: the page may be in two
_LIKELY = 0.6  # of them have a counterpart, and of the pairs such lengths
_FEW = 3  # passages that are quotations, however short the page
_QUOTED = 1.5  # times as many passages has the language of the text as one that it quotes
_TITLE = 80  # characters: what stands above the first pair and is longer is no title
_FAMILIES = {
    "zh": "zh", "ja": "ja", "ko": "ko", "ru": "Cyrillic", "uk": "Cyrillic", "bg": "Cyrillic", "sr": "Cyrillic",
    "ar": "Arabic", "fa": "Arabic", "ur": "Arabic", "he": "Hebrew", "el": "Greek", "hi": "Devanagari", "th": "Thai",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Parted:
    """The pieces of a page, the two languages and the links between them."""

    pieces: tuple[Piece, ...]
    names: tuple[str, str]  # the one that stands first, first
    pairing: Pairing


def split_languages(draft: Draft, *, is_asked: bool) -> Draft:
    """Return the draft with the passages of its second language as a translation, if the page is in two languages.

    ``is_asked``: an editor says that it is; then raises ``Faults`` if it is not. Else a page that may be is told.
    """
    every = without_language_labels(as_passages(draft), draft.meta.speakers)
    named = [block for block in every if block.role != "code" and is_language_name(block.text)]
    passages = tuple(block for block in every if block not in named)
    parted = _part(passages)
    if parted is None or not (is_asked or (parted.pairing.is_sure and are_turns_in_both(parted.pieces))):
        if is_asked:
            raise fault_of(
                draft.received.name, "the passages are not in two languages that take turns", _NEEDS
            )
        return _hint(draft, parted)
    left_out = [Dropped(block.lines, block.text, "names a language") for block in named] + _tables(passages)
    made = _make(draft, parted, left_out, is_asked)
    if made and any(block.role == "table" and has_third_language(block) for block in passages):
        return replace(
            made, doubt="; ".join(filter(None, (made.doubt, "a third language of a table is left out")))
        )
    return made or draft


def _tables(passages: tuple[Block, ...]) -> list[Dropped]:
    """Return of each table in two languages what is no passage."""
    texts = [(one.lines, left_out_of_table(one)) for one in passages if one.role == "table"]
    why = "the head of a table, its numbers, pinyin, or a third language"
    return [Dropped(lines, text, why) for lines, text in texts if text]


def _part(passages: tuple[Block, ...]) -> _Parted | None:
    """Return the likeliest way to part the passages; None if they are in one language, or none pair."""
    found: list[_Parted] = []
    for how in (NO_CUT, CUT_HEADINGS, CUT_ALL):
        pieces = tuple(cut_blocks(passages, how))
        names = [name for name, _ in Counter(p.language for p in pieces if p.language).most_common(2)]
        if len(names) == 2:
            pieces = _in_two(pieces, names)
            orders = ((names[0], names[1]), (names[1], names[0]))
            found += [_Parted(pieces, order, pair_pieces(pieces, order)) for order in orders]
    known = [one for one in found if any(link.first and link.second for link in one.pairing.links)]
    return min(known, key=lambda one: (one.pairing.cost, _first(one) != one.names[0])) if known else None


def _in_two(pieces: tuple[Piece, ...], names: list[str]) -> tuple[Piece, ...]:
    """Return the pieces; one in a third language goes with what stands above it."""
    made: list[Piece] = []
    for piece in pieces:
        if piece.language and piece.language not in names:
            piece = replace(piece, language=made[-1].language if made else names[0])
        made.append(piece)
    return tuple(made)


def _first(parted: _Parted) -> str:
    return next(piece.language for piece in parted.pieces if piece.language)


def _make(draft: Draft, parted: _Parted, left_out: list[Dropped], is_asked: bool) -> Draft | None:
    """Return the draft in two languages; None if one of them cannot be told and nobody asked."""
    try:
        tags = {name: _tag(draft, parted, name) for name in parted.names}
    except Faults:
        if not is_asked:
            return None
        help = "name it: --lang ru; the other language becomes the translation"
        raise fault_of(
            draft.received.name, "one of its two languages cannot be told from its letters", help
        ) from None
    if len({tag.tag for tag in tags.values()}) < len(tags):
        if not is_asked:
            return None
        raise fault_of(draft.received.name, "the passages are all in one language", _NEEDS)
    given = _family(draft.language.tag) if draft.language.is_given else ""
    own = given if given in parted.names else _own(parted)
    other = parted.names[parted.names[0] == own]
    titles, title_piece = _titles(draft.meta.title, parted, (own, other))
    pieces = tuple(piece for piece in parted.pieces if piece is not title_piece)
    made = compose(pieces, pair_pieces(pieces, parted.names).links, own, other)
    speakers, others, translation = pair_speakers(
        made.text, made.translation, made.answers, draft.meta.speakers
    )
    title = titles.get(own, draft.meta.title)
    told = made.doubt(tags[own].tag, tags[other].tag)
    draft = replace(
        draft,
        language=tags[own],
        meta=replace(draft.meta, title=title, speakers=speakers),
        blocks=made.text,
        written=write_parted(draft, made.text, title),
        given=draft.given and draft.given | {"title": title},
        translation=Translation(tags[other], titles.get(other, "…"), translation, made.answers, others),
        doubt="; ".join(filter(None, (draft.doubt, told))),
    )
    return _account(draft, left_out, title_piece)


def _titles(title: str, parted: _Parted, names: tuple[str, str]) -> tuple[dict[str, str], Piece | None]:
    """Return the title in each language that has one, and the passage that gives one of them."""
    if pair := cut_title(title):
        return {language_of(part): part for part in pair}, None
    own = language_of(title) or names[0]
    first = next(n for n, piece in enumerate(parted.pieces) if piece.language)
    piece = parted.pieces[first]
    is_alone = any({first} == {*link.first, *link.second} for link in parted.pairing.links)
    is_sentence = piece.block.text.endswith((".", "。", "！", "：", ":"))
    if not is_alone or piece.language == own or len(piece.block.text) > _TITLE or is_sentence:
        return {own: title}, None
    return {own: title, piece.language: words_of_piece(piece)}, piece


def _account(draft: Draft, left: list[Dropped], title: Piece | None) -> Draft:
    """Return the draft with what is in neither text."""
    if title:
        left = [*left, Dropped(title.block.lines, title.block.text, "the title in the other language")]
    made = draft.translation
    blocks = (*draft.blocks, *(made.blocks if made else ()))
    kept = {n for block in blocks for n in range(block.lines[0], block.lines[1] + 1)}
    free = [one for one in left if kept.isdisjoint(range(one.lines[0], one.lines[1] + 1))]
    beside = [one for one in left if one not in free]
    return replace(
        draft,
        dropped=tuple(sorted((*draft.dropped, *free), key=lambda one: one.lines)),
        beside=(*draft.beside, *beside),
    )


def _hint(draft: Draft, parted: _Parted | None) -> Draft:
    """Return the draft, with a doubt if much of it is in another language."""
    if parted is None or draft.doubt:
        return draft
    told = Counter(piece.language for piece in parted.pieces if piece.language)
    (_, most), (_, second) = told.most_common(2)
    is_likely = parted.pairing.likely >= _LIKELY and parted.pairing.paired >= _LIKELY
    if second < _FEW or second < _MUCH * (most + second) or not is_likely:
        return draft
    doubt = f"{second} of {most + second} passages are in another language: if they translate the others, give --split-languages"
    return replace(draft, doubt=doubt)


def _family(tag: str) -> str:
    return _FAMILIES.get(tag.split("-")[0], LATIN)


def _own(parted: _Parted) -> str:
    """Return the language of the text: the one that comes first, unless it is only quoted."""
    first, second = (sum(piece.language == name for piece in parted.pieces) for name in parted.names)
    return parted.names[second > _QUOTED * first]


def _tag(draft: Draft, parted: _Parted, name: str) -> Language:
    if draft.language.is_given and _family(draft.language.tag) == name:
        return draft.language
    said = "\n".join(words_of_piece(piece) for piece in parted.pieces if piece.language == name)
    return detect_language(said, None, draft.received.name)
