"""Unwrap links that a platform leads through a page of its own, such as ``link.zhihu.com/?target=https%3A…``."""

from __future__ import annotations

from urllib.parse import SplitResult, unquote

# The host, how its path begins, and which part of the query is where the link leads.
_REDIRECTS = (
    ("link.zhihu.com", "/", "target"),
    ("www.zhihu.com", "/lookup/", "target"),
    ("www.douban.com", "/link2/", "url"),
    ("weibo.cn", "/sinaurl", "u"),
    ("weibo.com", "/sinaurl", "u"),
    ("shorturl.sina.cn", "/sinaurl", "u"),
    ("passport.weibo.com", "/visitor/visitor", "url"),
    ("weixin110.qq.com", "/cgi-bin/", "url"),
    ("c.pc.qq.com", "/", "pfurl"),
    ("c.pc.qq.com", "/", "url"),
    ("link.jianshu.com", "/", "t"),
    ("links.jianshu.com", "/go", "to"),
    ("www.jianshu.com", "/go-wild", "url"),
    ("link.juejin.cn", "/", "target"),
    ("link.juejin.im", "/", "target"),
    ("link.csdn.net", "/", "target"),
    ("link.segmentfault.com", "/", "url"),
    ("www.oschina.net", "/action/GoToLink", "url"),
    ("gitee.com", "/link", "target"),
    ("sspai.com", "/link", "target"),
    ("xie.infoq.cn", "/link", "target"),
    ("www.infoq.cn", "/link", "target"),
    ("link.uisdc.com", "/", "redirect"),
    ("developer.aliyun.com", "/redirect", "target"),
    ("cloud.tencent.com", "/developer/tools/blog-entry", "target"),
    ("www.yuque.com", "/r/goto", "url"),
    ("link.bilibili.com", "/", "url"),
    ("game.bilibili.com", "/linkfilter/", "url"),
    ("ref.gamer.com.tw", "/redir.php", "url"),
    ("www.ptt.cc", "/redirect", "url"),
    ("l.facebook.com", "/l.php", "u"),
    ("lm.facebook.com", "/l.php", "u"),
    ("l.instagram.com", "/", "u"),
    ("l.messenger.com", "/l.php", "u"),
    ("l.threads.com", "/", "u"),
    ("www.google.com", "/url", "q"),
    ("www.google.com", "/url", "url"),
    ("www.google.com.hk", "/url", "q"),
    ("www.google.com.tw", "/url", "q"),
    ("www.youtube.com", "/redirect", "q"),
    ("medium.com", "/r/", "url"),
    ("out.reddit.com", "/", "url"),
    ("t.umblr.com", "/redirect", "z"),
    ("href.li", "/", ""),
    ("slack-redir.net", "/link", "url"),
    ("www.linkedin.com", "/redir/", "url"),
    ("vk.com", "/away.php", "to"),
    ("steamcommunity.com", "/linkfilter/", "url"),
    ("steamcommunity.com", "/linkfilter/", "u"),
    ("exit.sc", "/", "url"),
    ("www.pixiv.net", "/jump.php", ""),
)


def find_goal(link: SplitResult) -> str:
    """Return the web address that a link through a platform leads to; empty if it is no such link."""
    host, query = (link.hostname or "").lower(), link.query
    hosts = (host, f"www.{host}", "www.google.com" if host.startswith("www.google.") else host)
    for through, path, name in _REDIRECTS:
        if query and through in hosts and (link.path or "/").startswith(path):
            goal = _value(query, name) if name else unquote(query)
            if goal.startswith(("https://", "http://")):
                return goal
    return ""


def _value(query: str, name: str) -> str:
    """Return the first value of the name in a query."""
    pairs = (pair.partition("=") for pair in query.split("&"))
    return next((unquote(value.replace("+", " ")) for key, _, value in pairs if key == name), "")
