"""Write a draft into the article's folder, with the source it was made from; never overwrite an edited file."""

from __future__ import annotations

import os
import re
from pathlib import Path

from yizhu.content.faults import Fault, Place, raise_if
from yizhu.content.files.safe import find_link_fault, write_file, write_text
from yizhu.importers.markdown.writer import article_markdown, receipt, translation_markdown
from yizhu.importers.model.decisions import EditorStatements, write_decisions
from yizhu.importers.model.draft import Draft

_NOTHING_STATED = EditorStatements()
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def article_folder(articles: Path, slug: str) -> Path:
    """Return the folder of an article in ``articles``; raises ``Faults`` for an invalid slug."""
    raise_if(_slug_faults(slug, slug))
    return articles / slug


def write_article(
    draft: Draft,
    folder: Path,
    *,
    over: bool = False,
    root: Path | None = None,
    stated: EditorStatements = _NOTHING_STATED,
    without: tuple[Path, ...] = (),
) -> tuple[Path, ...]:
    """Write the text, the source as received, the receipt and the decisions: all of them, or raise ``Faults``.

    ``over`` replaces an earlier import that nobody edited; otherwise existing files stay, and so do those ``without``
    which the import is written. ``stated`` is kept for the next import, as the decisions are. No symbolic link may lead
    out of ``root`` (by default the folder above ``articles``).
    """
    root = root or folder.parent.parent
    link = find_link_fault(folder, root, folder.as_posix())
    raise_if(_folder_faults(folder) or ([link] if link else []))
    text = folder / f"{draft.language.tag}.md"
    kept = folder / "source" / f"page.{draft.received.form}"
    files = {
        kept: draft.received.data,
        folder / "source" / "import.yaml": receipt(draft).encode(),
        **_decisions_data(draft, folder, stated),
        **{folder / picture.file: picture.data for picture in draft.pictures if picture.file},
        **_translation_data(draft, folder),
        text: article_markdown(draft).encode(),
    }
    files = {path: data for path, data in files.items() if path not in without}
    # An earlier import's: its source, its receipt, a translation that nobody edited.
    replaced = (
        {path for path in files if path.parent == kept.parent or path.suffix == ".md"} if over else {text}
    )
    others = [path for path in files if path not in replaced]
    raise_if(
        ([] if over else _text_faults(text))
        + [fault for path in others for fault in _other_faults(path, files[path])]
    )
    home = Path(os.path.realpath(folder.parent)) / folder.name
    for path, data in files.items():
        target = home / path.relative_to(folder)
        if path.suffix == ".md" and path.parent == folder and over:
            write_text(target, Path(os.path.realpath(root)), data.decode(), path.as_posix())
            continue
        write_file(target, Path(os.path.realpath(root)), data, path.as_posix(), overwrite=over)
    return tuple(files)


def decisions_path(folder: Path) -> Path:
    """Return the path of an article's decisions file."""
    return folder / "source" / "decisions.yaml"


def find_source(folder: Path) -> Path | None:
    """Return the path of the source an article was made from; None if there is none, or more than one."""
    found = [path for path in (folder / "source").glob("page.*") if path.is_file() and not path.is_symlink()]
    return found[0] if len(found) == 1 else None


def _decisions_data(draft: Draft, folder: Path, stated: EditorStatements) -> dict[Path, bytes]:
    text = write_decisions(draft.received, stated)
    return {decisions_path(folder): text.encode()} if text else {}


def translation_path(draft: Draft, folder: Path) -> Path:
    """Return the path of the translation that a page in two languages brings along."""
    assert draft.translation is not None
    return folder / f"{draft.translation.language.tag}.md"


def _translation_data(draft: Draft, folder: Path) -> dict[Path, bytes]:
    if draft.translation is None:
        return {}
    return {translation_path(draft, folder): translation_markdown(draft).encode()}


def _slug_faults(slug: str, path: str) -> list[Fault]:
    if _SLUG.fullmatch(slug):
        return []
    help = "write a-z and 0-9, hyphens between, e.g. --slug deepseek-quant-interview"
    return [Fault(Place(path), f"{slug!r} is not a valid name for an article's folder", help)]


def _folder_faults(folder: Path) -> list[Fault]:
    """Report a name such as .. or a link, which would lead out of content/articles."""
    faults = _slug_faults(folder.name, folder.as_posix())
    for path in (folder, folder / "source"):
        if path.is_symlink():
            help = "replace the link with a folder"
            faults.append(Fault(Place(path.as_posix()), "this is a symbolic link", help))
        elif path.exists() and not path.is_dir():
            faults.append(Fault(Place(path.as_posix()), "this is a file, not a folder", "move it away"))
    return faults


def _text_faults(path: Path) -> list[Fault]:
    if not (path.exists() or path.is_symlink()):
        return []
    help = "choose another --slug, or move the text away to import it anew"
    return [Fault(Place(path.as_posix()), "the article has a text already; it was left as it is", help)]


def _other_faults(path: Path, data: bytes) -> list[Fault]:
    """Report a file that is there already with other bytes; the same bytes again do no harm."""
    if path.is_symlink() or (path.exists() and not (path.is_file() and path.read_bytes() == data)):
        help = "move it away, if the article is to be imported anew"
        return [Fault(Place(path.as_posix()), "a different file is here already; it was left as it is", help)]
    return []
