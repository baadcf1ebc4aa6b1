"""Convert between the scripts of Chinese with OpenCC."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from yizhu.chinese.han import is_han

# The script that a script's words are converted from if they are missing, and the configuration that converts them.
SIBLINGS = {
    "zh-Hant": ("zh-Hans", "s2tw"),
    "zh-Hans": ("zh-Hant", "tw2s"),
    "zh-Hant-HK": ("zh-Hant", "tw2hk"),
}

SCRIPTS = tuple(SIBLINGS)

# The scripts of tags that name a region only.
_SCRIPTS = {
    "zh-TW": "zh-Hant",
    "zh-HK": "zh-Hant-HK",
    "zh-MO": "zh-Hant-HK",
    "zh-CN": "zh-Hans",
    "zh-SG": "zh-Hans",
}

# The configuration that converts one script to another by default.
_DEFAULT_CONFIGS = {
    ("zh-Hant", "zh-Hans"): "tw2s",
    ("zh-Hans", "zh-Hant"): "s2tw",
    ("zh-Hant-HK", "zh-Hans"): "hk2s",
    ("zh-Hans", "zh-Hant-HK"): "s2hk",
    ("zh-Hant", "zh-Hant-HK"): "tw2hk",
    ("zh-Hant-HK", "zh-Hant"): "hk2tw",
}

# OpenCC converts between Taiwan and Hong Kong only through its own standard (t2hk alone leaves Taiwan's 裡 unchanged).
_CHAINS = {"tw2hk": ("tw2t", "t2hk"), "hk2tw": ("hk2t", "t2tw")}

# Configurations that replace words too, and those that convert only the characters in the same way.
CHARACTER_CONFIGS = {"tw2sp": "tw2s", "s2twp": "s2tw", "hk2sp": "hk2s", "s2hkp": "s2hk"}

# Configurations of the official OpenCC only; the one in pure Python, which can be used instead, lacks them.
OFFICIAL_OPENCC_ONLY = (*_CHAINS, "hk2sp", "s2hkp")

# Surnames that OpenCC would convert wrongly: they are the same in both scripts, but for 钟, which becomes 鍾 and not 鐘.
# Sources: 《百家姓》; 《通用规范汉字表》 (2013), notes on 锺 and 乾. 党 宁 云 丰 exist in both forms: the editor must decide.
_SURNAMES = {surname: surname for surname in "于范余岳郁占朴涂游种后干咸丑"} | {"钟": "鍾"}
_LONGEST_NAME = 3  # characters; a longer name of a person is a phrase and converted as such


def default_config(source_lang: str, lang: str) -> str:
    """Return the configuration that converts between two language tags by default; empty if none is needed or known."""
    return _DEFAULT_CONFIGS.get((find_script(source_lang), find_script(lang)), "")


def choose_conversion(langs: Iterable[str], lang: str) -> tuple[str, str]:
    """Choose the language to convert from if ``lang`` has no words of its own.

    Returns (language, configuration), or two empty strings. The language in ``SIBLINGS`` comes before the others.
    """
    usual = {source: default_config(source, lang) for source in langs}
    sibling, config = SIBLINGS.get(lang, ("", ""))
    if sibling in usual:
        return sibling, config
    return next(((source, config) for source, config in usual.items() if config), ("", ""))


def find_script(lang: str) -> str:
    """Return zh-Hans, zh-Hant or zh-Hant-HK (also for Macau) for a Chinese tag; any other tag unchanged."""
    if lang.startswith("zh-Hans"):
        return "zh-Hans"
    if lang.startswith("zh-Hant"):
        return "zh-Hant-HK" if lang.endswith(("-HK", "-MO")) else "zh-Hant"
    return _SCRIPTS.get(lang, lang)


@cache
def _load_opencc(config: str) -> Callable[[str], str]:
    from opencc import OpenCC

    if config in _CHAINS:
        first, second = map(_load_opencc, _CHAINS[config])
        return lambda text: second(first(text))
    convert: Callable[[str], str] = OpenCC(config).convert
    return convert


def can_convert(config: str) -> bool:
    """Does the installed OpenCC have this configuration?"""
    try:
        _load_opencc(config)
    except (RuntimeError, OSError):
        return False
    return True


def convert_text(text: str, config: str) -> str:
    """Convert a text with a configuration of OpenCC, or of ``_CHAINS``; unchanged if it is empty."""
    return _load_opencc(config)(text) if config else text


def to_simplified(text: str, config: str = "t2s") -> str:
    """Return the text in Simplified characters, with the same offsets; unchanged if its length would change."""
    converted = convert_text(text, config)
    return converted if len(converted) == len(text) else text


def convert_name(name: str, config: str) -> str:
    """Convert a name character by character; surnames keep their form."""
    config = CHARACTER_CONFIGS.get(config, config)
    is_person = 1 < len(name) <= _LONGEST_NAME and all(map(is_han, name))
    if config.endswith("2s"):
        characters = convert_text(name, "t2s")  # tw2s would write 陳著 as 陈着
        return _keep_characters(name, characters, "乾") if is_person else characters
    characters = convert_text(name, config)
    is_kept = is_person and config.startswith("s2") and name[0] in _SURNAMES
    return _SURNAMES[name[0]] + characters[1:] if is_kept else characters


def _keep_characters(old: str, new: str, characters: str) -> str:
    return "".join(a if a in characters else b for a, b in zip(old, new, strict=True))
