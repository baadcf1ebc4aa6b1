"""The content that a book was made from, packed into the book: ``yizhu import`` makes the same files of it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yizhu.content.files.book_sources import DATA_FILES, FOLDER, PICTURES, format_pictures
from yizhu.content.files.safe import read_file
from yizhu.content.glossary_slices import GlossarySlice, cut_glossary, find_linked_terms, select_slices
from yizhu.content.model import Article
from yizhu.exports.epub.chapters import name_picture
from yizhu.exports.model import Chosen

Slices = Mapping[str, Sequence[GlossarySlice]]  # of each file of the glossary, by its path


def cut_glossaries(chosen: Chosen) -> Slices:
    """Return the entries of the glossary's files."""
    return {source.path: cut_glossary(source) for source in chosen.glossary}


def list_sources(
    chosen: Chosen, articles: Sequence[Article], glossary: Slices
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of these articles and the glossary's entries that they use, by their paths in the book.

    ``articles``: with their terms marked. Raises ``Faults`` for a file that can no longer be read.
    """
    texts = dict(_list_article_files(chosen, articles))
    for path, content in texts.items():
        yield FOLDER + path, content
    linked = (find_linked_terms(content.decode("utf-8", "replace")) for content in texts.values())
    ids = frozenset(_find_terms(articles)).union(*linked)
    for path, content in _list_glossary(chosen, glossary, ids):
        yield FOLDER + path, content
    pictures = {
        f"articles/{article.slug}/{picture.path.removeprefix(_folder(chosen, article))}": (
            f"EPUB/images/{name_picture(f'{article.slug}/{picture.name}')}"
        )
        for article in articles
        for picture in article.pictures
    }
    if pictures:
        yield PICTURES, format_pictures(pictures)


def _folder(chosen: Chosen, article: Article) -> str:
    return f"{chosen.config.content}/articles/{article.slug}/"


def _list_article_files(chosen: Chosen, articles: Sequence[Article]) -> Iterator[tuple[str, bytes]]:
    for article in articles:
        folder = _folder(chosen, article)
        texts = sorted(f"{text.lang}.md" for text in (article.source, *article.translations))
        for name in (*texts, *DATA_FILES):
            path = chosen.root / folder / name
            if path.exists():
                content = read_file(path, chosen.root / chosen.config.content, folder + name)
                yield f"articles/{article.slug}/{name}", content


def _find_terms(articles: Sequence[Article]) -> Iterator[str]:
    """Yield the ids of the terms that the articles mark."""
    for article in articles:
        for text in (article.source, *article.translations):
            for part in text.passages_and_footnotes:
                yield from (mark.get("term") for mark in part.prose.marks if mark.kind in ("term", "use"))


def _list_glossary(chosen: Chosen, glossary: Slices, ids: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the glossary, each with the entries that are wanted only; as it is if all are."""
    wanted = select_slices([part for parts in glossary.values() for part in parts], ids)
    for path, parts in glossary.items():
        taken = [part for part in parts if part in wanted]
        if not taken:
            continue
        if len(taken) == len(parts):
            content = read_file(chosen.root / path, chosen.root / chosen.config.content, path)
        else:
            content = "".join(part.text.strip("\n") + "\n" for part in taken).encode()
        yield path.removeprefix(f"{chosen.config.content}/"), content
