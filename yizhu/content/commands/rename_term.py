"""Give a term of the glossary another id: ``yizhu rename --term OLD NEW``.

1. find where the id stands: its entry, ``see``, front matter, ``{term=…}``, links to its page
2. write the new one there, and the old one as an alias of the entry
3. read everything again: if the old id still stands anywhere, nothing is written
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import yaml

from yizhu.content.articles import read_text
from yizhu.content.commands.renaming import (
    Renamed,
    add_to_list,
    check_is_slug,
    compose,
    find_value,
    list_texts,
    quote_alias,
    read_as_it_is,
    splice,
    write_together,
)
from yizhu.content.config import Config, decode_utf8, read_config
from yizhu.content.faults import Fault, Faults, Place, collect_faults, did_you_mean, raise_if
from yizhu.content.files.read import find_content_files
from yizhu.content.glossary import Glossary, read_glossary
from yizhu.content.markdown.code_places import find_inline_texts
from yizhu.content.markdown.dialect import make_parser
from yizhu.content.model import Source, Text
from yizhu.content.prose import select_marks
from yizhu.content.yaml.document import Document, read_document, read_yaml, split_front_matter

# What stands in front of an id, and what may follow it: in a span, and in a link to its page.
_SPAN = r"\{{(?:[^{{}}\"]|\"[^\"]*\")*?(?<![\w-])term=[\"']?{id}(?=[.\s}}\"'])"
_LINK = r"(\]\(\s*<?|^ {{0,3}}\[[^\]\n]+\]:[ \t]*<?)((?:\.\./|/)glossary/){id}(?=[/#)>\s]|$)"
_IN_YAML = r"([\"']?){id}(?![a-z0-9-])"


def rename_term(config_file: Path, old: str, new: str, *, dry_run: bool = False) -> Renamed:
    """Give a term another id, leave an alias, and change what names it. Raises ``Faults``, and then nothing changed."""
    root, config = config_file.parent, read_config(config_file)
    files = [_read_file(root, config, path) for path in list_texts(root, config)]
    named = [file for file in files if old in file.text]
    _check_as_it_is(config, files, named)
    entry = _check_ids(root, config, old, new)
    home = f"{config.content}/glossary/"
    changed, faults = collect_faults(lambda file: _rename_in(file, home, old, new), named)
    raise_if(faults)
    texts = {file.path: file for file in changed if file.edits}
    texts[entry].add_alias(old, new)
    raise_if([fault for file in texts.values() for fault in _find_left(file, old)])
    assert new in _read_glossary(config, files).ids
    if not dry_run:
        write_together(root, {path: file.written for path, file in texts.items()})
    lines = tuple((path, file.changed_lines) for path, file in sorted(texts.items()))
    return Renamed(old, new, entry, "the id", lines)


def _check_ids(root: Path, config: Config, old: str, new: str) -> str:
    """Return the file with the entry. Raises ``Faults`` if there is none, or if the new id cannot be or is taken."""
    content, _ = find_content_files(root, config)
    documents = [read_document(source.path, source.text, "glossary") for source in content.glossary]
    entries = [
        (document, index, entry) for document in documents for index, entry in enumerate(document.value or ())
    ]
    ids = {entry["id"]: document.place(index, "id") for document, index, entry in entries}
    folder = f"{config.content}/glossary"
    if old not in ids:
        is_slug_of_article = old in content.slugs
        help = did_you_mean(old, ids, "name a term by its id")
        help = f"it is an article: yizhu rename {old} {new}" if is_slug_of_article else help
        raise Faults([Fault(Place(folder), f"no term {old} in the glossary", help)])
    check_is_slug(new, folder, "id")
    if new == "map":
        problem = "its address /glossary/map/ is also claimed by the glossary's own map"
        raise Faults([Fault(ids[old], problem, "choose another id")])
    if new in ids:
        raise Faults([Fault(ids[new], f"the id {new} is taken", "choose another id")])
    for document, index, entry in entries:
        if new in entry.get("aliases", ()) and entry["id"] != old:
            place = document.place(index, "aliases", entry["aliases"].index(new))
            problem = f"the address of {new} leads to {entry['id']}"
            raise Faults([Fault(place, problem, "choose another id, or remove this alias")])
    return ids[old].path


# ---- the places of an id in a file -------------------------------------------------------------------------


@dataclass(slots=True)
class _File:
    """A file of the content, and what is written over in it."""

    path: str
    text: str  # as it is on the disk
    edits: dict[tuple[int, int], tuple[int, str]] = field(default_factory=dict)  # line, start: end, word
    lines: list[str] = field(default_factory=list)
    added: int = -1  # the line behind which one was added

    @property
    def plain(self) -> str:
        """The text as it is read: with LF, and without a byte order mark."""
        return decode_utf8(self.text.encode("utf-8", "surrogateescape"), self.path)

    @property
    def written(self) -> str:
        """The text with its edits."""
        return "\n".join(self.lines)

    @property
    def changed_lines(self) -> tuple[int, ...]:
        """The numbers of the lines that name the term, from 1."""
        numbers = dict.fromkeys(line for line, _ in sorted(self.edits))
        return tuple(line + 1 + (0 <= self.added < line) for line in numbers)

    def edit(self, line: int, start: int, end: int, word: str) -> None:
        """Note that a word is to be written over [start, end) of a line, which counts from 0."""
        self.edits[line, start] = end, word

    def carry_out(self) -> None:
        """Write the words."""
        self.lines = self.text.split("\n")
        for (line, start), (end, word) in sorted(self.edits.items(), reverse=True):
            splice(self.lines, line, start, end, word)

    def add_alias(self, old: str, new: str) -> None:
        """Add the old id to the aliases of the entry that has the new one."""
        root = compose(self.written)
        entries = root.value if isinstance(root, yaml.SequenceNode) else ()
        entry = next(one for one in entries if _scalar(find_value(one, "id")) == new)
        aliases, id = find_value(entry, "aliases"), find_value(entry, "id")
        assert id is not None
        if isinstance(aliases, yaml.SequenceNode):
            before = len(self.lines)
            add_to_list(self.lines, aliases, old, new)
            self.added = aliases.value[-1].end_mark.line if len(self.lines) > before else -1
        elif entry.flow_style:
            mark = id.end_mark
            splice(self.lines, mark.line, mark.column, mark.column, f", aliases: [{quote_alias(old)}]")
        else:
            key = next(key for key, _ in entry.value if key.value == "id")
            end = "\r" if self.lines[id.end_mark.line].endswith("\r") else ""
            self.lines.insert(
                id.end_mark.line + 1, f"{' ' * key.start_mark.column}aliases: [{quote_alias(old)}]{end}"
            )
            self.added = id.end_mark.line


def _scalar(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _read_file(root: Path, config: Config, path: str) -> _File:
    return _File(path, read_as_it_is(root, config, path))


def _rename_in(file: _File, home: str, old: str, new: str) -> _File:
    """Return the file with the new id wherever the old one stands; ``home``: where the glossary lies. Raises ``Faults`` if it cannot be read."""
    if file.path.endswith(".md"):
        last, body = split_front_matter(file.path, file.plain)
        document = read_yaml(file.path, file.plain, 2, last)
        _edit_yaml(file, document, _keys_in_front_matter(document.value, old), old, new)
        _edit_markdown(file, old, new, body)
    else:
        if file.path.startswith(home):
            document = read_document(file.path, file.plain, "glossary")
            _edit_yaml(file, document, _keys_in_glossary(document.value or (), old), old, new)
        _edit_markdown(file, old, new, 0)
    file.carry_out()
    return file


_Keys = tuple[str | int, ...]


def _keys_in_glossary(entries: Iterable[dict[str, object]], old: str) -> Iterator[_Keys]:
    for index, entry in enumerate(entries):
        if entry["id"] == old:
            yield index, "id"
        see = entry.get("see", ())
        assert isinstance(see, Sequence)
        yield from ((index, "see", nth) for nth, id in enumerate(see) if id == old)


def _keys_in_front_matter(value: object, old: str) -> Iterator[_Keys]:
    glossary = value.get("glossary") if isinstance(value, dict) else None
    for name, given in glossary.items() if isinstance(glossary, dict) else ():
        if isinstance(given, dict):
            yield from (("glossary", name, f"key:{id}") for id in given if id == old)
        elif isinstance(given, list):
            yield from (("glossary", name, nth) for nth, id in enumerate(given) if id == old)


def _edit_yaml(file: _File, document: Document, places: Iterable[_Keys], old: str, new: str) -> None:
    lines = file.text.removeprefix("\ufeff").split("\n")
    for keys in places:
        place = document.place(*keys)
        found = re.compile(_IN_YAML.format(id=old)).match(lines[place.line - 1], place.column - 1)
        if not found:
            raise Faults([_unwritable(place, old, new)])
        shift = 1 if place.line == 1 and file.text.startswith("\ufeff") else 0
        start = found.end() - len(old) + shift
        word = new if found[1] else quote_alias(new)
        file.edit(place.line - 1, start, start + len(old), word)


def _unwritable(place: Place, old: str, new: str) -> Fault:
    return Fault(place, f"{old} is written here in a way that cannot be changed", f"write {new} here plainly")


def _edit_markdown(file: _File, old: str, new: str, body: int) -> None:
    """Note the new id for spans and links; ``body``: the line where Markdown begins, 0 in YAML."""
    code = (
        _find_code(file.plain, body)
        if body and ("`" in file.text or "~~~" in file.text or "    " in file.text)
        else {}
    )
    patterns = [re.compile(pattern.format(id=old)) for pattern in (_SPAN, _LINK)]
    for number, line in enumerate(file.text.split("\n")):
        for found in (found for pattern in patterns for found in pattern.finditer(line)):
            if not any(start <= found.start() < end for start, end in code.get(number, ())):
                file.edit(number, found.end() - len(old), found.end(), new)


def _find_code(plain: str, body: int) -> dict[int, list[tuple[int, int]]]:
    """Return by line, from 0, the columns that are code: what is written there is no markup."""
    found: dict[int, list[tuple[int, int]]] = {}
    lines = plain.split("\n")
    for token in make_parser().parse("\n".join(lines[body - 1 :])):
        if token.type in ("fence", "code_block") and token.map:
            for number in range(*token.map):
                found.setdefault(number + body - 1, []).append((0, len(lines[number + body - 1]) + 1))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for text in find_inline_texts(make_parser(), plain, body):
        number = text.line - 1
        for place in text.codes:
            while number + 1 < len(starts) and starts[number + 1] <= place.start:
                number += 1
            if place.name == "code":
                found.setdefault(number, []).append(
                    (place.start - starts[number], place.end - starts[number])
                )
    return found


# ---- what is left ------------------------------------------------------------------------------------------


def _find_left(file: _File, old: str) -> Iterator[Fault]:
    """Yield a fault for each mark of a text that still names the term. Raises ``Faults`` if it cannot be read."""
    if not file.path.endswith(".md"):
        return
    plain = decode_utf8(file.written.encode("utf-8", "surrogateescape"), file.path)
    text = read_text(Path(file.path).stem, Source(file.path, plain))
    for part in text.passages_and_footnotes:
        for mark in select_marks(part.prose, "term", "link"):
            address = mark.get("href").partition("#")[0].rstrip("/")
            if mark.get("term") == old or address in (f"/glossary/{old}", f"../glossary/{old}"):
                yield _unwritable(_place_of(text, part.line), old, "the new id")


def _place_of(text: Text, line: int) -> Place:
    return Place(text.source.path, line)


def _read_glossary(config: Config, files: Sequence[_File]) -> Glossary:
    """Return the glossary with what is written over in its files. Raises ``Faults`` if it cannot be read."""
    home = f"{config.content}/glossary/"
    sources = [
        Source(
            file.path, decode_utf8((file.written or file.text).encode("utf-8", "surrogateescape"), file.path)
        )
        for file in files
        if file.path.startswith(home)
    ]
    return read_glossary(sources, [edition.lang for edition in config.editions])


def _check_as_it_is(config: Config, files: Sequence[_File], named: Iterable[_File]) -> None:
    """Raise ``Faults`` for those that the glossary and the texts that name the term have before anything is changed."""
    steps: list[Callable[[], object]] = [lambda: _read_glossary(config, files)]
    steps += [partial(_read_text, file) for file in named if file.path.endswith(".md")]
    _, faults = collect_faults(lambda step: step(), steps)
    raise_if([replace(f, help=f"{f.help}; nothing was renamed".removeprefix("; ")) for f in faults])


def _read_text(file: _File) -> Text:
    return read_text(Path(file.path).stem, Source(file.path, file.plain))
