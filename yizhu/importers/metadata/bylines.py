"""Read bylines: ``記者林悅／南市報導``, ``【文/觀察者網 林悅】``, ``作者：林悅``, ``By Ann Lee``.

1. of a long line, only brackets at either end and the dateline are read: the rest is the article
2. labels (``作者：`` ``撰文｜`` ``口述／``): the text after one, up to the next, is names
3. reporters (``記者林悅／南市報導``, ``…電（記者 林悅、李元）``): names up to the stroke, the bracket or the place
4. photographers, editors and sources are not authors
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yizhu.importers.metadata.persons import is_han_name, parse_names, strip_job_title

_SHORT = 90  # characters: a line of people and dates, no sentence of the article


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors that a line names, and the rule that found them."""

    authors: tuple[str, ...]
    why: str  # the rule that found them


_STROKE = r"[:：｜|︱丨／/∣│．]"
_WROTE = (
    "本文作者|作者|撰文者|撰稿者|採訪撰文|采访撰文|採訪整理|采访整理|採訪|采访|撰文|撰稿人|撰稿|撰写|撰寫|采写|採寫|執筆|执笔|口述|整理|編譯|编译|文字"
    "|圖[/／、‧.．]?文|图[/／、]?文|文[/／、‧.．][圖图]|文[/／、‧.．]攝影|文|記者|记者|通讯员|通訊員|主筆|主笔|Text by|Words by|Written by|Posted by"
    "|Text|Author|Reporter|By"
)
_OTHERS = (
    "責任編輯|责任编辑|核稿編輯|責編|责编|網編|编辑|編輯|主編|主编|編審|审核|審核|校對|校对|核稿|監製|监制|攝影記者|摄影记者|攝影|摄影|圖片來源|图片来源|圖片"
    "|图片|題圖|题图|頭圖|头图|圖|图|製圖|制图|設計|设计|影音|视频|影片|翻譯|翻译|譯者|译者|文章來源|文章来源|稿源|来源|來源|出處|出处"
    "|發佈時間|發布時間|发布时间|发表时间|發表時間|时间|時間|日期|發布|发布|出版|更新|栏目|欄目|分類|分类|字號|字号|字體|字体|標籤|标签|關鍵字"
    "|关键词|阅读|閱讀|瀏覽|浏览|人氣|點閱|评论|評論|分享|收藏|點讚|字數|字数|出品|发自|發自|封面|Photos? by|Photography by|Edited by|Translated by"
)
_LABEL = re.compile(
    rf"(?:(?<![\w／/])|(?<=[\d年月日時分]))(?P<org>[^\s\W\d]{{0,10}}?)"
    rf"(?P<role>(?P<wrote>(?:{_WROTE})(?:[／/、及與与和](?:攝影|摄影|圖片|图片))?)|{_OTHERS})"
    rf"(?:\s*+{_STROKE}|(?<=作者)[,，]|(?<=by)\s++(?=[\u4e00-\u9fff])|\s++(?<=[^文者員员yrt][ \u3000])(?=\S))\s*"
)
_ASIDE = re.compile(r"[（(\[［【〔][^（）()\[\]［］【】〔〕]*[）)\]］】〕]")
_VALUE_END = re.compile(
    r"返回[^，,\s]{2,8}[，,]|查看更多|[。；;！？!?）)】〕\]」』》\n]|\s{3,}|\s(?:發自|发自)|(?<=\S)\s*(?:19|20)\d\d\s*[-年/.]|\s\d{1,2}[:：]\d\d"
)
# A label that is not in the lists, behind a space: 記者／林悅　剪輯／陳大文.
_NEXT_LABEL = re.compile(rf"[ \u3000](?P<label>[\u4e00-\u9fff]{{2,6}})\s*{_STROKE}")
_WIDE = {
    "作 者": "作者",
    "作　者": "作者",
    "文 章": "文章",
    "来 源": "来源",
    "來 源": "來源",
    "记 者": "记者",
    "╱": "／",
    "∕": "／",
}

_REPORTER = re.compile(
    r"(?<![影攝摄])(?P<title>(?:記者|记者|特派員|特派员|通訊員|通讯员|編譯|编译|評論員|评论员))[ \u3000]?"
    r"(?P<names>[^\d:：。；;！？!?（()）〔〕【】\[\]／/|｜]{2,40}?)"
    r"(?P<end>\s*(?:攝影|摄影)?(?:報導|報道|报道)|\s*[／/|｜]|\s+(?=[责責]任|[编編][辑輯]|[审審校]|采写|採寫)|\s*[\d０-９〇一二三四五六七八九十]{1,3}[月日]|\s*(?:發自|发自|報導|報道|报道|撰文|專訪|专访|特稿|專電|综合|綜合)"
    r"|\s*[）)】〕\]]|\s*(?:攝|摄|翻攝|圖)|\s*[，,]|\s*$)"
)
_REPORTS = re.compile(r"[報报][導道]")
_NOT_REPORTED = re.compile(r"攝|摄|圖|图|會|会上")
# A reporter's place, directly after the name without a stroke: 記者林悅台北報導.
_PLACES = re.compile(
    r"(?:(?:台北|臺北|新北|桃園|台中|臺中|台南|臺南|高雄|基隆|新竹|苗栗|彰化|南投|雲林|嘉義|屏東|宜蘭|花蓮|台東|臺東|澎湖|金門|馬祖|連江|北市|南市|中市|高市|竹市|竹縣"
    r"|北京|上海|天津|重庆|重慶|广州|廣州|深圳|香港|澳门|澳門|南京|杭州|武汉|成都|西安|沈阳|长沙|郑州|济南|福州|合肥|南昌|昆明|贵阳|南宁|海口"
    r"|太原|石家庄|哈尔滨|长春|兰州|西宁|银川|乌鲁木齐|拉萨|呼和浩特|苏州|青岛|厦门|大连|宁波|台灣|台湾|中國|中国|美國|美国|日本|英國|英国|德國|德国|法國|法国"
    r"|東京|东京|首爾|首尔|紐約|纽约|華盛頓|华盛顿|洛杉磯|洛杉矶|舊金山|旧金山|倫敦|伦敦|巴黎|柏林|布魯塞爾|布鲁塞尔|莫斯科|日內瓦|日内瓦|羅馬|罗马|曼谷|新加坡"
    r"|吉隆坡|雅加達|雅加达|馬尼拉|马尼拉|河內|河内|雪梨|悉尼|坎培拉|堪培拉|墨爾本|渥太華|渥太华|多倫多|維也納|维也纳|新德里|開羅|开罗|耶路撒冷|综合|綜合|外電|外电|即時|特|專|专)"
    r"(?:市|縣|县)?)+$"
)
_OF_A_PAPER = re.compile(r"\S{2,12}(?:記者|记者)")
# Before it the paper's name may stand: 【财新网】（记者 林悦）
_BRACKET_AT_START = re.compile(
    r"^\s*(?:【[^】]{2,12}】\s*+(?=[（(]))?[〔【（(\[［](?P<inside>[^〕】）)\]］]{2,80})[〕】）)\]］]"
)
_BRACKET_AT_END = re.compile(r"[〔【（(\[［](?P<inside>[^〕】）)\]］]{2,60})[〕】）)\]］]\s*+\d*+\s*+$")
_DATELINE = re.compile(
    r"^(?P<dateline>[^。；;]{0,40}?(?:[电電訊讯]|消息|報導|報道|报道)\s*[（(【][^）)】]{0,6}(?:記者|记者)[^）)】]{2,40}[）)】])"
)
_OPENING = re.compile(
    r"^(?P<opening>[^。，；;]{0,14}(?:記者|记者)[^。，；;]{2,30}[／/][^。，；;]{0,10}(?:報導|報道|报道|專訪|特稿))"
)
_DESK = re.compile(
    r"(?:(?:中心|新聞網|新聞雲|組)\s*[／/]\s*|中心)(?P<names>[^／/\s]{2,12}?)\s*(?:[／/][^／/]{0,8})?(?:報導|報道|编译|編譯)"
)
# The names first: 林悅 王小明／台北報導.
_NAMED_FIRST = re.compile(
    r"^\s*+(?P<names>[^／/：:。，]{2,20}?)\s*(?:(?:[／/]\s*[^／/]{0,8}?|\s)(?:報導|報道|报道|專訪|专访|撰文)\s*$|\s(?:發自|发自)\s)"
)
_AUTHOR_IS = re.compile(r"^[（(]作者(?P<name>[\u4e00-\u9fff]{2,4}?)(?:為|为|是|系|係|現任|现任|現為|现为)")
_AUTHOR_APART = re.compile(
    r"^(?:《[^》]{1,12}》)?作者[ \u3000]+(?P<names>[^|｜:：\d。，]{2,30}?)\s*(?:$|[|｜]|發[布佈]|发布|(?:19|20)\d\d)"
)
_REPRINT = re.compile(
    r"^[（(]?\s*本文(?:来自|來自|首发|首發|原载|原載|转自|轉自|转载|轉載|授权|授權|系|由|作者)[^。]{0,300}"
)
_ENGLISH = re.compile(
    r"^(?:(?:Text|Story|Words|Written|Reported)\s+)?[Bb][Yy]:?\s+(?P<names>[A-Z][^.!?]{2,80})$"
)
_EUROPEAN = re.compile(
    r"^(?:Von|von|VON|Par|Por|Door|Di|Autor|Autorin|Auteur|Autore)(?:\s*+:)?\s++(?P<names>[A-Z\u00c0-\u024f][^!?:]{4,60})$"
)
_CREDIT = re.compile(
    r"^(?:[▲▼△]|[■◎](?!\s*(?:本[报報刊]|[^\s／/]{0,6}[记記]者|文|作者))|[圖图](?![、/／‧.．]?文)|\s*(?:圖|图|照片)[/／:：](?!文))"
)


def find_byline(text: str) -> Byline | None:
    """Return the authors named by a line or paragraph; None if it names nobody."""
    if _CREDIT.match(text):
        return None
    for where, place in _byline_places(_narrowed(text)):
        for rule in (_labelled, _reporters, _after_bare_label, _english):
            if authors := rule(place):
                return Byline(tuple(dict.fromkeys(authors)), f"{where}: {_short(place)}")
    return None


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _narrowed(text: str) -> str:
    for wide, narrow in _WIDE.items():
        text = text.replace(wide, narrow)
    return text


def _byline_places(text: str) -> Iterator[tuple[str, str]]:
    """Yield where a byline may be: the whole of a short line, or the two ends of a paragraph."""
    if len(text) <= _SHORT and not re.search(r"[。！？!?]", text):
        yield "byline", text
    elif found := _DATELINE.match(text):
        yield "dateline", found["dateline"]
    elif found := _OPENING.match(text):
        yield "opening", found["opening"]
    if found := _AUTHOR_IS.match(text):
        yield "note on its author", found.group()
    if found := _REPRINT.match(text):
        yield "note on its origin", found.group()
    if found := _BRACKET_AT_START.match(text):
        yield "bracket", found["inside"]
    if found := _BRACKET_AT_END.search(text):
        yield "bracket at the end", found["inside"]


def _labelled(text: str) -> list[str]:
    """Return the names after the labels of those who wrote."""
    names: list[str] = []
    labels = list(_LABEL.finditer(text))
    for at, label in enumerate(labels):
        if not label["wrote"]:
            continue
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        value = _VALUE_END.split(_ASIDE.sub(" ", text[label.end() : end]), maxsplit=1)[0]
        value = _before_next_label(value)
        if not _NOT_REPORTED.match(value):
            # After a stroke comes a name, even a pen name; after a space it may be another word.
            has_stroke = bool(label.group().strip()[-1:] != label["role"][-1:])
            names += [
                name for name in parse_names(value) if has_stroke or name.isascii() or is_han_name(name)
            ]
    return names


def _before_next_label(value: str) -> str:
    """Return the value up to the next label; a reporter's name may be followed by a stroke."""
    following = (one for one in _NEXT_LABEL.finditer(value) if not is_han_name(one["label"]))
    found = next(following, None)
    return value[: found.start()] if found else value


def _after_bare_label(text: str) -> list[str]:
    """Read ``作者 林悅 | …`` and ``（作者林悅為…）``: at most a space before the name, which must look like one."""
    if found := _AUTHOR_IS.match(text):
        return [found["name"]] if is_han_name(found["name"]) else []
    return _run_of_names(found["names"]) if (found := _AUTHOR_APART.match(text)) else []


def _reporters(text: str) -> list[str]:
    """Return the names after ``記者``, up to the stroke, the place or the bracket."""
    names: list[str] = []
    for found in _REPORTER.finditer(text):
        if not _REPORTS.search(found["end"]) and _NOT_REPORTED.search(found["end"]):
            continue
        names += _run_of_names(_PLACES.sub("", found["names"].strip()))
    for rule in (_DESK, _NAMED_FIRST):
        if not names and (found_names := rule.search(text)):
            names = _run_of_names(found_names["names"])
    return names


def _run_of_names(text: str) -> list[str]:
    """Return the names of a list such as 林悅、李元: all of them, or none if one part is no name."""
    wide = re.sub(r"(?<![^\s、，,])(\S)[ \u3000](\S)(?![^\s、，,])", r"\1\2", text)
    parts = [part for part in re.split(r"[、，,\s&＆]|和(?=\S{2})|與|与|及", wide) if part]
    cut = [_PLACES.sub("", part) if len(part) > 3 else part for part in map(strip_job_title, parts)]
    people = [part for part in cut if part and not _OF_A_PAPER.fullmatch(part)]
    if all(is_han_name(part) for part in people):
        return people
    return list(parse_names(text)) if text.isascii() and len(text.split()) in (2, 3) else []


def _english(text: str) -> list[str]:
    if found := _ENGLISH.match(text):
        return list(parse_names(found["names"]))
    # Other tongues begin a headline with these words, too: only whole names count.
    names = parse_names(found["names"]) if (found := _EUROPEAN.match(text)) else ()
    return list(names) if all(" " in name for name in names) else []
