"""What is said about a batch: its errors, its progress, its help."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "batch.texts.missing": Message(
        "{n} 件には文章がなく（{text_ids}）、空の文章として扱います。",
        "{n} texts are missing ({text_ids}) and count as empty.",
    ),
    "batch.texts.single": Message(
        "文章のリスト、辞書、または pandas の Series を渡してください（渡されたもの: {kind}）。"
        "一つの文章なら goalsearch.search を使えます。",
        "Give a list, a dict or a pandas Series of texts, not a {kind}; for one text use goalsearch.search.",
    ),
    "batch.texts.kind": Message(
        "{text_id} は文章ではなく {kind} です。文字列に直すか、文章の列を渡してください。",
        "{text_id} is a {kind} and no text; make it a str, or give the column that holds the texts.",
    ),
    "batch.no_pandas": Message(
        "to_frame には pandas が要ります。pip install pandas で入れるか、to_records を使ってください。",
        "to_frame needs pandas: pip install pandas, or use to_records.",
    ),
    "batch.no_folder": Message(
        "{path}: フォルダがありません。パスを確かめてください。",
        "{path}: no such folder; check the path.",
    ),
    "batch.folder_unreadable": Message(
        "{file}: フォルダを開けません（{reason}）。読み取りの許可を確かめてください。",
        "{file}: the folder cannot be opened ({reason}); check that you may read it.",
    ),
    "batch.single_file": Message(
        "{path}: フォルダでも表でもなく、1 件の文書です。1 件を照合するには: goalsearch search -f FILE",
        "{path}: is neither a folder nor a table but a single document; to match one, write: goalsearch search -f FILE",
    ),
    "batch.empty_folder": Message(
        "{path}: 読むファイルがありません（隠しファイル、一時ファイル、--include や --exclude で除いたもの: {n} 件）。",
        "{path}: holds no file to read (hidden, temporary, or left out by --include and --exclude: {n}).",
    ),
    "batch.no_text": Message(
        "{file}: 行に要旨がありません。要旨の列を確かめてください。",
        "{file}: the row has no text; check the column of the text.",
    ),
    "batch.formula": Message(
        "{file}: 行の要旨のセルが数式で、計算された値が保存されていません。"
        "Excel で開いて（計算されたことを確かめて）上書き保存してください。",
        "{file}: the cell with the text is a formula without a stored value; "
        "open the workbook in Excel, so that it is worked out, and save it.",
    ),
    "batch.unexpected": Message(
        "{file}: 予期しない誤り（{kind}）のため読めません。このファイルを添えて開発元に知らせてください。",
        "{file}: cannot be read because of an unexpected error ({kind}); please report it with the file.",
    ),
    "batch.memory_limit": Message(
        "{file}: 使えるメモリーが {allowed} MiB に制限されていて照合できません（{kind}）。"
        "{needed} MiB ほど要ります。ulimit -v で制限を緩め、もう一度実行してください。",
        "{file}: cannot be matched, since memory is limited to {allowed} MiB ({kind}) and about {needed} MiB are "
        "needed; raise the limit with ulimit -v and run again.",
    ),
    "batch.unwritable": Message(
        "{path}: 書き込めません（{reason}）。空き容量と許可を確かめ、--resume を付けて続きから実行してください。",
        "{path}: cannot be written ({reason}); check free space and permissions, and go on with --resume.",
    ),
    "batch.open_elsewhere": Message(
        "{path}: 書き込めません（{reason}）。Excel で開いていませんか。閉じてから、同じ指定に --resume を付けてください"
        "（照合は済んでいます）。",
        "{path}: cannot be written ({reason}). Is it open in Excel? Close it there and give the same command with "
        "--resume: the matching is done.",
    ),
    "batch.default_out": Message("結果は {path} に書きます。", "The result goes to {path}."),
    "batch.interrupted_before": Message(
        "{path}: 途中で止まった実行の記録です。続きからは --resume、初めからは --force を付けてください。",
        "{path}: is what an interrupted run left; give --resume to go on from there, or --force to begin anew.",
    ),
    "batch.in_use": Message(
        "{path}: 別の実行がこの出力を書いています。終わるのを待つか、-o に別の名前を指定してください。",
        "{path}: another run is writing this output; wait for it, or give another name with -o.",
    ),
    "batch.workers": Message(
        "workers は 1 以上にしてください（指定: {workers}）。",
        "workers must be at least 1, got {workers}.",
    ),
    "document.note.changed": Message(
        "実行中に変更されたファイルです。もう一度実行してください。",
        "The file changed during the run; run again.",
    ),
    "document.note.no_abstract": Message(
        "長い文書ですが概要の節が見つからず、全文を照合しました。",
        "No abstract was found in this long text, and the whole was matched.",
    ),
    "document.note.only_form": Message(
        "ほかの文書に無い文がほとんどないため、様式の文を除かずに照合しました。",
        "Hardly a line of it stands in no other document, so nothing was left out as the form's.",
    ),
    "document.note.same_texts": Message(
        "どの文書も同じ内容のため、様式の文を見分けられません。",
        "All documents say the same, so that lines of a form cannot be told.",
    ),
    "batch.progress": Message(
        "{n_done}/{n_total} ファイル（読み取り {n_read}）、{n_rows} 件、{seconds} 秒{at}",
        "{n_done}/{n_total} files ({n_read} read), {n_rows} proposals, {seconds} s{at}",
    ),
    "batch.progress_at": Message("、処理中: {file}（{mib} MiB）", ", at {file} ({mib} MiB)"),
    "batch.progress_label": Message("照合中", "matching"),
    "batch.progress_rows": Message("読み取り {n_read}、{n_rows} 件", "{n_read} read, {n_rows} proposals"),
    "batch.reused": Message(
        "前回の続き: {n_files} ファイルは読み直しません。",
        "Taken up again: {n_files} files are not read again.",
    ),
    "batch.interrupted": Message(
        "中断しました。続きから実行するには、同じ指定に --resume を付けてください。",
        "Interrupted. To go on from here, give the same command with --resume.",
    ),
    "batch.summary": Message(
        "{n_rows} 件を照合（{seconds} 秒）: 合う目標あり {n_matched} 件、なし {n_unmatched} 件、"
        "読み取り不可 {n_failed} 件",
        "{n_rows} proposals in {seconds} s: {n_matched} with a goal, {n_unmatched} without a good match, "
        "{n_failed} not read",
    ),
    "batch.summary_not_read": Message(
        "読めなかった {n} 件は、まだ結果の名簿に入っていません。",
        "Not read, and so not yet in the list of whom to call: {n}",
    ),
    "batch.summary_set_aside": Message(
        "提案ではなさそうなもの {n} 件は照合していません: {names}（含めるには --include '*'）",
        "{n} files that are probably no proposals were left out: {names} (to take them in: --include '*')",
    ),
    "batch.summary_passed_over": Message(
        "隠しファイルなど {n} 件は見ていません。",
        "{n} hidden, temporary or left-out names were passed over.",
    ),
    "batch.summary_failure": Message("  {n} 件  例: {message}", "  {n} x  e.g. {message}"),
    "help.batch.short": Message("フォルダの提案書をまとめて照合する", "Match a folder of proposals"),
    "help.batch": Message(
        """FOLDER の中の提案書（テキスト、Word、PDF、HTML、表の各行）をすべて目標と照合し、OUT に書きます。
        -o がなければ FOLDER の隣の 結果_年月日.xlsx で、はじめのシートが声かけの名簿です。

        表（Excel、CSV、JSON Lines、Parquet）は 1 行を 1 件とします。FOLDER には表のファイル一つも指定できます。
        途中で止めても、同じ指定に --resume を付ければ続きから実行します。読めないファイルがあると終了コードは 3 です。

        \b
        例: goalsearch batch 提案書
            goalsearch batch 提案書 -o 結果.csv --years 最新
            goalsearch batch 提案書 -o 結果.xlsx --include "*.txt"
        """,
        """Match every proposal in FOLDER (plain text, Word, PDF, HTML, rows of tables) and write OUT.
        Without -o this is result_YYYYMMDD.xlsx beside FOLDER, whose first sheet says whom to call for each goal.

        Each row of a table (Excel, CSV, JSON Lines, Parquet) is a proposal; FOLDER may also be one table. A run that
        was stopped goes on where it was with --resume. Exits with 3 if some files could not be read.

        \b
        Examples: goalsearch batch proposals
                  goalsearch batch proposals -o result.csv --years latest
                  goalsearch batch proposals -o result.xlsx --include "*.txt"
        """,
    ),
    "help.batch.out": Message(
        "結果のファイル（{suffixes}）、またはすべての形を入れるフォルダ。",
        "File for the result ({suffixes}), or a folder for all of these.",
    ),
    "help.batch.k": Message("1 件あたりの目標の数。", "Number of goals for each proposal."),
    "help.batch.include": Message(
        "この形の名前のファイルだけを読みます（例: *.docx）。何度でも指定できます。",
        "Read only files whose name fits this pattern, such as *.docx; may be given several times.",
    ),
    "help.batch.exclude": Message(
        "この形の名前のファイルやフォルダを読みません。何度でも指定できます。",
        "Do not read files and folders whose name fits this pattern; may be given several times.",
    ),
    "help.batch.id_column": Message(
        "表の識別番号の列（見出し、番号、記号）。", "Column of a table with the id: heading, number or letter."
    ),
    "help.batch.title_column": Message(
        "表の題名の列（見出し、番号、記号）。", "Column of a table with the title: heading, number or letter."
    ),
    "help.batch.keep_column": Message(
        "表のこの列を結果に添えます（何度でも）。氏名・部局・連絡先などの見出しの列はいつも添えます。",
        "Column of a table that goes into the result (repeatable); names, departments and addresses always do.",
    ),
    "help.batch.text_column": Message(
        "表の要旨の列（見出し、番号、記号）。何度でも指定でき、順につなぎます。",
        "Column of a table with the text; several are joined in this order.",
    ),
    "help.batch.workers": Message(
        "使うプロセスの数（既定: プロセッサの数）。", "Processes to use (default: one for each processor)."
    ),
    "help.batch.resume": Message("途中で止まった実行を続けます。", "Go on with a run that was stopped."),
    "help.batch.force": Message("OUT があれば置き換えます。", "Replace OUT if it exists."),
}
