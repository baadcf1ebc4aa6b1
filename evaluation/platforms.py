"""Account, day and words of WeChat articles against their own source: python evaluation/platforms.py PAGE… [-v]

PAGE is a saved page; public ones are in wechat-article/wechat-article-exporter (``samples/``) and in
GeneralNewsExtractor (``tests/wechat/``); none is part of this project. What a page states is read from it here once
more, in the plainest way: the account from ``#js_name`` or what its scripts call ``nick_name``, the day from ``ct``,
the words from ``#js_content``, or, where that is empty, from ``content_noencode``. Words are compared as
``extraction.py`` does it. A page that states no account, day or words does not count for them. Words that the receipt
says were dropped as furniture (an end marker such as 往期推荐, a notice of rights) are counted as lost in the first
figure for words, and not in the second.
"""

from __future__ import annotations

import html
import re
import statistics
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lxml.html import HtmlElement, document_fromstring

from yizhu.content.faults import Faults
from yizhu.importers import Draft, draft_from

sys.path.insert(0, str(Path(__file__).parent))
from extraction import compared

_NAME = re.compile(r"""\b(?:var nickname = |nick_name\s*[:=]\s*)(?:\w+\()?["']([^"']+)["']""")
_MOMENT = re.compile(r"""\bct\s*=\s*["'](1\d{9})["']""")
_SCRIPTED = re.compile(r"""content_noencode: JsDecode\('((?:[^'\\]|\\.)*)'\)""")
_BYTE = re.compile(r"\\x([0-9a-f]{2})")
_FURNITURE = ("end marker", "notice of rights", "words of a menu", "the profile drops")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states; empty: nothing."""

    account: str
    day: str
    words: str


def read_stated(page: str) -> Stated:
    """Read a page as plainly as possible."""
    root = document_fromstring(page.encode())
    shown = "".join(
        str(text) for name in root.iterfind(".//*[@id='js_name']") for text in name.itertext()
    ).strip()
    names = [name for name in _NAME.findall(page) if name != "微信广告"]
    moment = _MOMENT.search(page)
    day = datetime.fromtimestamp(int(moment[1]), UTC) + timedelta(hours=8) if moment else None
    words = "\n".join(_visible(one) for one in root.iterfind(".//*[@id='js_content']"))
    kept = max((_unescape(text) for text in _SCRIPTED.findall(page)), key=len, default="")
    is_short = any(root.find(f".//*[@id='{name}']") is not None for name in ("js_text_desc", "js_image_desc"))
    if kept.strip() and (is_short or not words.strip()):
        words = _visible(document_fromstring(f"<div>{kept}</div>"))
    return Stated(
        shown or (html.unescape(names[0]) if names else ""), day.date().isoformat() if day else "", words
    )


def _unescape(text: str) -> str:
    return html.unescape(_BYTE.sub(lambda found: chr(int(found[1], 16)), text))


def _visible(element: HtmlElement) -> str:
    for hidden in list(element.iter("script", "style")):
        hidden.drop_tree()
    return str(element.text_content())


def share_kept(draft: Draft, words: str) -> tuple[float, float]:
    """Of the words, how many are in the article; and how many in it or in what was dropped as furniture."""
    kept = "\n".join(f"{block.label}{block.text}" for block in draft.blocks)
    dropped = (*draft.dropped, *draft.beside)
    furniture = [one.text for one in dropped if any(mark in one.why for mark in _FURNITURE)]
    # A heading that says the title again is in the front matter.
    whole = "\n".join((draft.meta.title, kept, *furniture))
    return compared(f"{draft.meta.title}\n{kept}", words)[1], compared(whole, words)[1]


def main(paths: list[Path], verbose: bool) -> int:
    """Print the figures, and with -v those of each page."""
    accounts, days, words = list[bool](), list[bool](), list[tuple[float, float]]()
    for path in paths:
        data = path.read_bytes()
        stated = read_stated(data.decode("utf-8", "replace"))
        try:
            draft = draft_from(data, name=path.name)
            named = (draft.meta.publication, draft.meta.republisher)
            account, day = stated.account in named, draft.meta.published == stated.day
            share = share_kept(draft, stated.words) if stated.words.strip() else (1.0, 1.0)
        except Faults as wrong:
            account, day, share = False, False, (0.0, 0.0)
            print(f"{path.name}: {wrong.faults[0].problem}")
        accounts += [account] if stated.account else []
        days += [day] if stated.day else []
        words += [share] if stated.words.strip() else []
        if verbose:
            print(f"{path.name}: account {account}, day {day}, words {share[0]:.3f} {share[1]:.3f}")
    print(f"{len(paths)} pages: account {sum(accounts)} of {len(accounts)}, day {sum(days)} of {len(days)}")
    for name, at in (("words", 0), ("words but furniture", 1)):
        shares = [share[at] for share in words]
        print(f"{name}: {len(shares)} pages, mean {statistics.mean(shares):.3f}, worst {min(shares):.3f}")
    return 0


if __name__ == "__main__":
    given = [Path(one) for one in sys.argv[1:] if one != "-v"]
    sys.exit(main(given, "-v" in sys.argv))
