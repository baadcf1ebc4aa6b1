"""An article as one edition shows it: in its script, with its counterpart, its notes and its terms' uses.

1. choose the text and the counterpart 2. lay the notes over both 3. convert what is made from another script
4. set source and translation in rows 5. gather the uses of terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from yizhu.chinese.han import count, minutes_for
from yizhu.chinese.line_breaks import pieces
from yizhu.content.model import Article, Meta, Note, SitePage, Text
from yizhu.content.prose import inline_prose, select_marks
from yizhu.editions.alignment import Span, pairs_of
from yizhu.editions.locale import Locale, words_in
from yizhu.editions.localization import Localization, localize, localize_text, way_for
from yizhu.editions.model import Edition, Emendation, Headline, Row, ShownNote, Words
from yizhu.editions.overlay import Overlays, footnotes_of, numbered
from yizhu.editions.term_uses import marked_terms, uses_of_terms


@dataclass(frozen=True, slots=True)
class EditionJob:
    """An article and the edition to make of it."""

    article: Article
    voice: Locale
    density: str  # which uses of a term are shown: all section article none
    overlays: Overlays | None = None  # those of the article, if other editions show them as well

    def laid(self, text: Text) -> Text:
        """Return a text of the article with the overlay of its editors."""
        return (self.overlays or Overlays(self.article)).text(text, self.density)


def make_edition(job: EditionJob) -> Edition:
    """The article as the edition shows it."""
    texts = (job.article.source, *job.article.translations)
    job = replace(job, voice=_voice_for(job.voice, texts))
    text, counterpart = _choose(job)
    shown = _in_script(job.voice, job.laid(text)) if text else None
    beside = _beside(job, text, counterpart)
    source = job.article.source
    rows = _rows(source, shown, beside)
    told = shown or beside
    assert told is not None  # _choose gives at least one
    translation = next((t for t in (text, counterpart) if t and t is not source), None)
    plain = "\n".join(passage.prose.plain for passage in told.passages)
    han, words = counts = count(plain)
    notes = tuple(_note(job, number, note) for number, note in enumerate(job.article.notes, 1))
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
        notes=notes,
        footnotes=tuple(note for t in (shown, beside) if t for note in footnotes_of(t)),
        emendations=tuple(_emendations(rows)),
        terms=marked_terms(rows),
        uses=tuple(uses_of_terms(job.article.slug, told.meta.title, rows)),
        minutes=minutes_for(*counts),
        is_text_missing=text is None,
        han=han,
        words=words,
        state=_state(told, beside, notes),
        title=pieces(told.meta.title),
    )


def _state(told: Text, beside: Text | None, notes: Sequence[ShownNote]) -> str:
    """What tells one wording of an article from another: of what is read, not of how it is marked up or shown."""
    said = [note.text.prose.text for note in notes]
    for text in (told, beside):
        if text:
            said += [text.meta.title, *(stretch.prose.text for stretch in text.passages_and_footnotes)]
    return sha256("\x1e".join(said).encode()).hexdigest()[:8]


def page_in(page: SitePage, voice: Locale) -> Text | None:
    """A page of content/pages in the edition's language, as written or converted; None: not yet translated."""
    by_lang = {text.lang: text for text in page.texts}
    text = by_lang.get(voice.lang) or by_lang.get(voice.rewording.source_lang)
    return _in_script(_voice_for(voice, page.texts), numbered(text)) if text else None


def _voice_for(voice: Locale, texts: Sequence[Text]) -> Locale:
    """The edition's voice with what these texts say of their own words."""
    return replace(voice, rewording=way_for(voice.rewording, texts))


# ---- text and counterpart ----------------------------------------------------------------------------------


def _choose(job: EditionJob) -> tuple[Text | None, Text | None]:
    """The text that the edition is made from and the one beside it; no text: not yet translated.

    Beside a text stands another language's, or its source where there is none.
    """
    article = job.article
    text = article.text_in(job.voice.lang) or article.text_in(job.voice.rewording.source_lang)
    if text is None or _family(text.lang) != _family(article.source.lang):
        return text, article.source
    others = (article.text_in(lang) for lang in job.voice.langs)
    beside = next((t for t in others if t and _family(t.lang) != _family(text.lang)), None)
    return text, beside or (article.source if text is not article.source else None)


def _beside(job: EditionJob, text: Text | None, counterpart: Text | None) -> Text | None:
    """The counterpart as the edition shows it: in its own script beside a text that was written for the edition."""
    if counterpart is None:
        return None
    laid = job.laid(counterpart)
    return laid if text and text.lang == job.voice.lang else _in_script(job.voice, laid)


def _family(lang: str) -> str:
    return lang.partition("-")[0]


def _in_script(voice: Locale, text: Text) -> Text:
    """The text, converted if the edition is made from its script."""
    way = voice.rewording
    if not way.lang or text.lang != way.source_lang:
        return text
    return replace(
        text,
        lang=way.lang,
        meta=_reworded_meta(text.meta, way),
        passages=tuple(replace(p, prose=localize(p.prose, way)) for p in text.passages),
        footnotes=tuple(replace(f, prose=localize(f.prose, way)) for f in text.footnotes),
    )


def _reworded_meta(meta: Meta, way: Localization) -> Meta:
    return replace(
        meta,
        title=localize_text(meta.title, way),
        subtitle=localize_text(meta.subtitle, way),
        summary=localize_text(meta.summary, way),
        publication=localize_text(meta.publication, way),
        republisher=localize_text(meta.republisher, way),
        rights=localize_text(meta.rights, way),
        authors=tuple(localize_text(name, way) for name in meta.authors),
        tags=tuple(localize_text(tag, way) for tag in meta.tags),
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
        republisher=told.republisher or own.republisher,
        rights=told.rights or own.rights,
        rights_status=told.rights_status or own.rights_status,
        tags=told.tags or own.tags,
        writing=told.writing or own.writing,
    )


def _speakers(job: EditionJob, source: Text, told: Text) -> tuple[tuple[str, str], ...]:
    names = dict[str, str]()
    for text in (told, source):
        for speaker in text.meta.speakers:
            own = speaker.names_in(job.voice.lang) or speaker.names_in(text.lang)
            made = speaker.names_in(job.voice.rewording.source_lang)
            name = own[0] if own else localize_text(made[0], job.voice.rewording) if made else ""
            if name:
                names.setdefault(speaker.id, name)
    return tuple(names.items())


# ---- rows --------------------------------------------------------------------------------------------------


def _rows(source: Text, shown: Text | None, beside: Text | None) -> tuple[Row, ...]:
    """The edition's text and its counterpart passage by passage; the text decides what makes a row."""
    lead = shown or beside
    assert lead is not None  # an article has a source
    lasts: dict[int, int] = {}  # source passages answered from the first to the last by one row
    for first, last in (p.answers for p in lead.passages if p.answers):
        lasts[first] = max(last, lasts.get(first, last))
    both = _Answering(shown), _Answering(beside)
    return tuple(_row(source, *both, answered) for answered in lasts.items())


class _Answering:
    """A text, or none, and what of it answers the source's passages."""

    def __init__(self, text: Text | None) -> None:
        self.is_there = text is not None
        self._by_first: dict[int, list[tuple[int, Words]]] = {}
        self._told_in: dict[int, int] = {}
        for nth, passage in enumerate(text.passages if text else ()):
            if text and passage.answers:
                first, last = passage.answers
                self._by_first.setdefault(first, []).append((nth, Words(passage.prose, text.lang)))
                for number in range(first + 1, last + 1):
                    self._told_in.setdefault(number, first)

    def words(self, answered: Span) -> tuple[Words, ...]:
        """What it says in answer to these source passages."""
        first, last = answered
        found = [one for number in range(first, last + 1) for one in self._by_first.get(number, ())]
        return tuple(words for _, words in sorted(found, key=lambda one: one[0]))

    def told_in(self, number: int) -> str:
        """The row that holds the answer to a passage, where an earlier one does."""
        return f"p{self._told_in[number]}" if number in self._told_in else ""


def _row(source: Text, shown: _Answering, beside: _Answering, answered: Span) -> Row:
    first, last = answered
    passage = source.passages[first - 1]
    text, counterpart = shown.words(answered), beside.words(answered)
    return Row(
        id=f"p{first}",
        also=tuple(f"p{number}" for number in range(first + 1, last + 1)),
        kind=passage.kind,
        role=passage.role,
        speaker=passage.speaker,
        supplied=passage.supplied,
        after_break=passage.after_break,
        text=text,
        counterpart=counterpart,
        told_in=beside.told_in(first) if shown.is_there else "",
        pairs=pairs_of(text, counterpart),
    )


# ---- notes, misprints, footnotes ---------------------------------------------------------------------------


def _note(job: EditionJob, number: int, note: Note) -> ShownNote:
    source_lang = job.article.source.lang
    quote = Words(inline_prose(note.quote), source_lang)
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


def _emendations(rows: Sequence[Row]) -> Iterator[Emendation]:
    for row in rows:
        for words in (*row.text, *row.counterpart):
            for mark in select_marks(words.prose, "sic"):
                printed = words.prose.text[mark.start : mark.end]
                yield Emendation(f"e-{mark.get('nth')}", printed, mark.get("sic"), row.id, words.lang)
