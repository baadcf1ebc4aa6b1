"""How pages mark the speaker: a name and colon, in brackets, before a bar, or alone on the line above the turn.

``記者：…``  ``Q1: …``  ``Q. …``  ``【問】…``  ``風尚｜…``  ``王小明（建築師）``  ``发言人1 00:03``

Pages also say what a short name stands for: ``島嶼誌（以下簡稱島）：…``, ``記：記者　陳：陳志雲``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from yizhu.importers.model.draft import SourceLine
from yizhu.importers.model.profiles import Profile

_LATIN_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}(?: \d{1,2})?"
_OTHER_NAME = r"[^\W\d_](?:[^\W_]|[·•・‧-]){0,14}"
# A job title precedes a Chinese name, with a space: 中学教师 赵敏.
_TITLE = "(?:[\u3400-\u9fff][\\w、·]{1,15}[ \u3000]){0,2}"
_NAME = rf"(?:{_LATIN_NAME}|{_TITLE}{_OTHER_NAME})"
_ASIDE = r"(?:\s?[（(][^（()）]{1,30}[）)])?"
_TIME = r"[\[(（]?\d{1,2}:\d{2}(?::\d{2})?[\])）]?"
# No address (http://) and no time of day (10:30) behind the colon.
_COLON = re.compile(rf"(?P<name>{_NAME}{_ASIDE})\s?[:：︰](?!//|\d\d\b)\s*")
_BRACKETS = re.compile(rf"[【〔［](?P<name>{_NAME})[】〕］][:：]?\s*")
_BAR = re.compile(rf"(?P<name>{_NAME})\s?｜\s*")
_DOT = re.compile(r"(?P<name>[QA]\d{0,2})[.．]\s*")
_ALONE = re.compile(rf"(?:{_TIME}\s+)?[【〔［■▍●◆▎]?\s?(?P<name>{_NAME}{_ASIDE})[】〕］]?(?:\s+{_TIME})?")
_NUMBERED = re.compile(r"(?P<name>[QA問问答])\s?\d{1,2}")
_STANDS_FOR = re.compile(
    r"(?P<full>《[^》]{2,20}》|[\w·]{2,20}|[A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){0,3})\s?"
    r"[（(](?:以下|下文)?(?:簡稱|简称|下稱|下称|稱|称)(?:為|为)?[「『“\"《]?(?P<short>\w{1,6})[」』”\"》]?[）)]"
)
_PAIR = r"(?P<short>\w{1,3})\s?[:：=＝]\s?(?P<full>《?[^\W\d_][\w·]{1,11}》?)"
_LEGEND = re.compile(
    # A pair that was read is not read otherwise: a row of colons could be parted in a thousand ways.
    rf"[（(]?(?>{_PAIR.replace('?P<short>', '').replace('?P<full>', '')}[\s,，、;；/／]*){{2,}}[）)]?"
)
# The surnames of some nine in ten people, in both scripts.
_SURNAMES = frozenset(
    "王李張张劉刘陳陈楊杨趙赵黃黄周吳吴徐孫孙胡朱高林何郭馬马羅罗梁宋鄭郑謝谢韓韩唐馮冯于董蕭萧程曹袁鄧邓許许傅沈曾彭"
    "呂吕蘇苏盧卢蔣蒋蔡賈贾丁魏薛葉叶閻阎余潘杜戴夏鍾钟汪田任姜范方石姚譚谭廖鄒邹熊金陸陆郝孔白崔康毛邱秦江史顧顾侯邵"
    "孟龍龙萬万段雷錢钱湯汤尹黎易常武喬乔賀贺賴赖龔龚文溫温柯游詹莊庄洪簡简施翁巫紀纪涂連连童嚴严尤卓甘古阮柳倪"
)
_DOUBLE_SURNAMES = frozenset(
    ("歐陽", "欧阳", "司馬", "司马", "諸葛", "诸葛", "上官", "司徒", "張簡", "张简", "范姜")
)
_QUOTED = re.compile(r"[「『“\"《]")
_SENTENCE = re.compile(r"[。？！?!.…][」』”’\"）)]*$")

_NO_RULES = Profile("none", ())


@dataclass(frozen=True, slots=True)
class Label:
    """The name at the start of a turn."""

    name: str  # as printed, without what parts it from the turn
    printed: str
    start: int
    end: int  # where the turn's text begins

    @property
    def bare(self) -> str:
        """The name without a bracketed aside, and Q or A without its number."""
        return bare_name(self.name)


def bare_name(name: str) -> str:
    """Return the name without aside and number: ``島嶼誌（以下簡稱島）`` is 島嶼誌, ``Q1`` is Q."""
    plain = re.sub(r"\s?[（(][^（()）]*[）)]$", "", name)
    numbered = _NUMBERED.fullmatch(plain)
    return numbered["name"] if numbered else plain


def label_at(text: str, start: int = 0) -> Label | None:
    """Return the label with a colon at this offset; None if there is none."""
    found = _COLON.match(text, start)
    if found is None or _LEGEND.fullmatch(text):
        return None
    return Label(found["name"], found.group().strip(), found.start(), found.end())


def find_recurring_names(lines: Iterable[SourceLine], rules: Profile) -> frozenset[str]:
    """Return the names, as printed and bare, that open more than one line."""
    lines = tuple(lines)
    full = find_aliases(lines, rules)
    opened = list(dict.fromkeys(_group_by_label(lines)))
    said = Counter(full.get(bare_name(name), bare_name(name)) for name, _ in opened)
    # He said: "…" is narrated, not spoken.
    quoted = Counter(
        full.get(bare_name(name), bare_name(name)) for name, text in opened if _QUOTED.match(text)
    )
    recurring = {n for n, times in said.items() if times > 1 and quoted[n] * 2 <= times}
    named = {
        part
        for name, _ in opened
        for part in (name, bare_name(name))
        if full.get(bare_name(name), bare_name(name)) in recurring
    }
    return frozenset((named - set(rules.not_names)) | _names_alone(lines, rules))


def _group_by_label(lines: tuple[SourceLine, ...]) -> Iterator[tuple[str, str]]:
    """Yield each name with the text after it, on its line or the next: the same link twice is no speaker."""
    for line, below in zip(lines, (*lines[1:], SourceLine(0, "")), strict=False):
        if label := _opening_label(line.text):
            yield label.name, line.text[label.end :] or below.text


def find_opening_name(text: str, names: frozenset[str]) -> str:
    """Return which of the names opens the line or is alone on it; empty if none does."""
    label = _opening_label(text)
    if label and not names.isdisjoint({label.name, label.bare}):
        return label.bare
    alone = _name_alone(text)
    return alone if alone in names else ""


def normalize_label(line: SourceLine, names: frozenset[str], colon: str) -> SourceLine:
    """Return the line with its label written with a colon, if it is one of the names."""
    label = _opening_label(line.text)
    if label and label_at(line.text) is None and not names.isdisjoint({label.name, label.bare}):
        gap = "" if colon == "：" else " "
        return replace(line, text=f"{label.bare}{colon}{gap}{line.text[label.end :]}")
    alone = _name_alone(line.text)
    return replace(line, text=alone + colon) if alone in names else line


def find_aliases(lines: Iterable[SourceLine], rules: Profile = _NO_RULES) -> dict[str, str]:
    """Return short name → full name, as the page explains it, or else the site's profile."""
    lines = tuple(lines)
    full: dict[str, str] = {}
    for line in lines:
        pairs = re.finditer(_PAIR, line.text) if _LEGEND.fullmatch(line.text) else ()
        for found in (*_STANDS_FOR.finditer(line.text), *pairs):
            name = _trim_prefix(found["full"].strip(), found["short"])
            if name != found["short"]:
                full.setdefault(found["short"], name)
    return _profile_aliases(lines, rules) | full


def _profile_aliases(lines: tuple[SourceLine, ...], rules: Profile) -> dict[str, str]:
    """Return alias → name from the profile, in the spelling that the page uses."""
    text = "\n".join(line.text for line in lines) if rules.speakers else ""
    rows = sorted(rules.speakers, key=lambda row: row[0] not in text)
    return {alias: row[0] for row in reversed(rows) for alias in row[1:]}


def _trim_prefix(text: str, short: str) -> str:
    """Return the full name without words before it: 對話黃志明 with the short name 黃 is 黃志明."""
    if text.startswith("《"):
        return text.strip("《》")
    at = text.rfind(short[0], 0, -1)
    return text[at:] if at >= 0 and re.match("[\u3400-\u9fff]", text) else text


def _opening_label(text: str) -> Label | None:
    """Return the label, of any form, that opens the line."""
    if label := label_at(text):
        return label
    found = _BRACKETS.match(text) or _BAR.match(text) or _DOT.match(text)
    if found is None or found.end() == len(text):
        return None
    return Label(found["name"], found.group().strip(), found.start(), found.end())


def _name_alone(text: str) -> str:
    """Return the bare name if the whole line may be one; otherwise empty."""
    found = _ALONE.fullmatch(text) if len(text) <= 40 else None
    return bare_name(found["name"]) if found else ""


def _names_alone(lines: tuple[SourceLine, ...], rules: Profile) -> set[str]:
    """Return names alone above speech: two that recur, or three that each have an aside in brackets."""
    heads: Counter[str] = Counter()
    followed: Counter[str] = Counter()
    named: set[str] = set()
    for line, below in {(one.text, two.text): (one, two) for one, two in pairwise(lines)}.values():
        name = _name_alone(line.text)
        if not name or name in rules.not_names:
            continue
        heads[name] += 1
        followed[name] += bool(_SENTENCE.search(below.text)) or len(below.text) >= 20
        if line.text.endswith(("）", ")")) and _SENTENCE.search(below.text) and is_person(name):
            named.add(name)
    sound = {name for name in heads if followed[name] * 5 >= heads[name] * 4}
    recurring = {name for name in sound if heads[name] > 1}
    turns = sum(heads[name] for name in recurring)
    several = sound & named if len(sound & named) >= 3 else set[str]()
    return several | recurring if len(recurring) > 1 and turns >= 6 else several


def is_person(name: str) -> bool:
    """Has the name the form of a Chinese person's: a surname and one or two more characters?"""
    return (len(name) in (2, 3) and name[0] in _SURNAMES) or (len(name) == 4 and name[:2] in _DOUBLE_SURNAMES)
