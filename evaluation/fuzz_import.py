"""Pages and dumps cut, spliced and broken: python evaluation/fuzz_import.py FOLDER… [--count N] [--seed N] [--most BYTES]

Every file of the folders (.html, .html.gz, .txt, .md, .docx, .epub) is material; each case is made of one or two of
them, at most so many bytes long (40,000), and imported in an encoding and with a declaration drawn by chance. It must
give an article that a build can read, with no address that runs a script, written into its own folder and nowhere
else; or a fault. A traceback, ten seconds without an end, or a file elsewhere is printed with the case's number:
``--case N`` makes that one again, and prints the traceback.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from yizhu.articles import read_text
from yizhu.fault import Faults
from yizhu.importers import article_markdown, as_json, draft_from, receipt, write_article
from yizhu.importers.blocks import unaccounted
from yizhu.model import Source

CODECS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "gb18030",
    "big5hkscs",
    "utf-16",
    "utf-16-le",
    "shift_jis",
    "euc_jp",
    "latin-1",
)
DECLARED = ("utf-8", "gbk", "big5", "utf-16", "idna", "unicode_escape", "x", "windows-1251", "shift_jis")
ODD = [
    *("<", ">", "</div>", "<div>" * 40, "<div>" * 3000, "<table><tr><td>", "</table>", "<p>", "<br><br>", "<li>", "<pre>"),
    *("<script>alert(1)</script>", "<style>p{}", "<!--", "-->", "<![CDATA[", "<svg><script>x</script></svg>", "<template>"),
    *("<a href='javascript:alert(1)'>按</a>", "<a href='jAvA&#10;script:x'>按</a>", "<img src=x onerror=alert(1)>"),
    *("<a href='data:text/html,x'>按</a>", "<iframe src='//a'></iframe>", "<ruby>漢<rt>hàn</rt></ruby>", "<math><mi>x"),
    *("<a href='http://[::1'>按</a>", "<a href='http://a:b'>按</a>", "<img src='http://a/1.gif' width=1 height=1>"),
    *("<a name='../../x'>", "<title>../../etc/passwd</title>", "<html lang='../../x'>", "<link rel=canonical href='../..'>"),
    *("<meta property='article:published_time' content='9999-99-99'>", "<meta name=author content='<b>x'>", "<time datetime=x>"),
    *("<script type='application/ld+json'>{\"@type\":[[[{}]]],\"author\":[null,1,{}]}</script>", "<base href='http://[x'>"),
    *("&#0;", "&#x110000;", "&#xD800;", "&lt;script&gt;", "&nbsp;", "&unknown;", "\0", "\x1b", "\u202e", "\u200b", "\ufffd"),
    *("\ufffc", "\ud7ff", "\U0001f600", "\u2028", "\x85", "\r", "\n\n", "\t", "　　", "---\n", "[^1]", "[^1]: 註", "[a]{term=x}"),
    *("{role=bio}", "[[x]]", "|a|b|\n|-|-|", "```", "# 題", "1. 一", "> 引", "![](x)", "***", "\\", "<http://a>", "記者:", "德國之聲:"),
    *("(相關報導:", "更多文章", "延伸閱讀", "責任編輯：", "2025年13月45日", "作者：", "【文/", "︱", "Q:", "A:"),
]  # fmt: skip

SILENT = re.compile(rb"<(script|style|svg|noscript)\b.*?</\1\s*>|<!--.*?-->", re.S | re.I)


class Hung(Exception):
    """A case that did not end."""


def main(arguments: list[str]) -> int:
    """Run the cases and print what became of them. Returns how many failed, at most 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=40_000)
    parser.add_argument("--case", type=int)
    given = parser.parse_args(arguments)
    material = materials(given.folders)
    cases = range(given.count) if given.case is None else [given.case]
    counted: Counter[str] = Counter()
    slowest, began = 0.0, time.perf_counter()
    for number in cases:
        data, name = case(material, f"{given.seed}/{number}", given.most)
        start = time.perf_counter()
        verdict = judged(data, name, given.case is not None)
        slowest = max(slowest, time.perf_counter() - start)
        counted[verdict if verdict in ("article", "refused") else "failed"] += 1
        if verdict not in ("article", "refused"):
            print(f"case {number} ({name}, {len(data)} bytes): {verdict}", flush=True)
    print(f"{dict(counted)}; {time.perf_counter() - began:.0f} s, the slowest {slowest:.1f} s")
    return int(bool(counted["failed"]))


def materials(folders: list[Path]) -> list[tuple[str, bytes]]:
    """The files of the folders with the ends of their names, in order."""
    found = []
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        name = path.name.removesuffix(".gz")
        if name.endswith((".html", ".txt", ".md", ".docx", ".epub")):
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            found.append((Path(name).suffix, data))
            if name.endswith(".html"):
                # Once more without scripts and styles: they are most of a page, and its article the least.
                found += [(".html", SILENT.sub(b"", data))] * 4
    return found


def case(material: list[tuple[str, bytes]], seed: str, most: int) -> tuple[bytes, str]:
    """One case, always the same for its seed: its bytes and its name."""
    chance = random.Random(seed)
    suffix, data = chance.choice(material)
    if suffix in (".docx", ".epub"):
        return broken(data, chance), f"case{suffix}"
    text = stretch(data.decode("utf-8", "replace"), most, chance)
    if chance.random() < 0.4:
        other = stretch(chance.choice(material)[1].decode("utf-8", "replace"), most, chance)
        at = chance.randrange(len(text) + 1)
        text = (text[:at] + other + text[at:])[: most * 2]
    for _ in range(chance.choice((0, 1, 3, 10, 30))):
        text = mutated(text, chance)
    if suffix == ".html" and chance.random() < 0.5:
        text = "<!DOCTYPE html>\n" + text
    if chance.random() < 0.2:
        text = f"<html><head><meta charset='{chance.choice(DECLARED)}'>{text}"
    data = text.encode(chance.choice(CODECS), "replace")
    return (broken(data, chance) if chance.random() < 0.2 else data), f"case{suffix}"


def stretch(text: str, most: int, chance: random.Random) -> str:
    """A part of the text: its start, half of the time."""
    length = min(len(text), chance.randrange(200, most))
    start = 0 if chance.random() < 0.5 else chance.randrange(len(text) - length + 1)
    return text[start : start + length]


def mutated(text: str, chance: random.Random) -> str:
    """The text with one thing done to it."""
    a, b = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    b = min(b, a + chance.choice((1, 20, 400)))
    match chance.randrange(5):
        case 0:
            return text[:a] + text[b:]
        case 1:
            return text[:b] + text[a:b] * chance.choice((1, 2, 50)) + text[b:]
        case 2:
            c = chance.randrange(len(text) + 1)
            return text[:a] + text[b:c] + text[a:b] + text[max(b, c) :]
        case _:
            # Between tags half of the time: within one, most of what is put in is never seen.
            at = text.find(">", a) + 1 if chance.random() < 0.5 else a
            return text[:at] + chance.choice(ODD) + text[at:]


def broken(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them others, or cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(len(changed) + 1)] if chance.random() < 0.3 else changed)


def judged(data: bytes, name: str, is_told: bool = False) -> str:
    """``article`` or ``refused``; else what went wrong."""
    signal.signal(signal.SIGALRM, hung)
    signal.setitimer(signal.ITIMER_REAL, 10)
    try:
        return imported(data, name)
    except Faults as found:
        if is_told:
            print(found)
        return "refused"
    except Exception as wrong:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if is_told:
            traceback.print_exc()
        steps = [s for s in traceback.extract_tb(wrong.__traceback__) if s.name != "hung"]
        last = steps[-1]
        return f"{type(wrong).__name__} at {Path(last.filename).name}:{last.lineno}: {str(wrong)[:200]}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def hung(*_: object) -> None:
    """The time is over."""
    raise Hung


def imported(data: bytes, name: str) -> str:
    """The source imported and written, and what was written looked at."""
    draft = draft_from(data, name=name)
    assert not unaccounted(draft), "a line is in no block, field or dropped stretch, or in two"
    as_json(draft), receipt(draft)
    markdown = article_markdown(draft)
    try:
        text = read_text(draft.language.tag, Source(name, markdown))
    except Faults as found:
        # The front matter of a Markdown file is its author's own; the command tells its faults.
        if draft.received.form == "md":
            raise
        return f"no build can read it: {found.faults[0].problem}"
    for passage in text.passages:
        for mark in passage.prose.marks:
            address = mark.get("href") or mark.get("src") or mark.get("target")
            if re.match(r"[\s\x00-\x1f]*(?:javascript|vbscript|data|file):", address, re.I):
                return f"an address that runs: {address[:60]}"
    with tempfile.TemporaryDirectory() as around:
        write_article(draft, Path(around) / "case")
        outside = [path for path in os.listdir(around) if path != "case"]
        return f"files outside: {outside}" if outside else "article"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
