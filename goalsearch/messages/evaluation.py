"""What is said about labelled queries and how well they are answered."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "help.evaluate.short": Message("正解の分かる問い合わせで順位の質を測る", "Measure the ranking on labelled queries"),
    "help.evaluate": Message(
        """QUERIES（JSON Lines）の問い合わせを検索し、合う目標が何位に来るかを測ります。

        1 行に 1 件です。id と、abstract_ja、abstract_en、title_ja のうち一つ以上が要ります。
        正解は gold_goal_ids（正解の目標。どれか一つが見つかればよい）か、0〜3 の評点（grades か --qrels）で示します。
        いつもすべての目標が候補です。

        \b
        例: goalsearch evaluate tests/data/queries/dev.jsonl
            goalsearch evaluate tests/data/queries/dev.jsonl --run run.trec
        """,
        """Search for the queries in QUERIES (JSON Lines) and measure at which rank the goals that fit come.

        One query a line, with id and at least one of abstract_ja, abstract_en and title_ja. What is right is said by
        gold_goal_ids (the right goals; finding one of them is enough) or by grades from 0 to 3 (grades, or --qrels).
        All goals are always candidates.

        \b
        Examples: goalsearch evaluate tests/data/queries/dev.jsonl
                  goalsearch evaluate tests/data/queries/dev.jsonl --run run.trec
        """,
    ),
    "help.evaluate.qrels": Message(
        "評点のファイル: query_id と grades の JSON Lines、または TREC の qrels。2 以上が「合う」。",
        "File of grades: JSON Lines with query_id and grades, or TREC qrels. A goal fits from 2 on.",
    ),
    "help.evaluate.field": Message(
        "検索する項目（繰り返し可）。省略するとすべて。",
        "Text to search for (repeatable); all when left out.",
    ),
    "help.evaluate.run": Message(
        "順位を TREC の形式で書くファイル。項目が複数なら、項目ごとに 1 つ（run-abstract_ja.trec など）。",
        "File for the rankings in TREC's form; with several texts one for each, such as run-abstract_ja.trec.",
    ),
    "help.evaluate.force": Message("ファイルがあれば上書きする。", "Replace the file if it exists."),
    "help.evaluate.samples": Message(
        "区間を求めるために問い合わせを引き直す回数。",
        "How often to draw the queries anew for the intervals.",
    ),
    "help.evaluate.misses": Message(
        "項目ごとに挙げる、1 位が外れた問い合わせの数。",
        "How many queries to name for each field whose first goal is wrong.",
    ),
    "evaluation.heading": Message(
        "問い合わせ {n_queries} 件、候補の目標 {n_goals} 件",
        "{n_queries} queries, {n_goals} goals as candidates",
    ),
    "evaluation.explained": Message(
        "R@k: 正解のどれかが k 位までに来た割合。MRR: 正解の順位の逆数の平均。nDCG@10: 10 位までの割引累積利得。",
        "R@k: share of queries with a right goal among the first k. MRR: mean of 1 / rank of the right goal. "
        "nDCG@10: discounted gain of the first ten.",
    ),
    "evaluation.intervals": Message(
        "下の段と右は 95 % 区間（ブートストラップ {samples} 回）。",
        " Below or beside each figure its 95 % interval ({samples} bootstrap samples).",
    ),
    "evaluation.graded": Message("評点による測定（合う = 2 以上）", "By grades (a goal fits from 2 on)"),
    "evaluation.labelled": Message("正解による測定", "By right goals"),
    "evaluation.graded_explained": Message(
        "fit@1: 1 位が合う割合。best@k: 最もよい目標のどれかが k 位までに来た割合。"
        "recall5: 合う目標のうち 5 位までに来た割合（多くても 5 件のうち）。"
        "nDCG@5: 5 位までの割引累積利得（評点 g の利得は 2^g − 1）。",
        "fit@1: share of queries whose first goal fits. best@k: with one of the best goals among the first k. "
        "recall5: share of the goals that fit among the first five (of at most five). "
        "nDCG@5: discounted gain of the first five (2^g - 1 for grade g).",
    ),
    "evaluation.told_none": Message(
        "合う目標があるのに「該当なし」（0 がよい）",
        'some goal fits, told "none" (should be 0)',
    ),
    "evaluation.told_none_rightly": Message(
        "合う目標がなくて「該当なし」（1 がよい）",
        'no goal fits, told "none" (should be 1)',
    ),
    "evaluation.band": Message("5 位までの「{band}」のうち合う割合", '"{band}" within the first five that fit'),
    "evaluation.n_queries": Message("{n} 件", "of {n} queries"),
    "evaluation.n_hits": Message("{n} 件", "of {n} goals"),
    "evaluation.unjudged": Message(
        "問い合わせ {n} 件には判定がなく、評点による測定に入りません。",
        "{n} queries are not judged and not measured by grades.",
    ),
    "evaluation.run_written": Message("{path} に順位を書きました。", "Wrote the rankings to {path}."),
    "evaluation.grade": Message("評点 {grade}", "grade {grade}"),
    "evaluation.best": Message("最良", "best"),
    "evaluation.not_fitting": Message("1 位が合わないもの: {field}", "First goal does not fit: {field}"),
    "evaluation.queries": Message("件数", "n"),
    "evaluation.field.abstract_ja": Message("日本語の要旨", "Japanese abstract"),
    "evaluation.field.abstract_en": Message("英語の要旨", "English abstract"),
    "evaluation.field.title_ja": Message("題名", "Title"),
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
        "要旨がありません。{fields} のどれかを書いてください。",
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
    "queries.unreadable": Message(
        "{path} を読めません: {reason}",
        "Cannot read {path}: {reason}",
    ),
    "queries.line": Message(
        "{path}:{line}: {problem}",
        "{path}:{line}: {problem}",
    ),
    "queries.not_json": Message(
        "JSON のオブジェクトではありません。1 行に 1 件、問い合わせなら id と abstract_ja など、"
        "判定なら query_id と grades を書いてください。",
        "not a JSON object. Write one a line: a query with id, abstract_ja and so on, a judgement with query_id and "
        "grades.",
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
        "{path} には 1 行もありません。",
        "{path} holds no line.",
    ),
    "queries.no_texts": Message(
        "{path} のどの行にも要旨（{fields}）がありません。判定のファイルなら --qrels に渡してください。",
        "{path} has no text in any line ({fields}). If it holds judgements, give it with --qrels.",
    ),
    "queries.repeated": Message(
        "「{name}」が 1 行に 2 回あります。どちらかを消してください。",
        '"{name}" stands twice in this line; remove one of the two.',
    ),
    "queries.in_two_files": Message(
        "{path}: id「{query_id}」は前のファイルでも使われています。どちらかを変えてください。",
        '{path}: the id "{query_id}" is used in an earlier file too; change one of the two.',
    ),
    "queries.grades": Message(
        '項目 grades は目標の ID と評点の組にしてください（例: {{"2019-jst-3": 2}}）。',
        'the field grades must map ids of goals to grades, such as {{"2019-jst-3": 2}}.',
    ),
    "queries.best": Message(
        '項目 best は目標の ID の並びにしてください（例: ["2019-jst-3"]）。',
        'the field best must list ids of goals, such as ["2019-jst-3"].',
    ),
    "queries.grade": Message(
        "目標「{goal_id}」の評点 {grade} は 0〜3 の数ではありません。"
        "0 合わない、1 関連、2 合う、3 ぴったり、で書いてください。",
        'the grade {grade} of the goal "{goal_id}" is no number from 0 to 3. '
        "Write 0 for no, 1 for related, 2 for fits, 3 for squarely on goal.",
    ),
    "queries.trec_columns": Message(
        "列が {n_columns} 個です。「問い合わせ 0 目標 評点」の 4 個を空白で区切って書いてください。",
        "{n_columns} columns. Write four with blanks between them: query, 0, goal, grade.",
    ),
    "queries.judged_twice": Message(
        "問い合わせ「{query_id}」の目標「{goal_id}」は {first} 行目で判定されています。どちらかを消してください。",
        'the goal "{goal_id}" of the query "{query_id}" is judged on line {first} already; remove one of the two.',
    ),
    "queries.unknown_judged": Message(
        "判定された目標「{goal_id}」がコーパスにありません。",
        'the judged goal "{goal_id}" is not in the corpus.',
    ),
    "queries.unknown_query": Message(
        "問い合わせ「{query_id}」は、渡された問い合わせのファイルにありません。そのファイルも渡すか、この行を消してください。",
        'the query "{query_id}" is in none of the files of queries; give its file too, or remove this line.',
    ),
    "queries.run_id": Message(
        "「{name}」には空白があるため、TREC の形式では書けません。ID から空白を除いてください。",
        '"{name}" holds white space, which a TREC run cannot say; take it out of the id.',
    ),
}
