"""Pages in the manner of papers of the mainland, and of papers abroad in Chinese."""

from __future__ import annotations

from front_matter_pages import PS, P, case, page

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
