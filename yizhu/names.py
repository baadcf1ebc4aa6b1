"""How a person's name is written in the other script: character by character, whatever words it seems to hold.

A surname is no common word (于 is no 於, 范 no 範), and a given name keeps 乾 and 著, which conversion of words would
take for 干 and 着.
"""

from __future__ import annotations

from yizhu.han import is_han
from yizhu.script import LETTERS_OF, convert_words

# Surnames that are not what their character usually becomes: kept in both scripts but for 钟, which is 鍾 and not 鐘.
# (《百家姓》; 《通用规范汉字表》, 2013, its notes on 锺 and 乾. 党 宁 云 丰 are written both ways: the editor must say.)
_SURNAMES = {surname: surname for surname in "于范余岳郁占朴涂游种后干咸丑"} | {"钟": "鍾"}
_LONGEST = 3  # characters of a person's name; a longer one is a phrase and read as such


def name_in(name: str, config: str) -> str:
    """The name by one of OpenCC's configurations, character by character."""
    config = LETTERS_OF.get(config, config)
    is_person = 1 < len(name) <= _LONGEST and all(map(is_han, name))
    if config.endswith("2s"):
        letters = convert_words(name, "t2s")  # tw2s would write 陳著 as 陈着
        return _kept(name, letters, "乾") if is_person else letters
    letters = convert_words(name, config)
    is_kept = is_person and config.startswith("s2") and name[0] in _SURNAMES
    return _SURNAMES[name[0]] + letters[1:] if is_kept else letters


def _kept(old: str, new: str, characters: str) -> str:
    return "".join(a if a in characters else b for a, b in zip(old, new, strict=True))
