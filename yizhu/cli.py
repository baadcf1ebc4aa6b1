"""The command line: ``yizhu …``, and ``python build.py …`` in a clone.

A command is a function in ``_COMMANDS``, with its arguments in ``ARGUMENTS``. It imports what it needs only when it
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
from yizhu.arguments import ARGUMENTS
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
    if given.shard:
        return _build_shard(given)
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


def _build_shard(given: argparse.Namespace) -> int:
    from yizhu.build.progress import shown_on
    from yizhu.build.shards import build_shard

    out = Path(given.out or "shards")
    with shown_on(sys.stderr) as progress:
        built = build_shard(Path(given.config), given.shard, out, given.jobs or os.cpu_count() or 1, progress)
    for fault in built.faults:
        print_text(f"{fault}\n", sys.stderr)
    if built.faults:
        print_text(
            f"{format_count(len(built.faults), 'fault')}: these articles are left to merge", sys.stderr
        )
    print_text(f"{built.path}: {format_count(built.articles, 'article')}")
    return DONE


def _merge(given: argparse.Namespace) -> int:
    from yizhu.build.shards import join_shards

    joined = join_shards(Path(given.config), [Path(folder) for folder in given.folders])
    for path in joined.left:
        print_text(
            f"{path}: made by another version, or with other settings; its articles are made here", sys.stderr
        )
    print_text(f"{format_count(joined.articles, 'article')} from shards")
    return main(["build", *_pass_on(given)])


def _pass_on(given: argparse.Namespace) -> list[str]:
    """Return the options of a merge as those of the build that it ends with."""
    values = {"--config": given.config, "--out": given.out, "--jobs": given.jobs, "--as-of": given.as_of}
    named = [word for name, value in values.items() if value for word in (name, str(value))]
    return [*named, *(["--drafts"] if given.drafts else [])]


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
    from yizhu.chinese.readings.transcription import transcribe

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
    "merge": _merge,
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
    for name, purpose, arguments in ARGUMENTS:
        command = commands.add_parser(name, help=purpose, description=purpose)
        if name not in ("init", "read"):
            command.add_argument(
                "--config", default="config.yaml", help="the site's configuration (config.yaml)"
            )
        for flags, options in arguments:
            command.add_argument(*flags, **options)
    return parser


def _parse(given: Sequence[str]) -> argparse.Namespace:
    """Return the parsed arguments; names of passages or articles may stand before and behind the options."""
    parser = _parser()
    parsed, others = parser.parse_known_args(given)
    several = next((name for name in ("passages", "articles") if name in parsed), "")
    if others and (not several or any(word.startswith("-") for word in others)):
        from yizhu.content.commands.misused import explain_unknown_words

        parser.error(explain_unknown_words(others, parsed.command, ARGUMENTS))
    if others:
        setattr(parsed, several, [*getattr(parsed, several), *others])
    return parsed
