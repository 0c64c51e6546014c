"""``goalsearch corpus``: goals of a user's own, from the file to fill in to every search that knows them."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goalsearch.cli.options import described
from goalsearch.messages import Language, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goalsearch.corpus import Finding
    from goalsearch.documents.announcement import Announced

_PATH = click.Path(path_type=Path)
# Characters of a summary by which a person finds it on the page.
_START = 30


def command(lang: Language) -> click.Command:
    """The group of commands about corpora, in one language."""

    @click.group("corpus")
    def corpus() -> None:
        """Replaced by the catalogue's text."""

    for make, key in (
        (_new, "corpus.new"),
        (_add, "corpus.add"),
        (_list, "corpus.list"),
        (_remove, "corpus.remove"),
        (_check, "corpus.check"),
        (_fields, "corpus.fields"),
    ):
        inner = make(lang)
        corpus.add_command(described(inner, lang, key))
        inner.short_help = text(f"help.{key}.short", lang)
    return described(corpus, lang)


def _new(lang: Language) -> click.Command:
    @click.command("new")
    @click.argument("path", type=_PATH)
    @click.option("--from", "pages", type=_PATH, multiple=True, metavar="PAGE", help=text("help.corpus.new.from", lang))
    def new(path: Path, pages: tuple[Path, ...]) -> None:
        from goalsearch.corpus.blank import write_blank

        found = _announced(pages)
        write_blank(path, lang, [_row(goal, number) for number, goal in enumerate(found, 1)])
        for number, goal in enumerate(found, 1):
            lengths = {name: f"{len(getattr(goal, name)):,}" for name in ("summary", "aims", "background")}
            title = goal.title or text("corpus.new_no_title", lang, number=number, start=goal.summary[:_START])
            click.echo(text("corpus.new_found", lang, title=title, **lengths))
        click.echo(text("corpus.new_check" if found else "corpus.new_written", lang, path=path))

    return new


def _announced(pages: "Sequence[Path]") -> "list[Announced]":
    if not pages:
        return []
    from goalsearch.documents.announcement import announced_goals
    from goalsearch.documents.reader import read_one

    return [goal for page in pages for goal in announced_goals(read_one(page))]


def _row(goal: "Announced", number: int) -> dict[str, str]:
    """What is known of a goal, in the fields of a corpus file."""
    return {
        "id": f"{goal.fiscal_year}-own-{number}" if goal.fiscal_year else f"own-{number}",
        "title": goal.title,
        "fiscal_year": "" if goal.fiscal_year is None else str(goal.fiscal_year),
        "agencies": goal.agency or "",
        "summary": goal.summary,
        "description": goal.aims,
        "notes": goal.background,
    }


def _add(lang: Language) -> click.Command:
    @click.command("add")
    @click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=_PATH)
    @click.option("--force", is_flag=True, help=text("help.corpus.add.force", lang))
    def add(paths: tuple[Path, ...], force: bool) -> None:
        from goalsearch.corpus import Corpus, CorpusSource, own
        from goalsearch.corpus import check as check_corpus
        from goalsearch.corpus.source import corpus_files

        for path in paths:
            added = Corpus.load(path)
            files = corpus_files(path)
            # Read together with all others, so that an id that is taken is found now and not at the next search.
            CorpusSource((*own.searched_beside(path), path)).read()
            if notes := check_corpus(path):
                _print_findings(path, notes, lang)
            places = own.add_files(files, force=force)
            click.echo(text("corpus.added", lang, n=len(added), path=", ".join(map(str, places))))

    return add


def _list(lang: Language) -> click.Command:
    @click.command("list")
    def list_own() -> None:
        from goalsearch.corpus import check, own, source

        files = own.own_files()
        click.echo(text("corpus.own_place", lang, place=own.own_place(), n=len(files)))
        if (notice := own.missing_place()) is not None:
            click.echo(notice.message(lang))
        is_wrong = False
        for place, path in enumerate(files):
            findings = check(path, (source.builtin_path(), *files[:place]), taken="error")
            _print_findings(path, findings, lang, notes=False)
            if any(finding.severity == "error" for finding in findings):
                is_wrong = True
                click.echo(own.way_out(path, lang))
        for path in own.other_files():
            click.echo(text("corpus.own_other", lang, path=path, suffixes=" ".join(source.SUFFIXES)))
        if is_wrong:
            raise click.exceptions.Exit(1)

    return list_own


def _remove(lang: Language) -> click.Command:
    @click.command("remove")
    @click.argument("names", nargs=-1, required=True, metavar="NAME…")
    def remove(names: tuple[str, ...]) -> None:
        from goalsearch.corpus import own

        for name in names:
            click.echo(text("corpus.removed", lang, path=own.remove_file(name)))

    return remove


def _check(lang: Language) -> click.Command:
    @click.command("check")
    @click.argument("path", type=_PATH)
    def check(path: Path) -> None:
        from goalsearch.corpus import check as check_corpus
        from goalsearch.corpus import own

        findings = check_corpus(path, own.searched_beside(path))
        _print_findings(path, findings, lang)
        if any(finding.severity == "error" for finding in findings):
            raise click.exceptions.Exit(1)

    return check


def _fields(lang: Language) -> click.Command:
    @click.command("fields")
    def fields() -> None:
        from goalsearch.cli import output
        from goalsearch.reports.corpus_fields import corpus_fields_table

        output.write(corpus_fields_table(lang))

    return fields


def _print_findings(path: Path, findings: "Sequence[Finding]", lang: Language, *, notes: bool = True) -> None:
    from goalsearch.cli import output
    from goalsearch.reports.findings import finding_lines

    output.print_lines(lambda _columns: finding_lines(path, findings, lang, notes=notes))
