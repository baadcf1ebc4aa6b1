"""Threads and talks with a program: what each of several people wrote stands below his name."""

from __future__ import annotations

import pytest

from yizhu.importers import article_markdown, draft_from

_HACKER_NEWS = """<html><head><title>A small database | Hacker News</title></head><body><table id=hnmain><tr><td>
<table class=fatitem><tr class=athing><td class=title><span class=titleline><a href=https://e.org/a>A small database</a>
</span></td></tr><tr><td class=subtext><a class=hnuser>ana</a> <span class=age title=2025-06-15T14:30:00>today</span>
<a href=item?id=1>3 comments</a></td></tr></table>
<table class=comment-tree>{}</table></td></tr></table></body></html>"""
_COMMENT = """<tr class="athing comtr"><td><table><tr><td class=default><span class=comhead><a class=hnuser>{}</a>
<span class=age>1 hour ago</span></span><div class=comment><div class="commtext c00">{}<div class=reply><u>
<a href=reply?id=2>reply</a></u></div></div></div></td></tr></table></td></tr>"""

_CASES = {
    "https://news.ycombinator.com/item?id=1": (
        _HACKER_NEWS.format(
            _COMMENT.format("bo_1", "Is it fast?<p>I doubt it.") + _COMMENT.format("cy", "Yes.")
        ),
        ["**bo_1:** Is it fast?", "I doubt it.", "**cy:** Yes."],
    ),
    "https://old.reddit.com/r/a/comments/1/b/": (
        "<title>Tea : r/a</title><div id=siteTable><div class='thing link'><a class=title>Tea</a><p class=tagline>"
        "by <a class=author>ana</a></p><div class=usertext-body><div class=md><p>Green or black?</p></div></div></div>"
        "</div><div class=commentarea><div class=sitetable><div class='thing comment'><div class=entry><p class=tagline>"
        "<a class=author>bo</a> 5 points</p><div class=usertext-body><div class=md><p>Green.</p></div></div></div>"
        "<div class=child><div class='thing comment'><div class=entry><p class=tagline><a class=author>cy</a></p>"
        "<div class=usertext-body><div class=md><ul><li>Black</li><li>White</li></ul></div></div></div></div></div>"
        "</div></div></div>",
        ["**ana:** Green or black?", "**bo:** Green.", "**cy:**", "- Black\n- White"],
    ),
    "https://archive.example/1": (
        "<title>Tea : r/a</title><div class='thing link'><a class=title>Tea</a><div class=usertext-body><div class=md>"
        "<p>Green or black?</p></div></div></div><div class=commentarea><div class='thing comment' data-fullname=t1_x>"
        "<div class=entry><p class=tagline><a class=author>bo</a></p><div class=usertext-body><div class=md><p>Green."
        "</p></div></div></div></div></div>",
        ["Green or black?", "**bo:** Green."],
    ),
    "https://news.ycombinator.com/item?id=2": (
        "<title>Green | Hacker News</title><table id=hnmain><tr><td><a href=/>Hacker News</a><td><a href=/login>login"
        "</a></table><table class=fatitem><tr><td><td><div><span class=comhead><a class=hnuser>bo</a> 1 day ago</span>"
        "</div><div class=comment><div class=commtext>Green tea, never boiled, and a small cup.<p>Twice a day.</div></div>"
        "<tr><td><td></table>",
        ["**bo:** Green tea, never boiled, and a small cup.", "Twice a day."],
    ),
    "https://www.reddit.com/r/a/comments/1/b/": (
        "<title>Tea : r/a</title><shreddit-post author=ana post-title=Tea><div slot=text-body><p>Green or black?</p>"
        "</div></shreddit-post><shreddit-comment author=bo><div slot=comment><p>Green.</p></div>"
        "<shreddit-comment author=cy><div slot=comment><p>Black.</p></div></shreddit-comment></shreddit-comment>",
        ["**ana:** Green or black?", "**bo:** Green.", "**cy:** Black."],
    ),
    "https://claude.ai/share/1": (
        "<title>A picnic | Claude</title><main><div><div data-testid=user-message><p>Plan a picnic.</p></div></div>"
        "<div class=font-claude-response><div class=standard-markdown><p>Take:</p><ol><li>tea</li><li>a rug</li></ol>"
        "<pre><code>rain = None</code></pre></div><button>Copy</button></div></main>",
        ["**You:** Plan a picnic.", "**Claude:** Take:", "1. tea\n2. a rug", "```\nrain = None\n```"],
    ),
    "https://chatgpt.com/share/1": (
        "<title>ChatGPT - 野餐</title><main><div data-testid=conversation-turn-1><h5 class=sr-only>你說：</h5>"
        "<div data-message-author-role=user><div>這週末去哪裡野餐？</div></div></div><div data-testid=conversation-turn-2>"
        "<div data-message-author-role=assistant><p>附近的公園就很好，先看天氣再說。</p></div>"
        "<button>思考了十二秒</button><div data-message-author-role=assistant><p>記得帶水和墊子。</p></div></div></main>",
        ["**You：**這週末去哪裡野餐？", "**ChatGPT：**附近的公園就很好，先看天氣再說。", "記得帶水和墊子。"],
    ),
    "https://forum.example.org/t/tea/1": (
        "<title>Tea</title><meta name=generator content='Discourse 3.4'><h1 data-topic-id=1>Tea</h1>"
        "<div class=topic-post><div class=names><a data-user-card=ana>Ana</a></div><div class=cooked><p>Green?</p></div>"
        "</div><div class=topic-post><div class=names><a data-user-card=bo>Bo</a></div><div class=cooked><p>Black.</p>"
        "<aside class=quote><blockquote><p>Green?</p></blockquote></aside></div></div>",
        ["**Ana:** Green?", "**Bo:** Black.", "> Green?"],
    ),
}


@pytest.mark.parametrize("address", _CASES)
def test_each_post_stands_below_its_author(address: str) -> None:
    """Every post of a thread is kept, however short, and opens with the name of who wrote it."""
    page, expected = _CASES[address]
    written = article_markdown(draft_from(f"<body>{page}".encode(), name="page.html", url=address))
    assert written.split("---\n\n", 1)[1].strip().split("\n\n") == expected


def test_a_thread_is_its_first_authors() -> None:
    """The author and the day of a thread are those of what was posted first; its title is the post's."""
    page, _ = _CASES["https://news.ycombinator.com/item?id=1"]
    meta = draft_from(page.encode(), name="page.html", url="https://news.ycombinator.com/item?id=1").meta
    assert (meta.title, meta.authors, meta.published) == ("A small database", ("ana",), "2025-06-15")
