"""Where the command line starts and how it ends."""

import atexit
import errno
import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, NoReturn

import click
from click.shell_completion import shell_complete

from goalsearch.cli.context import HelpContext, Spoken
from goalsearch.cli.index_progress import shown_index_progress
from goalsearch.cli.options import help_parameter, language_parameter
from goalsearch.cli.usage import show_usage_error
from goalsearch.errors import GoalsearchError
from goalsearch.messages import Language, is_language, named_language, spoken_in, text
from goalsearch.processes.memory import NEEDED_MIB, shortage
from goalsearch.text.language import language_of
from goalsearch.version import __version__

# In the order in which help lists them. A command's module is imported when the command is called.
COMMANDS: Final = (
    "search",
    "batch",
    "serve",
    "goals",
    "lineage",
    "map",
    "trends",
    "gaps",
    "corpus",
    "evaluate",
    "completion",
)

_COMPLETION: Final = "_GOALSEARCH_COMPLETE"
# Objects that may come to be before cycles are looked for: modules and goals make so many, and keep nearly all.
_FEW_COLLECTIONS: Final = 50_000
_FAILED: Final = 1
_INTERRUPTED: Final = 130


class Commands(click.Group):
    """The group of all commands, each loaded when it is asked for."""

    context_class = HelpContext

    def __init__(self, lang: Language) -> None:
        super().__init__(
            name="goalsearch",
            help=text("help.goalsearch", lang),
            params=[language_parameter(lang), _version_option(lang), help_parameter(lang)],
            no_args_is_help=True,
        )
        self._lang = lang

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, in the user's language."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"goalsearch.cli.{cmd_name}").command(self._lang)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; a text in its place is told where it belongs."""
        if args[0] not in COMMANDS and (" " in args[0] or not args[0].isascii()):
            raise click.UsageError(text("usage.text_without_command", self._lang), ctx)
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without loading them."""
        with formatter.section(text("usage.commands", self._lang)):
            formatter.write_dl([(name, text(f"help.{name}.short", self._lang)) for name in COMMANDS])


def _version_option(lang: Language) -> click.Option:
    return click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_show_version,
        help=text("help.version", lang),
    )


def _show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if not value:
        return
    from importlib.metadata import version

    analyser = ", ".join(f"{package} {version(package)}" for package in ("sudachipy", "sudachidict-core"))
    click.echo(f"goalsearch {__version__}, {analyser}")
    ctx.exit()


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """
    Run the command line and leave the process.

    Exit codes: 0 done (also when no goal fits), 1 a GoalsearchError, 2 wrong usage, 3 a batch that could not read some
    files, 130 interrupted.
    """
    _leave_cycles_alone()
    arguments = list(sys.argv[1:] if argv is None else argv)
    spoken = _spoken_language(arguments)
    lang = spoken.lang
    _prepare_streams()
    # Of scikit-learn's helpers for many processes, none of which is used, one warns where it may write no file.
    os.environ.setdefault("JOBLIB_MULTIPROCESSING", "0")
    try:
        code = _run(arguments, spoken)
        sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:
            raise
        # Without a file's name it is standard output that failed. What is still buffered would fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
        # A reader that has had enough is no failure; Windows tells it as EINVAL.
        if error.errno not in (errno.EPIPE, errno.EINVAL):
            click.echo(text("main.output", lang, reason=error.strerror), err=True)
            code = _FAILED
    sys.exit(code)


def _leave_cycles_alone() -> None:
    """Look for cycles of garbage seldom, and not at the end, when all goes: that is an eighth of a search."""
    gc.set_threshold(_FEW_COLLECTIONS, *gc.get_threshold()[1:])
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


def _run(arguments: list[str], spoken: Spoken) -> int:
    """Run a command and return the process's exit code."""
    lang = spoken.lang
    commands = Commands(lang)
    if instruction := os.environ.get(_COMPLETION):
        return shell_complete(commands, {}, "goalsearch", _COMPLETION, instruction)
    try:
        # Not commands.main: it takes a closed pipe for a failure.
        with commands.make_context("goalsearch", arguments, obj=spoken) as ctx, shown_index_progress(lang):
            commands.invoke(ctx)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.UsageError as error:
        show_usage_error(error, lang)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except GoalsearchError as error:
        click.echo(error.message(lang), err=True)
        return _FAILED
    except (KeyboardInterrupt, EOFError, click.Abort):
        click.echo(err=True)
        return _INTERRUPTED
    # A limit of memory is met as any error of any library.
    except Exception as error:
        if (allowed := shortage(error)) is None:
            raise
        values = {"allowed": f"{allowed:,}", "needed": f"{NEEDED_MIB:,}", "kind": type(error).__name__}
        click.echo(text("main.memory_limit" if allowed else "main.memory", lang, **values), err=True)
        return _FAILED
    return 0


def _spoken_language(arguments: Sequence[str]) -> Spoken:
    """
    The language that ``--lang`` names wherever it stands, else the user's own, else that of a text among the arguments.

    Help texts are made before the arguments are parsed, so this looks ahead; click itself refuses a wrong value.
    """
    before_text = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for place, argument in enumerate(before_text):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang":
            value = "".join(before_text[place + 1 : place + 2])
        if is_language(value):
            return Spoken(value, is_named=True)
    if (named := named_language()) is not None:
        return Spoken(named, is_named=True)
    return Spoken(
        "en" if all(map(str.isascii, arguments)) else spoken_in(language_of(" ".join(arguments))), is_named=False
    )


class _Unfailing(io.FileIO):
    """Standard error that may be full or gone: what is only said there makes no result fail."""

    def write(self, data: Any, /) -> int:
        """Write, or let it be."""
        try:
            return super().write(data)
        except OSError:
            return len(data)


def _prepare_streams() -> None:
    """Standard streams that exist and take any text."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started the process
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    encoding: str | None = getattr(sys.stderr, "encoding", None)
    binary = getattr(sys.stderr, "buffer", None)
    raw = getattr(binary, "raw", binary)
    # Not a console of Windows, which is none of these.
    if sys.stderr is sys.__stderr__ and type(raw) is io.FileIO:
        buffer = io.BufferedWriter(_Unfailing(raw.fileno(), "w", closefd=False))
        sys.stderr = io.TextIOWrapper(buffer, encoding=encoding, line_buffering=True)
    for stream in (sys.stdout, sys.stderr):
        # A Japanese Windows console speaks cp932 and would raise on the first ² or emoji.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
