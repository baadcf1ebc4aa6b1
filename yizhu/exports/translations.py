"""The translations that were chosen, with the units and terms of each."""

from __future__ import annotations

from collections.abc import Iterator

from yizhu.content.faults import Fault, Faults, Place
from yizhu.content.model import Article, Term, Text
from yizhu.content.translations.units import Unit, list_units
from yizhu.editions.terms.mark_terms import TermSet, mark_terms
from yizhu.exports.model import Chosen, ChosenTranslation


def list_translations(chosen: Chosen) -> Iterator[ChosenTranslation]:
    """Yield the translations of the articles that were chosen. Raises ``Faults`` for an article that has none."""
    term_set = TermSet(chosen.terms)
    by_id = {term.id: term for term in chosen.terms}
    for article in chosen.articles:
        texts = choose_translations(article, chosen)
        marked = mark_terms(article, term_set).source if texts else article.source
        for text in texts:
            units = list_units(article, text)
            yield ChosenTranslation(
                article, text, units, tuple(_terms_in(unit, marked, by_id) for unit in units)
            )


def choose_translations(article: Article, chosen: Chosen) -> list[Text]:
    """Return the translations of an article that were chosen. Raises ``Faults`` if one that was named has none."""
    found = [text for text in article.translations if not chosen.langs or text.lang in chosen.langs]
    if found or chosen.is_all:
        return found
    have = [text.lang for text in article.translations]
    wanted = chosen.langs[0] if chosen.langs else "LANG"
    begin = f"yizhu translate {article.slug} {wanted} begins one"
    help = f"there are {', '.join(have)}; {begin}" if have else begin
    place = Place(article.source.source.path)
    raise Faults([Fault(place, "there is no such translation of this article", help)])


def _terms_in(unit: Unit, marked: Text, by_id: dict[str, Term]) -> tuple[Term, ...]:
    """Return the terms that stand in the source of a unit, each once."""
    if unit.answers is None:
        return ()
    first, last = unit.answers
    marks = [mark for passage in marked.passages[first - 1 : last] for mark in passage.prose.marks]
    ids = dict.fromkeys(mark.get("term") for mark in marks if mark.kind in ("term", "use"))
    return tuple(by_id[id] for id in ids if id in by_id)
