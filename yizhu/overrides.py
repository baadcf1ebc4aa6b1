"""What an article says of its own names and words wins over every glossary and vocabulary in its editions.

Names that its front matter holds anyway (``speakers``, ``authors``) are kept together without being listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yizhu.han import has_han
from yizhu.literal import Pairs
from yizhu.model import Text, Wording
from yizhu.names import name_in
from yizhu.rewording import Rewording
from yizhu.script import usual_config

_BETWEEN_NAMES = re.compile(r"[\s·‧・／/、,，]+")


def way_for(way: Rewording, texts: Sequence[Text]) -> Rewording:
    """The way of an edition for an article, or a page, of these texts."""
    if not way.lang:
        return way
    wordings = [wording for text in texts for wording in text.meta.convert]
    names = [w for w in wordings if w.is_name] + [w for text in texts for w in _named(text, way)]
    words = [w for w in wordings if not w.is_name]
    return replace(way, names=_pairs(names, way), words=_pairs(words, way))


def _named(text: Text, way: Rewording) -> Iterator[Wording]:
    """The speakers and authors; not single characters, nor what a word of the vocabularies says as a whole."""
    known = {rewrite.old for rewrite in way.rewrites}
    for wording in _in_front_matter(text, way):
        here = dict(wording.forms).get(way.source_lang) or wording.forms[0][1]
        is_given = way.lang in dict(wording.forms)
        if len(here) > 1 and has_han(here) and (is_given or here not in known):
            yield wording


def _in_front_matter(text: Text, way: Rewording) -> Iterator[Wording]:
    for speaker in text.meta.speakers:
        forms = {tag or text.lang: names for tag, names in speaker.names}
        here, there = forms.get(way.source_lang, ()), forms.get(way.lang, ())
        for index, name in enumerate(here):
            other = ((way.lang, there[index]),) if index < len(there) else ()
            yield Wording(((way.source_lang, name), *other), is_name=True)
    if text.lang.startswith("zh"):
        for author in text.meta.authors:
            yield from (Wording(((text.lang, n),), is_name=True) for n in _BETWEEN_NAMES.split(author) if n)


def _pairs(wordings: Sequence[Wording], way: Rewording) -> Pairs:
    """As written in the source, as written in the edition; of two for one wording, the first."""
    pairs: dict[str, str] = {}
    for wording in wordings:
        old, new = _form(wording, way.source_lang), _form(wording, way.lang)
        if old and new:
            pairs.setdefault(old, new)
    return tuple(pairs.items())


def _form(wording: Wording, lang: str) -> str:
    """The wording in a language: as given for it, or, a name, made from the text's; no word is made."""
    forms = dict(wording.forms)
    given = forms.get(lang, "")
    if wording.is_name and not given:
        source, name = wording.forms[0]
        return name_in(name, usual_config(source, lang))
    return given
