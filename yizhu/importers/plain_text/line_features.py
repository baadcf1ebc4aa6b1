"""Describe each line of a dump by numbers: what it says of itself, of its neighbours, and of its place on the page.

Nothing here depends on the page's language, but for the words of furniture that a profile knows. Which words are a
language's common ones is learned from the page: those that stand in many of its sentences.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

_WIDE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"  # letters of scripts without spaces
_TOKEN = re.compile(rf"[{_WIDE}]|[^\W\d_{_WIDE}]+")
_IS_WIDE = re.compile(f"[{_WIDE}]")
_CLOSING = '」』”’"）)»“›*】\\]'
_ENDS = re.compile(rf"[。．.!?！？…؟।][{_CLOSING}]*$")
_STOP = re.compile(rf"[。！？؟।]|[.!?…](?=[\s{_CLOSING}]|$)")
_FULL_STOP = re.compile(r"。|\.(?=\s|$)")
_COMMA = re.compile(r"[,，、;；،](?!\d)")
_CUT = re.compile(r"(?:…|\.{3}|⋯)[\])]?$")
_QUOTE = re.compile(r"[「『“”\"«»„]")
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}\b|(?:19|20)\d{2}\s?[./年-]\s?\d{1,2}\s?[./月-]|"
    r"\b\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,10}\.?,?\s(?:de\s)?(?:19|20)\d{2}\b|\b[^\W\d_]{3,10}\.?\s\d{1,2},?\s(?:19|20)\d{2}\b"
)
_ADDRESS = re.compile(r"https?:|www\.|\w@\w|@\w")
_RIGHTS = re.compile(r"©|\(c\)|copyright|all rights|版权|版權|alle rechte|tous droits|derechos", re.I)
_BAR = re.compile(r"[|｜›»>→▼▾·•/]")
_LIST_MARK = re.compile(r"(?:[•·●○◆◇▪■□※*–—-]|\(?\d{1,2}[.)、．]|[（(][一二三四五六七八九十]+[）)])\s*\S")
# What menus and tools, captions, and pointers to other articles say in the languages that use the alphabet.
_TOOLS = re.compile(
    r"\b(?:newsletters?|e-?mail|login|log in|sign (?:in|up)|subscri\w+|register|abo|abonn\w+|anmelden|registrier\w+|"
    r"teilen|share|partager|compartir|compartilh\w+|condividi|dela|del|drucken|print|imprim\w+|stampa|merken|save|"
    r"impressum|datenschutz\w*|agb|privacy|terms|cookies?|kontakt|contact\w*|contacto|contatti|werbung|anzeige|"
    r"advertis\w+|publicité|publicidad\w*|pubblicità|reklam\w*|startseite|homepage|home|menü|menu|suche|search|buscar|"
    r"cerca|rechercher|facebook|twitter|whatsapp|instagram|linkedin|pinterest|telegram|youtube|rss|podcast|apps?|"
    r"folgen|follow|suivre|seguir|kommentare?|comments?|commentaires?|comentarios?|commenti|forum)\b",
    re.I,
)
_CREDIT = re.compile(
    r"\b(?:fotos?|photos?|bild(?:er)?|images?|pictures?|quelle|source|credit|crédit|crédito|video)\s?[:/©(]|©|"
    r"\b(?:getty|reuters|afp|dpa|imago|epa|ansa|efe|picture.alliance|shutterstock|istock)\b|\(ap\b|/\s?ap\b",
    re.I,
)
_POINTER = re.compile(
    r"^\W*(?:mehr (?:zum|zu|aus|dazu|lesen|infos?)|lesen sie|auch interessant|das könnte|meist\s?gelesen|ähnliche|verwandte|"
    r"weitere|aktuelle?|empfehlung\w*|passend zum|read (?:more|next|also)|more (?:on|from|in|about|stories)|related|"
    r"you (?:may|might)|most (?:read|popular|viewed)|latest|trending|recommended|see also|up next|watch|à lire|lire aussi|"
    r"sur le même|les plus|articles? liés|lea también|te puede|lo más|noticias? relacionad\w+|más (?:noticias|sobre)|"
    r"leggi anche|più letti|potrebbe|leia (?:também|mais)|mais (?:lidas|sobre)|veja também|läs (?:mer|också)|les også|"
    r"læs også|lees ook|czytaj|zobacz|čtěte|ilgili|baca juga)\b",
    re.I,
)
_NEAR = (1, 2, 4, 8, 16)  # lines
_COMMON = 40  # words
_SENTENCE = 16  # units: what is shorter is no running text
_LABEL = 24  # units: what is longer is no label
_OWN_AROUND = (
    "size",
    "running",
    "ends",
    "common",
    "furniture",
    "title case",
    "repeated",
    "gap",
    "worth",
    "chosen",
    "tools",
    "credit",
    "pointer",
    "kin",
)


@dataclass(frozen=True, slots=True)
class PlainLine:
    """What the features of a line are made from."""

    number: int
    text: str
    is_furniture: bool = False  # words of tools, captions, notices
    is_foot: bool = False  # heads links or comments
    is_turn: bool = False  # opens with a speaker's label
    kind: str = ""  # as the rules have it
    worth: float = 0.0
    is_chosen: bool = False  # is in the stretch that the rules take for the article
    is_link: bool = False  # cut off, or said twice: as a link to another article is

    @property
    def is_sentence(self) -> bool:
        """Do the rules take it for one?"""
        return self.kind in ("prose", "sentence")


def describe_lines(lines: Sequence[PlainLine]) -> list[dict[str, float]]:
    """Return the features of each line, by name; what is absent is 0."""
    tokens = [_TOKEN.findall(line.text) for line in lines]
    units = [sum(1 if _IS_WIDE.match(word) else 2 for word in words) for words in tokens]
    own = _describe_alone(lines, tokens, units)
    mass = [one["mass"] for one in own]
    described = [dict(one) for one in own]
    _add_neighbours(described, own)
    _add_windows(described, own, mass)
    _add_places(described, own, mass, lines)
    return described


def count_units(text: str) -> int:
    """Return the length of a text: a character of a script without spaces counts one, a word of another two."""
    return sum(1 if _IS_WIDE.match(word) else 2 for word in _TOKEN.findall(text))


def find_rarer_words(text: str) -> frozenset[str]:
    """Return the words of four letters and more, and the pairs of characters of scripts without spaces."""
    return _find_rare(_TOKEN.findall(text), frozenset())


def has_full_stop(text: str) -> bool:
    """Does a sentence end in the text, other than a question or a cry?"""
    return bool(_FULL_STOP.search(text))


def has_bar(text: str) -> bool:
    """Do bars, arrows or dots divide the text, as they do breadcrumbs?"""
    return bool(_BAR.search(text))


def has_day(text: str) -> bool:
    """Does the text say a day or a time?"""
    return bool(_DATE.search(text) or _CLOCK.search(text))


def is_tool(text: str) -> bool:
    """Does the text speak of the page's tools, of who took a picture, or of other articles?"""
    return bool(_TOOLS.search(text) or _POINTER.match(text) or _CREDIT.search(text))


def _describe_alone(
    lines: Sequence[PlainLine], tokens: Sequence[list[str]], units: Sequence[int]
) -> list[dict[str, float]]:
    is_running = [
        size >= _SENTENCE and bool(_STOP.search(line.text)) for line, size in zip(lines, units, strict=True)
    ]
    common = _find_common(words for words, runs in zip(tokens, is_running, strict=True) if runs)
    times = Counter(line.text for line in lines)
    heads = _find_prefixes(lines)
    kin = _find_kin(tokens, [line.is_chosen and line.is_sentence for line in lines], common)
    has_gaps = len(lines) > 1 and (lines[-1].number - lines[0].number + 1) > 1.15 * len(lines)
    numbers = [line.number for line in lines]
    gaps = [
        has_gaps and a - b > 1
        for a, b in zip(numbers, [numbers[0] - 2, *numbers] if numbers else [], strict=False)
    ]
    return [
        {
            **_describe_words(line.text, words, size, common),
            **_describe_marks(line.text, size),
            "mass": min(size, 120) / 60 if runs else 0.0,
            "running": float(runs),
            "long loose": float(size > _LABEL and not runs),
            "label": float(size <= _LABEL and not runs),
            "repeated": float(times[line.text] > 1),
            "in another": float(line.text in heads),
            "furniture": float(line.is_furniture),
            "foot": float(line.is_foot),
            "turn": float(line.is_turn),
            "prose": float(line.kind == "prose"),
            "sentence": float(line.kind == "sentence"),
            "worth": line.worth / 90,
            "chosen": float(line.is_chosen),
            "gap": float(gap),
            "kin": share,
        }
        for line, words, size, runs, gap, share in zip(
            lines, tokens, units, is_running, gaps, kin, strict=True
        )
    ]


def _find_common(sentences: Iterable[list[str]]) -> frozenset[str]:
    """Return the words that most sentences of the page share: articles, particles, 的."""
    seen = Counter(word.lower() for words in sentences for word in set(words))
    return frozenset(word for word, times in seen.most_common(_COMMON) if times > 1)


def _find_kin(tokens: Sequence[list[str]], chosen: Sequence[bool], common: frozenset[str]) -> list[float]:
    """Return for each line the share of its rarer words that the rules' sentences have elsewhere."""
    rare = [_find_rare(words, common) for words in tokens]
    seen = Counter(word for words, is_in in zip(rare, chosen, strict=True) if is_in for word in words)
    return [
        sum(seen[word] > is_in for word in words) / len(words) if words else 0.0
        for words, is_in in zip(rare, chosen, strict=True)
    ]


def _find_rare(words: list[str], common: frozenset[str]) -> frozenset[str]:
    """Return the words of four letters and more, and the pairs of characters of scripts without spaces."""
    pairs = (one + two for one, two in pairwise(words) if _IS_WIDE.match(one) and _IS_WIDE.match(two))
    long = (word.lower() for word in words if len(word) > 3)
    return frozenset((*pairs, *long)) - common


def _find_prefixes(lines: Sequence[PlainLine]) -> frozenset[str]:
    """Return the lines that another, longer line begins with: the title does, in the line of the page's name."""
    ordered = sorted({line.text for line in lines})
    return frozenset(one for one, two in pairwise(ordered) if len(one) >= 12 and two.startswith(one))


def _describe_words(text: str, words: list[str], size: int, common: frozenset[str]) -> dict[str, float]:
    count = max(1, len(words))
    cased = [word for word in words if word[0] != word[0].swapcase()]
    upper = sum(word[0].isupper() for word in cased)
    return {
        "size": math.log1p(size) / 3,
        "size 4": float(size <= 4),
        "size 12": float(4 < size <= 12),
        "size 24": float(12 < size <= 24),
        "size 48": float(24 < size <= 48),
        "size 96": float(48 < size <= 96),
        "size more": float(size > 96),
        "common": sum(word.lower() in common for word in words) / count,
        "title case": upper / len(cased) if len(cased) > 1 else 0.0,
        "capitals": float(len(text) > 3 and text.isupper()),
        "digits": len(_DIGIT.findall(text)) / max(1, len(text)),
        "no words": float(not words),
    }


def _describe_marks(text: str, size: int) -> dict[str, float]:
    stops, ends = len(_STOP.findall(text)), bool(_ENDS.search(text))
    return {
        "ends": float(ends),
        "stops": min(3, stops) / 3,
        "long and ends": float(ends and size >= _SENTENCE),
        "several stops": float(stops > 1 and size >= _SENTENCE),
        "asks": float(text.endswith(("?", "？"))),
        "commas": min(4, len(_COMMA.findall(text))) / 4,
        "cut": float(bool(_CUT.search(text))),
        "colon": float(text.endswith((":", "："))),
        "quotes": float(bool(_QUOTE.search(text))),
        "day": float(bool(_DATE.search(text))),
        "clock": float(bool(_CLOCK.search(text))),
        "address": float(bool(_ADDRESS.search(text))),
        "rights": float(bool(_RIGHTS.search(text))),
        "bars": float(bool(_BAR.search(text))),
        "list": float(bool(_LIST_MARK.match(text))),
        "tools": float(size <= 40 and bool(_TOOLS.search(text))),
        "credit": float(size <= 80 and bool(_CREDIT.search(text))),
        "pointer": float(bool(_POINTER.match(text))),
        "short day": float(size < _LABEL and bool(_DATE.search(text) or _CLOCK.search(text))),
    }


def _add_neighbours(described: list[dict[str, float]], own: list[dict[str, float]]) -> None:
    for at, one in enumerate(described):
        for step in (-2, -1, 1, 2):
            if 0 <= at + step < len(own):
                beside = own[at + step]
                one.update((f"{step:+} {name}", beside[name]) for name in _OWN_AROUND)
            else:
                one[f"{step:+} none"] = 1.0


def _add_windows(described: list[dict[str, float]], own: list[dict[str, float]], mass: list[float]) -> None:
    """Add how much running text, how many labels and how much furniture stand in the lines above and below."""
    sums = {
        "mass": [0.0, *accumulate(mass)],
        "label": [0.0, *accumulate(one["label"] for one in own)],
        "furniture": [
            0.0,
            *accumulate(one["furniture"] + one["foot"] + one["tools"] + one["pointer"] for one in own),
        ],
        "day": [0.0, *accumulate(one["short day"] for one in own)],
        "worth": [0.0, *accumulate(one["worth"] for one in own)],
    }
    last = len(own)
    for at, one in enumerate(described):
        for near in _NEAR:
            for name, total in sums.items():
                above, below = max(0, at - near), min(last, at + 1 + near)
                one[f"{name} -{near}"] = (total[at] - total[above]) / near
                one[f"{name} +{near}"] = (total[below] - total[at + 1]) / near


def _add_places(
    described: list[dict[str, float]],
    own: list[dict[str, float]],
    mass: list[float],
    lines: Sequence[PlainLine],
) -> None:
    """Add how much of the page's running text stands above, and how far away the last heading of links is."""
    whole, total = [0.0, *accumulate(mass)], max(sum(mass), 0.001)
    since_foot, since_title = 99, 99
    densest = _find_densest(mass)
    chosen = [at for at, one in enumerate(own) if one["chosen"]] or [densest]
    for at, one in enumerate(described):
        since_foot = 0 if own[at]["foot"] or own[at]["pointer"] else since_foot + 1
        since_title = (
            0 if own[at]["in another"] or (own[at]["repeated"] and own[at]["size 24"]) else since_title + 1
        )
        one["above"] = whole[at] / total
        one["above much"] = float(whole[at] > 5)
        one["below"] = (total - whole[at + 1]) / total
        one["line"] = at / len(lines)
        one["after foot"] = 1 / (1 + since_foot)
        one["after title"] = 1 / (1 + since_title)
        one["to densest"] = abs(at - densest) / len(lines)
        one["past densest"] = float(at > densest)
        one["between"] = abs(whole[at + (at < densest)] - whole[densest]) / total
        one["to chosen"] = 1 / (1 + max(0, chosen[0] - at))
        one["from chosen"] = 1 / (1 + max(0, at - chosen[-1]))
        one["far above"] = min(1.0, max(0, chosen[0] - at) / 20)
        one["far below"] = min(1.0, max(0, at - chosen[-1]) / 20)
        one["above chosen"] = abs(whole[at] - whole[chosen[0]]) / total if at < chosen[0] else 0.0
        one["below chosen"] = abs(whole[at] - whole[chosen[-1] + 1]) / total if at > chosen[-1] else 0.0
        one["constant"] = 1.0


def _find_densest(mass: list[float]) -> int:
    """Return the line around which most running text stands."""
    smooth = [0.0] * len(mass)
    for step, weight in ((0, 1.0), (1, 0.8), (2, 0.7), (3, 0.6), (4, 0.5), (6, 0.3), (8, 0.2)):
        for at in range(len(mass)):
            smooth[at] += weight * (
                (mass[at - step] if at >= step else 0) + (mass[at + step] if at + step < len(mass) else 0)
            )
    return max(range(len(smooth)), key=smooth.__getitem__, default=0)
