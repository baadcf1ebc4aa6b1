"""Every link that an author wrote leads somewhere: to a passage, to a page of the site, or out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from posixpath import normpath

from yizhu.fault import Fault, did_you_mean, place_in
from yizhu.model import Article, SitePage, Text
from yizhu.tree import marks_of

_OUTWARD = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What a link may lead to: addresses below an edition (slug/, glossary/id/) and how many passages each has."""

    passages: tuple[tuple[str, int], ...]


def dead_links(articles: Iterable[Article], pages: Iterable[SitePage], addresses: Addresses) -> list[Fault]:
    """A fault for each link that leads nowhere, in the order of the texts."""
    known = dict(addresses.passages)
    faults: list[Fault] = []
    for article in articles:
        for text in (article.source, *article.translations):
            faults.extend(_in_text(text, f"{article.slug}/", known))
    for page in pages:
        for text in page.texts:
            faults.extend(_in_text(text, f"{page.name}/", known))
    return faults


def _in_text(text: Text, here: str, known: Mapping[str, int]) -> Iterable[Fault]:
    for passage in text.passages:
        for mark in marks_of(passage.prose, "link"):
            wrong = _wrong(mark.get("href"), here, known)
            if wrong:
                href = mark.get("href")
                place = place_in(text.source.path, text.source.text, passage.line, href, passage.last_line)
                yield Fault(place, *wrong)


def _wrong(href: str, here: str, known: Mapping[str, int]) -> tuple[str, str] | None:
    """What is wrong with an address, and the mend; None: it leads somewhere."""
    if href.startswith(_OUTWARD):
        return None
    path, _, fragment = href.partition("#")
    target = _below_edition(path, here)
    if target not in known:
        near = did_you_mean(target, known)
        return f"{href} leads nowhere", near.replace(
            "mean ", "mean /"
        ) or "write /slug/ or /glossary/id/, from the edition's front page"
    last = known[target]
    if (
        fragment
        and last
        and not (fragment[:1] == "p" and fragment[1:].isdigit() and 0 < int(fragment[1:]) <= last)
    ):
        return f"there is no passage {fragment}", f"the passages are p1 to p{last}"
    return None


def _below_edition(path: str, here: str) -> str:
    """The address below the edition that a path leads to from the address ``here``."""
    if path.startswith("/"):
        return path[1:]
    return normpath(here + path) + "/" if path else here
