"""Read front matter from the places that a profile names: an element, an attribute of one, a value of a script.

A place is a CSS selector (``#js_name``), a selector and an attribute (``meta[itemprop=dateCreated]@content``), or
``script`` and a name (``script ct``). Of several places the first that says something counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from lxml.html import HtmlElement

from yizhu.importers.html.normalization.script_texts import find_script_values
from yizhu.importers.html.page import HtmlPage
from yizhu.importers.html.selectors import select_elements
from yizhu.importers.metadata.dates import find_dates, is_utc
from yizhu.importers.metadata.head import FieldEvidence, clean_text, find_line, read_text
from yizhu.importers.metadata.persons import fold_name, is_organisation, parse_names
from yizhu.importers.model.profiles import Profile, split_place

OPENING = "the opening of a text without a title"
_LONGEST = 60
_LONGEST_TITLE = 64  # characters that WeChat lets a title have
_LONGEST_OPENING = 40
_STOP = re.compile(r"[。！？!?，,；;：:]")
_SEVERAL = re.compile(r"[／/、,，;；|｜:：&]|記者|记者|作者|通[讯訊][员員]|編譯|编译|\b(?:by|and)\s", re.I)
_SOURCE_LABEL = re.compile(r"^(?:文章)?(?:来源|來源|稿源)(?:于|於)?\s*[:：]?\s*")
_SENTENCE = re.compile(r"[。！？!?，；;：:\n]")
_NOBODY = re.compile(
    r"(?:匿名|知乎|已注销|已重置|登入|登录|未知|佚名).{0,4}$|^(?:anonymous|unknown|guest|admin|user)\b", re.I
)
_STAMP = re.compile(r"1\d{9}(?:\d{3})?")  # seconds or milliseconds since 1970
_HERE = timedelta(hours=8)  # of Chinese clocks: what a site for Chinese readers calls today


def read_publication(page: HtmlPage, rules: Profile) -> FieldEvidence | None:
    """Return the name that stands where the profile says that the publication's does."""
    return _read_name(page, rules, rules.publication_at)


def read_source(page: HtmlPage, rules: Profile) -> FieldEvidence | None:
    """Return the same for who published the text first."""
    return _read_name(page, rules, rules.source_at)


def _read_name(page: HtmlPage, rules: Profile, places: Sequence[str]) -> FieldEvidence | None:
    for said in _read_places(page, page.root, places):
        name = _SOURCE_LABEL.sub("", said.value)
        if name and len(name) <= _LONGEST:
            return _of_profile(FieldEvidence((name,), said.lines, said.why), rules)
    return None


def read_title(page: HtmlPage, rules: Profile) -> FieldEvidence | None:
    """Return the text that stands where the profile says that the title does.

    Where a short post has no title of its own, platforms put its whole text there: then its opening is the title.
    """
    for place in rules.title_at:
        for said in _read_places(page, page.root, (place,), lines=True):
            first, _, rest = said.value.partition("\n")
            if not rest and len(first) <= _LONGEST_TITLE:
                return _of_profile(said, rules)
            opening = FieldEvidence((_cut(first),), said.lines, f"{place}: {OPENING}")
            return _of_profile(opening, rules)
    return None


def _cut(line: str) -> str:
    """Return the line up to its last stop within the length of a title."""
    if len(line) <= _LONGEST_OPENING:
        return line
    stops = [found.start() for found in _STOP.finditer(line[:_LONGEST_OPENING]) if found.start() >= 6]
    return f"{line[: stops[-1] if stops else _LONGEST_OPENING]}…"


def read_authors(
    page: HtmlPage, within: HtmlElement, rules: Profile, sites: Sequence[str]
) -> FieldEvidence | None:
    """Return whoever is named where the profile says that the author is; pen names, too."""
    own = {fold_name(site) for site in sites}
    found: dict[str, FieldEvidence] = {}
    for said in _read_places(page, within, rules.authors_at):
        if found and said.why != next(iter(found.values())).why:
            break
        for name in _names(said.value):
            if fold_name(name) not in own:
                found.setdefault(name, said)
    if not found:
        return None
    first = next(iter(found.values()))
    return _of_profile(FieldEvidence(tuple(found), first.lines, first.why), rules)


def _names(text: str) -> tuple[str, ...]:
    if not text or len(text) > _LONGEST or _NOBODY.search(text):
        return ()
    if _SEVERAL.search(text):
        return parse_names(text)
    # A pen name as it is: 老六与猫 is one person.
    return () if _SENTENCE.search(text) or is_organisation(text) else (text,)


def read_published(page: HtmlPage, within: HtmlElement, rules: Profile) -> FieldEvidence | None:
    """Return the day that stands where the profile says that the day of publication does."""
    for said in _read_places(page, within, rules.published_at):
        if day := _day(said.value, is_chinese=rules.langs[:1] == ("zh",)):
            return _of_profile(FieldEvidence((day,), said.lines, f"{said.why}: {said.value[:40]}"), rules)
    return None


def _day(stamp: str, is_chinese: bool) -> str:
    """Return the day of a stamp; a moment is a day by the clock of the site's readers."""
    zone = _HERE if is_chinese else timedelta()
    if _STAMP.fullmatch(stamp):
        return (datetime.fromtimestamp(int(stamp[:10]), UTC) + zone).date().isoformat()
    if is_utc(stamp):
        try:
            return (datetime.fromisoformat(stamp.strip()) + zone).date().isoformat()
        except ValueError:
            pass
    dates = find_dates(stamp[:80])
    return dates[0].iso if dates else ""


def _of_profile(said: FieldEvidence, rules: Profile) -> FieldEvidence:
    return FieldEvidence(said.values, said.lines, f"profile {rules.name}: {said.why}")


def _read_places(
    page: HtmlPage, within: HtmlElement, places: Sequence[str], lines: bool = False
) -> Iterator[FieldEvidence]:
    """Yield what stands at the places; with ``lines`` a script's value keeps its line ends."""
    for place in places:
        kind, selector, name = split_place(place)
        if kind == "script":
            for value in find_script_values(page.source.text, name):
                said = "\n".join(map(clean_text, value.text.split("\n"))) if lines else clean_text(value.text)
                yield FieldEvidence((said.strip(),), value.lines, place)
            continue
        for element, _ in select_elements(within, (selector,)):
            said = clean_text(element.get(name)) if name else read_text(element)
            if said:
                yield FieldEvidence((said,), find_line(element), place)
