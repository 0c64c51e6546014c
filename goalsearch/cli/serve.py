"""``goalsearch serve``: the same in a browser."""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import click

from goalsearch.cli.options import corpus_options, described
from goalsearch.errors import ServeError
from goalsearch.messages import Language, text

# What the extra brings.
_EXTRA: Final = ("starlette", "uvicorn", "jinja2", "python_multipart")


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("serve")
    @click.option("--port", type=click.IntRange(0, 65535), metavar="N", help=text("help.serve.port", lang))
    @click.option("--host", default="127.0.0.1", metavar="ADDRESS", help=text("help.serve.host", lang))
    @click.option("--name", "names", multiple=True, metavar="NAME", help=text("help.serve.name", lang))
    @click.option("--no-browser", is_flag=True, help=text("help.serve.no_browser", lang))
    @corpus_options(lang)
    def serve(
        port: int | None,
        host: str,
        names: tuple[str, ...],
        no_browser: bool,
        corpus: tuple[Path, ...],
        add_corpus: tuple[Path, ...],
    ) -> None:
        from goalsearch.cli.output import write
        from goalsearch.cli.searcher_options import corpus_source

        if any(find_spec(package) is None for package in _EXTRA):
            raise ServeError("web.error.extra", extra="goalsearch[web]")
        from goalsearch.web import server

        bound = server.bind(host, port)
        if not server.is_loopback(host):
            click.echo(text("web.open_to_others", lang, host=host), err=True)

        def when_ready(address: str) -> None:
            write(f"{address}\n")
            sys.stdout.flush()
            click.echo(text("web.ready", lang), err=True)

        server.serve(
            corpus_source(corpus, add_corpus),
            bound,
            host=host,
            names=names,
            when_ready=when_ready,
            open_browser=not no_browser,
        )
        click.echo(text("web.ended", lang), err=True)

    return described(serve, lang)
