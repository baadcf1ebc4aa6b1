"""Find the article in the text dump of a whole page: menus above it, links and footer below it.

1. each line is prose, a short sentence, loose (no sentence: a link, a label, a headline) or clutter, known by its
   words; a line that occurs twice, or is cut off with three dots, is a link
2. the rules' stretch is the one with the highest score: prose adds its length, everything else subtracts
3. the article is what the joint evidence of all lines says (``region``), the rules' stretch being one part of it; prose
   right beside it belongs to it, and so do one or two loose lines between any two of its lines: headings
4. inside it, clutter and captions are dropped
5. the title is the line above that is most like one (``dump_titles``)
6. if another stretch has as much for it, or what was found is less than half of the page's text, that is said

A text without menus and links is left as it is: if somebody cut it out by hand, every line counts.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from yizhu.chinese.han import count_han_and_words
from yizhu.importers.interview.speaker_labels import find_opening_name
from yizhu.importers.model.draft import Dropped, SourceLine, drop_line
from yizhu.importers.model.profiles import Profile
from yizhu.importers.plain_text.comment_marks import find_comments
from yizhu.importers.plain_text.doubts import FoundLine, find_doubt
from yizhu.importers.plain_text.dump_titles import find_title, may_be_title
from yizhu.importers.plain_text.filters import is_prose, is_teaser
from yizhu.importers.plain_text.line_features import PlainLine
from yizhu.importers.plain_text.misleading_lines import find_offers, weigh_anew
from yizhu.importers.plain_text.region import choose_lines, find_rivals, weigh_length, weigh_lines

PROSE, SENTENCE, LOOSE, CLUTTER = "prose", "sentence", "loose", "clutter"

_CHROME_AT_LEAST = 6  # loose lines and clutter around the prose
_LONGEST_COUNTED = 90  # units: one long comment must not outweigh an article
_LINK = -12
_ALONE = 0.4  # of its worth has one of several sentences, each with loose lines on either side
_TITLED = 0.25  # and one with one loose line above and below, ever again: an entry with its title
_ENTRIES = 5
_FOOT = -60  # a heading of links or comments: an article goes on below one only with much more to say
_LONG = 60  # units: of a paragraph, its full stop missing
_SAID_TWICE = "the page says it twice, as it does with links"
_LISTED = "stands alone among links or titles, as a list's summaries do"
_TWICE = 8  # units: a shorter line may occur twice in an article
_ENOUGH = 150  # of an article: below it comments may begin
_HEADING = 40  # units: one within an article is no longer
_RUN = 3  # loose lines in a row are links
_AGAINST = -0.5  # evidence: with more of it against it, prose beside the article is none of it
_MOST_WEIGHED = (
    30_000  # lines, some eight seconds: a longer page goes by the rules alone, which take half the time
)
# Ends as a headline does not: those may ask or call out, but have no full stop.
_CLOSED = re.compile(r"。[」』”’）)]*$|[！？!?…][」』”]$|\.[”’\"]?$")
# Authors write six dots in Chinese; three say that a summary goes on elsewhere.
_CUT = re.compile(r"[\u3040-\u9fff」』”）)](?:…|\.{3}|⋯)$")
_GOES_ON = re.compile("[\u3040-\u9fff]{2}[，、；]$")  # a sentence cut into lines: no link ends so
_SPEAKS = re.compile(r"[。？！?!.…][」』”’\"）)]*$")
_LIST_MARK = re.compile(r"(?:[•·●○◆◇▪■□※*–—-]|\(?\d{1,2}[.)、．]|[（(][一二三四五六七八九十]+[）)])\s*\S")
_COMMENTS = re.compile("comment|repl(?:y|ies)|responses|評論|评论|留言|跟帖|跟貼|跟贴|回應|コメント", re.I)
_KANA = re.compile("[\u3040-\u30ff]")
_STOP = re.compile("[。，；！？!?,;.:：、]")


@dataclass(frozen=True, slots=True)
class ScoredLine:
    """A line, its kind, and how much it adds to the score of an article's stretch."""

    line: SourceLine
    kind: str
    worth: float
    why: str = ""  # what tells clutter, or why an editor should look at it


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The article of a page, and what surrounds it."""

    title: SourceLine | None
    kept: tuple[SourceLine, ...]
    dropped: tuple[Dropped, ...]
    unsure: tuple[tuple[int, str], ...]  # kept lines that not everything speaks for, each with the reason
    doubt: str = ""  # why something else may be the article


def find_article(
    lines: tuple[SourceLine, ...], rules: Profile, speakers: frozenset[str]
) -> PageLayout | None:
    """Return the article and what surrounds it; None if the page has no menus and links, or no article."""
    speaking = _speaking(lines, speakers)
    scored = _score_lines(lines, rules, speaking)
    first, last = _best_stretch(scored)
    around = [one for one in (*scored[:first], *scored[last:]) if one.kind in (LOOSE, CLUTTER)]
    if first == last or len(around) < _CHROME_AT_LEAST:
        return None
    chosen, doubt = _choose(scored, range(first, last), speaking)
    return _lay_out(scored, chosen, doubt, rules)


def prepare_lines(lines: tuple[SourceLine, ...], rules: Profile, speakers: frozenset[str]) -> list[PlainLine]:
    """Return the lines as they are weighed, with what the rules say of each."""
    speaking = _speaking(lines, speakers)
    scored = _score_lines(lines, rules, speaking)
    return _prepare(scored, range(*_best_stretch(scored)), speaking)


def _score_lines(
    lines: tuple[SourceLine, ...], rules: Profile, speaking: frozenset[str]
) -> tuple[ScoredLine, ...]:
    return _score_in_context(_mark_repeated(tuple(score_line(line, rules, speaking) for line in lines)))


def _choose(
    scored: tuple[ScoredLine, ...], stretch: range, speaking: frozenset[str]
) -> tuple[frozenset[int], str]:
    """Return which lines are the article's, by the joint evidence of all, and what makes one doubt it."""
    if len(scored) > _MOST_WEIGHED:
        return frozenset(stretch), ""
    texts = [one.line.text for one in scored]
    evidence = weigh_anew(texts, weigh_lines(_prepare(scored, stretch, speaking)))
    chosen = _choose_stretch(scored, stretch, evidence)
    sizes = [_units(one.line.text) if one.kind in (PROSE, SENTENCE) else 0 for one in scored]
    end = find_comments(texts, sizes, min(chosen)) or len(scored)
    chosen = frozenset(at for at in chosen if at < end) or chosen
    chosen = _with_headings(_without_links(chosen, scored), scored)
    kept, doubt = find_rivals(
        evidence[:end], chosen, {at: size for at, size in enumerate(sizes[:end]) if size}
    )
    found = [_describe(scored[at], evidence[at], at in kept) for at in range(min(kept), max(kept) + 1)]
    return kept, doubt or find_doubt(found)


def _choose_stretch(scored: tuple[ScoredLine, ...], stretch: range, evidence: list[float]) -> frozenset[int]:
    """Return the lines that most evidence speaks for, and the prose beside them."""
    offers = find_offers([one.line.text for one in scored])
    furniture = [at in offers or (at in stretch and one.kind == CLUTTER) for at, one in enumerate(scored)]
    chosen = frozenset(at for at, is_in in enumerate(choose_lines(evidence, furniture)) if is_in)
    running = [at for at in stretch if scored[at].kind in (PROSE, SENTENCE)]
    return _with_prose_beside(chosen, [at for at in running if evidence[at] > _AGAINST], scored)


def _describe(one: ScoredLine, evidence: float, is_kept: bool) -> FoundLine:
    is_sentence = one.kind in (PROSE, SENTENCE)
    by_form = evidence / weigh_length(one.line.text)
    return FoundLine(one.line.text, by_form, is_sentence, is_kept and one.kind != CLUTTER)


def _with_prose_beside(
    chosen: frozenset[int], prose: list[int], scored: tuple[ScoredLine, ...]
) -> frozenset[int]:
    """Return the lines with the prose right above and below: a lost paragraph is the worse fault."""
    beside = {at for at in chosen if scored[at].kind != CLUTTER}
    for row in (prose, prose[::-1]):
        for at in row:
            near = [n for n in range(at - _RUN, at + _RUN + 1) if n in beside]
            if any(_is_loose_between(scored, *sorted((n, at))) for n in near):
                beside.add(at)
    return chosen | beside


def _is_loose_between(scored: tuple[ScoredLine, ...], first: int, last: int) -> bool:
    """Do only loose lines, which may be headings, stand between the two lines?"""
    return all(one.kind == LOOSE for one in scored[first + 1 : last])


def _without_links(chosen: frozenset[int], scored: tuple[ScoredLine, ...]) -> frozenset[int]:
    """Return the lines; what is cut off or said twice is none of the article where it would begin or end it."""
    left = sorted(chosen)
    while len(left) > 1 and _is_link(scored[left[-1]]):
        left.pop()
    while len(left) > 1 and _is_link(scored[left[0]]):
        left.pop(0)
    return frozenset(left)


def _is_link(one: ScoredLine) -> bool:
    return one.kind == LOOSE and one.worth == _LINK


def _with_headings(chosen: frozenset[int], scored: tuple[ScoredLine, ...]) -> frozenset[int]:
    """Return the lines with one or two loose ones between any two of them, which may be headings."""
    between = {
        at
        for one, two in pairwise(sorted(chosen))
        for at in range(one + 1, two)
        if two - one <= _RUN and _is_loose_between(scored, one, two)
    }
    return chosen | between


def _prepare(scored: tuple[ScoredLine, ...], stretch: range, speaking: frozenset[str]) -> list[PlainLine]:
    return [_plain(one, at in stretch, speaking) for at, one in enumerate(scored)]


def _plain(one: ScoredLine, is_chosen: bool, speaking: frozenset[str]) -> PlainLine:
    return PlainLine(
        one.line.number,
        one.line.text,
        is_furniture=one.kind == CLUTTER,
        is_foot=one.worth == _FOOT,
        is_turn=bool(speaking and _is_turn(one.line.text, speaking)),
        kind=one.kind,
        worth=max(-30.0, one.worth),
        is_chosen=is_chosen,
        is_link=_is_link(one),
    )


def _lay_out(
    scored: tuple[ScoredLine, ...], chosen: frozenset[int], doubt: str, rules: Profile
) -> PageLayout:
    """Return the article's title and lines, and the others, each with its reason."""
    first, last = min(chosen), max(chosen) + 1
    while first + 1 < last and scored[first].kind == LOOSE and may_be_title(scored[first].line.text, rules):
        first += 1
    article = [scored[at].line.text for at in sorted(chosen) if at >= first and scored[at].kind != CLUTTER]
    above = [one.line for one in scored[:first] if one.kind in (LOOSE, SENTENCE)]
    title = find_title(above, article, rules)
    first = next((at + 1 for at in range(min(chosen), first) if scored[at].line is title), min(chosen))
    inside = [(one, _why_dropped(one, at in chosen)) for at, one in enumerate(scored) if first <= at < last]
    head = tuple(
        _drop_outside(one, "stands above the article") for one in scored[:first] if one.line is not title
    )
    foot = tuple(_drop_outside(one, "stands below the article") for one in scored[last:])
    kept = [one for one, why in inside if not why]
    middle = tuple(drop_line(one.line, why) for one, why in inside if why)
    unsure = tuple((one.line.number, doubt) for one in kept) if doubt else _unsure(kept)
    return PageLayout(title, tuple(one.line for one in kept), (*head, *middle, *foot), unsure, doubt)


def _why_dropped(one: ScoredLine, is_chosen: bool) -> str:
    """Return why a line amid the article is none of it; empty: it is."""
    if one.kind == CLUTTER:
        return f"clutter: {one.why}"
    if is_chosen:
        return ""
    what = "a link, a label or a caption" if one.kind == LOOSE else "text unlike the article's"
    return f"chrome: amid the article, but {what}"


def score_line(line: SourceLine, rules: Profile, speakers: frozenset[str]) -> ScoredLine:
    """Return the kind and score of a line by itself."""
    units = _units(line.text)
    if _is_foot(line.text, rules):
        return ScoredLine(line, CLUTTER, _FOOT, "heads links or comments")
    if why := _clutter_reason(line.text, units, rules):
        return ScoredLine(line, CLUTTER, -12, why)
    if speakers and _is_turn(line.text, speakers):
        return ScoredLine(line, PROSE, max(20, min(units, _LONGEST_COUNTED)))
    if is_teaser(line.text, rules, speakers) or _CUT.search(line.text):
        return ScoredLine(line, LOOSE, _LINK)
    if units >= 12 and is_prose(line.text):
        return ScoredLine(line, PROSE, min(units, _LONGEST_COUNTED))
    if _GOES_ON.search(line.text):
        return ScoredLine(line, SENTENCE, min(units, _LONGEST_COUNTED) / 2)
    if (
        (units >= 60 and _STOP.search(line.text))
        or (units >= 20 and "。" in line.text)
        or (units >= 5 and _CLOSED.search(line.text))
    ):
        return ScoredLine(line, SENTENCE, min(units, _LONGEST_COUNTED) / 2)
    return ScoredLine(line, LOOSE, -4 if _LIST_MARK.match(line.text) else -7)


def _is_foot(text: str, rules: Profile) -> bool:
    plain = text.strip(" :：»›>▼▾+■◆●|｜【】")
    # 延伸 · 推薦, with the designer's spaces, is 延伸推薦.
    repeated = {plain, re.sub(r"[\s·・•|｜/]", "", plain)}
    return any(re.fullmatch(pattern, one, re.I) for pattern in rules.feet for one in repeated)


def _speaking(lines: tuple[SourceLine, ...], speakers: frozenset[str]) -> frozenset[str]:
    """Return the speakers whose lines are sentences at least half of the time; a link's label is not."""
    endings: dict[str, list[bool]] = {}
    for line, below in zip(lines, (*lines[1:], *lines[-1:]), strict=True):
        if speaker := find_opening_name(line.text, speakers):
            is_alone = len(line.text) <= len(speaker) + 4
            endings.setdefault(speaker, []).append(
                bool(_SPEAKS.search(below.text if is_alone else line.text))
            )
    return frozenset(speaker for speaker, ends in endings.items() if sum(ends) * 2 >= len(ends))


def _mark_repeated(scored: tuple[ScoredLine, ...]) -> tuple[ScoredLine, ...]:
    """Return the lines; repeated ones count as links, or as prose of lower score, which links may quote."""
    times = Counter(one.line.text for one in scored)
    return tuple(
        one if times[one.line.text] == 1 or _units(one.line.text) < _TWICE else _repeated(one)
        for one in scored
    )


def _repeated(one: ScoredLine) -> ScoredLine:
    if one.kind == PROSE or (one.kind == SENTENCE and _units(one.line.text) >= _LONG):
        return replace(one, worth=one.worth * _ALONE, why=_SAID_TWICE)
    return one if one.kind == CLUTTER else replace(one, kind=LOOSE, worth=_LINK, why=_SAID_TWICE)


def _score_in_context(scored: tuple[ScoredLine, ...]) -> tuple[ScoredLine, ...]:
    """Return the lines; those of a list (single sentences between loose lines) get a lower score."""
    loose = [one.kind in (LOOSE, CLUTTER) for one in scored]
    runs = [_RUN, *_runs(loose), _RUN]
    # What asks is no title, but what an interviewer may have said.
    repeated = [
        is_loose and not one.line.text.endswith(("？", "?"))
        for is_loose, one in zip(loose, scored, strict=True)
    ]
    titles = [_RUN, *_runs(repeated), _RUN]
    sentences = [at for at, one in enumerate(scored) if one.kind in (PROSE, SENTENCE)]
    lone = [True, *(min(runs[at], runs[at + 2]) > 1 for at in sentences), True]
    listed = {at for n, at in enumerate(sentences) if all(lone[n : n + 3])}
    rows = _runs([min(titles[at], titles[at + 2]) > 0 for at in sentences])
    titled = {
        at
        for at, row in zip(sentences, rows, strict=True)
        if row >= _ENTRIES and _units(scored[at].line.text) < _LONGEST_COUNTED
    }
    return tuple(
        replace(one, worth=one.worth * (_TITLED if at in titled else _ALONE), why=one.why or _LISTED)
        if at in listed | titled
        else one
        for at, one in enumerate(scored)
    )


def _runs(loose: list[bool]) -> list[int]:
    """Return for each line the length of the run of loose lines it is in; 0 if in none."""
    lengths: list[int] = []
    for is_loose, group in groupby(loose):
        size = len(list(group))
        lengths += [size if is_loose else 0] * size
    return lengths


def _is_turn(text: str, speakers: frozenset[str]) -> bool:
    return bool(find_opening_name(text, speakers))


def _units(text: str) -> int:
    """Return the length in characters; a word of an alphabet counts as two."""
    kana = len(_KANA.findall(text))
    han, words = count_han_and_words(_KANA.sub(" ", text))
    return han + kana + 2 * words


def _clutter_reason(text: str, units: int, rules: Profile) -> str:
    """Return why the line is not part of the article; empty if nothing says so."""
    for pattern in rules.clutter:
        # Such words tell a short line; in a long one somebody may write about them.
        if units <= 60 and (found := re.search(pattern, text, re.I)):
            return f"says {found.group()[:20]}"
    for pattern in rules.clutter_anywhere:
        if found := re.search(pattern, text, re.I):
            return f"says {found.group()[:20]}"
    return ""


def _best_stretch(scored: tuple[ScoredLine, ...]) -> tuple[int, int]:
    """Return start and end of the run of lines with the highest score."""
    best, first, last = 0.0, 0, 0
    total, start, share = 0.0, 0, 1.0
    for at, one in enumerate(scored):
        if one.worth == _FOOT and total >= _ENOUGH and _COMMENTS.search(one.line.text):
            # Readers may write more than the author did.
            total, share = 0.0, _ALONE
        if total <= 0:
            total, start = 0.0, at
        total += one.worth * share
        if total > best:
            best, first, last = total, start, at + 1
    return first, last


def _unsure(kept: list[ScoredLine]) -> tuple[tuple[int, str], ...]:
    """Return kept lines that may be links or captions; a short line alone above prose is a heading."""
    doubts: list[tuple[int, str]] = []
    for one, above, below in zip(kept, [None, *kept], [*kept[1:], None], strict=False):
        is_loose = one.kind == LOOSE and not _LIST_MARK.match(one.line.text)
        alone = not (above and above.kind == LOOSE) and below is not None and below.kind != LOOSE
        if one.why:
            doubts.append((one.line.number, one.why))
        elif is_loose and not (alone and _units(one.line.text) <= _HEADING):
            doubts.append((one.line.number, "no sentence: a heading, a caption or a link"))
    return tuple(doubts)


def _drop_outside(one: ScoredLine, where: str) -> Dropped:
    return drop_line(one.line, f"clutter: {one.why}" if one.kind == CLUTTER else f"chrome: {where}")
