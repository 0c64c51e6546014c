"""``goalsearch corpus check``: everything that is wrong with a corpus, in one run."""

from pathlib import Path

import click

from goalsearch.cli.options import described
from goalsearch.messages import Language, text


def command(lang: Language) -> click.Command:
    """The group of commands about corpora, in one language."""

    @click.group("corpus")
    def corpus() -> None:
        """Replaced by the catalogue's text."""

    @corpus.command("check")
    @click.argument("path", type=click.Path(path_type=Path))
    def check(path: Path) -> None:
        from goalsearch.cli import output
        from goalsearch.corpus import check as check_corpus
        from goalsearch.reports.findings import finding_lines

        findings = check_corpus(path)
        output.print_lines(lambda _columns: finding_lines(path, findings, lang))
        if any(finding.severity == "error" for finding in findings):
            raise click.exceptions.Exit(1)

    described(check, lang, "corpus.check")
    check.short_help = text("help.corpus.short", lang)
    return described(corpus, lang)
