"""Articles as messages for mailing lists: HTML in one file under the length at which mail programs clip, and plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from yizhu.content.files.picture_sizes import read_stated_size
from yizhu.content.files.picture_types import detect_picture_type
from yizhu.content.files.pictures import read_picture
from yizhu.exports.email.markup import parse_page, style_page
from yizhu.exports.email.plain_text import write_plain_text
from yizhu.exports.model import Chosen, ExportedFile
from yizhu.exports.pages import ArticlePage, list_pages, render_page
from yizhu.site.page_model import ArticleBody
from yizhu.site.theme.load import Theme, read_theme

MOST = 100_000  # bytes; Gmail shows the first 102 KB and hides the rest behind a link
# What a message that is too long does without, tried in this order: the page has it.
_SHORTER = ((), ("definitions",), ("counterpart",), ("counterpart", "definitions"))


def export_email(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield two files for each article and edition: the message, and its plain-text part."""
    theme, _ = read_theme(chosen.root, chosen.config.theme)
    for article in list_pages(chosen, "email.html"):
        yield from _export(article, theme, measure_pictures(chosen, article))


def measure_pictures(chosen: Chosen, article: ArticlePage) -> dict[str, int]:
    """Return how wide the pictures of an article are, by their addresses on the site."""
    source, base = article.exported.article, chosen.config.base_url
    widths: dict[str, int] = {}
    for picture in source.pictures:
        data = read_picture(
            chosen.root / picture.path, chosen.root / chosen.config.content, picture.path
        ).content
        if kind := detect_picture_type(data):
            widths[f"{base}assets/articles/{source.slug}/{quote(picture.name)}"] = read_stated_size(
                data, kind
            )[0]
    return widths


def _export(article: ArticlePage, theme: Theme, widths: Mapping[str, int]) -> Iterator[ExportedFile]:
    name = article.exported.name
    left_out, message = _shorten(article, theme, widths)
    text = write_plain_text(parse_page(_render(article, theme, ()), article.exported.address, widths))
    yield ExportedFile(f"{name}.html", message, tuple(_list_doubts(left_out, message)))
    commands = "what stands between {{ and }} or {% and %} may be a command to your mailing program"
    yield ExportedFile(
        f"{name}.txt", text.encode(), (commands,) if any(sign in text for sign in ("{{", "{%", "{#")) else ()
    )


def _shorten(article: ArticlePage, theme: Theme, widths: Mapping[str, int]) -> tuple[tuple[str, ...], bytes]:
    """Return the fullest message that is short enough, or else the shortest, and what it leaves out."""
    message = b""
    for left_out in _SHORTER:
        page = parse_page(_render(article, theme, left_out), article.exported.address, widths)
        message = style_page(page).encode()
        if len(message) < MOST:
            break
    return left_out, message


def _render(article: ArticlePage, theme: Theme, left_out: Sequence[str]) -> str:
    body = article.page.body
    assert isinstance(body, ArticleBody)
    return render_page(replace(article.page, body=replace(body, left_out=" ".join(left_out))), theme)


def _list_doubts(left_out: tuple[str, ...], message: bytes) -> Iterator[str]:
    if left_out:
        things = " and ".join(
            {"definitions": "the definitions of terms", "counterpart": "the counterpart"}[one]
            for one in left_out
        )
        yield f"{things} left out, to stay under {MOST // 1000} KB; the message links to the page, which has them"
    if len(message) >= MOST:
        yield f"{len(message) // 1000} KB: Gmail clips it at 102 KB; make the article a series"
