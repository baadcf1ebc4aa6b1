"""What ``yizhu export`` does: choose, make the files, write those that are new."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.content.articles import read_article
from yizhu.content.config import Config, read_config
from yizhu.content.faults import Fault, Faults, Place, collect_faults, did_you_mean, format_count, raise_if
from yizhu.content.files.read import ContentFiles, read_article_folder
from yizhu.content.files.safe import make_folder, read_file, write_file
from yizhu.content.load import load_site_content
from yizhu.content.model import Article
from yizhu.content.terminal import print_text
from yizhu.exports.formats import FORMATS, WHOLE_SITE, WORKED_ON
from yizhu.exports.model import Chosen, ExportedFile


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What somebody asked for."""

    format: str
    slugs: tuple[str, ...]
    is_all: bool
    langs: tuple[str, ...]  # of translations; none: all
    editions: tuple[str, ...]  # none: all
    out: str  # folder, from the site's
    force: bool  # replace files that say something else
    series: str = ""  # the articles of this series
    is_volume: bool = False  # one book of all articles


def run(given: argparse.Namespace) -> int:
    """Run the command; 2: it was used wrongly."""
    problem = find_format_problem(given.format)
    is_named = given.articles or given.all or given.series
    if not problem and not is_named and given.format not in WHOLE_SITE:
        problem = "name articles, or --all, or --series"
    if not problem and given.volume and given.format != "epub":
        problem = "--volume is for epub"
    if problem:
        print_text(f"yizhu export: {problem}", sys.stderr)
        return 2
    request = ExportRequest(
        given.format,
        tuple(given.articles),
        given.all,
        tuple(given.lang),
        tuple(given.edition),
        given.out.rstrip("/") or "/",
        given.force,
        given.series,
        given.volume,
    )
    export(Path(given.config), request)
    return 0


def find_format_problem(name: str) -> str:
    """Return what is wrong with the name of a format, and which there are; empty: nothing."""
    if name in FORMATS:
        return ""
    known = f"the formats are {', '.join(FORMATS)}"
    return "; ".join(filter(None, (f"no format {name}", did_you_mean(name, FORMATS), known)))


def export(config_file: Path, request: ExportRequest) -> None:
    """Write the files of an export, and print each. Raises ``Faults``; then nothing is written."""
    root = config_file.parent
    chosen = choose(config_file, request)
    _check_out(root, chosen.config, request.out)
    made = sorted(FORMATS[request.format](chosen), key=lambda file: file.path)
    outcomes, faults = collect_faults(lambda file: _compare(root, request, file), made)
    raise_if(faults)
    folder = root / request.out
    make_folder(folder, request.out)
    for file, done in zip(made, outcomes, strict=True):
        path = f"{request.out}/{file.path}"
        if done != "unchanged":
            write_file(folder / file.path, folder, file.content, path)
        print_text(f"{path} ({done})")
        for doubt in file.doubts:
            print_text(f"doubt: {path}: {doubt}", sys.stderr)
    print_text(f"{format_count(len(made), 'file')} in {request.out}")


def _check_out(root: Path, config: Config, out: str) -> None:
    """Raise ``Faults`` if the folder is one in which the next build would take the files for content."""
    folder = (root / out).resolve()
    for name in filter(None, (config.content, config.theme)):
        if folder.is_relative_to((root / name).resolve()):
            raise Faults([Fault(Place(out), f"this folder lies in {name}/", "choose a folder outside of it")])


def choose(config_file: Path, request: ExportRequest) -> Chosen:
    """Return the content that is to be exported. Raises ``Faults``."""
    root, config = config_file.parent, read_config(config_file)
    site = load_site_content(root, config)
    raise_if(site.faults)
    slugs = site.content.slugs if request.is_all or request.series else request.slugs
    slugs = () if request.format in WHOLE_SITE else slugs
    articles, faults = collect_faults(lambda slug: _read(root, config, site.content, slug), slugs)
    raise_if(faults)
    if request.series:
        articles = _select_series(articles, config, request.series)
    return Chosen(
        config=config,
        articles=tuple(articles),
        terms=site.terms,
        langs=request.langs,
        is_all=request.is_all or bool(request.series),
        editions=request.editions,
        root=root,
        vocabulary=site.content.vocabulary,
        pages=site.pages,
        series=request.series,
        is_volume=request.is_volume,
        glossary=site.content.glossary,
        out=request.out,
    )


def _select_series(articles: Sequence[Article], config: Config, series: str) -> list[Article]:
    """Return the articles of a series, by their parts. Raises ``Faults`` if it has none."""
    found = [article for article in articles if article.source.meta.series == series]
    if not found:
        known = dict.fromkeys(a.source.meta.series for a in articles if a.source.meta.series)
        help = did_you_mean(
            series, list(known), f"the series are {', '.join(known)}" if known else "there is none"
        )
        raise Faults(
            [Fault(Place(f"{config.content}/articles"), f"no article is in the series {series}", help)]
        )
    return sorted(found, key=lambda article: article.source.meta.part)


def _read(root: Path, config: Config, content: ContentFiles, slug: str) -> Article:
    if slug not in content.slugs:
        help = did_you_mean(slug, content.slugs, "yizhu status lists all articles")
        raise Faults([Fault(Place(f"{config.content}/articles/{slug}"), "there is no such article", help)])
    return read_article(read_article_folder(root, config, slug))


def _compare(root: Path, request: ExportRequest, file: ExportedFile) -> str:
    """Return whether a file is new, changed or unchanged. Raises ``Faults`` if it would be lost."""
    name = f"{request.out}/{file.path}"
    path = root / name
    if not path.exists():
        return "new"
    if read_file(path, root / request.out, name) == file.content:
        return "unchanged"
    if request.format in WORKED_ON and not request.force:
        help = "import it first, write to another folder with --out, or replace it with --force"
        raise Faults([Fault(Place(name), "this file says something else than would be written", help)])
    return "replaced"
