"""How the preview shows faults: on top of the pages that they concern, counted on all others, or on a page of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from yizhu.content.faults import Fault, format_count
from yizhu.content.files.read import is_slug

_MOST = 5  # places named in a count
_BOX = "background:#fff8f0;color:#222;font:14px/1.5 monospace;"


def find_name(fault: Fault, content: str) -> str:
    """Return the name of the article or page in whose files a fault is; empty: it concerns all pages.

    ``content``: the content folder.
    """
    path = fault.place.path
    for folder in (f"{content}/articles/", f"{content}/pages/"):
        if path.startswith(folder):
            name = path.removeprefix(folder).partition("/")[0]
            return name if is_slug(name) else ""
    return ""


def split_by_page(
    faults: Iterable[Fault], content: str, address: str
) -> tuple[list[Fault], dict[str, list[Fault]]]:
    """Return the faults that concern the page at an address, and all others by the name of their article or page."""
    name = address.partition("/")[2].partition("/")[0]
    own: list[Fault] = []
    others: dict[str, list[Fault]] = {}
    for fault in faults:
        named = find_name(fault, content)
        (own if named in ("", name) else others.setdefault(named, [])).append(fault)
    return own, others


def add_overlay(page: str, faults: Sequence[Fault]) -> str:
    """Return the page with these faults on top."""
    if not faults:
        return page
    style = (
        f"position:fixed;inset:0 0 auto 0;max-height:60vh;overflow:auto;z-index:99;{_BOX}"
        "border-bottom:3px solid #b3261e;padding:1rem"
    )
    return _add(page, f'<div role="alert" style="{style}">{_list_faults(faults)}</div>')


def add_doubts(page: str, doubts: Sequence[Fault]) -> str:
    """Return the page with a line that opens what an editor should look at although the page can be built."""
    if not doubts:
        return page
    style = (
        "position:fixed;left:.5rem;bottom:.5rem;max-width:90vw;max-height:60vh;overflow:auto;z-index:98;"
        f"{_BOX}border:1px solid #888;padding:.1rem .5rem"
    )
    told = "\n\n".join(escape(str(fault)) for fault in doubts)
    return _add(
        page,
        f'<div role="status" style="{style}"><details><summary>{len(doubts)} to look at</summary>'
        f'<pre style="white-space:pre-wrap">{told}</pre></details></div>',
    )


def add_count(page: str, faults: dict[str, list[Fault]], folder: str) -> str:
    """Return the page with a line that says where else there are faults; ``folder``: where the edition's pages lie."""
    if not faults:
        return page
    links = [
        f'<a href="{escape(folder)}{escape(name)}/" style="color:inherit">{escape(name)}</a>'
        for name in list(faults)[:_MOST]
    ]
    more = f" and {len(faults) - _MOST} more" if len(faults) > _MOST else ""
    style = f"position:fixed;right:.5rem;bottom:.5rem;z-index:98;{_BOX}border:1px solid #b3261e;padding:.1rem .5rem"
    many = sum(map(len, faults.values()))
    return _add(page, f'<div role="status" style="{style}">{many} to mend in {", ".join(links)}{more}</div>')


def make_fault_page(name: str, faults: Sequence[Fault], front: str) -> str:
    """Return a page of an article or page, or of a whole site, of which nothing can be shown but its faults.

    ``front``: the address of the front page; empty: there is none.
    """
    title = escape(
        f"{name}: {format_count(len(faults), 'fault')}" if name else format_count(len(faults), "fault")
    )
    way = f'<p><a href="{escape(front)}">the front page</a></p>' if front else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width"></head>'
        f'<body style="{_BOX}margin:1rem"><h1 style="font-size:1.2rem">{escape(name)}</h1>'
        f'<div role="alert">{_list_faults(faults)}</div>{way}</body></html>'
    )


def _list_faults(faults: Sequence[Fault]) -> str:
    told = "\n\n".join(escape(str(fault)) for fault in faults)
    return (
        f"<details open><summary><strong>{len(faults)} to mend</strong></summary>"
        f'<pre style="white-space:pre-wrap">{told}</pre></details>'
    )


def _add(page: str, box: str) -> str:
    start = page.find("<body")
    end = page.find(">", start) + 1
    return page[:end] + box + page[end:] if start >= 0 else box + page
