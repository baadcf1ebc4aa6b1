"""The reviewed word lists that are shipped in yizhu/chinese/data."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from yizhu.content.yaml.document import read_document


def read_data_file(name: str) -> Any:
    """Return the entries of ``<name>.yaml``, checked by the JSON schema of the same name."""
    path = f"data/{name}.yaml"
    text = files("yizhu.chinese").joinpath(path).read_text("utf-8")
    return read_document(f"yizhu/chinese/{path}", text, name).value
