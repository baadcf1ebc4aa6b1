"""The arguments of all commands, and what the command line says of each."""

from __future__ import annotations

import argparse

from yizhu.content.commands.argument_types import (
    parse_count,
    parse_date,
    parse_day,
    parse_folder,
    parse_shard,
)

_FLAG: dict[str, object] = {"action": "store_true"}
_LINES: dict[str, object] = {"action": "append", "default": [], "metavar": "LINE[-LINE]"}
ARGUMENTS: list[tuple[str, str, list[tuple[list[str], dict]]]] = [  # type: ignore[type-arg]
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
        (["--shard"], {"type": parse_shard, "metavar": "I/N", "help": "process every N-th article from the I-th on, for merge, and write the result to --out (shards/)"}),
    ]),
    ("merge", "build the site from shards that build --shard made", [
        (["folders"], {"nargs": "+", "metavar": "DIR", "help": "folders that hold all shards"}),
        (["--out"], {"type": parse_folder, "metavar": "DIR", "help": "write to DIR instead of site/"}),
        (["--jobs"], {"type": parse_count, "metavar": "N", "help": "number of processes (default: one per core)"}),
        (["--drafts"], _FLAG | {"help": "build drafts too"}),
        (["--as-of"], {"type": parse_day, "metavar": "DATE", "help": "hold back articles posted later (default: later than the newest input)"}),
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
    ("export", "write content for other tools and for readers", [
        (["format"], {"metavar": "FORMAT", "help": "epub, tmx …; an unknown one lists all"}),
        (["articles"], {"nargs": "*", "metavar": "SLUG", "help": "these articles"}),
        (["--all"], _FLAG | {"help": "all articles"}),
        (["--lang"], {"action": "append", "metavar": "LANG", "default": [], "help": "only translations into this language"}),
        (["--series"], {"metavar": "ID", "default": "", "help": "the articles of this series, in their order"}),
        (["--volume"], _FLAG | {"help": "one book of all of them (epub)"}),
        (["--edition"], {"action": "append", "metavar": "NAME", "default": [], "help": "only this edition"}),
        (["--out"], {"type": parse_folder, "metavar": "FOLDER", "default": "export", "help": "the folder to write to (export/)"}),
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
