"""Give an article another slug: ``yizhu rename OLD NEW``.

1. add the old slug to ``aliases:`` of the article's own text, touching no other line
2. turn links in all texts, notes and definitions to the new slug
3. rename the folder
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import yaml

from yizhu.content.commands.renaming import (
    Renamed,
    add_to_list,
    check_address_is_free,
    check_is_slug,
    compose,
    find_value,
    list_texts,
    put_back,
    quote_alias,
    read_as_it_is,
    write_together,
)
from yizhu.content.config import Config, decode_utf8, read_config
from yizhu.content.faults import Fault, Faults, Place, did_you_mean
from yizhu.content.files.read import find_content_files
from yizhu.content.files.safe import find_path_fault, read_file
from yizhu.content.glossary import find_ids
from yizhu.content.model import Source
from yizhu.content.yaml.document import split_front_matter
from yizhu.content.yaml.front_matter import read_meta

# What stands in front of a slug in a link: the link's beginning, and the way from a page to the edition's folder.
_LINK = r"(?m)(\]\(\s*<?|^ {{0,3}}\[[^\]\n]+\]:[ \t]*<?)((?:\.\./|/)){slug}(?=[/#)>\s]|$)"


def rename_article(config_file: Path, old: str, new: str, *, dry_run: bool = False) -> Renamed:
    """Move an article's folder, leave an alias, and turn the links to it. Raises ``Faults``, and then nothing changed."""
    root, config = config_file.parent, read_config(config_file)
    articles = f"{config.content}/articles"
    _check_names(root, config, old, new)
    own = _find_text(root, config, old)
    written: dict[str, str] = {}
    links: dict[str, tuple[int, ...]] = {}
    link, turned = (re.compile(_LINK.format(slug=slug)) for slug in (old, new))
    for path in list_texts(root, config):
        before = read_as_it_is(root, config, path)
        text = link.sub(lambda found: f"{found[1]}{found[2]}{new}", before)
        text = add_alias(path, text, old, new) if path == own else text
        if link.search(before):
            links[path] = tuple(
                dict.fromkeys(text.count("\n", 0, m.end()) + 1 for m in turned.finditer(text))
            )
        if text != before:
            written[path] = text
    if not dry_run:
        _carry_out(root, articles, old, new, written)

    def now(path: str) -> str:
        return path.replace(f"{articles}/{old}/", f"{articles}/{new}/", 1)

    changed = tuple((now(path), lines) for path, lines in links.items())
    return Renamed(f"{articles}/{old}", f"{articles}/{new}", now(own), "links", changed)


def _carry_out(root: Path, articles: str, old: str, new: str, written: dict[str, str]) -> None:
    """Write the files and rename the folder, or leave everything as it was."""
    before = write_together(root, written)
    try:
        os.rename(root / articles / old, root / articles / new)
    except OSError as error:
        put_back(root, before)
        fault = Fault(
            Place(f"{articles}/{old}"), f"it cannot be renamed: {error.strerror}", "see who may write there"
        )
        raise Faults([fault]) from None


def _check_names(root: Path, config: Config, old: str, new: str) -> None:
    content, _ = find_content_files(root, config)
    articles = f"{config.content}/articles"
    if old not in content.slugs:
        help = did_you_mean(old, content.slugs, "name an article by its slug")
        is_term = old in find_ids(content.glossary)
        help = f"it is a term: yizhu rename --term {old} {new}" if is_term else help
        raise Faults([Fault(Place(f"{articles}/{old}"), "there is no such article", help)])
    check_is_slug(new, f"{articles}/{new}", "address")
    check_address_is_free(root, config, new)
    if (root / articles / old).is_symlink():
        raise Faults([Fault(Place(f"{articles}/{old}"), "this is a link", "rename the folder itself")])


# ---- the alias ---------------------------------------------------------------------------------------------


def _find_text(root: Path, config: Config, slug: str) -> str:
    """Return the article's own text, not a translation; of several, the one whose edition comes first."""
    folder = f"{config.content}/articles/{slug}"
    order = [edition.lang for edition in config.editions]
    names = sorted(
        path.stem for path in (root / folder).glob("*.md") if not find_path_fault(path, root, path.name)
    )
    names.sort(key=lambda lang: order.index(lang) if lang in order else len(order))
    if not names:
        raise Faults([Fault(Place(folder), "no text in this article", f"write {folder}/zh-Hant.md")])
    paths = [f"{folder}/{name}.md" for name in names]
    return next((path for path in paths if not _is_translation(root, path)), paths[0])


def _is_translation(root: Path, path: str) -> bool:
    text = decode_utf8(read_file(root / path, root, path), path)
    last, _ = split_front_matter(path, text)
    return read_meta(Source(path, text), last, Path(path).stem).is_translation


def add_alias(path: str, text: str, old: str, new: str) -> str:
    """Return a text whose front matter names ``old`` as an alias, and ``new`` no more. Raises ``Faults``."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    last, _ = split_front_matter(path, plain)
    before = read_meta(Source(path, plain), last, Path(path).stem).aliases
    lines = text.split("\n")
    _write_alias(lines, last, plain, old, new)
    after = "\n".join(lines)
    plain = after.removeprefix("\ufeff").replace("\r\n", "\n")
    last, _ = split_front_matter(path, plain)
    wanted = {*before, old} - {new}
    if set(read_meta(Source(path, plain), last, Path(path).stem).aliases) != wanted:
        problem = "aliases: is written in a way that cannot be added to"
        raise Faults([Fault(Place(path), problem, f"write aliases: [{', '.join(sorted(wanted))}]")])
    return after


def _write_alias(lines: list[str], last: int, plain: str, old: str, new: str) -> None:
    """Add to the list of aliases, or write one as the last line of the front matter."""
    node = _find_list("\n" + "\n".join(plain.split("\n")[1:last]))
    if node is None:
        end = "\r" if lines[0].endswith("\r") else ""
        lines.insert(last, f"aliases: [{quote_alias(old)}]{end}")
        return
    add_to_list(lines, node, old, new)


def _find_list(front_matter: str) -> yaml.SequenceNode | None:
    """Return the list of aliases as it is written, with its place."""
    found = find_value(compose(front_matter), "aliases")
    return found if isinstance(found, yaml.SequenceNode) else None
