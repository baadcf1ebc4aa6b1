"""Fetch the pictures of a draft: those that came with the source, and those at other addresses.

The type of a picture is detected from its bytes: only types that every browser shows, and no SVG, since it may
hold scripts. A picture that cannot be fetched keeps its address, and the receipt says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from yizhu.content.faults import Faults
from yizhu.content.picture_types import detect_picture_type
from yizhu.importers.markdown.writer import received_markdown
from yizhu.importers.model.draft import Draft, DraftPicture
from yizhu.importers.sources.embedded_pictures import HOST, MOST_BYTES

_MOST = 200
_MOST_BYTES = 150_000_000  # of all pictures
_PICTURE = re.compile(
    r"!\[(?:[^\[\]\\]|\\.|\[[^\[\]\\]*\])*\]\(\s*(?:<(?P<angled>[^<>\n]+)>|(?P<bare>(?:[^\s()<>\\]|\\.|\([^\s()]*\))+))"
)
Take = Callable[[str], bytes]  # the bytes at an address; raises Faults


def take_pictures(draft: Draft, take: Take) -> Draft:
    """Return the draft with the pictures of its text; ``take`` returns the bytes at an address."""
    return replace(draft, pictures=tuple(_take_picture(draft, take)))


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
