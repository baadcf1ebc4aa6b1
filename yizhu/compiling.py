"""How templates are compiled: what they say is escaped as Jinja does it, but once for each text and not for each page.

Their code is handed to whoever renders; it is remembered as all else is, signed, and never read from a file of its own.
"""

from __future__ import annotations

import marshal
from functools import lru_cache
from typing import Any

from jinja2 import BytecodeCache, Environment, Template, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape


@lru_cache(maxsize=1 << 14)
def _escaped(text: str) -> str:
    return str(escape(text))


def told(value: Any) -> str:
    """A value as HTML says it. Words of the interface, ids and languages are said again and again."""
    if type(value) is str:
        return _escaped(value)
    return value if type(value) is Markup else escape(value)


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


class _Code(CodeGenerator):
    """Python for a template, with ``told`` in the place of ``escape``."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        is_told = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None
        if is_told:
            self.write("environment.told(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Templates(Environment):
    """Jinja's environment, in which templates are compiled so."""

    code_generator_class = _Code
    told = staticmethod(told)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._ready: dict[str, Template] = {}

    def get_template(self, name: str | Template, parent: str | None = None, globals: Any = None) -> Template:
        """A template by its name: none changes while an environment lasts, so it is looked for once."""
        if not isinstance(name, str) or globals is not None:
            return super().get_template(name, parent, globals)
        ready = self._ready.get(name)
        if ready is None:
            ready = self._ready[name] = super().get_template(name, parent)
        return ready
