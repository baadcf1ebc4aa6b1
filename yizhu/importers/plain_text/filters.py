"""Drop lines that are not part of the article, with the reason: whole lines, recognized by their form.

1. inserts: from an opening such as ``(相關報導:`` to the closing bracket. They go first, since an end marker
   inside brackets does not end the article.
2. lines without visible characters
3. the end marker and everything below it
4. what the page says again and again between the paragraphs: that the article goes on below the advertisement
5. teasers at the foot of a page that has no end marker
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from yizhu.importers.interview.speaker_labels import find_opening_name
from yizhu.importers.model.draft import Dropped, SourceLine, drop_line, fault_at
from yizhu.importers.model.profiles import Profile, find_opening, find_short_opening
from yizhu.importers.model.punctuation import to_half_width

_PROSE_END = re.compile(r"[。！？!?.…⋯][」』”’\"）)]*$")
_FULL_STOP = re.compile(r"。|\.(?=[」』”’\"）)]*(?:\s|$))")
_HAN = "\u3400-\u9fff"
# Headline, one space between Chinese characters, summary. A space beside Latin letters tells nothing:
# many pages set one on either side of each foreign word.
_TEASER = re.compile(rf"(?P<headline>.{{6,70}}?[{_HAN}?!？！」』》]) (?=[{_HAN}「『《])(?P<summary>.{{40,}})")
_DATELINE = re.compile(r"[电電讯訊]$|記者|记者|報導|报道|報道|消息$|\d日")
_INSERT_AT_MOST = 12  # lines: an insert that runs on for longer was never closed
_TEASERS_AT_LEAST = 3
_SEPARATOR = re.compile(
    r"^\W*(?:article content|advertise\w*|ad|anzeige|werbung|publicité|publicidade?|pubblicità|reklame?|annonse?|annonsørinnhold|"
    r"広告|スポンサーリンク|廣告|广告|광고|"
    r"(?:story|article|content)? ?continue[sd]? (?:below|reading|after .{0,20})|skip ad\w*|after newsletter promotion|"
    r"(?:der |die )?(?:artikel|text) (?:geht|wird) .{0,30}|la suite après .{0,20}|share this on \w+)\W*$",
    re.I,
)
_SEPARATOR_LONGEST, _SEPARATORS_AT_LEAST = 48, 3  # characters; times
_LINKS_AT_MOST = 8  # lines under a marker within the article


@dataclass(frozen=True, slots=True)
class FilteredLines:
    """The lines of the article, and those that were dropped."""

    kept: tuple[SourceLine, ...]
    dropped: tuple[Dropped, ...] = ()

    def without(self, dropped: tuple[Dropped, ...]) -> FilteredLines:
        """Return the same with more lines dropped."""
        gone = {n for item in dropped for n in range(item.lines[0], item.lines[1] + 1)}
        kept = tuple(line for line in self.kept if line.number not in gone)
        return FilteredLines(kept, tuple(sorted((*self.dropped, *dropped), key=lambda item: item.lines)))


def filter_lines(
    lines: tuple[SourceLine, ...], rules: Profile, speakers: frozenset[str], name: str
) -> FilteredLines:
    """Return the article's lines; the ``speakers`` each open several lines: theirs are turns, not teasers."""
    whole = FilteredLines(lines)
    whole = whole.without(_drop_inserts(whole.kept, rules, name))
    whole = whole.without(_drop_unseen(whole.kept))
    whole = whole.without(_drop_after_end(whole.kept, rules, speakers, name))
    whole = whole.without(_drop_separators(whole.kept))
    return whole.without(_drop_teasers(whole.kept, rules, speakers))


def is_prose(text: str) -> bool:
    """Is the line a sentence of some length, with a full stop? Headlines have none."""
    return len(text) >= 20 and bool(_PROSE_END.search(text) and _FULL_STOP.search(text))


def is_teaser(text: str, rules: Profile, speakers: frozenset[str]) -> bool:
    """Is the line a headline and its summary, with one space between?"""
    found = _TEASER.match(text) if rules.teasers else None
    if found is None or _find_speaker(text, speakers):
        return False
    return "。" not in found["headline"] and not _DATELINE.search(found["headline"])


def _drop_unseen(lines: tuple[SourceLine, ...]) -> tuple[Dropped, ...]:
    def is_unseen(text: str) -> bool:
        return all(c.isspace() or unicodedata.category(c) == "Cf" for c in text)

    return tuple(drop_line(line, "nothing can be seen on it") for line in lines if is_unseen(line.text))


def _drop_separators(lines: tuple[SourceLine, ...]) -> tuple[Dropped, ...]:
    again = [line for line in lines if len(line.text) <= _SEPARATOR_LONGEST and _SEPARATOR.search(line.text)]
    times = Counter(line.text for line in again)
    why = "the page says it between the paragraphs, again and again"
    return tuple(drop_line(line, why) for line in again if times[line.text] >= _SEPARATORS_AT_LEAST)


def _drop_inserts(lines: tuple[SourceLine, ...], rules: Profile, name: str) -> tuple[Dropped, ...]:
    found: list[Dropped] = []
    for at, line in enumerate(lines):
        start = find_opening(line.text, rules.inserts)
        if start and not (found and line.number <= found[-1].lines[1]):
            inside = lines[at : at + _length(lines, at, start, name)]
            text = "\n".join(part.text for part in inside)
            found.append(Dropped((line.number, inside[-1].number), text, f"insert: opens with {start}"))
    return tuple(found)


def _length(lines: tuple[SourceLine, ...], at: int, start: str, name: str) -> int:
    """Return how many lines an insert takes, up to its closing bracket, which must end a line."""
    text = ""
    for length, line in enumerate(lines[at : at + _INSERT_AT_MOST], 1):
        text += to_half_width(line.text)
        is_closed = text.count("(") <= text.count(")")
        if is_closed and text.endswith(")"):
            return length
        # What follows is the article again: better to ask than to drop it with the insert.
        if is_closed or (length > 1 and is_prose(line.text)):
            break
    problem = f"the insert {start} is not closed by a ) at a line's end"
    raise fault_at(name, lines[at], problem, "close it, with a line break behind the ), or delete it")


def _drop_after_end(
    lines: tuple[SourceLine, ...], rules: Profile, speakers: frozenset[str], name: str
) -> tuple[Dropped, ...]:
    """Drop the lines from the first end marker on; a marker above all prose is a link of the page's head."""
    begun, ended, heard, insert = False, "", set[str](), 0
    found: list[Dropped] = []
    for at, line in enumerate(lines):
        marker, speaker = _end_marker(line.text, rules), _find_speaker(line.text, speakers)
        if marker and begun and not ended and at >= insert:
            insert = at + _count_links_between(lines[at + 1 :], rules, speakers)
        if at < insert:
            found.append(drop_line(line, "insert: links between the paragraphs"))
            continue
        if marker and begun:
            ended = marker
        if ended and speaker in heard:
            problem = f"{speaker} continues to speak below the end marker {ended}"
            raise fault_at(name, line, problem, "delete the marker's line if the article goes on here")
        if marker and not ended:
            found.append(drop_line(line, f"navigation: {marker} above the article"))
        elif ended:
            found.append(drop_line(line, _why_past(line.text, marker, ended, rules, speakers)))
        elif speaker:
            heard.add(speaker)
        begun = begun or (is_prose(line.text) and not is_teaser(line.text, rules, speakers))
    return tuple(found)


def _count_links_between(lines: tuple[SourceLine, ...], rules: Profile, speakers: frozenset[str]) -> int:
    """Return the number of lines of a marker and its links, if the article continues; else 0."""
    goes_on = [_is_text(line.text, rules, speakers) for line in lines[: _LINKS_AT_MOST + 2]]
    links = goes_on.index(True) if True in goes_on else 0
    heard = links and _find_speaker(lines[links].text, speakers)
    return links + 1 if links and (heard or goes_on[links : links + 2] == [True, True]) else 0


def _is_text(text: str, rules: Profile, speakers: frozenset[str]) -> bool:
    return bool(_find_speaker(text, speakers)) or (is_prose(text) and not is_teaser(text, rules, speakers))


def _find_speaker(text: str, speakers: frozenset[str]) -> str:
    """Return the speaker whose label opens the line; else empty."""
    return find_opening_name(text, speakers)


def _why_past(text: str, marker: str, ended: str, rules: Profile, speakers: frozenset[str]) -> str:
    if marker:
        return f"promotion: the end marker {marker}"
    kind = "teaser of another article" if is_teaser(text, rules, speakers) else "promotion"
    return f"{kind}: stands below the end marker {ended}"


def _end_marker(text: str, rules: Profile) -> str:
    whole = to_half_width(text).rstrip(":")
    return whole if whole in rules.end_lines else find_short_opening(text, rules.end_openings)


def _drop_teasers(
    lines: tuple[SourceLine, ...], rules: Profile, speakers: frozenset[str]
) -> tuple[Dropped, ...]:
    foot: list[SourceLine] = []
    for line in reversed(lines):
        if not is_teaser(line.text, rules, speakers):
            break
        foot.append(line)
    if len(foot) < _TEASERS_AT_LEAST:
        return ()
    why = f"teaser of another article: one of {len(foot)} headlines with summary at the page's foot"
    return tuple(drop_line(line, why) for line in reversed(foot))
