"""Divide Chinese into the words that GB/T 16159 writes apart: after jieba's cut, what it joins is parted, and the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from yizhu.chinese.han import is_han
from yizhu.chinese.readings.tagged_text import TaggedText, find_tag
from yizhu.chinese.words.segmentation import shared_jieba

Word = tuple[int, int, str]  # start, end, part of speech; also ``ORDINAL`` and ``PLACE``
ORDINAL, PLACE = "ordinal", "place"
_LONGEST_UNKNOWN = 3  # characters of a word that no dictionary has, and that is one nevertheless
_LONGEST_NAME = 4  # of a name, or of one part of a foreign name
_HALF = (
    2  # characters of each half of a word of four, which is written in two: with a hyphen if it is an idiom
)

_FIGURES = "〇零一二三四五六七八九十百千万亿两几半"
_NUMBER = re.compile(f"(第?)([{_FIGURES}]+)([^{_FIGURES}]?.*)")
_UNITS = re.compile("[^百千万亿零]*[百千万亿]+|零|[^百千万亿零]+")  # each of these is written by itself
_MEASURES = frozenset(
    "个本条张只次位名家件台部种座所辆匹棵颗杯瓶碗盒包双对套批群段句首篇章页封把根块片间层艘架场届期"
)
_PARTICLES = "了着过"  # joined to their verb
_SUFFIXES = frozenset("们者家性化率度式员界学")
_PREFIXES = frozenset("副非反超总")
_GENERIC = (
    "市",
    "省",
    "县",
    "自治区",
    "海峡",
    "半岛",
    "群岛",
    "山脉",
    "大学",
    "中学",
    "小学",
    "医院",
    "银行",
    "法院",
)
_GENERIC_NATURE = "山江河湖岛"
_ONE_WORD = frozenset("黑龙江 牡丹江 马鞍山 平顶山 三门峡 攀枝花 旧金山".split())  # towns and provinces
_RIVERS_AND_MOUNTAINS = frozenset(
    "长江 黄河 珠江 淮河 汉江 泰山 华山 衡山 恒山 嵩山 庐山 玉山 太湖 西湖 渤海 黄海 东海 南海".split()
)


def divide_words(tagged: TaggedText, is_name: bool) -> list[Word]:
    """Return the words; Latin letters and figures are words too. ``is_name``: it is known to be one."""
    text = tagged.text
    spans = list(zip(tagged.bounds, tagged.bounds[1:], tagged.tags, strict=False))
    if spans and _is_one(tagged, is_name):
        return list(_split_person(text)) if is_name else [(0, len(text), "")]
    parted = (part for span in spans for part in _part(text, *span) if text[part[0] : part[1]].strip())
    return _attach(text, list(parted))


def _is_one(tagged: TaggedText, is_name: bool) -> bool:
    """Is it one short word, though jieba cuts it?"""
    text = tagged.text
    if len(text) > (_LONGEST_NAME if is_name else _LONGEST_UNKNOWN) or not all(map(is_han, text)):
        return False
    if is_name:
        return not ("之" in text or _split_place(text, 0) or (_is_two_words(text) and _is_noun(text[_HALF:])))
    has_particle = any(
        tag.startswith(("u", "r", "m")) or word in _PARTICLES
        for word, tag in zip(tagged.words, tagged.tags, strict=True)
    )
    return len(tagged.words) == len(text) and (len(text) == 1 or not has_particle)


# ---- names -------------------------------------------------------------------------------------------------

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
    "石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
)
_DOUBLE_SURNAMES = frozenset("欧阳 诸葛 司马 上官 司徒 东方 皇甫 夏侯 尉迟 公孙 慕容 令狐".split())
_FOREIGN = frozenset(
    "斯克尔德特格勒姆茨普夫巴塔维亚里拉纳诺卡迪奥伊埃瓦萨罗蒂基托贝莱科柏歌"
)  # in sounds of foreign names


def _split_person(text: str) -> Iterator[Word]:
    """Yield surname and given name (Wáng Xiǎomíng); any other name is one word."""
    surname = 2 if text[:2] in _DOUBLE_SURNAMES and len(text) > 2 else 1 if text[0] in _SURNAMES else 0
    given = text[surname:]
    if surname and 0 < len(given) < 3 and not set(given) & _FOREIGN and _may_be_person(text):
        yield 0, surname, "nr"
        yield surname, len(text), "nr"
    else:
        yield 0, len(text), ""


def _may_be_person(name: str) -> bool:
    """Is it no other word (高通), as far as jieba knows?"""
    return not shared_jieba().has_word(name) or find_tag(name) == "nr"


def _split_place(word: str, start: int) -> list[Word]:
    """Return the name and what it is the name of, if a place or a body has both (Běijīng Shì, Tài Shān)."""
    generic = next((g for g in _GENERIC if word.endswith(g) and len(word) > len(g) + 1), "")
    is_nature = len(word) > 2 and word[-1] in _GENERIC_NATURE and word not in _ONE_WORD
    length = len(generic) or int(is_nature or word in _RIVERS_AND_MOUNTAINS)
    if not length:
        return []
    middle = start + len(word) - length
    return [(start, middle, PLACE), (middle, start + len(word), PLACE)]


# ---- parting -----------------------------------------------------------------------------------------------


def _part(text: str, start: int, end: int, tag: str) -> list[Word]:
    """Return what is written apart of one of jieba's words."""
    word = text[start:end]
    if tag.startswith(("ns", "nt")) and (place := _split_place(word, start)):
        return place
    if at := word.find("分之") + 1:  # 百分之一: each by itself
        return [
            (a, b, "m")
            for a, b in pairwise((start, start + at - 1, start + at, start + at + 1, end))
            if a < b
        ]
    number = _NUMBER.fullmatch(word)
    if number and (number[1] or not number[3] or (number[3] in _MEASURES and tag == "m")):
        return list(_split_number(number, start))
    if tag != "i" and _is_two_words(word):
        middle = start + _HALF
        is_place = find_tag(word[_HALF:]).startswith("ns")
        return [*_part(text, start, middle, tag), (middle, end, PLACE if is_place else "")]
    if tag != "i" and len(word) > 2 * _HALF and (parts := _split_long(word)):
        bounds = [start + at for at in parts]
        return [(a, b, tag) for a, b in pairwise(bounds)]
    return [(start, end, tag)]


def _is_noun(word: str) -> bool:
    """Is it a noun or a verb, and no name? 巴巴 is none."""
    tag = find_tag(word)
    return tag.startswith(("n", "v")) and tag not in ("nr", "ns", "nz", "nrt", "nrfg")


def _is_two_words(word: str) -> bool:
    is_doubled = word[:1] == word[1:2] and word[2:3] == word[3:]  # 清清楚楚 is one
    return len(word) == 2 * _HALF and not is_doubled and _are_words(word[:_HALF], word[_HALF:])


def _are_words(*words: str) -> bool:
    return all(map(is_han, "".join(words))) and all(shared_jieba().has_word(word) for word in words)


def _split_number(number: re.Match[str], start: int) -> Iterator[Word]:
    """Yield a number by its units, and its measure (sānbǎi liùshíwǔ, sān gè, dì-yī cì)."""
    ordinal, figures, rest = number.groups()
    after = start + number.end(2)
    if ordinal:
        yield start, after, ORDINAL
    else:
        for unit in _UNITS.finditer(figures):
            yield start + unit.start(), start + unit.end(), "m"
    if rest and rest[0] in _MEASURES:
        yield after, after + 1, "q"
        rest, after = rest[1:], after + 1
    yield from _rest(rest, after)


def _rest(text: str, start: int) -> list[Word]:
    if not text:
        return []
    bounds = [start + at for at in _split_long(text) or (0, len(text))]
    return [(a, b, "") for a, b in pairwise(bounds)]


@cache
def _split_long(word: str) -> tuple[int, ...]:
    """Return the bounds of words of two or three characters that a long word is made of (中华｜人民｜共和国); none: not so."""
    best: list[tuple[int, ...]] = [(0,), *[()] * len(word)]
    for end in range(2, len(word) + 1):
        for length in (2, 3):
            if (
                end >= length
                and best[end - length]
                and not best[end]
                and shared_jieba().has_word(word[end - length : end])
            ):
                best[end] = (*best[end - length], end)
    return best[-1] if all(map(is_han, word)) else ()


# ---- joining -----------------------------------------------------------------------------------------------


_TITLES = frozenset(
    "老师 先生 女士 小姐 太太 教授 博士 医生 律师 总统 主席 总理 经理 记者 校长 主任 部长 院长 局长 市长 阿姨 叔叔 师傅".split()
)


def _attach(text: str, words: list[Word]) -> list[Word]:
    """Join particles to their verb, and one-character prefixes and suffixes to their word."""
    words = [part for word in words for part in _split_titled(text, word)]
    joined: list[Word] = []
    for start, end, tag in words:
        word = text[start:end]
        before = joined[-1] if joined and joined[-1][1] == start else None
        if before and _is_attached(text[before[0] : start], before[2], word, tag):
            joined[-1] = (before[0], end, before[2] if text[before[0] : start] not in _PREFIXES else tag)
        else:
            joined.append((start, end, tag))
    return joined


def _split_titled(text: str, word: Word) -> list[Word]:
    """Return a surname and a title as two words (Lǐ lǎoshī)."""
    start, end, _ = word
    if end - start == 3 and text[start] in _SURNAMES and text[start + 1 : end] in _TITLES:
        return [(start, start + 1, PLACE), (start + 1, end, "n")]
    if end - start == 1 and text[start] in _SURNAMES and text[end : end + 2] in _TITLES:
        return [(start, end, PLACE)]
    return [word]


def _is_attached(before: str, tag_before: str, word: str, tag: str) -> bool:
    if not is_han(before[-1]) or not is_han(word[0]) or tag_before in (ORDINAL, "m", "q"):
        return False
    if before in _PREFIXES:
        return len(word) > 1 and tag[:1] in ("n", "v", "a", "b", "")
    if word in _PARTICLES:
        return tag_before.startswith("v")
    return word in _SUFFIXES and len(before) > 1 and not tag_before.startswith(("u", "r"))
