"""Words that show that a block of a page is not part of the article; none of them matches in another script."""

from __future__ import annotations

import re

from yizhu.importers.model.profiles import Profile, find_short_opening
from yizhu.importers.model.punctuation import to_half_width

_SHORT = 60  # as weighed: thirty Chinese characters

# Whole lines, or openings of short ones, below which no article continues.
_BOILERPLATE = re.compile(
    r"""^[\s#＃|｜▲▼◎●■★☆►▶◆※→>»·•【\[(（–—-]*(?:
    (?:閱讀|阅读|看|點我看|点我看)(?:更多|全文)[\s–—)）-]*$|(?:廣告|广告)[,，\s]*(?:請|请)(?:繼續|继续)|
    分享(?:到|至|给|給|让|讓|:|$)|(?:微信)?扫(?:一扫|码)|(?:微信)?掃(?:一掃|碼)|(?:打印|列印)(?:本|此|[该該]|[页頁]|$|[\s|｜/／【\[(（])|(?:小|中|大|調整|调整)?字(?:号|號|體|级|級)
    |(?:上|下)一(?:篇|則|则|页|頁)|(?:點擊|点击)(?:上方|下方)?.{0,6}(?:關注|关注)|\W*(?:END|完)\W*$|返回.{1,10}(?:查看|閱讀|阅读)更多|返回(?:顶部|頂部|列表|首页|首頁)|回(?:到)?(?:頂部|顶部|首頁)|(?:標籤|标签|關鍵字|关键词|關鍵詞|Tags?)\s*[:：]
    |(?:责任|責任|执行|網站|网站)?(?:编辑|編輯|责编|責編|核稿|校对|校對|审核|審核|监制)\s*[:：/／|]|(?:责编|責編|核稿編輯)
    |(?:点击|點擊|我要)?(?:收藏|点赞|點讚|投诉|纠错|舉報|举报|留言|评论|評論)(?:\s|:|$|\d)|(?:发表|發表|我要)(?:评论|評論|留言)|(?:網友|网友)(?:回應|评论|評論)
    |原(?:标题|標題|題)\s*[:：]|广告$|廣告$|廣告\s*[(（]|請繼續往下(?:閱讀|看)|(?:繼續|请继续)(?:閱讀|阅读)|(?:下載|下载).{0,12}(?:APP|App|应用|客户端)|加入.{0,14}(?:LINE|Line|好友|會員|粉絲)
    |(?:订阅|訂閱|追蹤|關注|关注)(?:我们|我們|本报|.{0,12}(?:電子報|频道|頻道|公众号|粉絲))|(?:版权|版權)(?:所有|声明|聲明)|未经.{0,8}(?:许可|授权)|未經.{0,8}(?:許可|授權|同意)
    |(?:登入|登录|註冊|注册)(?:$|/|後|后)|(?:更新|发布|發布|發佈|出版)(?:时间|時間|日期)\s*[:：]|(?:阅读|閱讀|瀏覽|浏览|点击|人氣|觀看)(?:数|量|數|次数|人数|次數)?\s*[:：]?\s*\d
    |(?:熱門|热门|熱搜|热搜)(?:關鍵字|搜索|搜尋|话题|話題|標籤|标签)?\s*[:：]?$
    )""",
    re.X,
)
_BOILERPLATE_LATIN = re.compile(
    r"^\W*(?:advertisement|story continues below|continue reading|sign up (?:for|to|here)|subscribe (?:to|now)|click here to|"
    r"share (?:this|on)|follow (?:us|@)|like us on|copyright|all rights reserved|©|\(c\) \d{4}|tags?:|filed under|posted in|"
    r"get .{0,40}(?:by clicking here|newsletter)|this slideshow requires|please enable javascript|view (?:all )?comments|"
    r"leave a (?:comment|reply)|print this|email this|back to top|skip to|this article was (?:originally )?published|"
    r"like this story|don.t miss\b)",
    re.I,
)
_POINTER = re.compile(
    r"^[\s#＃▲▼◎●■★☆►▶◆※→>»·•👉【\[(（《]*(?:延伸閱讀|延伸阅读|相關(?:報導|新聞|文章|閱讀)|相关(?:报道|新闻|文章|阅读)|更多(?:新聞|報導|文章|閱讀|内容)|"
    r"看更多|推薦閱讀|推荐阅读|點(?:我|此)看|你(?:可能)?也?可以看|関連記事|あわせて読みたい|"
    r"read more|read also|also read|related(?: stories| articles| coverage| content)?|see (?:also|more)|more:|more on|watch:|don.t miss)\s*(?:[:：|｜／/-]|$)",
    re.I,
)
_END = re.compile(
    r"^[\s#＃▲▼◎●■★☆►▶◆※→>»·•【\[<〈《]*(?:(?:更多)?延伸閱讀|延伸阅读|相關(?:報導|新聞|文章|閱讀|連結|影音|主題)|相关(?:报道|新闻|文章|阅读|链接|推荐|专题)|"
    r"(?:更多|其他|其它)(?:新聞|報導|文章|閱讀|新闻|报道|相關.{0,4}|相关.{0,4}|精彩.{0,4})|推薦(?:閱讀|文章|新聞)|推荐(?:阅读|文章|新闻)|為您推薦|为您推荐|猜你(?:喜歡|喜欢)|往期(?:推荐|推薦|回顾|回顧|精选)|"
    r"你(?:可能|或許)(?:也|還)?(?:會)?(?:感興趣|喜歡|想看).{0,6}|您可能(?:也|还)?(?:感兴趣|喜欢).{0,6}|(?:熱門|热门|最新|即時|焦點|人氣|精选|精選|本週|今日)(?:新聞|新闻|文章|話題|话题|排行|推薦|推荐|點閱|影音|焦點)榜?|"
    r"網友(?:回應|評論)|网友(?:评论|跟帖)|(?:全部|最新|热门)?(?:評論|评论|留言)\s*(?:[(（]?\d*[)）]?|區|区)|大家都在看|編輯推薦|编辑推荐|関連(?:記事|ニュース)|おすすめ(?:記事)?|"
    r"related (?:articles|stories|posts|content|news|topics)|recommended(?: for you)?|most (?:popular|read)|you (?:may|might) (?:also )?like|more (?:from|stories|news)\b.{0,30}|"
    r"read next|up next|trending(?: now)?|comments?(?: \(\d+\))?|comentar(?:ios)?|commentaires?|kommentare?r?|commenti|reacties|leave a (?:reply|comment))\s*[】\]>〉》]?\s*[:：↓▼]?\s*$",
    re.I,
)


_FOOT = re.compile(
    r"(?:未經|未经|非經|非经|不得|請勿|请勿|禁止|謝絕|谢绝).{0,24}(?:轉載|转载|轉貼|转贴|重製|複製|复制|抄襲|摘編|摘编|改写|改寫)|(?:版權|版权)(?:所有|归|歸|屬|属)|"
    r"(?:特别|特別|免責|免责|郑重|版权|版權)?(?:声明|聲明)[:：]|(?:提醒您|關心您|請撥打|請洽|警語)|(?:^|[^\w])(?:1925|1995|0800-788-995)|(?:仅|僅)代表(?:作者|其)?.{0,8}(?:个人|個人|本人|立場|立场|观点|觀點)|"
    r"会員限定|会員登録|有料会員|(?:登入|登录|加入會員|訂閱|订阅).{0,10}(?:全文|完整內容|完整内容)|"
    r"(?:下載|下载|安裝|打开|打開|開啟).{0,14}(?:APP|App|app|客户端|應用程式)|(?:^|\W)(?:all rights reserved|copyright\b|©)",
    re.I,
)
_OFFER = re.compile(
    r"登録すると|読み放題|(?:有料|無料)会員(?:登録|になる)|会員向け記事"
    r"|\bissues for [£$€]\s?\d|\bfor as little as\b|\bdelivered (?:to|through) your (?:inbox|letterbox|door)"
    r"|(?:立即|馬上|马上|現在|现在)(?:訂閱|订阅|加入會員|加入会员)|(?:訂閱|订阅|會員|会员)(?:方案|優惠|优惠|專享|专享|獨享|独享)",
)
_OFFER_LENGTH = 160
_FOOT_LENGTH = 200
_CAPTION = re.compile(
    r"^[▲△▼▽↑↓◎◆●■]?\s*(?:(?:示意)?(?:圖|图)(?:片|說|说|為|为)?|照片|攝影|摄影|Photo|Image|Picture|Credit)\s*[:：／/]|^[▲△]",
    re.I,
)
_CREDIT = re.compile(
    r"[（(【\[](?:[^（(【\[]{0,12}(?:圖|图|攝|摄|照片|資料照|翻攝|提供|Photo|Image|Reuters|路透|美聯社|法新社|AP|AFP|Getty)[^）)】\]]{0,24})[）)】\]]\s*$|"
    r"(?:資料照片?|资料图片?|示意圖|资料照|攝影\s*[:：／/]?\s*\w{2,4}|（圖[^）]*）)\s*$"
)
# A credit that names itself ends a caption of any length: … (Photo: Jane Doe / AFP), … Foto: Jan Muster
_NAMED_CREDIT = re.compile(
    r"[（(\[]\s*(?:Photos?|Fotos?|Bild|Image|Picture|Illustration|Crédits?|Credits?)\s*[:：／/][^（(\[\])）]{2,80}[）)\]]\s*$"
    r"|(?:^|[\s.])(?:Foto|Bild|Bildquelle|Photo|Crédit(?: photo)?|Photo [Cc]redit|Image [Cc]redit)\s*:\s*[^\W\d_][^.!?:]{2,60}$"
)
_CAPTION_LENGTH = 120
_LONGEST_CAPTION = 400


def is_legal_notice(text: str) -> bool:
    """Is the text a copyright notice or a legally required advice, as found below an article?"""
    return len(text) <= _FOOT_LENGTH and bool(_FOOT.search(to_half_width(text)) or _FOOT.search(text))


def is_subscription_offer(text: str) -> bool:
    """Does the text offer a subscription, as found below an article?"""
    return len(text) <= _OFFER_LENGTH and bool(_OFFER.search(text))


def is_caption(text: str, beside: bool) -> bool:
    """Is the text written like a picture's caption? A photo credit alone counts only ``beside`` a picture."""
    if len(text) <= _LONGEST_CAPTION and _NAMED_CREDIT.search(text):
        return True
    if len(text) > _CAPTION_LENGTH:
        return False
    found = _CREDIT.search(text)
    if found and not text[: found.start()].strip():
        return True
    return bool(_CAPTION.match(text)) or (beside and bool(_CREDIT.search(text)))


def boilerplate_reason(text: str, length: int, rules: Profile) -> str:
    """Return why a short line is part of a menu, tool or footer; empty if it is not."""
    if length > _SHORT or "。" in text[:-1]:
        return ""
    found = (
        _BOILERPLATE.match(to_half_width(text)) or _BOILERPLATE.match(text) or _BOILERPLATE_LATIN.match(text)
    )
    return f"words of a menu, a tool or a foot: {found.group().strip()}" if found else ""


def is_related_link(text: str, linked: float) -> bool:
    """Is the text a link to another article, introduced as such ("Read also")?"""
    return linked > 0.15 and bool(_POINTER.match(text))


def find_end_marker(text: str, rules: Profile) -> str:
    """Return the end marker that the line is; empty if it is none."""
    if len(text) > 40:
        return ""
    if text.rstrip(":： ") in rules.end_lines or _END.match(text):
        return text.strip()
    return find_short_opening(text, rules.end_openings)
