"""A batch as one HTML file that needs nothing else: no script, no request, for screens and paper."""

from datetime import datetime
from pathlib import Path

from goalsearch.batch.batch import Batch
from goalsearch.messages import Language
from goalsearch.pages.environment import stream
from goalsearch.reports.batch_view import N_OPEN, BatchView, NumberedProposal
from goalsearch.reports.document_link import href


def write_page(path: Path, batch: Batch, lang: Language, *, created: datetime) -> None:
    """
    Write a batch as an HTML page.

    The same batch, language, date and place give the same bytes. Links lead from the place of ``path`` to the files:
    write it in the folder in which it is to stand.

    Args:
        path: The file; written over if it exists.
        batch: What to write.
        lang: Language of headings and titles.
        created: Date of the page.

    Raises:
        OSError: If it cannot be written.
    """
    view = BatchView(batch, lang)

    def link(proposal: NumberedProposal) -> str | None:
        return href(proposal.row, batch.folder, path) if batch.folder is not None else None

    def column(name: str) -> str:
        return view.text(f"column.{name}")

    pieces = stream(
        "batch.html",
        lang,
        view=view,
        created=created,
        anchors=view.anchors,
        link=link,
        no_address=lambda _goal_id: None,
        column=column,
        labels=lambda names: [column(name) for name in names],
        n_open=N_OPEN,
    )
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
