"""The fields of a corpus file as a table: how each may be called, what it holds, how it counts."""

from goalsearch.messages import Language, text
from goalsearch.model import fields as goal_fields
from goalsearch.reports.records import markdown_table


def corpus_fields_table(lang: Language) -> str:
    """One row a field, its English twin in the same row, in Markdown."""
    columns = ("name", "aliases", "holds", "weight", "label")
    head = [text(f"corpus_fields.{column}", lang) for column in columns]
    rows = [
        (
            ", ".join(f"`{name}`" for name in field.names),
            ", ".join(field.aliases),
            ", ".join(field.choices) or text(f"corpus_fields.kind.{field.kind}", lang),
            "" if field.weight is None else f"{field.weight:g}",
            "" if field.label is None else getattr(field.label, lang),
        )
        for field in goal_fields.TABLE
    ]
    return markdown_table(head, rows)
