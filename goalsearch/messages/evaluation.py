"""What is said about labelled queries and how well they are answered."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "help.evaluate.short": Message("正解の分かる問い合わせで順位の質を測る", "Measure the ranking on labelled queries"),
    "help.evaluate": Message(
        """QUERIES（JSON Lines）の問い合わせを検索し、正解の目標が何位に来るかを測ります。

        1 行に 1 件です。id と gold_goal_ids（正解の目標。どれか一つが見つかればよい）、それに abstract_ja、
        abstract_en、title_ja のうち一つ以上が要ります。いつもすべての目標が候補です。

        \b
        例: goalsearch evaluate tests/data/queries/dev.jsonl
            goalsearch evaluate tests/data/queries/dev.jsonl --format json
        """,
        """Search for the queries in QUERIES (JSON Lines) and measure at which rank the right goals come.

        One query a line, with id, gold_goal_ids (the right goals; finding one of them is enough) and at least one of
        abstract_ja, abstract_en and title_ja. All goals are always candidates.

        \b
        Examples: goalsearch evaluate tests/data/queries/dev.jsonl
                  goalsearch evaluate tests/data/queries/dev.jsonl --format json
        """,
    ),
    "help.evaluate.samples": Message(
        "区間を求めるために問い合わせを引き直す回数。",
        "How often to draw the queries anew for the intervals.",
    ),
    "help.evaluate.misses": Message(
        "項目ごとに挙げる、正解が 1 位でなかった問い合わせの数。",
        "How many queries to name for each field whose right goal did not come first.",
    ),
    "evaluation.heading": Message(
        "問い合わせ {n_queries} 件、候補の目標 {n_goals} 件",
        "{n_queries} queries, {n_goals} goals as candidates",
    ),
    "evaluation.explained": Message(
        "R@k: 正解のどれかが k 位までに来た割合。MRR: 正解の順位の逆数の平均。nDCG@10: 10 位までの割引累積利得。"
        "下の段は 95 % 区間（ブートストラップ {samples} 回）。",
        "R@k: share of queries with a right goal among the first k. MRR: mean of 1 / rank of the right goal. "
        "nDCG@10: discounted gain of the first ten. Below each figure its 95 % interval ({samples} bootstrap samples).",
    ),
    "evaluation.queries": Message("件数", "n"),
    "evaluation.field.abstract_ja": Message("日本語の要旨", "Japanese abstract"),
    "evaluation.field.abstract_en": Message("英語の要旨", "English abstract"),
    "evaluation.field.title_ja": Message("題名", "Title"),
    "evaluation.no_category": Message("分類なし", "no category"),
    "evaluation.misses": Message("正解が 1 位でなかったもの: {field}", "Right goal not first: {field}"),
    "evaluation.more_misses": Message("ほか {more} 件", "and {more} more"),
    "evaluation.no_misses": Message("なし", "none"),
    "evaluation.rank": Message("{rank} 位", "rank {rank}"),
    "evaluation.not_found": Message("見つからず", "not found"),
    "evaluation.right": Message("正解", "right"),
    "evaluation.first": Message("1 位", "first"),
    "evaluation.nothing": Message("（該当なし）", "(nothing)"),
    "queries.not_utf8": Message(
        "{path} は UTF-8 ではありません。UTF-8 で保存し直してください。",
        "{path} is not in UTF-8; save it as UTF-8.",
    ),
    "queries.not_text": Message(
        "項目 {field} は文字列ではありません。引用符で囲んでください。",
        "the field {field} is no text; put it in quotation marks.",
    ),
    "queries.no_text": Message(
        "本文がありません。{fields} のどれかを書いてください。",
        "no text; give one of {fields}.",
    ),
    "queries.goal_ids": Message(
        '項目 gold_goal_ids は目標の ID の並びにしてください（例: ["2019-jst-3"]）。',
        'the field gold_goal_ids must list ids of goals, such as ["2019-jst-3"].',
    ),
    "queries.invalid": Message(
        "{path}: 問い合わせに {count} 件の誤りがあります。",
        "{path}: {count} things are wrong with these queries",
    ),
    "queries.invalid.more": Message("ほか {more} 件", "… and {more} more"),
}
