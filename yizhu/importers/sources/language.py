"""Detect the language of a page from its characters, never by a guess they do not support."""

from __future__ import annotations

import re
from collections import Counter

from yizhu.chinese.han import count_han_and_words
from yizhu.importers.model.draft import GIVEN, Language, fault_of
from yizhu.importers.sources.letters import example_of, tell_by_letters

# Common characters that belong to one of the two ways of writing only. Left out are those that both know
# (后 里 台 云 干 只 余 面 …), so that each one found is evidence.
_HANT = (
    "們個這來時說國會對發現學過還沒開關於東車見長門間馬問題實當點經與從動業樣種產電話"
    "語讀書認識議論證試該請誰調計記許設訪評護變讓際難離聽聲聯職農運達遠選連進適報場塊"
    "歲師幾廣應總戰據擔據損換搶採極構樓標機權歐歷殺決況漢測滿濟災無熱爾狀獨環獲畫異療"
    "確碼禮稅穩競節範築簡紀約級細組結絕給統絲線練續網罷義習腦臉舉蘭號補製規視親覺觀觸"
    "訊詞詢詳誤課談諾譯譽貝負財貨責買費資質賽贊贏趕跡輸轉軟輕較輯遊遲郵銀錢錯鎮鐘鐵閉"
    "閱隊階險雖雙雜響頁項順須領頭風飛飯館驗體魚鳥龍齊齡"
)
_HANS = (
    "们个这来时说国会对发现学过还没开关于东车见长门间马问题实当点经与从动业样种产电话"
    "语读书认识议论证试该请谁调计记许设访评护变让际难离听声联职农运达远选连进适报场块"
    "岁师几广应总战据担损换抢极构楼标机权欧历杀决况汉测满济灾无热尔状独环获画异疗"
    "确码礼税稳竞节范筑简纪约级细组结绝给统丝线练续网罢义习脑脸举兰号补规视亲觉观触"
    "讯词询详误课谈诺译誉贝负财货责买费资质赛赞赢赶迹输转软轻较辑游迟邮银钱错镇钟铁闭"
    "阅队阶险虽双杂响页项顺须领头风飞饭馆验体鱼鸟龙齐龄"
)
_ONLY_HANT = frozenset(_HANT) - frozenset(_HANS)
_ONLY_HANS = frozenset(_HANS) - frozenset(_HANT)

_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
ADDRESS = re.compile(r"https?://[!-~]+")  # it is in no language
_LATIN_WORD = re.compile("[A-Za-zÀ-ɏ]+")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")  # BCP 47, in the usual letter case
# The commonest words of languages that use the alphabet; most stand in one list only.
_COMMON = {
    "en": "the of and to in is that for it on with as was are this be have from not by at",
    "de": "der die und das ist nicht mit von den ein eine auf für sich dem auch es im zu werden",
    "fr": "le la les des et est une dans pour que qui pas sur au avec du ce il sont en",
    "es": "el la los las que en y un una por con para se del es su lo como más no",
    "it": "il di che la e per un una con del non sono le della è si in da gli alla",
    "pt": "o a os as que e do da em um uma para com não no na por se mais dos",
    "nl": "de het een van en in is op te dat met voor niet zijn die aan er ook om bij",
    "sv": "och att det som en är på för av med inte den till har ett om de han var",
    "da": "og at det er en til på for af med ikke den de der har et som fra blev",
    "nb": "og at det er en til på for av med ikke den som har et de var fra seg om",
    "pl": "i w na z nie się że do to jest o jak po za od przez dla są tym który",
    "cs": "a v na se je že s do to o z i pro za by od jako podle jsou který",
    "tr": "ve bir bu için ile da de olarak çok daha en olan gibi sonra kadar ne o ama",
    "id": "yang dan di dengan untuk ini dari itu pada dalam tidak akan ke ada oleh juga",
}
_COMMON_WORDS = {tag: frozenset(words.split()) for tag, words in _COMMON.items()}
# Words of grammar of any of them; single letters are as often a name's.
COMMON_WORDS = frozenset(word for words in _COMMON_WORDS.values() for word in words if len(word) > 1)
_COMMON_SHARE = 0.07  # of the words: with fewer, nothing is told
_LEAST_COMMON = 3  # words: one "a" or "de" in a short text tells nothing
_SHORT = 20  # words in the alphabet: in a text with fewer, a word counts as much as two Han characters
_ATTRIBUTES = re.compile(r"(?<!\\)\{[^{}\n]{0,200}\}")  # marks on words, not words
_ALL_BUT = 0.7  # of the words and characters, in a text of half Chinese, half English, with some figures
_FEW_ENGLISH = 0.03  # of an English text, some 40 words in a hundred are among the commonest
_ENOUGH_WORDS = 25
_MORE_THAN_ENGLISH = 1.5
_MEND = "give the language: --lang TAG, e.g. --lang zh-Hant"


def detect_language(text: str, given: str | None, name: str) -> Language:
    """Return the language that the editor gave, else the one that the characters show."""
    if given is not None:
        return _check_tag(given, name)
    text = _ATTRIBUTES.sub(" ", ADDRESS.sub(" ", text))
    if found := _detect_by_letters(text):
        return found
    told, alphabet = tell_by_letters(text)
    if told:
        return Language(told, f"letters that {told} has")
    if alphabet:
        help = f"give the language: --lang TAG, e.g. --lang {example_of(alphabet)}"
        raise fault_of(
            name, f"the language of the page cannot be told: several are written in {alphabet}", help
        )
    han, words = count_han_and_words(text)
    letters = _LATIN_WORD.findall(text.lower())
    latin = len(letters)
    if han and han * (2 if words < _SHORT else 1) >= words:
        return _detect_script(text, name)
    if han and han >= latin and han + latin >= _ALL_BUT * (han + words):
        return _detect_script(text, name)
    if latin and (latin * 2 >= words + han or han + latin >= _ALL_BUT * (han + words)):
        if found := _detect_by_words(letters):
            return found
        why = f"{latin} Latin words, {han} Han characters: taken for English"
        few = sum(word in _COMMON_WORDS["en"] for word in letters) < _FEW_ENGLISH * latin
        return Language("en", why, is_doubtful=few and latin >= _ENOUGH_WORDS)
    raise fault_of(name, "the language of the page cannot be told from its characters", _MEND)


def _detect_by_letters(text: str) -> Language | None:
    """Return the language that alone is written in such letters."""
    kana, hangul, whole = len(_KANA.findall(text)), len(_HANGUL.findall(text)), len("".join(text.split()))
    if kana * 10 > whole:
        return Language("ja", f"{kana} kana")
    return Language("ko", f"{hangul} syllables of Hangul") if hangul * 4 > whole else None


def _detect_by_words(words: list[str]) -> Language | None:
    """Return the language, other than English, whose commonest words these are."""
    times = Counter(words)
    counts = {tag: sum(times[word] for word in common) for tag, common in _COMMON_WORDS.items()}
    best = max(counts, key=counts.__getitem__)
    if best == "en" or counts[best] < max(
        _LEAST_COMMON, _COMMON_SHARE * len(words), _MORE_THAN_ENGLISH * counts["en"]
    ):
        return None
    return Language(best, f"{counts[best]} of {len(words)} words are the commonest ones of {best}")


def _check_tag(tag: str, name: str) -> Language:
    # The tag names a file: one with a slash in it would leave the article's folder.
    if not _TAG.fullmatch(tag):
        raise fault_of(name, f"{tag!r} is not a language tag", _MEND)
    return Language(tag, GIVEN)


def _detect_script(text: str, name: str) -> Language:
    hant, hans = (sum(map(only.__contains__, text)) for only in (_ONLY_HANT, _ONLY_HANS))
    if hant == hans or len(_KANA.findall(text)) * 10 > count_han_and_words(text)[0]:
        raise fault_of(
            name,
            "the characters do not tell Traditional from Simplified Chinese, or the text is Japanese",
            _MEND,
        )
    why = f"{hant} characters only Traditional, {hans} only Simplified"
    return Language("zh-Hant" if hant > hans else "zh-Hans", why)
