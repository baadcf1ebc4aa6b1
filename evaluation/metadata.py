"""Title, authors and date of pages, against those that others wrote down: python evaluation/metadata.py FOLDER [-v]

FOLDER is the test data of flairNLP/fundus, ``tests/resources/parser/test_data``: a saved page and what it says, by
publisher. A title counts as right if it is the same letter for letter, white space and unseen characters apart; the
second figure for titles takes all quotation marks, dashes and wide forms for one, and the third those titles for right,
too, that stand on the page as its first heading; authors count as right if they are the same people, whatever their order and letter case; a date if it is the same day. The second figure for authors leaves
out, on both sides, those that are the publisher itself: an import never takes a site's name for an author's.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from yizhu.importers.html.page import parse_page
from yizhu.importers.metadata.front_matter import PageMeta, extract_meta
from yizhu.importers.metadata.head import clean_text, read_head, read_text
from yizhu.importers.metadata.persons import remove_site_names
from yizhu.importers.metadata.publication import find_site_names
from yizhu.importers.model.draft import Received
from yizhu.importers.model.profiles import merge_profiles

FIELDS = ("title", "title but marks", "title or heading", "authors", "authors but sites", "date")


def cases(folder: Path) -> Iterator[tuple[str, bytes, str, dict[str, Any]]]:
    """Each page with its name, address and truth; versions of a parser and dates of its pages go up together."""
    for truth in sorted(folder.glob("*/*.json")):
        versions = json.loads(truth.read_text("utf-8"))
        pages = sorted(truth.parent.glob(f"{truth.stem}_*.html.gz"))
        infos = json.loads((truth.parent / "meta.info").read_text("utf-8"))
        names = sorted(versions, key=lambda name: [int(n) for n in re.findall(r"\d+", name)])
        for page, name in zip(pages, names, strict=False):
            data = gzip.decompress(page.read_bytes())
            yield f"{truth.parent.name}/{page.name}", data, infos[page.name]["url"], versions[name]


def wrong(meta: PageMeta, truth: dict[str, Any], sites: tuple[str, ...]) -> dict[str, tuple[object, object]]:
    """What differs: field → what was found, what is true."""
    authors = {clean_text(name).casefold() for name in truth.get("authors") or ()}
    ours = {name.casefold() for name in meta.authors}
    own = set(remove_site_names(sorted(authors), sites)), set(remove_site_names(sorted(ours), sites))
    title = clean_text(truth.get("title"))
    pairs = {
        "title": (meta.title, title),
        "title but marks": (alike(meta.title), alike(title)),
        "authors": (ours, authors),
        "authors but sites": own[::-1],
        "date": (meta.published, truth["publishing_date"][:10]),
    }
    return {field: pair for field, pair in pairs.items() if pair[0] != pair[1]}


def alike(title: str) -> str:
    """The title with one kind of quotation marks and dashes, compatible forms and spaces made one."""
    one = unicodedata.normalize("NFKC", title)
    for marks, mark in (("‘’‚‛`´′", "'"), ("“”„‟«»″", '"'), ("‐‑‒–—―", "-")):
        one = one.translate(dict.fromkeys(map(ord, marks), mark))
    return "".join(one.replace("'", '"').split())


def heading_of(root: HtmlElement) -> str:
    """The first heading of the page that says something."""
    return next(filter(None, map(read_text, root.iter("h1"))), "")


def half_of(name: str) -> int:
    """The half of the publishers in which the page's is: rules may be chosen on the first."""
    return zlib.crc32(name.split("/")[1].split("_")[0].encode()) % 2


def main(folder: Path, verbose: bool) -> int:
    """Print the shares that are right, of all and of either half, and with -v what is not."""
    counts, wrongs, seconds = Counter[int](), Counter[tuple[str, int]](), 0.0
    invented = 0
    for name, data, url, truth in cases(folder):
        page, half = parse_page(Received(name, data, "utf-8", data.decode()), url), half_of(name)
        start = time.process_time()
        meta = extract_meta(page, merge_profiles(()))
        seconds += time.process_time() - start
        counts[half] += 1
        found = wrong(meta, truth, find_site_names(read_head(page.root), url))
        if "title but marks" in found and alike(meta.title) != alike(heading_of(page.root)):
            found["title or heading"] = found["title"]
        invented += bool(meta.authors and not truth.get("authors"))
        wrongs.update((field, half) for field in found)
        if verbose:
            _print_wrong(name, found, meta)
    for field in FIELDS:
        right = [counts[half] - wrongs[field, half] for half in (0, 1)]
        halves = ", ".join(f"{right[half] / max(1, counts[half]):.3f}" for half in (0, 1))
        print(
            f"{field}: {sum(right)} of {counts.total()}: {sum(right) / counts.total():.3f}; halves {halves}"
        )
    print(f"authors where the truth has none: {invented}; {1000 * seconds / counts.total():.1f} ms a page")
    return 0


def _print_wrong(name: str, found: dict[str, tuple[object, object]], meta: PageMeta) -> None:
    for field, (ours, true) in found.items():
        evidence = next((f"{f.lines} {f.why}" for f in meta.fields if f.name[:4] == field[:4]), "")
        if field not in ("title but marks", "title or heading"):
            print(f"{name}: {field}: {ours!r}, not {true!r}  [{evidence}]")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "-v" in sys.argv))
