"""What a workbook or a page about a folder of proposals says around its figures."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "workbook.title": Message("提案と国の研究目標の照合", "Proposals and national research goals"),
    # Names of sheets: at most 31 characters, none of []:*?/\
    "workbook.sheet.proposals": Message("提案", "Proposals"),
    "workbook.sheet.call_list": Message("声かけ", "Whom to call"),
    "workbook.sheet.matrix": Message("行列", "Matrix"),
    "workbook.sheet.look_alikes": Message("似た提案", "Look-alikes"),
    "workbook.sheet.unmatched": Message("該当なし", "Unmatched"),
    "workbook.sheet.failures": Message("読めなかったファイル", "Not read"),
    "workbook.sheet.conditions": Message("作成条件", "How it was made"),
    "workbook.heading.proposals": Message("提案ごとの近い目標", "The nearest goals of each proposal"),
    "workbook.heading.call_list": Message("声かけの名簿（目標ごと）", "Whom to call for each goal"),
    "workbook.heading.matrix": Message("提案 × 目標の適合度", "Fit of proposals against goals"),
    "workbook.heading.look_alikes": Message("内容の似た提案の組", "Pairs of proposals that resemble each other"),
    "workbook.heading.unmatched": Message("合う目標がなかった提案", "Proposals that no goal fits"),
    "workbook.heading.failures": Message(
        "読めなかったファイルと、次にすること", "What could not be read, and what to do about it"
    ),
    "workbook.heading.conditions": Message(
        "この表の作成条件と読み方", "How these tables were made, and how to read them"
    ),
    "workbook.counts": Message(
        "全 {n_rows} 件: 目標あり {n_matched} 件、該当なし {n_unmatched} 件（うち、あと一歩 {n_near} 件）、"
        "読み取り不可 {n_failed} 件。",
        "{n_rows} in all: {n_matched} with a goal, {n_unmatched} that none fits ({n_near} of them just below), "
        "{n_failed} not read.",
    ),
    "workbook.intro.bands": Message(
        "近さ: ◎ 有力（まず検討）　○ 候補（中身を確かめる）　あと一歩（候補の目安に届かないが近い）　△ 参考。"
        "適合度は{score}をほかの文章と比べた値で、採択の見込みではありません。",
        "Grades: ◎ strong (consider first), ○ possible (check the content), just below (nearly possible), △ weak "
        "(for reference). A fit tells {score}, compared with other texts; it says nothing about chances of success.",
    ),
    "workbook.intro.grades": Message(
        "新しい年度の目標から、近い順。◎ 有力（まず検討）　○ 候補（決め手の語と目標の文を読んで確かめる）　"
        "あと一歩（○ の目安に対する割合）。"
        "一つの提案が複数の目標に並ぶことがあります。",
        "Latest goals first, nearest proposals first. ◎ strong: consider first. ○ possible: read the deciding words "
        "and the goal, and check. Just below: how much of what ○ takes. A proposal may stand under several goals.",
    ),
    "workbook.intro.print": Message(
        "2 位からは右の列にあります（印刷は 1 位まで）。",
        "Ranks from 2 stand to the right (printed up to rank 1).",
    ),
    "workbook.intro.matrix": Message(
        "数字があるのは、提案ごとに上位 {k} 件までの目標だけです。"
        "空白は 0 ではなく、上位 {k} 件に入らなかったという意味です。",
        "Only the first {k} goals of each proposal have a figure: an empty cell is not a fit of 0, "
        "but a goal below rank {k}.",
    ),
    "workbook.intro.matrix_order": Message(
        "色は濃いほど適合度が高く、太字は ◎、灰色はあと一歩と △。"
        "行は 1 位の目標ごとにまとめ、「該当なし」は末尾。"
        "目標の ▼ で空白を除くと候補だけが残ります。",
        "The darker the higher; bold is strong, grey is just below or weak. "
        "Rows are grouped by first goal, those that none fits last. "
        "Filter out a goal's blanks to keep its candidates.",
    ),
    "workbook.intro.matrix_narrow": Message(
        "提案のない目標 {n_goals} 件は、幅を抑えるため載せていません。",
        "{n_goals} goals without a proposal are left out, to keep the table narrow.",
    ),
    "workbook.intro.look_alikes": Message(
        "似ている度合い（0–1）は提案どうしの語の重なりです。重複応募、同じ研究室の関連する提案、共同の相手を探す手がかりに。",
        "Similarity (0-1) tells how many words two proposals share: a hint at double submissions, "
        "work of one group, or partners.",
    ),
    "workbook.intro.unmatched": Message(
        "最も近かった目標も弱いものばかりです。要旨が短いときは、研究の内容を書き足して照合し直してください。",
        "Even the nearest goals are weak. Where a text is short, add what is to be studied and match it again.",
    ),
    "workbook.intro.failures": Message(
        "直したファイルを同じフォルダに置き、もう一度実行してください。",
        "Put the mended files into the same folder and run the command again.",
    ),
    "workbook.nothing.proposals": Message("（提案はありません）", "(no proposals)"),
    "workbook.nothing.call_list": Message("（声をかける提案はありません）", "(there is no proposal to call about)"),
    "workbook.nothing.matrix": Message("（近い目標のある提案はありません）", "(no proposal is near any goal)"),
    "workbook.nothing.look_alikes": Message("（似た提案の組はありません）", "(no proposals resemble each other)"),
    "workbook.nothing.unmatched": Message("（すべての提案に合う目標がありました）", "(every proposal has a goal)"),
    "workbook.nothing.failures": Message("（すべて読めました）", "(everything was read)"),
    "workbook.note.folded": Message(
        "△ 参考 {n} 件は折りたたんであります（左端の ＋ で開きます）。",
        "△ {n} rows for reference are folded: + at the left opens them.",
    ),
    "workbook.note.not_read": Message(
        "読めなかった {n} 件は、まだ名簿に入っていません。", "Not read, and so not yet in this list: {n}"
    ),
    "workbook.note.more_not_read": Message(
        "ほか {n} 件はシート「{sheet}」にあります。", "{n} more on the sheet “{sheet}”."
    ),
    "workbook.note.set_aside": Message(
        "提案ではなさそうな {n} 件は照合していません: {names}", "Probably no proposals, and not matched: {n} ({names})"
    ),
    "workbook.place_column": Message("{file} {sheet}{column} 列", "{file}, {sheet}column {column}"),
    "workbook.place": Message("{file} {sheet}{row} 行目", "{file}, {sheet}row {row}"),
    "workbook.column.number": Message("No.", "No."),
    "workbook.column.document": Message("ファイル", "File"),
    "workbook.column.record": Message("受付番号", "Record"),
    "workbook.column.title": Message("題名", "Title"),
    "workbook.column.person": Message("氏名・連絡先", "Person"),
    "workbook.column.name": Message("氏名", "Name"),
    "workbook.column.department": Message("部局", "Department"),
    "workbook.column.post": Message("部局・職", "Department, position"),
    "workbook.column.position": Message("職", "Position"),
    "workbook.column.contact": Message("連絡先", "Contact"),
    "workbook.column.matched_part": Message("照合した部分", "Matched part"),
    "workbook.column.verdict": Message("判定", "Verdict"),
    "workbook.column.rank_goal": Message("{rank} 位 目標", "Goal {rank}"),
    "workbook.column.rank_goal_id": Message("{rank} 位 ID", "Goal {rank}: id"),
    "workbook.column.rank_score": Message("{rank} 位 適合度", "Goal {rank}: fit"),
    "workbook.column.rank_band": Message("{rank} 位 近さ", "Goal {rank}: grade"),
    "workbook.column.rank_terms": Message("{rank} 位 共通する語", "Goal {rank}: shared words"),
    "workbook.column.characters": Message("文字数", "Characters"),
    "workbook.column.language": Message("言語", "Language"),
    "workbook.column.remarks": Message("注意", "Remarks"),
    "workbook.column.year": Message("年度", "FY"),
    "workbook.column.agency": Message("機関", "Agency"),
    "workbook.column.goal_id": Message("目標 ID", "Goal id"),
    "workbook.column.goal": Message("目標", "Goal"),
    "workbook.column.deciding": Message("決め手の語", "Deciding words"),
    "workbook.column.score": Message("適合度", "Fit"),
    "workbook.column.band": Message("近さ", "Grade"),
    "workbook.column.terms": Message("共通する語", "Shared words"),
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
    "workbook.column.near_score": Message("適合度 {rank}", "Fit {rank}"),
    "workbook.column.kind": Message("種類", "Kind"),
    "workbook.column.reason": Message("理由と、次にすること", "Reason, and what to do"),
    "workbook.verdict.goals": Message("目標あり", "goal found"),
    "workbook.verdict.near": Message("あと一歩", "just below"),
    "workbook.verdict.none": Message("該当なし", "none fits"),
    "workbook.verdict.failed": Message("読み取り不可", "not read"),
    "workbook.language.ja": Message("日本語", "Japanese"),
    "workbook.language.en": Message("英語", "English"),
    "workbook.language.mixed": Message("日英混在", "mixed"),
    "workbook.language.other": Message("ほかの言語", "other"),
    "workbook.language.none": Message("文字なし", "no letters"),
    "workbook.warning.no_text": Message("要旨が空", "no text"),
    "workbook.warning.no_content_words": Message("内容を表す語がない", "no content words"),
    "workbook.warning.no_known_terms": Message("目標に現れる語がない", "no word occurs in a goal"),
    "workbook.warning.few_known_terms": Message("目標に現れる語が少ない", "few words occur in goals"),
    "workbook.warning.language": Message("日本語でも英語でもない", "neither Japanese nor English"),
    "workbook.warning.undated_goals": Message("年度のない目標は対象外", "goals without a year left out"),
    "workbook.warning.sheets_without_text": Message("要旨の列がないシートあり", "some sheets have no text column"),
    "workbook.warning.sheets_aside": Message("記入例などのシートは読んでいない", "sheets of examples not read"),
    "workbook.warning.formula": Message("数式の値がない", "formula without a value"),
    "workbook.warning.sheets_hidden": Message("非表示のシートは読んでいない", "hidden sheets not read"),
    "workbook.warning.mended_row": Message("崩れた行をつないで読んだ", "broken row joined"),
    "workbook.warning.slides_hidden": Message("非表示のスライドは読んでいない", "hidden slides not read"),
    "workbook.warning.slides_left_out": Message("はじめのスライドだけ読んだ", "only the first slides were read"),
    "workbook.warning.converted": Message("LibreOffice で変換", "converted by LibreOffice"),
    "workbook.warning.parts_left_out": Message("読んでいない埋め込みあり", "some embedded parts not read"),
    "workbook.warning.attachments": Message("添付ファイルは読んでいない", "attachments not read"),
    "workbook.warning.pages_without_text": Message("文字のないページあり", "some pages hold no text"),
    "workbook.warning.first_pages": Message("はじめのページだけ読んだ", "only the first pages were read"),
    "workbook.warning.changed": Message("読み取り中に変わった", "changed while it was read"),
    "workbook.warning.only_form": Message(
        "ほかの文書に無い文がほとんどなく、様式を除かずに照合した",
        "hardly a line stands in no other document: nothing left out",
    ),
    "workbook.warning.same_texts": Message(
        "どの文書も同じ内容で、様式を見分けられない", "all documents say the same: no form to be told"
    ),
    "workbook.warning.no_abstract": Message("要旨の部分が見つからない", "no abstract found in it"),
    "workbook.clue.short": Message("要旨が短い（{n_characters} 文字）", "short text ({n_characters} characters)"),
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
    "workbook.part.versions": Message("バージョン", "Versions"),
    "workbook.part.reading": Message("読み方", "How to read"),
    "workbook.part.left_out": Message("載せていないもの", "Left out"),
    "workbook.fact.n_rows": Message("提案", "Proposals"),
    "workbook.fact.n_matched": Message("目標あり", "Goal found"),
    "workbook.fact.n_near": Message("うち、あと一歩", "Of these just below"),
    "workbook.fact.n_unmatched": Message("該当なし", "None fits"),
    "workbook.fact.n_failed": Message("読み取り不可", "Not read"),
    "workbook.fact.n_look_alikes": Message("似た提案の組", "Look-alikes"),
    "workbook.fact.created": Message("作成日時", "Created"),
    "workbook.fact.folder": Message("フォルダ", "Folder"),
    "workbook.fact.k": Message("提案ごとの目標の数", "Goals per proposal"),
    "workbook.fact.ranker": Message("順位の付け方", "What orders the goals"),
    "workbook.fact.goals": Message("照合した目標", "Goals searched"),
    "workbook.fact.fingerprint": Message("目標データの識別値（SHA-256）", "Checksum of the goals (SHA-256)"),
    "workbook.fact.default_options": Message("既定のまま", "defaults"),
    "workbook.value.count": Message("{n} 件", "{n}"),
    "workbook.value.goals": Message("{n} 件（{years}年度）", "{n} (FY{years})"),
    "workbook.value.pairs": Message("{n} 組", "{n} pairs"),
    "workbook.reading.score": Message("適合度", "Fit"),
    "workbook.reading.score_limits": Message(
        "順位も近さもこの値で決まります。選考の見込みではありません。",
        "It decides ranks and grades; it is no chance of success.",
    ),
    "workbook.reading.band": Message("近さ", "Grade"),
    "workbook.reading.band_text": Message(
        "適合度の意味です。◎ 有力: 10 件に 8 件以上が合う。まず検討する。○ 候補: およそ半分が合う。共通する語と目標の"
        "文を読んで確かめる。あと一歩: およそ 4 件に 1 件が合う。% は ○ の目安に対する適合度。△ は参考です。"
        "すべてが △ の提案の判定は「該当なし」、最も近い目標が「あと一歩」の提案の判定は「あと一歩」です。",
        "What a fit means. ◎ strong: at least 8 in 10 fit; consider first. ○ possible: about half fit; read the shared "
        "words and the goal, and check. Just below: about one in four; % is the fit, of what ○ takes. △ weak: for "
        "reference. A proposal whose goals are all weak has the verdict “none fits”, one whose nearest goal is just "
        "below “just below”.",
    ),
    "workbook.reading.terms": Message("共通する語", "Shared words"),
    "workbook.reading.matrix": Message("行列", "Matrix"),
    "workbook.reading.official": Message("目標の文", "Texts of the goals"),
    "workbook.reading.official_text": Message(
        "目標の題名と一部の概要は文部科学省の文です。ほかの概要・説明・話題・英訳は編集者が書いたもので、"
        "点数にはその語も入っています。正式な文は各目標の出典で確かめてください。",
        "Titles in Japanese and some summaries are the ministry's own; other summaries, descriptions, topics and the "
        "English are the editors', and their words count in the fits. Check the official text at each goal's source.",
    ),
    "workbook.reading.privacy": Message("提案の文章", "Texts"),
    "workbook.reading.privacy_text": Message(
        "提案の文章はどのサービスにも送っていません。ここにあるのは、題名、点数、目標と共通する語、ファイルの名前と、"
        "表や様式に書かれた氏名・所属・連絡先だけです。",
        "No text of a proposal was sent to any service. What stands here are titles, fits, words shared with goals, "
        "names of files, and the names, departments and addresses that tables and forms say.",
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
    "page.more_called": Message("ほか {n} 件", "{n} more"),
    "page.rest": Message("△ 参考 {n} 件", "△ for reference: {n}"),
    "page.goals_rest": Message("△ だけの目標（{n} 件）", "Goals with △ alone ({n})"),
    "page.details": Message("詳しく", "Details"),
    "page.open": Message("開く（{n} 件）", "Open ({n})"),
}
