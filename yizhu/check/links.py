"""Ask every web address of the content whether there is still a page: ``yizhu check --links``.

1. list the addresses of texts, front matter, notes and glossary 2. leave out the exceptions of config.yaml, and what
answered within 30 days 3. ask each once, a host's one after the other 4. for what is gone, look up a copy in the Internet
Archive.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import quote, urlsplit

from yizhu.check.load import CheckedContent
from yizhu.content.faults import Fault, Faults, Place, find_place
from yizhu.content.files.safe import MAX_TEXT_BYTES, read_file, write_text
from yizhu.content.links.addresses import LinkAnswer
from yizhu.content.model import Article, Source
from yizhu.content.prose import Prose, select_marks

CACHE = ".yizhu/links.json"
_KEPT_DAYS = 30  # for which a good answer is believed
_AT_ONCE = 6  # hosts
_PAUSE = 1.0  # seconds between two questions to one host
_GONE = (404, 410)
_ARCHIVE = "https://archive.org/wayback/available?url="


@dataclass(frozen=True, slots=True)
class Network:
    """What asks the network; tests put something else in its place."""

    ask: Callable[[str], LinkAnswer]
    fetch: Callable[[str], bytes]  # raises ``Faults``
    pause: float = _PAUSE


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What was found."""

    faults: tuple[Fault, ...]  # pages that are gone or have moved
    unanswered: tuple[Fault, ...]  # pages that only a person can look at
    asked: int
    believed: int  # addresses that answered within the last days
    excepted: int


# ---- addresses ---------------------------------------------------------------------------------------------


def list_web_addresses(checked: CheckedContent) -> dict[str, Place]:
    """Return each address of the content, without its fragment, and where it stands first."""
    found: dict[str, Place] = {}
    for article in checked.articles:
        folder = checked.folder(article.slug)
        sources = [source for _, source in folder.texts] + ([folder.notes] if folder.notes else [])
        _add(found, _list_in_article(article), sources)
    for page in checked.pages:
        proses = (part.prose for text in page.texts for part in text.passages_and_footnotes)
        _add(found, _list_links(proses), [text.source for text in page.texts])
    _add(found, _list_in_glossary(checked), checked.files.glossary)
    return dict(sorted(found.items()))


def _list_in_article(article: Article) -> Iterator[str]:
    for text in (article.source, *article.translations):
        yield from (text.meta.source_url, text.meta.publication_url)
        yield from _list_links(part.prose for part in text.passages_and_footnotes)
    for note in article.notes:
        yield from _list_links(prose for _, prose in note.text)


def _list_in_glossary(checked: CheckedContent) -> Iterator[str]:
    for term in checked.glossary.terms:
        yield from term.sources
        yield from (address for sense in term.senses for address in sense.sources)
        yield from _list_links(prose for _, prose in term.definition)
        yield from _list_links(prose for sense in term.senses for _, prose in sense.definition)


def _list_links(proses: Iterable[Prose]) -> Iterator[str]:
    for prose in proses:
        yield from (mark.get("href") for mark in select_marks(prose, "link"))


def _add(found: dict[str, Place], addresses: Iterable[str], sources: Sequence[Source]) -> None:
    for written in addresses:
        address = written.partition("#")[0]
        if address.startswith(("http://", "https://")) and address not in found:
            found[address] = _place_of(written, sources)


def _place_of(address: str, sources: Sequence[Source]) -> Place:
    places = [find_place(one.path, one.text, 1, address, one.text.count("\n") + 1) for one in sources]
    return next((place for place in places if place.column), places[0])


# ---- questions ---------------------------------------------------------------------------------------------


def check_links(checked: CheckedContent, network: Network, today: date, slug: str = "") -> LinkReport:
    """Ask for each address of the content, or of one article, and return what was found.

    What answered is kept in ``.yizhu/links.json``.
    """
    places = list_web_addresses(checked)
    if slug:
        folder = f"{checked.config.content}/articles/{slug}/"
        places = {one: place for one, place in places.items() if place.path.startswith(folder)}
    patterns = checked.config.links_except
    wanted = [one for one in places if not any(fnmatchcase(one, pattern) for pattern in patterns)]
    days = _read_cache(checked.root)
    believed = {one for one, day in days.items() if 0 <= (today - day).days < _KEPT_DAYS}
    asked = [address for address in wanted if address not in believed]
    answers = _ask_all(asked, network)
    _raise_without_network(answers)
    good = [one for one, answer in answers.items() if 200 <= answer.status < 300 and not answer.moved_to]
    _write_cache(checked.root, dict.fromkeys(good, today) | {one: days[one] for one in believed})
    faults, unanswered = list[Fault](), list[Fault]()
    for address in asked:
        fault = _judge(places[address], address, answers[address], network)
        if fault:
            (faults if _is_certain(answers[address]) else unanswered).append(fault)
    return LinkReport(
        tuple(faults), tuple(unanswered), len(asked), len(wanted) - len(asked), len(places) - len(wanted)
    )


def _ask_all(addresses: Sequence[str], network: Network) -> dict[str, LinkAnswer]:
    """Return the answers; several hosts are asked at once, each of them for one address after the other."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(urlsplit(address).netloc, []).append(address)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answered = list(pool.map(lambda own: list(_ask_host(own, network)), by_host.values()))
    return {address: answer for own in answered for address, answer in own}


def _ask_host(addresses: Sequence[str], network: Network) -> Iterator[tuple[str, LinkAnswer]]:
    for nth, address in enumerate(addresses):
        if nth:
            time.sleep(network.pause)
        yield address, network.ask(address)


def _raise_without_network(answers: Mapping[str, LinkAnswer]) -> None:
    """Raise ``Faults`` if not one host of several was found."""
    if len(answers) > 2 and all(answer.problem.startswith("no host") for answer in answers.values()):
        problem = f"no host of {len(answers)} addresses was found"
        raise Faults([Fault(Place("--links"), problem, "see whether there is a network")])


def _is_certain(answer: LinkAnswer) -> bool:
    return answer.status in _GONE or 200 <= answer.status < 300


def _judge(place: Place, address: str, answer: LinkAnswer, network: Network) -> Fault | None:
    if 200 <= answer.status < 300:
        if not answer.moved_to:
            return None
        return Fault(place, f"{address} has moved for good", f"write {answer.moved_to}")
    if answer.status in _GONE:
        copy = find_archived(address, network)
        help = (
            f"the Internet Archive has a copy: {copy}" if copy else "the Internet Archive has no copy of it"
        )
        return Fault(place, f"{address} is gone: its host answers {answer.status}", help)
    problem = answer.problem or f"its host answers {answer.status}"
    help = "look at it in a browser; links: {except: […]} in config.yaml leaves out what does not answer programs"
    return Fault(place, f"{address} could not be checked: {problem}", help)


def find_archived(address: str, network: Network) -> str:
    """Return the address of the Internet Archive's newest copy of a page; empty: it has none, or does not answer."""
    try:
        answer = json.loads(network.fetch(_ARCHIVE + quote(address, safe="")))
        copy = answer["archived_snapshots"]["closest"]["url"]
    except (Faults, ValueError, KeyError, TypeError):
        return ""
    is_sound = isinstance(copy, str) and copy.isprintable() and len(copy) < 2000
    return copy.replace("http://web.archive.org/", "https://web.archive.org/", 1) if is_sound else ""


# ---- what answered -----------------------------------------------------------------------------------------


def _read_cache(root: Path) -> dict[str, date]:
    """Return the addresses that answered, and when; nothing if the file is missing or not as it was written."""
    try:
        given = json.loads(read_file(root / CACHE, root, CACHE, MAX_TEXT_BYTES))
        return {address: date.fromisoformat(day) for address, day in given.items()}
    except (Faults, ValueError, TypeError, AttributeError):
        return {}


def _write_cache(root: Path, days: dict[str, date]) -> None:
    kept = {address: day.isoformat() for address, day in sorted(days.items())}
    (root / CACHE).parent.mkdir(exist_ok=True)
    write_text(root / CACHE, root, json.dumps(kept, ensure_ascii=False, indent=0) + "\n", CACHE)
