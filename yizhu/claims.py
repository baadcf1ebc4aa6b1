"""Who claims which address: two inputs that claim one are a fault that names both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from yizhu.fault import Fault, Place
from yizhu.links import Addresses
from yizhu.model import Article, SitePage


def clashes(articles: Iterable[Article], pages: Iterable[SitePage], content: str) -> list[Fault]:
    """A fault for each address below an edition that a second input claims."""
    owners: dict[str, str] = {"glossary": "the glossary's own page", "feed.xml": "the feed"}
    faults: list[Fault] = []
    for name, path in _claims(articles, pages, content):
        owner = owners.setdefault(name, path)
        if owner != path:
            problem = f"its address /{name}/ is also claimed by {owner}"
            faults.append(Fault(Place(path), problem, "rename one of the two folders"))
    return faults


def addresses_of(articles: Iterable[Article], pages: Iterable[SitePage], terms: Sequence[str]) -> Addresses:
    """All addresses below an edition, and how many passages each has to link to."""
    found = {"": 0, "glossary/": 0} | {f"glossary/{id}/": 0 for id in terms}
    found |= {f"{article.slug}/": len(article.source.passages) for article in articles}
    found |= {f"{page.name}/": 0 for page in pages}
    return Addresses(tuple(found.items()))


def _claims(
    articles: Iterable[Article], pages: Iterable[SitePage], content: str
) -> Iterator[tuple[str, str]]:
    for article in articles:
        yield article.slug, f"{content}/articles/{article.slug}"
    for page in pages:
        yield page.name, f"{content}/pages/{page.name}"
