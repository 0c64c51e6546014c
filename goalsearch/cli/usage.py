"""What is wrong with a command line, in the user's language: click's own sentences are English alone."""

import click

from goalsearch.messages import Language, listed, text


def show_usage_error(error: click.UsageError, lang: Language) -> None:
    """Print on standard error how the command is called, where its help is, and what is wrong."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    if error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
        click.echo(text("usage.help", lang, command=error.ctx.command_path), err=True)
        click.echo(err=True)
    click.echo(text("usage.error", lang, problem=problem_of(error, lang)), err=True)


def problem_of(error: click.ClickException, lang: Language) -> str:
    """What is wrong, by the kind of error; what is said by this program itself stands as it is."""
    match error:
        case click.MissingParameter(param=click.Option() as option):
            return text("usage.missing_option", lang, option=_names(option))
        case click.MissingParameter(param=param):
            return text("usage.missing_argument", lang, argument=param.name if param else "")
        case click.BadParameter(param=param) if param is not None:
            return text("usage.bad_value", lang, option=_names(param), problem=error.message)
        case click.NoSuchOption(option_name=name, possibilities=near):
            return _unknown("usage.no_option", name, near, lang)
        case click.exceptions.NoSuchCommand(command_name=name, possibilities=near):
            return _unknown("usage.no_command", name, near, lang)
        case click.BadOptionUsage(option_name=name):
            return text("usage.no_value", lang, option=name)
    return error.format_message()


def _unknown(key: str, name: str, near: list[str] | None, lang: Language) -> str:
    said = text(key, lang, name=name)
    return said + text("usage.near", lang, names=listed(near, lang)) if near else said


def _names(param: click.Parameter) -> str:
    return " / ".join(param.opts)
