"""Write a draft as the text of an article, and the receipt that says what it was made from.

The same draft always gives the same bytes: neither contains a time, a machine's name or a folder of the editor's.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import yaml

from yizhu.content.markdown.formulas import escape_dollars
from yizhu.importers.model.draft import Block, Draft, DraftPicture, Dropped, Meta, Received, Speaker
from yizhu.importers.sources.embedded_pictures import HOST

_RECEIPT_FORMAT = 1
_SHORT = 40  # characters of a dropped line in the receipt: enough to find it again

_ODD = re.compile(r"\\r|" "[^\n\t -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]")

# What CommonMark and our dialect read as markup anywhere, and what they read so at a paragraph's start.
_MARKUP = re.compile(r"[\\`*_\[\]<{}~|]|&(?=#?\w+;)|!(?=\[)")
_AT_START = re.compile(r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=[#>+=:^%-])")


def article_markdown(draft: Draft) -> str:
    """Return the article's source text; fetched pictures are linked at their place beside it."""
    return _link_pictures(draft, received_markdown(draft))


def _link_pictures(draft: Draft, text: str) -> str:
    for picture in draft.pictures:
        if picture.file:
            for before, behind in (("](", ")"), ("](", " "), ("](<", ">")):
                text = text.replace(before + picture.address + behind, before + picture.file + behind)
    return text.replace(HOST, "")


def received_markdown(draft: Draft) -> str:
    """Return the article's source text with the original picture addresses."""
    if draft.written:
        return draft.written
    body = "\n\n".join(_passage(block) for block in draft.blocks)
    stated = front_matter(draft.meta, draft.language.tag)
    # Nobody has read it or asked about its rights yet: until an editor removes draft:, it is not published.
    asked = {"rights": {"status": "unknown"}} | stated | {"draft": True}
    given = {
        key: asked[key]
        for key in (*(key for key in stated if key != "speakers"), "rights", "draft", "speakers")
        if key in asked
    }
    return f"---\n{_dump_yaml(given)}---\n\n{body}\n"


def translation_markdown(draft: Draft) -> str:
    """Return the text of the translation that a page in two languages brings along; empty if it brings none."""
    made = draft.translation
    if made is None:
        return ""
    texts = [block for block in draft.blocks if not block.markdown.startswith("[^")]
    pairs = [(block, answer) for block, answer in zip(made.blocks, made.answers, strict=True) if answer[0]]
    # Counted, a passage must be of the kind of the one that it answers.
    is_whole = len(pairs) == len(texts) and all(
        answer == (at, at) and _kind(block) == _kind(text)
        for at, ((block, answer), text) in enumerate(zip(pairs, texts, strict=True), 1)
    )
    body = "\n\n".join(
        _passage(block) if is_whole else f"{_answered(answer)}{_passage(block)}"
        for block, answer in zip(made.blocks, made.answers, strict=True)
    )
    title = json.dumps(made.title, ensure_ascii=False)
    names = {speaker.id: _names(speaker) for speaker in made.speakers}
    speakers = _dump_yaml({"speakers": names}) if names else ""
    written = f"---\ntitle: {title}\nstatus: draft\ndraft: true\n{speakers}---\n\n{body}\n"
    return _link_pictures(draft, written)


def _kind(block: Block) -> str:
    return block.role if block.role in ("heading", "quote", "list", "table", "code") else "paragraph"


def _answered(answer: tuple[int, int]) -> str:
    """Return the attribute that says which passages of the text a passage answers."""
    first, last = answer
    if not first:
        return ""
    return f"{{from=p{first}}}\n" if first == last else f"{{from=p{first}-p{last}}}\n"


def front_matter(meta: Meta, tag: str) -> dict[str, Any]:
    """Return the front matter as data, without the keys that were not stated."""
    given: dict[str, Any] = {"title": meta.title}
    if meta.subtitle:
        given["subtitle"] = meta.subtitle
    if meta.authors:
        given["authors"] = list(meta.authors)
    if meta.publication:
        address = {"url": meta.publication_url} if meta.publication_url else {}
        given["publication"] = {"name": meta.publication, **address}
    stated = ("republisher", "published", "modified", "source_url")
    given |= {key: getattr(meta, key) for key in stated if getattr(meta, key)}
    if meta.rights:
        given["rights"] = {"status": "unknown", "text": meta.rights}
    if meta.speakers:
        given["speakers"] = {speaker.id: {tag: _names(speaker)} for speaker in meta.speakers}
    return given


def receipt(draft: Draft) -> str:
    """Return the receipt as YAML: what came in, and what became of each of its lines."""
    received = draft.received
    given = {
        "format": _RECEIPT_FORMAT,
        "source": {
            "name": _base_name(received.name),
            "sha256": hashlib.sha256(received.data).hexdigest(),
            "encoding": received.encoding,
            **({"declared": received.declared} if _is_belied(received) else {}),
            **({"address": received.url} if received.url else {}),
        },
        "language": {"tag": draft.language.tag, "why": draft.language.why},
        "profiles": [{"name": one.profile, "why": one.why} for one in draft.profiles],
        "fields": {field.name: list(field.lines) for field in draft.fields},
        "told_by": {field.name: field.why for field in draft.fields if field.why},
        "restored": dict(draft.restored),
        "supplied": _supplied_entries(draft),
        **({"doubt": draft.doubt} if draft.doubt else {}),
        **_if_any("unsure", _unsure_entries(draft)),
        **_if_any("pictures", [_picture_entry(one) for one in draft.pictures]),
        "blocks": [_block_entry(block) for block in draft.blocks],
        **_if_any("translation", _translation_entries(draft)),
        "dropped": [_dropped_entry(dropped) for dropped in draft.dropped],
        **_if_any("beside", [_dropped_entry(dropped) for dropped in draft.beside]),
    }
    return _HEAD + _dump_yaml(given)


_HEAD = """\
# How this article was made from the source beside this file. Lines are those of the decoded source, from 1.
# restored: half-width marks made full-width again; supplied: turns whose speaker the source does not print.
"""


def escape_markdown(text: str) -> str:
    """Return the text with backslashes before anything that Markdown would read as markup."""
    return escape_start(escape_dollars(_MARKUP.sub(r"\\\g<0>", text)))


def escape_start(markdown: str) -> str:
    """Return Markdown that stood within a line, with a backslash before what would be markup at the start of one."""
    start = _AT_START.match(markdown)
    if start is None:
        return markdown
    return f"{start['number']}\\{markdown[start.end() :]}" if start["number"] else f"\\{markdown}"


def _passage(block: Block) -> str:
    attribute = "supplied=speaker" if block.supplied else f"role={block.role}" if _is_note(block) else ""
    above = f"{{{attribute}}}\n" if attribute else ""
    if not block.label:
        return above + (block.markdown or escape_markdown(block.text))
    # The full-width colon brings its own space.
    gap = "" if block.label.endswith("：") or not block.text else " "
    return (
        f"{above}**{_MARKUP.sub(_BACKSLASH, block.label)}**{gap}{block.markdown or _behind_label(block.text)}"
    )


_BACKSLASH = r"\\\g<0>"


def _behind_label(text: str) -> str:
    return escape_dollars(_MARKUP.sub(_BACKSLASH, text))


def _is_note(block: Block) -> bool:
    return block.role in ("bio", "notice")


def _names(speaker: Speaker) -> str | list[str]:
    """Return a speaker's names: the one to show first, then the labels that stand for it."""
    return [speaker.name, *speaker.labels] if speaker.labels else speaker.name


def _supplied_entries(draft: Draft) -> list[dict[str, Any]]:
    """Return which passages got a speaker's name that the page does not print."""
    return [
        {"passage": f"p{number}", "speaker": block.speaker, "lines": list(block.lines)}
        for number, block in enumerate(draft.blocks, 1)
        if block.supplied
    ]


def _unsure_entries(draft: Draft) -> list[dict[str, Any]]:
    """Return which passages were kept although an editor should check them."""
    return [
        {"passage": f"p{number}", "lines": list(block.lines), "why": block.why}
        for number, block in enumerate(draft.blocks, 1)
        if block.unsure
    ]


def _translation_entries(draft: Draft) -> list[dict[str, Any]]:
    """Return the passages of the second language, and what each answers."""
    made = draft.translation
    if made is None:
        return []
    pairs = zip(made.blocks, made.answers, strict=True)
    return [{"lang": made.language.tag, **_block_entry(block), "answers": list(at)} for block, at in pairs]


def _if_any(key: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {key: entries} if entries else {}


def _block_entry(block: Block) -> dict[str, Any]:
    speaker = {"speaker": block.speaker} if block.speaker else {}
    return {"role": block.role, **speaker, "lines": list(block.lines), "why": block.why}


def _is_belied(received: Received) -> bool:
    """Does the page declare another encoding than the one it has?"""
    return bool(received.declared) and not received.encoding.startswith(received.declared)


def _picture_entry(picture: DraftPicture) -> dict[str, Any]:
    if not picture.file:
        return {"from": picture.origin, "not_taken": picture.why}
    return {
        "file": picture.file,
        "from": picture.origin,
        "sha256": hashlib.sha256(picture.data).hexdigest(),
    }


def _dropped_entry(dropped: Dropped) -> dict[str, Any]:
    text = dropped.text.replace("\n", " ")
    short = text if len(text) <= _SHORT else text[:_SHORT] + "…"
    return {"lines": list(dropped.lines), "why": dropped.why, "text": short}


def _base_name(name: str) -> str:
    """Return the file's name without its folder, which belongs to the editor's machine."""
    return PureWindowsPath(PurePosixPath(name).name).name


def _dump_yaml(given: Any) -> str:
    # libyaml is some ten times as fast, and writes the same but for these characters.
    is_odd = _ODD.search(json.dumps(given, ensure_ascii=False, default=str))
    dumper = _SafeDumper if is_odd else getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    # None: only the innermost lists and maps are on one line; the width is so large that no text is folded.
    text: str = yaml.dump(
        given,
        Dumper=dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=1_000_000,
    )
    return text


class _SafeDumper(yaml.SafeDumper):
    """Escapes the characters that YAML reads as line ends (NEL, LS, PS)."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _LINE_ENDS.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_SafeDumper.add_representer(str, _text)
