"""The command line: ``yizhu …``, and ``python build.py …`` in a clone.

A command is a function in ``_COMMANDS``, with its arguments in ``_ARGUMENTS``. It imports what it needs only when it
runs: a build with nothing to do must not load the rest.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from yizhu import __version__
from yizhu.content.commands.argument_types import parse_count, parse_date, parse_day, parse_folder
from yizhu.content.faults import Fault, Faults, format_count
from yizhu.content.terminal import print_text, read_names_as_utf8, set_up_output

DONE, FAULTY, MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0: done; 1: the content or configuration has faults; 2: used wrongly."""
    set_up_output()
    if arguments is None:
        read_names_as_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] not in (*_COMMANDS, "-h", "--help", "--version"):
        if given and not given[0].startswith("-"):
            from yizhu.content.commands.misused import explain_unknown_command

            told = explain_unknown_command(given[0], _COMMANDS)
            print_text(f"yizhu: no command {given[0]}; {told}", sys.stderr)
            return MISUSED
        given = ["build", *given]
    try:
        parsed = _parse(given)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else MISUSED
    try:
        return int(_COMMANDS[parsed.command](parsed))
    except Faults as found:
        _print_faults(found, parsed.command)
        return FAULTY
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _print_faults(found: Faults, command: str) -> None:
    from yizhu.build.output.rooted_files import HalfDone

    _print_faults_in_drafts(found.tolerated)
    for fault in found.faults:
        print_text(f"{fault}\n", sys.stderr)
    is_unchanged = command == "build" and not isinstance(found, HalfDone)
    result = "; nothing in the site was changed" if is_unchanged else ""
    print_text(f"{format_count(len(found.faults), 'fault')}{result}", sys.stderr)


def _print_faults_in_drafts(faults: Sequence[Fault]) -> None:
    if faults:
        do = "does" if len(faults) == 1 else "do"
        print_text(
            f"{format_count(len(faults), 'fault')} in drafts, which {do} not stop the build:\n", sys.stderr
        )
    for fault in faults:
        print_text(f"{fault}\n", sys.stderr)


# ---- the commands ------------------------------------------------------------------------------------------


def _build(given: argparse.Namespace) -> int:
    from yizhu.build.cache.fingerprints import Request, find_unchanged
    from yizhu.build.commands import collect_garbage_seldom, print_built

    started = time.monotonic()
    out = Path(given.out) if given.out else None
    counts, seen = find_unchanged(Request(Path(given.config), out, given.drafts, given.as_of or ""))
    if counts and not given.clean and not given.strict and not (given.prune and counts.strays):
        print_built(given.json, started, counts)
        return DONE
    collect_garbage_seldom()
    from yizhu.build.pipeline import Options, build
    from yizhu.build.progress import shown_on

    jobs = given.jobs or os.cpu_count() or 1
    options = Options(
        Path(given.config),
        out,
        jobs,
        given.drafts,
        given.why,
        given.clean,
        given.prune,
        seen,
        as_of=given.as_of or "",
    )
    if given.strict:
        from yizhu.check.lint import list_warnings

        warnings = list_warnings(options.config, given.drafts)
        if warnings:
            raise Faults(warnings)
    with shown_on(sys.stderr) as progress:
        built = build(options, progress)
    for page, reason in built.why if given.why and not given.json else ():
        print_text(f"{page}: {reason}")
    _print_faults_in_drafts(built.faults)
    print_built(
        given.json, started, built.counts, built.written.made, built.written.removed, built.why, built.faults
    )
    return DONE


def _serve(given: argparse.Namespace) -> int:
    from yizhu.build.commands import collect_garbage_seldom
    from yizhu.build.preview.serve import serve

    collect_garbage_seldom()
    return serve(Path(given.config), given.port, open_browser=not given.no_open, host=given.host)


def _import(given: argparse.Namespace) -> int:
    from yizhu.importers.command import run

    return run(given)


def _check(given: argparse.Namespace) -> int:
    config, slug = Path(given.config), given.article
    if given.terms:
        from yizhu.check.translations.renderings import print_deviations

        return FAULTY if print_deviations(config, slug, given.json) else DONE
    if given.older_than:
        from yizhu.check.ages import print_older

        return FAULTY if print_older(config, slug, given.older_than, given.json) else DONE
    from yizhu.check import commands

    if given.conversion:
        return FAULTY if commands.print_unsigned_changes(config, slug, given.json) else DONE
    if given.links:
        from yizhu.check.links import Network
        from yizhu.importers.sources.fetch import ask, download

        network = Network(ask, lambda address: download(address).data)
        return FAULTY if commands.print_links(config, slug, network, given.json) else DONE
    return FAULTY if commands.print_warnings(config, slug, given.unused, given.json) else DONE


def _accept(given: argparse.Namespace) -> int:
    from yizhu.check.commands import accept_conversion, accept_translation
    from yizhu.check.translations.signing import sign_as

    if given.translation and not given.conversion:
        signature = sign_as(given.state, given.by, given.date)
        accept_translation(
            Path(given.config), given.article, given.translation, given.passages, signature, given.dry_run
        )
    elif given.translation or (given.passages and not given.conversion):
        print_text("yizhu accept: name --translation LANG, or --conversion for places", sys.stderr)
        return MISUSED
    else:
        places, is_listed = given.passages, given.conversion
        accept_conversion(Path(given.config), given.article, given.by, given.dry_run, places, is_listed)
    return DONE


def _export(given: argparse.Namespace) -> int:
    from yizhu.exports.command import run

    return run(given)


def _translate(given: argparse.Namespace) -> int:
    from yizhu.content.translations.translate import format_result, translate

    print_text(format_result(translate(Path(given.config), given.article, given.lang)))
    return DONE


def _status(given: argparse.Namespace) -> int:
    from yizhu.check.commands import print_status

    print_status(Path(given.config), given.article, given.json)
    return DONE


def _explain(given: argparse.Namespace) -> int:
    from yizhu.check.commands import print_explanations

    print_explanations(Path(given.config), given.article, given.text)
    return DONE


def _suggest(given: argparse.Namespace) -> int:
    from yizhu.check.commands import add_suggestions, print_suggestions

    config, only = Path(given.config), given.only or ()
    if given.accept:
        add_suggestions(config, given.article, only, given.most, given.into)
    else:
        print_suggestions(config, given.article, only, given.most)
    return DONE


def _read(given: argparse.Namespace) -> int:
    from yizhu.chinese.readings import transcribe

    text = _standard_input() if given.text == "-" else given.text
    print_text(transcribe(text, given.region, given.style, given.sandhi))
    return DONE


def _standard_input() -> str:
    from yizhu.content.config import decode_utf8

    return decode_utf8(sys.stdin.buffer.read(), "standard input").rstrip("\n")


def _new(given: argparse.Namespace) -> int:
    from yizhu.content.commands.scaffold import new_article

    for path in new_article(Path(given.config), given.slug):
        print_text(path)
    return DONE


def _rename(given: argparse.Namespace) -> int:
    from yizhu.content.commands.rename_command import rename

    rename(Path(given.config), given.old, given.new, is_term=given.term, dry_run=given.dry_run)
    return DONE


def _init(given: argparse.Namespace) -> int:
    from yizhu.content.commands.init import init

    init(Path(given.folder), given.origin)
    return DONE


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "serve": _serve,
    "import": _import,
    "check": _check,
    "explain": _explain,
    "suggest": _suggest,
    "accept": _accept,
    "status": _status,
    "translate": _translate,
    "export": _export,
    "read": _read,
    "new": _new,
    "rename": _rename,
    "init": _init,
}


# ---- the command line --------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("yizhu", description="Annotated bilingual articles as a static site.")
    parser.add_argument("--version", action="version", version=f"yizhu {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose, arguments in _ARGUMENTS:
        command = commands.add_parser(name, help=purpose, description=purpose)
        if name not in ("init", "read"):
            command.add_argument(
                "--config", default="config.yaml", help="the site's configuration (config.yaml)"
            )
        for flags, options in arguments:
            command.add_argument(*flags, **options)
    return parser


def _parse(given: Sequence[str]) -> argparse.Namespace:
    """Return the parsed arguments; names of passages may stand before and behind the options."""
    parser = _parser()
    parsed, others = parser.parse_known_args(given)
    if others and ("passages" not in parsed or any(word.startswith("-") for word in others)):
        from yizhu.content.commands.misused import explain_unknown_words

        parser.error(explain_unknown_words(others, parsed.command, _ARGUMENTS))
    if others:
        parsed.passages += others
    return parsed


_FLAG: dict[str, object] = {"action": "store_true"}
_LINES: dict[str, object] = {"action": "append", "default": [], "metavar": "LINE[-LINE]"}
_ARGUMENTS: list[tuple[str, str, list[tuple[list[str], dict]]]] = [  # type: ignore[type-arg]
    ("build", "build the site from content/ (the default command)", [
        (["--out"], {"type": parse_folder, "metavar": "DIR", "help": "write to DIR instead of site/"}),
        (["--jobs"], {"type": parse_count, "metavar": "N", "help": "number of processes (default: one per core)"}),
        (["--strict"], _FLAG | {"help": "fail if check has warnings about what is built"}),
        (["--drafts"], _FLAG | {"help": "build drafts too"}),
        (["--as-of"], {"type": parse_day, "metavar": "DATE", "help": "hold back articles posted later (default: later than the newest input)"}),
        (["--why"], _FLAG | {"help": "print why each page was built again"}),
        (["--json"], _FLAG | {"help": "print the result as JSON"}),
        (["--clean"], _FLAG | {"help": "ignore the cache and build everything again"}),
        (["--prune"], _FLAG | {"help": "delete files in the output folder that no build made"}),
    ]),
    ("serve", "preview the site; rebuild and reload when a file changes", [
        (["--port"], {"type": int, "default": 8000, "metavar": "N", "help": "port (8000)"}),
        (["--host"], {"default": "127.0.0.1", "metavar": "ADDRESS", "help": "an address of this machine for others in the network, 0.0.0.0 for all (127.0.0.1)"}),
        (["--no-open"], _FLAG | {"help": "do not open a browser"}),
    ]),
    ("import", "turn a file or web page into a draft article", [
        (["source"], {"help": "a file, an address, or - for standard input"}),
        (["--slug"], {"help": "the article's address (default: from the file's name)"}),
        (["--lang"], {"metavar": "TAG", "help": "the text's language (default: detected)"}),
        (["--url"], {"help": "the address of the original page"}),
        (["--title"], {"default": "", "help": "the title, if the source does not state it"}), (["--author"], {"action": "append", "default": [], "metavar": "NAME", "help": "an author, likewise; may be given again"}),
        (["--split-languages"], {"action": argparse.BooleanOptionalAction, "default": None, "help": "the source is in two languages that take turns: a text and its translation"}),
        (["--pictures"], {"action": argparse.BooleanOptionalAction, "default": None, "help": "save the article's pictures too, or leave them out but for their captions"}),
        (["--allow-private"], _FLAG | {"help": "allow addresses of this machine and of private networks"}),
        (["--keep"], _LINES | {"help": "lines of the source that belong to the article"}),
        (["--drop"], _LINES | {"help": "lines of the source that do not"}),
        (["--open"], _FLAG | {"help": "show in a browser what was kept, dropped and unsure"}),
        (["--translation"], _FLAG | {"help": "the source comes from a translators' tool (.xlf .xliff .tmx .tbx .csv do)"}),
        (["--state"], {"choices": ("machine", "draft", "reviewed"), "help": "with a translation: the state of all words that changed"}),
        (["--by"], {"metavar": "NAME", "default": "", "help": "with a translation: who signs what it says is reviewed or by machine"}),
        (["--date"], {"type": parse_day, "metavar": "DATE", "help": "with a translation: the day of signing (today)"}),
        (["--dry-run"], _FLAG | {"help": "write nothing"}),
        (["--json"], _FLAG | {"help": "print the result as JSON"}),
    ]),
    ("check", "list faults, and warnings that an editor should look at", [
        (["article"], {"nargs": "?", "default": "", "help": "check only the article with this slug"}),
        (["--conversion"], _FLAG | {"help": "list changes by conversion that nobody has signed off"}),
        (["--terms"], _FLAG | {"help": "list terms that translations render by other words than the glossary's"}),
        (["--older-than"], {"type": parse_date, "metavar": "DATE", "help": "list notes and terms that nobody has checked since this date (2026-05)"}),
        (["--links"], _FLAG | {"help": "ask for every web address of the content, over the network"}),
        (["--unused"], _FLAG | {"help": "list also forms of terms that no text uses"}),
        (["--json"], _FLAG | {"help": "print the list as JSON"}),
    ]),
    ("accept", "sign off the changes that check --conversion lists for an article, or passages of a translation", [
        (["article"], {"help": "the article's slug"}),
        (["passages"], {"nargs": "*", "metavar": "PASSAGE", "help": "with --translation: only these, p3 or p7-p9; with --conversion: places, 16:87"}),
        (["--conversion"], _FLAG | {"help": "sign changes by conversion, and print them (the default, unprinted)"}),
        (["--translation"], {"metavar": "LANG", "default": "", "help": "sign passages of this translation"}),
        (["--state"], {"choices": ("machine", "draft", "reviewed"), "default": "reviewed", "help": "the state of these passages (reviewed)"}),
        (["--by"], {"metavar": "NAME", "default": "", "help": "who signs off"}),
        (["--date"], {"type": parse_day, "metavar": "DATE", "help": "the day of signing passages (today)"}),
        (["--dry-run"], _FLAG | {"help": "print what would be signed off; write nothing"}),
    ]),
    ("translate", "begin a translation: write a slot for each passage that has none; words that are there stay", [
        (["article"], {"help": "the article's slug"}),
        (["lang"], {"metavar": "LANG", "help": "the language, as in the file's name: en"}),
    ]),
    ("export", "write content for other tools; FORMAT: xliff, xliff-1.2, tmx, tbx, csv", [
        (["format"], {"metavar": "FORMAT", "help": "an unknown one lists all"}),
        (["articles"], {"nargs": "*", "metavar": "SLUG", "help": "these articles"}),
        (["--all"], _FLAG | {"help": "all articles"}),
        (["--lang"], {"action": "append", "metavar": "LANG", "default": [], "help": "only translations into this language"}),
        (["--out"], {"metavar": "FOLDER", "default": "export", "help": "the folder to write to (export/)"}),
        (["--force"], _FLAG | {"help": "replace files that say something else"}),
    ]),
    ("status", "print how far the translations are: translated, machine, draft, reviewed, stale", [
        (["article"], {"nargs": "?", "default": "", "help": "only the article with this slug"}),
        (["--json"], _FLAG | {"help": "print the table as JSON"}),
    ]),
    ("explain", "show each match of a term in an article, and the rule that decided about it", [
        (["article"], {"help": "the article's slug"}),
        (["text"], {"nargs": "?", "default": "", "help": "only matches that overlap this wording"}),
    ]),
    ("suggest", "suggest terms: wordings of an article that are not in the glossary", [
        (["article"], {"help": "the article's slug"}),
        (["--most"], {"type": parse_count, "default": 60, "metavar": "N", "help": "at most N suggestions (60)"}),
        (["--only"], {"nargs": "+", "metavar": "WORD", "help": "only these wordings"}),
        (["--accept"], _FLAG | {"help": "add an entry for each to the glossary"}),
        (["--into"], {"metavar": "FILE", "default": "", "help": "the glossary file to add to (suggested.yaml)"}),
    ]),
    ("read", "print the pronunciation of a Chinese text, one syllable per character", [
        (["text"], {"help": "the text, or - for standard input"}),
        (["--style"], {"choices": ("pinyin", "zhuyin"), "default": "pinyin", "help": "the spelling (pinyin)"}),
        (["--region"], {"choices": ("cn", "tw"), "default": "cn", "help": "pronunciation of mainland China or Taiwan (cn)"}),
        (["--sandhi"], {"choices": ("citation", "spoken"), "default": "citation", "help": "tones of 一 and 不 (citation)"}),
    ]),
    ("new", "create an empty article", [(["slug"], {"help": "the article's address"})]),
    ("rename", "give an article another slug, or a term another id; its old address leads on, and links to it are changed", [
        (["old"], {"help": "the article's slug, or the term's id"}), (["new"], {"help": "its new one"}),
        (["--term"], _FLAG | {"help": "rename a term of the glossary, and change what names it"}), (["--dry-run"], _FLAG | {"help": "print what would be changed; write nothing"}),
    ]),
    ("init", "create an empty site, ready for GitHub Pages", [
        (["folder"], {"metavar": "DIR", "help": "a folder that is new, empty, or a new repository's"}),
        (["--from"], {"dest": "origin", "default": "", "metavar": "ADDRESS", "help": "what the workflow installs Yizhu from (default: what this one was)"}),
    ]),
]  # fmt: skip
