"""A batch as one HTML file that needs nothing else: no script, no request, for screens and paper."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Final

from goalsearch.batch.batch import Batch
from goalsearch.batch.row import RowHit
from goalsearch.messages import Language, text
from goalsearch.model import Goal
from goalsearch.reports.answer import year_and_agency
from goalsearch.reports.batch_page_style import N_STEPS, STYLE
from goalsearch.reports.batch_view import N_NEAR, BatchView, Candidate, LookAlikes, Proposal
from goalsearch.reports.clean_text import clean
from goalsearch.reports.document_link import href

_N_TOP_GOALS: Final = 15
_SECTIONS: Final = ("proposals", "goals", "look_alikes", "unmatched", "failures", "conditions")
_BANDS: Final = frozenset({"strong", "possible", "weak"})


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
    page = _Page(path, BatchView(batch, lang), created)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in page.lines())


class _Page:
    """One page while it is written."""

    def __init__(self, path: Path, view: BatchView, created: datetime) -> None:
        self._path = path
        self._view = view
        self._created = created
        # A goal of one's own corpus may have any id: its anchor is its place.
        self._anchors = {goal.id: f"g{number}" for number, goal in enumerate(view.latest_goals, 1)}

    def lines(self) -> Iterator[str]:
        """The page from top to bottom."""
        yield from self._head()
        yield "<main>"
        yield from self._summary()
        yield from self._proposals()
        yield from self._goals()
        yield from self._look_alikes()
        yield from self._unmatched()
        yield from self._failures()
        yield from self._conditions()
        yield "</main>\n</body>\n</html>"

    def _head(self) -> Iterator[str]:
        view = self._view
        digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode("ascii")
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        title = _safe(view.text("title"))
        yield f'<!DOCTYPE html>\n<html lang="{view.lang}">\n<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="referrer" content="no-referrer">'
        yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>"
        links = [("summary", text("page.summary", view.lang))]
        links += [(name, view.text(f"sheet.{name}")) for name in _SECTIONS]
        items = "".join(f'<li><a href="#{name}">{_safe(label)}</a></li>' for name, label in links)
        folder = f"{_safe(view.batch.folder.name)} · " if view.batch.folder else ""
        yield f'<header>\n<h1>{title}</h1>\n<p class="faint">{folder}{self._created:%Y-%m-%d %H:%M}</p>\n</header>'
        yield f'<nav aria-label="{_safe(text("page.contents", view.lang))}"><ul>{items}</ul></nav>'

    def _summary(self) -> Iterator[str]:
        view = self._view
        yield f'<section id="summary">\n<h2>{_safe(text("page.summary", view.lang))}</h2>\n<ul class="tiles">'
        counts = {"n_rows": view.proposals, "n_matched": view.matched, "n_unmatched": view.unmatched}
        kinds = {"n_matched": "goals", "n_unmatched": "none", "n_failed": "failed"}
        for name, group in {**counts, "n_failed": view.failed}.items():
            label = _safe(view.text(f"fact.{name}"))
            yield f'<li class="{kinds.get(name, "all")}"><b>{len(group):,}</b>{label}</li>'
        yield f'</ul>\n<p class="intro">{_safe(view.bands())}</p>'
        top = [(view.n_promising(goal.id), goal) for goal in view.latest_goals if view.n_promising(goal.id)]
        top = sorted(top, key=lambda item: -item[0])[:_N_TOP_GOALS]
        if top:
            yield f"<h3>{_safe(text('page.top_goals', view.lang))}</h3>\n<table>\n<tbody>"
            for n_promising, goal in top:
                yield (
                    f'<tr><td class="score">{_safe(view.text("value.count", n=f"{n_promising:,}"))}</td>'
                    f'<td class="track"><span class="{_step(n_promising / top[0][0])}"></span></td>'
                    f"<td>{self._goal_link(goal.id)}</td></tr>"
                )
            yield "</tbody>\n</table>"
        yield "</section>"

    def _proposals(self) -> Iterator[str]:
        columns = ("number", "proposal", "verdict", "goal")
        yield from self._section("proposals", columns, (), map(self._proposal_row, self._view.proposals))

    def _proposal_row(self, proposal: Proposal) -> str:
        view, row = self._view, proposal.row
        verdict = view.text(f"verdict.{proposal.verdict}")
        if row.failure:
            answer = _safe(view.reason(row.failure))
        else:
            answer = f'<ol class="hits">{"".join(map(self._hit, range(1, len(row.hits) + 1), row.hits))}</ol>'
        if remarks := view.remarks(row):
            answer += f'<p class="faint">{_safe(remarks)}</p>'
        return (
            f'<tr id="p{proposal.number}"><td class="number">{proposal.number}</td>{self._name_cell(proposal)}'
            f'<td><span class="badge {proposal.verdict}">{_safe(verdict)}</span></td><td>{answer}</td></tr>'
        )

    def _hit(self, rank: int, hit: RowHit) -> str:
        terms = f'<span class="terms">{_safe(self._view.terms(hit.terms))}</span>' if rank == 1 and hit.terms else ""
        return (
            f'<li><span>{rank}</span><span class="figure">{hit.score:.3f}</span><span>{self._band(hit.band)}</span>'
            f'<span class="goal">{self._goal_link(hit.goal_id)}</span>{terms}</li>'
        )

    def _goals(self) -> Iterator[str]:
        view = self._view
        yield from self._section_head("goals", (view.text("intro.goals"),))
        for goal in view.latest_goals:
            if candidates := view.candidates[goal.id]:
                yield self._goal_heading(goal)
                # Columns in line from goal to goal.
                yield from self._table(("place", "proposal", "score", "band", "terms", "rank"), kind="wide fixed")
                yield from map(self._candidate_row, range(1, len(candidates) + 1), candidates)
                yield "</tbody>\n</table>"
        without = [goal for goal in view.latest_goals if not view.candidates[goal.id]]
        if without:
            yield f"<h3>{_safe(text('page.goals_without', view.lang, n=len(without)))}</h3>\n<ul>"
            for goal in without:
                title = _safe(f"{goal.id} {goal.title_in(view.lang)}")
                yield f'<li id="{self._anchors[goal.id]}" class="faint">{title}</li>'
            yield "</ul>"
        yield "</section>"

    def _goal_heading(self, goal: Goal) -> str:
        view = self._view
        where = f"{year_and_agency(goal.fiscal_year, goal.agency, view.lang)} {goal.id}"
        n_promising = text("page.candidates", view.lang, n=f"{view.n_promising(goal.id):,}")
        return (
            f'<h3 id="{self._anchors[goal.id]}">{_safe(goal.title_in(view.lang))} '
            f'<span class="faint">{_safe(f"{where} · {n_promising}")}</span></h3>'
        )

    def _candidate_row(self, place: int, candidate: Candidate) -> str:
        proposal, hit = candidate.proposal, candidate.hit
        return (
            f'<tr><td class="number">{place}</td>{self._name_cell(proposal, linked=True)}'
            f"{self._labelled('score', f'{hit.score:.3f}', 'score')}<td>{self._band(hit.band)}</td>"
            f"{self._labelled('terms', _safe(self._view.terms(hit.terms)), 'faint')}"
            f"{self._labelled('rank', str(candidate.rank), 'number')}</tr>"
        )

    def _look_alikes(self) -> Iterator[str]:
        columns = ("similarity", "first_title", "second_title", "terms")
        intro = (self._view.text("intro.look_alikes"),)
        yield from self._section("look_alikes", columns, intro, map(self._pair_row, self._view.look_alikes))

    def _pair_row(self, pair: LookAlikes) -> str:
        return (
            f"<tr>{self._labelled('similarity', f'{pair.similarity:.3f}', 'score')}"
            f"{self._name_cell(pair.first, linked=True)}{self._name_cell(pair.second, linked=True)}"
            f"{self._labelled('terms', _safe(self._view.terms(pair.terms)), 'faint')}</tr>"
        )

    def _unmatched(self) -> Iterator[str]:
        columns = ("number", "proposal", "why", "goal")
        intro = (self._view.text("intro.unmatched"),)
        yield from self._section("unmatched", columns, intro, map(self._unmatched_row, self._view.unmatched))

    def _unmatched_row(self, proposal: Proposal) -> str:
        near = "".join(map(self._hit, range(1, N_NEAR + 1), proposal.row.hits))
        why = _safe(self._view.why_unmatched(proposal.row) or "")
        if clues := self._view.clues(proposal.row):
            why += f'<p class="faint">{_safe(clues)}</p>'
        return (
            f'<tr><td class="number">{proposal.number}</td>{self._name_cell(proposal, linked=True)}'
            f'<td>{why}</td><td><ol class="hits">{near}</ol></td></tr>'
        )

    def _failures(self) -> Iterator[str]:
        columns = ("number", "document", "kind", "reason")
        intro = (self._view.text("intro.failures"),)
        yield from self._section("failures", columns, intro, map(self._failure_row, self._view.failed))

    def _failure_row(self, proposal: Proposal) -> str:
        failure = proposal.row.failure
        kind, reason = (self._view.kind(failure), self._view.reason(failure)) if failure else ("", "")
        return (
            f'<tr><td class="number">{proposal.number}</td><td>{self._file_link(proposal)}</td>'
            f"<td>{_safe(kind)}</td><td>{_safe(reason)}</td></tr>"
        )

    def _conditions(self) -> Iterator[str]:
        yield from self._section_head("conditions", ())
        for heading, facts in self._view.conditions(self._created):
            yield f"<h3>{_safe(heading)}</h3>\n<dl>"
            for fact in facts:
                yield f"<dt>{_safe(fact.label)}</dt><dd>{_safe(fact.value)}</dd>"
            yield "</dl>"
        yield "</section>"

    def _section(self, name: str, columns: Sequence[str], intro: Sequence[str], rows: Iterator[str]) -> Iterator[str]:
        """A section with one table, or a line that says that there is nothing."""
        yield from self._section_head(name, intro)
        first = next(rows, None)
        if first is None:
            yield f'<p class="faint">{_safe(self._view.text(f"nothing.{name}"))}</p>'
        else:
            yield from self._table(columns)
            yield first
            yield from rows
            yield "</tbody>\n</table>"
        yield "</section>"

    def _section_head(self, name: str, intro: Sequence[str]) -> Iterator[str]:
        yield f'<section id="{name}">\n<h2>{_safe(self._view.text(f"heading.{name}"))}</h2>'
        yield from (f'<p class="intro">{_safe(line)}</p>' for line in intro)

    def _table(self, columns: Sequence[str], *, kind: str = "wide") -> Iterator[str]:
        heads = "".join(
            f'<th scope="col" class="by-{name}">{_safe(self._view.text(f"column.{name}"))}</th>' for name in columns
        )
        yield f'<table class="{kind}">\n<thead><tr>{heads}</tr></thead>\n<tbody>'

    def _name_cell(self, proposal: Proposal, *, linked: bool = False) -> str:
        """Name and file of a proposal; linked to where its goals stand."""
        row = proposal.row
        name = _safe(row.title or "")
        if linked:
            name = f'<a href="#p{proposal.number}">{name or f"No. {proposal.number}"}</a>'
        record = f'<span class="faint"> {_safe(row.record_id)}</span>' if row.record_id else ""
        return f'<td class="name">{name}{record}<span class="file">{self._file_link(proposal)}</span></td>'

    def _file_link(self, proposal: Proposal) -> str:
        name, folder = _safe(proposal.row.document_id), self._view.batch.folder
        return name if folder is None else f'<a href="{escape(href(proposal.row, folder, self._path))}">{name}</a>'

    def _goal_link(self, goal_id: str) -> str:
        title = _safe(self._view.goal_title(goal_id))
        return f'<a href="#{self._anchors[goal_id]}">{title}</a> <span class="faint id">{_safe(goal_id)}</span>'

    def _band(self, band: str) -> str:
        kind = band if band in _BANDS else ""
        return f'<span class="badge {kind}">{_safe(self._view.band(band))}</span>'

    def _labelled(self, column: str, content: str, kind: str) -> str:
        """A cell that says on a narrow screen what it is, where the heading is out of sight."""
        return f'<td class="{kind}" data-label="{_safe(self._view.text(f"column.{column}"))}">{content}</td>'


def _step(share: float) -> str:
    return f"s{max(1, round(share * N_STEPS))}"


def _safe(content: str) -> str:
    return escape(clean(content))
