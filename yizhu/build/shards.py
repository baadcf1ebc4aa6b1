"""A site built by many machines: each processes some of the articles (``build --shard 3/16``), and one joins them (``merge``).

A shard is one SQLite file of plain data: what processing an article makes, with the digests of what it was made from. The
merge takes what was made from the very files and settings that it finds itself, makes what is missing, and then builds as
always. So merged shards are, byte for byte, what one machine builds.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from yizhu.build.articles import (
    ArticleSettings,
    digest_content,
    group_by_slug,
    process_article,
    select_articles,
    settings_digest,
)
from yizhu.build.cache.file import CACHE_FILE, cache_folder
from yizhu.build.cache.fingerprints import Folders, look
from yizhu.build.cache.program import code_digest
from yizhu.build.cache.serialization import serialize
from yizhu.build.cache.store import Cache, CachedArticle
from yizhu.build.process_pool import ProcessPool
from yizhu.content.commands.argument_types import Shard
from yizhu.content.config import read_config
from yizhu.content.faults import Fault, Faults, Place, raise_if
from yizhu.content.files.safe import make_folder
from yizhu.content.load import SiteContent, load_site_content
from yizhu.editions.locale import read_locales
from yizhu.editions.terms.mark_terms import TermSet

_TABLES = """
create table made_by (code text, settings text, number integer, shards integer);
create table articles (slug text primary key, content text, summary blob);
create table bodies (slug text, name text, value blob, primary key (slug, name)) without rowid;
"""
_NAME = re.compile(r"(\d+)-of-(\d+)\.shard")

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class ShardBuilt:
    """What building a shard made."""

    path: Path
    articles: int
    faults: tuple[Fault, ...]  # of articles that are left to the merge, which decides whether they stop it


@dataclass(frozen=True, slots=True)
class Joined:
    """What a merge took from shards."""

    articles: int
    left: tuple[str, ...]  # shards of which nothing was taken: another version or other settings made them


def build_shard(config_file: Path, shard: Shard, out: Path, jobs: int, progress: Progress) -> ShardBuilt:
    """Process every n-th article, and write the results to a file in ``out``. Raises ``Faults`` of what all articles share."""
    site, settings = _read(config_file)
    config = settings.config
    given = look(config_file, Folders(config.content, config.theme, config.site, ""))
    files = group_by_slug(select_articles(given.content))
    slugs = site.content.slugs[shard.number - 1 :: shard.of]
    make_folder(out, str(out))
    path = out / f"{shard.number}-of-{shard.of}.shard"
    waiting = path.with_suffix(f".{os.getpid()}")
    faults: list[Fault] = []
    outcomes = ProcessPool(process_article, settings).run(slugs, jobs)
    with closing(_create(waiting, settings_digest(site), shard)) as db:
        for done, (slug, (processed, wrong)) in enumerate(zip(slugs, outcomes, strict=True), 1):
            faults += wrong
            if processed is not None:
                row = slug, digest_content(settings, slug, files.get(slug, {})), serialize(processed.summary)
                db.execute("insert into articles values (?, ?, ?)", row)
                bodies = ((slug, name, value) for name, value in processed.bodies)
                db.executemany("insert into bodies values (?, ?, ?)", bodies)
            progress("articles", done, len(slugs))
        db.commit()
    os.replace(waiting, path)  # a shard that was killed has no name, and is built again alone
    return ShardBuilt(path, len(slugs), tuple(faults))


def join_shards(config_file: Path, folders: Sequence[Path]) -> Joined:
    """Put what shards hold into the cache, from which the next build takes it. Raises ``Faults`` if shards are missing."""
    paths = _find_shards(folders)
    site, settings = _read(config_file)
    wanted = code_digest(), settings_digest(site)
    taken, left = 0, list[str]()
    with closing(Cache(cache_folder(settings.root) / CACHE_FILE)) as cache:
        for path in paths:
            count = _take(path, wanted, cache)
            taken += count or 0
            if count is None:
                left.append(str(path))
        cache.commit()
    return Joined(taken, tuple(left))


def _read(config_file: Path) -> tuple[SiteContent, ArticleSettings]:
    config = read_config(config_file)
    site = load_site_content(config_file.parent, config)
    raise_if(site.faults)
    locales = read_locales(config, site.content.vocabulary, site.terms)
    return site, ArticleSettings(config_file.parent, config, TermSet(site.terms), locales)


def _create(path: Path, settings: str, shard: Shard) -> sqlite3.Connection:
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.executescript(_TABLES)
    db.execute("insert into made_by values (?, ?, ?, ?)", (code_digest(), settings, shard.number, shard.of))
    return db


# ---- joining -----------------------------------------------------------------------------------------------


def _find_shards(folders: Sequence[Path]) -> list[Path]:
    """Return the shards in these folders, also below them, by their numbers. Raises ``Faults`` if they are not all of one set."""
    found = {path.name: path for folder in folders for path in sorted(folder.rglob("*.shard"))}
    numbers = [(int(m[1]), int(m[2])) for name in found if (m := _NAME.fullmatch(name))]
    place = Place(str(folders[0]))
    if not numbers:
        raise Faults(
            [
                Fault(
                    place,
                    "there is no shard here",
                    "yizhu build --shard 1/4 --out DIR makes the first of four",
                )
            ]
        )
    totals = sorted({of for _, of in numbers})
    if len(totals) > 1:
        problem = f"there are shards of several sets: of {' and of '.join(map(str, totals))}"
        raise Faults([Fault(place, problem, "remove those of the other set")])
    of = totals[0]
    missing = sorted(set(range(1, of + 1)) - {number for number, _ in numbers})
    if missing:
        raise Faults([_missing(place, number, of) for number in missing])
    return [found[f"{number}-of-{of}.shard"] for number in range(1, of + 1)]


def _missing(place: Place, number: int, of: int) -> Fault:
    help = f"yizhu build --shard {number}/{of} makes it alone"
    return Fault(place, f"shard {number} of {of} is missing", help)


def _take(path: Path, wanted: tuple[str, str], cache: Cache) -> int | None:
    """Put the articles of a shard into the cache, and return how many; None: it was made otherwise than here."""
    try:
        with closing(sqlite3.connect(f"file:{path.absolute().as_posix()}?mode=ro", uri=True)) as db:
            ((code, settings),) = db.execute("select code, settings from made_by").fetchall()
            if (code, settings) != wanted:
                return None
            count = 0
            for slug, content, summary in db.execute("select slug, content, summary from articles"):
                article = CachedArticle(slug, "", content, settings, summary)
                cache.store_article(article, _bodies(db, slug))
                count += 1
            return count
    except (sqlite3.Error, ValueError, TypeError) as error:
        help = "build this shard again"
        raise Faults([Fault(Place(str(path)), f"the shard is damaged: {error}", help)]) from None


def _bodies(db: sqlite3.Connection, slug: str) -> Iterator[tuple[str, bytes]]:
    yield from db.execute("select name, value from bodies where slug = ?", (slug,)).fetchall()
