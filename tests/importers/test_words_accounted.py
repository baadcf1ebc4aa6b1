"""Every word that a page shows is in the article, in its front matter, or in the receipt with a reason."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yizhu.content.faults import Faults
from yizhu.importers import draft_from
from yizhu.importers.html.page import parse_page
from yizhu.importers.sources.decode import read_source

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
TEXTS = st.sampled_from(
    [
        "他來了。",
        "這座城市在三十年之間變成今日的模樣，記者走訪了許多人。",
        "短",
        "分享到 臉書",
        "相關新聞",
        "x=1",
        "A word.",
    ]
)
INLINE = st.sampled_from(
    [
        *(
            "{}",
            "<b>{}</b>",
            '<a href="/a">{}</a>',
            "{}<br>{}",
            "<ruby>{}<rt>yì</rt></ruby>",
            "<button>{}</button>",
        ),
        '{}<script type="math/tex">a_1</script>',
        '{}<img src="a.gif" alt="[金*本]">',
    ]
)
BLOCKS = st.sampled_from(
    [
        *(
            "<p>{}</p>",
            "<h2>{}</h2>",
            "<ul><li>{}</li></ul>",
            "<blockquote>{}</blockquote>",
            "<pre>{}</pre>",
            "<hr>",
        ),
        *(
            "<div>{}</div>",
            "<aside>{}</aside>",
            "<table><tr><td>{}</td><td>乙</td></tr></table>",
            "<nav>{}</nav>",
        ),
        *("<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>", "<pre><p>{}</p><p>丙</p></pre>"),
    ]
)
PART = st.tuples(BLOCKS, INLINE, TEXTS).map(lambda t: t[0].replace("{}", t[1].replace("{}", t[2])))
PAGES = st.tuples(
    st.sampled_from(
        ["<article>{}</article>", "<main>{}</main>", "<div>{}</div>", "<article>{}</article><p>外面。</p>"]
    ),
    st.lists(PART, min_size=1, max_size=8).map("\n".join),
).map(
    lambda t: f"<html lang=zh-Hant><title>城市的三十年</title><body>{t[0].replace('{}', t[1])}</body></html>"
)


@given(PAGES)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_every_word_is_accounted_for(page: str) -> None:
    """What is shown and is not in the article stands in the receipt: no sentence becomes shorter in silence."""
    source = read_source(page.encode(), "page.html")
    try:
        draft = draft_from(page.encode(), name="page.html", lang="zh-Hant")
    except Faults:
        return
    told = [one.text for one in (*draft.dropped, *draft.beside)]
    passages = (*draft.blocks, *(draft.translation.blocks if draft.translation else ()))
    kept = [part for block in passages for part in (block.text, block.label, block.markdown)]
    accounted = set(_WORD.findall(" ".join([*told, *kept, draft.meta.title])))
    shown = {word for block in parse_page(source).blocks for word in _WORD.findall(block.text)}
    assert shown <= accounted, shown - accounted
