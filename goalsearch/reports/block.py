"""One goal of an answer for a terminal: in four lines at a glance, or with all that there is to say."""

from collections.abc import Iterator
from typing import Final

from goalsearch.messages import Language, text
from goalsearch.model import Hit
from goalsearch.model.fields import label
from goalsearch.reports.excerpt import excerpt
from goalsearch.reports.facts import areas_text, newest_mark, related_line, year_and_agency
from goalsearch.reports.first_screen import short_title, shortened, within
from goalsearch.reports.grades import bar, grade, is_measured, shown_fit
from goalsearch.reports.layout import Line, Piece, Style, labelled, pad, width, wrap
from goalsearch.reports.next_steps import area_lines, calls_over, official_page
from goalsearch.text.normalize import characters_shown

_INDENT: Final = "    "
_LABEL_COLUMNS: Final = {"ja": 14, "en": 14}
_GRADE_COLUMNS: Final = {"ja": 13, "en": 15}
_TERM_COLUMNS: Final = 24


def block_lines(hit: Hit, lang: Language, columns: int, *, newest_year: int | None) -> Iterator[Line]:
    """
    A goal at a glance: grade and place, title, a sentence of its own, what it shares.

    Args:
        hit: The goal.
        lang: Language of titles and labels.
        columns: Width of the terminal.
        newest_year: Goals of this fiscal year have a mark.
    """
    room = columns - len(_INDENT)
    yield from _head(hit, lang, columns, newest_year, n_areas=len(hit.goal.areas))
    yield Piece(_INDENT), Piece(short_title(hit.goal, lang, room), "bold")
    # What is far away need not be told in a goal's own words, unless there is nothing nearer.
    if hit.goal_sentence and (hit.band != "weak" or hit.rank == 1):
        yield (Piece(_INDENT), *_sentence(hit, room))
    if hit.phrases:
        head = f"{text('answer.terms', lang)}: "
        room -= width(head)
        shared = ("・" if lang == "ja" else ", ").join(within((phrase.text for phrase in hit.phrases), room))
        yield Piece(_INDENT), Piece(head, "dim"), Piece(shortened(shared, room), "accent")
    elif hit.nearest:
        yield Piece(_INDENT), Piece(shortened(f"≈ {hit.nearest.goal_text}", room), "accent")


def explained_lines(hit: Hit, lang: Language, columns: int, *, newest_year: int | None) -> Iterator[Line]:
    """A goal with every contribution, what the text lacks, its areas and the goals of the past; see `block_lines`."""
    yield from _head(hit, lang, columns, newest_year, n_areas=0)
    for line in wrap(hit.goal.title_in(lang), columns - len(_INDENT)):
        yield Piece(_INDENT), Piece(line, "bold")
    terms = ", ".join(phrase.text for phrase in hit.phrases)
    yield from _labelled("answer.terms", terms, lang, columns, style="accent")
    if hit.goal_sentence:
        yield from _labelled("answer.goal_sentence", hit.goal_sentence.text, lang, columns)
    if hit.nearest:
        yield from _labelled("answer.nearest", f"{hit.nearest.text} ≈ {hit.nearest.goal_text}", lang, columns)
    yield from _contribution_lines(hit, lang, columns)
    yield from _labelled("answer.passage", "".join(characters_shown(hit.passage.text)), lang, columns)
    yield from _labelled("answer.missing", ", ".join(item.term for item in hit.missing), lang, columns)
    yield from _next_lines(hit, lang, columns, newest_year)
    for number, related in enumerate(hit.related):
        yield from _labelled("answer.related" if number == 0 else None, related_line(related, lang), lang, columns)


def _next_lines(hit: Hit, lang: Language, columns: int, newest_year: int | None) -> Iterator[Line]:
    """Where to go from here: research areas, the official page, whether the calls are over."""
    areas = [area.content for area in area_lines(hit.goal, lang)] or [areas_text(hit, lang)]
    yield from _labelled("answer.areas", " / ".join(areas), lang, columns)
    if over := calls_over(hit, newest_year, lang):
        yield from _labelled("next.calls", over, lang, columns)
    if page := official_page(hit.goal, lang):
        yield Piece(_INDENT), Piece(pad(page.label, _LABEL_COLUMNS[lang]), "dim"), Piece(page.url)


def _head(hit: Hit, lang: Language, columns: int, newest_year: int | None, *, n_areas: int) -> Iterator[Line]:
    """Rank, grade, bar and fit; then where the goal stands, on a line of its own if it is long."""
    goal = hit.goal
    where = [year_and_agency(goal.fiscal_year, goal.agency, lang), goal.id, *newest_mark(goal, newest_year, lang)]
    if n_areas:
        where.append(text("answer.n_areas", lang, n=n_areas))
    if hit.tied_with < hit.rank:
        where.append(f"≈ {text('answer.rank', lang, rank=hit.tied_with)}")
    head = (
        Piece(f"{hit.rank:>2}  ", "bold"),
        Piece(pad(grade(hit, lang), _GRADE_COLUMNS[lang]), "bold"),
        *((Piece(bar(hit.fit), "accent"), Piece(f" {shown_fit(hit.fit)}  ")) if is_measured(hit.fit) else ()),
    )
    line = "  ".join(where)
    # A corpus of one's own may have long names.
    if sum(width(piece.text) for piece in head) + width(line) <= columns:
        yield (*head, Piece(line, "dim"))
    else:
        yield head
        yield from ((Piece(_INDENT), Piece(part, "dim")) for part in wrap(line, columns - len(_INDENT)))


def _sentence(hit: Hit, room: int) -> Iterator[Piece]:
    """The goal's own sentence, with brackets around what it shares: colours do not reach a file."""
    if hit.goal_sentence is None:
        return
    sentence, _, spans = hit.goal_sentence
    for part, is_marked in excerpt(" ".join(sentence.split(" ")), spans, room, mark_columns=2):
        if is_marked:
            yield from (Piece("[", "dim"), Piece(part, "mark"), Piece("]", "dim"))
        else:
            yield Piece(part)


def _labelled(key: str | None, content: str, lang: Language, columns: int, *, style: Style = "") -> Iterator[Line]:
    name = "" if key is None else text(key, lang)
    return labelled(name, content, columns, indent=_INDENT, label_width=_LABEL_COLUMNS[lang], style=style)


def _contribution_lines(hit: Hit, lang: Language, columns: int) -> Iterator[Line]:
    """Every term with what it adds to the score, how often it stands in the query, and where it stands in the goal."""
    head = "".join(
        (
            pad(text("answer.term", lang), _TERM_COLUMNS),
            pad(text("answer.contribution", lang), 9),
            pad(text("answer.share", lang), 6),
            pad(text("answer.count", lang), 6),
            text("answer.fields", lang),
        )
    )
    yield Piece(_INDENT), Piece(head, "dim")
    total = sum(item.contribution for item in hit.evidence)
    for item in hit.evidence:
        fields = ", ".join(label(field, lang) for field in item.fields)
        figures = f"{item.contribution:.4f}   {item.contribution / total:>4.0%}  {len(item.spans):>4}  "
        room = columns - len(_INDENT) - _TERM_COLUMNS - len(figures)
        for number, (term, part) in enumerate(_columns(wrap(item.term, _TERM_COLUMNS - 1), wrap(fields, room))):
            yield (
                Piece(_INDENT),
                Piece(pad(term, _TERM_COLUMNS), "accent"),
                Piece(figures if number == 0 else " " * len(figures)),
                Piece(part),
            )


def _columns(left: list[str], right: list[str]) -> Iterator[tuple[str, str]]:
    for number in range(max(len(left), len(right))):
        yield left[number] if number < len(left) else "", right[number] if number < len(right) else ""
