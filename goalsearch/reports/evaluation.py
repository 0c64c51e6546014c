"""An evaluation for a person at a terminal."""

from collections.abc import Iterator
from typing import Final

from goalsearch.corpus import Corpus
from goalsearch.evaluation import MEASURES, Evaluation, FieldEvaluation, Group, Outcome
from goalsearch.messages import Language, text
from goalsearch.reports.layout import Line, Piece, labelled, pad, width, wrap

_HEADINGS: Final = {"recall@1": "R@1", "recall@3": "R@3", "recall@5": "R@5", "mrr": "MRR", "ndcg@10": "nDCG@10"}
_LABEL_COLUMNS: Final = 20
_COUNT_COLUMNS: Final = 5
_FIGURE_COLUMNS: Final = 11
_GAP: Final = "  "


def evaluation_lines(
    evaluation: Evaluation, corpus: Corpus, lang: Language, *, columns: int = 80, n_misses: int = 3
) -> Iterator[Line]:
    """
    The evaluation in lines: the table of measures, then the worst misses of each field.

    Args:
        evaluation: What to show.
        corpus: The goals that were searched, for their titles.
        lang: Language of headings and titles.
        columns: Width of the terminal; the table itself takes 80.
        n_misses: Most misses to show for each field.
    """
    counts = {"n_queries": evaluation.n_queries, "n_goals": evaluation.n_goals}
    yield (Piece(text("evaluation.heading", lang, **counts), "bold"),)
    yield ()
    yield (Piece(_row("", text("evaluation.queries", lang), [_HEADINGS[name] for name in MEASURES]), "bold"),)
    for field in evaluation.fields:
        yield from _group_lines(_field_name(field, lang), field.overall)
        for category, group in field.by_category.items():
            yield from _group_lines(_GAP + (category or text("evaluation.no_category", lang)), group)
    yield ()
    for line in wrap(text("evaluation.explained", lang, samples=f"{evaluation.samples:,}"), columns):
        yield (Piece(line, "dim"),)
    if n_misses:
        for field in evaluation.fields:
            yield ()
            yield from _miss_lines(field, corpus, lang, columns, n_misses)


def _field_name(field: FieldEvaluation, lang: Language) -> str:
    return text(f"evaluation.field.{field.field}", lang)


def _group_lines(label: str, group: Group) -> Iterator[Line]:
    """The means, and under them their intervals."""
    estimates = [group.measures[name] for name in MEASURES]
    yield (Piece(_row(label, str(group.n_queries), [f"{estimate.mean:.2f}" for estimate in estimates])),)
    # A plain hyphen: the code pages of some consoles have no dash.
    intervals = [f"{estimate.low:.2f}-{estimate.high:.2f}" for estimate in estimates]
    yield (Piece(_row("", "", intervals), "dim"),)


def _row(label: str, count: str, figures: list[str]) -> str:
    cells = (pad(_GAP + figure, _FIGURE_COLUMNS) for figure in figures)
    return pad(_shortened(label), _LABEL_COLUMNS) + " " * (_COUNT_COLUMNS - width(count)) + count + "".join(cells)


def _shortened(label: str) -> str:
    """``label``, cut to its column; a corpus of one's own may have long names of categories."""
    indent = label[: len(label) - len(label.lstrip())]
    lines = wrap(label, _LABEL_COLUMNS - width(indent) - 2)
    return indent + lines[0] + ("…" if len(lines) > 1 else "") if lines else ""


def _miss_lines(field: FieldEvaluation, corpus: Corpus, lang: Language, columns: int, n_misses: int) -> Iterator[Line]:
    yield (Piece(text("evaluation.misses", lang, field=_field_name(field, lang)), "bold"),)
    if not field.misses:
        yield (Piece(_GAP + text("evaluation.no_misses", lang), "dim"),)
    for miss in field.misses[:n_misses]:
        yield from _one_miss_lines(miss, corpus, lang, columns)
    if (more := len(field.misses) - n_misses) > 0:
        yield (Piece(_GAP + text("evaluation.more_misses", lang, more=more), "dim"),)


def _one_miss_lines(miss: Outcome, corpus: Corpus, lang: Language, columns: int) -> Iterator[Line]:
    """Which query, at which rank its right goal came, and what came first instead."""
    rank = text("evaluation.not_found", lang) if miss.rank is None else text("evaluation.rank", lang, rank=miss.rank)
    yield Piece(_GAP), Piece(miss.query_id, "accent"), Piece(_GAP + rank)
    right = [_goal_name(goal_id, corpus, lang) for goal_id in miss.gold_goal_ids]
    first = _goal_name(miss.first_goal_id, corpus, lang) if miss.first_goal_id else text("evaluation.nothing", lang)
    lines = [("evaluation.right", name) for name in right] + [("evaluation.first", first)]
    label_width = max(width(text(key, lang)) for key, _ in lines) + len(_GAP)
    for key, name in lines:
        yield from labelled(text(key, lang), name, columns, indent=_GAP * 2, label_width=label_width)


def _goal_name(goal_id: str, corpus: Corpus, lang: Language) -> str:
    return f"{goal_id} {corpus.get(goal_id).title_in(lang)}"
