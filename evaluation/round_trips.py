"""Take translations through the exchange formats and back: what comes home as it left, and what is caught that does not.

    python evaluation/round_trips.py [--passages 10000] [--mutations 2000] [--schemas FOLDER]

1. each article of the site, through each format: exported, read and written by translate-toolkit (CSV: by Python's own
   reader and writer), imported: are all bytes of its folder the same?
2. made-up passages with nested spans, through the two XLIFFs with every target written anew by translate-toolkit, and
   through TMX: is the Markdown, put together again from words and placeholders, the same?
3. the same passages with a placeholder lost, doubled, closed too early or unknown: is each told, with its line?

4. with FOLDER, which holds OASIS's and LISA's own schemas (xliff_core_2.0.xsd with metadata.xsd, glossary.xsd and what they
   name, xliff-core-1.2-strict.xsd, tmx14.dtd, TBXcoreStructV02.dtd): is each exported file valid?

Needs translate-toolkit (``python -m pip install translate-toolkit``), which the program itself never loads.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))

from yizhu.cli import main
from yizhu.content.articles import read_article
from yizhu.content.config import Config
from yizhu.content.faults import Faults, Place
from yizhu.content.model import Article, ArticleFolder, Source, Text
from yizhu.content.translations.placeholders import write_pieces
from yizhu.content.translations.returned_text import Reference, fill_in
from yizhu.content.translations.returned_units import ReturnedUnit, stamp_unit
from yizhu.content.translations.take_back import Signer, take_back
from yizhu.content.translations.units import Unit, list_units
from yizhu.exports.formats import FORMATS
from yizhu.exports.model import Chosen
from yizhu.importers.translations.exchange_xml import ExchangeFile
from yizhu.importers.translations.tmx import read_tmx
from yizhu.importers.translations.xliff import read_xliff

HERE = Path(__file__).parent.parent
READERS = {"xliff": read_xliff, "xliff-1.2": read_xliff, "tmx": read_tmx}


# ---- the toolkit -------------------------------------------------------------------------------------------


def toolkit_trip(format: str, data: bytes, rewrite: bool) -> bytes:
    """Return what translate-toolkit writes of what it has read; with ``rewrite`` it makes every target anew."""
    from translate.storage import tmx, xliff, xliff2

    stores: dict[str, Any] = {"xliff": xliff2.Xliff2File, "xliff-1.2": xliff.Xliff1File, "tmx": tmx.tmxfile}
    store = stores[format].parsestring(data)
    for unit in (
        store.units if rewrite and format != "tmx" else ()
    ):  # of TMX it keeps placeholders only as they are
        if unit.target:
            unit.rich_target = unit.rich_target
    return bytes(store)


def csv_trip(data: bytes) -> bytes:
    """Return a table that was read and written as a spreadsheet does, with another separator."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


# ---- 1. the site -------------------------------------------------------------------------------------------


def measure_site(site: Path) -> Iterator[str]:
    """Yield a line for each format: how many articles of a site come home as they left."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(site / "content", root / "content")
        shutil.copy(site / "config.yaml", root)
        before = os.getcwd()
        os.chdir(root)
        try:
            for format in ("xliff", "xliff-1.2", "tmx", "csv"):
                same = [all_bytes(a) for a in articles(root)]
                is_done = [travel(format, article) for article in articles(root)]
                now = [all_bytes(a) for a in articles(root)]
                good = sum(done and a == b for done, a, b in zip(is_done, same, now, strict=True))
                yield f"{format}: {good} of {len(same)} articles byte-identical"
        finally:
            os.chdir(before)


def articles(root: Path) -> list[Path]:
    """Return the folders of a site's articles."""
    return sorted(path for path in (root / "content/articles").iterdir() if path.is_dir())


def all_bytes(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files in a folder."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def travel(format: str, article: Path) -> bool:
    """Export an article, take it through another program, import it; was all of that done?"""
    with redirect_stdout(io.StringIO()):
        if main(["export", format, article.name, "--out", "out", "--force"]):
            return False
        done = []
        for file in sorted(Path("out").glob(f"{article.name}.*")):
            data = file.read_bytes()
            file.write_bytes(csv_trip(data) if format == "csv" else toolkit_trip(format, data, rewrite=True))
            done.append(main(["import", str(file)]) == 0)
    shutil.rmtree("out")
    return bool(done) and all(done)


# ---- 2. made-up passages -----------------------------------------------------------------------------------


words = st.text("的一是中國模型，。「」“”’—abcXYZ 019.!?&<>'\"", min_size=1, max_size=12)
escapes = st.sampled_from(
    [r"\*", r"\[", "&amp;", r"\_", r"\\", "<https://a.example/b>", "`a*b`", "![圖](a.png)", "[^1]"]
)
breaks = st.sampled_from(["\n", "  \n", "\\\n"])


def _nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    spans = ["**{}**", "*{}*", "[{}](https://a.example)", "[{}]{{term=none}}", "[{}]{{sic=x}}", "[{}]{{zh-Hans=干}}", "[{}]{{reading=dé}}", "[{}]{{lang=fr}}", "[{}]{{sup}}"]  # fmt: skip
    pair = st.tuples(st.sampled_from(spans), inner).map(lambda found: found[0].format(found[1]))
    return st.lists(pair | words, min_size=1, max_size=4).map("".join)


inlines = st.recursive(words | escapes, _nest, max_leaves=12)
texts = st.lists(inlines | breaks, min_size=1, max_size=5).map(lambda found: "字" + "".join(found) + "。")
blocks = st.one_of(
    texts,
    texts.map(lambda text: "## " + text.replace("\n", " ")),
    st.lists(texts, min_size=1, max_size=3).map(
        lambda items: "\n".join("- " + i.replace("\n", "\n  ") for i in items)
    ),
    texts.map(lambda text: "> " + text.replace("\n", "\n> ")),
    st.tuples(texts, texts).map(
        lambda cells: (
            "| a | b |\n|---|---|\n| "
            + " | ".join(c.replace("\n", " ").replace("|", "") for c in cells)
            + " |"
        )
    ),
)
FRONT = "---\ntitle: x\n{}---\n\n"


def made_article(passages: Sequence[str]) -> tuple[Article, Text] | None:
    """Return an article whose source and translation have these passages, the translation in another order."""
    foot = "\n\n[^1]: 註 *x*。\n"
    passages = [  # two lists with one sign would be one list
        re.sub(r"^- ", "+ ", text, flags=re.M) if nth % 2 else text for nth, text in enumerate(passages)
    ]
    source = FRONT.format("") + "\n\n".join(passages) + foot
    order = list(enumerate(passages, 1))
    random.Random(len(source)).shuffle(order)
    others = "\n\n".join(f"{{from=p{number}}}\n{text}" for number, text in order)
    files = (
        ("zh-Hant", Source("zh-Hant.md", source)),
        ("en", Source("en.md", FRONT.format("status: draft\n") + others + foot)),
    )
    try:
        article = read_article(ArticleFolder("made", "made", files, None, ("a.png",), ("zh-Hant", "en")))
    except Faults:
        return None
    return article, article.translations[0]


def come_home(format: str, chosen: Chosen, units: Sequence[Unit]) -> int:
    """Return how many units have the same Markdown after the trip, put together from words and placeholders."""
    (file,) = FORMATS[format](chosen)
    exchange = ExchangeFile(file.path, toolkit_trip(format, file.content, rewrite=True))
    (returned,) = list(READERS[format](exchange))
    by_id = {unit.id: unit for unit in returned.units}
    return sum(is_home(unit, by_id.get(unit.id)) for unit in units)


def is_home(unit: Unit, given: ReturnedUnit | None) -> bool:
    """Is the Markdown that a unit comes back with that of the file?"""
    if unit.target is None or given is None or isinstance(given.target, str):
        return False
    if given.digest != unit.target_digest:
        return False
    return write_pieces(fill_in(given.target, unit.target, unit.source)) == unit.target.markdown


# ---- 3. mutations ------------------------------------------------------------------------------------------

Pieces = list[str | Reference]


def lose(pieces: Pieces, at: int) -> Pieces:
    """A placeholder is gone."""
    return [*pieces[:at], *pieces[at + 1 :]]


def double(pieces: Pieces, at: int) -> Pieces:
    """A placeholder stands twice."""
    return [*pieces[: at + 1], "x", *pieces[at:]]


def rename(pieces: Pieces, at: int) -> Pieces:
    """A placeholder has a number that none was exported with."""
    found = pieces[at]
    assert isinstance(found, Reference)
    return [*pieces[:at], replace(found, id=found.id + 900), *pieces[at + 1 :]]


def cross(pieces: Pieces, at: int) -> Pieces:
    """The second half of a pair stands before the first."""
    found = pieces[at]
    assert isinstance(found, Reference)
    other = next(
        (n for n, p in enumerate(pieces) if isinstance(p, Reference) and p.id == found.id and n > at), at
    )
    swapped = list(pieces)
    swapped[at], swapped[other] = swapped[other], swapped[at]
    return swapped if other != at else rename(pieces, at)


MUTATIONS: tuple[Callable[[Pieces, int], Pieces], ...] = (lose, double, rename, cross)


def mutate(article: Article, text: Text, unit: Unit, randomly: random.Random) -> tuple[str, bool] | None:
    """Return which mutation a unit suffered, and whether it was told with its place."""
    if unit.target is None or not (codes := [c for c in unit.target.codes if not c.is_optional(False)]):
        return None
    chosen = randomly.choice(codes)
    pieces: Pieces = [p if isinstance(p, str) else Reference(p.id, p.kind) for p in unit.target.pieces]
    at = next(n for n, p in enumerate(unit.target.pieces) if p == chosen)
    how = randomly.choice(MUTATIONS)
    given = ReturnedUnit(unit.id, stamp_unit(unit), unit.state, tuple(how(pieces, at)), Place("made.xlf", 7))
    try:
        take_back(article, text, [given], Signer())
    except Faults as found:
        return how.__name__, all(fault.place.line for fault in found.faults)
    return how.__name__, False


# ---- 4. schemas --------------------------------------------------------------------------------------------


def measure_validity(site: Path, folder: Path) -> Iterator[str]:
    """Yield for each format how many files that a site exports are valid."""
    with tempfile.TemporaryDirectory() as out:
        for format, validator in read_schemas(folder):
            with redirect_stdout(io.StringIO()):
                main(
                    [
                        "export",
                        format,
                        "--all",
                        "--config",
                        str(site / "config.yaml"),
                        "--out",
                        f"{out}/{format}",
                    ]
                )
            files = sorted(Path(out, format).iterdir())
            good = sum(validator.validate(etree.parse(file)) for file in files)
            yield f"{format}: {good} of {len(files)} files valid"


def read_schemas(folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield the formats with their validators."""
    names = {"document": "xliff_core_2.0", "metadata": "metadata", "glossary": "glossary"}
    imports = "".join(
        f'<xs:import namespace="urn:oasis:names:tc:xliff:{name}:2.0" schemaLocation="{folder.resolve()}/{file}.xsd"/>'
        for name, file in names.items()
    )
    joined = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    yield "xliff", etree.XMLSchema(etree.fromstring(joined))
    strict = (folder / "xliff-core-1.2-strict.xsd").read_text("utf-8")
    xml = str(folder.resolve() / "informativeCopiesOf3rdPartySchemas/w3c/xml.xsd")
    strict = strict.replace("http://www.w3.org/2001/xml.xsd", xml)
    yield "xliff-1.2", etree.XMLSchema(etree.fromstring(strict.encode()))
    yield "tmx", etree.DTD(str(folder / "tmx14.dtd"))
    yield "tbx", etree.DTD(str(folder / "TBXcoreStructV02.dtd"))


# ---- all ---------------------------------------------------------------------------------------------------


class _Enough(Exception):
    """As many passages were made as were wanted."""


def measure_passages(wanted: int, mutations: int) -> Iterator[str]:
    """Yield the figures for made-up passages."""
    seen, home, told, tried = 0, Counter[str](), Counter[str](), Counter[str]()
    randomly = random.Random(13)
    config = Config(title=(("en", "x"),), base_url="https://example.org/")

    @settings(max_examples=100_000, deadline=None, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.lists(blocks, min_size=10, max_size=40))
    def run(passages: list[str]) -> None:
        nonlocal seen
        if seen >= wanted:
            raise _Enough
        if (made := made_article(passages)) is None:
            return
        article, text = made
        units = [unit for unit in list_units(article, text) if unit.answers and unit.target]
        seen += len(units)
        chosen = Chosen(config, (article,), (), (), True)
        for format in READERS:
            home[format] += come_home(format, chosen, units)
        for unit in units if tried.total() < mutations else ():
            if found := mutate(article, text, unit, randomly):
                tried[found[0]] += 1
                told[found[0]] += found[1]

    with suppress(_Enough):
        run()
    for format in READERS:
        yield f"{format}: {home[format]} of {seen} made-up passages identical"
    for name, count in sorted(tried.items()):
        yield f"placeholders, {name}: {told[name]} of {count} told with their place"


def measure(given: argparse.Namespace) -> Iterable[str]:
    """Yield all figures."""
    yield from measure_site(HERE)
    yield from measure_validity(HERE, given.schemas) if given.schemas else ()
    yield from measure_passages(given.passages, given.mutations)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--mutations", type=int, default=2_000)
    parser.add_argument("--schemas", type=Path)
    for line in measure(parser.parse_args()):
        print(line, flush=True)
