"""What the local page says."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "web.ready": Message(
        "ブラウザで上のアドレスを開いてください。文章は保存も記録もされません。終わるには Ctrl-C を押します。",
        "Open the address above in a browser. No text is kept or logged. Press Ctrl-C to end.",
    ),
    "web.ended": Message("終わりました。", "Ended."),
    "web.open_to_others": Message(
        "注意: {host} では、同じネットワークのほかのパソコンからもこのページが見え、通信は暗号化されません。"
        "手元だけで使うには --host を付けずに始めてください。",
        "Warning: on {host} other computers on the network can reach this page, and what they send is not encrypted. "
        "Leave out --host to use it on this computer alone.",
    ),
    "web.error.extra": Message(
        "ページには {extra} が要ります: pip install '{extra}'（チェックアウトでは pip install '.[web]'）",
        "The page takes {extra}: pip install '{extra}' (in a checkout pip install '.[web]')",
    ),
    "web.error.bind": Message(
        "{host} のポート {port} で待ち受けられません（{reason}）。--port 0 とすると空いているポートを使います。",
        "Cannot listen on port {port} of {host} ({reason}). With --port 0 any free port is used.",
    ),
    "web.problem.host": Message(
        "この名前では応じません。ページを始めたときに表示されたアドレスを開いてください。",
        "Not served under this name. Open the address that was shown when the page was started.",
    ),
    "web.problem.origin": Message(
        "ほかのサイトからの送信は受け付けません。このページから送ってください。",
        "Nothing is taken from other sites. Send it from this page itself.",
    ),
    "web.problem.too_large": Message(
        "送られた量が上限（合わせて {mib} MB）を超えています。大きなフォルダには goalsearch batch を使ってください。",
        "More was sent than is taken at a time ({mib} MB in all). For a large folder use goalsearch batch.",
    ),
    "web.problem.crowded": Message(
        "いま、ほかの送信を受け取っています。少し待ってから、もう一度送ってください。",
        "Other requests are being taken in. Wait a moment, then send it again.",
    ),
    "web.problem.slow": Message(
        "{seconds} 秒のうちに送り終わりませんでした。もう一度送ってください。",
        "It did not arrive within {seconds} seconds. Send it again.",
    ),
    "web.problem.inside": Message(
        "内部の誤りで答えられませんでした（{kind}）。文章は記録されていません。",
        "An error inside kept this from being answered ({kind}). Nothing of the text was logged.",
    ),
    "web.problem.no_page": Message("このアドレスにページはありません。", "There is no page at this address."),
    "web.problem.method": Message(
        "このアドレスはその送り方を受け付けません。", "This address does not take that method."
    ),
    "web.problem.form": Message(
        "フォームとして読めません（Content-Type: {given}）。multipart/form-data で送ってください。",
        "Not a form (Content-Type: {given}). Send it as multipart/form-data.",
    ),
    "web.problem.form_damaged": Message(
        "フォームが壊れているか、ファイルが {n_files} 件を超えています。",
        "The form is damaged, or has more than {n_files} files.",
    ),
    "web.problem.k": Message(
        "目標の数は 1 から {most} までの整数で指定してください（{k}）。",
        "The number of goals has to be a whole number from 1 to {most}, got {k}.",
    ),
    "web.problem.part": Message(
        '長い文書で使う部分に "{part}" はありません。使えるのは {known} です。',
        'There is no part "{part}". Known ones: {known}.',
    ),
    "web.problem.too_many_rows": Message(
        "提案が {n} 件を超えています。コマンドの goalsearch batch を使ってください。",
        "There are more than {n} proposals. Use the command goalsearch batch.",
    ),
    "web.problem.no_goals": Message(
        "絞り込みに合う目標がありません。年度、機関、分類のどれかを外してください。",
        "No goal passes all the filters; leave out the years, the agency or the category.",
    ),
    "web.problem.lineage_too_many": Message(
        "目標が {n_goals} 件あり、図には多すぎます（{most} 件まで）。要旨を入れてそれに近い目標だけを見るか、"
        "年度、機関、分類で絞り込んでください。",
        "{n_goals} goals are too many for a picture (at most {most}); give a text to see only the goals near it, or "
        "choose years, an agency or a category.",
    ),
    "web.problem.map_too_many": Message(
        "目標が {n_goals} 件あり、図には多すぎます（{most} 件まで）。年度、機関、分類で絞り込んでください。",
        "{n_goals} goals are too many for a picture (at most {most}); choose years, an agency or a category.",
    ),
    "web.problem.apart": Message(
        "最新年度とそれより前を分けて示すときは、年度を指定できません。どちらかを外してください。",
        "The latest year's goals and those before can be shown apart, or fiscal years be chosen: not both.",
    ),
    "web.problem.no_files": Message("ファイルを選んでください。", "Choose at least one file."),
    "web.problem.busy": Message(
        "すでに {n} 件の照合が待っています。終わってからもう一度始めてください。",
        "{n} batches are waiting already. Start again when they are done.",
    ),
    "web.problem.no_batch": Message(
        "この照合の結果はもうありません。結果は保存されず、最近の数回分だけが見られます。もう一度照合してください。",
        "The result of this batch is gone: only those of the last few batches are held. Match the files again.",
    ),
    "web.problem.batch_broken": Message(
        "内部の誤りで照合できませんでした。goalsearch batch を試してください。",
        "An error inside stopped this batch. Try goalsearch batch.",
    ),
    "web.problem.not_json": Message(
        "application/json で送ってください（Content-Type: {given}）。",
        "Send it as application/json (Content-Type: {given}).",
    ),
    "web.problem.bad_json": Message("本体が JSON として読めません。", "The body is not valid JSON."),
    "web.problem.no_text": Message(
        '本体は文字列 "text" を持つオブジェクトにしてください。', 'The body has to be an object with a string "text".'
    ),
    "web.problem.unknown_field": Message(
        '"{field}" という項目はありません。使えるのは {known} です。',
        'There is no field "{field}". Known ones: {known}.',
    ),
    "web.problem.field_type": Message('"{field}" は {type} にしてください。', '"{field}" has to be of type {type}.'),
    "web.problem.lang": Message("lang は ja か en です（{given}）。", "lang is ja or en, not {given}."),
    "web.title": Message("要旨に近い国の研究目標", "National research goals near an abstract"),
    "web.skip": Message("内容へ移る", "Skip to the content"),
    "web.menu": Message("メニュー", "Menu"),
    "web.menu.search": Message("探す", "Search"),
    "web.menu.batch": Message("提案書をまとめて照合", "Many proposals"),
    "web.menu.goals": Message("目標の一覧", "All goals"),
    "web.menu.lineage": Message("系譜", "Lineage"),
    "web.menu.map": Message("地図", "Map"),
    "web.see": Message("見る", "See it"),
    "web.added": Message("自分で加えた目標", "added by you"),
    "web.more": Message("詳しく", "More"),
    "web.narrow": Message("しぼる", "Narrow"),
    "web.latest_only": Message("最新年度だけ", "Latest year only"),
    "web.why_not": Message("気になる目標", "Another goal"),
    "web.choose": Message("選ぶ", "choose"),
    "web.show": Message("何位かを見る", "See its rank"),
    "web.in_lineage": Message("系譜図で見る", "In the lineage"),
    "web.on_map": Message("地図で見る", "On the map"),
    "web.see_whole": Message("全体の系譜図で見る", "See all goals"),
    "web.see_near": Message("要旨に近い目標だけを見る", "See only the goals near your text"),
    "web.see_table": Message("表で見る", "See it as a table"),
    "web.see_picture": Message("図で見る", "See the picture"),
    "web.place": Message("要旨を重ねる・年度などでしぼる", "Place an abstract in it, or narrow it down"),
    "web.lineage_of": Message("この目標の系譜を図で見る", "See the lineage of this goal as a picture"),
    "web.to_batch": Message("照合の結果へ", "To the result of the batch"),
    "web.place_text": Message("図に重ねる要旨（任意）", "An abstract to place in it (may be left empty)"),
    "web.draw": Message("図を作る", "Draw"),
    "web.private": Message(
        "すべてお使いのパソコンの中で処理します。貼り付けた文章はどこにも送られず、保存も記録もされません。",
        "Everything runs on your own computer. What you paste is sent nowhere, and neither kept nor logged.",
    ),
    "web.score_note": Message(
        "適合度は、共通する語の重なりから計算した値です。選考の見込みではありません。",
        "A fit compares the words that text and goal share. It says nothing about the chances of being funded.",
    ),
    "web.lead": Message(
        "要旨を貼り付けるか、ファイルをこのページに置いてください。{n} 件の目標から近いものを、理由とともに示します。",
        "Paste an abstract, or drop a file on this page. Of {n} goals the nearest are shown, with the reasons.",
    ),
    "web.text": Message("要旨", "Abstract"),
    "web.text_hint": Message("日本語でも英語でも。長さは問いません。", "Japanese or English, of any length."),
    "web.file": Message("またはファイル", "Or a file"),
    "web.file_hint": Message(
        "テキスト、Word、PDF、HTML。いくつも選ぶか、Excel・CSV の表を選ぶと、まとめて照合します"
        "（合わせて {mib} MB、{files} 件まで）。",
        "Plain text, Word, PDF, HTML. Several files, or a table (Excel, CSV), are matched as a batch "
        "(up to {mib} MB in all, {files} files).",
    ),
    "web.options": Message("年度・機関などでしぼる", "Years, agency and other options"),
    "web.year_absent": Message("{year}（未収録）", "{year} (not recorded)"),
    "web.year_incomplete": Message(
        "{year}（{goals_set} 件中 {n_goals} 件を収録）", "{year} ({n_goals} of {goals_set} goals recorded)"
    ),
    "web.first": Message("年度（から）", "Fiscal years from"),
    "web.last": Message("年度（まで）", "to"),
    "web.any_year": Message("すべて", "any"),
    "web.all": Message("すべて", "all"),
    "web.k": Message("表示する目標の数", "Number of goals"),
    "web.default": Message("既定", "default"),
    "web.part": Message("長い文書で使う部分", "Part of a long document"),
    "web.part.auto": Message("概要の節だけ（なければ全文）", "its abstract where one is found"),
    "web.part.whole": Message("全文", "the whole text"),
    "web.part.abstract": Message(
        "概要の節だけ（なければ全文とし、そう知らせる）", "its abstract, or a warning that there is none"
    ),
    "web.apart": Message(
        "収録している最新の年度とそれより前を分けて示す",
        "Show the goals of the latest year recorded and those before apart",
    ),
    "web.submit": Message("近い目標を探す", "Find the nearest goals"),
    "web.clear": Message("新しく始める", "Start anew"),
    "web.results": Message("要旨に近い目標", "Goals nearest to the abstract"),
    "web.again": Message("要旨や条件を変える", "Change the abstract or the options"),
    "web.read_file": Message("{file} を読みました（{n} 字）。", "Read {file} ({n} characters)."),
    "web.your_text": Message("要旨", "Your text"),
    "web.mark_hint": Message(
        "色の付いた語は、「要旨に表示」を選んだ目標と共通する語です。",
        "Marked are the words shared with the goal for which “Mark in text” is chosen.",
    ),
    "web.mark": Message("要旨に表示", "Mark in text"),
    "web.passage": Message("根拠の文", "Sentence for it"),
    "web.missing": Message("目標側に多く、要旨に無い語", "In the goal, not in the text"),
    "web.related": Message("過去の関連目標", "Related past goals"),
    "web.by_terms": Message("共通する語", "shared"),
    "web.why": Message("点数の内訳", "What makes the score"),
    "web.others": Message("ほか {n} 語", "{n} more"),
    "web.goal_text": Message("目標の文（共通する語に印）", "The goal’s text, shared words marked"),
    "web.nearest": Message("意味の近い箇所", "Nearest in meaning"),
    "web.rank": Message("{rank} 位", "No. {rank}"),
    "web.reading": Message("適合度と近さの読み方", "How to read fits and grades"),
    "web.bands": Message(
        "近さは適合度の区分です。評価用の要旨では、◎ は 10 件に 8 件以上、○ はおよそ半分、"
        "あと一歩は 4 件に 1 件ほどが合う目標でした。△ は参考です。"
        "≈ は、その順位とほぼ同点であることを示します。",
        "Grades are ranges of the fit. Of judged abstracts, at least 8 in 10 goals fit at ◎, about half at ○, "
        "about one in four just below; △ is for reference. "
        "≈ names the rank that a goal is level with.",
    ),
    "web.programmes_note": Message(
        "条件は変わります。応募の前に、その年の募集要項を確かめてください。",
        "Conditions change: see the call of the year before applying.",
    ),
    "web.export": Message("保存", "Save as"),
    "web.print": Message("印刷", "Print"),
    "web.goals_lead": Message("{n} 件", "Goals: {n}"),
    "web.filter": Message("絞り込む", "Filter"),
    "web.find_in_list": Message("一覧の中を探す", "Find in the list"),
    "web.no_goals": Message("条件に合う目標はありません。", "No goal is of that kind."),
    "web.to_list": Message("一覧へ", "To the list"),
    "web.earlier": Message("これより前の関連する目標", "Related goals of earlier years"),
    "web.later": Message("これより後の関連する目標", "Related goals of later years"),
    "web.none_related": Message("ありません。", "None."),
    "web.batch_lead": Message(
        "提案書のファイルかフォルダを選ぶか、このページに置いてください。提案ごとの近い目標と、目標ごとの提案（声かけの名簿）を作ります。"
        "Excel・CSV・JSON Lines は 1 行を 1 件として読みます。",
        "Choose proposals, or drop files or a folder on this page. You get the nearest goals of each, and the "
        "proposals for each goal: the call list. Of Excel, CSV and JSON Lines each row is a proposal.",
    ),
    "web.files": Message("ファイル", "Files"),
    "web.folder": Message("またはフォルダごと", "Or a whole folder"),
    "web.files_hint": Message(
        "合わせて {mib} MB、{files} 件まで。それより多いときは、コマンドの goalsearch batch を使ってください。",
        "Up to {mib} MB in all and {files} files. For more use the command goalsearch batch.",
    ),
    "web.start": Message("照合する", "Match them"),
    "web.running": Message("照合しています", "Matching"),
    "web.progress": Message("{n_total} 件のうち {n} 件が済みました。", "{n} of {n_total} files are done."),
    "web.waiting_note": Message("このページは自動で更新されます。", "This page renews itself."),
    "web.stop_batch": Message("照合を中止する", "Stop this batch"),
    "web.done": Message("照合が済みました", "Done"),
    "web.open_report": Message("報告をページで見る", "Open the report"),
    "web.keep_note": Message(
        "結果はどこにも保存されておらず、このプログラムを終了するか、あと {n} 件照合すると消えます。"
        "要るものは保存してください。",
        "The result is not saved anywhere, and is gone when this program ends or {n} more batches are done. "
        "Save what you need.",
    ),
    "web.pages": Message("ページ", "Pages"),
    "web.previous": Message("前へ", "Previous"),
    "web.next": Message("次へ", "Next"),
    "web.shown_rows": Message("{n} 件のうち {first}–{last} 件目", "{first}–{last} of {n}"),
    "web.forget": Message("この結果を消す", "Forget this result"),
    "web.nearest_goals": Message("近い目標", "Nearest goals"),
    "web.problem_heading": Message("できませんでした", "That did not work"),
    "web.back": Message("最初のページへ", "To the first page"),
}
