"""Find a page's title: what most of its statements agree on, without the site's name.

1. headings, linked data, ``og:title`` and ``<title>`` each have one vote
2. a statement with more at its end (`` | 政治 | 風傳媒``) votes for the title at its start; one with a kicker at its
   start (``專訪：``) votes for the last part of a heading, if no statement gives the whole heading
3. the title with the most votes wins; among equals, the one that is visible on the page
4. if nothing confirms it, the site's name and its channels are cut from the end
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from lxml.html import HtmlElement

from yizhu.chinese.han import has_han
from yizhu.importers.metadata.head import FieldEvidence, Head, TextSpan, clean_text, find_line, read_text
from yizhu.importers.metadata.persons import fold_name, is_organisation
from yizhu.importers.model.draft import Lines

_SEPARATOR = re.compile(
    r"(?:(?<!\s)\s+)?(?:[|｜_︱丨ㅣ»›]|::)\s*|(?<!\s)\s+(?:@|[-–—•·:：]{1,2})\s+|-{1,2}|[–—]{1,2}"
)
_CHANNEL = re.compile(r"[^\s。，？！,.?!]{1,8}|[^\s]{1,12} [^\s]{1,12}")
_LONGEST = 200
_HEADINGS = 40  # of the first order that are looked at: a page has one, a front page some
_LEAST = 4  # letters of a title that another statement may begin with
_SHORT_SITE = 24
_PART = "heading without kicker"
_LONGEST_SITE = 60  # behind a stroke
_LONGEST_KICKER = 40
_BEHIND_KICKER = re.compile(r"[\"”»」』）)!?！？]?\s?(?:[:：|｜/／】\]]|\s[-–—•·]\s)")


@dataclass(frozen=True, slots=True)
class _Claim:
    """One statement of the title."""

    source: str
    text: str
    lines: Lines

    @property
    def key(self) -> str:
        return fold_name(self.text)


def find_title(
    root: HtmlElement,
    head: Head,
    spans: Sequence[TextSpan],
    sites: Iterable[str],
    suffixes: Iterable[str] = (),
) -> FieldEvidence | None:
    """Return the title with its evidence; None if the page has none."""
    sites, suffixes = tuple(sites), tuple(suffixes)
    claims = [claim for claim in _claims(root, head, sites, suffixes) if not is_site_name(claim.text, sites)]
    if not claims:
        return None
    claims = _without_spare_parts(claims) or claims  # a spare part is better than no title
    claims += _find_in_text(spans, claims)
    votes = {claim: _votes(claim, claims) for claim in claims}
    best = max(claims, key=lambda claim: (len(votes[claim]), -claims.index(claim)))
    agreeing = [claim for claim in claims if claim.key == best.key]
    apart = [claim for claim in agreeing if not _runs_together(claim, agreeing)] or agreeing
    texts = Counter(claim.text for claim in apart)
    text = max(texts, key=lambda one: (texts[one], -list(texts).index(one)))
    return FieldEvidence((text,), best.lines, "title: " + ", ".join(votes[best]))


def strip_site_name(text: str, sites: Iterable[str], suffixes: Iterable[str] = ()) -> str:
    """Return the title without the site's name and channels after or before it."""
    for suffix in suffixes:
        # … at its end: anything after it, such as the date.
        at = text.find(suffix[:-1]) if suffix.endswith("…") else len(text) - len(suffix)
        if at > 0 and text[at:].startswith(suffix.removesuffix("…")):
            return text[:at].strip()
    sites = tuple(sites)
    cuts = list(_SEPARATOR.finditer(text))
    for at, cut in enumerate(cuts):
        if cut.start() and is_site_tail(text[cut.end() :], cut.group().strip(), sites):
            return _without_channels(text[: cut.start()], cuts[:at], cut.group())
    if cuts and is_site_name(text[: cuts[0].start()], sites) and len(text) > cuts[0].end():
        return text[cuts[0].end() :].strip()
    return text.strip()


def is_site_tail(tail: str, mark: str, sites: Iterable[str]) -> bool:
    """Is the end of a title the name of the site?"""
    tail = tail.strip()
    if is_site_name(tail, sites):
        return True
    if not 0 < len(tail) <= _SHORT_SITE or _SEPARATOR.search(tail):
        return False
    return is_organisation(tail) if mark not in "|｜_︱丨ㅣ" else len(tail) <= 16


def is_site_name(text: str, sites: Iterable[str]) -> bool:
    """Is the text one of the site's names, with or without its channel?"""
    own = fold_name(text)
    names = [fold_name(site) for site in sites]
    return any(
        name and (own == name or (len(name) >= 3 and own.startswith(name))) and len(own) <= len(name) + 12
        for name in names
    )


def _without_channels(text: str, cuts: list[re.Match[str]], mark: str) -> str:
    """Remove channels between the same separators: 標題 | 政治 | 風傳媒 leaves 標題."""
    for cut in reversed(cuts):
        piece = text[cut.end() :]
        is_spaced = bool(cut.group().strip() != cut.group()) or cut.group() in "|｜_︱丨ㅣ"
        is_short = bool(_CHANNEL.fullmatch(piece)) and not piece[:1].isdigit()
        if cut.group().strip() != mark.strip() or not (is_short and (is_spaced or has_han(piece))):
            break
        text = text[: cut.start()]
    return text.strip()


def _claims(
    root: HtmlElement, head: Head, sites: tuple[str, ...], suffixes: tuple[str, ...]
) -> Iterator[_Claim]:
    for source, text, lines in _stated_titles(root, head):
        if 0 < len(text) <= _LONGEST:
            yield _Claim(source, strip_site_name(text, sites, suffixes), lines)


def _stated_titles(root: HtmlElement, head: Head) -> Iterator[tuple[str, str, Lines]]:
    for heading in islice(root.iter("h1"), _HEADINGS):
        yield "heading", read_text(heading), find_line(heading)
        if below := _below_kicker(heading):
            yield _PART, below, find_line(heading)
    for linked in head.articles[:1]:
        yield "linked data", clean_text(linked.node.get("headline")), linked.lines
    if said := head.meta("og:title", "twitter:title", "title", "articletitle", "dc.title", "headline"):
        yield said.key, said.value, said.lines
    for element in root.iter("title"):
        if element.getparent() is not None and element.getparent().tag != "svg":
            yield "<title>", read_text(element), find_line(element)
            break


def _below_kicker(heading: HtmlElement) -> str:
    """Return the last part of a heading that has several; empty if it has one."""
    parts = [text for child in heading if isinstance(child.tag, str) and (text := read_text(child))]
    return parts[-1] if len(parts) > 1 and not (heading[-1].tail or "").strip() else ""


def _without_spare_parts(claims: list[_Claim]) -> list[_Claim]:
    """Return the claims without parts of headings, unless others state the part and nobody the whole."""
    whole = {claim.key for claim in claims if claim.source == "heading"}
    others = [claim for claim in claims if claim.source not in ("heading", _PART)]
    is_said = any(claim.key in whole for claim in others)
    return [
        claim
        for claim in claims
        if claim.source != _PART or (not is_said and any(_is_kickered(claim.key, other) for other in others))
    ]


def _runs_together(claim: _Claim, agreeing: list[_Claim]) -> bool:
    """Does another claim separate two words that this one joins, such as a kicker and its headline?"""
    words = set(claim.text.split())
    for other in agreeing:
        apart = re.findall(r"\w+", other.text)
        if any(first + second in words for first, second in pairwise(apart) if second[0].isupper()):
            return True
    return False


def _find_in_text(spans: Sequence[TextSpan], claims: list[_Claim]) -> list[_Claim]:
    """Without a heading: return the first text of the page that equals one of the claims."""
    keys = {claim.key for claim in claims if claim.source != "heading" and len(claim.key) >= _LEAST}
    if any(claim.source == "heading" and claim.key in keys for claim in claims):
        return []
    found = next(
        (span for span in spans if len(span.text) <= _LONGEST and fold_name(span.text) in keys), None
    )
    found = found or next((span for span in spans if not span.is_link and _begins(span, claims)), None)
    return [_Claim("text", found.text, found.lines)] if found else []


def _begins(span: TextSpan, claims: list[_Claim]) -> bool:
    """Does the page's name continue this text after a separator?"""
    key = fold_name(span.text)
    return (
        len(key) >= 8
        and len(span.text) <= _LONGEST
        and any(claim.source == "<title>" and _goes_on(key, claim.key) for claim in claims)
    )


def _votes(claim: _Claim, claims: list[_Claim]) -> list[str]:
    """Return who states the same, or the same with more after it."""
    key = claim.key
    if len(key) < _LEAST:
        return [claim.source]
    return list(dict.fromkeys(other.source for other in claims if _agrees(claim, other)))


def _agrees(claim: _Claim, other: _Claim) -> bool:
    key = claim.key
    if other.key == key or _is_tailed(key, other) or (claim.source == _PART and _is_kickered(key, other)):
        return True
    return other.source in ("<title>", "og:title", "linked data") and _goes_on(key, other.key)


def _is_kickered(key: str, other: _Claim) -> bool:
    """Is the statement a kicker followed by this headline?"""
    if len(key) < 2 * _LEAST or not other.key.endswith(key):
        return False
    # The first cut that leaves the headline is directly after the kicker's last letter.
    cut = next((cut for cut in range(len(other.text)) if fold_name(other.text[cut:]) == key), 0)
    return 0 < cut <= _LONGEST_KICKER and bool(_BEHIND_KICKER.match(other.text, cut))


def _is_tailed(key: str, other: _Claim) -> bool:
    """Is the statement this title, a separator and the site's name?"""
    if not other.key.startswith(key) or len(key) < 2 * _LEAST:
        return False
    strokes = (cut for cut in _SEPARATOR.finditer(other.text) if cut.group().strip("-–—"))
    cuts = (cut for cut in strokes if fold_name(other.text[: cut.start()]) == key)
    return any(len(other.text) - cut.end() <= _LONGEST_SITE for cut in cuts)


def _goes_on(key: str, whole: str) -> bool:
    """Is the text after the title short enough to be a site's name, and not the rest of a headline?"""
    return whole.startswith(key) and len(whole) - len(key) <= max(_SHORT_SITE, len(key) // 2)
