"""Style sheets and scripts, put together."""

from __future__ import annotations

import re

import pytest
from testbed import REPO

from yizhu.content.faults import Faults
from yizhu.site.theme.assets import join_scripts, join_style_sheets, minify


def put_together(**parts: str) -> str:
    """The script of these parts."""
    return join_scripts(
        {f"{name}.js": (text.encode(), f"theme/js/{name}.js") for name, text in parts.items()}
    ).decode()


def test_parts_become_one_script() -> None:
    """In the order of their names, in one scope that is none of the page's."""
    out = put_together(yizhu="start();", one="function start() { go(two); }", two="const two = 2;\n// done")
    assert out.startswith('"use strict";(()=>{')
    assert out.index("function start") < out.index("const two=2") < out.index("start();}")


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ('\nimport { a } from "./one.js";', "theme/js/part.js:2:1"),
        ("export default 1", "theme/js/part.js:1:1"),
        ("/* export\n*/\nexport function a() {}", "theme/js/part.js:3:1"),
    ],
)
def test_a_part_is_no_module(part: str, place: str) -> None:
    """Else the whole script would be a syntax error, and no page would tell."""
    with pytest.raises(Faults) as found:
        put_together(part=part)
    assert [str(fault.place) for fault in found.value.faults] == [place]


def test_comments_may_speak_of_modules() -> None:
    """What a comment says is no code; what is imported when it is wanted is no module."""
    assert put_together(part='/* Once:\nimport x from "y" */\nimport("./z.js");').endswith("})();\n")


def test_no_name_is_declared_twice() -> None:
    """The packaged parts share one scope."""
    declared = re.compile(r"^(?:async )?(?:function\*?|const|let|class) (\w+)", re.M)
    parts = [
        path
        for path in (REPO / "yizhu/site/default_theme/js").glob("*.js")
        if path.name not in ("search.js", "remember.js")
    ]
    names = [name for path in parts for name in declared.findall(path.read_text("utf-8"))]
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_less_is_served_than_is_written() -> None:
    """Without comments and idle space, and with what counts."""
    sheets = {"b.css": b"/* why */\na :is(b, c) { width: calc(1px + 2px); }", "a.css": b"d { e: f }"}
    assert join_style_sheets(sheets) == b"d{e:f}a :is(b,c){width:calc(1px + 2px)}"
    assert minify(b"/* why */\nlet a = 1;\n") == b"let a=1;\n"
