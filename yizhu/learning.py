"""The gists of all articles: from the memo where their files and the recipe are what they were, else found anew.

A file that ``stat`` shows unchanged is not read; one that was touched is, and its content decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from yizhu.content import is_read
from yizhu.fault import Fault
from yizhu.gist import Gist
from yizhu.knowing import Recipe, know, know_bare
from yizhu.memo import Memo, digest, packed, unpacked
from yizhu.stamps import Stamps, seal
from yizhu.understanding import Ground
from yizhu.workers import Crew

Progress = Callable[[str, int, int], None]  # what is being done, how many of how many are done


@dataclass(frozen=True, slots=True)
class Learned:
    """What is known of the articles."""

    gists: tuple[Gist, ...]  # of those that are sound, in the order of their slugs
    faults: tuple[Fault, ...]


class _Key(NamedTuple):  # made in a fifth of the time, for each article of the site
    """Under what an article is known: how its files look to ``stat``, what is in them, and the recipe."""

    sealed: str  # empty: not to be trusted
    content: str
    recipe: str

    @classmethod
    def of(cls, said: str) -> _Key:
        return cls(*[*said.split("|"), "", "", ""][:3])

    def __str__(self) -> str:
        return f"{self.sealed}|{self.content}|{self.recipe}"


def learn(
    memo: Memo, recipe: Recipe, ground: Ground, stamps: Stamps, jobs: int, progress: Progress
) -> Learned:
    """Know every article; what is found anew is remembered, also when another article has faults.

    ``stamps``: of all files in the folder of articles.
    """
    of_slug = _by_slug(stamps)
    known_under = recipe_digest(ground) if ground.glossary else ""
    kept, new = _remembered(memo, known_under, ground.content.slugs, of_slug, recipe)
    crew = Crew(know if ground.glossary else know_bare, recipe)
    outcomes = crew.begin(list(new), jobs)
    gists = {slug: _gist(raw) for slug, (_, raw) in kept.items()}
    faults: list[Fault] = []
    for done, ((slug, key), (known, wrong)) in enumerate(zip(new.items(), outcomes, strict=True), 1):
        faults += wrong
        if known is not None:
            if ground.glossary:
                memo.learn(slug, str(key), packed(known.gist), known.bodies)
            gists[slug] = known.gist
        progress("articles", done, len(new))
    memo.unlearn(slug for slug in memo.slugs() if slug not in of_slug)
    memo.settle()
    return Learned(tuple(gists[slug] for slug in ground.content.slugs if slug in gists), tuple(faults))


def recipe_digest(ground: Ground) -> str:
    """What of the glossary, the vocabulary and the configuration decides what an article becomes."""
    terms = ground.glossary.terms if ground.glossary else ()
    forms = [(t.id, t.forms, t.exceptions, [(s.id, s.forms) for s in t.senses]) for t in terms]
    words = [source.text for source in ground.content.vocabulary]
    return digest(ground.config.editions, ground.config.mark, forms, words)[:16]


def _remembered(
    memo: Memo, recipe: str, slugs: Iterable[str], stamps: dict[str, Stamps], how: Recipe
) -> tuple[dict[str, tuple[_Key, bytes]], dict[str, _Key]]:
    """The articles that the memo knows, their gists still packed, and those that it does not, with the key of each.

    Without a ``recipe``, whatever was made of an article: for what it names that will do.
    """
    rows = {slug: (_Key.of(said), raw) for slug, said, raw in memo.articles()}
    kept: dict[str, tuple[_Key, bytes]] = {}
    new: dict[str, _Key] = {}
    for slug in slugs:
        sealed = seal(stamps.get(slug, {}).items())
        before, raw = rows.get(slug, (_Key("", "", ""), b""))
        content = before.content if sealed and sealed == before.sealed else ""
        key = _Key(sealed, content or _content(how, slug, stamps.get(slug, {})), recipe)
        if key.content != before.content or recipe not in ("", before.recipe):
            new[slug] = key
            continue
        kept[slug] = key, raw
        if recipe and key != before:
            memo.rekey(slug, str(key))
    return kept, new


@lru_cache(maxsize=1 << 14)  # the preview asks again and again for the same
def _gist(raw: bytes) -> Gist:
    gist: Gist = unpacked(raw)
    return gist


def _content(recipe: Recipe, slug: str, stamps: Stamps) -> str:
    """The digest of all that an article's folder holds."""
    folder = recipe.root / recipe.config.content / "articles" / slug
    told = sha256()
    for name in sorted(stamps):
        told.update(f"{name}\0".encode("utf-8", "surrogateescape"))
        for path in _files(folder / name):
            told.update(path.read_bytes())
            told.update(b"\0")
    return told.hexdigest()[:32]


def _files(path: Path) -> Iterator[Path]:
    """The file, or those of the folder that a symbolic link leads to."""
    if path.is_dir():
        yield from sorted(inside for inside in path.rglob("*") if inside.is_file())
    elif path.exists():
        yield path


def _by_slug(stamps: Stamps) -> dict[str, Stamps]:
    """The stamps of what a build reads of each article, by the names in its folder."""
    found: dict[str, Stamps] = {}
    for path, known in stamps.items():
        slug, _, name = path.partition("/")
        own = found.setdefault(slug, {})
        if is_read(name):
            own[name] = known
    return found
