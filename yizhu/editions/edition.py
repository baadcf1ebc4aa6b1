"""Make an edition of an article: its rows in one script, with its notes and the uses of its terms.

1. Choose the edition's text and the counterpart to set beside it.
2. Overlay both with the notes and the marks of terms.
3. Localize what was written in another script.
4. Pair text and counterpart in rows.
5. List the uses of terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import repeat
from typing import NamedTuple

from yizhu.chinese.han import count_han_and_words, estimate_reading_minutes
from yizhu.chinese.line_breaks import split_title
from yizhu.content.model import Article, Meta, Note, Passage, SitePage, Text
from yizhu.content.prose import Span, inline_prose, select_marks
from yizhu.editions.alignment import PassageAligner, format_sentence_pairs
from yizhu.editions.locale import Locale, choose_prose
from yizhu.editions.localization import (
    Localization,
    OffsetMap,
    add_article_wordings,
    localize,
    localize_text,
    localize_with_offsets,
)
from yizhu.editions.model import (
    Edition,
    EditionOf,
    Emendation,
    Headline,
    Localized,
    LocalizedProse,
    NoteOf,
    Pair,
    Row,
    RowOf,
    ShownNote,
)
from yizhu.editions.overlay import Overlays, list_footnotes, number_marks
from yizhu.editions.term_uses import find_uses, list_marked_terms


def make_edition(article: Article, locale: Locale, density: str, overlays: Overlays | None = None) -> Edition:
    """Return the article as the edition shows it.

    ``density`` says which uses of a term are marked: ``all``, ``section``, ``article`` or ``none``. ``overlays`` are
    the article's, if other editions of it are made too.
    """
    source = article.source
    locale = _with_article_wordings(locale, (source, *article.translations))
    overlays = overlays or Overlays(article)
    chosen, chosen_counterpart = _choose_texts(article, locale)
    shown = _localize_text(overlays.text(chosen, density), locale) if chosen else None
    shown_counterpart = _make_counterpart(chosen, chosen_counterpart, locale, overlays, density)
    leading = shown or shown_counterpart
    assert leading is not None  # _choose_texts returns at least one
    rows = _make_rows(source, shown, shown_counterpart, overlays.aligner)
    text, counterpart, main = shown and shown.text, shown_counterpart and shown_counterpart.text, leading.text
    notes = tuple(
        _make_note(note, number, source.lang, locale) for number, note in enumerate(article.notes, 1)
    )
    translation = next((t for t in (chosen, chosen_counterpart) if t and t is not source), None)
    han, words = count_han_and_words("\n".join(passage.prose.plain for passage in main.passages))
    return EditionOf(
        name=locale.name,
        lang=locale.lang,
        slug=article.slug,
        head=_make_headline(main),
        counterpart_head=_make_headline(counterpart) if counterpart and text else None,
        source_lang=source.lang,
        # The source's own front matter, localized, is merged with itself already.
        meta=main.meta
        if leading.original.lang == source.lang
        else _merge_meta(source.meta, main.meta, locale.localization),
        translators=translation.meta.translators if translation else (),
        status=translation.meta.status if translation else "",
        speakers=_name_speakers((main, source), locale),
        rows=rows,
        notes=notes,
        footnotes=tuple(note for t in (text, counterpart) if t for note in list_footnotes(t)),
        emendations=tuple(_list_emendations(rows)),
        terms=list_marked_terms(rows),
        uses=tuple(find_uses(rows)),
        minutes=estimate_reading_minutes(han, words),
        is_text_missing=text is None,
        han=han,
        words=words,
        state=_hash_wording(main, counterpart, notes),
        title=split_title(main.meta.title),
    )


def _hash_wording(main: Text, counterpart: Text | None, notes: Sequence[ShownNote]) -> str:
    """Return eight hexadecimal digits that change with the words readers see, not with their markup."""
    wording = [note.text.prose.text for note in notes]
    for text in (main, counterpart):
        if text:
            wording += [text.meta.title, *(stretch.prose.text for stretch in text.passages_and_footnotes)]
    return sha256("\x1e".join(wording).encode()).hexdigest()[:8]


def localize_page(page: SitePage, locale: Locale) -> Text | None:
    """Return a page of content/pages in the edition's language, written or localized; None if there is neither."""
    by_lang = {text.lang: text for text in page.texts}
    text = by_lang.get(locale.lang) or by_lang.get(locale.localization.source_lang)
    if text is None:
        return None
    return _localize_text(number_marks(text), _with_article_wordings(locale, page.texts)).text


def _with_article_wordings(locale: Locale, texts: Sequence[Text]) -> Locale:
    return replace(locale, localization=add_article_wordings(locale.localization, texts))


# ---- text and counterpart ----------------------------------------------------------------------------------


def _choose_texts(article: Article, locale: Locale) -> tuple[Text | None, Text | None]:
    """Return the edition's text (None: not yet translated) and its counterpart, at least one of them.

    The counterpart is the first text in another language, or else the source. Two scripts are one language here.
    """
    text = article.text_in(locale.lang) or article.text_in(locale.localization.source_lang)
    if text is None or _primary_subtag(text.lang) != _primary_subtag(article.source.lang):
        return text, article.source
    others = (article.text_in(lang) for lang in locale.langs)
    foreign = (t for t in others if t and _primary_subtag(t.lang) != _primary_subtag(text.lang))
    return text, next(foreign, article.source if text is not article.source else None)


def _make_counterpart(
    text: Text | None, counterpart: Text | None, locale: Locale, overlays: Overlays, density: str
) -> _ShownText | None:
    """Return the counterpart, localized too unless the edition's text was written for the edition."""
    if counterpart is None:
        return None
    overlaid = overlays.text(counterpart, density)
    is_written = text is not None and text.lang == locale.lang
    return _ShownText(overlaid, overlaid, ()) if is_written else _localize_text(overlaid, locale)


def _primary_subtag(lang: str) -> str:
    """Return the language of a BCP 47 tag without script and region: zh of zh-Hant-TW."""
    return lang.partition("-")[0]


class _ShownText(NamedTuple):
    """A text as an edition shows it, and where its passages come from."""

    text: Text
    original: Text  # in the script in which it was written
    offset_maps: tuple[OffsetMap, ...]  # by passage, from offsets of the original; none if it is the same


def _localize_text(text: Text, locale: Locale) -> _ShownText:
    """Return the text, localized if it is in the script that the edition is made from."""
    localization = locale.localization
    if not localization.lang or text.lang != localization.source_lang:
        return _ShownText(text, text, ())
    proses = [localize_with_offsets(passage.prose, localization) for passage in text.passages]
    localized = replace(
        text,
        lang=localization.lang,
        meta=_localize_meta(text.meta, localization),
        passages=tuple(replace(p, prose=new) for p, (new, _) in zip(text.passages, proses, strict=True)),
        footnotes=tuple(replace(f, prose=localize(f.prose, localization)) for f in text.footnotes),
    )
    return _ShownText(localized, text, tuple(offset_map for _, offset_map in proses))


def _localize_meta(meta: Meta, localization: Localization) -> Meta:
    return replace(
        meta,
        title=localize_text(meta.title, localization),
        subtitle=localize_text(meta.subtitle, localization),
        summary=localize_text(meta.summary, localization),
        publication=localize_text(meta.publication, localization),
        republisher=localize_text(meta.republisher, localization),
        rights=localize_text(meta.rights, localization),
        authors=tuple(localize_text(name, localization) for name in meta.authors),
        tags=tuple(localize_text(tag, localization) for tag in meta.tags),
    )


def _make_headline(text: Text) -> Headline:
    return Headline(text.lang, text.meta.title, text.meta.subtitle, text.meta.summary)


def _merge_meta(source: Meta, main: Meta, localization: Localization) -> Meta:
    """Return the source's front matter, with the fields that the edition's main text gives in its own words."""
    base = _localize_meta(source, localization) if localization.lang else source
    return replace(
        base,
        authors=main.authors or base.authors,
        publication=main.publication or base.publication,
        republisher=main.republisher or base.republisher,
        rights=main.rights or base.rights,
        rights_status=main.rights_status or base.rights_status,
        tags=main.tags or base.tags,
        writing=main.writing or base.writing,
    )


def _name_speakers(texts: Sequence[Text], locale: Locale) -> tuple[tuple[str, str], ...]:
    """Return (id, name in the edition) for each speaker; the first text that names a speaker decides."""
    names = dict[str, str]()
    for text in texts:
        for speaker in text.meta.speakers:
            written = speaker.names_in(locale.lang) or speaker.names_in(text.lang)
            to_localize = speaker.names_in(locale.localization.source_lang)
            if written:
                name = written[0]
            else:
                name = localize_text(to_localize[0], locale.localization) if to_localize else ""
            if name:
                names.setdefault(speaker.id, name)
    return tuple(names.items())


# ---- rows --------------------------------------------------------------------------------------------------


def _make_rows(
    source: Text, text: _ShownText | None, counterpart: _ShownText | None, aligner: PassageAligner
) -> tuple[Row, ...]:
    """Pair the text and its counterpart, passage by passage; the text decides where a row ends."""
    leading = text or counterpart
    assert leading is not None  # an article has a source
    last_by_first: dict[int, int] = {}  # source passages that a row covers, from the first to the last
    for first, last in (p.answers for p in leading.text.passages if p.answers):
        last_by_first[first] = max(last, last_by_first.get(first, last))
    both = _PassageIndex(text), _PassageIndex(counterpart)
    return tuple(_make_row(source, *both, covered, aligner) for covered in last_by_first.items())


class _ShownPassage(NamedTuple):
    """A passage as an edition shows it, and where it comes from."""

    position: int  # in its text
    words: LocalizedProse
    lang: str  # of the original
    original: Passage
    offset_map: OffsetMap


class _PassageIndex:
    """The passages of a text, or of none, by the source passages that they cover."""

    def __init__(self, shown: _ShownText | None) -> None:
        self.has_text = shown is not None
        self._by_first: dict[int, list[_ShownPassage]] = {}
        self._earlier_rows: dict[int, int] = {}
        for passage in _list_passages(shown) if shown else ():
            first, last = passage.original.answers or (0, 0)
            self._by_first.setdefault(first, []).append(passage)
            for number in range(first + 1, last + 1):
                self._earlier_rows.setdefault(number, first)

    def find(self, covered: Span) -> list[_ShownPassage]:
        """Return the passages that begin to cover one of these source passages, in the order of the text."""
        first, last = covered
        found = [passage for number in range(first, last + 1) for passage in self._by_first.get(number, ())]
        return sorted(found, key=lambda passage: passage.position) if len(found) > 1 else found

    def earlier_row(self, number: int) -> str:
        """Return the id of the earlier row that already holds the words for a source passage, or an empty string."""
        return f"p{self._earlier_rows[number]}" if number in self._earlier_rows else ""


def _list_passages(shown: _ShownText) -> Iterator[_ShownPassage]:
    """Yield the passages that answer any of the source."""
    maps = shown.offset_maps or repeat(None)
    passages = zip(shown.text.passages, shown.original.passages, maps)  # noqa: B905 (one has no end)
    for position, (passage, original, offset_map) in enumerate(passages):
        if passage.answers:
            words = Localized(passage.prose, shown.text.lang)
            yield _ShownPassage(position, words, shown.original.lang, original, offset_map)


def _make_row(
    source: Text, texts: _PassageIndex, counterparts: _PassageIndex, covered: Span, aligner: PassageAligner
) -> Row:
    first, last = covered
    passage = source.passages[first - 1]
    text, counterpart = texts.find(covered), counterparts.find(covered)
    sentences = _align(text[0], counterpart[0], aligner) if len(text) == len(counterpart) == 1 else ()
    return RowOf(
        id=f"p{first}",
        also=tuple(f"p{number}" for number in range(first + 1, last + 1)),
        kind=passage.kind,
        role=passage.role,
        speaker=passage.speaker,
        supplied=passage.supplied,
        after_break=passage.after_break,
        text=tuple(shown.words for shown in text),
        counterpart=tuple(shown.words for shown in counterpart),
        told_in=counterparts.earlier_row(first) if texts.has_text else "",
        pairs=format_sentence_pairs(text[0].words.prose, counterpart[0].words.prose, sentences)
        if len(sentences) > 1
        else "",
        sentences=sentences,
    )


def _align(text: _ShownPassage, counterpart: _ShownPassage, aligner: PassageAligner) -> tuple[Pair, ...]:
    """Return the sentence pairs of two passages, with the offsets of what the edition shows."""
    pairs = aligner.pairs(text.lang, text.original, counterpart.lang, counterpart.original)
    if not text.offset_map and not counterpart.offset_map:
        return pairs
    return tuple(
        Pair(_move(pair.source, text.offset_map), _move(pair.target, counterpart.offset_map))
        for pair in pairs
    )


def _move(span: Span, offset_map: OffsetMap) -> Span:
    return (offset_map(span[0]), offset_map(span[1])) if offset_map else span


# ---- notes and misprints -----------------------------------------------------------------------------------


def _make_note(note: Note, number: int, source_lang: str, locale: Locale) -> ShownNote:
    quote = inline_prose(note.quote)
    is_localized = bool(locale.localization.lang)
    return NoteOf(
        id=note.id,
        number=number,
        kind=note.kind,
        as_of=note.as_of,
        by=note.by,
        quote=choose_prose(((source_lang, quote),), locale)
        if is_localized
        else Localized(quote, source_lang),
        text=choose_prose(note.text, locale),
        passage=f"p{note.anchor.passage}",
    )


def _list_emendations(rows: Sequence[Row]) -> Iterator[Emendation]:
    for row in rows:
        for part in (*row.text, *row.counterpart):
            for mark in select_marks(part.prose, "sic"):
                printed = part.prose.text[mark.start : mark.end]
                yield Emendation(f"e-{mark.get('nth')}", printed, mark.get("sic"), row.id, part.lang)
