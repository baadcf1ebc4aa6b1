"""Tell a person's name from other text, by its form; there is no list of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yizhu.chinese.han import HAN, has_han

# Surnames, in both ways of writing. Where text runs on without a space, a name begins with one of them.
_SURNAMES = frozenset(
    "王李張张劉刘陳陈楊杨黃黄趙赵吳吴周徐孫孙馬马朱胡郭何高林羅罗鄭郑梁謝谢宋唐許许韓韩馮冯鄧邓曹彭曾蕭萧肖田董袁潘"
    "于於蔣蒋蔡余杜葉叶程蘇苏魏呂吕丁任沈姚盧卢姜崔鐘钟鍾譚谭陸陆汪范範金石廖賈贾夏韋韦付傅方白鄒邹孟熊秦邱丘江尹薛"
    "閻阎段雷侯龍龙史陶黎賀贺顧顾毛郝龔龚邵萬万錢钱嚴严覃武戴莫孔向湯汤溫温康施文牛樊葛邢安齊齐易喬乔伍龐庞顏颜倪莊庄"
    "聶聂章魯鲁岳翟殷詹申歐欧耿關关蘭兰焦俞左柳甘祝包寧宁尚符舒阮柯紀纪梅童凌畢毕單单季裴霍塗涂成苗谷盛曲翁冉駱骆藍蓝"
    "路游遊辛靳歐管柴蒙鮑鲍華华喻祁蒲房滕屈饒饶解牟艾尤陽阳時时穆農农司卓古吉繆缪簡简車车項项連连蘆芦麥麦褚婁娄竇窦"
    "戚岑景黨党宮宫費费卜冷晏席衛卫米柏宗瞿桂全佟應应臧閔闵苟鄔邬邊边卞姬師师和仇欒栾隋商刁沙榮荣巫寇桑郎甄叢丛虞敖巩"
    "鞏明佘池查麻遲迟鄺邝封談谈鞠惠匡郗池湛卻却賴赖洪巴江池曠朴樸花苑蘇粟楚冀尉利伊茅庹鹿勞劳巢柳修練练饒郁茹宣計计"
    "強强邰諶谌仲幸揭官閆闫逄覺丰豐仝英牧隗山谭揚扬濮蓋盖慕東东"
)
_COMPOUND = (
    *("歐陽", "欧阳", "司馬", "司马", "諸葛", "诸葛", "上官", "司徒", "東方", "东方", "皇甫", "尉遲", "尉迟"),
    *("公孫", "公孙", "慕容", "令狐", "端木", "范姜", "張簡", "夏侯", "長孫", "长孙", "宇文", "獨孤", "独孤"),
    *("赫連", "赫连", "呼延", "南宮", "南宫", "百里", "東郭", "澹臺", "公羊", "淳于", "太史", "申屠", "鮮于"),
)
_ORGANISATION = re.compile(
    r"社$|[日晚時时週周早快商農法]報|報$|报$|[网網]$|[网網][站友編编]?$|電視|电视|電台|电台|新聞|新闻|傳媒|传媒|媒體|媒体"
    r"|週刊|周刊|雜誌|杂志|月刊|編輯|编辑|中心$|公司|集團|集团|大學|大学|學院|学院|協會|协会|委員|委员|公众号|公眾號"
    r"|研究院|研究所|研究[员員]|平台|頻道|频道|工作室|团队|團隊|小組|小组|發布|发布|通訊|通讯|專欄|专栏|綜合|综合|客户端"
    r"|出版|書店|书店|基金|政府|法院|检察|公安|醫院|医院|银行|銀行|責任|责任|官方|自媒|快訊|快讯|主筆室|評論部|评论部|社論|社评"
    r"|中文|資料|资料|整理$|轉載|转载|提供|來源|来源|授權|授权|翻攝|本報|本报|本刊|本網|本网|本站|匿名|關注|关注|追蹤|订阅|訂閱|佚名|未知|不詳|不详|網友|网友"
)
_OF_A_WRITER = re.compile(
    r"(?:記者|记者|作者|作家|撰稿人|評論員|评论员|通讯员|通訊員|編譯|编译|主筆|主笔|特派员|特派員)$"
)
_RANKS = "本報|本报|本刊|本网|本站|特約|特约|特派|實習|实习|見習|见习|首席|資深|资深|專題|专题|全媒体"
_TRADES = "記者|记者|特派員|特派员|作者|撰文|撰稿|通讯员|通訊員|实习生|實習生|文字|評論員|评论员|編譯|编译"
# Where somebody is posted ends at the next word of a title: read in one way only, 駐駐駐駐 takes no time.
_POSTED = rf"[駐驻](?:(?!{_RANKS}|{_TRADES}|[駐驻])\S){{1,4}}"
_TITLE_BEFORE = re.compile(rf"^(?:{_RANKS}|{_POSTED})*(?:{_TRADES})\s*+(?:[:：／/|｜]\s*+)?")
_TITLE_AFTER = re.compile(
    r"(?:(?<!\s)\s+)?(?:博士|教授|副教授|先生|女士|老師|老师|律師|律师|醫師|医生|記者|记者|報導|報道|报道|撰文|撰寫|기자)$|(?<!\s)\s+(?:著|撰|文|攝|摄)$"
)
_BRACKETED = re.compile(r"(?:(?<!\s)\s+)?[(（\[【〔][^)）\]】〕]*[)）\]】〕]?\s*")
_HAN_NAME = re.compile(rf"{HAN}{{2,4}}")
_FOREIGN_NAME = re.compile(rf"{HAN}{{1,8}}(?:[·•・‧．.]{HAN}{{1,8}}){{1,3}}")
_PEN_NAME = re.compile(rf"(?=[\w·•・‧-]*{HAN})[\w·•・‧-]+")
_HAN_PARTS = re.compile(
    rf"[、，,;；/／&＆|｜丨+]|\s{{2,}}|(?<={HAN})\s(?={HAN}|[A-Za-z])|(?<=[A-Za-z.])\s(?={HAN})|(?<=[^\s])(?:和|與|与|及)(?=[^\s])"
)
_AND = re.compile(
    r"(?:(?<!\s)\s+)?(?:[,;&|/·•、]|\b(?:and|und|et|og|och|en|ja|e|y|i)\b(?=\s))\s*(?=\S)"
    r"|(?<!\s)\s+[-–—]\s+(?=\S)|(?<!\s)(?=[^\S\n]*\n)\s+(?=\S)"
)
_BY = re.compile(
    r"^\W*(?:(?:text|written|words|story|reported|analysis|opinion|posted|ein\w*)\s+)?"
    r"(?:by|von|vom|par|por|door|av|af|przez|autore?|autor:?in|autorin(?:nen)?|autoren|auteur|author|authors|reporter|di|oleh)"
    r"\s*[:：]?\s+",
    re.I,
)
_SMALL_WORDS = frozenset(
    "von van de der den del della di da do dos das du la le el al bin ibn ben ter ten zu zum y e af av und".split()
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{2}|[{}<>=]|\.(?:com|net|org|de|co|jp|cn|tw|hk)\b"
    r"|taboola|outbrain|^(?:(?:our|the)\s.*)?\b(?:staff|newsroom|correspondents?|reporters|editors|contributors)$|^(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|mo|di|mi|do|fr|sa|so)(?:day)?|admin|administrator|wpadmin|root|login|user|default|editors?|webmaster|staff|unknown|guest|anonymous|team|desk|agencies|news|redaktion|nachrichten|follow|folgen|suivre|seguir|published|updated|posted|share|subscribe|contact|comments?|read more|sign ?(?:in|up)|log ?(?:in|out)|register|my account|view profile|all posts)$",
    re.I,
)
_ACCOUNT = re.compile(r"[a-z][a-z0-9_-]{3,30}")
_GLUED = re.compile(
    r"(?<=[a-z])(?:Staff|Senior|Contributing|Editor|Writer|Reporter|Contributor|Columnist)\b.*$"
    r"|(?<!\s)\s++\d{1,3} min(?:ute)?s?\b.*$"
)
_OF_A_DAY = re.compile(r"(?:last )?(?:updated|published|posted|modified|reading time)\b", re.I)
_BY_ALONE = re.compile(r"by|von|par|por|written by|posted by|text|words|author", re.I)
_SHORTHAND = re.compile(r"^(?:[a-z]{2,4}|[A-Z]{2,6})(?:/[a-z]{2,5})*$")  # dpa, AFP
_KANA_ALONE = re.compile("[\u3040-\u30fa\u30fc-\u30ff]+")  # フォロー: follow
_LONGEST = 60
_AT_END = re.compile(
    r"(?:(?<!\s)\s+|[-–—|(]\s?)https?://\S+$|(?<!\s)\s+(?:follow|following)$", re.I
)  # Ann Lee Follow
_LANGUAGE_AT_END = re.compile(
    r"-zh(?:-han[st]|-(?:cn|tw|hk))?$", re.I
)  # 林悅-zh-hans, as Ghost parts languages
# What somebody is, beside the name: Author, Ann Lee; Ann Lee, MD.
_WHAT_HE_IS = re.compile(
    r"(?:(?:staff|senior|contributing|guest|lead|chief|managing|executive|associate|deputy|co-?)[ -]?)*"
    r"(?:authors?|writers?|editors?|reporters?|contributors?|correspondents?|columnists?|journalists?|producers?|analysts?"
    r"|founders?|ceo|cto|byline|photographers?|hosts?|bloggers?)"
    r"|(?-i:M\.?A|B\.?A|M\.?D|Ph\.?D|MPH|MBA|M\.?Sc|B\.?Sc|DO|DDS|RN|J\.?D|Esq|Jr|Sr|CFA|FRS|OBE|MBE)",
    re.I,
)

# The same behind a whole name, without a comma: Ann Lee Contributor.
_ROLE_BEHIND = re.compile(
    r"(?<=\w\s)(?:Staff|Senior|Contributing|Guest|Lead|Chief)?\s?"
    r"(?:Writer|Reporter|Contributor|Columnist|Correspondent|Editor)$"
)
# Behind a name: where he works, and as what.
_OF_AN_OFFICE = re.compile(
    r"\b(?:Project|Research|University|Institute|College|School|Department|Cent(?:er|re)|Foundation|Society|Inc|LLC|Ltd|GmbH"
    r"|Corp|Corporation|Company|Division|Labs?|LLP|Bank|Hospital|Office|Group|Media|News|Magazine|Times|Tribune|Herald|Gazette|Agency|Association|Council|Committee|Ministry"
    r"|Scientist|Technologist|Fellow|Professor|Director|Manager|Officer|President|VP|Engineer|Researcher|Economist"
    r"|Analyst|Editor|Writer|Reporter|Correspondent|Consultant|Physician|Columnist)\b"
)


def parse_names(text: str) -> tuple[str, ...]:
    """Return the names in a value that says who wrote; empty if it says something else."""
    text = _LANGUAGE_AT_END.sub("", text)
    value = _AT_END.sub("", _BRACKETED.sub(_aside, text).strip()).strip(" \t,;:：|／/·-—–©")
    if not value or len(value) > 300 or (_NO_NAME.search(value) and not has_han(value)):
        return ()
    found = _han_names(value) if has_han(value) else _latin_names(value)
    return tuple(dict.fromkeys(found))


def _aside(bracket: re.Match[str]) -> str:
    """Remove a bracketed aside from a name; keep one with an address, which shows that the name is a site's."""
    return bracket.group() if _NO_NAME.search(bracket.group()) else " "


def is_han_name(text: str) -> bool:
    """Has the text the form of a Chinese name: surname and one or two characters, or parts joined by a dot?"""
    if _FOREIGN_NAME.fullmatch(text):
        return True
    if not _HAN_NAME.fullmatch(text) or is_organisation(text):
        return False
    compound = text.startswith(_COMPOUND)
    # Four characters: a compound surname, or a married woman's two (陳林美玉).
    return len(text) <= 3 + compound and (compound or text[0] in _SURNAMES)


def is_account_name(text: str) -> bool:
    """May the text be the name of an account, such as apgoucher, which is one word in small letters?"""
    return bool(_ACCOUNT.fullmatch(text)) and not _NO_NAME.search(text) and text not in _SMALL_WORDS


def is_whole_name(text: str) -> bool:
    """Is it a first name and a last, such as Ann Lee, or a Chinese name?"""
    return is_han_name(text) or (" " in text and not _OF_AN_OFFICE.search(text))


def strip_job_title(text: str) -> str:
    """Return the name without a job title: 李小華 for 特派員李小華."""
    return _TITLE_BEFORE.sub("", text).strip()


def is_organisation(text: str) -> bool:
    """Is this the name of a paper, office or agency rather than a person?"""
    return bool(_ORGANISATION.search(text))


def remove_site_names(names: Iterable[str], sites: Iterable[str]) -> tuple[str, ...]:
    """Return the names without those of the site itself."""
    own = {fold_name(site) for site in sites if site}
    return tuple(name for name in names if not any(_is_of_site(fold_name(name), site) for site in own))


def fold_name(name: str) -> str:
    """Return the name reduced to lower-case letters and digits, for comparison."""
    return "".join(filter(str.isalnum, name.lower()))


def _is_of_site(name: str, site: str) -> bool:
    """Is this the site's name, like 風傳媒編輯部 of 風傳媒? A person who shares a part of its name is not."""
    if not name or not site:
        return not name
    short, long = sorted((name, site), key=len)
    return short == long or (len(short) >= 3 and long.startswith(short) and (name == long or len(short) >= 4))


def _han_names(value: str) -> Iterator[str]:
    tokens = [token.strip() for token in _HAN_PARTS.split(_join_wide_name(value)) if token and token.strip()]
    if re.fullmatch(rf"{HAN}{{1,3}}[ \u3000]{HAN}{{1,3}}", value) and not any(map(is_han_name, tokens)):
        tokens = [value]  # 大渡 美咲, as Japanese pages part the family's name from one's own
    for token in tokens:
        if _is_of_a_paper(token):
            continue
        name = _TITLE_AFTER.sub("", _TITLE_BEFORE.sub("", token)).strip()
        if not has_han(name):
            yield from _latin_names(name) if len(tokens) == 1 or " " in name else ()
        elif _is_somebody(name.replace(" ", "").replace("\u3000", "")):
            yield name


def _is_of_a_paper(token: str) -> bool:
    """Does the token say for whom the next person reports (某某晚报见习记者)? 王小明記者 does not."""
    found = _OF_A_WRITER.search(token)
    return bool(found and found.start() and not is_han_name(token[: found.start()]))


def _is_somebody(name: str) -> bool:
    if is_organisation(name) or _OF_A_WRITER.search(name):
        return False
    return bool(_FOREIGN_NAME.fullmatch(name)) or (
        len(name) in range(2, 7) and bool(_PEN_NAME.fullmatch(name))
    )


def _join_wide_name(value: str) -> str:
    """Join a name set wide: 王 磊 becomes 王磊."""
    return re.sub(rf"(?<!{HAN})({HAN})[ \u3000]+({HAN})(?!{HAN})", r"\1\2", value)


def _without_role(part: str) -> str:
    """Return a name without the role behind it; of two words the second is the family name: Jane Reporter."""
    return _ROLE_BEHIND.sub("", part) if part.count(" ") > 1 else part


def _latin_names(value: str) -> Iterator[str]:
    """Yield the people of ``By Ann Lee and Bo Li, Berlin``: a single word after full names is a place."""
    value = _GLUED.sub("", re.sub(r"^By(?=[A-Z])", "", _BY.sub("", value)))
    parts = [_without_role(part.strip(" .")) for part in _AND.split(value)]
    is_part = [
        bool(part) and not _WHAT_HE_IS.fullmatch(part) and not _BY_ALONE.fullmatch(part) for part in parts
    ]
    named = [part for part, kept in zip(parts, is_part, strict=True) if kept]
    whole = any(" " in part for part in named)
    for at, part in enumerate(named):
        is_alone = " " not in part and not _SHORTHAND.fullmatch(part)
        part = part.removesuffix(" 기자").strip()
        is_office = bool(at and _OF_AN_OFFICE.search(part))
        if len(part) <= _LONGEST and not (whole and at and is_alone) and not is_office and _is_capital(part):
            yield part


def _is_capital(part: str) -> bool:
    words = part.split()
    if (
        _KANA_ALONE.fullmatch(part)
        or _NO_NAME.search(part)
        or _OF_A_DAY.match(part)
        or not 0 < len(words) <= 6
        or not any(map(str.isalpha, part))
    ):
        return False
    if _SHORTHAND.fullmatch(part):
        return part not in _SMALL_WORDS
    return all(not word[0].islower() or word in _SMALL_WORDS for word in words)
