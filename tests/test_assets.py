"""Style sheets and modules, put together."""

from __future__ import annotations

import pytest

from yizhu.assets import minified, script, style_sheet
from yizhu.fault import Faults


def bundled(**modules: str) -> str:
    """The script of these modules, main first."""
    sources = {f"{name}.js": text.encode() for name, text in modules.items()}
    return script(sources, "main.js", {name: f"theme/js/{name}" for name in sources})[0].decode()


def test_modules_become_one_script() -> None:
    """Each stands before those that import it, once, in a scope of its own."""
    out = bundled(
        main='import { a } from "./one.js";\nimport { b as c } from "./two.js";\na(c);',
        one='import { b } from "./two.js";\nexport function a(x) { return x + b; }\n',
        two="const hidden = 1;\nexport const b = hidden;\n",
    )
    assert "import" not in out
    assert "export" not in out
    assert out.count("hidden=1") == 1
    assert out.index("$two=") < out.index("$one=") < out.index("$main=")
    assert "const{b:c}=$two" in out


def test_what_is_not_imported_stays_out() -> None:
    """And is told, to be served by itself."""
    sources = {"main.js": b"1", "own.js": b"2"}
    assert script(sources, "main.js", dict.fromkeys(sources, "x"))[1] == ("main.js",)


@pytest.mark.parametrize(
    ("main", "told"),
    [
        ('\nimport { a } from "./none.js";', "theme/js/main.js:2:1: there is no none.js"),
        ("export default 1", "theme/js/main.js:1:1: this kind of import or export"),
        ('import * as all from "./one.js"', "theme/js/main.js:1:1: this kind of import or export"),
        ('a();\nimport("./one.js")', "theme/js/main.js:2:1: this kind of import or export"),
        ('import { a } from "./main.js";', "theme/js/main.js:1:1: main.js imports itself by this way"),
    ],
)
def test_what_cannot_be_put_together(main: str, told: str) -> None:
    """The place, and what would do."""
    with pytest.raises(Faults) as found:
        bundled(main=main, one="export const a = 1;")
    assert told in str(found.value.faults[0])


def test_comments_may_speak_of_modules() -> None:
    """What a comment says is no code."""
    assert bundled(main='/* Once:\nimport x from "y" */\n1;').endswith("})();\n")


def test_less_is_served_than_is_written() -> None:
    """Without comments and idle space, and with what counts."""
    sheets = {"b.css": b"/* why */\na :is(b, c) { width: calc(1px + 2px); }", "a.css": b"d { e: f }"}
    assert style_sheet(sheets) == b"d{e:f}a :is(b,c){width:calc(1px + 2px)}"
    assert minified(b"/* why */\nlet a = 1;\n") == b"let a=1;\n"
