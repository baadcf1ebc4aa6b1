"""Read pages and texts in other encodings: python evaluation/encodings.py FOLDER… [--show]

Every file of the folders (.html, .html.gz, .txt, .md; UTF-8) is written in each encoding that has nine in ten of its
characters beyond ASCII; the others become references. Each is written without a declaration, with the right one, and with
two wrong ones (in the head of a page; for a text, from the server). Then it is read as an import reads it. Prints how
many came back unchanged, came back changed (mojibake), and were refused. The same follows for short pieces of text
without tags.
"""

from __future__ import annotations

import gzip
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from yizhu.content.faults import Faults
from yizhu.importers.sources.decode import read_source

CODECS = {
    "gb18030": "gb18030",
    "gbk": "gbk",
    "big5": "big5",
    "big5hkscs": "big5-hkscs",
    "shift_jis": "shift_jis",
    "euc_jp": "euc-jp",
    "euc_kr": "euc-kr",
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "cp1252": "windows-1252",
}
META = re.compile(r"""<meta[^>]*charset[^>]*>|<\?xml[^>]*>""", re.I)
DATA = re.compile(r"data:[\w/+.;=-]+,[^\"'()<>\s]*")
TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.S | re.I)
ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
LENGTHS = (10, 20, 50, 200, 1000)


def main(arguments: list[str]) -> int:
    """Print for each encoding how many came back whole."""
    show = "--show" in arguments
    pages = [page for folder in arguments if folder != "--show" for page in read_pages(Path(folder))]
    print(f"{len(pages)} files")
    _print("pages", ("encoding", "none", "right", "wrong", "wrong too"), _of_pages(pages, show))
    texts = [re.sub(r"\s+", " ", TAGS.sub(" ", text)).strip() for text in pages]
    _print("stretches without a tag", ("encoding", *map(str, LENGTHS)), _of_texts(texts, show))
    return 0


def read_pages(folder: Path) -> Iterator[str]:
    """The texts of a folder, without what is told in other ways: data in addresses, odd characters."""
    for path in sorted(folder.rglob("*")):
        if path.name.endswith((".html", ".html.gz", ".txt", ".md")):
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            text = ODD.sub(" ", DATA.sub("data:,", data.decode("utf-8", "replace")))
            yield text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffd", "").lstrip("\ufeff")


def _of_pages(pages: list[str], show: bool) -> Counter[tuple[str, int, str]]:
    counted: Counter[tuple[str, int, str]] = Counter()
    began = time.perf_counter()
    for page in pages:
        bare = META.sub("", page)
        for codec in codecs_for(bare):
            others = [CODECS[other] for other in ("gbk", "big5", "shift_jis") if other != codec]
            for column, declared in enumerate(
                ("", CODECS[codec], "utf-8" if codec[:3] != "utf" else "gbk", others[-1])
            ):
                counted[codec, column, _came_back(*declare(bare, declared), codec, show)] += 1
    print(f"{sum(counted.values())} readings in {time.perf_counter() - began:.0f} s")
    return counted


def declare(text: str, declared: str) -> tuple[str, str]:
    """The text declared to be in an encoding, and what a server says of it."""
    if not declared:
        return text, ""
    if "<head>" in text:
        return text.replace("<head>", f'<head><meta charset="{declared}">', 1), ""
    return text, f"text/plain; charset={declared}"


def _of_texts(texts: list[str], show: bool) -> Counter[tuple[str, int, str]]:
    counted: Counter[tuple[str, int, str]] = Counter()
    for text in texts:
        for column, length in enumerate(LENGTHS):
            start = len(text) // 3
            stretch = text[start : start + length].strip()
            if len(stretch) < length - 2 or sum(not c.isascii() for c in stretch) < length // 2:
                continue
            for codec in codecs_for(stretch):
                counted[codec, column, _came_back(stretch, "", codec, show and length > 50)] += 1
    return counted


def codecs_for(text: str) -> Iterator[str]:
    """The encodings somebody might write the text in."""
    odd = [c for c in text if not c.isascii()]
    for codec in CODECS:
        if not odd or len("".join(odd).encode(codec, "ignore").decode(codec)) >= 0.9 * len(odd):
            yield codec


def _came_back(text: str, content_type: str, codec: str, show: bool) -> str:
    data = text.encode(codec, "xmlcharrefreplace")
    # A codec may have one code for two characters: what was written is what its own codec reads.
    wanted = data.decode(codec)
    try:
        source = read_source(data, "page", content_type)
    except Faults as found:
        if show:
            print(f"  {codec}: {found.faults[0].problem}")
        return "refused"
    if source.text.lstrip("\ufeff") == wanted:
        return "whole"
    if show:
        odd = next((a, b) for a, b in zip(source.text, wanted, strict=False) if a != b)
        print(f"  {codec} read as {source.encoding}: {odd}")
    return "mojibake"


def _print(title: str, head: tuple[str, ...], counted: Counter[tuple[str, int, str]]) -> None:
    print(f"\n{title}: whole of all (refused, mojibake)\n| " + " | ".join(head) + " |")
    for codec in dict.fromkeys(codec for codec, _, _ in counted):
        cells = []
        for column in range(len(head) - 1):
            whole, refused, wrong = (
                counted[codec, column, kind] for kind in ("whole", "refused", "mojibake")
            )
            cells.append(
                f"{whole} of {whole + refused + wrong}"
                + (f" ({refused}, {wrong})" if refused + wrong else "")
            )
        print(f"| {codec} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
