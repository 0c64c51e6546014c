"""What is said when a search is asked for something that does not exist."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "error.k": Message(
        "k は 1 以上にしてください（指定: {k}）。",
        "k must be at least 1, got {k}.",
    ),
    "error.agency": Message(
        "機関「{name}」の目標はありません。ある機関: {known}",
        'No goal is of the agency "{name}". Known agencies: {known}',
    ),
    "error.category": Message(
        "分類「{name}」の目標はありません。ある分類: {known}",
        'No goal is of the category "{name}". Known categories: {known}',
    ),
    "error.years_unknown": Message(
        "{years} 年度の目標はありません。ある年度: {known}",
        "No goal is of fiscal year {years}. Known years: {known}",
    ),
    "error.years_form": Message(
        "年度「{years}」が読めません。2019、2015-2018、latest、またはこれらをカンマで並べて指定してください。",
        'Cannot read the years "{years}". Write 2019, 2015-2018, latest, or several of these with commas.',
    ),
    "error.years_reversed": Message(
        "年度「{years}」は始めが終わりより後です。{first}-{last} のことですか。",
        'The years "{years}" end before they begin. Did you mean {first}-{last}?',
    ),
    "queries.unreadable": Message(
        "{path} を読めません: {reason}",
        "Cannot read {path}: {reason}",
    ),
    "queries.line": Message(
        "{path}:{line}: {problem}",
        "{path}:{line}: {problem}",
    ),
    "queries.not_json": Message(
        "JSON のオブジェクトではありません。1 行に 1 件、id、gold_goal_ids、abstract_ja などを書いてください。",
        "not a JSON object. Write one a line, with id, gold_goal_ids, abstract_ja and so on.",
    ),
    "queries.missing": Message(
        "項目 {field} がありません。",
        "the field {field} is missing.",
    ),
    "queries.duplicate": Message(
        "id「{query_id}」は {first} 行目で使われています。",
        'the id "{query_id}" is already used on line {first}.',
    ),
    "queries.unknown_goal": Message(
        "正解の目標「{goal_id}」がコーパスにありません。",
        'the right goal "{goal_id}" is not in the corpus.',
    ),
    "queries.empty": Message(
        "{path} に問い合わせが 1 件もありません。",
        "{path} holds no queries.",
    ),
    "queries.no_texts": Message(
        "{path} のどの行にも本文（{fields}）がありません。",
        "{path} has no text in any line ({fields}).",
    ),
}
