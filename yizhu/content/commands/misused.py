"""What was meant by a command or an option that is none: first by its meaning in other programs, then by its letters."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from yizhu.content.faults import did_you_mean

_COMMANDS = {
    **dict.fromkeys(("server", "s", "watch", "start", "run", "live", "dev", "preview", "develop"), "serve"),
    **dict.fromkeys(("generate", "g", "b", "make", "compile", "render", "publish", "deploy", "gh-deploy"), "build"),
    **dict.fromkeys(("create", "add", "post", "draft"), "new"),
    **dict.fromkeys(("lint", "test", "validate", "verify", "doctor"), "check"),
    **dict.fromkeys(("mv", "move"), "rename"),
    **dict.fromkeys(("list", "ls", "stats"), "status"),
    **dict.fromkeys(("fetch", "get", "convert"), "import"),
    **dict.fromkeys(("help", "version"), ""),
}  # fmt: skip
_OPTIONS = {
    **dict.fromkeys(("-d", "-o", "--destination", "--output", "--dest", "--site-dir"), "--out"),
    **dict.fromkeys(("-p", "--dev-addr"), "--port"),
    **dict.fromkeys(("-b", "--bind", "--listen", "--address"), "--host"),
    **dict.fromkeys(("-D", "--buildDrafts", "--draft", "--unpublished"), "--drafts"),
    **dict.fromkeys(("-F", "--buildFuture", "--future"), "--as-of"),
    **dict.fromkeys(("-j", "--threads", "--workers"), "--jobs"),
    **dict.fromkeys(("-c", "-f", "--config-file"), "--config"),
    **dict.fromkeys(("--cleanDestinationDir", "--gc", "--delete"), "--prune"),
    **dict.fromkeys(("--no-browser", "--no-open-browser"), "--no-open"),
    **dict.fromkeys(("-n", "--dryrun", "--dry"), "--dry-run"),
    **dict.fromkeys(("-v", "-V"), "--version"),
}  # fmt: skip

_WATCHES = ("--watch", "-w", "--serve", "-s", "--live", "--livereload", "--live-reload")


def explain_unknown_command(word: str, commands: Collection[str]) -> str:
    """Return the help for a word that is no command."""
    meant = _COMMANDS.get(word)
    if meant is None:
        return did_you_mean(word, commands, "one of " + ", ".join(commands))
    return f"did you mean {meant or f'--{word}'}?"


_Arguments = Sequence[tuple[str, str, Sequence[tuple[Sequence[str], object]]]]


def explain_unknown_words(words: Sequence[str], command: str, arguments: _Arguments) -> str:
    """Return the message for words on the command line that nothing of a command takes; ``arguments``: those of all commands."""
    own = next(several for name, _, several in arguments if name == command)
    known = ["--config", *(flag for flags, _ in own for flag in flags)]
    told = f"unrecognized arguments: {' '.join(words)}"
    flag = next((word.partition("=")[0] for word in words if word.startswith("-")), "")
    if flag.casefold() in ("--baseurl", "--base-url", "--base_url", "--baseurl="):
        return f"{told}; write the address into config.yaml, as base_url"
    if flag in _WATCHES and command == "build":
        return f"{told}; write yizhu serve: it builds again whenever a file changes"
    meant = _OPTIONS.get(flag, "")
    help = (
        f"did you mean {meant}?"
        if meant in (*known, "--version") and meant
        else did_you_mean(flag, known)
        if flag
        else ""
    )
    return f"{told}; {help}" if help else told
