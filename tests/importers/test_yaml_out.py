"""YAML is written correctly by every writer of the package."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yizhu.importers.markdown import writer

TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("\r\n\t:#-'\"😀𠮷\ufeff\u2028\u2029\x85")
    )
)


@given(st.lists(TEXTS, max_size=4))
def test_the_fast_writer_writes_the_same(texts: list[str]) -> None:
    """Front matter and receipt have the same bytes where libyaml is missing."""
    entries = {"title": "".join(texts), "dropped": [{"lines": [1, 2], "why": text} for text in texts]}
    fast = writer._dump_yaml(entries)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeDumper", raising=False)
        assert writer._dump_yaml(entries) == fast
    assert yaml.safe_load(fast) == entries
