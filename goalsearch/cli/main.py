"""Where the command line starts and how it ends."""

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NoReturn

import click
from click.shell_completion import shell_complete

from goalsearch import __version__
from goalsearch.cli.options import HelpContext, language_parameter
from goalsearch.errors import GoalsearchError
from goalsearch.messages import Language, is_language, preferred_language, text

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
_FAILED: Final = 1
_INTERRUPTED: Final = 130


class Commands(click.Group):
    """The group of all commands, each loaded when it is asked for."""

    context_class = HelpContext

    def __init__(self, lang: Language) -> None:
        super().__init__(
            name="goalsearch",
            help=text("help.goalsearch", lang),
            context_settings={"help_option_names": ["-h", "--help"]},
            params=[language_parameter(lang), _version_option(lang)],
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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without loading them."""
        with formatter.section("Commands"):
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
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = _spoken_language(arguments)
    _prepare_streams()
    try:
        code = _run(arguments, lang)
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


def _run(arguments: list[str], lang: Language) -> int:
    """Run a command and return the process's exit code."""
    commands = Commands(lang)
    if instruction := os.environ.get(_COMPLETION):
        return shell_complete(commands, {}, "goalsearch", _COMPLETION, instruction)
    try:
        # Not commands.main: it takes a closed pipe for a failure.
        with commands.make_context("goalsearch", arguments) as ctx:
            commands.invoke(ctx)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except GoalsearchError as error:
        click.echo(error.message(lang), err=True)
        return _FAILED
    except (KeyboardInterrupt, EOFError, click.Abort):
        click.echo(err=True)
        return _INTERRUPTED
    return 0


def _spoken_language(arguments: Sequence[str]) -> Language:
    """
    The language that ``--lang`` names wherever it stands, else the user's own.

    Help texts are made before the arguments are parsed, so this looks ahead; click itself refuses a wrong value.
    """
    before_text = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for place, argument in enumerate(before_text):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang":
            value = "".join(before_text[place + 1 : place + 2])
        if is_language(value):
            return value
    return preferred_language()


def _prepare_streams() -> None:
    """Standard streams that exist and take any text."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started the process
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        # A Japanese Windows console speaks cp932 and would raise on the first ² or emoji.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
