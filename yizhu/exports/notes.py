"""What a translator is told of a passage: its place, its state, the terms in it."""

from __future__ import annotations

from collections.abc import Iterable

from yizhu.content.glossary import list_forms_with_senses
from yizhu.content.model import Term
from yizhu.content.translations.units import Unit


def describe_unit(unit: Unit) -> list[str]:
    """Return remarks on a unit."""
    return ["stale: the source has changed since this was translated"] if unit.is_stale else []


def list_renderings(term: Term, source_lang: str, lang: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a term's forms in the source's language, and in the translation's."""
    own = tuple(form for form, _ in list_forms_with_senses(term, source_lang))
    return own, tuple(form for form, _ in list_forms_with_senses(term, lang))


def describe_terms(terms: Iterable[Term], source_lang: str, lang: str) -> list[str]:
    """Return a line for each term with its renderings: 蒸餾 = distillation, distil."""
    pairs = [list_renderings(term, source_lang, lang) for term in terms]
    return [f"{own[0]} = {', '.join(renderings)}" for own, renderings in pairs if own and renderings]
