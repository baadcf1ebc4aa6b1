"""The commands: ``yizhu …`` and ``python build.py …`` are this program."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from yizhu import __version__
from yizhu.content.faults import Faults, format_count
from yizhu.content.terminal import print_json, print_text, set_up_output

DONE, FAULTY, MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0: done; 1: the content or configuration has faults; 2: used wrongly."""
    set_up_output()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] not in (*_COMMANDS, "-h", "--help", "--version"):
        if given and not given[0].startswith("-"):
            return _unknown_command(given[0])
        given = ["build", *given]
    try:
        parsed = _parser().parse_args(given)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else MISUSED
    try:
        return int(_COMMANDS[parsed.command](parsed))
    except Faults as found:
        _tell(found, parsed.command)
        return FAULTY
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _unknown_command(word: str) -> int:
    from yizhu.content.faults import did_you_mean

    help = did_you_mean(word, _COMMANDS, "one of " + ", ".join(_COMMANDS))
    print_text(f"yizhu: no command {word}; {help}", sys.stderr)
    return MISUSED


def _tell(found: Faults, command: str) -> None:
    from yizhu.build.rooted_files import HalfDone

    for fault in found.faults:
        print_text(f"{fault}\n", sys.stderr)
    is_whole = command == "build" and not isinstance(found, HalfDone)
    told = "; nothing in the site was changed" if is_whole else ""
    print_text(f"{format_count(len(found.faults), 'fault')}{told}", sys.stderr)


# ---- the commands ------------------------------------------------------------------------------------------


def _build(given: argparse.Namespace) -> int:
    from yizhu.build.fingerprints import Request, find_unchanged

    started = time.monotonic()
    out = Path(given.out) if given.out else None
    counts, seen = find_unchanged(Request(Path(given.config), out, given.drafts))
    if counts and not given.clean and not given.strict and not (given.prune and counts.strays):
        _tell_built(given.json, started, counts)
        return DONE
    from yizhu.build.pipeline import Options, build
    from yizhu.build.progress import shown_on

    _tidy_seldom()

    jobs = given.jobs or os.cpu_count() or 1
    options = Options(Path(given.config), out, jobs, given.drafts, given.why, given.clean, given.prune, seen)
    if given.strict:
        from yizhu.check.lint import doubts

        found = doubts(options.config)
        if found:
            raise Faults(found)
    with shown_on(sys.stderr) as progress:
        built = build(options, progress)
    for page, reason in built.why if given.why and not given.json else ():
        print_text(f"{page}: {reason}")
    _tell_built(given.json, started, built.counts, built.written.made, built.written.removed, built.why)
    return DONE


def _tidy_seldom() -> None:
    # What a build makes it keeps: to look through all of it for circles, again and again, took a tenth of an edit's time.
    gc.set_threshold(_SELDOM, 50, 50)


_SELDOM = 400_000  # new objects: more than the articles that are held at a time


def _tell_built(
    as_json: bool,
    started: float,
    counts: Any,
    made: Sequence[str] = (),
    removed: Sequence[str] = (),
    why: Sequence[tuple[str, str]] = (),
) -> None:
    seconds = time.monotonic() - started
    if not as_json:
        print_text(counts.told(len(made), len(removed), seconds))
        return
    told = {
        "pages": counts.pages, "articles": counts.articles, "terms": counts.terms, "drafts_left_out": counts.held_back,
        "written": list(made), "kept": counts.files - len(made), "removed": list(removed), "strays": list(counts.strays), "why": dict(why),
        "seconds": round(seconds, 3),
    }  # fmt: skip
    print_json(told)


def _serve(given: argparse.Namespace) -> int:
    from yizhu.build.serve import serve

    _tidy_seldom()
    return serve(Path(given.config), given.port, open_browser=not given.no_open)


def _import(given: argparse.Namespace) -> int:
    from yizhu.importers.command import import_article

    return import_article(
        Path(given.config), given.source, slug=given.slug, lang=given.lang, url=given.url,
        dry_run=given.dry_run, json_out=given.json,
        pictures=given.pictures, allow_private=given.allow_private,
        keep=given.keep, drop=given.drop, open_preview=given.open,
    )  # fmt: skip


def _check(given: argparse.Namespace) -> int:
    if given.conversion:
        return _conversion(given)
    from yizhu.check.lint import check, unfound

    found, spare = check(Path(given.config), given.article), unfound(Path(given.config))
    if given.unused:
        found, spare = found + spare, []
    if given.json:
        rows = [
            {
                "path": f.place.path,
                "line": f.place.line,
                "column": f.place.column,
                "problem": f.problem,
                "help": f.help,
                "mend": f.help,  # its former name, which other people's programs read
            }
            for f in found
        ]
        print_json(rows)
        return FAULTY if found else DONE
    for fault in found:
        print_text(f"{fault}\n")
    print_text(f"{len(found)} to look at" if found else "nothing to mend")
    if spare:
        print_text(f"forms that no text holds: in {format_count(len(spare), 'term')}; --unused lists them")
    return FAULTY if found else DONE


def _conversion(given: argparse.Namespace) -> int:
    from yizhu.check.conversion_review import as_row, conversion, told

    found = conversion(Path(given.config), given.article)
    if given.json:
        print_json([as_row(change) for change in found])
        return FAULTY if found else DONE
    for change in told(found):
        print_text(f"{change}\n")
    print_text(f"{format_count(len(found), 'place')} to look at" if found else "nothing to look at")
    return FAULTY if found else DONE


def _accept(given: argparse.Namespace) -> int:
    from yizhu.check.conversion_review import accept, told

    done = accept(Path(given.config), given.article, given.by, given.dry_run)
    for change in told(done.new) if given.dry_run else ():
        print_text(f"{change}\n")
    would = "would be " if given.dry_run else ""
    print_text(
        f"{format_count(len(done.new), 'place')} {would}signed off in {done.path}; "
        f"{done.kept} signed before, {done.dropped} that stand there no more {would}dropped"
    )
    return DONE


def _explain(given: argparse.Namespace) -> int:
    from yizhu.check.explain import explain

    found = False
    for line in explain(Path(given.config), given.article, given.text):
        found = True
        print_text(line)
    if not found:
        said = f" that touches {given.text}" if given.text else ""
        print_text(f"no form of a term{said} stands in {given.article}", sys.stderr)
    return DONE


def _suggest(given: argparse.Namespace) -> int:
    from yizhu.check.lint import propose
    from yizhu.check.suggest import chosen, write_stubs

    config = Path(given.config)
    found = chosen(propose(config, given.article), given.only or (), given.most)
    if given.accept:
        path, ids = write_stubs(config, given.article, found, given.into)
        for suggestion, id in zip(found, ids, strict=True):
            print_text(f"{suggestion.text} → {id}")
        print_text(f"{format_count(len(ids), 'term')} added to {path}" if ids else "nothing to add")
        return DONE
    for suggestion in found:
        lines = ", ".join(map(str, suggestion.lines[:5])) + ("…" if len(suggestion.lines) > 5 else "")
        print_text(f"{suggestion.text}  {suggestion.count} × {suggestion.why}, line {lines}")
    return DONE


def _read(given: argparse.Namespace) -> int:
    from yizhu.chinese.readings import transcribe

    text = _standard_input() if given.text == "-" else given.text
    print_text(transcribe(text, given.region, given.style))
    return DONE


def _standard_input() -> str:
    from yizhu.content.config import decode_utf8

    return decode_utf8(sys.stdin.buffer.read(), "standard input").rstrip("\n")


def _new(given: argparse.Namespace) -> int:
    from yizhu.content.scaffold import new_article

    for path in new_article(Path(given.config), given.slug):
        print_text(path)
    return DONE


def _init(given: argparse.Namespace) -> int:
    from yizhu.content.scaffold import init_site

    for path in init_site(Path(given.folder)):
        print_text(path)
    print_text(f"next: cd {given.folder} && yizhu build")
    return DONE


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "serve": _serve,
    "import": _import,
    "check": _check,
    "explain": _explain,
    "suggest": _suggest,
    "accept": _accept,
    "read": _read,
    "new": _new,
    "init": _init,
}


# ---- the command line --------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("yizhu", description="Annotated bilingual articles as a static site.")
    parser.add_argument("--version", action="version", version=f"yizhu {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, told, arguments in _ARGUMENTS:
        command = commands.add_parser(name, help=told, description=told)
        if name not in ("init", "read"):
            command.add_argument(
                "--config", default="config.yaml", help="the site's configuration (config.yaml)"
            )
        for flags, options in arguments:
            command.add_argument(*flags, **options)
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


def _folder(text: str) -> str:
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError("this is no name of a folder")
    return text


_FLAG: dict[str, object] = {"action": "store_true"}
_LINES: dict[str, object] = {"action": "append", "default": [], "metavar": "LINE[-LINE]"}
_ARGUMENTS: list[tuple[str, str, list[tuple[list[str], dict]]]] = [  # type: ignore[type-arg]
    ("build", "content into site/ (the default command)", [
        (["--out"], {"type": _folder, "metavar": "DIR", "help": "write there instead of into site/"}),
        (["--jobs"], {"type": _count, "metavar": "N", "help": "processes (as many as there are cores)"}),
        (["--strict"], _FLAG | {"help": "what check doubts is a fault"}),
        (["--drafts"], _FLAG | {"help": "build drafts too"}),
        (["--why"], _FLAG | {"help": "say why each page was made anew"}),
        (["--json"], _FLAG | {"help": "print what was done for programs"}),
        (["--clean"], _FLAG | {"help": "forget what earlier builds remembered"}),
        (["--prune"], _FLAG | {"help": "remove files from the site's folder that no build made"}),
    ]),
    ("serve", "build, watch and reload the page while you write", [
        (["--port"], {"type": int, "default": 8000, "metavar": "N"}),
        (["--no-open"], _FLAG | {"help": "do not open a browser"}),
    ]),
    ("import", "a page as received becomes an article folder", [
        (["source"], {"help": "a file, an address, or - for standard input"}),
        (["--slug"], {"help": "the article's address (made from the file's name if not given)"}),
        (["--lang"], {"metavar": "TAG", "help": "the text's language, if it should not be found out"}),
        (["--url"], {"help": "where the page stood"}),
        (["--pictures"], _FLAG | {"help": "write the article's pictures beside it"}),
        (["--allow-private"], _FLAG | {"help": "fetch also from this machine and private networks"}),
        (["--keep"], _LINES | {"help": "lines of the source that belong to the article"}),
        (["--drop"], _LINES | {"help": "lines of the source that do not"}),
        (["--open"], _FLAG | {"help": "show in a browser what was kept, dropped, unsure"}),
        (["--dry-run"], _FLAG | {"help": "write nothing"}),
        (["--json"], _FLAG | {"help": "print what was understood, as JSON"}),
    ]),
    ("check", "all that would trip a reader or an editor", [
        (["article"], {"nargs": "?", "default": "", "help": "its slug, to check no other"}),
        (["--conversion"], _FLAG | {"help": "what conversion did that nobody has signed off yet"}),
        (["--unused"], _FLAG | {"help": "list also the forms of terms that no text holds"}),
        (["--json"], _FLAG | {"help": "print a list for programs"}),
    ]),
    ("accept", "sign off what check --conversion shows of an article", [
        (["article"], {"help": "its slug"}),
        (["--by"], {"metavar": "NAME", "default": "", "help": "who signs"}),
        (["--dry-run"], _FLAG | {"help": "say what would be signed off; write nothing"}),
    ]),
    ("explain", "for each hit and near hit of a term: which rule decided", [
        (["article"], {"help": "its slug"}),
        (["text"], {"nargs": "?", "default": "", "help": "only hits of this wording"}),
    ]),
    ("suggest", "wordings of an article that may be terms, and are not in the glossary", [
        (["article"], {"help": "its slug"}),
        (["--most"], {"type": _count, "default": 60, "metavar": "N", "help": "so many at the most (60)"}),
        (["--only"], {"nargs": "+", "metavar": "WORD", "help": "these wordings and no others"}),
        (["--accept"], _FLAG | {"help": "write an entry for each into the glossary"}),
        (["--into"], {"metavar": "FILE", "default": "", "help": "its file (suggested.yaml)"}),
    ]),
    ("read", "how a Chinese text is read, a syllable for each character", [
        (["text"], {"help": "the text, or - for standard input"}),
        (["--style"], {"choices": ("pinyin", "zhuyin"), "default": "pinyin", "help": "how it is spelled (pinyin)"}),
        (["--region"], {"choices": ("cn", "tw"), "default": "cn", "help": "whose readings (cn)"}),
    ]),
    ("new", "an empty article", [(["slug"], {})]),
    ("init", "an empty site, ready for GitHub Pages", [(["folder"], {"metavar": "DIR"})]),
]  # fmt: skip
