"""Attack the sandbox with templates of a stranger: python evaluation/attack_templates.py [--variants N] [--seed N]

Each family of payloads is put into a template of a small site; the seed chooses how and where. The site is built in a
process of its own. No code may run, no page may show a value of the program or of its environment, and each build must
end with pages or with faults. Ends with 1 if one of these does not hold.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

REPO = Path(__file__).parents[1]
SECRET = "canary-of-the-environment"
HANGS = 120  # seconds of a build until it is said to hang
BUILD = "import sys, yizhu.site.theme.sandbox as s; s.MAX_SECONDS = 2; from yizhu.cli import main; sys.exit(main(['build', '--jobs', '1']))"
BREACH = "<module |site-packages|subclasses|__builtins__': |<function |<class 'os|/bin/".split("|")

OBJECTS = (
    "page body frame t way quiet locales page.title page.alternates[0] body.words[0].prose range dict cycler joiner "
    "namespace self way.terms ''.join (1).real words words.by_line html"
).split()
# Each reaches behind X, in the hope of what this program can do.
REACHES = {
    "a field": "X.__class__.__init__.__globals__",
    "an item": "X['__class__']['__mro__'][1]['__subclasses__']()",
    "attr": "X|attr('__class__')|attr('__base__')|attr('__subclasses__')()",
    "attr, escaped": r"X|attr('\x5f\x5fclass\x5f\x5f')|attr('\x5f\x5finit\x5f\x5f')",
    "attr, joined": "X|attr(['__cl','ass__']|join)|string",
    "attr, put together": "X|attr('__cl' ~ 'ass__')|string",
    "an item, put together": "X['__cl' ~ 'ass__'] ~ ''",
    "mro": "X.__class__.mro()",
    "globals of a method": "X.__repr__.__globals__",
    "self of a method": "X.__str__.__self__.__class__",
    "a dict's way": "X.__dict__",
    "reduce": "X.__reduce_ex__(2)",
    "getattribute": "X.__getattribute__('__class__')",
    "func": "X.__call__.__func__.__code__",
    "module": "X.__module__ ~ X.__doc__",
    "map, attribute": "[X]|map(attribute='__class__')|list",
    "map, attribute, deep": "[X]|map(attribute='__class__.__init__.__globals__')|list",
    "map, attr": "[X]|map('attr', '__class__')|list",
    "select": "[X]|selectattr('__class__')|list|map('string')|list",
    "reject": "[X]|rejectattr('__class__', 'none')|map(attribute='__class__')|list",
    "sort": "[X, X]|sort(attribute='__class__.__name__')|list",
    "group": "[X]|groupby('__class__')|list",
    "unique": "[X]|unique(attribute='__class__')|list",
    "sum": "[X]|sum(attribute='__class__', start='')",
    "least": "[X]|min(attribute='__class__')",
    "format": "'{0.__class__.__init__.__globals__}'.format(X)",
    "format, an item": "'{0[__class__]}'.format(X)",
    "format, named": "'{x.__class__.__mro__}'.format(x=X)",
    "format of a map": "'{x.__class__.__mro__}'.format_map({'x': X})",
    "format, kept": "('{0.__class__.__mro__}'.format)(X)",
    "format by attr": "('{0.__class__.__mro__}'|attr('format'))(X)",
    "format by map": "['{0.__class__.__mro__}']|map('attr', 'format')|first|string",
    "format of safe text": "('{0.__class__.__mro__}'|safe).format(X)",
    "format, nested": "'{0:{1.__class__}}'.format('', X)",
    "our own blanks": "'{x.__class__.__init__.__globals__}'|fmt(x=X)",
    "our own blanks, an item": "'{x[__class__]}'|fmt(x=X)",
    "our own blanks, a number": "'{0.__class__}'|fmt(x=X)",
    "printf": "'%(x)r'|format(x=X.__class__)",
    "attributes of XML": "{'a': X.__class__}|xmlattr",
    "JSON": "{'a': X.__class__}|tojson",
    "lines": "X.__class__|pprint",
    "a test": "X.__class__ is defined and X.__class__.__init__.__globals__",
    "a language": "X.__class__|in_lang('en', 'zh-Hant')",
    "a date": "X.__class__|date",
    "a host": "X.__class__|host",
    "a way": "X.__class__|at(page.__class__)",
    "HTML": "X.__class__|html(X)",
    "a call": "X.__init__.__globals__['os'].popen('touch CANARY')",
    "an import": "X.__class__.__base__.__subclasses__()[100].__init__.__globals__['__builtins__']['__import__']('os').system('touch CANARY')",
    "chance": "lipsum.__globals__['os'].popen('touch CANARY').read()",
    "chance, an item": "lipsum['__globals__']['os'].environ",
    "a cycle": "cycler('a').__init__.__globals__.os.system('touch CANARY')",
    "a joiner": "joiner.__init__.__globals__.os.environ['YIZHU_SECRET']",
    "a namespace": "namespace(a=X)._Namespace__attrs",
    "the context": "self._TemplateReference__context.environment",
    "the context's environment": "self.__init__.__globals__",
    "a block": "self.main.__func__",
    "a generator": "([X]|map('upper')).gi_frame.f_globals",
    "a generator's code": "([X]|map('string')).gi_code.co_consts",
    "a loaded part": "words.__loader__",
    "a part's body": "words._body_stream",
    "a macro": "words.by_line._func.__globals__",
    "a macro's environment": "words.by_line._environment.loader",
    "wide underscores": "X.＿＿class＿＿",
    "an encoding": "''.encode('unicode_escape').decode('rot13').__class__",
    "a translation": "''.translate.__self__.__class__",
}
# Each would change what the next page is given.
CHANGES = {
    "an update": "t.update({'glossary': 'CANARY'})",
    "a pop": "t.pop('glossary')",
    "a clear": "t.clear()",
    "an append": "[].append(1)",
    "a set": "t.setdefault('a', 'CANARY')",
    "an assignment": "t.__setattr__('glossary', 'CANARY')",
}
# Statements: files of others, and what has no end.
STATEMENTS = {
    "a file": "{% include '/etc/passwd' %}",
    "a file above": "{% include '../../config.yaml' %}",
    "a file above, imported": "{% import '../config.yaml' as c %}{{ c }}",
    "a file above, by name": "{% extends '/proc/self/environ' %}",
    "a module": "{% from 'os' import popen %}",
    "a field of a page": "{% set page.title = 'CANARY' %}",
    "a name of Python": "{% set __import__ = 1 %}{{ __import__('os') }}",
    "a code in a name": "{% set ns = namespace() %}{% set ns.__class__ = 1 %}",
    "endless rounds": "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}",
    "endless rounds over a list": "{% set r = range(99999)|list %}{% for a in r %}{% for b in r %}{% for c in r %}{% endfor %}{% endfor %}{% endfor %}",
    "endless words": "{% for a in range(99999) %}{% for b in range(99999) %}{{ page.title }}{% endfor %}{% endfor %}",
    "a range": "{{ range(10 ** 9)|list }}",
    "a product": "{{ 'x' * 10 ** 10 }}",
    "a product of a list": "{{ [1] * 10 ** 10 }}",
    "a power": "{{ 9 ** (9 ** 9) }}",
    "a shift by powers": "{{ (2 ** 4000) ** 4000 }}",
    "doubling": "{% set ns = namespace(x='x' * 99999) %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
    "doubling a sum": "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}{{ ns.x }}",
    "squaring": "{% set ns = namespace(x=99999) %}{% for i in range(60) %}{% set ns.x = ns.x * ns.x %}{% endfor %}{{ ns.x }}",
    "a centre": "{{ 'x'|center(10000000000) }}",
    "a margin": "{{ 'x'.ljust(10000000000) }}",
    "zeros": "{{ 'x'.zfill(10000000000) }}",
    "tabs": "{{ '\t'.expandtabs(2000000000) }}",
    "a wide blank": "{{ '{:10000000000}'.format(1) }}",
    "a wide blank, given": "{{ '{:{}}'.format(1, 10000000000) }}",
    "a wide number": "{{ '%10000000000d'|format(1) }}",
    "a wide number, asked": "{{ '%10000000000d' % 1 }}",
    "bytes": "{{ (1).to_bytes(10000000000, 'big') }}",
    "a batch": "{{ [1]|batch(10000000000, 'x')|list }}",
    "slices": "{{ [1]|slice(10000000000, 'x')|list }}",
    "an indent": "{{ 'x\ny'|indent(10000000000) }}",
    "JSON, indented": "{{ [1]|tojson(indent=10000000000) }}",
    "lists added": "{{ ([[1]] * 99999)|sum(start=[]) }}",
    "a replacement": "{{ ('x' * 99999)|replace('x', 'x' * 99999) }}",
    "a join": "{{ ('x' * 99999)|join('x' * 99999) }}",
    "links": "{{ ('http://' * 9999)|urlize }}",
    "long lines": "{{ ('x ' * 49999)|wordwrap(1) }}",
    "itself included": "{% include 'page.html' %}",
    "itself extended": "{% extends 'page.html' %}",
    "a macro that calls itself": "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    "a loop that calls itself": "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "deep brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "deep lists": "{{ " + "[" * 150 + "]" * 150 + " }}",
    "deep rounds": "{% for a in [1] %}" * 60 + "{% endfor %}" * 60,
    "deep choices": "{% if 1 %}" * 400 + "{% endif %}" * 400,
    "many signs": "{{ " + "-" * 20000 + "1 }}",
    "many sums": "{{ 1" + "+1" * 20000 + " }}",
    "many filters": "{{ 1" + "|abs" * 20000 + " }}",
}  # fmt: skip
AROUND = (
    "{{ Y }}",
    "{% set z = Y %}{{ z }}",
    "{% if Y %}{{ Y }}{% endif %}",
    "{% for z in [Y] %}{{ z }}{% endfor %}",
    "{% macro m(z) %}{{ z }}{% endmacro %}{{ m(Y) }}",
    "{% filter upper %}{{ Y }}{% endfilter %}",
    "{% with z = Y %}{{ z|string }}{% endwith %}",
)
PLACES = ("page.html", "parts/footer.html", "root.html")


def main() -> int:
    """Print what came of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variants", type=int, default=1, help="of each family")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    given = parser.parse_args()
    chance = random.Random(given.seed)
    print(f"seed {given.seed}", flush=True)
    seen: Counter[str] = Counter()
    for _ in range(given.variants):
        for family, template in _payloads(chance):
            came = _tried(template, chance.choice(PLACES))
            seen["breach" if came.startswith("BREACH") else came] += 1
            if came.startswith("BREACH"):
                print(f"{family}: {came}: {template[:200]}", flush=True)
    families = len(REACHES) + len(CHANGES) + len(STATEMENTS)
    print(f"{families} families, {', '.join(f'{what}: {many}' for what, many in sorted(seen.items()))}")
    return 1 if seen["breach"] else 0


def _payloads(chance: random.Random) -> Iterator[tuple[str, str]]:
    for family, reach in (REACHES | CHANGES).items():
        expression = reach.replace("X", chance.choice(OBJECTS))
        imports = "{% import 'parts/words.html' as words with context %}"
        yield family, imports + chance.choice(AROUND).replace("Y", f"({expression})")
    yield from STATEMENTS.items()


def _tried(template: str, place: str) -> str:
    """What came of a build of a site with this template."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        _write(site, template, place)
        environment = os.environ | {"PYTHONPATH": str(REPO), "YIZHU_SECRET": SECRET}
        command = [sys.executable, "-c", BUILD]
        try:
            done = subprocess.run(
                command, cwd=site, env=environment, capture_output=True, text=True, timeout=HANGS, check=False
            )
        except subprocess.TimeoutExpired:
            return "BREACH (hangs)"
        return _judged(site, done)


def _judged(site: Path, done: subprocess.CompletedProcess[str]) -> str:
    if "Traceback (most recent call last)" in done.stderr:
        return f"BREACH (traceback: {done.stderr.strip().splitlines()[-1][:100]})"
    if done.returncode not in (0, 1):
        return f"BREACH (ends with {done.returncode})"
    if list(site.rglob("CANARY")):
        return "BREACH (ran)"
    pages = "".join(path.read_text("utf-8", "replace") for path in (site / "site").rglob("*.html"))
    # Faults show the line of the template itself: there only the secret tells that it was reached.
    printed = SECRET if SECRET in done.stdout + done.stderr else ""
    shown = printed or next((sign for sign in (SECRET, *BREACH) if sign in pages), "")
    if shown:
        return f"BREACH (shows {shown})"
    return "fault" if done.returncode else "harmless pages"


def _write(site: Path, template: str, place: str) -> None:
    shutil.copytree(REPO / "yizhu/content/skeleton/content", site / "content")
    (site / "config.yaml").write_text(
        "title: x\nbase_url: https://example.org/\neditions: [{name: en, lang: en}]\n", "utf-8"
    )
    path = site / "theme/templates" / place
    path.parent.mkdir(parents=True)
    path.write_text(template, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
