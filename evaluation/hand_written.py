"""Our own code against the libraries that come in anyway: python evaluation/hand_written.py JOB FOLDER… [-v]

``encodings``: the files of ``encodings.py`` with no, a right and a wrong declaration, and short stretches without one,
read by us, by charset-normalizer, and by what is declared, then charset-normalizer. Right: at most one character in a
thousand differs.

``days``: the day on which pages were published, by us, by htmldate, by us and then htmldate, and by our rules with
dateparser in the place of ``dates.py``. Fundus's test data, the tests of defuddle and pages of WeChat say what is true;
of other pages it is counted who finds a day, and with -v shown which.

``expressions`` (no folder): dates as people write them, and what is none.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import runpy
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import dateparser
from charset_normalizer import from_bytes
from dateparser.search import search_dates
from htmldate import find_date

from yizhu.content.faults import Faults
from yizhu.importers.html.page import parse_page
from yizhu.importers.html.selectors import find_mark
from yizhu.importers.metadata import dates, page_dates
from yizhu.importers.metadata.front_matter import extract_meta
from yizhu.importers.model.draft import Language, Received
from yizhu.importers.model.profiles import match_profiles, merge_profiles
from yizhu.importers.sources.decode import read_source

HERE = Path(__file__).parent
CODECS = ("big5hkscs", "gb18030", "shift_jis", "euc_kr", "cp1252", "utf-16-le")
LENGTHS = (20, 50, 200, 1000)
DECLARED = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.I)
WHOLE = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
FIFTH_OF_MARCH = """2025-03-05|2025/3/5|2025.03.05 08:30|20250305|2025年3月5日|2025 年 3 月 5 日|2025年3月5日 上午8:30
２０２５年３月５日|二〇二五年三月五日|二零二五年三月五日|2025年三月五日|民國114年3月5日|民國一一四年三月五日
中華民國一百一十四年三月五日|民國 114 年 3 月 5 日|114年3月5日|發布日期：114-03-05|（編輯：林悅）1140305|令和7年3月5日|2025년 3월 5일
5 March 2025|March 5, 2025|Mar. 5, 2025|March 5th, 2025 8:30 AM|Wed, 05 Mar 2025 08:30:00 GMT|5. März 2025
5 mars 2025|5 de marzo de 2025|5 marzo 2025|5 maart 2025|5 marca 2025|5 марта 2025 г.|05.03.2025|2025-03-05T08:30:00+08:00"""
NO_DAY = """3月5日|三月五日|2025年3月|3 小時前|3小时前|昨天|昨天 08:30|前天|剛剛|刚刚|3 hours ago|yesterday|March 2025|5 March
05/03/2025|114-03-05|2025|08:30|2025年13月40日|第2025期|192.168.20.25|1234567890|人民幣2025元|Chapter 3|5:3|星期三"""


def main(arguments: list[str]) -> int:
    """Print the table of one job."""
    folders = [Path(one) for one in arguments[1:] if one != "-v"]
    jobs: dict[str, Callable[[list[Path], bool], None]] = {
        "encodings": compare_encodings,
        "days": compare_days,
        "expressions": compare_expressions,
    }
    if not arguments or arguments[0] not in jobs:
        print(__doc__)
        return 2
    jobs[arguments[0]](folders, "-v" in arguments)
    return 0


# ---- encodings


def read_ours(data: bytes, content_type: str) -> str | None:
    """Read the bytes as an import does."""
    try:
        return read_source(data, "page", content_type).text
    except Faults:
        return None


def read_theirs(data: bytes, content_type: str) -> str | None:
    """Read the bytes as charset-normalizer does."""
    best = from_bytes(data).best()
    return None if best is None else str(best)


def read_declared(data: bytes, content_type: str) -> str | None:
    """Read UTF-8, else what is declared if it can be read so, else what charset-normalizer says."""
    found = DECLARED.search(content_type) or DECLARED.search(data[:8192].decode("latin-1"))
    for codec in ("utf-8", found[1] if found else ""):
        try:
            return data.decode({"big5": "big5hkscs", "gbk": "gb18030"}.get(codec, codec or "ascii"))
        except (UnicodeDecodeError, LookupError):
            continue
    return read_theirs(data, content_type)


READERS = {"ours": read_ours, "charset-normalizer": read_theirs, "declared, then it": read_declared}


def compare_encodings(folders: list[Path], verbose: bool) -> None:
    """Print for each reader and kind of input how many are right, mojibake in silence, and refused."""
    counted, seconds = Counter[tuple[str, str, str]](), defaultdict[str, float](float)
    for text, content_type, codec, kind in _inputs(folders):
        data = text.encode(codec, "xmlcharrefreplace")
        for reader, read in READERS.items():
            start = time.process_time()
            found = read(data, content_type)
            seconds[reader] += time.process_time() - start
            verdict = _judge(found, data.decode(codec))
            counted[reader, kind, verdict] += 1
            counted[reader, codec, verdict] += 1
            if verbose and verdict != "right":
                print(f"  {reader}: {codec}, {kind}: {verdict}: {text[:40]!r}")
    readings = sum(many for (reader, kind, _), many in counted.items() if reader == "ours" and kind in CODECS)
    _print_table("right, mojibake, refused", READERS, counted, ("right", "mojibake", "refused"))
    print(" | ".join(f"{reader}: {1000 * seconds[reader] / readings:.1f} ms" for reader in READERS))


def _inputs(folders: list[Path]) -> Iterator[tuple[str, str, str, str]]:
    ours: dict[str, Any] = runpy.run_path(str(HERE / "encodings.py"))  # Python has a module of that name
    for page in (page for folder in folders for page in ours["read_pages"](folder)):
        bare = ours["META"].sub("", page)[:200_000]
        for codec in set(CODECS) & set(ours["codecs_for"](bare)):
            wrong = "utf-8" if codec[:3] != "utf" else "gbk"
            for kind, declared in (
                ("no declaration", ""),
                ("right", ours["CODECS"][codec]),
                ("wrong: UTF-8 or GBK", wrong),
                ("wrong: Windows-1252", "windows-1252" if codec != "cp1252" else "big5"),
            ):
                yield *ours["declare"](bare, declared), codec, kind
        words = re.sub(r"\s+", " ", ours["TAGS"].sub(" ", page)).strip()
        for length in LENGTHS:
            piece = words[len(words) // 3 :][:length].strip()
            odd = sum(not c.isascii() for c in piece)
            for codec in set(CODECS) & set(ours["codecs_for"](piece)):
                if odd * (8 if codec == "cp1252" else 2) >= length:
                    yield piece, "", codec, f"stretches of {length}"


def _judge(found: str | None, wanted: str) -> str:
    if found is None:
        return "refused"
    found = found.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    differing = sum(a != b for a, b in zip(found, wanted, strict=False)) + abs(len(found) - len(wanted))
    return "right" if differing * 1000 <= len(wanted) else "mojibake"


# ---- days


def day_by_us(text: str, url: str) -> str:
    """The day that an import finds."""
    page = parse_page(Received("page", b"", "utf-8", text, form="html"), url)
    by_mark = partial(find_mark, page.root)
    profiles = match_profiles((), Language("zh-Hans", ""), url or None, (), by_mark)
    meta = extract_meta(page, merge_profiles(tuple(profile for profile, _ in profiles)))
    return meta.published


def day_by_htmldate(text: str, url: str) -> str:
    """The day that htmldate finds."""
    return find_date(text, original_date=True, url=url or None) or ""


def day_without_guesses(text: str, url: str) -> str:
    """The day that htmldate finds in what a page marks as a date."""
    return find_date(text, original_date=True, extensive_search=False, url=url or None) or ""


def day_by_both(text: str, url: str) -> str:
    """Our day, else that of htmldate without guesses."""
    return day_by_us(text, url) or day_without_guesses(text, url)


def day_by_dateparser(text: str, url: str) -> str:
    """The day by our rules, each text read by dateparser."""
    with patch.multiple(page_dates, iso_date=parse_day, find_dates=search_days):
        return day_by_us(text, url)


def parse_day(text: str) -> str:
    """The whole text as a day, by dateparser."""
    found = dateparser.parse(text.strip()[:80], settings=WHOLE)
    return found.date().isoformat() if found else ""


def search_days(text: str) -> tuple[dates.DateInText, ...]:
    """The days in a text, by dateparser."""
    if not re.search(r"\d", text):
        return ()
    found, at, days = search_dates(text, settings=WHOLE) or (), 0, []
    for words, day in found:
        at = text.find(words, at)
        days.append(dates.DateInText(day.date().isoformat(), at, at + len(words)))
    return tuple(days)


FINDERS = {
    "ours": day_by_us,
    "htmldate": day_by_htmldate,
    "htmldate without guesses": day_without_guesses,
    "ours, then that": day_by_both,
    "ours on dateparser": day_by_dateparser,
}


def compare_days(folders: list[Path], verbose: bool) -> None:
    """Print for each finder and set how many days are right, wrong, and not found."""
    counted, seconds, pages = Counter[tuple[str, str, str]](), defaultdict[str, float](float), 0
    for folder in folders:
        for name, text, url, truth in _pages(folder):
            pages += 1
            found = {}
            for finder, find in FINDERS.items():
                start = time.process_time()
                found[finder] = find(text, url)
                seconds[finder] += time.process_time() - start
                verdict = _verdict(found[finder], truth)
                counted[finder, "/".join(folder.parts[-3:]), verdict] += 1
            if verbose and (set(found.values()) != {truth} if truth else len(set(found.values())) > 1):
                print(f"  {name}: {truth or '?'}: {' '.join(day or '–' for day in found.values())}")
    _print_table(
        "right, wrong, none (of unknown truth: a day, none)",
        FINDERS,
        counted,
        ("right", "wrong", "a day", "none"),
    )
    print(" | ".join(f"{finder}: {1000 * seconds[finder] / pages:.1f} ms a page" for finder in FINDERS))


def _verdict(found: str, truth: str) -> str:
    return "none" if not found else "a day" if not truth else "right" if found == truth else "wrong"


def _pages(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Each page: its name, text, address, and its day if it is known."""
    fundus: dict[str, Any] = runpy.run_path(str(HERE / "metadata.py"))
    for name, data, url, truth in fundus["cases"](folder):
        yield name, data.decode(), url, truth["publishing_date"][:10]
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.html.gz"), *folder.glob("fixtures/*.html")]):
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", "replace")
        stated = folder / "expected" / f"{path.stem}.md"
        said = re.match(r"```json\n(.*?)\n```", stated.read_text("utf-8"), re.S) if stated.exists() else None
        moment = re.search(r"""\bct\s*=\s*["'](1\d{9})["']""", text)
        day = (json.loads(said[1]).get("published") or "")[:10] if said else ""
        yield path.name, text, "", day or (_day_in_china(int(moment[1])) if moment else "")


def _day_in_china(seconds: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(seconds + 8 * 3600))


# ---- expressions


def compare_expressions(folders: list[Path], verbose: bool) -> None:
    """Print for each way to read a date how many are right, wrong and not read, and what is none but taken for one."""
    readers: dict[str, Callable[[str], str]] = {
        "ours": dates.iso_date,
        "dateparser": parse_day,
        "dateparser's search": lambda text: next((day.iso for day in search_days(text)), ""),
        "htmldate": lambda text: day_by_htmldate(f"<html><body><p>{html.escape(text)}</p></body></html>", ""),
    }
    counted, seconds = Counter[tuple[str, str, str]](), defaultdict[str, float](float)
    for kind, texts, wanted in (("dates", FIFTH_OF_MARCH, "2025-03-05"), ("no dates", NO_DAY, "")):
        for text in re.split(r"[|\n]", texts):
            for reader, read in readers.items():
                start = time.process_time()
                found = read(text)
                seconds[reader] += time.process_time() - start
                verdict = "right" if found == wanted else "none" if not found else "wrong"
                counted[reader, kind, verdict] += 1
                if verbose and verdict != "right":
                    print(f"  {reader}: {text}: {found or '–'}")
    _print_table("right, wrong, none", readers, counted, ("right", "wrong", "none"))
    total = len(re.split(r"[|\n]", f"{FIFTH_OF_MARCH}|{NO_DAY}"))
    print(" | ".join(f"{reader}: {1000 * seconds[reader] / total:.2f} ms" for reader in readers))


def _print_table(
    title: str, columns: Any, counted: Counter[tuple[str, str, str]], verdicts: tuple[str, ...]
) -> None:
    print(f"\n| {title} | " + " | ".join(columns) + " |\n|---" * 1 + "|---" * len(columns) + "|")
    for kind in dict.fromkeys(kind for _, kind, _ in counted):
        shown = [verdict for verdict in verdicts if any(counted[one, kind, verdict] for one in columns)]
        cells = [", ".join(str(counted[column, kind, verdict]) for verdict in shown) for column in columns]
        print(f"| {kind} ({', '.join(shown)}) | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
