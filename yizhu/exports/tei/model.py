"""The texts of an article as TEI has them: passages with ids and sentences, ready to be written and linked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from yizhu.chinese.han import split_sentences
from yizhu.content.model import Article, Passage, Term, Text
from yizhu.content.prose import OBJECT_CHARACTER, Mark, Span, add_marks, hold_formulas, select_marks
from yizhu.content.translations.comparison import TranslationState, judge_translation
from yizhu.content.translations.passage_ids import id_of
from yizhu.editions.alignment import PassageAligner
from yizhu.editions.overlay import Overlays
from yizhu.exports.model import Chosen
from yizhu.exports.tei.conversion import SENTENCE
from yizhu.exports.tei.elements import Pieces, make_id

_WITHOUT_SENTENCES = ("pre", "table")


@dataclass(frozen=True, slots=True)
class IdentifiedPassage:
    """A passage with its id in the document, and where its sentences stand."""

    passage: Passage  # with a mark on each sentence
    id: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TextOfArticle:
    """One of the texts of an article."""

    text: Text  # with its notes and terms marked
    prefix: str  # of ids: en, or nothing for the source
    passages: tuple[IdentifiedPassage, ...]
    state: TranslationState | None  # of a translation

    @property
    def lang(self) -> str:
        """Its language."""
        return self.text.lang

    def list_answers(self) -> dict[Span, list[IdentifiedPassage]]:
        """Return its passages by the source passages that they answer."""
        found: dict[Span, list[IdentifiedPassage]] = {}
        for passage in self.passages:
            if passage.passage.answers:
                found.setdefault(passage.passage.answers, []).append(passage)
        return found


@dataclass(frozen=True, slots=True)
class Document:
    """All that a file of TEI is made from."""

    chosen: Chosen
    article: Article
    source: TextOfArticle
    translations: tuple[TextOfArticle, ...]
    terms: tuple[Term, ...]  # those that are marked in any text
    aligner: PassageAligner
    pieces: Pieces
    address: str  # of the article's page in its own language

    @property
    def texts(self) -> tuple[TextOfArticle, ...]:
        """The source and the translations."""
        return (self.source, *self.translations)


def make_document(chosen: Chosen, overlays: Overlays) -> Document:
    """Return what a file of TEI is made from; of the translations, those in the languages that were chosen.

    Every use of a term is marked, unless the article says otherwise: pages spare their readers, data need not.
    """
    article, config = overlays.article, chosen.config
    source = _identify(overlays.text(article.source, "all"), article)
    translations = tuple(
        _identify(overlays.text(text, "all"), article)
        for text in article.translations
        if not chosen.langs or text.lang in chosen.langs
    )
    used = {
        mark.get("term")
        for text in (source, *translations)
        for identified in text.passages
        for mark in identified.passage.prose.marks
        if mark.kind == "term"
    }
    edition = next((e.name for e in config.editions if e.lang == source.lang), config.default_edition)
    return Document(
        chosen=chosen,
        article=article,
        source=source,
        translations=translations,
        terms=tuple(term for term in chosen.terms if term.id in used),
        aligner=overlays.aligner,
        pieces=Pieces(),
        address=f"{config.base_url}{edition}/{article.slug}/",
    )


def _identify(text: Text, article: Article) -> TextOfArticle:
    is_source = text.lang == article.source.lang
    prefix = "" if is_source else text.lang
    ids = Pieces()
    passages = tuple(
        _identify_passage(passage, ids.add(_name(passage, article, prefix))) for passage in text.passages
    )
    written = article.text_in(text.lang)
    state = judge_translation(article, written) if written and not is_source else None
    return TextOfArticle(text, prefix, passages, state)


def _name(passage: Passage, article: Article, prefix: str) -> str:
    """Return the id of a passage: p12; of a translation's, its language and the source passage that it answers first."""
    if not prefix:
        return make_id(id_of(article.source, passage.number))
    answered = id_of(article.source, passage.answers[0]) if passage.answers else f"x{passage.number}"
    return make_id(prefix, answered)


def _identify_passage(passage: Passage, id: str) -> IdentifiedPassage:
    prose = passage.prose
    if passage.kind in _WITHOUT_SENTENCES:
        return IdentifiedPassage(passage, id, ())
    named = max((mark.end for mark in select_marks(prose, "speaker")), default=0)
    spans = tuple(
        _strip(prose.text, max(start, named), end)
        for start, end in split_sentences(hold_formulas(prose))
        if end > named and prose.text[max(start, named) : end].replace(OBJECT_CHARACTER, "").strip()
    )
    marks = [Mark(*span, "noted", (("note", f"{SENTENCE}{nth}"),)) for nth, span in enumerate(spans, 1)]
    return IdentifiedPassage(replace(passage, prose=add_marks(prose, marks)), id, spans)


def _strip(text: str, start: int, end: int) -> Span:
    """Return a stretch without the space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
