"""What a workbook or a page about a folder of proposals says around its figures."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "workbook.title": Message("提案と国の研究目標の照合", "Proposals and national research goals"),
    # Names of sheets: at most 31 characters, none of []:*?/\
    "workbook.sheet.proposals": Message("提案", "Proposals"),
    "workbook.sheet.goals": Message("目標", "Goals"),
    "workbook.sheet.matrix": Message("行列", "Matrix"),
    "workbook.sheet.look_alikes": Message("似た提案", "Look-alikes"),
    "workbook.sheet.unmatched": Message("該当なし", "Unmatched"),
    "workbook.sheet.failures": Message("読めなかったファイル", "Not read"),
    "workbook.sheet.conditions": Message("作成条件", "How it was made"),
    "workbook.heading.proposals": Message("提案ごとの近い目標", "The nearest goals of each proposal"),
    "workbook.heading.goals": Message("目標ごとの提案（声かけの名簿）", "The proposals for each goal: whom to call"),
    "workbook.heading.matrix": Message("提案 × 目標の点数", "Scores of proposals against goals"),
    "workbook.heading.look_alikes": Message("内容の似た提案の組", "Pairs of proposals that resemble each other"),
    "workbook.heading.unmatched": Message("合う目標がなかった提案", "Proposals that no goal fits"),
    "workbook.heading.failures": Message(
        "読めなかったファイルと、次にすること", "What could not be read, and what to do about it"
    ),
    "workbook.heading.conditions": Message(
        "この表の作成条件と読み方", "How these tables were made, and how to read them"
    ),
    "workbook.counts": Message(
        "全 {n_rows} 件: 目標あり {n_matched} 件、該当なし {n_unmatched} 件、読めず {n_failed} 件。",
        "{n_rows} in all: {n_matched} with a goal, {n_unmatched} that none fits, {n_failed} not read.",
    ),
    "workbook.intro.bands": Message(
        "確かさ: ◎ 強い（まず検討）　○ 可能性あり（中身を確かめる）　△ 弱い（参考）。"
        "点数は{score}で、採択の見込みではありません。",
        "Bands: ◎ strong (consider first), ○ possible (check the content), △ weak (for reference). "
        "Scores tell {score}, not chances of success.",
    ),
    "workbook.intro.score.tfidf": Message("語の重なり（0–1）", "shared terms (0-1)"),
    "workbook.intro.score.semantic": Message("意味の近さ（1 以下）", "nearness in meaning (at most 1)"),
    "workbook.intro.score.hybrid": Message("語の重なりと意味の近さ", "shared terms and nearness in meaning"),
    "workbook.intro.print": Message(
        "2 位からは右の列にあります（印刷は 1 位まで）。",
        "Ranks from 2 stand to the right (printed up to rank 1).",
    ),
    "workbook.intro.goals": Message(
        "新しい年度から、目標ごとに点数の高い順。「該当なし」の提案は含みません。提案のない目標は「（提案なし）」です。",
        "Latest fiscal year first; within a goal, highest score first. Proposals that no goal fits are left out.",
    ),
    "workbook.intro.matrix": Message(
        "数字があるのは、提案ごとに上位 {k} 件までの目標だけです。"
        "空白は 0 点ではなく、上位 {k} 件に入らなかったという意味です。",
        "Only the first {k} goals of each proposal have a figure: an empty cell is not a score of 0, "
        "but a goal below rank {k}.",
    ),
    "workbook.intro.matrix_order": Message(
        "色は濃いほど点数が高く、太字は ◎、灰色は △。"
        "行は 1 位の目標ごとにまとめ、「該当なし」は末尾。"
        "目標の ▼ で空白を除くと候補だけが残ります。",
        "The darker the higher; bold is strong, grey is weak. "
        "Rows are grouped by first goal, those that none fits last. "
        "Filter out a goal's blanks to keep its candidates.",
    ),
    "workbook.intro.matrix_narrow": Message(
        "提案のない目標 {n_goals} 件は、幅を抑えるため載せていません。",
        "{n_goals} goals without a proposal are left out, to keep the table narrow.",
    ),
    "workbook.intro.look_alikes": Message(
        "似ている度合い（0–1）は提案どうしの語の重なりです。重複応募、同じ研究室の関連する提案、共同の相手を探す手がかりに。",
        "Similarity (0-1) tells the terms that two proposals share: a hint at double submissions, "
        "work of one group, or partners.",
    ),
    "workbook.intro.unmatched": Message(
        "最も近かった目標も弱いものばかりです。本文が短いときは、研究の内容を書き足して照合し直してください。",
        "Even the nearest goals are weak. Where a text is short, add what is to be studied and match it again.",
    ),
    "workbook.intro.failures": Message(
        "直したファイルを同じフォルダに置き、もう一度実行してください。",
        "Put the mended files into the same folder and run the command again.",
    ),
    "workbook.nothing.proposals": Message("（提案はありません）", "(no proposals)"),
    "workbook.nothing.goals": Message("（目標はありません）", "(no goals)"),
    "workbook.nothing.matrix": Message("（点数のついた提案はありません）", "(no proposal has a score)"),
    "workbook.nothing.look_alikes": Message("（似た提案の組はありません）", "(no proposals resemble each other)"),
    "workbook.nothing.unmatched": Message("（すべての提案に合う目標がありました）", "(every proposal has a goal)"),
    "workbook.nothing.failures": Message("（すべて読めました）", "(everything was read)"),
    "workbook.nothing.goal": Message("（提案なし）", "(no proposal)"),
    "workbook.column.number": Message("No.", "No."),
    "workbook.column.document": Message("ファイル", "File"),
    "workbook.column.record": Message("受付番号", "Record"),
    "workbook.column.title": Message("題名", "Title"),
    "workbook.column.verdict": Message("判定", "Verdict"),
    "workbook.column.rank_goal": Message("{rank} 位 目標", "Goal {rank}"),
    "workbook.column.rank_goal_id": Message("{rank} 位 ID", "Goal {rank}: id"),
    "workbook.column.rank_score": Message("{rank} 位 点数", "Goal {rank}: score"),
    "workbook.column.rank_band": Message("{rank} 位 確かさ", "Goal {rank}: band"),
    "workbook.column.rank_terms": Message("{rank} 位 一致語", "Goal {rank}: shared terms"),
    "workbook.column.characters": Message("文字数", "Characters"),
    "workbook.column.language": Message("言語", "Language"),
    "workbook.column.remarks": Message("注意", "Remarks"),
    "workbook.column.year": Message("年度", "FY"),
    "workbook.column.agency": Message("機関", "Agency"),
    "workbook.column.goal_id": Message("目標 ID", "Goal id"),
    "workbook.column.goal": Message("目標", "Goal"),
    "workbook.column.place": Message("順", "Place"),
    "workbook.column.score": Message("点数", "Score"),
    "workbook.column.band": Message("確かさ", "Band"),
    "workbook.column.terms": Message("一致語", "Shared terms"),
    "workbook.column.rank": Message("提案での順位", "Rank in proposal"),
    "workbook.column.proposal": Message("提案", "Proposal"),
    "workbook.column.first_goal": Message("1 位", "First"),
    "workbook.column.n_candidates": Message("◎○ の件数", "◎○ proposals"),
    "workbook.column.similarity": Message("似ている度合い", "Similarity"),
    "workbook.column.first_number": Message("No.（A）", "No. (A)"),
    "workbook.column.first_document": Message("ファイル A", "File A"),
    "workbook.column.first_title": Message("提案 A", "Proposal A"),
    "workbook.column.second_number": Message("No.（B）", "No. (B)"),
    "workbook.column.second_document": Message("ファイル B", "File B"),
    "workbook.column.second_title": Message("提案 B", "Proposal B"),
    "workbook.column.same_first_goal": Message("1 位の目標", "First goal"),
    "workbook.column.why": Message("合う目標がない理由", "Why none fits"),
    "workbook.column.near_goal": Message("近い目標 {rank}", "Near goal {rank}"),
    "workbook.column.near_score": Message("点数 {rank}", "Score {rank}"),
    "workbook.column.kind": Message("種類", "Kind"),
    "workbook.column.reason": Message("理由と、次にすること", "Reason, and what to do"),
    "workbook.verdict.goals": Message("目標あり", "goal found"),
    "workbook.verdict.none": Message("該当なし", "none fits"),
    "workbook.verdict.failed": Message("読めず", "not read"),
    "workbook.marked_band.strong": Message("◎ 強い", "◎ strong"),
    "workbook.marked_band.possible": Message("○ 可能性あり", "○ possible"),
    "workbook.marked_band.weak": Message("△ 弱い", "△ weak"),
    "workbook.language.ja": Message("日本語", "Japanese"),
    "workbook.language.en": Message("英語", "English"),
    "workbook.language.mixed": Message("日英混在", "mixed"),
    "workbook.language.other": Message("ほかの言語", "other"),
    "workbook.language.none": Message("文字なし", "no letters"),
    "workbook.warning.no_text": Message("本文が空", "no text"),
    "workbook.warning.no_content_words": Message("内容を表す語がない", "no content words"),
    "workbook.warning.no_known_terms": Message("目標に現れる語がない", "no term occurs in a goal"),
    "workbook.warning.few_known_terms": Message("目標に現れる語が少ない", "few terms occur in goals"),
    "workbook.warning.language": Message("日本語でも英語でもない", "neither Japanese nor English"),
    "workbook.warning.undated_goals": Message("年度のない目標は対象外", "goals without a year left out"),
    "workbook.warning.sheets_without_text": Message("本文の列がないシートあり", "some sheets have no text column"),
    "workbook.warning.sheets_hidden": Message("非表示のシートは読んでいない", "hidden sheets not read"),
    "workbook.warning.pages_without_text": Message("文字のないページあり", "some pages hold no text"),
    "workbook.warning.first_pages": Message("はじめのページだけ読んだ", "only the first pages were read"),
    "workbook.warning.changed": Message("読み取り中に変わった", "changed while it was read"),
    "workbook.warning.no_abstract": Message("要旨の部分が見つからない", "no abstract found in it"),
    "workbook.clue.short": Message("本文が短い（{n_characters} 文字）", "short text ({n_characters} characters)"),
    "workbook.kind.access": Message("開けない", "cannot be opened"),
    "workbook.kind.empty": Message("空・文字なし", "empty, no text"),
    "workbook.kind.damaged": Message("壊れている", "damaged"),
    "workbook.kind.password": Message("パスワード", "password"),
    "workbook.kind.encoding": Message("文字コード不明", "unknown encoding"),
    "workbook.kind.image_pdf": Message("文字のない PDF", "PDF without text"),
    "workbook.kind.unsafe": Message("安全のため読まない", "unsafe"),
    "workbook.kind.given_up": Message("読み取りを中止", "given up"),
    "workbook.kind.too_large": Message("大きすぎる", "too large"),
    "workbook.kind.table": Message("表の形", "layout of the table"),
    "workbook.kind.unsupported": Message("対象外の形式", "unsupported format"),
    "workbook.kind.other": Message("その他", "other"),
    "workbook.part.counts": Message("結果", "Result"),
    "workbook.part.run": Message("作成", "Made"),
    "workbook.part.options": Message("指定", "Options"),
    "workbook.part.versions": Message("版", "Versions"),
    "workbook.part.reading": Message("読み方", "How to read"),
    "workbook.part.left_out": Message("載せていないもの", "Left out"),
    "workbook.fact.n_rows": Message("提案", "Proposals"),
    "workbook.fact.n_matched": Message("目標あり", "Goal found"),
    "workbook.fact.n_unmatched": Message("該当なし", "None fits"),
    "workbook.fact.n_failed": Message("読めず", "Not read"),
    "workbook.fact.n_look_alikes": Message("似た提案の組", "Look-alikes"),
    "workbook.fact.created": Message("作成日時", "Created"),
    "workbook.fact.folder": Message("フォルダ", "Folder"),
    "workbook.fact.k": Message("提案ごとの目標の数", "Goals per proposal"),
    "workbook.fact.ranker": Message("順位付け", "Ranker"),
    "workbook.fact.goals": Message("照合した目標", "Goals searched"),
    "workbook.fact.fingerprint": Message("目標データの指紋", "Fingerprint of the goals"),
    "workbook.fact.default_options": Message("既定のまま", "defaults"),
    "workbook.value.count": Message("{n} 件", "{n}"),
    "workbook.value.ranker.tfidf": Message("tfidf（共有する語）", "tfidf (shared terms)"),
    "workbook.value.ranker.semantic": Message("semantic（意味）", "semantic (meaning)"),
    "workbook.value.ranker.hybrid": Message("hybrid（共有する語と意味）", "hybrid (shared terms and meaning)"),
    "workbook.value.goals": Message("{n} 件（{first}–{last} 年度）", "{n} (FY{first}-{last})"),
    "workbook.value.pairs": Message("{n} 組", "{n} pairs"),
    "workbook.reading.score": Message("点数", "Score"),
    "workbook.reading.score_text.tfidf": Message(
        "提案と目標が共有する語の重なり（TF-IDF の余弦類似度、0–1）です。",
        "The terms that proposal and goal share (cosine similarity of TF-IDF weights, 0-1). ",
    ),
    "workbook.reading.score_text.semantic": Message(
        "提案と目標の意味の近さ（文ベクトルの余弦類似度、1 以下）です。",
        "How near proposal and goal are in meaning (cosine similarity of sentence vectors, at most 1). ",
    ),
    "workbook.reading.score_text.hybrid": Message(
        "語の重なりと意味の近さを、それぞれ無関係な文が達する点数で割り、意味の側を半分の重みにして足した値です"
        "（1 を超えることがあります）。",
        "Shared terms and nearness in meaning, each divided by what unrelated texts reach, meaning at half the weight, "
        "and added up (it may exceed 1). ",
    ),
    "workbook.reading.score_limits": Message(
        "同じ提案の中で目標を比べる値で、選考の見込みでも、目標への適合の判定でもありません。",
        "It compares goals for one proposal; it is neither a chance of success nor a judgement of fit.",
    ),
    "workbook.reading.band": Message("確かさ", "Band"),
    "workbook.reading.band_text": Message(
        "点数を、目標と関係のない文の点数と比べたものです。◎ 強い: まず検討する。○ 可能性あり: 一致語と目標の本文を"
        "読んで確かめる。△ 弱い: 参考。"
        "すべてが弱い提案の判定は「該当なし」です。",
        "What a score means beside those of unrelated texts. ◎ strong: consider first. ○ possible: read the "
        "shared terms and the goal, and check. △ weak: for reference. "
        "A proposal whose goals are all weak has the verdict “none fits”.",
    ),
    "workbook.reading.terms": Message("一致語", "Shared terms"),
    "workbook.reading.terms_text.tfidf": Message(
        "点数に最も効いた語です。見当違いの語が並ぶときは、点数が高くても疑ってください。",
        "The terms that made most of the score. Where they miss the point, doubt even a high score.",
    ),
    "workbook.reading.terms_text.semantic": Message(
        "提案と目標が共有する語です。点数は意味の近さで決まり、語は入っていません。",
        "The terms that proposal and goal share. The score tells meaning: they have no part in it.",
    ),
    "workbook.reading.terms_text.hybrid": Message(
        "共有する語のうち、点数の語の側に最も効いたものです。意味の近さに語は入っていません。",
        "The shared terms that made most of the terms' part of the score; they have no part in that of meaning.",
    ),
    "workbook.reading.matrix": Message("行列", "Matrix"),
    "workbook.reading.official": Message("目標の文", "Texts of the goals"),
    "workbook.reading.official_text": Message(
        "目標の題名と一部の概要は文部科学省の文です。ほかの概要・説明・話題・英訳は編集者が書いたもので、"
        "点数にはその語も入っています。正式な文は各目標の出典で確かめてください。",
        "Titles in Japanese and some summaries are the ministry's own; other summaries, descriptions, topics and the "
        "English are editorial, and their terms count in the scores. Check the official text at each goal's source.",
    ),
    "workbook.reading.privacy": Message("本文", "Texts"),
    "workbook.reading.privacy_text": Message(
        "提案の本文はどのサービスにも送っていません。ここにあるのは、題名、点数、目標と共有する語、ファイルの名前だけです。",
        "No text of a proposal was sent to any service. What stands here are titles, scores, terms shared with goals, "
        "and names of files.",
    ),
    "workbook.reading.links": Message("リンク", "Links"),
    "workbook.reading.links_text": Message(
        "ファイルへのリンクはこの文書からの相対パスなので、フォルダとの位置関係を保って移してください。",
        "Links to files are relative: keep this document and the folder in the same place to each other.",
    ),
    "workbook.left_out.nothing": Message("なし", "nothing"),
    "workbook.left_out.rows": Message(
        "シート「{sheet}」: {n} 行（Excel の行数の上限 {limit}）。全件は .jsonl か .csv で書き出してください。",
        "sheet {sheet}: {n} rows (Excel holds {limit}). Write .jsonl or .csv to have them all.",
    ),
    "workbook.left_out.columns": Message(
        "シート「{sheet}」: {n} 列（Excel の列数の上限 {limit}）。",
        "sheet {sheet}: {n} columns (Excel holds {limit}).",
    ),
    "workbook.left_out.characters": Message(
        "{n} 個のセルは長すぎるため、はじめの {limit} 文字までです（Excel の上限）。",
        "{n} cells are too long and end after {limit} characters (Excel's limit).",
    ),
    "workbook.left_out.links": Message(
        "{n} 個のファイル名にはリンクがありません（Excel の上限は、シートごとに {links} 個、長さ {limit} 文字）。",
        "{n} file names have no link (Excel holds {links} in a sheet, of {limit} characters).",
    ),
    "workbook.left_out.more_rows": Message(
        "ほか {n} 行は Excel の行数の上限のため載せていません。",
        "{n} more rows are left out: they exceed what Excel holds.",
    ),
    "page.contents": Message("目次", "Contents"),
    "page.summary": Message("まとめ", "Summary"),
    "page.top_goals": Message("◎○ の提案が多い目標", "Goals with most ◎○ proposals"),
    "page.candidates": Message("◎○ {n} 件", "{n} ◎○"),
    "page.goals_without": Message("提案のない目標（{n} 件）", "Goals without a proposal ({n})"),
}
