"""An evaluation for a person at a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from goalsearch.corpus import Corpus
from goalsearch.evaluation import (
    GRADED_MEASURES,
    MEASURES,
    Estimate,
    Evaluation,
    FieldEvaluation,
    GradedEvaluation,
    GradedOutcome,
    Outcome,
    Share,
)
from goalsearch.messages import Language, text
from goalsearch.reports.goals import category_name
from goalsearch.reports.layout import Line, Piece, labelled, pad, width, wrap

_HEADINGS: Final = {
    "recall@1": "R@1",
    "recall@3": "R@3",
    "recall@5": "R@5",
    "mrr": "MRR",
    "ndcg@10": "nDCG@10",
    **{name: name for name in GRADED_MEASURES},
    "ndcg@5": "nDCG@5",
}
_LABEL_COLUMNS: Final = 20
_COUNT_COLUMNS: Final = 5
_FIGURE_COLUMNS: Final = 11
_GAP: Final = "  "
_SHARE_COLUMNS: Final = 46


def evaluation_lines(
    evaluation: Evaluation, corpus: Corpus, lang: Language, *, columns: int = 80, n_misses: int = 3
) -> Iterator[Line]:
    """
    The evaluation in lines: the tables of measures, by grades and by right goals, each with its worst misses.

    Args:
        evaluation: What to show.
        corpus: The goals that were searched, for their titles.
        lang: Language of headings and titles.
        columns: Width of the terminal; the tables themselves take 80.
        n_misses: Most misses to show for each field.
    """
    counts = {"n_queries": evaluation.n_queries, "n_goals": evaluation.n_goals}
    yield (Piece(text("evaluation.heading", lang, **counts), "bold"),)
    samples = f"{evaluation.samples:,}"
    if graded := [(field, field.graded) for field in evaluation.fields if field.graded]:
        yield from _heading_lines("evaluation.graded", GRADED_MEASURES, lang)
        for field, measured in graded:
            yield from _graded_lines(_field_name(field, lang), measured, lang)
        yield from _explained(text("evaluation.graded_explained", lang), samples, lang, columns)
        for field, measured in graded if n_misses else ():
            lines = [list(_graded_miss_lines(miss, corpus, lang, columns)) for miss in measured.misses]
            yield from _miss_lines("evaluation.not_fitting", field, lines, lang, n_misses)
    if labelled := [(field, field.overall) for field in evaluation.fields if field.overall]:
        yield from _heading_lines("evaluation.labelled", MEASURES, lang)
        for field, overall in labelled:
            yield from _group_lines(_field_name(field, lang), overall.n_queries, overall.measures, MEASURES)
            for category, group in field.by_category.items():
                name = _GAP + (category_name(category, lang) or text("label.category.none", lang))
                yield from _group_lines(name, group.n_queries, group.measures, MEASURES)
        yield from _explained(text("evaluation.explained", lang), samples, lang, columns)
        # Of one query both kinds of misses say much the same; grades say it more fairly.
        for field, _ in labelled if n_misses and not graded else ():
            lines = [list(_one_miss_lines(miss, corpus, lang, columns)) for miss in field.misses]
            yield from _miss_lines("evaluation.misses", field, lines, lang, n_misses)


def _heading_lines(key: str, measures: Sequence[str], lang: Language) -> Iterator[Line]:
    yield ()
    yield (Piece(text(key, lang), "bold"),)
    yield (Piece(_row("", text("evaluation.queries", lang), [_HEADINGS[name] for name in measures]), "bold"),)


def _explained(explanation: str, samples: str, lang: Language, columns: int) -> Iterator[Line]:
    yield ()
    for line in wrap(f"{explanation}{text('evaluation.intervals', lang, samples=samples)}", columns):
        yield (Piece(line, "dim"),)


def _field_name(field: FieldEvaluation, lang: Language) -> str:
    return text(f"evaluation.field.{field.field}", lang)


def _graded_lines(label: str, graded: GradedEvaluation, lang: Language) -> Iterator[Line]:
    """The means, and under them who is told that none fits, and what the bands mean."""
    if graded.n_fitting:
        yield from _group_lines(label, graded.n_fitting, graded.measures, GRADED_MEASURES)
    else:
        yield (Piece(label),)
    shares: list[tuple[str, Share | None, str]] = [
        (text("evaluation.told_none", lang), graded.told_none, "evaluation.n_queries"),
        (text("evaluation.told_none_rightly", lang), graded.told_none_rightly, "evaluation.n_queries"),
    ]
    for band, share in graded.bands.items():
        shares.append((text("evaluation.band", lang, band=text(f"band.{band}", lang)), share, "evaluation.n_hits"))
    for name, found, counted in shares:
        if found is not None:
            figure = f"{found.share.mean:.2f}  {_interval(found.share)}  {text(counted, lang, n=found.n)}"
            yield (Piece(_GAP + pad(name, _SHARE_COLUMNS) + figure),)


def _group_lines(label: str, n_queries: int, measures: Mapping[str, Estimate], names: Sequence[str]) -> Iterator[Line]:
    """The means, and under them their intervals."""
    estimates = [measures[name] for name in names]
    yield (Piece(_row(label, str(n_queries), [f"{estimate.mean:.2f}" for estimate in estimates])),)
    yield (Piece(_row("", "", [_interval(estimate) for estimate in estimates]), "dim"),)


def _interval(estimate: Estimate) -> str:
    # A plain hyphen: the code pages of some consoles have no dash.
    return f"{estimate.low:.2f}-{estimate.high:.2f}"


def _row(label: str, count: str, figures: list[str]) -> str:
    cells = (pad(_GAP + figure, _FIGURE_COLUMNS) for figure in figures)
    return pad(_shortened(label), _LABEL_COLUMNS) + " " * (_COUNT_COLUMNS - width(count)) + count + "".join(cells)


def _shortened(label: str) -> str:
    """``label``, cut to its column; a corpus of one's own may have long names of categories."""
    indent = label[: len(label) - len(label.lstrip())]
    lines = wrap(label, _LABEL_COLUMNS - width(indent) - 2)
    return indent + lines[0] + ("…" if len(lines) > 1 else "") if lines else ""


def _miss_lines(
    key: str, field: FieldEvaluation, misses: Sequence[Sequence[Line]], lang: Language, n_misses: int
) -> Iterator[Line]:
    yield ()
    yield (Piece(text(key, lang, field=_field_name(field, lang)), "bold"),)
    if not misses:
        yield (Piece(_GAP + text("evaluation.no_misses", lang), "dim"),)
    for miss in misses[:n_misses]:
        yield from miss
    if (more := len(misses) - n_misses) > 0:
        yield (Piece(_GAP + text("evaluation.more_misses", lang, more=more), "dim"),)


def _graded_miss_lines(miss: GradedOutcome, corpus: Corpus, lang: Language, columns: int) -> Iterator[Line]:
    """Which query, how well its first goal fits, and which goals are the best."""
    grade = text("evaluation.grade", lang, grade=f"{miss.first_grade:g}")
    yield Piece(_GAP), Piece(miss.query_id, "accent"), Piece(_GAP + grade)
    names = [("evaluation.best", _goal_name(goal_id, corpus, lang)) for goal_id in miss.judgement.best]
    yield from _name_lines([*names, ("evaluation.first", _first_name(miss, corpus, lang))], lang, columns)


def _one_miss_lines(miss: Outcome, corpus: Corpus, lang: Language, columns: int) -> Iterator[Line]:
    """Which query, at which rank its right goal came, and what came first instead."""
    rank = text("evaluation.not_found", lang) if miss.rank is None else text("evaluation.rank", lang, rank=miss.rank)
    yield Piece(_GAP), Piece(miss.query_id, "accent"), Piece(_GAP + rank)
    names = [("evaluation.right", _goal_name(goal_id, corpus, lang)) for goal_id in miss.gold_goal_ids]
    yield from _name_lines([*names, ("evaluation.first", _first_name(miss, corpus, lang))], lang, columns)


def _name_lines(names: Sequence[tuple[str, str]], lang: Language, columns: int) -> Iterator[Line]:
    """Goals, each with a label in front, whose key is given."""
    label_width = max(width(text(key, lang)) for key, _ in names) + len(_GAP)
    for key, name in names:
        yield from labelled(text(key, lang), name, columns, indent=_GAP * 2, label_width=label_width)


def _first_name(outcome: Outcome | GradedOutcome, corpus: Corpus, lang: Language) -> str:
    goal_id = outcome.first_goal_id
    return _goal_name(goal_id, corpus, lang) if goal_id else text("evaluation.nothing", lang)


def _goal_name(goal_id: str, corpus: Corpus, lang: Language) -> str:
    return f"{goal_id} {corpus.get(goal_id).title_in(lang)}"
