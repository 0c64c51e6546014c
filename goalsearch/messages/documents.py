"""What is said about documents."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "document.missing": Message(
        "{file}: ファイルがありません。パスを確かめてください。",
        "{file}: no such file; check the path.",
    ),
    "document.folder": Message(
        "{file}: フォルダです。フォルダごと照合するには goalsearch batch を使ってください。",
        "{file}: is a folder; use goalsearch batch to match a whole folder.",
    ),
    "document.special": Message(
        "{file}: 通常のファイルではありません（パイプやデバイス）。内容をファイルに保存してから指定してください。",
        "{file}: is no ordinary file (a pipe or a device); save its content to a file first.",
    ),
    "document.unreadable": Message(
        "{file}: 開けません（{reason}）。読み取りの許可と、ほかのソフトで開いていないかを確かめてください。",
        "{file}: cannot be opened ({reason}); check that you may read it and that no other program holds it.",
    ),
    "document.empty": Message(
        "{file}: 空のファイルです（0 バイト）。同期やコピーが途中でないか確かめて、入れ直してください。",
        "{file}: is empty (0 bytes); check whether copying or syncing it has finished, and copy it again.",
    ),
    "document.too_large": Message(
        "{file}: 大きすぎます（{mib} MiB、上限 {limit} MiB）。要旨だけのファイルに分けてください。",
        "{file}: is too large ({mib} MiB, the limit is {limit} MiB); split off the part with the proposal.",
    ),
    "document.binary": Message(
        "{file}: テキストではないデータです。Word（.docx）、PDF またはテキストで保存したものを指定してください。",
        "{file}: holds binary data, not text; save the proposal as .docx, PDF or plain text.",
    ),
    "document.encoding": Message(
        "{file}: 文字コードを判別できません。テキストエディターで開き、UTF-8 で保存し直してください。",
        "{file}: is in no known encoding; open it in a text editor and save it as UTF-8.",
    ),
    "document.bad_bytes": Message(
        "{file}:{line}: {line} 行目に、{encoding} の文章として読めないバイトがあります。"
        "テキストエディターで開いてその行を直し、UTF-8 で保存し直してください。",
        "{file}:{line}: line {line} holds bytes that are no text in {encoding}; "
        "open it in a text editor, mend that line, and save it as UTF-8.",
    ),
    "document.no_goal": Message(
        "{file}: 目標名と概要が見つかりません。見出し（目標名、概要、達成目標）のあるページか、手で記入するファイル"
        "（--from を付けない corpus new）を使ってください。",
        "{file}: no goal with a title and a summary was found; use a page with the headings 目標名, 概要, 達成目標, or "
        "fill in a file by hand (corpus new without --from)",
    ),
    "document.no_whole_goal": Message(
        "{file}: 見出し「{found}」はありますが、どの目標のものか分かりません。見つからないもの: {missing}。"
        "目標名を概要のすぐ前に書くか、手で記入するファイル（--from を付けない corpus new）を使ってください。",
        "{file}: has {found}, but no goal that they belong to; missing: {missing}. Write the title right before the "
        "summary, or fill in a file by hand (corpus new without --from)",
    ),
    "document.no_text": Message(
        "{file}: 文字がありません。文章が画像でないか、保存し忘れていないか確かめてください。",
        "{file}: holds no text; check whether its text is an image, or was never saved.",
    ),
    "document.damaged": Message(
        "{file}: {suffix} ファイルとして読めません。壊れているか、途中までしかないか、別の形式です。"
        "元のソフトで開いて保存し直すか、もう一度コピーしてください。",
        "{file}: cannot be read as a {suffix} file: it is damaged, cut short, or of another format; "
        "open it in its program and save it again, or copy it again.",
    ),
    "document.password": Message(
        "{file}: パスワードで保護されています。パスワードを外して保存したものを指定してください。",
        "{file}: is protected by a password; save a copy without the password.",
    ),
    "document.bomb": Message(
        "{file}: 展開すると {mib} MiB 以上になる異常なファイルのため、読みません（圧縮時 {packed} MiB）。"
        "元のソフトで開いて不要な行や空の書式を消し、保存し直してください。",
        "{file}: unpacks to {mib} MiB or more from {packed} MiB, which no ordinary file does, and is not read; "
        "open it in its program, delete unused rows and formats, and save it again.",
    ),
    "document.entities": Message(
        "{file}: XML の実体や外部参照の宣言を含むため、安全のため読みません。"
        "Word または Excel で開いて保存し直してください。",
        "{file}: declares XML entities or external references and is not read, for safety; "
        "open it in Word or Excel and save it again.",
    ),
    "document.scan": Message(
        "{file}: 文字情報のない PDF です（{pages} ページ、画像のみ）。"
        "OCR をかけるか、元の Word ファイルなどを指定してください。",
        "{file}: is a PDF without text ({pages} pages, images only); run OCR on it, or give the file it was made from.",
    ),
    "document.garbled": Message(
        "{file}: PDF の文字を読み取れません（フォントに文字コード表がないか、誤っています）。"
        "OCR をかけるか、元の Word ファイルなどを指定してください。",
        "{file}: the characters of this PDF cannot be made out (no table of characters, or a wrong one); "
        "run OCR on it, or give the file it was made from.",
    ),
    "document.xfa": Message(
        "{file}: Acrobat だけが表示できる PDF フォーム（XFA）で、入力された内容が見つかりません。"
        "Acrobat Reader で開き、「印刷」で PDF として出力したものを指定してください。",
        "{file}: is a PDF form that only Acrobat can show (XFA), and nothing that was typed into it was found; "
        "open it in Acrobat Reader and print it to a PDF.",
    ),
    "document.timeout": Message(
        "{file}: {seconds} 秒以内に読み終わらなかったため、中止しました。"
        "元のソフトで開いて保存し直すか、テキストで保存してください。",
        "{file}: was not read within {seconds} seconds and given up; "
        "open it in its program and save it again, or save it as plain text.",
    ),
    "document.pipe_silent": Message(
        "{file}: パイプから {seconds} 秒のあいだ何も届きませんでした。"
        "書き込む側のコマンドが動いているか確かめるか、内容をファイルに保存して指定してください。",
        "{file}: nothing came through the pipe for {seconds} seconds; "
        "check that the command at its other end runs, or save its output to a file first.",
    ),
    "document.crashed": Message(
        "{file}: 読み取り中に読み取りプロセスが異常終了しました（終了コード {code}）。"
        "ファイルが壊れている可能性があります。元のソフトで開いて保存し直してください。",
        "{file}: made the reading process crash (exit code {code}), so it may be damaged; "
        "open it in its program and save it again.",
    ),
    "document.memory": Message(
        "{file}: 読むのに {mib} MiB を超えるメモリーが必要なため、中止しました。"
        "元のソフトで開いて不要な部分を消し、保存し直してください。",
        "{file}: needs more than {mib} MiB of memory and was given up; "
        "open it in its program, delete what is not needed, and save it again.",
    ),
    "document.several": Message(
        "{file}: 複数の行がある表です。1 行を 1 件として照合するには goalsearch batch を使ってください。",
        "{file}: is a table with several rows; use goalsearch batch to match each row.",
    ),
    "document.columns": Message(
        "{file}: 要旨の列が分かりません（見出し: {headings}）。--text-column に列名か列番号を指定してください。",
        "{file}: no column is known to hold the text (headings: {headings}); name it with --text-column.",
    ),
    "document.column_unknown": Message(
        "{file}: 列「{column}」がありません（見出し: {headings}）。"
        "列名、列番号（1 から）か列の記号（A から）を指定してください。",
        "{file}: has no column {column} (headings: {headings}); give a heading, a number from 1 or a letter from A.",
    ),
    "document.sheet_unknown": Message(
        "{file}: シート「{sheet}」がありません（シート: {sheets}）。",
        "{file}: has no sheet {sheet}; it has {sheets}.",
    ),
    "document.no_rows": Message(
        "{file}: 表に行がありません。見出しの下に 1 行 1 件で入力してください。",
        "{file}: the table has no rows; put one proposal in each row below the headings.",
    ),
    "document.quotes": Message(
        '{file}:{line}: 引用符（"）が閉じていません。{line} 行目からを直すか、Excel から CSV で保存し直してください。',
        '{file}:{line}: a quotation mark (") is never closed; mend the row on line {line}, or save the CSV again.',
    ),
    "document.row_too_long": Message(
        "{file}:{line}: この行は長すぎます（上限 {most} 字）。"
        "改行が失われていないか確かめ、要旨だけの表に直してください。",
        "{file}:{line}: the row is too long (at most {most} characters); check whether its line ends were lost, "
        "or keep only the proposal in it.",
    ),
    "document.row_too_wide": Message(
        "{file}:{line}: この行は列が多すぎます（上限 {most} 列）。"
        "区切り文字を確かめ、要る列だけを残して保存し直してください。",
        "{file}:{line}: the row has too many cells (at most {most}); check what stands between its cells, "
        "and save it with only the columns that are needed.",
    ),
    "document.json_line": Message(
        "{file}:{line}: JSON のオブジェクトではありません。1 行に 1 件を {{…}} の形で書いてください。",
        "{file}:{line}: is no JSON object; write one record as {{…}} on each line.",
    ),
    "document.parquet_extra": Message(
        "{file}: Parquet を読むには pyarrow が要ります。入れるには: pip install 'goalsearch[dask]'",
        "{file}: Parquet takes pyarrow; to install it: pip install 'goalsearch[dask]'",
    ),
    "document.note.sheets_without_text": Message(
        "{file}: 要旨の列がないシートは読んでいません: {sheets}",
        "{file}: sheets without a column for the text were not read: {sheets}",
    ),
    "document.note.sheets_aside": Message(
        "{file}: 記入例や一覧などのシートは読んでいません: {sheets}（読むには、別のファイルに保存してください）",
        "{file}: sheets of examples and lists were not read: {sheets} (to have one read, save it as a file of its own)",
    ),
    "document.note.formula": Message(
        "{file}: 数式の値が保存されていません。Excel で開いて保存し直してください。",
        "{file}: holds a formula without a stored value; open it in Excel and save it.",
    ),
    "document.note.sheets_hidden": Message(
        "{file}: 非表示のシートは読んでいません: {sheets}",
        "{file}: hidden sheets were not read: {sheets}",
    ),
    "document.note.mended_row": Message(
        "{file}: {row} 行目はセルの数が見出しと合わないため（引用符のない区切り文字や改行）、"
        "要旨の続きとしてつなぎました。",
        "{file}: row {row} has other cells than the headings (a delimiter or line break without quotation marks), "
        "and was joined to one text.",
    ),
    "document.note.slides_hidden": Message(
        "{file}: 非表示のスライド {n} 枚は読んでいません。",
        "{file}: {n} hidden slides were not read.",
    ),
    "document.note.slides_left_out": Message(
        "{file}: スライドが多すぎるため、終わりの {n} 枚は読んでいません。",
        "{file}: has too many slides; the last {n} were not read.",
    ),
    "document.note.converted": Message(
        "{file}: LibreOffice で変換して読みました。",
        "{file}: was converted by LibreOffice and read.",
    ),
    "document.note.parts_left_out": Message(
        "{file}: 文書に埋め込まれた部分のうち、次のものは読んでいません: {parts}",
        "{file}: these parts embedded in the document were not read: {parts}",
    ),
    "document.note.attachments": Message(
        "{file}: メールの添付ファイルは読んでいません: {names}。照合するには保存して同じフォルダに入れてください。",
        "{file}: the attachments of the mail were not read: {names}; to match them, save them in the same folder.",
    ),
    "document.note.pages_without_text": Message(
        "{file}: {pages} ページのうち {n} ページには文字情報がなく、読んでいません。",
        "{file}: {n} of {pages} pages hold no text and were not read.",
    ),
    "document.note.first_pages": Message(
        "{file}: {pages} ページのうち、はじめの {n} ページだけを読みました。",
        "{file}: only the first {n} of {pages} pages were read.",
    ),
    "document.unsupported.word97": Message(
        "{file}: この形式の文書は読めません。Word または LibreOffice で開き、"
        "「名前を付けて保存」で Word 文書（.docx）にしてください。",
        "{file}: documents of this format cannot be read; open it in Word or LibreOffice and save it as .docx.",
    ),
    "document.unsupported.ichitaro": Message(
        "{file}: 一太郎の文書は読めません。一太郎で開き、「他形式の保存/開く」で Word（.docx）か PDF にしてください。",
        "{file}: Ichitaro documents cannot be read; open it in Ichitaro and save it as Word (.docx) or PDF.",
    ),
    "document.unsupported.slides": Message(
        "{file}: スライドは読めません。PowerPoint などで開き、PDF で保存してください。",
        "{file}: slides cannot be read; open it in PowerPoint and save it as PDF.",
    ),
    "document.unsupported.spreadsheet": Message(
        "{file}: この形式の表は読めません。開いて Excel ブック（.xlsx）か CSV で保存してください。",
        "{file}: spreadsheets of this format cannot be read; open it and save it as .xlsx or CSV.",
    ),
    "document.unsupported.json": Message(
        "{file}: JSON は読めません。1 行に 1 件の JSON Lines（.jsonl）にしてください。",
        "{file}: JSON cannot be read; write it as JSON Lines (.jsonl), one record on each line.",
    ),
    "document.unsupported.archive": Message(
        "{file}: 圧縮ファイルです。展開してから指定してください。",
        "{file}: is an archive; unpack it first.",
    ),
    "document.unsupported.mail": Message(
        "{file}: メールは読めません。文面をテキストで保存するか、添付ファイルを保存してください。",
        "{file}: mail cannot be read; save its text, or its attachments.",
    ),
    "document.unsupported.image": Message(
        "{file}: 画像は読めません。OCR をかけるか、元の Word ファイルなどを指定してください。",
        "{file}: images cannot be read; run OCR on it, or give the file it was made from.",
    ),
    "document.unsupported.docuworks": Message(
        "{file}: DocuWorks 文書は読めません。DocuWorks Desk で PDF に変換してください。",
        "{file}: DocuWorks documents cannot be read; convert it to PDF in DocuWorks Desk.",
    ),
    "document.unsupported.pointer": Message(
        "{file}: 文書そのものではなく、文書の場所を示すだけのファイルです。"
        "リンク先を開き、Word（.docx）か PDF で保存してください。",
        "{file}: only points to a document elsewhere; open it, and save the document as .docx or PDF.",
    ),
    "document.unsupported.archived_page": Message(
        "{file}: ウェブページをまとめて保存したファイルは読めません。"
        "ブラウザーで開き、PDF か HTML で保存してください。",
        "{file}: archived web pages cannot be read; open it in a browser and save it as PDF or HTML.",
    ),
    "document.unsupported.calendar": Message(
        "{file}: 予定表か連絡先のファイルで、提案ではありません。フォルダから除いてください。",
        "{file}: is a calendar or a contact, not a proposal; take it out of the folder.",
    ),
    "document.unsupported.media": Message(
        "{file}: 音声・動画は読めません。フォルダから除くか、文字に起こしたものを指定してください。",
        "{file}: sound and video cannot be read; take it out of the folder, or give a transcript.",
    ),
    "document.unsupported.program": Message(
        "{file}: プログラムやその設定などのファイルで、提案ではありません。フォルダから除いてください。",
        "{file}: belongs to a program and is no proposal; take it out of the folder.",
    ),
    "document.unsupported.markup": Message(
        "{file}: この形式（XML や電子書籍など）は読めません。作成したソフトで開き、.docx か PDF で保存してください。",
        "{file}: XML and electronic books cannot be read; open it in its program and save it as .docx or PDF.",
    ),
    "document.unsupported.other": Message(
        "{file}: この形式は読めません。作成したソフトで開き、.docx、PDF またはテキストで保存してください。",
        "{file}: files of this format cannot be read; open it in its program and save it as .docx, PDF or plain text.",
    ),
}
