"""The forms of a term in a language, and which of them are special to one of its senses."""

from __future__ import annotations

from yizhu.model import Term


def wordings_in(term: Term, lang: str) -> tuple[tuple[str, str], ...]:
    """The forms in a language, or in the language without its region and script, each with the sense it always has.

    A form has a sense if one sense alone lists it, also where the entry does; an empty one: it may have any.
    """
    parts = lang.split("-")
    for length in range(len(parts), 0, -1):
        if wordings := _wordings(term, "-".join(parts[:length])):
            return wordings
    return ()


def _wordings(term: Term, lang: str) -> tuple[tuple[str, str], ...]:
    senses: dict[str, list[str]] = {form: [] for form in term.forms_in(lang)}
    for sense in term.senses:
        for form in sense.forms_in(lang):
            senses.setdefault(form, []).append(sense.id)
    return tuple((form, ids[0] if len(ids) == 1 else "") for form, ids in senses.items())
