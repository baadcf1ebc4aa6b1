"""A made-up site, the same each time: python benchmarks/corpus.py DIR [--articles N] [--terms N] [--plain]

Each article has 3,900 Chinese characters and 2,100 English words in 30 passages, three notes, emphasis, a link, a
misprint; no two paragraphs are alike. ``--plain`` leaves out terms and notes.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

CONFIG = """\
title: {zh-Hant: 譯注, en: Yizhu}
base_url: https://example.org/yizhu/
editions:
  - {name: zh-hant, lang: zh-Hant}
  - {name: zh-hans, lang: zh-Hans, from: zh-Hant, convert: tw2s}
  - {name: en, lang: en}
default_edition: zh-hant
"""
CHARACTERS, PASSAGES = 3900, 30

# In both languages, so that the English says what the Chinese says.
WHO = """報社|the newspaper 記者|the reporter 編輯|the editor 教授|the professor 委員會|the committee 學生|the student
漁民|the fisherman 工會|the union 廠長|the plant manager 研究員|the researcher 議員|the councillor 醫師|the doctor
農會|the farmers' association 設計師|the designer 鄰居|the neighbour 館長|the curator 店主|the shopkeeper
司機|the driver 導演|the director 譯者|the translator 法官|the judge 會計|the accountant 志工|the volunteer
船公司|the shipping line 銀行|the bank 大學|the university 市政府|the city government 基金會|the foundation
出版社|the publisher 實驗室|the laboratory""".replace("\n", " ")
DID = """公布了|published 修改了|revised 反對|opposed 支持|supported 重新計算|recalculated 記錄了|recorded
拒絕了|turned down 介紹了|introduced 比較了|compared 接手了|took over 質疑|questioned 翻譯了|translated
出售了|sold 保存了|preserved 解釋了|explained 檢查了|inspected 預測了|forecast 忽略了|overlooked
擴大了|expanded 推遲了|postponed 證實了|confirmed 放棄了|gave up 設計了|designed 追蹤了|tracked""".replace(
    "\n", " "
)
WHAT = """預算|the budget 合約|the contract 港口|the harbour 數據|the data 報告|the report 方案|the plan
地圖|the map 檔案|the archive 路線|the route 價格|the price 規則|the rules 調查|the survey 證據|the evidence
結果|the results 劇本|the script 工廠|the factory 車站|the station 課程|the course 水庫|the reservoir
森林|the forest 展覽|the exhibition 軟體|the software 網路|the network 資訊|the information 硬碟|the hard disk
螢幕|the screen 程式|the program 伺服器|the server 計程車|the taxi 品質|the quality""".replace("\n", " ")
LIKE = """最近一次的|most recent 沒有人看過的|unseen 很難理解的|difficult 相當完整的|fairly complete
三年前的|three-year-old 從未公開的|unpublished 令人意外的|surprising 過於樂觀的|overly optimistic
簡單明瞭的|plain 值得保留的|valuable""".replace("\n", " ")
WHEN = """去年秋天|last autumn 會議開始以前|before the meeting began 天亮以後|after daybreak
雨停的時候|when the rain stopped 兩個月以來|for two months now 依照原來的安排|as originally arranged
在大家的期待之下|as everybody had hoped 因為時間不夠|for want of time 出乎意料|unexpectedly
根據公開的資料|according to public sources""".replace("\n", "  ")

TOPICS = """蒸餾|distillation 思維鏈|chain of thought 開源|open source 晶片|chip 演算法|algorithm 算力|computing power
量化交易|quantitative trading 大模型|large model 護城河|moat 矽谷|Silicon Valley 推理|reasoning 參數|parameter
對沖基金|hedge fund 人工智慧|artificial intelligence 半導體|semiconductor 雲端運算|cloud computing
機器學習|machine learning 資料庫|database 神經網路|neural network 自然語言|natural language
強化學習|reinforcement learning 注意力機制|attention mechanism 開放權重|open weights 微調|fine-tuning
預訓練|pre-training 專家混合|mixture of experts 知識產權|intellectual property 供應鏈|supply chain
出口管制|export controls 風險投資|venture capital 估值|valuation 專利|patent 晶圓代工|wafer foundry
光刻機|lithography machine 電動車|electric vehicle 碳中和|carbon neutrality 再生能源|renewable energy
核能|nuclear power 電網|power grid 通膨|inflation 利率|interest rate 匯率|exchange rate 關稅|tariff
赤字|deficit 國債|national debt 期貨|futures 房地產|real estate 社會住宅|social housing
健保|national health insurance 長照|long-term care 少子化|falling birth rate 移工|migrant worker
原住民族|Indigenous peoples 轉型正義|transitional justice 公投|referendum 罷免|recall
言論自由|freedom of speech 假訊息|disinformation 媒體識讀|media literacy 公共電視|public television"""


def pairs(listed: str, between: str = " ") -> list[tuple[str, str]]:
    """中|English 中|English, an entry ending before the next Chinese word."""
    parts = listed.replace("\n", between).split("|")
    found, chinese = [], parts[0].strip()
    for part in parts[1:]:
        english, _, following = part.strip().rpartition(" ")
        is_last = part is parts[-1]
        found.append((chinese, part.strip() if is_last else english.strip()))
        chinese = following
    return found


def topics(many: int) -> list[tuple[str, str]]:
    """So many terms: those above, then made-up ones of two common words each."""
    found = pairs(TOPICS)[:many]
    made = (
        (what[0] + head, f"{what[1].removeprefix('the ')} {said}")
        for head, said in (("指數", "index"), ("模式", "model"), ("準則", "standard"), ("週期", "cycle"), ("效應", "effect"),
                           ("缺口", "gap"), ("門檻", "threshold"), ("聯盟", "alliance"), ("改革", "reform"), ("危機", "crisis"),
                           ("治理", "governance"), ("韌性", "resilience"), ("成本", "cost"), ("紅利", "dividend"))
        for what in (*pairs(WHAT), *pairs(WHO))
    )  # fmt: skip
    found += [term for term, _ in zip(made, range(many - len(found)), strict=False)]
    rest = many - len(found)
    firsts = [what for what, _ in pairs(WHAT)]
    found += [
        (f"{firsts[n % 30]}第{n // 30 + 1}定律", f"law {n // 30 + 1} of {pairs(WHAT)[n % 30][1]}")
        for n in range(rest)
    ]
    return found


def main() -> None:
    """Write the site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--terms", type=int, default=60)
    parser.add_argument("--plain", action="store_true")
    given = parser.parse_args()
    make(given.folder, given.articles, 0 if given.plain else given.terms)


def make(folder: Path, articles: int, terms: int) -> None:
    """A site of so many articles and terms; an article speaks of a dozen terms of its own field."""
    known = topics(terms)
    folder.mkdir(parents=True, exist_ok=True)
    configure(folder)
    for number in range(articles):
        _article(folder / f"content/articles/a{number:05}", number, known)
    if known:
        (folder / "content/glossary").mkdir(parents=True, exist_ok=True)
        told = "\n".join(_entry(number, term, known) for number, term in enumerate(known))
        (folder / "content/glossary/terms.yaml").write_text(told, "utf-8")


def configure(folder: Path, mark: str = "section", readings: bool = False) -> None:
    """Write config.yaml: which uses of a term are marked, and whether the Chinese editions show readings."""
    config = CONFIG if mark == "section" else f"{CONFIG}mark: {mark}\n"
    if readings:
        config = config.replace("zh-Hant}", "zh-Hant, readings: tw}").replace("tw2s}", "tw2s, readings: cn}")
    (folder / "config.yaml").write_text(config, "utf-8")


def define(number: int, known: list[tuple[str, str]]) -> tuple[str, str]:
    """What a term means, in Chinese and in English."""
    (chinese, english), other = known[number], known[(number * 7 + 3) % len(known)]
    return (
        f"第{number}條。{chinese}是編者在本站各篇文章裡會用到的說法，和{other[0]}常一起出現。",
        f"Entry {number}. What the editors of this site mean by {english}, often met beside {other[1]}.",
    )


def _entry(number: int, term: tuple[str, str], known: list[tuple[str, str]]) -> str:
    chinese, english = term
    zh, en = define(number, known)
    return (
        f"- id: t{number}\n  forms: {{zh-Hant: [{chinese}], en: [{english}]}}\n  definition:\n"
        f"    zh-Hant: {zh}\n    en: {en}\n"
    )


def _article(folder: Path, number: int, known: list[tuple[str, str]]) -> None:
    random = Random(number)
    # Fields of forty terms that overlap: as on a real site, neighbours share some terms and most share none.
    start = random.randrange(max(1, len(known)))
    field = [known[(start + n) % len(known)] for n in range(min(12, len(known)))]
    chinese, english = [], []
    for passage in range(PASSAGES):
        if passage % 10 == 5:
            chinese.append(f"## 第{number}篇的第{passage // 10 + 1}節")
            english.append(f"## Part {passage // 10 + 1} of article {number}")
            continue
        zh, en = _paragraph(random, field, number, passage)
        chinese.append(zh)
        english.append(en)
    when = f"20{10 + number % 16:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    folder.mkdir(parents=True, exist_ok=True)
    about = f"title: 第{number}篇\nsummary: 第{number}篇文章的摘要。\nauthors: [編者]\npublished: {when}\nrights: 編者撰\n"
    folder.joinpath("zh-Hant.md").write_text(f"---\n{about}---\n\n" + "\n\n".join(chinese) + "\n", "utf-8")
    about = f"title: Article {number}\nsummary: What article {number} says.\ntranslators: [The editors]\nstatus: reviewed\n"
    folder.joinpath("en.md").write_text(f"---\n{about}---\n\n" + "\n\n".join(english) + "\n", "utf-8")
    if known:
        folder.joinpath("notes.yaml").write_text("".join(_note(number, nth) for nth in range(3)), "utf-8")


def _note(number: int, nth: int) -> str:
    return (
        f"- id: note-{nth}\n  quote: 編號{number}之{nth * 9 + 1}。\n  kind: context\n"
        f"  text: {{zh-Hant: 第{number}篇的第{nth + 1}條註。, en: Note {nth + 1} on article {number}.}}\n"
    )


def _paragraph(random: Random, field: list[tuple[str, str]], number: int, passage: int) -> tuple[str, str]:
    zh, en, characters = [f"編號{number}之{passage}。"], [f"Number {passage} of {number}."], 0
    while characters < CHARACTERS // 27 - 18:
        one, other = _sentence(random, field)
        zh.append(one)
        en.append(other)
        characters += len(one)
    if passage == 3:
        zh.append("又見[DeepSee]{sic=DeepSeek}一詞。")
        en.append("It also says DeepSeek.")
    if passage == 4:
        zh.append("詳見[來源](https://example.org/source)。")
        en.append("See [the source](https://example.org/source).")
    return "".join(zh), " ".join(en)


def _sentence(random: Random, field: list[tuple[str, str]]) -> tuple[str, str]:
    when = random.choice(_WHEN)
    who, did, like, what = (random.choice(several) for several in (_WHO, _DID, _LIKE, _WHAT))
    second, did_too, also = (random.choice(several) for several in (_WHO, _DID, _WHAT))
    about, told = random.choice(field) if field and random.random() < 0.3 else ("", "")
    object_zh = f"有關{about}的{what[0]}" if about else like[0] + what[0]
    object_en = f"{what[1]} about {told}" if about else what[1]
    strong = random.random() < 0.05
    zh_who, en_who = (f"**{who[0]}**", f"**{who[1]}**") if strong else who
    zh = f"{when[0]}，{zh_who}{did[0]}{object_zh}，{second[0]}{did_too[0]}{also[0]}。"
    en = f"{when[1][0].upper()}{when[1][1:]}, {en_who} {did[1]} {object_en}, and {second[1]} {did_too[1]} {also[1]}."
    return zh, en


_WHO, _DID, _WHAT, _LIKE, _WHEN = (pairs(several) for several in (WHO, DID, WHAT, LIKE, WHEN))

if __name__ == "__main__":
    main()
