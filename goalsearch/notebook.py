"""Plain values as HTML for a notebook. All text is escaped: an abstract or a corpus may hold anything."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from goalsearch.messages import Language, text

Json = Mapping[str, Any]


def result_table(result: Json, lang: Language) -> str:
    """A search result, in the form of ``SearchResult.to_dict``, as a table: one row a hit."""
    notices = "".join(f"<p><em>{escape(notice['message'])}</em></p>" for notice in result["warnings"])
    verdict = ""
    if result["reason"]:
        verdict = f"<p>{escape(text('answer.none_fits', lang, reason=result['reason']['message']))}</p>"
    if not result["hits"]:
        return notices + verdict
    columns = ("", "", "", "", "", text("answer.terms", lang), text("answer.related", lang))
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    rows = "".join(_hit_row(hit, lang) for hit in result["hits"])
    return f"{notices}{verdict}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def goal_card(goal: Json, lang: Language) -> str:
    """A goal, in the form of ``Goal.to_dict``, as a card; official and editorial text are told apart."""
    head = " · ".join(str(goal[key]) for key in ("id", "fiscal_year", "agency", "category") if goal[key] is not None)
    parts = [f"<h4>{escape(_title(goal, lang))}</h4>", f"<p>{escape(head)}</p>"]
    if summary := _in_language(goal, "summary", lang):
        # There is no official translation: what stands in English is editorial.
        official = goal["summary_source"] == "official" and summary == goal["summary"]
        parts.append(_section(text(f"goal.summary_{'official' if official else 'editorial'}", lang), summary))
    if description := _in_language(goal, "description", lang):
        parts.append(_section(text("goal.description", lang), description))
    areas = "、".join(f"{area['name']}（{area['programme']}）" for area in goal["areas"])
    parts.append(_section(text("goal.areas", lang), areas or text("answer.no_areas_no_programmes", lang)))
    return f"<div>{''.join(parts)}</div>"


def _hit_row(hit: Json, lang: Language) -> str:
    goal = hit["goal"]
    cells: Sequence[str] = (
        str(hit["rank"]),
        f"{hit['score']:.3f}",
        text(f"band.{hit['band']}", lang),
        f"{goal['fiscal_year'] or ''} {goal['agency'] or ''}".strip(),
        _title(goal, lang),
        "、".join(item["term"] for item in hit["evidence"][:8]),
        "、".join(item["id"] for item in hit["related"]),
    )
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _section(heading: str, content: str) -> str:
    return f"<p><strong>{escape(heading)}</strong><br>{escape(content)}</p>"


def _title(goal: Json, lang: Language) -> str:
    return str(_in_language(goal, "title", lang))


def _in_language(goal: Json, field: str, lang: Language) -> str | None:
    """A text of the goal in English where that is wanted and there is one, else in Japanese."""
    value: str | None = (goal[f"{field}_en"] if lang == "en" else None) or goal[field]
    return value
