"""Where links within the site may lead: pages, terms, lists, feeds and static files; and what was meant by one that leads nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import normpath
from urllib.parse import unquote

from yizhu.content.faults import did_you_mean
from yizhu.content.files.read import ContentFiles
from yizhu.content.markdown.attributes import SPAN_NAMES, is_lang
from yizhu.content.translations.passage_ids import NO_IDS, PassageIds

EXTERNAL = ("http://", "https://", "mailto:")
_CITATIONS = ("cite.json", "cite.ris", "cite.bib")
_SITE_FILES = ("sitemap.xml", "robots.txt")
# A file at the site's root; all others with a dot in their names belong to an edition.
_OF_AN_EDITION = re.compile(r"(?:.*/)?(?:feed\.(?:xml|json)|cite\.(?:json|ris|bib)|readings\.json)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LIST = re.compile(r"(?:tags|series)/.*|page-[0-9]+/")

_ATTRIBUTE = re.compile(rf"(?:{'|'.join(SPAN_NAMES)}|zh-Han[st])[=:]\S+")  # in parentheses instead of braces


@dataclass(frozen=True, slots=True)
class FurtherTargets:
    """Addresses that are known only when all articles are."""

    # Of lists and feeds below an edition, each with the names of the editions that lack it; None: not all articles are known.
    lists: Mapping[str, Sequence[str]] | None = None
    files: Collection[str] = ()  # of static/, by their paths
    aliases: Collection[str] = ()  # below an edition


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """The addresses below an edition (slug/, glossary/id/) and, after a slash, files at the site's root."""

    passages: Mapping[str, PassageIds]  # by address, those that a link may name
    lacking: Mapping[str, Sequence[str]] = field(default_factory=dict)  # editions that lack a list
    knows_lists: bool = True

    def explain(self, href: str, address: str) -> tuple[str, str] | None:
        """Return what is wrong with a link on the page at ``address``, and the help; None: it leads somewhere."""
        if href.startswith(EXTERNAL):
            return None
        if found := _ATTRIBUTE.fullmatch(unquote(href)):
            return f"{found[0]} leads nowhere", f"write braces for an attribute: [words]{{{found[0]}}}"
        if _SCHEME.match(href):
            return (
                f"{unquote(href)} leads nowhere",
                "links lead to pages of the site, to https://…, http://… or mailto:…",
            )
        path, _, fragment = href.partition("#")
        target = _resolve(path.partition("?")[0], address)
        if lacking := self.lacking.get(target):
            problem = f"{unquote(href)} leads nowhere in {', '.join(lacking)}"
            return problem, "link to what every edition has, or write the whole address, https://…"
        if target not in self.passages:
            is_unknown_list = not self.knows_lists and _LIST.fullmatch(target)
            return (
                None if is_unknown_list else (f"{unquote(href)} leads nowhere", self._suggest(path, target))
            )
        ids = self.passages[target]
        return ids.explain(fragment) if fragment and ids.count and not ids.has(fragment) else None

    def _suggest(self, path: str, target: str) -> str:
        if elsewhere := _whole_address(path):
            return f"write {elsewhere}"
        for meant in _list_meant(target):
            if meant in self.passages and not self.lacking.get(meant):
                return f"did you mean /{meant.removeprefix('/')}?"
        # A tag's address is in small letters and without signs: /tags/AI/ is /tags/ai/, /tags/C++/ is /tags/c/.
        alike = [other for other in self.passages if _fold(other) == _fold(target)]
        if alike and not self.lacking.get(alike[0]):
            return f"did you mean /{alike[0].removeprefix('/')}?"
        is_static = _is_file(target) and not _OF_AN_EDITION.fullmatch(target)
        if is_static and "//" not in path and not _PAGE.fullmatch(target):
            name = target.rpartition("/")[2]
            return f"no such file is published: put it into static/ and write /{name}"
        # A mistyped address is that of an article, not of its handout.
        known = [other for other in self.passages if not other.endswith(("/sheet/", *_CITATIONS))]
        closest = did_you_mean(target, known).replace("mean ", "mean /").replace("//", "/")
        return closest or "write /slug/ or /glossary/id/, from the edition's front page"


def list_link_targets(
    content: ContentFiles,
    passages: Mapping[str, PassageIds],
    terms: Sequence[str],
    further: FurtherTargets = FurtherTargets(),
) -> LinkTargets:
    """Return where links may lead.

    ``passages``: by slug, of each article that is shown; none for one with faults, which keeps its address.
    """
    others = ["", "glossary/", "search/", "feed.xml", "feed.json", *(f"glossary/{id}/" for id in terms)]
    others += ["glossary/map/"] if terms else []
    others += [f"/{name}" for name in (*_SITE_FILES, *further.files)]
    others += [f"{folder.name}/" for folder in content.pages]
    found = dict.fromkeys((*others, *further.aliases), NO_IDS)
    found |= {f"{slug}/": ids for slug, ids in passages.items()}
    found |= dict.fromkeys(
        [f"{slug}/{name}" for slug in passages for name in ("sheet/", *_CITATIONS)], NO_IDS
    )
    lists = further.lists or {}
    found |= dict.fromkeys(lists, NO_IDS)
    return LinkTargets(found, {one: gone for one, gone in lists.items() if gone}, further.lists is not None)


# ---- addresses ---------------------------------------------------------------------------------------------


def is_file_of_site(path: str) -> bool:
    """Does a path from an edition's front page name a file at the site's root: one of static/, or sitemap.xml?"""
    return _is_file(path) and not _OF_AN_EDITION.fullmatch(path)


def _is_file(path: str) -> bool:
    return "." in path.rpartition("/")[2].strip(".")


def _resolve(path: str, address: str) -> str:
    """Return the address below the edition that a path leads to from the page at ``address``."""
    plain = unicodedata.normalize("NFC", unquote(path))
    if plain.startswith("//"):
        return plain
    if plain.startswith("/"):
        return plain if is_file_of_site(plain[1:]) else plain[1:]
    if not plain:
        return address
    target = normpath(address + plain)
    if target.startswith("../") and not target.startswith("../../") and is_file_of_site(target):
        return target[2:]
    return "" if target == "." else target if _is_file(target) else target + "/"


# ---- what was meant ----------------------------------------------------------------------------------------

_FOLDERS = {
    **dict.fromkeys(("terms", "term", "glossaries", "dictionary"), "glossary"),
    **dict.fromkeys(("tag", "categories", "category", "topics", "topic", "keywords"), "tags"),
}
_PAGE = re.compile(r"(.*)\.(?:md|markdown|html?)")
_FOLDER_PAGE = re.compile(r"_?index(?:\..*)?|readme")
_FEEDS = ("feed", "rss", "atom", "rss.xml", "atom.xml", "index.xml", "feed.atom", "feeds")


# A host, by its first or its last name; the endings of files are none of these.
_HOST = r"(?:www\.[^\s/@]+\.[a-z]+|[^\s/@]+\.(?:com|org|net|edu|gov|io|cn|tw|hk|jp|de|fr|uk|eu))"
_WHOLE = re.compile(rf"(?://)?({_HOST}(?:[/:].*)?)", re.IGNORECASE)
_MAIL = re.compile(r"[^\s/@:]+@[^\s/@:]+\.[a-z]{2,}", re.IGNORECASE)


def _whole_address(path: str) -> str:
    """Return the address that is meant by one without https:// or mailto:; empty: none is."""
    if _MAIL.fullmatch(path):
        return f"mailto:{path}"
    found = _WHOLE.fullmatch(path)
    return f"https://{found[1]}" if found else ""


def _fold(address: str) -> str:
    """Return an address in small letters, with a hyphen for all signs between them."""
    parts = address.casefold().split("/")
    return "/".join(re.sub(r"[^\w.]+", "-", part).strip("-") for part in parts)


def _list_meant(target: str) -> Iterator[str]:
    """Yield what may be meant by an address of another program, or of the whole site."""
    parts = [part for part in target.split("/") if part not in ("", ".", "..")]
    last = parts[-1].lower() if parts else ""
    if last in _FEEDS:
        yield "feed.xml"
    if _is_file(last):
        yield f"/{'/'.join(parts)}"
        yield f"/{parts[-1]}"
    if found := _PAGE.fullmatch(last):
        stem = parts[-1][: len(found[1])]
        is_of_folder = _FOLDER_PAGE.fullmatch(found[1]) or is_lang(stem)  # b/index.md, b/en.md
        parts = [*parts[:-1], *(() if is_of_folder else (stem,))]
    for nth in range(len(parts)):
        first, *rest = parts[nth:]
        yield "/".join((_FOLDERS.get(first.lower(), first), *rest, ""))
