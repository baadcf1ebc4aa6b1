"""A DOCX without what leads out of it: no relationship to another place is left, and no entity.

Readers of DOCX follow what a document links to: a picture at an address is fetched, one at ``file://`` is copied.
What they are given here cannot name such a place: relationships outside the file go (addresses of hyperlinks on
the web stay), and so do the attributes that call them.
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
from yizhu.importers.sources.xml_parts import Counter

_CALLS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_MAIL = "mailto:"
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s|\0)*<")
_RULES = "mammoth/"  # where a file may tell our reader of DOCX what to make of its styles
_AGAIN = "open it in the program it was made with, and save it anew"


def without_links_outside(parts: Mapping[str, bytes], name: str) -> bytes:
    """The file packed anew; raises ``Faults`` for XML that costs more than it may, or defines entities."""
    counter = Counter(name)
    roots = {path: _root(counter, path, data) for path, data in parts.items() if _is_xml(path, data)}
    cut = {
        _of_relationships(path): set(_cut_outside_links(root))
        for path, root in roots.items()
        if path.endswith(".rels") and root is not None
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, data in parts.items():
            root = roots.get(path)
            if root is not None:
                _remove_calls(root, cut.get(path, set()))
                archive.writestr(path, etree.tostring(root, encoding="utf-8", xml_declaration=True))
            elif path not in roots and not path.startswith(_RULES):
                archive.writestr(path, data)
    return file.getvalue()


def _is_xml(path: str, data: bytes) -> bool:
    """May a reader take it for XML? By its first bytes, since any name may be given to the document itself."""
    return path.endswith((".xml", ".rels")) or bool(_XML.match(data))


def _root(counter: Counter, path: str, data: bytes) -> Any:
    root = counter.root(data, path)
    # Word writes none; an entity defined within itself grows without bounds.
    if root is not None and root.getroottree().docinfo.internalDTD is not None:
        raise fault_of(counter.name, f"its part {path} defines entities", _AGAIN)
    return root


def _of_relationships(path: str) -> str:
    """The part that a part of relationships is about: word/_rels/document.xml.rels is of word/document.xml."""
    folder, file = posixpath.split(path)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _cut_outside_links(relationships: Any) -> Iterator[str]:
    """Take out the relationships that lead outside, and tell their ids."""
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
    """Take out the attributes that call relationships which were cut."""
    for element in root.iter(etree.Element) if ids else ():
        for key, value in element.attrib.items():
            if value in ids and key.startswith(_CALLS):
                del element.attrib[key]
