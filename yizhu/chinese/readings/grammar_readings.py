"""Read polyphones by the words beside them: 得 地 着 了 只 行 长 种 为 and a few verbs, in Simplified characters."""

from __future__ import annotations

import re
from collections.abc import Callable

from yizhu.chinese.readings.tagged_text import Readings, TaggedText, any_of


def read_by_grammar(tagged: TaggedText) -> Readings:
    """Return the readings that neighbouring words decide."""
    found: Readings = {}
    for hit in _DECIDED.finditer(tagged.text):
        at = hit.start()
        reading = _RULES[hit[0]](tagged, tagged.word_at(at), at)
        if reading:
            found[at] = reading
    return found | _read_wei(tagged) if "为" in tagged.text else found


# After these words 得 is a verb, děi: one has to.
_HAVE_TO = frozenset(
    "我 你 您 他 她 它 我们 你们 他们 她们 咱们 大家 人人 谁 自己 就 也 还 都 又 便 才 总 非 必 必须 可 可能 恐怕 真 "
    "肯定 一定 仍 仍然 只好 先 再 却 至少 最少 毕竟 如今 今天 明天 后来 最后 否则 那 这 所以 因此 因而 但 不过 要不然".split()
)
_NOT_AFTER = frozenset("的 了 上 下 里 中 外 内 前 后 方 带 点 段 区 面 为 是 有 在 与 和 及 等".split())
_OBJECTS = ("r", "n", "m", "f", "t")
_TAKES_DE = frozenset("说做跑走看听来写想变弄搞长过活打唱吃喝睡玩笑哭穿住坐站飞讲问答学教卖买用花画干办起拿")
_NO_COMPLEMENT = _HAVE_TO | set("不只")


def _read_de_or_dei(tagged: TaggedText, nth: int, at: int) -> str:
    """得: děi before what one has to do; de after a verb, also if jieba joins them (說得 跑得快 來得及)."""
    word, tag, before = tagged.words[nth], tagged.tags[nth], tagged.word(nth - 1)
    if word == "得" and tagged.is_clause(nth + 1):
        return _read_single_de(tagged, nth)
    if word == "得":
        return "de" if before else "dé"
    if len(word) > 3 or word.find("得") != 1 or at != tagged.bounds[nth] + 1:
        return ""
    is_complement = len(word) == 3 and tag[:1] in "lvi" and word[0] not in _NO_COMPLEMENT
    return "de" if is_complement or word[0] in _TAKES_DE else ""


# After these parts of speech, ICTCLAS's of nouns, pronouns, places, times and measures, 得 is no complement's mark.
_SUBJECTS = ("n", "r", "s", "t", "q", "mq")
_GOT = re.compile("病|[炎癌症奖牌名分]$|冠军|亚军|感冒|票$")  # what one gets, dé


def _read_single_de(tagged: TaggedText, nth: int) -> str:
    """得 as a word: one has to (děi) after a subject, one gets (dé) an illness or a prize, else a complement follows."""
    before, after = tagged.word(nth - 1), tagged.word(nth + 1)
    is_subject = before in _HAVE_TO or (bool(before) and tagged.tags[nth - 1].startswith(_SUBJECTS))
    if before and before not in _HAVE_TO and (after in _DEGREES or (not is_subject and before != "了")):
        return "de"
    return "dé" if is_subject and tagged.tags[nth + 1][:1] in "nm" and _GOT.search(after) else "děi"


def _read_de_or_di(tagged: TaggedText, nth: int, at: int) -> str:
    """地: de between a manner and a verb, dì if it means ground."""
    if tagged.words[nth] != "地":
        return ""
    before, tag = tagged.word(nth - 1), tagged.tags[nth - 1] if nth else ""
    after = tagged.word(nth + 1)
    is_place = after == "在" and len(before) > 1 and tag[:1] in "az"  # 高兴地在雨里跑
    is_deed = bool(after) and (after not in _NOT_AFTER or is_place)
    is_manner = bool(before) and _is_manner(before, tag)
    if tag == "n" and len(before) > 1:  # 本能地看
        is_manner = is_deed and tagged.tags[nth + 1].startswith("v")
    return "de" if is_manner and is_deed else "dì"


def _is_manner(word: str, tag: str) -> bool:
    if tag.startswith("m") and word.endswith(("块", "片", "亩")):  # 一塊地
        return False
    is_doubled = len(word) > 1 and len(set(word)) <= len(word) // 2
    return is_doubled or (len(word) > 1 and tag[:1] in "adzilovbm") or word in "慢快轻静悄猛"


def read_joined_manners(tagged: TaggedText) -> Readings:
    """地: de at the end of a manner that jieba joins with it (默默地)."""
    found: Readings = {}
    for hit in re.finditer("地", tagged.text):
        nth = tagged.word_at(hit.start())
        is_last = hit.end() == tagged.bounds[nth + 1]
        if is_last and len(tagged.words[nth]) > 2 and tagged.tags[nth] in ("z", "d", "l", "i"):
            found[hit.start()] = "de"
    return found


_BECOME = frozenset("以 被 把 将 称 视 作 选 定 译 化 改".split())  # before 为: become, be made into


def _read_wei(tagged: TaggedText) -> Readings:
    """為: wèi if something is done for somebody, wéi if something is or becomes something."""
    readings: Readings = {}
    end = 0
    for nth in (nth for nth, word in enumerate(tagged.words) if word == "为"):
        if nth >= end:  # the first in its clause, which is looked at once
            start, end = _find_clause(tagged, nth)
            verbs = [n for n in range(start, end) if tagged.tags[n].startswith("v")]
            made = next((n for n in range(start, end) if tagged.words[n] in _BECOME), end)
        has_object = nth + 1 < end and tagged.tags[nth + 1].startswith(_OBJECTS)
        is_for = has_object and bool(verbs) and verbs[-1] > nth + 1 and made > nth
        readings[tagged.bounds[nth]] = "wèi" if is_for else "wéi"
    return readings


def _find_clause(tagged: TaggedText, nth: int) -> tuple[int, int]:
    """Return the first word of the clause that has this word, and the one after its last."""
    start = end = nth
    while tagged.is_clause(start - 1):
        start -= 1
    while tagged.is_clause(end):
        end += 1
    return start, end


def _read_zhe_or_zhao(tagged: TaggedText, nth: int, at: int) -> str:
    """着: zhe after a verb; zháo after 不 or 得 (找不着)."""
    word = tagged.words[nth]
    if len(word) < 2 or at + 1 != tagged.bounds[nth + 1]:
        return ""
    return "zháo" if len(word) > 2 and word[-2] in "不得" else "zhe"


def _read_le_or_liao(tagged: TaggedText, nth: int, at: int) -> str:
    """了: liǎo after a verb with 不 or 得 (跑不了), le by itself."""
    word = tagged.words[nth]
    if word == "了":
        return "le"
    is_last = at + 1 == tagged.bounds[nth + 1]
    return "liǎo" if is_last and len(word) > 2 and word[-2] in "不得" else ""


def _read_zhi(tagged: TaggedText, nth: int, at: int) -> str:
    """只: zhī after a number (两只船), zhǐ otherwise."""
    is_last = at + 1 == tagged.bounds[nth + 1]
    return "zhī" if is_last and len(tagged.words[nth]) > 1 and tagged.tags[nth] == "m" else ""


_ROWS = frozenset(  # what stands in rows
    "字 大字 小字 文字 汉字 字母 代码 程序 诗 诗句 文本 命令 注释 句子 标题 泪 眼泪 热泪 脚印 足迹 树 树木 数据 记录 铅字 题字 台词 歌词".split()
)
_BEFORE_ROW = frozenset("空 起 换 隔 前 后 上 下 同 最后 成 写 读 看 加 删 首 末 每隔 一行 跳".split())
_COUNTS = "二两三四六七八九十百千几每数多半"  # 五行 are the five elements


def _read_row(tagged: TaggedText, nth: int, at: int) -> str:
    """行: háng for rows that are counted (第二行, 两行代码), but 一行 is as often a party (一行人)."""
    word = tagged.words[nth]
    if at + 1 != tagged.bounds[nth + 1]:
        return ""
    count = word[:-1] or tagged.word(nth - 1)
    if not count or (word == "行" and not tagged.tags[nth - 1].startswith("m") and count not in _COUNTS):
        return ""
    if count[0] == "第" or (count[-1] in _COUNTS and (len(count) == 1 or tagged.tags[nth][0] == "m")):
        return "háng"
    before, after = tagged.word(nth - 1), tagged.word(nth + 1)
    is_row = after in _ROWS or after == word or before in _BEFORE_ROW or before.endswith(("成", "排", "为"))
    return "háng" if count == "一" and is_row and after != "人" else ""


_GROWN = re.compile(
    "^(?:牙|毛|虫|草|肉|痘|青春痘|斑|叶|芽|瘤|胡子|皱纹|翅膀|脾气|个子|个儿|知识|见识|本事|记性|心眼|霉|锈|角|刺|疮|疹|脸)"
)
_GROWING = frozenset("得 出 出来 满 大 高 成 着 了 起 起来 在 进 好 胖 壮 过".split())
_DEGREES = frozenset(
    "很 太 更 最 又 越 好 真 挺 极 较 比较 非常 十分 这么 那么 多么 特别 相当 有点 一样 够 超 还 稍".split()
)
_LENGTH = re.compile("(?:米|公尺|公里|里|尺|寸|公分|厘米|丈|英里|英尺)$")


def _read_long(tagged: TaggedText, nth: int, at: int) -> str:
    """长: zhǎng for what grows (长牙, 长得高), else cháng (头发很长); 船长三十米 is about the ship."""
    word, after = tagged.words[nth], tagged.word(nth + 1)
    is_measured = bool(_LENGTH.search(after)) and tagged.tags[nth + 1].startswith("m")
    if len(word) == 2 and word[1] == "长" and at == tagged.bounds[nth] + 1 and is_measured:
        return "cháng"
    if word != "长":
        return ""
    is_grown = after in _GROWING or _GROWN.match(after)
    return "zhǎng" if is_grown and tagged.word(nth - 1) not in _DEGREES else "cháng"


_AFTER_KIND = frozenset("系 类 群 差 姓 内 间 质 源 皮 仁 属".split())
_PLANTED = "地菜花田树粮草下上茶稻麦豆瓜"
_WANTING = frozenset(
    "要 去 想 爱 来 会 能 可以 没 不 就 该 自己 不能 继续 开始 帮 一起 亲自 好 难 易".split()
)
_KINDS = tuple("这那哪各每某几此多何两同另本该数一二三四五六七八九十百千万")


def _read_kind(tagged: TaggedText, nth: int, at: int) -> str:
    """种: zhòng if something is planted (种地), zhǒng after a number or a pronoun that counts kinds (三种树)."""
    word = tagged.words[nth]
    if at + 1 == tagged.bounds[nth + 1] and word[:-1].endswith(_KINDS):
        return "zhǒng"  # though the dictionary has 种树 in 三种树
    if word != "种" and (len(word) != 2 or word[0] != "种" or word[1] not in _PLANTED):
        return ""
    before, after = tagged.word(nth - 1), tagged.word(nth + 1)
    is_counted = before.endswith(_KINDS) or (bool(before) and tagged.tags[nth - 1].startswith("m"))
    if is_counted or after in _AFTER_KIND:
        return "zhǒng"
    return "zhòng" if word != "种" or after or before in _WANTING else "zhǒng"


_VERBS = {"教": "jiāo", "倒": "dǎo", "挑": "tiāo", "数": "shǔ"}


def _read_single_verb(tagged: TaggedText, nth: int, at: int) -> str:
    """Verbs of one character that have another reading in most longer words: 教 jiāo, 倒 dǎo."""
    return _VERBS.get(tagged.words[nth], "")


_RULES: dict[str, Callable[[TaggedText, int, int], str]] = {
    "得": _read_de_or_dei,
    "地": _read_de_or_di,
    "着": _read_zhe_or_zhao,
    "了": _read_le_or_liao,
    "只": _read_zhi,
    "行": _read_row,
    "长": _read_long,
    "种": _read_kind,
    **dict.fromkeys(_VERBS, _read_single_verb),
}
_DECIDED = any_of(_RULES)
