"""The HTML of what pages have by the hundred: passages, and uses of terms. Templates call these functions as filters.

A template that writes such a part itself, field by field, takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from markupsafe import Markup, escape

from yizhu.chinese.han import is_latin
from yizhu.editions.model import LocalizedHtml, RowOf, ShownTerm, SourceChange, Use
from yizhu.site.page_model import ArticleBody
from yizhu.site.page_parts import UsesInArticle
from yizhu.site.theme.strings import Strings, fill_in


def passages_html(body: ArticleBody, strings: Strings) -> Markup:
    """Return the rows of an article's page: each a section with its number, its text and its counterpart."""
    rows = zip(body.edition.rows, body.columns, strict=True)
    return Markup(
        "".join([piece for row, columns in rows for piece in _passage(row, columns, body, strings)])
    )


def _passage(row: RowOf[str], columns: int, body: ArticleBody, t: Strings) -> Iterator[str]:
    number = row.id[1:]
    if row.after_break:
        yield '<hr class="break">\n'
    label = _label(t["passage_both"] if row.counterpart else t["passage"], number)
    yield (
        f'<section class="passage{f" {row.role}" if row.role else ""}" id="{row.id}" role="group" '
        f'aria-label="{label}" data-kind="{row.kind}"{_attributes(row, columns)}{_line(row, body)}>\n'
    )
    for id in row.also:
        yield f'<span class="anchor" id="{id}"></span>\n'
    yield f'<a class="number" href="#{row.id}">{number}</a>\n'
    if row.role in ("bio", "notice"):
        yield f'<p class="label">{escape(t[f"role_{row.role}"])}</p>\n'
    if row.state in ("stale", "machine"):
        yield f'<p class="label state">{escape(t[f"passage_{row.state}"])}</p>\n'
    yield _changes(row, t)
    yield _text(row, body, t)
    yield _counterpart(row, body, t)
    yield "</section>\n"
    for id in row.withdrawn:
        yield f'<p class="withdrawn" id="{id}">{_label(t["passage_withdrawn"], id[1:])}</p>\n'


@lru_cache(maxsize=4096)  # the same few for every article
def _label(text: str, number: str) -> str:
    return str(escape(fill_in(text, n=number)))


def _attributes(row: RowOf[str], columns: int) -> str:
    wide = f' data-columns="{columns}"' if columns > 1 else ""
    speaker = f' data-speaker="{escape(row.speaker)}"' if row.speaker else ""
    state = f' data-state="{row.state}"' if row.state else ""
    return wide + speaker + state + (f' data-pairs="{row.pairs}"' if row.pairs else "")


def _line(row: RowOf[str], body: ArticleBody) -> str:
    return f' data-line="{row.line}"' if body.view and row.line else ""


def _changes(row: RowOf[str], t: Strings) -> str:
    """Return what readers can open to see how the source has changed since it was translated."""
    if not row.changes:
        return ""
    told = "".join([f'<p lang="{change.lang}">{_difference(change)}</p>' for change in row.changes])
    return f'<details class="change"><summary>{escape(t["passage_change"])}</summary>{told}</details>\n'


def _difference(change: SourceChange) -> str:
    return "".join([_piece(before, after) for before, after in change.pieces])


def _piece(before: str, after: str) -> str:
    if before == after:
        return str(escape(after))
    gone, new = (
        (f"<del>{escape(before)}</del>" if before else ""),
        (f"<ins>{escape(after)}</ins>" if after else ""),
    )
    # Words that are read aloud or copied must not run together.
    apart = " " if before and after and is_latin(before[-1]) and is_latin(after[0]) else ""
    return gone + apart + new


def _text(row: RowOf[str], body: ArticleBody, t: Strings) -> str:
    if row.state == "missing":
        told = escape(_not_translated(body, t) + t["passage_missing_told"])
        return f'<p class="missing in-text">{told}</p>\n' + _side("text", row.text)
    if row.text:
        return _side("text", row.text)
    if row.told_in:
        return _told_in("in-text", row.told_in, t)
    if body.edition.is_text_missing:
        return ""
    return f'<p class="missing in-text">{escape(_not_translated(body, t))}</p>\n'


def _not_translated(body: ArticleBody, t: Strings) -> str:
    return t["not_yet_translated"] if body.edition.is_wanted else t["not_translated"]


def _counterpart(row: RowOf[str], body: ArticleBody, t: Strings) -> str:
    if row.counterpart:
        return _side("counterpart", row.counterpart)
    if row.state == "missing":  # the source is the text, and has been said to be
        return ""
    if row.text and row.told_in:
        return _told_in("in-counterpart", row.told_in, t)
    if row.text and body.edition.counterpart_head:
        return f'<p class="missing in-counterpart">{escape(_not_translated(body, t))}</p>\n'
    return ""


def _side(name: str, several: tuple[LocalizedHtml, ...]) -> str:
    html = several[0].prose if len(several) == 1 else "".join([words.prose for words in several])
    return f'<div class="{name}" lang="{several[0].lang}">{html}</div>\n'


def _told_in(place: str, row: str, t: Strings) -> str:
    return f'<p class="missing {place}"><a href="#{row}">{escape(fill_in(t["told_in"], n=row[1:]))}</a></p>\n'


def backlinks_html(passages: Iterable[str], strings: Strings) -> Markup:
    """Return links to the passages that mark a term, each with a space behind it."""
    text = strings["passage"]
    links = [f'<a role="doc-backlink" href="#{id}">{_label(text, id[1:])}</a> ' for id in passages]
    return Markup("".join(links))


def uses_html(article: UsesInArticle, term: ShownTerm, lang: str, home: str, strings: Strings) -> Markup:
    """Return the items of a list of uses: each with its number, its sentence and the counterpart.

    ``lang``: of the page; ``home``: relative path to the edition's folder.
    """
    own = article.uses[0].sentence.lang
    senses = {sense.id: sense.number for sense in term.senses}

    def item(use: Use) -> str:
        sense = ""
        if use.sense in senses:
            told = escape(fill_in(strings["sense"], n=senses[use.sense]))
            sense = f'<a class="kind" lang="{lang}" href="#sense-{escape(use.sense)}">{told}</a>'
        other = f' lang="{use.sentence.lang}"' if use.sentence.lang != own else ""
        sentence = f'<p class="sentence"{other}>{use.sentence.prose}</p>'
        beside = use.counterpart
        counterpart = f'<p class="counterpart" lang="{beside.lang}">{beside.prose}</p>' if beside else ""
        number = f'<a class="number" href="{home}{use.slug}/#{use.passage}">{use.passage[1:]}</a>'
        return f"<li>{number}{sense}{sentence}{counterpart}</li>\n"

    return Markup("".join([item(use) for use in article.uses]))
