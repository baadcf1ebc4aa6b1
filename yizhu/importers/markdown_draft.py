"""Turn a Markdown file into a draft whose text is the file's own, unchanged; what its front matter lacks is added.

1. keep the front matter; if it has no title, take it from the first heading
2. parse the body with the parser that builds use, and report its faults
3. make each passage a block, with the lines down to the next one
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import yaml

from yizhu.content.faults import Fault, Faults, Place, find_place
from yizhu.content.markdown.parser import ParsedMarkdown, read_markdown
from yizhu.content.model import Passage
from yizhu.importers.model.draft import (
    Block,
    Draft,
    Dropped,
    Field,
    Meta,
    Received,
    fault_of,
    find_unaccounted,
)
from yizhu.importers.model.yaml_in import read_front_matter
from yizhu.importers.sources.language import detect_language

_ROLES = {"blockquote": "quote", "table": "table", "pre": "code", "ul": "list", "ol": "list", "dl": "list"}
_MEND = "write title: … between two lines --- at the file's start, or a heading: # Title"
Stretch = tuple[str, int, int]  # a key of the front matter, its first and last line


def draft_of_markdown(source: Received, lang: str | None, url: str | None) -> Draft:
    """Return the draft of a Markdown file; raises ``Faults`` with everything the parser finds wrong in it."""
    lines = source.text.split("\n")
    last = _front_matter_ends(source, lines)
    stated = _read_front_matter(source, lines, last)
    given = stated
    body = read_markdown(source.name, source.text, last + 1)
    stretches, passages = list(_keys(lines, last)), body.passages
    if "title" not in given:
        passages, title = _take_title(source, body)
        top = next(n for n, line in enumerate(lines[last:], last + 1) if line.strip())
        stretches.append(("title", top, body.passages[0].last_line))
        given = {"title": title} | given
    if not passages:
        raise fault_of(source.name, "no text below the title", "see that the whole article was copied")
    language = detect_language("\n".join(passage.prose.plain for passage in passages), lang, source.name)
    if url and "source_url" not in given:
        given = given | {"source_url": url}
    draft = Draft(
        received=source,
        language=language,
        profiles=(),
        meta=Meta(str(given["title"]), source_url=str(given.get("source_url", ""))),
        fields=tuple(Field(name, (first, end)) for name, first, end in stretches),
        blocks=tuple(_blocks(lines, passages, max([last, *(end for _, _, end in stretches)]))),
        dropped=tuple(
            Dropped((at, at), "---", "the fence of the front matter") for at in ((1, last) if last else ())
        ),
        restored=(),
        written=_write_file(lines, last, stated, given, body.passages[0].last_line),
        given=given,
    )
    assert not find_unaccounted(draft), find_unaccounted(draft)
    return draft


def _front_matter_ends(source: Received, lines: list[str]) -> int:
    """Return the number of the line that closes the front matter; 0 if there is none."""
    if lines[0].rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            return number
    place = find_place(source.name, source.text, 1)
    raise Faults([Fault(place, "the front matter does not end", "close it with a line ---")])


def _read_front_matter(source: Received, lines: list[str], last: int) -> dict[str, object]:
    """Return the keys and values of the file's front matter."""
    return read_front_matter(source.name, source.text, "\n".join(lines[1 : last - 1])) if last else {}


def _keys(lines: list[str], last: int) -> Iterator[Stretch]:
    """Return each key of the front matter with its range of lines."""
    starts = [
        (number, line.split(":")[0].strip())
        for number, line in enumerate(lines[1 : max(last - 1, 0)], 2)
        if line[:1].strip() and not line.startswith(("#", "-", "]", "}"))
    ]
    if not starts:
        return
    starts[0] = (2, starts[0][1])
    for (first, key), (following, _) in pairwise([*starts, (last, "")]):
        yield key, first, following - 1


def _take_title(source: Received, body: ParsedMarkdown) -> tuple[tuple[Passage, ...], str]:
    """Return the passages without the heading at their start, and the title that it gives."""
    first = body.passages[0] if body.passages else None
    if first is None or first.kind not in ("h1", "h2") or not first.prose.plain.strip():
        place = Place(source.name, first.line if first else 0)
        raise Faults([Fault(place, "no title was found above the text", _MEND)])
    return body.passages[1:], " ".join(first.prose.plain.split())


def _blocks(lines: list[str], passages: tuple[Passage, ...], above: int) -> Iterator[Block]:
    starts = [above + 1, *(passage.line for passage in passages[1:]), len(lines) + 1]
    for passage, (first, following) in zip(passages, pairwise(starts), strict=True):
        numbers = [n for n in range(first, following) if lines[n - 1].strip()]
        text = "\n".join(lines[numbers[0] - 1 : numbers[-1]])
        role = passage.role or (
            "heading" if passage.kind[0] == "h" else _ROLES.get(passage.kind, "paragraph")
        )
        yield Block(role, text, (numbers[0], numbers[-1]), f"Markdown: {passage.kind}")


def _write_file(
    lines: list[str], last: int, known: dict[str, object], given: dict[str, object], title_ends: int
) -> str:
    """Return the file's text with the added front matter keys at the end of its own."""
    added = {key: value for key, value in (*given.items(), ("draft", True)) if key not in known}
    more = yaml.safe_dump(added, allow_unicode=True, sort_keys=False, width=1_000_000) if added else ""
    front = "".join(f"{line}\n" for line in lines[1 : last - 1]) if last else ""
    begin = last if "title" in known else title_ends
    body = "\n".join(lines[begin:]).strip("\n")
    return f"---\n{front}{more}---\n\n{body}\n"
