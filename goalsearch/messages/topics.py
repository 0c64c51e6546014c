"""What is said about topics over time and about what no goal covers: errors, help, reports."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "dataset.no_table": Message(
        "{file}: 表ではありません。1 行が 1 件の CSV、TSV、Excel、JSON Lines を指定してください。",
        "{file}: is no table; give a CSV, TSV, Excel or JSON Lines file with a project in each row.",
    ),
    "dataset.no_texts": Message(
        "{file}: 題名も要旨もある行がありません（全 {n} 行）。要旨の列を --text-column で指定してください。",
        "{file}: none of its {n} rows has a title or text; name the column of the text with --text-column.",
    ),
    "dataset.no_year_column": Message(
        "{file}: 年度の列が見つかりません（年度、採択年度、年、研究期間、fiscal year、year など）。"
        "--year-column で指定してください。",
        "{file}: no column for the year (fiscal year, year, date, 年度, 研究期間 …); name it with --year-column.",
    ),
    "dataset.no_years": Message(
        "{file}: 年度を読み取れる行が 1 行もありません（{n} 行。例 {seen}）。2019、2019年度、令和元年、H31、"
        "2019-04-01 のように書くか、--year-column で別の列を指定してください。",
        "{file}: the year cannot be read in any of {n} rows (such as {seen}). Write 2019, FY2019, 令和元年, H31 or "
        "2019-04-01, or name another column with --year-column.",
    ),
    "dataset.worker_died": Message(
        "語を数えるプロセスが途中で終わりました（コード {code}）。メモリーの空きを確かめ、--workers 1 で"
        "試してください。",
        "A process that counts words ended half-way (code {code}); check the free memory, and try --workers 1.",
    ),
    "trends.one_year": Message(
        "{source}年度が {year} だけなので（{n} 件）、比べるものがありません。二つ以上の年度を含めてください。",
        "{source}all texts ({n}) are of fiscal {year}, so there is nothing to compare; give two years or more.",
    ),
    "trends.goals_without_years": Message(
        "年度のある目標がないため、比べるものがありません。",
        "No goal has a year, so there is nothing to compare.",
    ),
    "trends.min_documents": Message(
        "件数の下限は 1 以上にしてください（指定: {n}）。", "The least number of texts must be at least 1, got {n}."
    ),
    "trends.level": Message(
        "偽の割合の上限は 0 より大きく 1 より小さくしてください（指定: {level}）。",
        "The part that may be false must be above 0 and below 1, got {level}.",
    ),
    "trends.limit": Message(
        "件数の上限は 1 以上にしてください（指定: {limit}）。", "The limit must be at least 1, got {limit}."
    ),
    "gaps.min_size": Message(
        "まとまりの件数の下限は 2 以上にしてください（指定: {n}）。",
        "The least size of a theme must be at least 2, got {n}.",
    ),
    "help.trends.short": Message(
        "年度ごとの話題の伸び縮みを調べる", "Find topics that rise, fall or are new over the years"
    ),
    "help.trends": Message(
        """年度とともに増える語、減る語、初めて現れる語、語を共有するようになる分野の組を、偶然と区別して出します。

        DATASET（年度・題名・概要・分野の列がある CSV、TSV、Excel、JSON Lines。KAKEN から書き出した表など）を調べます。
        DATASET がなければ目標そのものを調べます。年度は 2019年度、令和元年、H31、2019-04-01 などが混ざっていても
        読みます。
        出るのは検定を通った語だけです（Cochran–Armitage 検定。偽は平均して全体の 5 % まで）。

        \b
        例: goalsearch trends
            goalsearch trends --format json
        """,
        """Show the terms that rise, fall or are new over the years and the fields that come to share terms.

        DATASET is a CSV, TSV, Excel or JSON Lines file with year, title, abstract and perhaps field, such as an export
        from KAKEN; without it the goals themselves are looked at. Years may be mixed: FY2019, Japanese eras, H31,
        2019-04-01. Only terms that pass a test against chance are listed (Cochran-Armitage; on average at most 5 %
        are false).

        \b
        Examples: goalsearch trends
                  goalsearch trends --format json
        """,
    ),
    "help.result.out": Message("結果のファイル（{suffixes}）。", "File for the result ({suffixes})."),
    "help.result.format": Message(
        "-o がないときの出力形式（既定: text）。", "Form of the output without -o (default: text)."
    ),
    "help.result.force": Message("-o のファイルがあれば置き換えます。", "Replace the file of -o if it exists."),
    "help.trends.year_column": Message(
        "年度の列（見出し、番号、記号）。", "Column with the year: heading, number or letter."
    ),
    "help.trends.field_column": Message(
        "分野の列（見出し、番号、記号）。", "Column with the field of research: heading, number or letter."
    ),
    "help.trends.min_documents": Message(
        "検定する語の件数の下限。少ない語は偶然と区別できません。",
        "Fewest texts of a term that is tested: rarer ones cannot be told from chance.",
    ),
    "help.trends.level": Message(
        "出るもののうち偽と見込まれる割合の上限。", "Part of what is listed that is expected to be false at most."
    ),
    "help.trends.limit": Message("種類ごとの件数の上限。", "Most topics of each kind to list."),
    "help.gaps.short": Message("どの目標にも当てはまらないテーマを探す", "Find themes that no goal fits"),
    "help.gaps": Message(
        """合う目標のない文章をテーマごとにまとめ、あと一歩の目標とともに出します。どの文章にも扱われない目標も挙げます。

        PATH は提案書のフォルダ、または 1 行が 1 件の表（CSV、TSV、Excel、JSON Lines）です。
        年度の列があれば、テーマごとの伸びも偶然と区別して出します。読めないファイルがあると終了コードは 3 です。

        \b
        例: goalsearch gaps 提案書
            goalsearch gaps 提案書 --years latest -o 空白.html
        """,
        """Group the texts that no goal fits into themes, each with the goals that come nearest; list unused goals.

        PATH is a folder of proposals, or a table (CSV, TSV, Excel, JSON Lines) with a project in each row. If it has a
        column for the year, each theme's growth is tested against chance. Exits with 3 if some files were not read.

        \b
        Examples: goalsearch gaps proposals
                  goalsearch gaps proposals --years latest -o gaps.html
        """,
    ),
    "help.gaps.min_size": Message("テーマとみなす件数の下限。", "Fewest texts of a theme."),
    "trends.of_goals": Message(
        "目標は件数が少なく、説明の多くは編集者の文で、年度に欠けもあります。件数は目安です。",
        "Goals are few, most of their text is editorial, and some years are incomplete: counts are for orientation.",
    ),
    "trends.title": Message("話題の推移", "Topics over time"),
    "trends.goals": Message("目標そのもの", "the goals themselves"),
    "trends.scope": Message(
        "{source}: {n} 件、{first}–{last} 年度。前半は {split} 年度より前（{n_early} 件）、後半は {split} 年度以降"
        "（{n_late} 件）。",
        "{source}: {n} texts, fiscal {first}-{last}. Earlier: before {split} ({n_early} texts); later: from {split} on "
        "({n_late}).",
    ),
    "trends.tested": Message(
        "{n_tested} 語を検定し（{least} 件以上にある語）、{n_found} 語が通りました。うち偽は {n_false} 語までの"
        "見込みです。",
        "{n_tested} terms tested (in {least} texts or more), {n_found} passed; of these at most {n_false} are expected "
        "to be false.",
    ),
    "trends.none_passed": Message(
        "{n_tested} 語を検定し（{least} 件以上にある語）、偶然では説明しにくい増減をした語はありませんでした。"
        "下の件数は参考で、傾向の証拠ではありません。",
        "{n_tested} terms tested (in {least} texts or more), none moves more than chance allows. The counts below are "
        "descriptive and no evidence of a trend.",
    ),
    "trends.none_tested": Message(
        "{least} 件以上にある語がなく、検定できる語がありません。",
        "No term is in {least} texts or more, so there is nothing to test.",
    ),
    "trends.kind.new": Message("初めて現れた語", "New terms"),
    "trends.kind.rising": Message("増える語", "Rising terms"),
    "trends.kind.falling": Message("減る語", "Falling terms"),
    "trends.kind.undecided": Message("検定を通らなかった増減（参考）", "Did not pass the test (descriptive only)"),
    "trends.kind.pairs": Message("語を共有するようになった分野", "Fields that come to share terms"),
    "trends.more": Message(
        "（全 {n} 語。同じ文章にある語は一つにまとめています）", "({n} in all; words of the same texts stand together)"
    ),
    "trends.since": Message("{year} 年度から", "since {year}"),
    "trends.count": Message("{n} 件", "{n} texts"),
    "trends.twins": Message("同じ文章の語", "with it"),
    "trends.cooccurring": Message("ともに現れる語", "in the same texts"),
    "trends.near": Message("近い目標", "near goals"),
    "trends.no_goal": Message("語を共有する目標はありません", "no goal shares these terms"),
    "trends.no_pairs": Message(
        "{n_fields} 分野の {n_pairs} 組を検定し、通った組はありませんでした。",
        "{n_pairs} pairs of {n_fields} fields tested, none passed.",
    ),
    "trends.pairs_tested": Message(
        "{n_fields} 分野の {n_pairs} 組を検定し、{n_found} 組が通りました。数字は語の重なり（0–1）の前半→後半です。",
        "{n_pairs} pairs of {n_fields} fields tested, {n_found} passed; overlap of terms (0-1), earlier→later.",
    ),
    "trends.fields_not_compared": Message(
        "分野（{n}）は比べていません。前半と後半に {least} 件ずつある分野が二つ以上必要です。",
        "No fields compared (of {n}): it takes two with {least} texts or more in each period.",
    ),
    "trends.fields_too_small": Message(
        "文章の少ない {n} 分野は比べていません（前半か後半が {least} 件未満）。",
        "Not compared for want of texts: {n} (fewer than {least} in one of the periods).",
    ),
    "trends.fields_beyond": Message(
        "比べたのは文章の多い {most} 分野で、ほかの {n} 分野は文章が足りていても比べていません。",
        "Only the {most} fields with most texts are compared; {n} more have enough texts and are not.",
    ),
    "trends.read": Message(
        "{file}: {n_rows} 行。重複 {n_duplicates} 行は 1 件と数え、要旨のない {n_empty} 行は除きました。",
        "{file}: rows {n_rows}; left out as duplicates {n_duplicates}, without text {n_empty}.",
    ),
    "trends.unread_years": Message(
        "年度を読めない {n} 行は比べていません。例 {seen}",
        "{n} rows whose year cannot be read were not compared, such as {seen}",
    ),
    "trends.unread_year": Message("{place}: 「{value}」", "{place}: {value!r}"),
    "trends.empty_year": Message("{place}: （空）", "{place}: (empty)"),
    "trends.note": Message(
        "q は、その語までを傾向とみなしたときの偽の割合の見込みです。語の増減は書き方の流行や集めた文章の偏りでも"
        "起こり、原因や重要さは示しません。近い目標は、語とともに現れる語で検索したものです。",
        "q is the expected part of false ones among the terms up to that one. Terms also move with fashions of writing "
        "and with what was collected; a trend shows neither cause nor importance. Near goals are found by the term "
        "and the terms beside it.",
    ),
    "trends.column.term": Message("語", "term"),
    "trends.column.n": Message("件数", "texts"),
    "trends.column.shares": Message("前半→後半", "earlier → later"),
    "trends.column.q": Message("q", "q"),
    "trends.column.fields": Message("分野", "fields"),
    "trends.column.overlap": Message("重なり", "overlap"),
    "trends.column.terms": Message("共有する語", "shared terms"),
    "trends.spark": Message("{term}: {counts}", "{term}: {counts}"),
    "gaps.title": Message("どの目標にも当てはまらないテーマ", "Themes that no goal fits"),
    "gaps.scope": Message(
        "{source}: {n} 件のうち、合う目標のないもの {n_unmatched} 件。目標 {n_goals} 件と照合しました。",
        "{source}: {n_unmatched} of {n} texts fit none of {n_goals} goals.",
    ),
    "gaps.read": Message(
        "全 {n_rows} 件のうち、重複 {n_duplicates} 件は 1 件と数えました。",
        "Of {n_rows} in all {n_duplicates} are duplicates and were not counted again.",
    ),
    "gaps.unread_years": Message(
        "年度を読めない {n} 件は、増減の検定にだけ入りません。例 {seen}",
        "Years that cannot be read: {n}; these texts are left out of the tests of growth alone, such as {seen}",
    ),
    "gaps.failed": Message("{n} 件は読めませんでした。例: {message}", "{n} were not read, e.g. {message}"),
    "gaps.themes": Message("テーマ（{n}）", "Themes ({n})"),
    "gaps.no_themes": Message("{least} 件以上が集まるテーマはありません。", "No theme has {least} texts or more."),
    "gaps.theme": Message("テーマ {number}（{n} 件）", "Theme {number} ({n} texts)"),
    "gaps.texts": Message("文章", "texts"),
    "gaps.more_texts": Message("ほか {n} 件", "and {n} more"),
    "gaps.missed": Message("あと一歩の目標", "nearest goals"),
    "gaps.growth.rising": Message("増えています（q={q}）", "grows (q={q})"),
    "gaps.growth.falling": Message("減っています（q={q}）", "shrinks (q={q})"),
    "gaps.growth.undecided": Message("増減は偶然と区別できません（q={q}）", "no trend beyond chance (q={q})"),
    "gaps.years": Message("年度", "years"),
    "gaps.apart": Message("どのテーマにも入らない文章（{n} 件）", "Texts in no theme ({n})"),
    "gaps.unaddressed": Message("どの文章にも扱われない目標（{n} 件）", "Goals that no text addresses ({n})"),
    "gaps.all_addressed": Message("どの目標も、扱う文章があります。", "Every goal is addressed by some text."),
    "gaps.note": Message(
        "テーマは語の重なりによるまとまりで、新しい目標の候補を探す手がかりです。まとまりの大きさは重要さではありません。"
        "「扱われない」とは、どの文章でも近い {nearest} 件に入らないか、近さが △ 参考だという意味です。",
        "Themes are groups by shared words, to look for candidates for a goal to come; size is not importance. "
        "A goal is addressed by no text if for none it is among the {nearest} nearest and at least possible.",
    ),
    "gaps.mean_score": Message("平均 {score}、{n} 件", "mean {score}, {n} texts"),
}
