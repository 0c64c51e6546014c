"""``goalsearch completion``: completion of commands and options in a shell."""

import click
from click.shell_completion import get_completion_class

from goalsearch.cli.options import described
from goalsearch.cli.output import write
from goalsearch.cli.values import Choice
from goalsearch.messages import Language


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("completion")
    @click.argument("shell", type=Choice(["bash", "zsh", "fish"]))
    @click.pass_context
    def completion(ctx: click.Context, shell: str) -> None:
        maker = get_completion_class(shell)
        if maker is None:
            raise click.UsageError(shell)
        write(maker(ctx.find_root().command, {}, "goalsearch", "_GOALSEARCH_COMPLETE").source() + "\n")

    return described(completion, lang)
