"""Pages in the manner of Chinese papers, and what each states."""

from __future__ import annotations

from typing import Any

Case = tuple[str, str, str, dict[str, Any]]
P = "這是一段夠長的正文，談到各種政策與影響，內容至少有四十五個字，好讓它被當成文章的段落，而不是標題或連結。"
PS = (
    "这是一段够长的正文，谈到各种政策与影响，内容至少有四十五个字，好让它被当成文章的段落，而不是标题或链接。"
)
NAV = (
    "<nav><ul>"
    + "".join(f'<li><a href="/{x}">{x}</a></li>' for x in ["首頁", "政治", "國際", "財經", "生活"])
    + "</ul></nav>"
)
REL = '<div class="related"><h3>相關新聞</h3><ul><li><a href="/1">另一篇文章的標題在這裡</a><span>2025-01-01</span><span class="author">王小華</span></li><li><a href="/2">又一篇文章 記者陳大明</a> 2024/12/31 10:00</li></ul></div>'


def page(head: str, body: str, lang: str = "zh-Hant-TW") -> str:
    """A page: the head, the menu, the body."""
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{NAV}{body}</body></html>'


CASES: list[Case] = []


def case(name: str, html: str, url: str = "", **stated: Any) -> None:
    """One page, and what it states."""
    CASES.append((name, html, url, stated))


case(
    "ltn",
    page(
        '<title>總統出席座談 - 政治 - 自由時報電子報</title><meta property="og:site_name" content="自由時報電子報"><script type="application/ld+json">{"@type":"NewsArticle","headline":"總統出席座談","datePublished":"2025-02-06T05:30:00+08:00","author":{"@type":"Person","name":"自由時報電子報"},"publisher":{"@type":"Organization","name":"自由時報電子報"}}</script>',
        f'<div class="whitecon"><h1>總統出席座談</h1><span class="time">2025/02/06 05:30</span><div class="text"><p>〔記者羅沛德、廖振輝／台北報導〕{P}</p><p>{P}</p></div></div>{REL}<footer>自由時報版權所有不得轉載 © 2025 The Liberty Times. All Rights Reserved.</footer>',
    ),
    title="總統出席座談",
    authors=("羅沛德", "廖振輝"),
    published="2025-02-06",
    publication="自由時報電子報",
)
case(
    "cna",
    page(
        '<title>政院通過草案 | 政治 | 中央社 CNA</title><meta property="og:site_name" content="中央通訊社"><meta itemprop="datePublished" content="2025-02-06T16:20:00+08:00">',
        f'<h1><span>政院通過草案</span></h1><div class="updatetime">2025/2/6 16:20（2/6 17:10 更新）</div><p>（中央社記者賴于榛台北6日電）{P}</p><p>{P}（編輯：林興盟）1140206</p>{REL}<p>本網站之文字、圖片及影音，非經授權，不得轉載、公開播送或公開傳輸及利用。</p>',
    ),
    title="政院通過草案",
    authors=("賴于榛",),
    published="2025-02-06",
)
case(
    "udn",
    page(
        '<title>台股大漲 | 股市 | 聯合新聞網</title><meta property="og:site_name" content="聯合新聞網"><script type="application/ld+json">{"@type":"NewsArticle","headline":"台股大漲","datePublished":"2025-02-06T08:00:00Z","author":{"@type":"Organization","name":"聯合新聞網"}}</script>',
        f'<h1>台股大漲</h1><section class="authors"><time class="article-content__time">2025-02-06 16:00</time><span class="article-content__author">聯合報／ <a href="/reporter/1">記者林悅</a>／台北即時報導</span></section><figure><img src=a.jpg><figcaption>示意圖。記者王大明／攝影</figcaption></figure><p>{P}</p><p>{P}</p>{REL}',
    ),
    title="台股大漲",
    authors=("林悅",),
    published="2025-02-06",
)
case(
    "ettoday",
    page(
        '<title>捷運新站啟用 | ETtoday生活新聞 | ETtoday新聞雲</title><meta property="og:site_name" content="ETtoday新聞雲"><meta name="author" content="ETtoday新聞雲"><meta property="article:published_time" content="2025-02-06T10:10:00+08:00">',
        f'<h1 class="title">捷運新站啟用</h1><time class="date">2025年02月06日 10:10</time><div class="story"><p><img src=x.jpg></p><p>▲新站外觀。（圖／記者王小明攝）</p><p>記者林悅／台北報導</p><p>{P}</p><p>{P}</p></div>{REL}',
    ),
    title="捷運新站啟用",
    authors=("林悅",),
    published="2025-02-06",
)
case(
    "storm",
    page(
        '<title>觀點投書：能源政策該往何處去-風傳媒</title><meta property="og:site_name" content="風傳媒"><meta property="og:title" content="觀點投書：能源政策該往何處去-風傳媒">',
        f'<h1>觀點投書：能源政策該往何處去</h1><div id="author_block"><a class="link_author info_inner_content" href="/a"><span class="info_author">林悅</span></a><span class="info_time">2025-02-06 06:20</span></div><article><p>{P}</p><p>{P}</p><p>*作者為資深媒體人</p></article>{REL}',
    ),
    url="https://www.storm.mg/article/1",
    title="觀點投書：能源政策該往何處去",
    authors=("林悅",),
    published="2025-02-06",
    publication="風傳媒",
)
case(
    "pts",
    page(
        '<title>立院三讀 ｜ 公視新聞網 PNN</title><meta property="og:site_name" content="公視新聞網 PNN">',
        f'<h1>立院三讀</h1><div>發布時間：2025-02-06 19:20</div><div>更新時間：2025-02-07 09:00</div><div class="reporter-container"><span>林悅 王小明</span> ／ 台北報導</div><p>{P}</p><p>{P}</p>{REL}',
    ),
    title="立院三讀",
    authors=("林悅", "王小明"),
    published="2025-02-06",
    modified="2025-02-07",
)
case(
    "setn",
    page(
        '<title>颱風來襲 | 生活 | 三立新聞網 SETN.COM</title><meta property="og:site_name" content="三立新聞網">',
        f"<h1>颱風來襲</h1><time>2025/02/06 12:00</time><article><p>生活中心／林悅報導</p><p>{P}</p><p>{P}</p></article>{REL}",
    ),
    title="颱風來襲",
    authors=("林悅",),
    published="2025-02-06",
)
case(
    "xinhua",
    page(
        "<title>国务院常务会议召开-新华网</title>",
        f'<div class="header-time"><span class="year"><em>2025</em></span> <span class="day"><em>02</em>/<em>06</em></span> <span class="time">20:15:30</span> 来源：新华网</div><h1><span class="title">国务院常务会议召开</span></h1><div id="detail"><p>　　新华社北京2月6日电（记者张三、李四光）{PS}</p><p>　　{PS}</p><span class="editor">【责任编辑:王五】</span></div>',
        "zh-CN",
    ),
    title="国务院常务会议召开",
    authors=("张三", "李四光"),
    publication="新华网",
    published="2025-02-06",
)
case(
    "people",
    page(
        '<title>全国政协举行会议--时政--人民网</title><meta name="publishdate" content="2025-02-06"><meta name="source" content="来源：人民网－人民日报"><meta name="author" content="105092">',
        f'<h1>全国政协举行会议</h1><div class="sou">2025年02月06日05:51 | 来源：<a href="http://paper.people.com.cn/">人民网－人民日报</a></div><div class="box_con"><p>　　本报北京2月5日电 （记者易舒冉）{PS}</p><p>　　{PS}</p></div><div class="edit">(责编：牛镛、岳弘彬)</div>',
        "zh-CN",
    ),
    title="全国政协举行会议",
    authors=("易舒冉",),
    published="2025-02-06",
)
case(
    "sina",
    page(
        '<title>新能源车销量创新高|新能源车|销量_新浪财经_新浪网</title><meta property="article:author" content="新浪财经"><meta property="article:published_time" content="2025-02-06T09:30:00+08:00"><meta name="mediaid" content="证券时报">',
        f'<h1 class="main-title">新能源车销量创新高</h1><div class="date-source"><span class="date">2025年02月06日 09:30</span> <a class="source" href="http://stcn.com">证券时报</a></div><div class="article"><p>　　证券时报记者 张三丰</p><p>　　{PS}</p><p>　　{PS}</p><p>责任编辑：李四</p></div>',
        "zh-CN",
    ),
    title="新能源车销量创新高",
    authors=("张三丰",),
    published="2025-02-06",
)
case(
    "guancha",
    page(
        "<title>外交部回应关税问题</title>",
        f'<div class="left-main"><h3>外交部回应关税问题</h3><div class="time fix"><span>2025-02-06 15:30:20</span><span>来源：观察者网</span></div><div class="content"><p>【文/观察者网 熊超然】</p><p>{PS}</p><p>{PS}</p><p>本文系观察者网独家稿件，未经授权，不得转载。</p></div></div>',
        "zh-CN",
    ),
    title="外交部回应关税问题",
    authors=("熊超然",),
    published="2025-02-06",
    publication="观察者网",
)
case(
    "hk01",
    page(
        '<title>施政報告諮詢展開｜香港01</title><meta property="og:site_name" content="香港01">',
        f'<h1 id="articleTitle">施政報告諮詢展開</h1><div>撰文：<span data-testid="article-author">陳大文</span></div><div>出版：<time datetime="2025-02-06T04:00:00.000Z">2025-02-06 12:00</time> 更新：<time>2025-02-06 13:05</time></div><article><p>{P}</p><p>{P}</p></article>',
        "zh-HK",
    ),
    title="施政報告諮詢展開",
    authors=("陳大文",),
    published="2025-02-06",
)
case(
    "bbc",
    page(
        '<title>台灣地震：你需要知道的事 - BBC News 中文</title><script type="application/ld+json">{"@graph":[{"@type":"ReportageNewsArticle","headline":"台灣地震：你需要知道的事","datePublished":"2025-02-06T18:30:00.000Z","author":{"@type":"NewsMediaOrganization","name":"BBC News 中文"},"publisher":{"@type":"NewsMediaOrganization","name":"BBC News 中文"}}]}</script>',
        f'<main><h1>台灣地震：你需要知道的事</h1><section><ul><li>作者, <span>林悅</span></li><li>Role, BBC中文</li></ul></section><time datetime="2025-02-07">2025年2月7日</time><p>{P}</p><p>{P}</p></main>',
        "zh-hant",
    ),
    title="台灣地震：你需要知道的事",
    authors=("林悅",),
    published="2025-02-07",
)
case(
    "byt",
    page(
        "<title>半月谈：基层减负</title>",
        f'<div class="detail_tit"><h1>基层减负怎么走</h1></div><div class="detail_tit_time">2025-02-06 10:11</div><div class="detail_tit_source">来源：半月谈网</div><div class="detail_content"><p>半月谈记者 林 悦 王小明</p><p>{PS}</p><p>{PS}</p><p>来源：《半月谈》2025年第3期</p></div>',
        "zh-CN",
    ),
    title="基层减负怎么走",
    authors=("林悦", "王小明"),
    published="2025-02-06",
)
case(
    "huxiu",
    page(
        "<title>国产大模型的下半场-虎嗅网</title>",
        f'<h1>国产大模型的下半场</h1><div><a href="/u/1">虎嗅编辑部</a> <span>2025-02-06 08:00</span></div><div><p>本文来自微信公众号：<a href="#">远川研究所（ID：YuanChuan）</a>，作者：张三丰，编辑：李四，头图来自：视觉中国</p><p>{PS}</p><p>{PS}</p></div>',
        "zh-CN",
    ),
    title="国产大模型的下半场",
    authors=("张三丰",),
    published="2025-02-06",
    publication="远川研究所",
)
case(
    "weixin",
    page(
        '<meta property="og:title" content="我们为什么需要县城"><meta name="author" content="林悦"><meta property="og:site_name" content="微信公众平台">',
        f'<h1 class="rich_media_title">我们为什么需要县城</h1><div><span class="rich_media_meta">原创</span> <span>林悦</span> <a href="#">县城研究</a> <em id="publish_time">2025年02月06日 20:30</em></div><p>{PS}</p><p>{PS}</p>',
        "zh-CN",
    ),
    title="我们为什么需要县城",
    authors=("林悦",),
    published="2025-02-06",
)
case(
    "nodate",
    page(
        "<title>隨筆</title>",
        f"<div>今天是2026年3月3日 星期二</div><h1>隨筆</h1><p>{P}2025年2月6日，我到了台南。</p><p>{P}</p><p>{P}</p><p>© 2024 某某</p>",
    ),
    title="隨筆",
    authors=(),
    published="",
)
case(
    "noauthor",
    page(
        "<title>記者會後的街頭 - 生活誌</title>",
        f"<h1>記者會後的街頭</h1><p>{P}作者認為如此。</p><p>圖片來源：王大明</p><p>攝影／陳小美</p><p>{P}</p>",
    ),
    title="記者會後的街頭",
    authors=(),
    published="",
)
case(
    "reporter",
    page(
        '<title>遷徙的人 - 報導者 The Reporter</title><meta property="og:site_name" content="報導者 The Reporter">',
        f'<h1>遷徙的人</h1><h2 class="subtitle">一個村子三十年</h2><div>文字／林悅</div><div>攝影／王大明</div><div>2025/2/6</div><p>{P}</p><p>{P}</p>',
    ),
    title="遷徙的人",
    authors=("林悅",),
    published="2025-02-06",
    subtitle="一個村子三十年",
)
case(
    "initium",
    page(
        "<title>鄉村裡的學校｜端傳媒 Initium Media</title>",
        f"<h1>鄉村裡的學校</h1><p>特約撰稿人 林悅 發自台東</p><p>刊登於 2025-02-06</p><p>{P}</p><p>{P}</p>",
    ),
    title="鄉村裡的學校",
    authors=("林悅",),
    published="2025-02-06",
)
case(
    "gov",
    page(
        "<title>公告事項-臺南市政府</title>",
        f"<h2>公告事項</h2><div>發布日期：114-02-06</div><div>發布單位：文化局</div><p>{P}</p><p>{P}</p>",
    ),
    title="公告事項",
    authors=(),
    published="2025-02-06",
)
case(
    "rfi",
    page(
        '<title>法國政府信任投票 - RFI - 法國國際廣播電台</title><meta property="og:site_name" content="RFI - 法國國際廣播電台">',
        f'<h1>法國政府信任投票</h1><p>發表時間： 06/02/2025 - 18:20</p><p>作者：<a href="/author/1">林悅</a></p><p>{P}</p><p>{P}</p>',
    ),
    title="法國政府信任投票",
    authors=("林悅",),
)
case(
    "nyt",
    page(
        '<title>中國的人口難題 - 紐約時報中文網</title><meta name="byline" content="ANN LEE, 林悅"><meta property="article:published_time" content="2025-02-06T11:00:00+08:00">',
        f'<h1>中國的人口難題</h1><div class="byline">ANN LEE, 林悅</div><time>2025年2月6日</time><p>{P}</p><p>{P}</p>',
    ),
    title="中國的人口難題",
    authors=("ANN LEE", "林悅"),
    published="2025-02-06",
)
case(
    "storm-dw",
    page(
        '<title>專訪經濟學家：關稅的代價-風傳媒</title><meta property="og:site_name" content="風傳媒">',
        f'<h1>專訪經濟學家：關稅的代價</h1><div class="info"><span class="info_author">德國之聲中文網</span> 2025-02-06 09:00</div><p>{P}</p><p>{P}</p><p>本文轉載自《德國之聲》，未經授權請勿轉載</p>',
    ),
    title="專訪經濟學家：關稅的代價",
    authors=(),
    published="2025-02-06",
    publication="德國之聲",
    republisher="風傳媒",
)


case(
    "pen",
    page(
        '<title>為什麼我們愛看球｜鳴人堂</title><meta property="og:site_name" content="鳴人堂">',
        f'<h1>為什麼我們愛看球</h1><div class="author-box"><a class="author" href="/a">人渣文本</a></div><time>2025-02-06</time><p>{P}</p><p>{P}</p>',
    ),
    title="為什麼我們愛看球",
    authors=("人渣文本",),
    published="2025-02-06",
)
case(
    "thepaper",
    page(
        "<title>长江禁渔第五年_绿政公署_澎湃新闻-The Paper</title>",
        f'<h1 class="index_title">长江禁渔第五年</h1><div class="index_left"><div>澎湃新闻记者 林悦 实习生 王小明</div><div><span>2025-02-06 07:12</span> <span>来源：澎湃新闻</span></div></div><p>{PS}</p><p>{PS}</p><div>责任编辑：李四</div><div>图片编辑：张三</div><div>校对：王五</div>',
        "zh-CN",
    ),
    title="长江禁渔第五年",
    authors=("林悦", "王小明"),
    published="2025-02-06",
    publication="澎湃新闻",
)
case(
    "chinanews",
    page(
        "<title>春运客流创新高-中新网</title>",
        f'<h1 class="content_left_title">春运客流创新高</h1><div class="content_left_time">2025-02-06 14:20:11 来源：中国新闻网 <span>作者：林悦</span></div><p>　　中新社北京2月6日电 (记者 张三)中国铁路6日发布消息。{PS}</p><p>　　{PS}</p><p>【编辑:李四】</p>',
        "zh-CN",
    ),
    title="春运客流创新高",
    published="2025-02-06",
    publication="中国新闻网",
)
case(
    "sinasrc",
    page(
        "<title>新能源车销量创新高_新浪财经_新浪网</title>",
        f'<h1>新能源车销量创新高</h1><div><span class="date">2025年02月06日 09:30</span> <a class="source" href="http://stcn.com">证券时报</a></div><p>{PS}</p><p>{PS}</p>',
        "zh-CN",
    ),
    title="新能源车销量创新高",
    publication="证券时报",
    republisher="新浪网",
)
case(
    "tvbs",
    page(
        '<title>機場捷運誤點│TVBS新聞網</title><meta property="og:site_name" content="TVBS新聞網">',
        f'<h1>機場捷運誤點</h1><div class="author">記者 <a href="/r/1">林悅</a> 報導<br>發佈時間：2025/02/06 10:00<br>最後更新時間：2025/02/06 10:30</div><p>{P}</p><p>{P}</p>',
    ),
    title="機場捷運誤點",
    authors=("林悅",),
    published="2025-02-06",
)
case(
    "chinatimes",
    page(
        "<title>春節車潮 - 生活 - 中時新聞網</title>",
        f'<h1 class="article-title">春節車潮</h1><div class="meta-info"><time datetime="2025-02-06 10:00"><span class="hour">10:00</span><span class="date">2025/02/06</span></time><div class="source">中時新聞網</div><div class="author"><a href="/r/1">林悅</a></div></div><p>{P}</p><p>{P}</p>',
    ),
    title="春節車潮",
    authors=("林悅",),
    published="2025-02-06",
)
case(
    "mirror",
    page(
        "<title>獨家專訪 - 鏡週刊 Mirror Media</title>",
        f"<h1>獨家專訪</h1><div>2025.02.06 05:58 臺北時間</div><div>文｜<a>林悅</a> 攝影｜<a>王大明</a></div><p>{P}</p><p>{P}</p>",
    ),
    title="獨家專訪",
    authors=("林悅",),
    published="2025-02-06",
)
case(
    "cw",
    page(
        '<title>AI搶走誰的工作？|天下雜誌</title><script type="application/ld+json">{"@context":"http://schema.org","@type":"NewsArticle","headline":"AI搶走誰的工作？","datePublished":"2025-02-06T00:00:00+08:00","author":[{"@type":"Person","name":"林悅"}],"publisher":{"@type":"Organization","name":"天下雜誌"}}</script>',
        f"<h1>AI搶走誰的工作？</h1><p>文 林悅 天下Web only</p><p>發布時間：2025-02-06</p><p>{P}</p><p>{P}</p>",
    ),
    title="AI搶走誰的工作？",
    authors=("林悅",),
    published="2025-02-06",
    publication="天下雜誌",
)
case(
    "hkej",
    page(
        "<title>港股全日跌 - 香港經濟日報 - 即時新聞</title>",
        f"<h1>港股全日跌</h1><div><span>發布時間: 2025/02/06 16:30</span></div><p>{P}</p><p>{P}</p><p>責任編輯：王小明</p>",
    ),
    title="港股全日跌",
    authors=(),
    published="2025-02-06",
)
case(
    "ifeng",
    page(
        '<title>专家谈房地产_凤凰网</title><meta name="og:time " content="2025-02-06 09:00:00"><meta property="article:published_time" content="2025-02-06T09:00:00+08:00">',
        f"<h1>专家谈房地产</h1><div>2025年02月06日 09:00:00<br>来自北京</div><div><a>国是直通车</a></div><p>中新社国是直通车记者 庞无忌</p><p>{PS}</p><p>{PS}</p>",
        "zh-CN",
    ),
    title="专家谈房地产",
    authors=("庞无忌",),
    published="2025-02-06",
)
case(
    "wsj",
    page(
        "<title>小店的黃昏 - 新新聞</title>",
        f"<h1>小店的黃昏</h1><p>林悅 王小明／台北報導</p><p>{P}</p><p>{P}</p>",
    ),
    title="小店的黃昏",
    authors=("林悅", "王小明"),
    published="",
)
