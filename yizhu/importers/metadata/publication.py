"""Find where a text was first published, whose page it is on, its language, address and rights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from yizhu.chinese.han import has_han
from yizhu.content.links.addresses import find_address_problem
from yizhu.importers.metadata.head import (
    FieldEvidence,
    Head,
    TextSpan,
    clean_text,
    find_line,
    read_names,
    read_text,
)
from yizhu.importers.metadata.persons import fold_name, is_organisation

_NOT_OF_TEXT = r"(?<![圖图片像料据據照頻频樂乐文動动])"
_SOURCE = re.compile(
    rf"{_NOT_OF_TEXT}(?:文章|新聞|新闻|稿件|信息|資訊)?(?:來源|来源|來 源|来 源|出處|出处|稿源|供稿)\s*[:：｜|丨/／]\s*(?P<name>[^\s，。；;：:|｜（）()]{{2,24}})"
)
_REPRINTED = re.compile(
    r"(?:(?:本文|原文|文章|內容|内容)[^。：:]{0,8}?)?(?:轉載自|转载自|轉自|转自|原載於|原载于|原載|原载|原刊於|原刊于|原刊|首發於|首发于|刊載於|刊载于|刊於|刊于|摘自|取自)"
    r"\s*+(?:[:：]\s*+)?(?P<name>[《「『“\"〈][^》」』”\"〉]{2,30}[》」』”\"〉]|[^\s，。；;：:、（）()]{2,20})"
)
_TAKEN_FROM = re.compile(
    r"^[（(]?\s*(?:本文|文章)(?:來自|来自|來源|来源)\s*+(?:[:：於于]\s*+)?(?P<name>(?:微信公[众眾][号號][:：]?\s*)?[《「『“\"][^》」』”\"]{2,30}[》」』”\"]|(?:微信公[众眾][号號][:：]?\s*)?[^\s，。；;：:、（）()]{2,20})"
)
_QUOTES = '《》「」『』“”"〈〉【】[]'
_LED = re.compile(r"^(?:微信公[众眾][号號]|公[众眾][号號])\s*[:：]?\s*")
_ENDS = re.compile(
    r"(?:一文|網站|网站|官網|官网)?(?:，|,|。|授權|授权|(?:經|经)(?=.{0,10}(?:授權|授权|許可|许可|同意))|已獲|已获|作者|編輯|编辑|責編|责编|時間|时间|日期|記者|记者).*$"
)
_ADDRESS = re.compile(r"https?://|www\.|^\W*$")
_TAIL = re.compile(r"[^\s|｜_–—-]\s*[|｜_–—-]+\s*(?P<site>[^|｜_–—-]{2,14})$")
_SITE = re.compile(
    r"(?:网|網|报|報|新闻|新聞|传媒|傳媒|在线|線上|新聞雲|電子報|周刊|週刊|雜誌|杂志|電視台|电视台)$"
)
_MARKED = re.compile(r"(?:^|[\s_-])(?:source|media-?name|laiyuan|article-source)(?:$|[\s_-])", re.I)
_RIGHTS = re.compile(
    r"©|\bcopyright\b|版權所有|版权所有|著作權|著作权|版權(?:屬|歸|为|為)|版权(?:属|归|为)|all rights reserved|creative commons|CC[ -]BY"
    r"|未經[^。]{0,16}(?:轉載|授權|許可)|未经[^。]{0,16}(?:转载|授权|许可)|禁止轉載|禁止转载|轉載請|转载请|授權(?:轉載|刊[登載])|授权(?:转载|刊[登载])|合作(?:轉載|转载|刊[登載])|請勿轉載",
    re.I,
)
_LONGEST_RIGHTS = 160
_ABOVE, _BELOW = 3, 12
_REGIONS = {"tw": "Hant", "hk": "Hant", "mo": "Hant", "cn": "Hans", "sg": "Hans", "my": "Hans"}
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)|\burl:\s*(https?://\S+)", re.I)


def find_site_names(head: Head, url: str) -> tuple[str, ...]:
    """Return the names the page calls its site by: the one to show first, that of its address last."""
    said = head.meta("og:site_name", "application-name", "apple-mobile-web-app-title", "al:android:app_name")
    names = [said.value] if said else []
    for linked in (*head.articles, *head.others):
        names += read_names(linked.node.get("publisher"))
        if str(linked.node.get("@type", "")) in ("WebSite", "NewsMediaOrganization"):
            names += read_names(linked.node.get("name"))
    return tuple(dict.fromkeys(name for name in (*names, *_names_of_host(url)) if len(name) > 1))


def _names_of_host(url: str) -> Iterator[str]:
    """Return the names in a host: storm of www.storm.mg; udn and udn.com of udn.com."""
    labels = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    if len(labels) > 1:
        yield ".".join(labels[-2:])
        yield max(labels[:-1], key=len)


def find_publisher(root: HtmlElement, head: Head) -> FieldEvidence | None:
    """Return whose page it is, as the page itself states."""
    for linked in head.articles:
        if name := next((name for name in read_names(linked.node.get("publisher")) if name), ""):
            return FieldEvidence(
                (name, *_home(linked.node.get("publisher"))), linked.lines, "publisher of the linked data"
            )
    if said := head.meta("og:site_name", "publisher", "dc.publisher", "application-name"):
        return (
            None
            if _ADDRESS.search(said.value)
            else FieldEvidence((said.value,), said.lines, f"meta {said.key}")
        )
    for linked in head.others:
        name = next((name for name in read_names(linked.node.get("name")) if name), "")
        if name and str(linked.node.get("@type", "")) in ("WebSite", "NewsMediaOrganization"):
            return FieldEvidence((name, *_home(linked.node)), linked.lines, "the site's linked data")
    title = root.find(".//title")
    tail = _TAIL.search(read_text(title)) if title is not None else None
    if title is not None and tail and _SITE.search(tail["site"]):
        return FieldEvidence((tail["site"],), find_line(title), "the end of <title>")
    return None


def _home(publisher: object) -> tuple[str, ...]:
    address = clean_text(publisher.get("url")) if isinstance(publisher, dict) else ""
    is_sound = re.fullmatch(r"https?://\S+", address) and not find_address_problem(address)
    return (address,) if is_sound else ()


def find_marked_source(near: Iterable[HtmlElement]) -> FieldEvidence | None:
    """Return the first element near the title that is marked as the source and holds only a name."""
    for element in near:
        if _MARKED.search(element.get("class") or "") or _MARKED.search(element.get("id") or ""):
            text = re.sub(r"^(?:文章)?(?:来源|來源|稿源)\s*[:：]?\s*", "", read_text(element))
            if (
                2 <= len(text) <= 16
                and has_han(text)
                and not re.search(r"[\d，。：:\s]", text)
                and _name_in(text)
            ):
                return FieldEvidence((_name_in(text),), find_line(element), "marked as the source")
    return None


def find_original_source(head: Head, spans: Sequence[TextSpan], title: int) -> FieldEvidence | None:
    """Return who published the text first, if the page says that it was taken from elsewhere."""
    for span in (*spans[title + 1 : title + _BELOW], *spans[max(0, title - _ABOVE) : title]):
        if (
            len(span.text) <= 120
            and (found := _SOURCE.search(span.text))
            and (name := _name_in(found["name"]))
        ):
            return FieldEvidence((name,), span.lines, f"source: {found.group()[:40]}")
    for span in spans[title:]:
        found = _TAKEN_FROM.search(span.text[:200]) or _REPRINTED.search(span.text[:200])
        if (
            found
            and len(span.text) <= 200
            and not span.is_link
            and _is_note(span.text, found)
            and (name := _name_in(found["name"]))
        ):
            return FieldEvidence((name,), span.lines, f"reprint: {found.group()[:40]}")
    for linked in head.articles:
        for key in ("sourceOrganization", "provider"):
            if name := next((name for name in read_names(linked.node.get(key)) if name), ""):
                return FieldEvidence((name,), linked.lines, f"{key} of the linked data")
    return None


def _is_note(text: str, found: re.Match[str]) -> bool:
    """Is it a note that opens the text, bracketed or not, rather than a phrase within a sentence?"""
    return len(re.sub(r"^[\W_]*", "", text[: found.start()])) <= 2


def _name_in(text: str) -> str:
    name = _ENDS.sub("", _LED.sub("", text.strip())).strip(_QUOTES + " ·-—")
    return "" if len(name) < 2 or _ADDRESS.search(name) or not any(map(str.isalpha, name)) else name


def find_declared_language(root: HtmlElement, head: Head) -> FieldEvidence | None:
    """Return the language the page declares, with its script."""
    top = root if root.tag == "html" else root.find(".//html")
    stated = (top.get("lang") or top.get("xml:lang") or "") if top is not None else ""
    if tag := _tag(stated):
        return FieldEvidence((tag,), find_line(root), f"lang={stated}")
    if (said := head.meta("og:locale", "content-language", "language", "inlanguage")) and (
        tag := _tag(said.value)
    ):
        return FieldEvidence((tag,), said.lines, f"meta {said.key}={said.value}")
    return None


def _tag(stated: str) -> str:
    """Return the normalized tag: zh-Hant for zh-TW and zh_HK; en for en-US."""
    parts = stated.strip().lower().replace("_", "-").split("-")
    if not re.fullmatch(r"[a-z]{2,3}", parts[0]) or parts[0] in ("und", "mul"):
        return ""
    if parts[0] != "zh":
        return parts[0]
    script = next((part.title() for part in parts if part in ("hant", "hans")), "")
    return "-".join(filter(None, ("zh", script or _REGIONS.get(parts[-1], ""))))


def find_canonical_address(root: HtmlElement, head: Head, source: str, url: str) -> FieldEvidence | None:
    """Return the canonical address that the page gives."""
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (to := _article(link.get("href"), url)):
            return FieldEvidence((to,), find_line(link), "link rel=canonical")
    if (said := head.meta("og:url", "twitter:url")) and (to := _article(said.value, url)):
        return FieldEvidence((to,), said.lines, f"meta {said.key}")
    if (found := _SAVED_FROM.search(source[:3000])) and (to := _article(found[1] or found[2], "")):
        line = source[: found.start()].count("\n") + 1
        return FieldEvidence((to,), (line, line), "the note of the program that saved the page")
    return None


def _article(href: str | None, base: str) -> str:
    """Return the address if it is that of a page, not of a site's front page."""
    try:
        whole = urljoin(base, (href or "").strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    is_page = parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or parts.query)
    is_sound = not re.search(r"[\s<>\"]", whole) and not find_address_problem(whole)
    return whole if is_page and is_sound else ""


def find_rights(root: HtmlElement, head: Head, spans: Sequence[TextSpan]) -> FieldEvidence | None:
    """Return the line in which the page says who owns the rights."""
    for link in root.iter("a", "link"):
        if "license" in (link.get("rel") or "").lower().split() and (href := link.get("href") or ""):
            text = read_text(link) or href
            return FieldEvidence(
                (text if href in text else f"{text} {href}",), find_line(link), "rel=license"
            )
    if rights := find_rights_in_text(spans):
        return rights
    if said := head.meta("copyright", "dc.rights", "dcterms.rights", "rights"):
        return FieldEvidence((said.value,), said.lines, f"meta {said.key}")
    return None


def find_rights_in_text(spans: Sequence[TextSpan]) -> FieldEvidence | None:
    """Return the same for text without markup."""
    found = [span for span in spans if len(span.text) <= _LONGEST_RIGHTS and _RIGHTS.search(span.text)]
    if found:
        best = max(
            found,
            key=lambda span: (
                bool(re.search("©|版權|版权|著作|copyright", span.text, re.I)),
                -spans.index(span),
            ),
        )
        return FieldEvidence((best.text,), best.lines, "the line that states rights")
    return None


def is_same_publisher(first: str, second: str) -> bool:
    """Do two names mean the same publisher, such as 新華網 and 新華網客户端?"""
    a, b = sorted((fold_name(first), fold_name(second)), key=len)
    return bool(a) and (a == b or (len(a) >= 2 and b.startswith(a) and is_organisation(a)))
