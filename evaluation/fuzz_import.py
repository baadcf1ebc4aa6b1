"""Pages and dumps cut, spliced and broken: python evaluation/fuzz_import.py FOLDER… [--count N] [--seed N] [--most BYTES]
(or --structured, without folders)

Every file of the folders (.html, .html.gz, .txt, .md, .docx, .epub, .mhtml) is material; each case is made of one or two of
them, at most so many bytes long (40,000), and imported in an encoding and with a declaration drawn by chance. What is
packed is broken as a file, or in its parts and packed again; of the pages, one in ten is packed as MHTML.
Each case must give an article that a build can read, whose HTML holds nothing that runs, written into its own folder
and nowhere else; or a fault. A traceback, twenty seconds without an end, or a file elsewhere is printed with the case's
number: ``--case N`` makes that one again, and prints the traceback; ``--from N`` begins there. How many cases ran is
printed also when the program is stopped.
With ``--structured`` the cases are whole files made to cost much (``structured.py``), 300 of them unless ``--count``
says otherwise, each of its own size, and each may take ninety seconds.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import importlib
import io
import os
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from lxml.html import HtmlElement, fragment_fromstring

from yizhu.content.articles import read_text
from yizhu.content.faults import Faults
from yizhu.content.model import Source
from yizhu.importers import article_markdown, as_json, draft_from, write_article
from yizhu.importers.model.draft import find_unaccounted
from yizhu.site.html.marks import LinkContext
from yizhu.site.html.prose import render_html

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


RUNS = re.compile(r"[\s\x00-\x1f]*(?:javascript|vbscript|data|file):", re.I)
LONGEST = 20  # seconds a case may take
LONGEST_STRUCTURED = 90


# Not an Exception: what reads broken files catches all of these.
class Hung(BaseException):
    """A case that did not end."""


class Stopped(BaseException):
    """Somebody ended the program."""


def main(arguments: list[str]) -> int:
    """Run the cases and print what became of them. Returns how many failed, at most 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--structured", action="store_true")
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=40_000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--case", type=int)
    given = parser.parse_args(arguments)
    material = materials(given.folders)
    if not material and not given.structured:
        parser.error("there is no material in these folders")
    last = given.first + (given.count or (300 if given.structured else 1000))
    cases = range(given.first, last) if given.case is None else range(given.case, given.case + 1)
    counted: Counter[str] = Counter()
    began = time.perf_counter()
    signal.signal(signal.SIGTERM, stopped)
    try:
        slow = run(cases, material, given, counted)
    except (KeyboardInterrupt, Stopped):
        slow = "stopped"
    took = time.perf_counter() - began
    print(
        f"seed {given.seed}: {counted.total()} of {len(cases)} cases, {dict(counted)}; {took:.0f} s, {slow}"
    )
    return int(bool(counted["failed"]))


def run(
    cases: range, material: list[tuple[str, bytes]], given: argparse.Namespace, counted: Counter[str]
) -> str:
    """Count what becomes of each case, and print what fails. Returns which was the slowest."""
    # Here: whoever loads this program as a module has no path to its neighbour.
    structured = importlib.import_module("structured") if given.structured else None
    slowest = (0.0, 0)
    for number in cases:
        seed = f"{given.seed}/{number}"
        data, name = structured.case(number, seed) if structured else case(material, seed, given.most)
        start = time.process_time()
        verdict = judged(
            data, name, given.case is not None, LONGEST_STRUCTURED if given.structured else LONGEST
        )
        slowest = max(slowest, (time.process_time() - start, number))
        counted[verdict if verdict in ("article", "refused") else "failed"] += 1
        if verdict not in ("article", "refused"):
            print(f"seed {given.seed}, case {number} ({name}, {len(data)} bytes): {verdict}", flush=True)
    return f"the slowest {slowest[0]:.1f} s (case {slowest[1]})"


def materials(folders: list[Path]) -> list[tuple[str, bytes]]:
    """The files of the folders with the ends of their names, in order."""
    found = []
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        name = path.name.removesuffix(".gz")
        if name.endswith((".html", ".txt", ".md", ".docx", ".epub", ".mhtml")):
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            # Without scripts and styles too: they are most of a page, and its article the least.
            again = [SILENT.sub(b"", data)] * 4 if name.endswith(".html") else [data]
            found += [(Path(name).suffix, one) for one in (data, *again)]
    return found


def case(material: list[tuple[str, bytes]], seed: str, most: int) -> tuple[bytes, str]:
    """One case, always the same for its seed: its bytes and its name."""
    chance = random.Random(seed)
    suffix, data = chance.choice(material)
    if suffix in (".docx", ".epub"):
        whole = data if chance.random() < 0.3 else repacked(data, chance)
        return (broken(data, chance) if whole is data else whole), f"case{suffix}"
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
    if suffix == ".html" and chance.random() < 0.1:
        data, suffix = mhtml(data, chance), ".mhtml"
    return (broken(data, chance) if chance.random() < 0.2 else data), f"case{suffix}"


def repacked(data: bytes, chance: random.Random) -> bytes:
    """The ZIP file with what its parts say changed: one that is only broken is mostly refused unread."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.infolist():
            held = old.read(part)
            if part.filename.endswith(("ml", ".opf")) and chance.random() < 0.4:
                text = held.decode("utf-8", "replace")
                for _ in range(chance.choice((1, 3, 10))):
                    text = mutated(text, chance)
                held = text.encode("utf-8", "replace")
            new.writestr(part.filename, held)
    return file.getvalue()


def mhtml(page: bytes, chance: random.Random) -> bytes:
    """The page as browsers pack it, with a picture that is none."""
    at = chance.choice(("https://a.example/b", "https://[x", "../../x", "javascript:x", ""))
    coded = chance.random() < 0.7
    body = base64.encodebytes(page) if coded else page
    head = f"Snapshot-Content-Location: {at}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n"
    named = f"Content-Type: text/html; charset={chance.choice(DECLARED)}\r\nContent-Location: {at}\r\n"
    encoding = f"Content-Transfer-Encoding: {'base64' if coded else '8bit'}\r\n\r\n"
    picture = (
        b"\r\n--B\r\nContent-Type: image/png\r\nContent-Location: ../../x.png\r\n\r\n\x89PNG\r\n--B--\r\n"
    )
    return f"{head}\r\n--B\r\n{named}{encoding}".encode() + body + picture


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


def judged(data: bytes, name: str, is_told: bool = False, longest: float = LONGEST) -> str:
    """``article`` or ``refused``; else what went wrong. Of the processor's time, it may take so many seconds."""
    signal.signal(signal.SIGPROF, hung)
    signal.setitimer(signal.ITIMER_PROF, longest)
    try:
        return imported(data, name)
    except Faults as found:
        if is_told:
            print(found)
        return "refused"
    except (Exception, Hung) as wrong:
        signal.setitimer(signal.ITIMER_PROF, 0)
        if is_told:
            traceback.print_exc()
        steps = [s for s in traceback.extract_tb(wrong.__traceback__) if s.name != "hung"]
        last = steps[-1]
        return f"{type(wrong).__name__} at {Path(last.filename).name}:{last.lineno}: {str(wrong)[:200]}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def hung(*_: object) -> None:
    """The time is over."""
    raise Hung


def stopped(*_: object) -> None:
    """Somebody wants the program to end."""
    raise Stopped


def imported(data: bytes, name: str) -> str:
    """The source imported and written, and what was written looked at."""
    draft = draft_from(data, name=name)
    assert not find_unaccounted(draft), "a line is in no block, field or dropped stretch, or in two"
    as_json(draft)
    markdown = article_markdown(draft)
    try:
        text = read_text(draft.language.tag, Source(name, markdown))
    except Faults as found:
        # The front matter of a Markdown file is its author's own; the command tells its faults.
        if draft.received.form == "md":
            raise
        return f"no build can read it: {found.faults[0].problem}"
    for passage in text.passages:
        page = fragment_fromstring(render_html(passage.prose, LinkContext()), create_parent="div")
        if told := next(filter(None, map(what_runs, page.iter("*"))), ""):
            return told
    with tempfile.TemporaryDirectory() as around:
        write_article(draft, Path(around) / "case")
        outside = [path for path in os.listdir(around) if path != "case"]
        return f"files outside: {outside}" if outside else "article"


def what_runs(element: HtmlElement) -> str:
    """What about the element could run in a reader's browser; empty: nothing."""
    if element.tag in ("script", "style", "iframe", "object", "embed", "form", "link", "meta", "base", "svg"):
        return f"an element that runs: {element.tag}"
    for name, value in element.items():
        if name.startswith("on") or (name in ("href", "src", "action") and RUNS.match(value)):
            return f"an attribute that runs: {name}={value[:60]}"
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
