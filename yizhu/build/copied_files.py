"""The targets that are no pages of the outline: files that are copied, and pages that lead on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from yizhu.build.cache.serialization import digest
from yizhu.build.cache.store import Inputs
from yizhu.build.targets import Target, common_inputs
from yizhu.build.task import BuildTask
from yizhu.content.config import Config, read_utf8
from yizhu.content.faults import Fault, Place
from yizhu.content.files.safe import read_file
from yizhu.content.files.static import list_static_files
from yizhu.content.links.claims import (
    REDIRECTS,
    Claims,
    Redirect,
    SitePaths,
    format_redirects,
    list_redirects,
    settle_claims,
)
from yizhu.content.links.link_targets import FurtherTargets
from yizhu.content.load import SiteContent, list_plain_aliases
from yizhu.content.model import Picture
from yizhu.site.jobs import CopyJob, SmallerJob
from yizhu.site.outline import SiteOutline
from yizhu.site.page_model import File
from yizhu.site.redirects import make_redirect_page
from yizhu.site.shelves import Shelved, count_pages, list_shelf_addresses
from yizhu.site.summary import ArticleSummary


class Claimant(NamedTuple):
    """What of an article decides which addresses are claimed beside its pages."""

    slug: str
    aliases: tuple[tuple[str, str], ...]  # each with the file that says so
    has_tags: bool
    series: str  # the id of a series that it is a part of
    part: int


def list_claimants(shown: Iterable[ArticleSummary]) -> list[Claimant]:
    """Return what the articles of a build claim."""
    return [
        Claimant(
            article.slug,
            article.aliases,
            any(edition.tags for edition in article.editions),
            next((edition.series for edition in article.editions if edition.series), ""),
            next((edition.part for edition in article.editions if edition.series), 0),
        )
        for article in shown
    ]


def read_claims(
    root: Path, config: Config, static: str, site_content: SiteContent, shown: Sequence[Claimant]
) -> tuple[Claims, list[Fault]]:
    """Return the static files and redirects of the site, and the faults of those that cannot be; ``static``: their folder."""
    listed = list_static_files(root, static)
    articles = [(article.slug, article.aliases) for article in shown if article.aliases]
    redirects = list(
        list_redirects(
            config, articles, site_content.pages, site_content.terms, site_content.content.glossary
        )
    )
    trees = frozenset(_trees(shown))
    faults = [
        *listed.faults,
        *_clashes_with_lists(config, site_content, trees, len(shown)),
        *_repeated_parts(config, shown),
    ]
    if not redirects and not listed.files:
        return Claims(), faults
    paths = SitePaths(
        tuple(edition.name for edition in config.editions),
        config.content,
        frozenset(article.slug for article in shown),
        frozenset(page.name for page in site_content.pages),
        frozenset(site_content.ids),
        trees,
    )
    claims = settle_claims(root, static, paths, listed.files, redirects)
    return claims, [*faults, *claims.faults]


def list_further_targets(
    config: Config,
    site_content: SiteContent,
    shown: Sequence[ArticleSummary],
    claims: Claims,
    has_faulty: bool,
) -> FurtherTargets:
    """Return where links may lead beside pages; ``has_faulty``: articles with faults may stand in lists that nobody knows."""
    is_known = not has_faulty and all(article.editions for article in shown)  # or the glossary has faults
    lists = list_shelf_addresses(_shelve(config, shown), config.per_page) if is_known else None
    own = [alias for article in shown for alias, _ in article.aliases]
    return FurtherTargets(lists, claims.static, list_plain_aliases(site_content, own))


def _shelve(config: Config, shown: Sequence[ArticleSummary]) -> dict[str, list[Shelved]]:
    """Return for each edition, by its name, the shelves on which its articles stand."""
    return {
        edition.name: [Shelved(tuple(key for key, _ in own.tags), own.series) for own in several]
        for edition, several in zip(
            config.editions,
            ([a.editions[nth] for a in shown] for nth in range(len(config.editions))),
            strict=True,
        )
    }


def _trees(shown: Sequence[Claimant]) -> Iterator[str]:
    """Yield the folders that lists have in each edition."""
    if any(article.has_tags for article in shown):
        yield "tags"
    if any(article.series for article in shown):
        yield "series"


def _clashes_with_lists(
    config: Config, site_content: SiteContent, trees: Collection[str], articles: int
) -> Iterator[Fault]:
    """Yield a fault for each article or page whose address a list of articles has."""
    taken = {*trees, *(f"page-{number}" for number in range(2, count_pages(articles, config.per_page) + 1))}
    folders = [(slug, f"{config.content}/articles/{slug}") for slug in site_content.content.slugs]
    folders += [(page.name, f"{config.content}/pages/{page.name}") for page in site_content.content.pages]
    for name, path in folders:
        if name in taken:
            owner = f"the pages of {name}" if name in trees else "a page of the list of articles"
            yield Fault(Place(path), f"its address /{name}/ is also claimed by {owner}", "rename the folder")


def _repeated_parts(config: Config, shown: Iterable[Claimant]) -> Iterator[Fault]:
    """Yield a fault for each article that is the same part of a series as another one."""
    first: dict[tuple[str, int], str] = {}
    for article in shown:
        part = article.series, article.part
        if article.series and first.setdefault(part, article.slug) != article.slug:
            problem = f"{first[part]} is part {part[1]} of the series {part[0]} too"
            yield Fault(
                Place(f"{config.content}/articles/{article.slug}"), problem, "give one of them another number"
            )


# ---- static files and redirects ----------------------------------------------------------------------------


def list_claimed_targets(task: BuildTask, site: SiteOutline, look: str, claims: Claims) -> Iterator[Target]:
    """Yield the targets of static files and redirects. Raises ``Faults`` for a static _redirects that is no text."""
    folder = task.given.folders.static
    for path in claims.static:
        if path != REDIRECTS or not claims.redirects:
            known = task.given.static.get(path)
            yield copied(
                CopyJob(path, task.root / folder / path, task.root / folder, f"{folder}/{path}", False), known
            )
    if not claims.redirects:
        return
    editions = {edition.config.name: nth for nth, edition in enumerate(site.editions)}
    for redirect in claims.redirects:
        yield _redirect(site, editions[redirect.edition], redirect, look)
    yield asset(File(REDIRECTS, _redirects(task, claims).encode()))


def _redirect(site: SiteOutline, nth: int, redirect: Redirect, look: str) -> Target:
    edition = site.editions[nth]
    return Target(
        redirect.path,
        (*common_inputs(site, edition, look), ("where it leads", redirect.target)),
        lambda: (make_redirect_page(site.config, edition, redirect),),
    )


def _redirects(task: BuildTask, claims: Claims) -> str:
    given = ""
    if REDIRECTS in claims.static:
        folder = task.root / task.given.folders.static
        given = read_utf8(folder / REDIRECTS, f"{task.given.folders.static}/{REDIRECTS}", folder)
    return format_redirects(task.config, claims.redirects, given)


# ---- assets and pictures -----------------------------------------------------------------------------------


def asset(file: File) -> Target:
    """Return the target of a file whose bytes are known."""
    return Target(file.path, (("the theme", digest(file.content)),), lambda: (file,))


def list_pictures(
    task: BuildTask, site_content: SiteContent, shown: Iterable[ArticleSummary]
) -> Iterator[Target]:
    """Yield the targets of the pictures that articles and pages show."""
    several = [(f"assets/articles/{summary.slug}/", summary.pictures) for summary in shown]
    several += [(f"assets/pages/{page.name}/", page.pictures) for page in site_content.pages]
    root = task.root / task.config.content
    for folder, pictures in several:
        for picture in pictures:
            known = task.given.content.get(picture.path.removeprefix(f"{task.config.content}/"))
            job = CopyJob(folder + picture.name, task.root / picture.path, root, picture.path)
            original = copied(job, known)
            yield original
            if picture.widths:
                yield _smaller(job, picture, original.inputs)


def _smaller(original: CopyJob, picture: Picture, inputs: Inputs) -> Target:
    """Return the target of the smaller pictures of a large one."""
    widths = " ".join(map(str, picture.widths))
    job = SmallerJob(original, picture.widths, picture.smaller_kind)
    return Target(
        f"{original.path} made smaller", (*inputs, ("the widths of pictures", widths)), lambda: (job,)
    )


def copied(job: CopyJob, known: str | None) -> Target:
    """Return the target of a file to copy; ``known``: its fingerprint, if it can be trusted."""
    what = "the picture" if job.is_picture else "the file"
    inputs = ((what, known or digest(read_file(job.source, job.root, job.name))),)
    return Target(job.path, inputs, lambda: (job,))
