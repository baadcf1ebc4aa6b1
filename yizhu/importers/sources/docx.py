"""Remove everything from a DOCX that refers to places outside the file, and all XML entities.

Readers of DOCX follow what a document links to: they fetch a picture at a web address and copy one at ``file://``.
So relationships that lead outside the file are removed (except the web addresses of hyperlinks), and with them the
attributes that use them.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from yizhu.importers.model.draft import fault_of
from yizhu.importers.sources.embedded_pictures import is_web_address
from yizhu.importers.sources.word_asides import show_unknown, write_asides
from yizhu.importers.sources.word_inlines import keep_inlines
from yizhu.importers.sources.xml_parts import Counter

_CALLS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_MAIL = "mailto:"
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s|\0)*<")
_RULES = "mammoth/"  # where a file may tell our reader of DOCX what to make of its styles
_AGAIN = "open it in the program it was made with, and save it anew"


def without_links_outside(parts: Mapping[str, bytes], name: str) -> tuple[bytes, str]:
    """Return the file packed again, and what it says beside its text as HTML.

    Raises ``Faults`` for XML that is too large or defines entities.
    """
    counter = Counter(name)
    roots = {path: _root(counter, path, data) for path, data in parts.items() if _is_xml(path, data)}
    cut = {
        _of_relationships(path): set(_cut_outside_links(root))
        for path, root in roots.items()
        if path.endswith(".rels") and root is not None
    }
    asides = write_asides(roots)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, data in parts.items():
            root = roots.get(path)
            if root is not None:
                _remove_calls(root, cut.get(path, set()))
                show_unknown(root)
                keep_inlines(root)
                archive.writestr(path, etree.tostring(root, encoding="utf-8", xml_declaration=True))
            elif path not in roots and not path.startswith(_RULES):
                archive.writestr(path, data)
    return file.getvalue(), asides


def _is_xml(path: str, data: bytes) -> bool:
    """May a reader take it for XML? Judged by its first bytes, since the document may have any name."""
    return path.endswith((".xml", ".rels")) or bool(_XML.match(data))


def _root(counter: Counter, path: str, data: bytes) -> Any:
    root = counter.root(data, path)
    # Word writes none; an entity defined within itself grows without bounds.
    if root is not None and root.getroottree().docinfo.internalDTD is not None:
        raise fault_of(counter.name, f"its part {path} defines entities", _AGAIN)
    return root


def _of_relationships(path: str) -> str:
    """Return the part a relationships part is about: word/document.xml for its .rels file."""
    folder, file = posixpath.split(path)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _cut_outside_links(relationships: Any) -> Iterator[str]:
    """Remove the relationships that lead outside, and return their ids."""
    for one in list(relationships.iter("{*}Relationship")):
        if _leads_outside(one):
            yield one.get("Id", "")
            one.getparent().remove(one)


def _leads_outside(one: Any) -> bool:
    target = one.get("Target", "").strip()
    mode = one.get("TargetMode", "").strip().lower()
    if one.get("Type", "").rpartition("/")[2] == "hyperlink":
        return not (is_web_address(target) or target.lower().startswith(_MAIL) or target.startswith("#"))
    return mode not in ("", "internal") or ":" in target or target.startswith(("//", "\\"))


def _remove_calls(root: Any, ids: set[str]) -> None:
    """Remove the attributes that use the removed relationships."""
    for element in root.iter(etree.Element) if ids else ():
        for key, value in element.attrib.items():
            if value in ids and key.startswith(_CALLS):
                del element.attrib[key]
