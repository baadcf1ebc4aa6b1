"""Find who speaks in an interview, from the names that open lines; there is no list of people.

1. names that open several lines are speakers; the one called a questioner, or who asks in at least half of the
   turns, is the interviewer
2. a name that occurs once counts only with more evidence: an honorific, or a note that opens with the name
3. if the others are named after most questions (three of four), a name opens each turn; otherwise names are left
   out of answers
4. if nobody asks, several speakers who take turns are a panel
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from yizhu.chinese.han import is_han
from yizhu.importers.interview.speaker_labels import (
    Label,
    find_aliases,
    find_opening_name,
    find_recurring_names,
    label_at,
)
from yizhu.importers.model.draft import SourceLine, Speaker
from yizhu.importers.model.profiles import Profile

# Where a line break was lost: the end of a sentence and exactly one space.
BOUNDARY = re.compile(r"(?<=[。？！?!…」』”’\"）)]) (?=\S)")
_SENTENCE_END = re.compile(r"[。？！?!…][」』”’\"）)]*$")
_QUESTION_MARK = re.compile(r"[?？]")
_PANEL_AT_LEAST = 5  # turns
_PANEL_TURN = 15  # characters, on the average


@dataclass(frozen=True, slots=True)
class Cast:
    """The speakers of an interview or a panel."""

    interviewer: Speaker | None  # None: nobody asks
    others: tuple[Speaker, ...]
    each_named: bool  # does each turn begin with a name?

    @property
    def everyone(self) -> tuple[Speaker, ...]:
        """All speakers, the interviewer first."""
        return (self.interviewer, *self.others) if self.interviewer else self.others

    def by_label(self) -> dict[str, Speaker]:
        """Return printed label → speaker."""
        return {label: one for one in self.everyone for label in (one.name, *one.labels)}

    @property
    def sole_answerer(self) -> Speaker | None:
        """The speaker of answers without a name; None if it could be more than one."""
        return self.others[0] if len(self.others) == 1 else None


@dataclass(frozen=True, slots=True)
class _LabelledText:
    """The text after one label."""

    name: str  # whom the label means
    label: str  # the name as printed
    text: str


def find_boundaries(text: str) -> tuple[int, ...]:
    """Return the offsets at which a line may begin whose break was lost."""
    spaces = (found.start() for found in BOUNDARY.finditer(text))
    return tuple(at + 1 for at in spaces if _SENTENCE_END.search(text[:at]))


def find_labels(text: str, rules: Profile) -> list[tuple[Label, int]]:
    """Return the labels at the start of the line or at a lost break, each with the end of its text."""
    starts = (0, *(find_boundaries(text) if rules.joined_turns else ()))
    found = [label for start in starts if (label := label_at(text, start))]
    labels = [label for label in found if not {label.name, label.bare} & set(rules.not_names)]
    ends = [label.start for label in labels[1:]] + [len(text)] * bool(labels)
    return list(zip(labels, ends, strict=True))


def find_cast(
    lines: tuple[SourceLine, ...], rules: Profile, known: frozenset[str] = frozenset()
) -> Cast | None:
    """Return the speakers; None if the page is no interview. ``known`` are names found before."""
    said = _collect_labelled(lines, rules)
    names = find_recurring_names(lines, rules) | known
    recurring = [one for one in said if one.label in names]
    asking = _interviewer(recurring, rules)
    if not asking:
        return _panel(recurring, lines, rules)
    others = [one for one in said if one.name != asking]
    credible = {
        one.name for one in others if one.label in known or _is_credible(one.name, said, lines, rules)
    }
    named = [one for one in others if one.name in credible]
    each_named = 4 * len(named) >= 3 * (len(said) - len(others))
    own = [one.label for one in said if one.name == asking]
    return _cast({asking: own}, _by_person(named, lines, rules), each_named)


def _panel(turns: list[_LabelledText], lines: tuple[SourceLine, ...], rules: Profile) -> Cast | None:
    """Return the speakers of a panel: several take turns, nobody asks, and together they say most of the page."""
    spoken = sum(len(one.text) for one in turns)
    if (
        len({one.name for one in turns}) < 2
        or len(turns) < _PANEL_AT_LEAST
        or spoken < _PANEL_TURN * len(turns)
    ):
        return None
    labels = frozenset(one.label for one in turns)
    first = next(at for at, line in enumerate(lines) if find_opening_name(line.text, labels))
    if len(lines) - first > 4 * len(turns):
        return None
    return _cast({}, _by_person(turns, lines, rules), each_named=True)


def _collect_labelled(lines: tuple[SourceLine, ...], rules: Profile) -> tuple[_LabelledText, ...]:
    full = find_aliases(lines, rules)
    return tuple(
        _LabelledText(full.get(label.bare, label.bare), label.name, line.text[label.end : end])
        for line in lines
        for label, end in find_labels(line.text, rules)
    )


def _interviewer(turns: list[_LabelledText], rules: Profile) -> str:
    """Return who is called a questioner, else who asks in at least half of the turns; empty if nobody."""
    times = Counter(one.name for one in turns)
    names = list(times)
    called = [name for name in names if name in rules.askers or name.split(" ")[0] in rules.askers]
    asked = Counter(one.name for one in turns if _QUESTION_MARK.search(one.text))
    least = 0.2 if called else 0.5
    asking = [name for name in called or names if times[name] > 1 and asked[name] >= least * times[name]]
    return max(asking, key=lambda name: asked[name] * (asked[name] / times[name]), default="")


def _is_credible(
    name: str, said: tuple[_LabelledText, ...], lines: tuple[SourceLine, ...], rules: Profile
) -> bool:
    if sum(one.name == name for one in said) > 1 or name.endswith(rules.honorifics):
        return True
    note = re.compile(re.escape(name) + r"\s*[,，、(（是為为]")
    return any(note.match(line.text) for line in lines)


def _by_person(
    said: list[_LabelledText], lines: tuple[SourceLine, ...], rules: Profile
) -> dict[str, list[str]]:
    """Return name → labels: ``肖涵博士`` is ``肖涵`` if the page also has the name without the honorific."""
    text = "\n".join(line.text for line in lines)
    people: dict[str, list[str]] = {}
    for one in said:
        title = max((h for h in rules.honorifics if one.name.endswith(h)), key=len, default="")
        short = one.name.removesuffix(title)
        stands_alone = title and re.search(re.escape(short) + f"(?!{re.escape(title)})", text)
        people.setdefault(short if len(short) > 1 and stands_alone else one.name, []).append(one.label)
    return people


def _cast(asking: dict[str, list[str]], people: dict[str, list[str]], each_named: bool) -> Cast:
    printed = {**asking, **people}
    ids = make_speaker_ids(tuple(printed))
    everyone = [
        Speaker(id, name, tuple(label for label in dict.fromkeys(labels) if label != name))
        for id, (name, labels) in zip(ids, printed.items(), strict=True)
    ]
    return Cast(everyone[0] if asking else None, tuple(everyone[len(asking) :]), each_named)


def make_speaker_ids(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return a unique ASCII id for each name: 肖涵 xiao-han, 德國之聲 deguo-zhisheng; else s1, s2 …"""
    ids: list[str] = []
    for number, name in enumerate(names, 1):
        id = _ascii(name) or f"s{number}"
        ids.append(id if id not in ids else f"{id}-{number}")
    return tuple(ids)


def _ascii(name: str) -> str:
    """Return the name in a-z, 0-9 and hyphens; empty if it cannot be spelled so."""
    if all(map(is_han, name)):
        return "-".join(_words(_syllables(name)))
    spelled = "".join(f" {''.join(_syllables(c))} " if is_han(c) else c for c in name).lower()
    return "-".join(re.findall("[a-z0-9]+", spelled)) if spelled.isascii() else ""


def _syllables(han: str) -> list[str]:
    """Return the pinyin of Han characters without tones; empty if pypinyin is not installed."""
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return []
    return [syllable for syllable in lazy_pinyin(han) if syllable.isascii()]


def _words(syllables: list[str]) -> list[str]:
    """Split a person's pinyin into surname and given name; longer names into words of two syllables."""
    if len(syllables) <= 3:
        return [part for part in ("".join(syllables[:1]), "".join(syllables[1:])) if part]
    return ["".join(syllables[at : at + 2]) for at in range(0, len(syllables), 2)]
