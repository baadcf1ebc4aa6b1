"""Fetch the pictures of a draft: those that came with the source, and those at other addresses.

The type of a picture is detected from its bytes: only types that every browser shows, and no SVG, since it may
hold scripts. A picture that cannot be fetched keeps its address, and the receipt says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from yizhu.content.faults import Faults
from yizhu.content.files.picture_types import detect_picture_type
from yizhu.importers.markdown.writer import received_markdown
from yizhu.importers.model.draft import Block, Draft, DraftPicture, Dropped
from yizhu.importers.sources.embedded_pictures import HOST, MOST_BYTES

_MOST = 200
_MOST_BYTES = 150_000_000  # of all pictures
_PICTURE = re.compile(
    r"!\[(?:[^\[\]\\]|\\.|\[[^\[\]\\]*\])*\]\(\s*(?:<(?P<angled>[^<>\n]+)>|(?P<bare>(?:[^\s()<>\\]|\\.|\([^\s()]*\))+))"
)
_TITLE = r"""(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))?\s*\)"""
_CODE = r"(?P<code>(?<!`)(?P<fence>`++).*?(?<!`)(?P=fence)(?!`))"
_CODE_OR_PICTURE = re.compile(rf"{_CODE}|(?:{_PICTURE.pattern}){_TITLE}", re.S)
# Each picture that was left out is a \0 at first: then a link around it, and its line, go too.
_LINK = re.compile(r"\[\s*+\0[\s\0]*+\]\((?:<[^<>\n]*>|(?:[^\s()<>\\]|\\.|\([^\s()]*\))*)" + _TITLE)
_LINES = (
    re.compile(r"\\\n[ \t]*+\0[ \t\0]*+(?=\n|\Z)"),  # the last one of a paragraph
    re.compile(r"^[ \t]*+\0[ \t\0]*+(?:\\\n|\n\n?|\Z)", re.M),
)
_LEFT_OUT = "a picture, left out as asked (--no-pictures)"
Take = Callable[[str], bytes]  # the bytes at an address; raises Faults


def take_pictures(draft: Draft, take: Take) -> Draft:
    """Return the draft with the pictures of its text; ``take`` returns the bytes at an address."""
    return replace(draft, pictures=tuple(_take_picture(draft, take)))


def leave_out_pictures(draft: Draft) -> Draft:
    """Return the draft without its pictures; their captions stay."""
    blocks: list[Block] = []
    empty: list[Block] = []
    for block in draft.blocks:
        is_shown = block.role != "code" and bool(_PICTURE.search(block.markdown))
        left = replace(block, markdown=_without_pictures(block.markdown).strip()) if is_shown else block
        (empty if is_shown and not left.markdown.strip() else blocks).append(left)
    kept = [*(block.lines for block in blocks), *(field.lines for field in draft.fields)]
    taken = {number for first, last in kept for number in range(first, last + 1)}
    dropped, beside = list(draft.dropped), list(draft.beside)
    for block in empty:
        shares = any(number in taken for number in range(block.lines[0], block.lines[1] + 1))
        (beside if shares else dropped).append(Dropped(block.lines, block.text or "![]()", _LEFT_OUT))
    return replace(
        draft,
        blocks=tuple(blocks),
        dropped=tuple(sorted(dropped, key=lambda one: one.lines)),
        beside=tuple(beside),
        written=_without_pictures(draft.written),
    )


def _without_pictures(markdown: str) -> str:
    left = _CODE_OR_PICTURE.sub(lambda found: found["code"] or "\0", markdown)
    for pattern in (_LINK, *_LINES):
        left = pattern.sub("\0" if pattern is _LINK else "", left)
    return left.replace("\0", "")


def find_picture_addresses(draft: Draft) -> tuple[str, ...]:
    """Return the addresses of the pictures in the draft's text, without duplicates."""
    found = _PICTURE.finditer(received_markdown(draft))
    return tuple(dict.fromkeys(match["angled"] or match["bare"] for match in found))


def _take_picture(draft: Draft, take: Take) -> Iterator[DraftPicture]:
    inside = {HOST + one.name: one for one in draft.received.pictures}
    number, room = len(inside), _MOST_BYTES
    for count, address in enumerate(find_picture_addresses(draft)):
        if address in inside:
            one = inside[address]
            yield DraftPicture(address, one.origin, one.name, one.data)
            continue
        number += 1
        picture = _fetch_picture(address, number, take) if count < _MOST and room > 0 else _too_many(address)
        room -= len(picture.data)
        yield picture


def _too_many(address: str) -> DraftPicture:
    return DraftPicture(
        address, address, why=f"more than {_MOST} pictures, or {_MOST_BYTES // 1_000_000} MB of them"
    )


def _fetch_picture(address: str, number: int, take: Take) -> DraftPicture:
    try:
        data = take(re.sub(r"\\(.)", r"\1", address))
    except Faults as found:
        return DraftPicture(address, address, why=found.faults[0].problem)
    suffix = detect_picture_type(data)
    if not suffix:
        return DraftPicture(address, address, why="by its bytes this is no JPEG, PNG, GIF, WebP or AVIF")
    if len(data) > MOST_BYTES:
        return DraftPicture(address, address, why=f"it is larger than {MOST_BYTES // 1_000_000} MB")
    return DraftPicture(address, address, f"picture-{number}.{suffix}", data)
