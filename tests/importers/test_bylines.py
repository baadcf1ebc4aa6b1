"""Bylines as papers on both sides of the strait print them: who wrote a text, by its own lines."""

from __future__ import annotations

import pytest

from yizhu.importers.metadata.bylines import find_byline
from yizhu.importers.metadata.persons import is_han_name, parse_names, remove_site_names

PROSE = "這是一段正文，談到各種政策與影響，內容有好幾十個字，好讓它被當成文章的段落。後面還有一句。"

# A line, and the authors that it names; none where it names photographers, editors, sources or nobody.
LINES = """
記者林悅／南市報導 => 林悅
〔記者羅沛德、廖振輝／台北報導〕… => 羅沛德+廖振輝
【文/观察者网 熊超然】 => 熊超然
【文/观察者网 熊超然】… => 熊超然
半月谈记者 张三丰 => 张三丰
作者：林悅 => 林悅
作者︱王小明 => 王小明
作者丨李大钊 编辑丨陈独秀 => 李大钊
撰文：林悅 攝影：陳大文 => 林悅
編譯／陳正健 => 陳正健
〔編譯陳成良／綜合報導〕 => 陳成良
文｜林悅 => 林悅
文／林悅 圖／王大明 => 林悅
口述／王小明 整理／林悅 => 王小明+林悅
口述｜王小明　整理｜林悅 => 王小明+林悅
（中央社記者王承中台北6日電）… => 王承中
（中央社台北6日電）… => nobody
新华社北京2月6日电（记者张三、李四光）… => 张三+李四光
人民网北京2月6日电 （记者张三）… => 张三
记者 张磊 王 芳 => 张磊+王芳
本报记者 张 磊 王芳 通讯员 李晓明 => 张磊+王芳+李晓明
聯合報 記者林悅／台北即時報導 => 林悅
聯合報／ 記者林悅、王大明／台北報導 => 林悅+王大明
2025-02-06 12:00 聯合報／記者林悅／台北即時報導 => 林悅
来源：新华网 作者：张三 时间：2025-02-06 => 张三
2025-02-06 10:20:30 来源：新京报 记者：张三 编辑：李四 => 张三
圖／記者林悅攝 => nobody
▲林悅攝影。（圖／記者林悅攝） => nobody
記者林悅攝 => nobody
圖片來源：路透社 => nobody
記者會今天下午舉行 => nobody
记者从有关部门获悉 => nobody
每经记者：张三    每经编辑：李四 => 张三
21世纪经济报道记者 张三 北京报道 => 张三
端傳媒記者 林悅 發自台北 => 林悅
By Ann Lee and Bo Li => Ann Lee+Bo Li
撰文 / 林悅 => 林悅
文字 林悅 => 林悅
责任编辑：张三 => nobody
文／中央社 => nobody
採訪撰文／林悅　攝影／王大明 => 林悅
作者：[美] 约翰·史密斯 译者：王芳 => 约翰·史密斯
（本文作者為台大教授） => nobody
編輯：林悅 => nobody
綜合報導 => nobody
國際中心／綜合報導 => nobody
政治中心／林悅報導 => 林悅
生活中心／林悅報導 => 林悅
記者陳小明台北報導 => 陳小明
【記者陳小明/台北報導】 => 陳小明
文：林悅（自由撰稿人） => 林悅
作者：林悅／資深媒體人 => 林悅
記者 歐陽夢萍 報導 => 歐陽夢萍
香港文匯報訊（記者 陳大文） => 陳大文
【明報專訊】行政長官今日表示 => nobody
【大紀元2025年02月06日訊】（大紀元記者李四光台灣台北報導） => 李四光
原创 张三 半月谈 => nobody
撰文：陳大文 => 陳大文
記者陳大文、特派員李小華／華盛頓六日電 => 陳大文+李小華
財經中心／師瑞德報導 => 師瑞德
三立新聞網 林悅 => nobody
中時 林悅 => nobody
南方周末记者 张三 => 张三
澎湃新闻记者 张三 实习生 李四光 => 张三+李四光
作者：方舟子 => 方舟子
文 | 张三 出品 | 商业评论 => 张三
本文来自微信公众号“某某”（ID：xxx），作者：张三，36氪经授权发布。 => 张三
記者 | 林悅 => 林悅
来源：人民日报 => nobody
文/羊城晚报全媒体记者 张三 => 张三
羊城晚报全媒体记者 张三 通讯员 李四光 => 张三+李四光
2024/05/06 05:30 〔記者吳欣恬、王榮祥／高雄報導〕 => 吳欣恬+王榮祥
文．林悅　攝影．陳大文 => 林悅
撰文者：林悅 => 林悅
撰文： 陳曉彤 出版： 2024-05-06 12:00 更新： 2024-05-06 15:00 => 陳曉彤
【本報記者陳大文報道】… => 陳大文
【大公報訊】記者陳大文北京報道 => 陳大文
本報駐北京特派記者 張維民 => 張維民
新华社记者张三、李四光 => 张三+李四光
新华社记者 => nobody
【环球时报驻美国特派记者 张三 环球时报记者 李四光】… => 张三+李四光
澎湃新闻首席记者 张三 => 张三
■本报记者 张三 李四光 => 张三+李四光
本刊记者/张三 => 张三
中新社记者 张三 摄 => nobody
作者|张三 李四光 出品|36氪 => 张三+李四光
文／Ann Lee => Ann Lee
Posted by 林悅 => 林悅
Text by 林悅　Photo by 陳大文 => 林悅
作者 林悅 | 發布日期 2024 年 05 月 06 日 8:00 => 林悅
作者 中央社 | 發布日期 2024 年 05 月 06 日 8:00 => nobody
特約記者／林悅 => 林悅
駐華盛頓特派員林悅／5日報導 => 林悅
（編輯：林悅／譯者：王小明）1130506 => nobody
經濟日報 社論 => nobody
張三豐 李四光 发自 凹非寺 => 張三豐+李四光
本文来自微信公众号：真实故事（ID：zhenshi），作者：张三，题图来自：视觉中国 => 张三
攝影記者：林悅 => nobody
摄影记者 张三 => nobody
圖、文：林悅 => 林悅
文、圖／林悅 => 林悅
摄影/张三 文/李四光 => 李四光
【责任编辑:张三】 => nobody
(责编：岳弘彬、牛镛) => nobody
初审：张三 复审：李四光 终审：王五一 => nobody
（作者：张三，系某大学教授） => 张三
（作者張維民為某大學研究員） => 張維民
口述：王小明（台積電前工程師）　採訪撰文：林悅 => 王小明+林悅
【明報專訊】… => nobody
（法新社巴黎5日電）… => nobody
南方日报记者 张三 通讯员 李四光 王五一 => 张三+李四光+王五一
監製／王小明　記者／林悅　剪輯／陳大文 => 林悅
記者林悅專訪 => 林悅
【記者林悅台北報導】… => 林悅
國際中心林悅／綜合報導 => 林悅
駐日特派員 林悅 => 林悅
聯合報特派記者林悅／東京報導 => 林悅
【經濟日報╱記者林悅╱台北報導】 => 林悅
撰文／攝影：林悅 => 林悅
採訪｜林悅　撰文｜王小明　攝影｜陳大文 => 林悅+王小明
文字：林悅｜攝影：陳大文｜編輯：王小明 => 林悅
整理：編輯部 => nobody
作者：林悅（國立台灣大學社會學系副教授） => 林悅
文：林悅　譯：王小明 => 林悅
（本報記者林悅） => 林悅
本报北京5月6日电 （记者张三、李四光） => 张三+李四光
（本报记者 张三 李四光 采写） => 张三+李四光
央视网消息（记者 张三）：国务院新闻办公室举行发布会，介绍有关情况。 => 张三
央广网北京5月6日消息（记者张三）据中央广播电视总台报道，今天上午举行了会议。 => 张三
北京日报客户端 | 记者 张三 => 张三
新京报讯（记者张三）5月6日，记者从北京市气象台获悉，今天有雨。 => 张三
红星新闻记者 张三 责任编辑 李四光 => 张三
封面新闻记者 张三 摄影报道 => 张三
极目新闻记者 张三 李四光 => 张三+李四光
（来源：新华社 作者：张三） => 张三
来源：新华社 编辑：李四光 => nobody
转自：央视新闻 编辑：张三 审核：李四光 => nobody
南都讯 记者张三 发自北京 => 张三
经济观察报 记者 张三 => 张三
时代周报记者：张三 编辑：李四光 => 张三
撰文 | 张三 编辑 | 李四光 设计 | 王五一 => 张三
作者／林悅　責任編輯／王小明 => 林悅
作者 | 林悅（資深媒體人） => 林悅
【文：林悅】 => 林悅
文：林悅 圖：資料圖片 => 林悅
撰文：本刊記者 => nobody
明報記者林悅 => 林悅
星島日報記者 林悅報道 => 林悅
林悅（香港中文大學副教授） => nobody
新闻来源：中国青年报 作者：张三 2024年5月6日 => 张三
责编：张三 => nobody
本文作者：林悅，現任某報編輯。 => 林悅
綜合外電報導 => nobody
编译：张三 来源：路透社 => 张三
特约评论员 张三 => 张三
口述/张三 整理/本报记者 李四光 => 张三+李四光
采写：南城见习记者 林子沛 => 林子沛
作者：张三 李四光返回某站，查看更多 => 张三+李四光
《棱镜》作者 周纯 => 周纯
原创： 某某编译 人民币交易与研究 => nobody
by Taboolaby Taboola => nobody
"""


def _cases() -> list[tuple[str, tuple[str, ...]]]:
    pairs = [line.split(" => ") for line in LINES.strip().split("\n")]
    return [
        (text.replace("…", PROSE * 2), () if names == "nobody" else tuple(names.split("+")))
        for text, names in pairs
    ]


@pytest.mark.parametrize(("line", "authors"), _cases())
def test_a_byline_names_its_authors_and_nobody_else(line: str, authors: tuple[str, ...]) -> None:
    """記者, 作者, 撰文 … name authors; photographers, editors, sources and desks are not authors."""
    found = find_byline(line)
    assert (found.authors if found else ()) == authors


def test_prose_names_nobody() -> None:
    """A sentence about reporters is not a byline."""
    for text in (
        "記者會上，" + PROSE,
        "他問記者：王小明去了哪裡？" + PROSE * 2,
        "作者認為如此。",
        PROSE + "記者王小明走了。" + PROSE,
    ):
        assert find_byline(text) is None, text


def test_values_that_say_who_wrote() -> None:
    """Names come out of linked data and meta tags clean: no by, no address, no place, no account."""
    assert parse_names("By Ann Lee and Bo Li, Berlin") == ("Ann Lee", "Bo Li")
    assert parse_names("Ann Lee (ale), dpa") == ("Ann Lee", "dpa")
    assert parse_names("王小明、林悅") == ("王小明", "林悅")
    assert parse_names("大渡 美咲") == ("大渡 美咲",)
    assert parse_names("Ann Lee Reporter and Bo Staff Writer") == ("Ann Lee", "Bo")
    assert parse_names("Jane Reporter") == ("Jane Reporter",), "of two words the second is the family name"
    for nobody in (
        "https://facebook.com/paper",
        "a.lee@paper.org",
        "105092",
        "admin",
        "風傳媒編輯部",
        "新华社",
    ):
        assert parse_names(nobody) == (), nobody


def test_a_sites_own_name_is_nobodys() -> None:
    """Nor is it with a desk behind it; whoever shares a part of it stays."""
    assert remove_site_names(["風傳媒", "風傳媒編輯部", "林悅"], ["風傳媒"]) == ("林悅",)
    assert remove_site_names(["Storm Media", "Storm Lee"], ["Storm Media"]) == ("Storm Lee",)


def test_the_form_of_a_chinese_name() -> None:
    """A surname and one or two characters, a compound one and as many, or parts joined by a dot."""
    assert all(map(is_han_name, ("林悅", "王小明", "歐陽夢萍", "约翰·史密斯")))
    assert not any(map(is_han_name, ("報導", "台北報", "王", "記者林悅", "的人")))
