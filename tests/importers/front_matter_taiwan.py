"""Pages in the manner of papers of Taiwan and Hong Kong."""

from __future__ import annotations

from front_matter_pages import PS, REL, P, case, page

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
