"""What every report on gaps says, in one language."""

from collections.abc import Iterator

from goalsearch.landscape.gaps import NEAREST, Gaps
from goalsearch.landscape.theme import Growth, MissedGoal, ThemeText
from goalsearch.messages import Language, listed, text
from goalsearch.reports.trends_view import improbable, unread_year


def summary(gaps: Gaps, lang: Language) -> Iterator[str]:
    """What was matched, and what became of the rest."""
    counts = {"n": f"{gaps.n_texts:,}", "n_unmatched": f"{gaps.n_unmatched:,}", "n_goals": gaps.n_goals}
    yield text("gaps.scope", lang, source=gaps.source, **counts)
    reading = gaps.reading
    if reading.n_duplicates:
        yield text("gaps.read", lang, n_rows=f"{reading.n_rows:,}", n_duplicates=f"{reading.n_duplicates:,}")
    if reading.n_unread:
        seen = listed([unread_year(unread.document_id, unread.value, lang) for unread in reading.unread], lang)
        yield text("gaps.unread_years", lang, n=f"{reading.n_unread:,}", seen=seen)
    if gaps.failures:
        # One line however many kinds there are; `goalsearch batch` lists them all.
        _, failure = gaps.failures[0]
        yield text("gaps.failed", lang, n=f"{gaps.n_failed:,}", message=failure.message(lang))
    if not gaps.themes:
        yield text("gaps.no_themes", lang, least=gaps.min_size)


def growth(found: Growth, level: float, lang: Language) -> str:
    """Whether a theme grows, and how sure that is."""
    if found.q > level:
        return text("gaps.growth.undecided", lang, q=improbable(found.q))
    return text("gaps.growth.rising" if found.z > 0 else "gaps.growth.falling", lang, q=improbable(found.q))


def text_name(item: ThemeText) -> str:
    """A text by its title, year and place."""
    year = "" if item.year is None else f" ({item.year})"
    return f"{item.title}{year} {item.document_id}".strip()


def missed_name(missed: MissedGoal, lang: Language) -> str:
    """A goal with what its score is made of."""
    figures = text("gaps.mean_score", lang, score=f"{missed.score:.3f}", n=missed.n_texts)
    band = text(f"band.{missed.band}", lang)
    return f"{missed.goal.id} {missed.goal.title_in(lang)} ({band}, {figures})"


def note(lang: Language) -> str:
    """What themes and the list of goals do not mean."""
    return text("gaps.note", lang, nearest=NEAREST)
