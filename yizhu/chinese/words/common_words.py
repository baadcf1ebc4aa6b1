"""Common words in Chinese and English, by which passages are known again: things, places and people that news is about.

Left out are words that translators change or drop (說, 問題, 發展), and those that every passage has.
"""

from __future__ import annotations

import re
from functools import cache

from yizhu.chinese.script_conversion import convert_text

# Chinese words in Traditional characters, and the English words that one of them becomes; a plural s is understood.
_WORDS = """
台灣 臺灣: taiwan taiwanese
中國: china chinese
美國: america american u.s. us
日本: japan japanese
韓國 南韓: korea korean
英國: britain british uk england
法國: france french
德國: germany german
俄羅斯 俄國: russia russian
印度: india indian
義大利 意大利: italy italian
西班牙: spain spanish
荷蘭: dutch netherlands holland
葡萄牙: portugal portuguese
澳洲 澳大利亞: australia australian
加拿大: canada canadian
越南: vietnam vietnamese
泰國: thailand thai
印尼: indonesia indonesian
菲律賓: philippine filipino philippines
馬來西亞: malaysia malaysian
新加坡: singapore singaporean
香港: hong
澳門: macau macao
西藏: tibet tibetan
蒙古: mongolia mongolian mongol
烏克蘭: ukraine ukrainian
以色列: israel israeli
歐洲 歐盟: europe european eu
亞洲: asia asian
非洲: africa african
西方: west western
東南亞: southeast
上海: shanghai
北京: beijing peking
台北 臺北: taipei
高雄: kaohsiung
台中 臺中: taichung
台南 臺南: tainan
新竹: hsinchu
花蓮: hualien
台東 臺東: taitung
屏東: pingtung
嘉義: chiayi
宜蘭: yilan
基隆: keelung
金門: kinmen
澎湖: penghu
東京: tokyo
紐約: york
巴黎: paris
倫敦: london
柏林: berlin
慕尼黑: munich
舊金山: francisco
矽谷 硅谷: silicon
政府: government
總統: president presidential
總理: premier chancellor
首相: prime
部長: minister
市長: mayor
國會 立法院: parliament legislature legislative congress yuan
立委 立法委員 議員: legislator lawmaker
選舉: election electoral
投票 選票: vote voting ballot voter
政黨: party
民進黨: dpp
國民黨: kmt kuomintang
共產黨: communist
民主: democracy democratic democratization
憲法: constitution constitutional
法律: law legal
法院: court
法官: judge
律師: lawyer attorney
警察 警方: police
監獄: prison jail
軍隊 軍方: army military
戰爭: war
士兵: soldier
飛彈 導彈: missile
條約: treaty
外交: diplomatic diplomacy diplomat
殖民: colonial colony colonized
皇帝 天皇: emperor
國王: king
革命: revolution revolutionary
抗議: protest
罷工: strike
經濟: economy economic
市場: market
公司 企業: company firm corporation companies business enterprise
工廠: factory factories plant
銀行: bank
股票 股市: stock share
投資: invest investment investor
價格: price
成本: cost
稅: tax
預算: budget
貿易: trade
出口: export
工人 勞工: worker labor labour
農民 農夫: farmer
農業: agriculture agricultural farming
稻 米: rice
茶: tea
咖啡: coffee
糖: sugar
水果: fruit
牛: cow cattle beef ox
豬: pig pork
雞: chicken
魚: fish fishing
狗: dog
貓: cat
鳥: bird
樹: tree
森林: forest
山: mountain
河 溪: river stream creek
海: sea ocean
島: island
湖: lake
雨: rain
颱風 台風: typhoon
地震: earthquake
火車 鐵路: train railway railroad
汽車: car automobile
飛機: plane aircraft airplane
機場: airport
船: ship boat vessel
道路 公路: road highway
橋: bridge
城市: city cities urban
鄉村 農村 村: village rural
大學: university universities
學校: school
學生: student
老師 教師: teacher
教授: professor
教育: education educational
博士: phd doctor doctorate doctoral
醫院: hospital
醫師 醫生: doctor physician
疫苗: vaccine
病毒: virus
癌: cancer
健保: insurance
藥: drug medicine
電影: film movie cinema
導演: director
演員: actor actress
電視: television tv
廣播 電台: radio broadcast
報紙: newspaper
記者: reporter journalist
音樂: music musical
歌 歌曲 歌手: song singer
專輯: album
樂團 樂隊: band orchestra
鋼琴: piano
吉他: guitar
舞蹈 跳舞: dance dancer
劇場 戲劇: theater theatre drama
博物館: museum
畫家 畫: painter painting
藝術: art artist artistic
作家: writer author
小說: novel
詩: poem poet poetry poetic
書: book
語言: language
英文 英語: english
客家: hakka
原住民 原民: indigenous aboriginal
漢人: han
媽祖: mazu
廟 宮: temple
神: god deity deities goddess spirit
佛教 佛: buddhist buddhism buddha
基督教 教會: church christian christianity
教堂: church
穆斯林 伊斯蘭: muslim islam islamic
宗教: religion religious
父親 爸爸: father
母親 媽媽: mother
兒子: son
女兒: daughter
孩子 兒童 小孩: child children kid
妻子 太太: wife
丈夫: husband
女性 女人 婦女: woman women female
男人 男性: man men male
年輕人 青年: young youth
老人 長者: elderly elder
奶奶 阿嬤 祖母: grandmother
阿公 祖父 爺爺: grandfather
婚姻 結婚: marriage marry married wedding
死亡 死: death die died dead
出生: born birth
墓: tomb grave
血: blood
眼睛 眼: eye
手: hand
頭髮: hair
衣服: clothes clothing
紅色 紅: red
白色 白: white
黑色 黑: black
綠色 綠: green
藍色 藍: blue
黃金 金: gold golden
銀: silver
鐵: iron
木: wood wooden
石: stone
水: water
火: fire
電力 電: electric electricity power
核電 核能 核: nuclear
石油: oil petroleum
晶片 芯片: chip
半導體: semiconductor
電腦 計算機: computer computing
軟體 軟件: software
程式 代碼 程式碼: program code programming
演算法 算法: algorithm
模型: model
資料 數據: data
網路 網絡 互聯網: internet network online web
手機: phone smartphone
遊戲: game gaming
人工智慧 人工智能: ai artificial
機器人: robot
衛星: satellite
太空: space
太陽: sun solar
科學: science scientific
科學家: scientist
研究: research study
實驗 實驗室: experiment laboratory lab
論文: paper thesis
專利: patent
獎: award prize
奧運: olympic
棒球: baseball
籃球: basketball
足球: football soccer
球員 選手: player athlete
教練: coach
比賽 賽: game match race competition contest
冠軍: champion championship
餐廳: restaurant
夜市: market
酒: wine liquor alcohol
麵: noodle
湯: soup
鹽: salt
醬油 醬: sauce soy
難民: refugee
移民: immigrant immigration migrant
移工: migrant
同性: same-sex gay
人權: rights
自由: freedom free
獨立: independence independent
和平: peace
歷史: history historical historic
戒嚴: martial
白色恐怖: terror
清朝 清: qing
明朝: ming
時代: era age
世紀: century centuries
春: spring
夏: summer
秋: autumn fall
冬: winter
早上 早晨: morning
晚上 夜: night evening
星期 週: week
""".strip()


class WordList:
    """Chinese words, and what they become in English; each group of them is known by its first word."""

    def __init__(self, lines: str) -> None:
        self._by_first: dict[
            str, list[tuple[str, str]]
        ] = {}  # by first character: (word, anchor), the longest first
        self.english: dict[str, list[str]] = {}  # by English word: anchors
        for line in lines.strip().split("\n"):
            words, others = line.split(": ")
            anchor = words.partition(" ")[0]
            for word in words.split():
                for form in dict.fromkeys((word, convert_text(word, "t2s"))):
                    self._by_first.setdefault(form[0], []).append((form, anchor))
            for word in others.split():
                for spelling in (word, f"{word}s", f"{word}es"):
                    self.english.setdefault(spelling, []).append(anchor)
        for forms in self._by_first.values():
            forms.sort(key=lambda pair: -len(pair[0]))

    def find_chinese(self, text: str) -> set[str]:
        """Return the anchors of the words in a Chinese text; the longest word at each place counts."""
        found, at, by_first = set[str](), 0, self._by_first
        for start, character in enumerate(text):
            if start >= at and character in by_first:
                for word, anchor in by_first[character]:
                    if text.startswith(word, start):
                        found.add(anchor)
                        at = start + len(word)
                        break
        return found

    def find_english(self, words: set[str]) -> set[str]:
        """Return the anchors of English words in small letters."""
        return {anchor for word in words & self.english.keys() for anchor in self.english[word]}


@cache
def common_words() -> WordList:
    """Return the common words."""
    return WordList(_WORDS)


_ENGLISH_WORD = re.compile(r"[a-z][a-z-]*[a-z]")


def find_common_words(text: str, lang: str) -> set[str]:
    """Return the common words of a text in Chinese or English, each by its Chinese form."""
    if lang.startswith("zh"):
        return common_words().find_chinese(text)
    return (
        common_words().find_english(set(_ENGLISH_WORD.findall(text.lower())))
        if lang.startswith("en")
        else set()
    )
