"""A search result for a person at a terminal."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from goalsearch.messages import Language, text
from goalsearch.model import Evidence, Hit, Programme, RelatedGoal, SearchResult
from goalsearch.reports.layout import MARK_OFF, MARK_ON, Line, Piece, Style, labelled, pad, width, wrap
from goalsearch.reports.spans import merged

if TYPE_CHECKING:
    from goalsearch.now_and_before import NowAndBefore

_BAR_COLUMNS: Final = 12
_INDENT: Final = "    "
_LABEL_COLUMNS: Final = {"ja": 12, "en": 9}
_N_TERMS: Final = 8
_MARKS: Final = re.compile(f"([{MARK_ON}{MARK_OFF}])")


def answer_lines(result: SearchResult, lang: Language, *, columns: int = 80, explain: bool = False) -> Iterator[Line]:
    """
    The result in lines.

    Args:
        result: What to show.
        lang: Language of headings and titles.
        columns: Width of the terminal.
        explain: Whether to add the highlighted query, every contribution and what the query lacks.
    """
    for notice in result.warnings:
        for line in wrap(f"! {notice.message(lang)}", columns):
            yield (Piece(line, "warn"),)
    if result.reason:
        verdict = text("answer.none_fits", lang, reason=result.reason.message(lang))
        yield from ((Piece(line, "bold"),) for line in wrap(verdict, columns))
    if result.hits:
        key = "answer.weak_heading" if result.reason else "answer.heading"
        yield (Piece(text(key, lang, n_candidates=result.n_candidates), "bold"),)
    if result.n_filtered_out:
        yield (Piece(text("answer.filtered_out", lang, n_filtered_out=result.n_filtered_out), "dim"),)
    for hit in result.hits:
        yield ()
        yield from _hit_lines(hit, result.hits[0].score, lang, columns, explain=explain)
    if result.hits and explain:
        yield ()
        yield from _query_lines(result, lang, columns)
    if result.hits:
        yield ()
        closing = [text(f"answer.ranker.{result.ranker}", lang), *([] if explain else [text("answer.more", lang)])]
        yield from ((Piece(line, "dim"),) for remark in closing for line in wrap(remark, columns))


def now_and_before_lines(
    both: "NowAndBefore", lang: Language, *, columns: int = 80, explain: bool = False
) -> Iterator[Line]:
    """The goals of now, then those of before, each under a heading."""
    yield (Piece(text("answer.now", lang, year=both.year), "bold"),)
    yield from answer_lines(both.now, lang, columns=columns, explain=explain)
    yield ()
    if both.before is None:
        yield (Piece(text("answer.nothing_before", lang)),)
    else:
        yield (Piece(text("answer.before", lang), "bold"),)
        yield from answer_lines(both.before, lang, columns=columns, explain=explain)


def year_and_agency(fiscal_year: int | None, agency: str | None, lang: Language) -> str:
    """Such as ``2019年度 JST``."""
    year = text("answer.no_year", lang) if fiscal_year is None else text("answer.fiscal_year", lang, year=fiscal_year)
    return f"{year} {agency}" if agency else year


def related_line(related: RelatedGoal, lang: Language) -> str:
    """One related goal on a line: where it stands, its title, how near, and by which terms."""
    goal = related.goal
    terms = ", ".join(linking_terms(related, lang)[:4])
    return f"{goal.id}  {goal.title_in(lang)}  {related.score:.2f} ({terms})"


def linking_terms(related: RelatedGoal, lang: Language) -> list[str]:
    """The terms that link a related goal, as `own_language_first` orders them."""
    return own_language_first(related.terms, lang)


def own_language_first(terms: Sequence[str], lang: Language) -> list[str]:
    """Terms in the reader's language first, else in their order: goals are linked in both languages."""
    return sorted(terms, key=lambda term: term.isascii() != (lang == "en"))


def areas_text(hit: Hit, lang: Language) -> str:
    """The research areas recorded for a hit, or that none is, with the agency's programmes."""
    goal = hit.goal
    if goal.areas:
        return " / ".join(f"{area.programme} {(lang == 'en' and area.name_en) or area.name}" for area in goal.areas)
    if hit.programmes:
        names = ", ".join(_programme_name(programme, lang) for programme in hit.programmes)
        return text("answer.no_areas", lang, agency=goal.agency, programmes=names)
    return text("answer.no_areas_no_programmes", lang)


def _programme_name(programme: Programme, lang: Language) -> str:
    return programme.name_en if lang == "en" and programme.name_en else programme.name


def outermost(evidence: Sequence[Evidence]) -> list[Evidence]:
    """
    Evidence without the terms that stand only inside longer ones: 細菌 where 細菌叢 is shown.

    Kept in order; the contributions that are left out remain part of the score.
    """
    # A span lies inside another if one that begins no later, and is not itself, ends no earlier.
    outer = set()
    furthest = -1
    for start, end in sorted({span for item in evidence for span in item.spans}, key=lambda span: (span[0], -span[1])):
        if end > furthest:
            outer.add((start, end))
            furthest = end
    return [item for item in evidence if not item.spans or not outer.isdisjoint(item.spans)]


def _hit_lines(hit: Hit, best_score: float, lang: Language, columns: int, *, explain: bool) -> Iterator[Line]:
    goal = hit.goal
    band = pad(text(f"band.{hit.band}", lang), 10 if lang == "ja" else 8)
    bar = _bar(hit.score / best_score)
    where = f"{year_and_agency(goal.fiscal_year, goal.agency, lang)}  {goal.id}"
    head = (Piece(f"{hit.rank:>2}. ", "bold"), Piece(bar, "accent"), Piece(f" {hit.score:.3f} {band}  "))
    if hit.tied_with < hit.rank:
        where += f"  ≈ {text('answer.tied', lang, rank=hit.tied_with)}"
    # A corpus of one's own may have long names, which then get lines of their own.
    if sum(width(piece.text) for piece in head) + width(where) <= columns:
        yield (*head, Piece(where, "dim"))
    else:
        yield head
        yield from ((Piece(_INDENT), Piece(line, "dim")) for line in wrap(where, columns - len(_INDENT)))
    for line in wrap(goal.title_in(lang), columns - len(_INDENT)):
        yield Piece(_INDENT), Piece(line, "bold")
    terms = ", ".join(item.term for item in outermost(hit.evidence)[:_N_TERMS])
    yield from _labelled("answer.terms", terms, lang, columns, accent=True)
    if hit.nearest and (explain or not hit.evidence):
        yield from _labelled("answer.nearest", f"{hit.nearest.text} ≈ {hit.nearest.goal_text}", lang, columns)
    if explain:
        yield from _contribution_lines(hit, lang, columns)
        yield from _labelled("answer.passage", hit.passage.text, lang, columns)
        yield from _labelled("answer.missing", ", ".join(item.term for item in hit.missing), lang, columns)
    yield from _labelled("answer.areas", areas_text(hit, lang), lang, columns)
    for number, related in enumerate(hit.related):
        yield from _labelled("answer.related" if number == 0 else None, related_line(related, lang), lang, columns)


def _labelled(key: str | None, content: str, lang: Language, columns: int, *, accent: bool = False) -> Iterator[Line]:
    label = "" if key is None else text(key, lang)
    style: Style = "accent" if accent else ""
    return labelled(label, content, columns, indent=_INDENT, label_width=_LABEL_COLUMNS[lang], style=style)


def _bar(share: float) -> str:
    full = max(1, round(share * _BAR_COLUMNS))
    return "█" * full + "░" * (_BAR_COLUMNS - full)


def _contribution_lines(hit: Hit, lang: Language, columns: int) -> Iterator[Line]:
    """Every term with what it adds to the score, how often it stands in the query, and where it stands in the goal."""
    term_columns = 24
    head = "".join(
        (
            pad(text("answer.term", lang), term_columns),
            pad(text("answer.contribution", lang), 9),
            pad(text("answer.share", lang), 6),
            pad(text("answer.count", lang), 6),
            text("answer.fields", lang),
        )
    )
    yield Piece(_INDENT), Piece(head, "dim")
    total = sum(item.contribution for item in hit.evidence)
    for item in hit.evidence:
        fields = ", ".join(text(f"label.field.{field}", lang) for field in item.fields)
        figures = f"{item.contribution:.4f}   {item.contribution / total:>4.0%}  {len(item.spans):>4}  "
        room = columns - len(_INDENT) - term_columns - len(figures)
        for number, (term, part) in enumerate(_columns(wrap(item.term, term_columns - 1), wrap(fields, room))):
            yield (
                Piece(_INDENT),
                Piece(pad(term, term_columns), "accent"),
                Piece(figures if number == 0 else " " * len(figures)),
                Piece(part),
            )


def _columns(left: list[str], right: list[str]) -> Iterator[tuple[str, str]]:
    for number in range(max(len(left), len(right))):
        yield left[number] if number < len(left) else "", right[number] if number < len(right) else ""


def _query_lines(result: SearchResult, lang: Language, columns: int) -> Iterator[Line]:
    """The query with the terms marked that it shares with the first hit."""
    yield (Piece(text("answer.query_heading", lang), "bold"),)
    inside = False
    for line in wrap(_marked(result.query.text, result.hits[0]), columns):
        pieces: list[Piece] = []
        for part in _MARKS.split(line):
            if part in (MARK_ON, MARK_OFF):
                inside = part == MARK_ON
                pieces.append(Piece("［" if inside else "］", "dim"))
            elif part:
                pieces.append(Piece(part, "mark" if inside else ""))
        yield tuple(pieces)


def _marked(query: str, hit: Hit) -> str:
    """The query with marks around what it shares with a hit; spans that touch or overlap are one."""
    parts = []
    place = 0
    for start, end in merged(span for item in hit.evidence for span in item.spans):
        parts += [_MARKS.sub("\ufffd", query[place:start]), MARK_ON, _MARKS.sub("\ufffd", query[start:end]), MARK_OFF]
        place = end
    return "".join([*parts, _MARKS.sub("\ufffd", query[place:])])
