"""Who claims which address: static files and aliases beside the pages that a site has. Two claims to one are a fault.

1. each static file and each alias claims files of the site
2. none may be a page's, nor another one's, nor stand where another one needs a folder
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from yizhu.content.config import Config, read_utf8
from yizhu.content.faults import Fault, Faults, Place, find_place
from yizhu.content.links.aliases import list_alias_files
from yizhu.content.model import SitePage, Source, Term

_REPLACED = ("robots.txt", ".nojekyll")  # what a site has unless its author gives another
REDIRECTS = "_redirects"  # what the author gives stands in front of ours
_OF_THE_SITE = re.compile(r"(index|404)\.html|sitemap(-[0-9]+)?\.xml|robots\.txt|\.nojekyll|\.yizhu-.*")
_OF_AN_EDITION = re.compile(r"index\.html|feed\.(xml|json)|page-[0-9]+/.*")
_OF_AN_ARTICLE = re.compile(r"(sheet/)?index\.html|readings\.json|cite\.(json|ris|bib)")


@dataclass(frozen=True, slots=True)
class Redirect:
    """A page that leads on."""

    path: str  # of the file, in the site
    edition: str  # that it leads to
    target: str  # address below that edition: slug/, glossary/id/
    source: str  # the file that says so
    alias: str


@dataclass(frozen=True, slots=True)
class SitePaths:
    """What has pages of its own."""

    editions: tuple[str, ...]  # their names
    content: str  # the folder
    slugs: frozenset[str]  # of the articles
    pages: frozenset[str]  # their names
    terms: frozenset[str]  # their ids
    trees: frozenset[str] = frozenset()  # further folders of an edition: tags, series

    def find_owner(self, path: str) -> str:
        """Return what a file of the site is, unless it is free; empty: it is."""
        first, _, rest = path.partition("/")
        if first == "assets":
            return "the site's assets"
        if first not in self.editions:
            return f"the site's own {path}" if _OF_THE_SITE.fullmatch(path) else ""
        name, _, below = rest.partition("/")
        if _OF_AN_EDITION.fullmatch(rest):
            return f"the edition's own {path}"
        if name == "glossary":
            return self._owner_in_glossary(below)
        if (name == "search" and below == "index.html") or name in self.trees:
            return f"the site's own {first}/{name}/"
        if name in self.slugs and _OF_AN_ARTICLE.fullmatch(below):
            return f"{self.content}/articles/{name}"
        return f"{self.content}/pages/{name}" if name in self.pages and below == "index.html" else ""

    def _owner_in_glossary(self, path: str) -> str:
        id, _, below = path.partition("/")
        if path in ("index.html", "map/index.html"):
            return "the glossary"
        is_own = id in self.terms and (below == "index.html" or below.startswith("uses-"))
        return f"the term {id} of the glossary" if is_own else ""


@dataclass(frozen=True, slots=True)
class Claims:
    """The static files and redirects that a site has beside its pages."""

    static: tuple[str, ...] = ()  # by their paths in static/
    redirects: tuple[Redirect, ...] = ()
    faults: tuple[Fault, ...] = ()  # of those that are left out

    @property
    def replaced(self) -> frozenset[str]:
        """The files of the site that a static file stands for."""
        return frozenset({*_REPLACED, REDIRECTS}.intersection(self.static))


def settle_claims(
    root: Path, folder: str, paths: SitePaths, static: Iterable[str], redirects: Iterable[Redirect]
) -> Claims:
    """Return the static files and redirects whose addresses are free, and the faults of the others; ``folder``: that of static files."""
    taken = _Taken(paths)
    faults: list[Fault] = []
    kept: list[str] = []
    led: list[Redirect] = []
    refused: set[tuple[str, str]] = set()
    for path in static:
        shown = f"{folder}/{path}"
        if owner := taken.claim(path, shown, is_static=True):
            faults.append(_clash(Place(shown), path, owner, "rename one of the two"))
        else:
            kept.append(path)
    for redirect in redirects:
        if (redirect.source, redirect.alias) in refused:  # one fault says it of all editions
            continue
        if owner := taken.claim(redirect.path, f"an alias in {redirect.source}"):
            refused.add((redirect.source, redirect.alias))
            place = _place_of(root, redirect)
            faults.append(_clash(place, redirect.path, owner, "remove this alias, or rename the other"))
        else:
            led.append(redirect)
    return Claims(tuple(kept), tuple(led), tuple(dict.fromkeys(faults)))


class _Taken:
    """The files of a site that were claimed so far, and the folders on the way to them."""

    def __init__(self, paths: SitePaths) -> None:
        self._paths = paths
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def claim(self, path: str, claimant: str, *, is_static: bool = False) -> str:
        """Claim a file. Returns who has it, or a file or folder in its way; empty: nobody has."""
        # To many disks and hosts these are one name.
        name = unicodedata.normalize("NFC", path).casefold()
        folders = list(_folders_above(name))
        is_free = is_static and path in (*_REPLACED, REDIRECTS)
        of_pages = () if is_free else (name, f"{name}/index.html", *folders)
        owner = next((found for one in of_pages if (found := self._paths.find_owner(one))), "")
        owner = owner or ("the redirects of aliases" if name == REDIRECTS and not is_static else "")
        owner = owner or self._files.get(name, "") or self._folders.get(name, "")
        owner = owner or next((self._files[folder] for folder in folders if folder in self._files), "")
        if not owner:
            self._files[name] = claimant
            self._folders |= {folder: claimant for folder in folders if folder not in self._folders}
        return owner


def _folders_above(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _clash(place: Place, path: str, owner: str, help: str) -> Fault:
    address = path.removesuffix("index.html")
    return Fault(place, f"its address /{address} is also claimed by {owner}", help)


def _place_of(root: Path, redirect: Redirect) -> Place:
    try:
        text = read_utf8(root / redirect.source, redirect.source, root)
    except Faults:
        return Place(redirect.source)
    found = re.compile(rf"(?<![\w/-]){re.escape(redirect.alias)}(?![\w/-])").search(
        text, text.find("aliases:")
    )
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    place = find_place(redirect.source, text, line, redirect.alias)
    column = found.start() - text.rfind("\n", 0, found.start()) if found else place.column
    return replace(place, column=column)


# ---- aliases -----------------------------------------------------------------------------------------------


def list_redirects(
    config: Config,
    articles: Iterable[tuple[str, Sequence[tuple[str, str]]]],
    pages: Iterable[SitePage],
    terms: Iterable[Term],
    glossary: Sequence[Source],
) -> Iterator[Redirect]:
    """Yield the redirects that the content asks for; ``articles``: slugs with their aliases and the files of these."""
    for slug, aliases in articles:
        yield from _lead(config, aliases, "", f"{slug}/")
    for page in pages:
        own = [(alias, text.source.path) for text in page.texts for alias in text.meta.aliases]
        yield from _lead(config, own, "", f"{page.name}/")
    for term in terms:
        named = [(alias, _file_of(alias, glossary)) for alias in term.aliases]
        yield from _lead(config, named, "glossary/", f"glossary/{term.id}/")


def _lead(config: Config, aliases: Iterable[tuple[str, str]], below: str, target: str) -> Iterator[Redirect]:
    names = [edition.name for edition in config.editions]
    sources: dict[str, str] = {}
    for alias, source in aliases:
        sources.setdefault(alias, source)
    for alias, source in sources.items():
        for path, edition in list_alias_files(alias, below, names, config.default_edition):
            yield Redirect(path, edition, target, source, alias)


def _file_of(alias: str, glossary: Collection[Source]) -> str:
    return next((source.path for source in glossary if alias in source.text), "")


def format_redirects(config: Config, redirects: Sequence[Redirect], given: str = "") -> str:
    """Return the file _redirects, as Netlify and Cloudflare Pages read it; what the author gives counts first."""
    from urllib.parse import quote

    base = config.base_path
    lines = [
        f"{base}{quote(redirect.path.removesuffix('index.html'))} {base}{redirect.edition}/{redirect.target} 301"
        for redirect in redirects
    ]
    own = [given.rstrip("\n"), "# from aliases:"] if given.strip() else []
    return "\n".join([*own, *lines, ""])
