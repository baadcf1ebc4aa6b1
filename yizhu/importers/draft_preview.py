"""A page that shows what an import did with its source: kept, dropped and unsure parts, each with its rule.

It is self-contained: no scripts, no requests, and a content security policy that forbids both.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby

from yizhu.importers.markdown.writer import front_matter
from yizhu.importers.model.draft import Draft, Lines

_KINDS = {
    "field": "front matter",
    "kept": "kept",
    "unsure": "unsure: kept, look at it",
    "dropped": "dropped",
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif;
  --field: #1d5fa8; --kept: #1b7a3d; --unsure: #b06a00; --dropped: #767676; }
@media (prefers-color-scheme: dark) { :root { --field: #7fb5f0; --kept: #6cc98a; --unsure: #f0b04a; --dropped: #9a9a9a; } }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; line-height: 1.3; }
ul.legend { list-style: none; padding: .5rem 0; display: flex; flex-wrap: wrap; gap: .5rem 1.5rem;
  position: sticky; top: 0; background: Canvas; border-bottom: 1px solid; }
.legend li::before { content: ""; display: inline-block; width: 1em; height: 1em; margin-right: .4em;
  vertical-align: -.1em; background: var(--of); }
.field { --of: var(--field); } .kept { --of: var(--kept); }
.unsure { --of: var(--unsure); } .dropped { --of: var(--dropped); }
.part { border-left: .4rem solid var(--of); padding: .1rem 0 .1rem .8rem; margin: .4rem 0; }
.part p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.part.dropped p { color: var(--dropped); }
.part.unsure p { background: color-mix(in srgb, var(--unsure) 18%, Canvas); }
.rule { font-size: .8rem; color: var(--of); }
summary { cursor: pointer; color: var(--dropped); padding-left: 1.2rem; }
"""


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of the source, and whether it was kept, dropped or marked unsure."""

    kind: str  # one of _KINDS
    lines: Lines
    text: str
    rule: str


def preview_page(draft: Draft) -> str:
    """Return the whole preview page as HTML."""
    parts = _collect_sections(draft)
    tag = escape(draft.language.tag)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width">'
        f"<title>Import of {escape(draft.received.name)}</title><style>{_STYLE}</style></head>\n<body>"
        f'<h1 lang="{tag}">{escape(draft.meta.title)}</h1>\n{_legend_html(parts)}\n'
        f'<main lang="{tag}">\n{_main_html(parts)}</main></body></html>\n'
    )


def _collect_sections(draft: Draft) -> tuple[_Section, ...]:
    """Return all parts of the source, in its order."""
    stated = draft.given or front_matter(draft.meta, draft.language.tag)
    names = {speaker.id: speaker.name for speaker in draft.meta.speakers}
    fields = [
        _Section("field", one.lines, str(stated.get(one.name, "")), f"{one.name} {one.why}".strip())
        for one in draft.fields
    ]
    blocks = [
        _Section(
            "unsure" if one.unsure else "kept",
            one.lines,
            one.label + one.text,
            f"{' '.join((one.role, names.get(one.speaker, ''))).strip()}: {one.why}",
        )
        for one in draft.blocks
    ]
    made = draft.translation
    translated = [
        _Section(
            "unsure" if one.unsure else "kept", one.lines, one.label + one.text, f"translation: {one.why}"
        )
        for one in (made.blocks if made else ())
        if one not in draft.blocks
    ]
    dropped = [_Section("dropped", one.lines, one.text, one.why) for one in (*draft.dropped, *draft.beside)]
    return tuple(sorted((*fields, *blocks, *translated, *dropped), key=lambda part: part.lines[0]))


def _legend_html(parts: tuple[_Section, ...]) -> str:
    def entry(kind: str, words: str) -> str:
        return f'<li class="{kind}">{words}: {sum(part.kind == kind for part in parts)}</li>'

    return f'<ul class="legend">{"".join(entry(*each) for each in _KINDS.items())}</ul>'


def _main_html(parts: tuple[_Section, ...]) -> str:
    """Return the parts as HTML; of many dropped ones in a row, only the first is unfolded."""
    pieces: list[str] = []
    for is_dropped, group in groupby(parts, lambda part: part.kind == "dropped"):
        shown = [_section_html(part) for part in group]
        if is_dropped and len(shown) > _FOLDED:
            rest = "".join(shown[1:])
            shown = [shown[0], f"<details><summary>{len(shown) - 1} more dropped</summary>{rest}</details>\n"]
        pieces += shown
    return "".join(pieces)


_FOLDED = 4  # dropped in a row


def _section_html(part: _Section) -> str:
    first, last = part.lines
    where = f"line {first}" if first == last else f"lines {first}–{last}"
    return (
        f'<div class="part {part.kind}"><p>{escape(part.text)}</p>'
        f'<div class="rule" lang="en">{where} · {escape(part.rule)}</div></div>\n'
    )
