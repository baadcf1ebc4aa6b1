"""An article as one edition shows it: in its script, with its counterpart, its notes and its terms' uses.

1. choose the text and the counterpart 2. lay the notes over both 3. convert what is made from another script
4. set source and translation in rows 5. gather the uses of terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from yizhu.alignment import Pair, align, answer
from yizhu.han import reading_minutes, sentences
from yizhu.layers import footnote_order, lay_over, side_of
from yizhu.model import (
    Article,
    Edition,
    Emendation,
    Headline,
    Meta,
    Note,
    Passage,
    Row,
    ShownFootnote,
    ShownNote,
    SitePage,
    Text,
    Use,
    Words,
)
from yizhu.rewording import Rewording, reword, reword_text
from yizhu.tree import Mark, Prose, cut, inline, marks_of
from yizhu.voice import Voice, words_in


@dataclass(frozen=True, slots=True)
class EditionJob:
    """An article and the edition to make of it."""

    article: Article
    voice: Voice
    density: str  # which uses of a term are shown: all section article none


def make_edition(job: EditionJob) -> Edition:
    """The article as the edition shows it."""
    text, counterpart = _choose(job)
    shown = _in_script(job.voice, lay_over(job.article, text, job.density)) if text else None
    beside = _in_script(job.voice, lay_over(job.article, counterpart, job.density)) if counterpart else None
    source = job.article.source
    rows = _rows(shown, beside, source_leads=text is source)
    told = shown or beside
    assert told is not None  # _choose gives at least one
    translation = next((t for t in (text, counterpart) if t and t is not source), None)
    return Edition(
        name=job.voice.name,
        lang=job.voice.lang,
        slug=job.article.slug,
        head=_headline(told),
        counterpart_head=_headline(beside) if beside and shown else None,
        source_lang=source.lang,
        meta=_meta(job, source.meta, told.meta),
        translators=translation.meta.translators if translation else (),
        status=translation.meta.status if translation else "",
        speakers=_speakers(job, source, told),
        rows=rows,
        notes=tuple(_note(job, number, note) for number, note in enumerate(job.article.notes, 1)),
        footnotes=tuple(note for t in (shown, beside) if t for note in _footnotes(t)),
        emendations=tuple(_emendations(rows)),
        terms=_mentions(rows),
        uses=tuple(_uses(job.article.slug, told.meta.title, rows)),
        minutes=reading_minutes("\n".join(p.prose.plain for p in told.passages)),
        is_text_missing=text is None,
    )


def page_in(page: SitePage, voice: Voice) -> Text | None:
    """A page of content/pages in the edition's language, as written or converted; None: not yet translated."""
    by_lang = {text.lang: text for text in page.texts}
    text = by_lang.get(voice.lang) or by_lang.get(voice.rewording.source_lang)
    return _in_script(voice, text) if text else None


# ---- text and counterpart ----------------------------------------------------------------------------------


def _choose(job: EditionJob) -> tuple[Text | None, Text | None]:
    """The text that the edition is made from and the one beside it; no text: not yet translated."""
    article = job.article
    text = article.text_in(job.voice.lang) or article.text_in(job.voice.rewording.source_lang)
    if text is not article.source:
        return text, article.source
    family = job.voice.lang.partition("-")[0]
    others = (article.text_in(lang) for lang in job.voice.langs)
    return text, next((t for t in others if t and t.lang.partition("-")[0] != family), None)


def _in_script(voice: Voice, text: Text) -> Text:
    """The text, converted if the edition is made from its script."""
    way = voice.rewording
    if not way.lang or text.lang != way.source_lang:
        return text
    return replace(
        text,
        lang=way.lang,
        meta=_reworded_meta(text.meta, way),
        passages=tuple(replace(p, prose=reword(p.prose, way)) for p in text.passages),
        footnotes=tuple(replace(f, prose=reword(f.prose, way)) for f in text.footnotes),
    )


def _reworded_meta(meta: Meta, way: Rewording) -> Meta:
    return replace(
        meta,
        title=reword_text(meta.title, way),
        subtitle=reword_text(meta.subtitle, way),
        summary=reword_text(meta.summary, way),
        publication=reword_text(meta.publication, way),
        rights=reword_text(meta.rights, way),
        authors=tuple(reword_text(name, way) for name in meta.authors),
        tags=tuple(reword_text(tag, way) for tag in meta.tags),
    )


def _headline(text: Text) -> Headline:
    return Headline(text.lang, text.meta.title, text.meta.subtitle, text.meta.summary)


def _meta(job: EditionJob, source: Meta, told: Meta) -> Meta:
    """The source's front matter, each line in the edition's own words where its text gives them."""
    way = job.voice.rewording
    own = _reworded_meta(source, way) if way.lang else source
    return replace(
        own,
        authors=told.authors or own.authors,
        publication=told.publication or own.publication,
        rights=told.rights or own.rights,
        tags=told.tags or own.tags,
    )


def _speakers(job: EditionJob, source: Text, told: Text) -> tuple[tuple[str, str], ...]:
    names = dict[str, str]()
    for text in (told, source):
        for speaker in text.meta.speakers:
            own = speaker.names_in(job.voice.lang) or speaker.names_in(text.lang)
            made = speaker.names_in(job.voice.rewording.source_lang)
            name = own[0] if own else reword_text(made[0], job.voice.rewording) if made else ""
            if name:
                names.setdefault(speaker.id, name)
    return tuple(names.items())


# ---- rows --------------------------------------------------------------------------------------------------


def _rows(shown: Text | None, beside: Text | None, *, source_leads: bool) -> tuple[Row, ...]:
    """Source and translation passage by passage; the edition's own text decides what makes a row."""
    if shown is None or beside is None:
        text = shown or beside
        assert text is not None
        return tuple(_lone_row(passage, text.lang, is_shown=shown is not None) for passage in text.passages)
    if source_leads:
        return tuple(_source_row(p, shown, beside) for p in shown.passages)
    firsts = dict.fromkeys(p.answers[0] for p in shown.passages if p.answers)
    return tuple(_translation_row(first, shown, beside) for first in firsts)


def _lone_row(passage: Passage, lang: str, *, is_shown: bool) -> Row:
    words = (Words(passage.prose, lang),)
    return _row(passage, (), words if is_shown else (), () if is_shown else words, "")


def _source_row(passage: Passage, source: Text, translation: Text) -> Row:
    answers = [
        p for p in translation.passages if p.answers and p.answers[0] <= passage.number <= p.answers[1]
    ]
    own = [p for p in answers if p.answers and p.answers[0] == passage.number]
    told_in = f"p{answers[0].answers[0]}" if answers and not own and answers[0].answers else ""
    return _row(passage, (), _words([passage], source), _words(own, translation), told_in)


def _translation_row(first: int, translation: Text, source: Text) -> Row:
    own = [p for p in translation.passages if p.answers and p.answers[0] == first]
    last = max(p.answers[1] for p in own if p.answers)
    answered = source.passages[first - 1 : last]
    also = tuple(f"p{p.number}" for p in answered[1:])
    return _row(answered[0], also, _words(own, translation), _words(answered, source), "")


def _words(passages: Sequence[Passage], text: Text) -> tuple[Words, ...]:
    return tuple(Words(p.prose, text.lang) for p in passages)


def _row(
    source: Passage,
    also: tuple[str, ...],
    text: tuple[Words, ...],
    counterpart: tuple[Words, ...],
    told_in: str,
) -> Row:
    return Row(
        id=f"p{source.number}",
        also=also,
        kind=source.kind,
        role=source.role,
        speaker=source.speaker,
        supplied=source.supplied,
        after_break=source.after_break,
        text=text,
        counterpart=counterpart,
        told_in=told_in,
    )


# ---- notes, misprints, footnotes ---------------------------------------------------------------------------


def _note(job: EditionJob, number: int, note: Note) -> ShownNote:
    source_lang = job.article.source.lang
    quote = Words(inline(note.quote), source_lang)
    return ShownNote(
        id=note.id,
        number=number,
        kind=note.kind,
        as_of=note.as_of,
        by=note.by,
        quote=words_in(((source_lang, quote.prose),), job.voice) if job.voice.rewording.lang else quote,
        text=words_in(note.text, job.voice),
        passage=f"p{note.anchor.passage}",
    )


def _footnotes(text: Text) -> Iterator[ShownFootnote]:
    by_label = {footnote.label: footnote for footnote in text.footnotes}
    for number, label in enumerate(footnote_order(text), 1):
        if label in by_label:
            yield ShownFootnote(f"{text.lang}-{number}", number, Words(by_label[label].prose, text.lang))


def _emendations(rows: Sequence[Row]) -> Iterator[Emendation]:
    for row in rows:
        for words in (*row.text, *row.counterpart):
            for mark in marks_of(words.prose, "sic"):
                printed = words.prose.text[mark.start : mark.end]
                yield Emendation(f"e-{mark.get('nth')}", printed, mark.get("sic"), row.id, words.lang)


# ---- terms -------------------------------------------------------------------------------------------------


def _mentions(rows: Sequence[Row]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The terms that the page marks, in the order of the text, and the passages that mark them."""
    where: dict[str, dict[str, None]] = {}
    for row in rows:
        for words in (*row.text, *row.counterpart):
            for mark in marks_of(words.prose, "term"):
                where.setdefault(mark.get("term"), {})[row.id] = None
    return tuple((id, tuple(passages)) for id, passages in where.items())


def _uses(slug: str, title: str, rows: Sequence[Row]) -> Iterator[tuple[str, Use]]:
    """Every use of every term in the edition's text, in its sentence, with the sentence that answers it."""
    for row in rows:
        for words in row.text:
            beside = _beside(words, row)
            for start, end in sentences(words.prose.text):
                for id in _terms_in(words.prose, start, end):
                    sentence = Words(_sentence(words.prose, start, end, id), words.lang)
                    yield id, Use(slug, title, row.id, sentence, beside(start, end, id))


def _terms_in(prose: Prose, start: int, end: int) -> tuple[str, ...]:
    marks = marks_of(prose, "term", "use")
    return tuple(dict.fromkeys(m.get("term") for m in marks if start <= m.start and m.end <= end))


def _beside(words: Words, row: Row) -> Callable[[int, int, str], Words | None]:
    """A function from a sentence of ``words`` to the sentence that answers it in the row's counterpart."""
    if not row.counterpart:
        return lambda start, end, id: None
    other = row.counterpart[0]
    one_to_one = len(row.text) == len(row.counterpart) == 1
    pairs = align(side_of(words.prose), side_of(other.prose)) if one_to_one else ()
    whole = Pair((0, len(words.prose.text)), (0, len(other.prose.text)))

    def beside(start: int, end: int, id: str) -> Words | None:
        pair = answer(pairs, start, end) if one_to_one else whole
        if pair is None or pair.target[0] == pair.target[1]:
            return None
        return Words(_sentence(other.prose, *pair.target, id), other.lang)

    return beside


def _sentence(prose: Prose, start: int, end: int, id: str) -> Prose:
    """A sentence by itself, the term's uses in it marked as the hits they are."""
    text = prose.text[start:end]
    stripped = cut(prose, start + len(text) - len(text.lstrip()), start + len(text.rstrip()))
    marks = tuple(_as_hit(mark) if mark.get("term") == id else mark for mark in stripped.marks)
    kinds = ("hit", "strong", "em", "code", "lang", "reading", "changed")
    return replace(stripped, marks=tuple(mark for mark in marks if mark.kind in kinds))


def _as_hit(mark: Mark) -> Mark:
    return replace(mark, kind="hit") if mark.kind in ("term", "use") else mark
