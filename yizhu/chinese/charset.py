"""Detect the encoding of bytes: the one whose characters are the most probable.

1. bytes that decode as UTF-8 are UTF-8: text in another encoding does not, except when very short
2. every other candidate decodes the lines that are not ASCII; the most probable characters win
3. the encoding that the page declares counts as much as a few characters do, since pages declare wrongly
4. characters in proportions that no language has are not text: no answer is better than a wrong one
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心"
    "她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给"
    "世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社"
    "便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运网站热闻"
)
# Those that the line above has in another form.
_TRADITIONAL = (
    "這個們來為國說時會對於著過發後裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產話內給門兒東聲員論處義幾認條氣題爾別變總電數報結務場計資許統區隊決馬書則聽卻達強難"
    "權設記類據邊張該規萬覺術領確傳師觀讓識帶導爭運網熱聞"
)
# Those that neither has.
_COMMON_JAPANESE = (
    "議連発対党九選米実円関京戦経言氏調田八六約首気七野協総県続改初午権支産百派済府予川際査勝委元近千考判画参売組案策集団側引半昨官増係投示変男私始島両朝革価村終挙勢減台広容応演歳談置企"
    "流疑局税検藤町校料沢裁状語球営職証土急止送援供役構木割費付施説転食防補車優夫研収断井石足違消境番護態鮮備宅害配副算視幹独警宮究育席輸訪楽乗店述残線率病農州武質念待試族銀域助労例衛早"
    "映限親額監環験追審商葉伝働景落欧担退準賞訴辺造英株技低毎医復仕姿味負閣韓渡失移差"
)

COMMON = frozenset(_SIMPLIFIED + _TRADITIONAL + _COMMON_JAPANESE)

_SAMPLE = 24_000  # bytes that are looked at; the winner must decode all
_PIECE = 4_000  # of them from one stretch without a tag
_DECLARED = 12.0  # what a declaration weighs, as the logarithm of a probability: two common characters
_MARGIN = 4.0  # by less than this no encoding wins
_LEAST = -10.5  # the mean of text; bytes read in a wrong encoding are below -12
_BROKEN = -30.0

_DECLARATION = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*+=\s*+(?:["']\s*+)?([\w:.-]{2,40})|^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.-]{2,40})""",
    re.I,
)
_LABELS = {
    "gb18030": "gb18030 gb2312 gbk gb_2312-80 gb_2312 x-gbk chinese csgb2312 cp936 windows-936 euc-cn x-euc-cn",
    "big5-hkscs": "big5 big5-hkscs big5hkscs cn-big5 csbig5 x-x-big5 cp950 windows-950 big-5",
    "shift_jis": "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis cp932 shiftjis",
    "euc-jp": "euc-jp euc_jp x-euc-jp eucjp cseucpkdfmtjapanese",
    "euc-kr": "euc-kr euc_kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 windows-949 korean cp949 uhc",
    "windows-1252": "windows-1252 cp1252 iso-8859-1 iso8859-1 latin1 latin-1 ascii us-ascii x-cp1252",
    "utf-8": "utf-8 utf8 utf_8 unicode-1-1-utf-8 unicode utf-16 utf-16le utf-16be utf16",
}
_CALLED = {label: name for name, labels in _LABELS.items() for label in labels.split()}
# Each encoding's codecs: the standard's own first, then the one with what vendors added.
_CODECS = {
    "gb18030": ("gb18030",),
    "big5-hkscs": ("big5hkscs", "cp950"),
    "shift_jis": ("shift_jis", "cp932"),
    "euc-jp": ("euc_jp", "euc_jis_2004"),
    "euc-kr": ("euc_kr", "cp949"),
    "windows-1252": ("cp1252",),
}
_ESCAPED = ("iso2022_jp", "iso2022_jp_ext")
_JAPANESE = ("shift_jis", "euc-jp")
_UTF16 = ("utf-16-le", "utf-16-be")
TRIED = ("utf-8", "gb18030", "big5-hkscs", "shift_jis", "euc-jp", "euc-kr", *_UTF16, "windows-1252")

# Python's codec has the private characters of the year 2000 where the standard of 2022 has real ones.
_GB_2000 = (
    "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue81e\ue826"
    "\ue82b\ue82c\ue832\ue843\ue854\ue864\ue816\ue817\ue818\ue831\ue83b\ue855"
)
_GB_2022 = str.maketrans(
    _GB_2000,
    "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u9fb4\u9fb5"
    "\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb\U00020087\U00020089\U000200cc\U000215d7\U0002298f\U000241fe",
)
_ALPHABET = re.compile(r"(?:windows-125|iso-?8859-|koi8-|tis-?620|mac|cp125)", re.I)
# Python's Big5 gives a mathematician's signs where pages mean punctuation.
_BIG5 = str.maketrans("∼､", "～﹑")
# Its older one writes kana where browsers read radicals, which no text has by themselves.
_RADICAL = re.compile("[丶丿亅亠冂冖冫勹匸卩厶夊宀巛廴彐彡攴疒癶辵隶]")
_BIG5_DOT = re.compile(r"(?<=[^\W\d_])•(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of some bytes, and the encoding they were in."""

    encoding: str
    text: str
    declared: str = ""  # the encoding that the page says it is in
    is_whole: bool = True  # every byte was read


def detect_encoding(data: bytes, content_type: str, *, lenient: bool) -> DecodedText | None:
    """Decode bytes without a byte order mark; None if no encoding gives text.

    ``lenient``: a few bytes may be invalid, and become U+FFFD.
    """
    declared = _declared_encoding(data, content_type)
    utf8 = decode_strictly(data, "utf-8")
    # ISO-2022-JP is all ASCII: an escape turns the letters behind it into Japanese.
    escaped = _decode_first(data, _ESCAPED) if b"\x1b$" in data else None
    if escaped is not None:
        return DecodedText("iso-2022-jp", escaped, declared)
    if utf8 is not None and data.count(b"\0") * 100 <= len(data):
        return DecodedText("utf-8", utf8, declared)
    encoding = _most_probable(data, declared, lenient)
    if not encoding:
        return None
    text = decode_strictly(data, encoding)
    if text is not None:
        return DecodedText(encoding, text, declared)
    text = _decode_leniently(data, encoding)
    is_text = text.count("\ufffd") <= max(3, len(text) // 500)
    return DecodedText(encoding, text, declared, is_whole=False) if is_text else None


def decode_strictly(data: bytes, encoding: str) -> str | None:
    """Return the text; None if a byte is invalid."""
    text = _decode_first(data, _CODECS.get(encoding, (encoding,)))
    if text is not None and encoding == "big5-hkscs" and _RADICAL.search(text):
        text = _decode_first(data, ("big5", "big5hkscs", "cp950"))
    return None if text is None else _mend_text(text, encoding)


def _decode_first(data: bytes, codecs_: tuple[str, ...]) -> str | None:
    for codec in codecs_:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _decode_leniently(data: bytes, encoding: str) -> str:
    codecs_ = _CODECS.get(encoding, (encoding,))
    texts = (_mend_text(data.decode(codec, "replace"), encoding) for codec in codecs_)
    return min(texts, key=lambda text: text.count("\ufffd"))


def _mend_text(text: str, encoding: str) -> str:
    if encoding == "gb18030":
        return text.translate(_GB_2022)
    if encoding == "big5-hkscs":
        # One code for two signs: the dot within a foreign name, and the bullet of a list.
        return _BIG5_DOT.sub("‧", text.translate(_BIG5))
    return text


def _declared_encoding(data: bytes, content_type: str) -> str:
    """Return the encoding named by the server, else by the page; empty if none is known."""
    sent = re.search(r"charset\s*=\s*[\"']?([\w:.-]+)", content_type, re.I)
    found = _DECLARATION.search(data[:8192])
    inside = (found[1] or found[2]).decode("latin-1") if found else ""
    for label in (sent[1] if sent else "", inside):
        name = _CALLED.get(label.lower(), "") or _codec(label)
        if name:
            return name
    return ""


def _codec(label: str) -> str:
    """Return Python's name for an alphabet's encoding, such as windows-1251."""
    if not _ALPHABET.match(label):
        return ""
    try:
        return codecs.lookup(label).name
    except LookupError:
        return ""


def name_encodings(data: bytes) -> tuple[str, ...]:
    """Return the names, as ``iconv`` knows them, of the encodings that some bytes may be in, the most probable first.

    One if it is clearly the most probable, else two; none if the bytes are no text in any.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("UTF-16",)
    scores = _scores(data, "", lenient=False)
    ranked = sorted(scores, key=lambda name: -scores[name])
    close = [name for name in ranked if scores[ranked[0]] - scores[name] < _MARGIN]
    return tuple(dict.fromkeys(_iconv_name(data, name) for name in (close or ranked)[:2]))


def _iconv_name(data: bytes, name: str) -> str:
    """Return the usual name of an encoding, or that of the larger one where the bytes need it."""
    usual = {"gb18030": "gbk", "big5-hkscs": "big5", "shift_jis": "shift_jis", "euc-kr": "euc-kr"}.get(
        name, ""
    )
    if usual and _decode_first(data, (usual,)) is not None:
        return usual.upper()
    larger = {"shift_jis": "cp932", "euc-kr": "cp949", "windows-1252": "cp1252"}
    larger |= {"utf-16-le": "utf-16le", "utf-16-be": "utf-16be"}  # as every iconv writes them
    return larger.get(name, name).upper()


def _most_probable(data: bytes, declared: str, lenient: bool) -> str:
    scores = _scores(data, declared, lenient)
    ranked = sorted(scores, key=lambda name: -scores[name])
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _MARGIN:
        same = decode_strictly(data, ranked[0]) == decode_strictly(data, ranked[1])
        return ranked[0] if same else ""
    return ranked[0] if ranked else ""


def _scores(data: bytes, declared: str, lenient: bool) -> dict[str, float]:
    """Return the log probability of the bytes as text, by encoding; those in which they are no text are left out."""
    if wide := _wide_by_nulls(data):
        return {wide: 0.0} if lenient or decode_strictly(data, wide) is not None else {}
    sample, pairs = _sample(data), data[: _SAMPLE * 2]
    names = dict.fromkeys([*_candidates(data), *([declared] if declared else [])])
    scores: dict[str, float] = {}
    for name in names:
        score = _score(pairs if name in _UTF16 else sample, name)
        if score is not None and (lenient or decode_strictly(data, name) is not None):
            scores[name] = score + _DECLARED * (name == declared)
    return scores


def _wide_by_nulls(data: bytes) -> str:
    """Return which UTF-16 has so many letters of ASCII that no other encoding is thinkable; empty: neither."""
    nulls = data.count(b"\0")
    low = data[::2].count(b"\0")
    if nulls * 10 < len(data) or len(data) % 2 or nulls // 10 < low < nulls - nulls // 10:
        return ""
    return "utf-16-be" if low * 2 > nulls else "utf-16-le"


def _candidates(data: bytes) -> list[str]:
    if data.count(b"\0") * 100 > len(data):
        return list(_UTF16) if len(data) % 2 == 0 else []
    wide = list(_UTF16) if len(data) % 2 == 0 else []
    return [*_CODECS, "utf-8", *wide]


def _sample(data: bytes) -> bytes:
    """Return the non-ASCII stretches between tags: no encoding here has a line end or < inside a character."""
    if len(data) <= _SAMPLE:
        return data
    chosen, length = [], 0
    for stretch in re.split(rb"[\r\n<>]+", data):
        if not stretch.isascii():
            chosen.append(stretch[: min(_PIECE, _SAMPLE - length)])
            length += len(chosen[-1])
        if length >= _SAMPLE:
            break
    return b"\n".join(chosen)


def _score(sample: bytes, name: str) -> float | None:
    """Return the log probability of the characters; None if this is no text in that encoding."""
    text = decode_strictly(sample, name)
    text = _decode_leniently(sample, name) if text is None else text
    counted = Counter(text)
    odd = {c: many for c, many in counted.items() if not c.isascii()}
    many = sum(odd.values())
    # A stretch may be cut within a character, and so may a page's title be.
    if counted["\ufffd"] > max(2 + sample.count(b"\n") // 20, many // 100):
        return None
    if not many or (name == "windows-1252" and not _is_western(counted, many)):
        return 0.0 if not many else None
    of_odd = sum(_weight(c, name) * n for c, n in odd.items())
    clean = of_odd - odd.get("\ufffd", 0) * _BROKEN
    return (
        of_odd - 4.0 * (len(text) - many) if clean / (many + _count_four_bytes(odd, name)) >= _LEAST else None
    )


def _count_four_bytes(odd: dict[str, int], name: str) -> int:
    """Count characters of four bytes in GB 18030: by chance no bytes fall into that form."""
    if name != "gb18030":
        return 0
    return sum(many for c, many in odd.items() if len(c.encode("gb18030", "ignore")) == 4)


def _is_western(counted: Counter[str], odd: int) -> bool:
    """Are letters with accents few among those without?"""
    return odd * 3 <= sum(many for c, many in counted.items() if c.isascii() and c.isalpha())


def _weight(c: str, name: str) -> float:
    """Return the approximate log frequency of a character in texts of the encoding's languages."""
    code = ord(c)
    if c == "\ufffd":
        return _BROKEN
    if c in COMMON:
        return -6.0
    if 0x3041 <= code <= 0x30FE:
        return -5.5 if name in _JAPANESE or name in _UTF16 else -7.0
    if 0xAC00 <= code <= 0xD7A3:
        return -7.5 if name in ("euc-kr", *_UTF16) else -14.0
    if 0x3400 <= code <= 0x9FFF:
        return -9.5 if c in _first_level() else -15.0
    if c in "，。、：；？！（）「」『』《》“”‘’…—·　":
        return -5.0
    return _weight_of_others(c, code, name)


def _weight_of_others(c: str, code: int, name: str) -> float:
    if 0xFF01 <= code <= 0xFF5E or 0x3000 <= code <= 0x303F or 0x2010 <= code <= 0x206F:
        return -9.0
    if 0xA0 <= code <= 0x17F:
        return -6.0 if c.islower() else -9.0
    if 0x80 <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code > 0x1FFFF:
        return -18.0
    # An alphabet of its own is written in an encoding of its own, such as Cyrillic in windows-1251.
    return -8.0 if c.isalpha() and name not in _CODECS and name not in _UTF16 else -13.0


@cache
def _first_level() -> frozenset[str]:
    """Return the common characters, which GB 2312, Big5 and JIS X 0208 list first."""
    rows = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6), ("euc_jp", 0xB0, 0xCF))
    pairs = ((bytes((a, b)), codec) for codec, first, last in rows for a in range(first, last + 1)
             for b in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))  # fmt: skip
    return frozenset("".join(pair.decode(codec, "ignore") for pair, codec in pairs))
