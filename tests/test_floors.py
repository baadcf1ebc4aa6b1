"""The house's own rules: imports fall, no circles, small rooms with a name on the door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from testbed import REPO

# Which room stands on which floor. A room imports from floors below its own only.
FLOORS: dict[int, str] = {
    -2: "cache_key",
    -1: "cache_file",
    0: "compiling fault han inflections lexicon markdown.attributes memo other_things packing progress schemas script seriation stamps "
    "syllables tree yizhu",
    1: "alignment assets cache_folder crossings document html literal markdown.blocks markdown.emphasis "
    "markdown.inlines markdown.spans model names polyphones quotes settled suggest undecided "
    "whereabouts workers",
    2: "article_words config links markdown.reader matching readings shown signing stretches titles wordings",
    3: "annotate content contents gist layers markdown misread page rewording scars vertical",
    4: "articles claims glossary jobs linked_data output overrides scaffold search sentence_pairs sheet "
    "sifting sitemaps spoken telling theme ties unused vocabulary voice",
    5: "converted editions frames importing outline render terms",
    6: "article_pages knowing pages",
    7: "making understanding units",
    8: "catalogue learning reasons review stubs",
    9: "check pipeline proofs",
    10: "preview",
    11: "serve",
    12: "cli",
    13: "__main__",
}
PACKAGE = REPO / "yizhu"


def rooms() -> dict[str, Path]:
    """Every module but the importers', by its name below yizhu."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        found["yizhu" if name == "__init__" else name] = path
    return found


ROOMS = rooms()
OWN = {name: path for name, path in ROOMS.items() if not name.startswith("importers")}
FLOOR_OF = {name: floor for floor, names in FLOORS.items() for name in names.split()}


def imports_of(path: Path) -> set[str]:
    """The rooms of ours that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "yizhu":
            module = (node.module or "").removeprefix("yizhu").lstrip(".")
            inner = {f"{module}.{a.name}".lstrip(".") for a in node.names} & set(ROOMS)
            found |= inner or {module or "yizhu"}
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix("yizhu.") for a in node.names if a.name.split(".")[0] == "yizhu"}
    return found


def test_every_room_has_its_floor() -> None:
    """The table is the house: a new room is written into it."""
    assert set(OWN) - set(FLOOR_OF) == set(), "give these a floor in tests/test_floors.py"


@pytest.mark.parametrize("name", sorted(OWN))
def test_imports_fall(name: str) -> None:
    """Nobody imports its own floor or one above."""
    above = {
        other: FLOOR_OF[other]
        for other in imports_of(OWN[name])
        if other in FLOOR_OF and FLOOR_OF[other] >= FLOOR_OF.get(name, 99)
    }
    assert not above, f"{name} (floor {FLOOR_OF.get(name)}) imports {above}"


def test_no_circles() -> None:
    """No room reaches itself, importers included."""
    graph = {name: imports_of(path) & set(ROOMS) for name, path in ROOMS.items()}
    for name in graph:
        seen: set[str] = set()
        ahead = set(graph[name])
        while ahead:
            here = ahead.pop()
            assert here != name, f"{name} imports itself by way of {sorted(seen)}"
            if here not in seen:
                seen.add(here)
                ahead |= graph[here]


def test_a_build_never_enters_the_importers() -> None:
    """Only the import command knows them."""
    users = {name for name, path in OWN.items() if any(i.startswith("importers") for i in imports_of(path))}
    assert users <= {"importing", "cli"}


@pytest.mark.parametrize("name", sorted(ROOMS))
def test_a_room_has_a_name_on_its_door(name: str) -> None:
    """A docstring on its first line, and no more than 400 lines."""
    source = ROOMS[name].read_text("utf-8")
    assert ast.get_docstring(ast.parse(source)), name
    assert source.startswith('"""'), name
    assert source.count("\n") <= 400, name


# Longer than 40 lines, and why. None.
LONG: dict[str, str] = {}


def test_few_functions_are_long() -> None:
    """No function has more than 40 lines, but for those in the table."""
    long = {
        f"{room}.{node.name}": node.end_lineno - node.lineno + 1
        for room, path in ROOMS.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= 40
    }
    assert {name: lines for name, lines in long.items() if name not in LONG} == {}


def test_nobody_passes_over_what_went_wrong() -> None:
    """No bare except, no except Exception that does nothing."""
    for name, path in ROOMS.items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, name
                idle = all(isinstance(step, ast.Pass) for step in node.body)
                assert not (idle and getattr(node.type, "id", "") in ("Exception", "BaseException")), name
