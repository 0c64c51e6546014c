"""Batches to write, over the small corpus."""

from collections.abc import Callable
from pathlib import Path

import pytest

from goalsearch.batch.batch import Batch, Summary
from goalsearch.batch.look_alikes import LookAlike
from goalsearch.batch.row import Failure, Row
from goalsearch.corpus import Corpus
from goalsearch.defaults import Ranker
from goalsearch.model import Notice, RankedGoal

MakeBatch = Callable[..., Batch]


@pytest.fixture(scope="session")
def make_batch(corpus: Corpus) -> MakeBatch:
    """Rows to a batch, as a run over a folder would give it."""

    def make(
        *rows: Row,
        look_alikes: tuple[LookAlike, ...] = (),
        folder: Path | None = Path("提案"),
        k: int = 3,
        ranker: Ranker = "tfidf",
    ) -> Batch:
        summary = Summary()
        for row in rows:
            summary.count(row)
        return Batch(
            rows=rows,
            goals=tuple(corpus),
            look_alikes=look_alikes,
            folder=folder,
            options={"-k": str(k)},
            versions={"goalsearch": "1.2.3", "sudachipy": "0.7.0"},
            fingerprint="f00d",
            k=k,
            ranker=ranker,
            summary=summary,
        )

    return make


@pytest.fixture(scope="session")
def batch_of_all_kinds(make_batch: MakeBatch) -> Batch:
    """One row of each kind: a file, a row of a table, two that none fits, two that could not be read."""
    return make_batch(
        Row(
            document_id="a 1.docx",
            path="a 1.docx",
            title="量子誤り訂正",
            n_characters=412,
            language="ja",
            verdict="goals",
            hits=(
                RankedGoal("2019-jst-1", 0.52, 0.52, "strong", ("量子", "格子")),
                RankedGoal("2015-jst-1", 0.31, 0.31, "possible", ("量子",)),
                RankedGoal("own-1", 0.08, 0.08, "weak", ("量子",)),
            ),
        ),
        Row(document_id="b.pdf", path="b.pdf", failure=Failure("document.scan", {"file": "b.pdf", "pages": 12})),
        Row(
            document_id="list.xlsx#応募!4",
            path="list.xlsx",
            record_id="26H004",
            title="<b>腸内細菌</b> & 免疫",
            n_characters=1234,
            language="mixed",
            verdict="goals",
            hits=(
                RankedGoal("2016-amed-1", 0.61, 0.61, "strong", ("細菌",)),
                RankedGoal("2019-jst-1", 0.6, 0.6, "possible", ("免疫",)),
            ),
            warnings=("document.note.sheets_hidden",),
        ),
        Row(
            document_id="sub/c#1.txt",
            path="sub/c#1.txt",
            n_characters=42,
            language="ja",
            verdict="none",
            reason=Notice("reason.below_level", {"fit": "0.38", "needed": "1.15"}),
            hits=(RankedGoal("own-1", 0.03, 0.03, "weak", ("随筆",)),),
            warnings=("notice.few_known_terms",),
        ),
        Row(
            document_id="sub/d.txt",
            path="sub/d.txt",
            title="和歌",
            n_characters=900,
            language="ja",
            verdict="none",
            reason=Notice("reason.nothing_shared", {}),
        ),
        Row(
            document_id="sub/e.doc",
            path="sub/e.doc",
            failure=Failure("document.unsupported.word97", {"file": "sub/e.doc"}),
        ),
        look_alikes=(LookAlike("a 1.docx", "list.xlsx#応募!4", 0.75, ("量子", "免疫")),),
    )
