"""What every report on topics over time says, in one language: counts, shares, q-values, near goals."""

from collections.abc import Iterator
from typing import Final

from goalsearch.landscape.dataset import DatasetReading
from goalsearch.landscape.field_pairs import LEAST_TEXTS, MOST_FIELDS, FieldPair
from goalsearch.landscape.topic import NearGoal, Topic
from goalsearch.landscape.trends import Trends
from goalsearch.messages import Language, listed, text
from goalsearch.reports.goals import category_name

KINDS: Final = ("new", "rising", "falling")
_SMALL: Final = 0.001
_N_UNDECIDED: Final = 10


def improbable(q: float) -> str:
    """A q-value; what is smaller than can be told is said to be so."""
    return f"<{_SMALL}" if q < _SMALL else f"{q:.3f}"


def shares(topic: Topic) -> str:
    """Its share before and after."""
    return f"{topic.before:.1%}→{topic.after:.1%}"


def goal_name(near: NearGoal, lang: Language) -> str:
    """A goal with its score."""
    return f"{near.goal.id} {near.goal.title_in(lang)} ({near.score:.2f})"


def pair_name(pair: FieldPair, trends: Trends, lang: Language) -> str:
    """Two fields; those of the goals themselves are categories, which have names."""
    fields = (pair.first, pair.second)
    if trends.source is None:
        return " × ".join(category_name(field, lang) or field for field in fields)
    return " × ".join(fields)


def shown_kinds(trends: Trends) -> Iterator[tuple[str, tuple[Topic, ...]]]:
    """The kinds of topics that there is something to say of; counts without a test only where no test was passed."""
    for kind in KINDS:
        if topics := getattr(trends, kind):
            yield kind, topics
    if not trends.n_passed and trends.undecided:
        yield "undecided", trends.undecided[:_N_UNDECIDED]


def summary(trends: Trends, lang: Language) -> Iterator[str]:
    """What was compared, and what came of it."""
    early = sum(total for year, total in zip(trends.years, trends.totals, strict=True) if year < trends.split)
    yield text(
        "trends.scope",
        lang,
        source=trends.source or text("trends.goals", lang),
        n=f"{trends.n_documents:,}",
        first=trends.years[0],
        last=trends.years[-1],
        split=trends.split,
        n_early=f"{early:,}",
        n_late=f"{trends.n_documents - early:,}",
    )
    if trends.reading is not None:
        yield from _reading_lines(trends.reading, lang)
    if not trends.n_tested:
        yield text("trends.none_tested", lang, least=trends.min_documents)
        return
    counts = {"n_tested": f"{trends.n_tested:,}", "least": trends.min_documents}
    if trends.n_passed:
        n_false = f"{trends.n_expected_false:,.1f}"
        yield text("trends.tested", lang, n_found=f"{trends.n_passed:,}", n_false=n_false, **counts)
    else:
        yield text("trends.none_passed", lang, **counts)


def unread_year(place: str, value: str, lang: Language) -> str:
    """A year that cannot be read, and where it stands."""
    return text("trends.unread_year" if value else "trends.empty_year", lang, place=place, value=value)


def _reading_lines(reading: DatasetReading, lang: Language) -> Iterator[str]:
    """What became of the rows of a dataset, where it is not just that all were read."""
    counts = {"n_duplicates": f"{reading.n_duplicates:,}", "n_empty": f"{reading.n_without_text:,}"}
    if reading.n_duplicates or reading.n_without_text:
        yield text("trends.read", lang, file=reading.file, n_rows=f"{reading.n_rows:,}", **counts)
    if reading.n_unread:
        seen = listed([unread_year(unread.place, unread.value, lang) for unread in reading.unread], lang)
        yield text("trends.unread_years", lang, n=f"{reading.n_unread:,}", seen=seen)


def pairs_summary(trends: Trends, lang: Language) -> Iterator[str]:
    """How many pairs of fields were tested, and how many passed."""
    counts = {"n_fields": trends.n_fields, "n_pairs": trends.n_pairs}
    if trends.pairs:
        yield text("trends.pairs_tested", lang, n_found=trends.n_pairs_found, **counts)
    elif trends.n_fields:
        yield text("trends.no_pairs", lang, **counts)
    if trends.n_fields_left_out and not trends.n_fields:
        yield text("trends.fields_not_compared", lang, n=trends.n_fields_left_out, least=LEAST_TEXTS)
        return
    if n_small := trends.n_fields_left_out - trends.n_fields_beyond:
        yield text("trends.fields_too_small", lang, n=n_small, least=LEAST_TEXTS)
    if trends.n_fields_beyond:
        yield text("trends.fields_beyond", lang, n=trends.n_fields_beyond, most=MOST_FIELDS)
