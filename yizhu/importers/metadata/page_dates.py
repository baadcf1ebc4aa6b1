"""Find when a page was published and changed: to the day, and only as the page itself says.

1. linked data, meta tags, elements marked as the date, the first ``<time>`` after the title
2. the lines around the title; a label (``發布時間`` ``更新``) tells publication from change
3. an address that contains year, month and day

A UTC time may be the day before in Taipei: if an East Asian page prints the next day, the printed day counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from yizhu.chinese.han import count_han_and_words, is_cjk
from yizhu.importers.metadata.dates import DateInText, days_between, find_dates, is_utc, iso_date
from yizhu.importers.metadata.head import FieldEvidence, Head, TextSpan, find_line, read_text

_PUBLISHED = (
    *(
        "article:published_time",
        "article:published",
        "article:published:time",
        "datepublished",
        "og:article:published_time",
    ),
    *(
        "parsely-pub-date",
        "publishdate",
        "publish_date",
        "publish-date",
        "publication_date",
        "pubdate",
        "pub_date",
    ),
    *(
        "og:pubdate",
        "og:published_time",
        "og:release_date",
        "article.published",
        "cxenseparse:recs:publishtime",
    ),
    *("article:create_at", "apub:time", "firstpublishdate", "weibo: article:create_at"),
    *(
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date.created",
        "date.created",
    ),
    *(
        "date",
        "dc.date",
        "dcterms.date",
        "displaydate",
        "citation_publication_date",
        "article_date_original",
        "bt:pubdate",
    ),
)
_MODIFIED = (
    *("article:modified_time", "article:modified", "og:updated_time", "datemodified", "dcterms.modified"),
    *(
        "last-modified",
        "lastmod",
        "article:modified:time",
        "date.modified",
        "dc.date.modified",
        "article:update_at",
    ),
)
_IS_MODIFIED = re.compile(
    r"更新|修改|修訂|修订|最後編輯|updated?|modified|edited|aktualisiert|mis à jour|actualizado", re.I
)
_IS_OTHER = re.compile(
    r"版權|版权|copyright|©|\(c\)|許可證|许可证|備案|备案|截至|截止|活動|活动|報名|报名|出生|生於|今天是|[农農][历曆]|享年|第\d+期",
    re.I,
)
_LABELLED = re.compile(
    r"(?:發布|发布|發佈|发表|發表|出版|刊登|刊出|刊載|刊载|上架|上線|張貼|公布|公佈|建立)(?:日期|時間|时间|於|于|：|:|\s)|(?<![^\W\d])(?:日期|時間|时间)\s*[:：]"
    r"|\b(?:published|posted|first published|datum|fecha|veröffentlicht)\b",
    re.I,
)
_TIME_OF_DAY = re.compile(r"(?:[上下]午\s*|[AP]M\s*)?\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?:\s*[AP]\.?M\.?)?", re.I)
_IN_ADDRESS = re.compile(r"/(?P<y>20[0-4]\d)[/-]?(?P<m>[01]\d)[/-]?(?P<d>[0-3]\d)(?=[/\-_.]|$)")
_SENTENCE_GOES_ON = re.compile(
    r"\s*[，、；：]|[,;]|[在於于的晚早上下凌起至到宣以由當当因与與和]|\s*[-–—~至]\s*\d"
)
_TIME_FOLLOWS = re.compile(r"[\s,，T|]*(?:\(?[A-Za-z一-龥]{1,9}\)?[\s,]+)?(?:[上下]午\s*)?\d{1,2}[:：]\d\d")
_PEOPLE = re.compile(r"記者|记者|來源|来源|作者|編輯|编辑|撰文|\b[Bb]y\b|\bVon\b|[／|｜]")
_PRINTED_AT_MOST = 140  # characters of a line that has a date for its reader
_BESIDE = 60  # characters on it that are no date
_LINK_BESIDE = 4  # words and characters of a link that is no more than a time: Posted on, 發佈於
_DATE_ALONE = 30  # characters of an element that is nothing but a date and a time of day
_ABOVE, _BELOW = 3, 14  # blocks about the title


@dataclass(frozen=True, slots=True)
class _PrintedDate:
    """A date that readers see on the page."""

    iso: str
    span: TextSpan
    is_modified: bool


def find_published(
    root: HtmlElement, head: Head, spans: Sequence[TextSpan], title: int, url: str
) -> tuple[FieldEvidence | None, FieldEvidence | None]:
    """Return the day of publication, and that of the last change if it is another day."""
    printed = list(_find_printed_dates(spans, title))
    own = next((p for p in printed if not p.is_modified), None)
    stated = next((f for f in _find_stated_date(root, head) if f), None)
    is_far_east = any(map(is_cjk, spans[title].text)) if spans else False
    if (
        is_far_east
        and stated
        and own
        and is_utc(stated.why.rpartition(": ")[2])
        and 0 < days_between(stated.value, own.iso) <= 1
    ):
        stated = None
    shown = FieldEvidence((own.iso,), own.span.lines, f"printed: {own.span.text[:60]}") if own else None
    published = stated or shown or _date_in_address(url)
    return published, _find_modified(head, printed, published)


def find_published_in_text(
    spans: Sequence[TextSpan], title: int
) -> tuple[FieldEvidence | None, FieldEvidence | None]:
    """Return the same for text without markup."""
    printed = list(_find_printed_dates(spans, title))
    own = next((p for p in printed if not p.is_modified), None)
    published = FieldEvidence((own.iso,), own.span.lines, f"printed: {own.span.text[:60]}") if own else None
    changed = next((p for p in printed if p.is_modified), None)
    modified = (
        FieldEvidence((changed.iso,), changed.span.lines, f"printed: {changed.span.text[:60]}")
        if changed
        else None
    )
    return published, modified if modified and published and modified.value != published.value else None


def _find_stated_date(root: HtmlElement, head: Head) -> Iterator[FieldEvidence | None]:
    for linked in head.articles:
        yield _make_evidence(
            linked.node.get("datePublished"), linked.lines, "datePublished of the linked data"
        )
    for key in _PUBLISHED:
        metas = head.meta(key)
        yield _make_evidence(metas.value, metas.lines, f"meta {key}") if metas else None
    yield from _find_marked_date(root)
    for linked in head.articles:
        yield _make_evidence(linked.node.get("dateCreated"), linked.lines, "dateCreated of the linked data")


def _find_marked_date(root: HtmlElement) -> Iterator[FieldEvidence | None]:
    for element in root.iter(etree.Element):
        if "datePublished" in (element.get("itemprop") or "") or element.get("pubdate") is not None:
            stamp = element.get("datetime") or element.get("content") or read_text(element)
            yield _make_evidence(stamp, find_line(element), "marked as the date of publication")
    begun = root.find(".//h1") is None
    for element in root.iter("h1", "time", "relative-time"):
        begun = begun or element.tag == "h1"
        if (
            begun
            and element.tag != "h1"
            and not _IS_MODIFIED.search(_text_around(element))
            and not _is_of_another(element)
        ):
            yield _make_evidence(element.get("datetime") or read_text(element), find_line(element), "<time>")
    yield from _find_above_title(root)


def _is_of_another(time: HtmlElement) -> bool:
    """Does the time stand in a list of other articles: beside the text, or in a link that says more than the time?"""
    outermost = [one.tag for one in time.iterancestors("aside", "nav", "article")][-1:]
    if outermost in (["aside"], ["nav"]):
        return True
    link = next(time.iterancestors("a"), None)
    if link is None:
        return False
    of_link, of_time = (sum(count_han_and_words(read_text(one))) for one in (link, time))
    return of_link - of_time > _LINK_BESIDE


def _find_above_title(root: HtmlElement) -> Iterator[FieldEvidence | None]:
    """Yield a date that is all of an element between the beginning of the ``<article>`` and its title."""
    title = root.find(".//article//h1")
    article = next(title.iterancestors("article")) if title is not None else ()
    for element in article:
        for one in element.iter(etree.Element):
            if one is title:
                return
            text = read_text(one)
            if len(text) <= _DATE_ALONE and not _count_beside(text, find_dates(text)):
                yield _make_evidence(text, find_line(one), "alone above the title")


def _text_around(element: HtmlElement) -> str:
    """Return the text and names around a date: of its own element, and the parent's first words."""
    parent = element.getparent()
    before = element.getprevious()
    words = [read_text(element), element.get("class") or ""]
    words += [(parent.text or ""), parent.get("class") or ""] if parent is not None else []
    words += (
        [read_text(before)[-20:], before.tail or ""] if before is not None and before.tag != "time" else []
    )
    return " ".join(words)


def _make_evidence(stamp: object, lines: tuple[int, int], why: str) -> FieldEvidence | None:
    iso = iso_date(stamp) if isinstance(stamp, str) else ""
    return FieldEvidence((iso,), lines, f"{why}: {str(stamp).strip()[:40]}") if iso else None


def _find_printed_dates(spans: Sequence[TextSpan], title: int) -> Iterator[_PrintedDate]:
    """Yield the dates around the title: all below it; above it only those with a label."""
    below = [(span, False) for span in spans[title : title + _BELOW]]
    above = [(span, True) for span in spans[max(0, title - _ABOVE) : title]]
    found = [one for span, needs in below + above for one in _dates_in_span(span, needs)]
    yield from found
    if not any(not one.is_modified for one in found):
        far = [one for span in spans[title:] for one in _dates_in_span(span, needs_label=True)]
        if len({one.iso for one in far if not one.is_modified}) == 1:
            yield from far


def _dates_in_span(span: TextSpan, needs_label: bool) -> Iterator[_PrintedDate]:
    text = span.text if len(span.text) <= _PRINTED_AT_MOST else _opening(span.text)
    dates = find_dates(text)
    if (
        not dates
        or span.is_link
        or span.is_caption
        or _IS_OTHER.search(text)
        or _count_beside(text, dates) > _BESIDE
    ):
        return
    start = 0
    for dated in dates:
        label = text[start : dated.start]
        start = dated.end
        modified = bool(_IS_MODIFIED.search(label[-16:]))
        labelled = bool(_LABELLED.search(label[-16:] + " "))
        if labelled or modified or ((not needs_label or _PEOPLE.search(text)) and _is_stamp(text, dated)):
            yield _PrintedDate(dated.iso, span, modified)


def _is_stamp(text: str, dated: DateInText) -> bool:
    """Does the date stand alone? In a caption or a sentence it is about something else."""
    behind, before = text[dated.end :], text[: dated.start].strip()
    if _SENTENCE_GOES_ON.match(behind) or text.endswith("。"):
        return False
    alone = len(re.sub(r"\W", "", _TIME_OF_DAY.sub("", behind) + before)) <= 12
    return alone or bool(_TIME_FOLLOWS.match(behind)) or bool(_PEOPLE.search(text))


def _opening(text: str) -> str:
    """Return the opening 【大紀元2025年02月06日訊】 of a paragraph; other dates in it are about other things."""
    found = re.match(r"\s*[【（(〔\[][^】）)〕\]]{0,40}[】）)〕\]]", text)
    return found.group() if found and re.search(r"[訊讯電电]\s*[】）)〕\]]", found.group()) else ""


def _count_beside(text: str, dates: Sequence[DateInText]) -> int:
    for dated in reversed(dates):
        text = text[: dated.start] + text[dated.end :]
    return len(re.sub(r"\s", "", _TIME_OF_DAY.sub("", text)))


def _date_in_address(url: str) -> FieldEvidence | None:
    found = _IN_ADDRESS.search(url)
    iso = iso_date("-".join(found.group("y", "m", "d"))) if found else ""
    return FieldEvidence((iso,), (0, 0), f"its address: {found.group() if found else ''}") if iso else None


def _find_modified(
    head: Head, printed: Sequence[_PrintedDate], published: FieldEvidence | None
) -> FieldEvidence | None:
    metas = [head.meta(key) for key in _MODIFIED]
    found = [
        _make_evidence(linked.node.get("dateModified"), linked.lines, "dateModified of the linked data")
        for linked in head.articles
    ]
    found += [_make_evidence(one.value, one.lines, f"meta {one.key}") for one in metas if one]
    found += [
        FieldEvidence((p.iso,), p.span.lines, f"printed: {p.span.text[:60]}")
        for p in printed
        if p.is_modified
    ]
    stated = next((fact for fact in found if fact), None)
    return stated if stated and (published is None or stated.value > published.value) else None
