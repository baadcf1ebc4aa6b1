"""Templates are compiled once, and their code is handed to whoever renders.

What is compiled is remembered as all else is, signed, and never read from a file of its own.
"""

from __future__ import annotations

import marshal

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

Compiled = tuple[tuple[str, bytes], ...]  # templates' names, and the code of each


def compile_template(environment: Environment, name: str, source: str) -> bytes:
    """The code of a template. Raises ``TemplateError`` for what is wrong in it."""
    return marshal.dumps(environment.compile(source, name, name))


class Ready(BytecodeCache):
    """Templates that were compiled before."""

    def __init__(self, compiled: Compiled) -> None:
        self._codes = dict(compiled)

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What is ready of a template."""
        bucket = Bucket(environment, name, "")
        if name in self._codes:
            bucket.code = marshal.loads(self._codes[name])
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Nothing lies elsewhere."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Nothing is kept here: who remembers it does so before."""
