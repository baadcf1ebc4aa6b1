"""Find the title of a dump among the lines above its article, by what speaks for each.

It stands near the article and shares its rarer words, is said again (in the line of the page's name, a breadcrumb), has
a headline's length, and is no day, tool, caption or pointer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from yizhu.importers.model.draft import SourceLine
from yizhu.importers.model.profiles import Profile, find_opening
from yizhu.importers.plain_text.line_features import (
    count_units,
    find_rarer_words,
    has_bar,
    has_day,
    has_full_stop,
    is_tool,
)

_WITHIN = 120  # lines above the article in which it is looked for
_FIRST = 5  # and of the page
_SIZE = (6, 100)  # units
_SHORT, _LONG, _DAY = 10, 40, 24
_MORE = 60  # characters that a line may have beside the title
_FAR = 60  # lines
_LEAD = 1.0  # of worth
_KICKER = 8  # units: a line above the title that is no longer is a kicker, or who wrote it
_SHORT_NAME = 24  # units of a site's name
_BREAK = re.compile(
    r"\s[-–—|｜·»]\s|\s?[|｜_]\s?|\s?--+\s?"
)  # between a title and the names of section and site
_SITE = re.compile(
    r"^[\w-]+(?:\.[\w-]+)*\.(?:com?|net|org|cn|tw|hk|jp|de|at|ch|fr|es|it|pl|uk|br|se|no|dk|nl|eu|info|news)\b|"
    r"\b(?:news|times|post|daily|herald|tribune|gazette|journal|magazine|blog|online|tv|radio)\b|"
    r"(?:網|网|新聞|新闻|報|报|日報|日报|週刊|周刊|電視|电视|通訊社|通讯社|ニュース|新聞社|門戶|门户)$",
    re.I,
)
# Asks a reader in, leads to a part of the page, or says with whom it was made.
_SERVICE = re.compile(
    r"\b(?:accounts?|konto|compte|cuenta|registrati|my profile|saved stor(?:y|ies)|per month|preferred source|faq|javascript)\b|"
    r"^(?:skip to|zum inhalt|zur navigation|aller au|ir al|vai al|saltar)\b|^(?:en partenariat|in partnership|in kooperation|a division of)\b|"
    r"^(?:von|av|af|par|por|di|od|text|autor\w*|audio|video)\s?:|공유하기|サービスについて|^ポッドキャスト$|"
    r"\bfehler gefunden\b|\bchatgpt\b",
    re.I,
)
_BYLINE = re.compile(r"記者|记者|撰文|編譯|编译|报導$|报道$|^[Bb]y ")


def find_title(above: Sequence[SourceLine], article: Iterable[str], rules: Profile) -> SourceLine | None:
    """Return the line above the article that is most like its title; None if none may be one."""
    seen = frozenset(word for text in article for word in find_rarer_words(text))
    near = [*above[: max(0, min(_FIRST, len(above) - _WITHIN))], *above[-_WITHIN:]]
    texts = [line.text for line in near]
    worth = [
        _weigh(line.text, len(near) - at, texts, seen) if may_be_title(line.text, rules) else -math.inf
        for at, line in enumerate(near)
    ]
    best = max(range(len(near)), key=worth.__getitem__, default=None)
    if best is None or worth[best] == -math.inf:
        return None
    return near[best - 1] if best and _is_above_lead(best, worth, texts) else near[best]


def _is_above_lead(best: int, worth: Sequence[float], texts: Sequence[str]) -> bool:
    """Is the line above the title? What says more about the article than its title does, right below it, is the lead."""
    above, text = texts[best - 1], texts[best]
    is_kicker = count_units(above) <= _KICKER
    return worth[best - 1] >= worth[best] - _LEAD and not is_kicker and not _is_named(text, texts)


def split_site_name(title: str, others: Iterable[str]) -> str:
    """Return a title without the names of section and site behind it, which stand elsewhere on the page, too."""
    others = frozenset(others)
    breaks = list(_BREAK.finditer(title))
    cut = len(title)
    for found in reversed(breaks):
        head, tail = title[: found.start()], title[found.end() : cut]
        is_name = 0 < count_units(tail) <= _SHORT_NAME and count_units(head) >= max(_SHORT, count_units(tail))
        if not is_name or not (_SITE.search(tail) or found.group().strip() == "_" or tail in others):
            break
        cut = found.start()
    return title[:cut].strip()


def may_be_title(text: str, rules: Profile) -> bool:
    """Has the line a title's length, and is it neither a byline nor a breadcrumb?"""
    least, most = _SIZE
    is_other = _BYLINE.search(text) or find_opening(text, rules.breadcrumbs)
    return least <= count_units(text) <= most and not is_other


def _is_named(text: str, texts: Sequence[str]) -> bool:
    """Is the line said again, with little beside it, as in the page's name?"""
    return any(text in other and len(text) < len(other) <= len(text) + _MORE for other in texts)


def _weigh(text: str, distance: int, texts: Sequence[str], seen: frozenset[str]) -> float:
    """Return what speaks for the line; the weights were chosen on pages whose titles are known."""
    size, rare = count_units(text), find_rarer_words(text)
    shared = len(rare & seen)
    is_named = _is_named(text, texts)
    return (
        0.5 * shared / max(1, len(rare))
        + 1.5 * min(shared, 4) / 4
        + 1.5 * (texts.count(text) > 1)
        + 4 * is_named
        - min(_FAR, distance) / 20
        - 1.5 * has_full_stop(text)
        - 3 * (is_tool(text) or bool(_SERVICE.search(text)))
        - 2 * (size <= _DAY and has_day(text))
        - 4 * max(0, size - _LONG) / 40
        - has_bar(text)
        - (size < _SHORT)
        - 1.5 * (size <= _KICKER and not is_named)
    )
