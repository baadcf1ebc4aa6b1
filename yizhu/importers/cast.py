"""Who speaks in an interview: found from the names with a colon that open lines, never from a list of people.

1. names that open several lines are voices; who asks in at least half of the turns is the interviewer
2. somebody named once counts if there is more to tell it: an honorific, or a note that opens with the name
3. if the others are named for most questions (three of four), a name stands before each turn; if not, names
   are left out
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from yizhu.han import is_han
from yizhu.importers.blocks import SourceLine, Speaker
from yizhu.importers.profiles import Profile

_LATIN_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
_OTHER_NAME = r"[^\W\d_](?:[^\W_]|[·•・-]){0,14}"
# No address (http://) and no time of day (10:30) behind the colon.
LABEL = re.compile(rf"(?P<name>{_LATIN_NAME}|{_OTHER_NAME})[:：](?!//|\d\d\b)\s*")
# Where a line break was lost: the end of a sentence and exactly one space.
BOUNDARY = re.compile(r"(?<=[。？！?!…」』”’\"）)]) (?=\S)")
_SENTENCE_END = re.compile(r"[。？！?!…][」』”’\"）)]*$")
_QUESTION_MARK = re.compile(r"[?？]")


@dataclass(frozen=True, slots=True)
class Cast:
    """The speakers of an interview."""

    interviewer: Speaker
    others: tuple[Speaker, ...]
    each_named: bool  # does a name stand before each turn?

    def by_label(self) -> dict[str, Speaker]:
        """Whom each printed label means."""
        everyone = (self.interviewer, *self.others)
        return {label: speaker for speaker in everyone for label in (speaker.name, *speaker.labels)}

    @property
    def sole_answerer(self) -> Speaker | None:
        """Who must have given an answer without a name: known only if no two could have."""
        return self.others[0] if len(self.others) == 1 else None


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands behind one label."""

    name: str
    text: str


def boundaries(text: str) -> tuple[int, ...]:
    """The offsets at which a lost line may begin."""
    spaces = (found.start() for found in BOUNDARY.finditer(text))
    return tuple(at + 1 for at in spaces if _SENTENCE_END.search(text[:at]))


def with_ends(labels: list[re.Match[str]]) -> list[tuple[re.Match[str], int]]:
    """The labels of one line, each with the offset of its text's end: the next label, or the line's end."""
    ends = [label.start() for label in labels[1:]] + [len(label.string) for label in labels[-1:]]
    return list(zip(labels, ends, strict=True))


def voices(lines: Iterable[SourceLine], rules: Profile) -> frozenset[str]:
    """The names that open more than one line."""
    opened = Counter(found["name"] for line in lines if (found := LABEL.match(line.text)))
    return frozenset(name for name, times in opened.items() if times > 1 and name not in rules.not_names)


def cast_of(lines: tuple[SourceLine, ...], rules: Profile) -> Cast | None:
    """The speakers, or None: the page is no interview."""
    said = _all_said(lines, rules)
    asking = _interviewer(said, voices(lines, rules))
    if not asking:
        return None
    others = [name for name in dict.fromkeys(one.name for one in said) if name != asking]
    credible = [name for name in others if _is_credible(name, said, lines, rules)]
    times = Counter(one.name for one in said)
    each_named = 4 * sum(times[name] for name in credible) >= 3 * times[asking]
    return _cast(asking, _by_person(credible, lines, rules), each_named)


def _all_said(lines: tuple[SourceLine, ...], rules: Profile) -> tuple[_Said, ...]:
    """What follows each label at a line's start or, where turns may share a line, at a boundary."""
    said: list[_Said] = []
    for line in lines:
        starts = [0, *(boundaries(line.text) if rules.joined_turns else ())]
        found = [label for start in starts if (label := LABEL.match(line.text, start))]
        labels = [label for label in found if label["name"] not in rules.not_names]
        said += [_Said(label["name"], line.text[label.end() : end]) for label, end in with_ends(labels)]
    return tuple(said)


def _interviewer(said: tuple[_Said, ...], recurring: frozenset[str]) -> str:
    """Of the voices the one who asks most often; of two, who speaks first; empty: nobody asks."""
    best, most = "", 0.0
    for name in dict.fromkeys(one.name for one in said if one.name in recurring):
        own = [one for one in said if one.name == name]
        share = sum(bool(_QUESTION_MARK.search(one.text)) for one in own) / len(own)
        if share > most:
            best, most = name, share
    return best if most >= 0.5 else ""


def _is_credible(name: str, said: tuple[_Said, ...], lines: tuple[SourceLine, ...], rules: Profile) -> bool:
    if sum(one.name == name for one in said) > 1 or name.endswith(rules.honorifics):
        return True
    note = re.compile(re.escape(name) + r"\s*[,，、(（是為为]")
    return any(note.match(line.text) for line in lines)


def _by_person(labels: list[str], lines: tuple[SourceLine, ...], rules: Profile) -> dict[str, list[str]]:
    """Name → labels: ``肖涵博士`` is ``肖涵`` where the page has that name without the honorific, too."""
    text = "\n".join(line.text for line in lines)
    people: dict[str, list[str]] = {}
    for label in labels:
        title = max((h for h in rules.honorifics if label.endswith(h)), key=len, default="")
        bare = label.removesuffix(title)
        stands_alone = re.search(re.escape(bare) + f"(?!{re.escape(title)})", text)
        people.setdefault(bare if len(bare) > 1 and stands_alone else label, []).append(label)
    return people


def _cast(asking: str, people: dict[str, list[str]], each_named: bool) -> Cast:
    names = (asking, *people)
    ids = speaker_ids(names)
    labels = [tuple(label for label in people.get(name, ()) if label != name) for name in names]
    first, *others = (Speaker(*each) for each in zip(ids, names, labels, strict=True))
    return Cast(first, tuple(others), each_named)


def speaker_ids(names: tuple[str, ...]) -> tuple[str, ...]:
    """An ASCII id for each name, no two alike: 肖涵 xiao-han, 德國之聲 deguo-zhisheng; else s1, s2 …"""
    ids: list[str] = []
    for number, name in enumerate(names, 1):
        id = _ascii(name) or f"s{number}"
        ids.append(id if id not in ids else f"{id}-{number}")
    return tuple(ids)


def _ascii(name: str) -> str:
    """The name in a-z, 0-9 and hyphens; empty if it cannot be spelled so."""
    if all(map(is_han, name)):
        return "-".join(_words(_syllables(name)))
    spelled = "".join(f" {''.join(_syllables(c))} " if is_han(c) else c for c in name).lower()
    return "-".join(re.findall("[a-z0-9]+", spelled)) if spelled.isascii() else ""


def _syllables(han: str) -> list[str]:
    """The pinyin of Han characters, without tones; nothing where the library for it is not installed."""
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return []
    return [syllable for syllable in lazy_pinyin(han) if syllable.isascii()]


def _words(syllables: list[str]) -> list[str]:
    """Surname and given name of a person, up to three syllables; longer names are mostly words of two."""
    if len(syllables) <= 3:
        return [part for part in ("".join(syllables[:1]), "".join(syllables[1:])) if part]
    return ["".join(syllables[at : at + 2]) for at in range(0, len(syllables), 2)]
