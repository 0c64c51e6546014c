"""What is said about a corpus: what is wrong in its files, and what to write instead."""

from typing import Final

from goalsearch.messages.message import Message

_FILES: Final[dict[str, Message]] = {
    "corpus.not_found": Message(
        "ファイルもフォルダもありません。パスを確かめてください。",
        "there is no such file or folder; check the path",
    ),
    "corpus.format": Message(
        "この種類のファイルは目標データとして読めません。使える拡張子: {suffixes}",
        "this kind of file cannot be read as a corpus; use one of {suffixes}",
    ),
    "corpus.format_page": Message(
        "この種類のファイルは目標データとして読めません（使える拡張子: {suffixes}）。"
        "発表のページなら、目標を読み取った表を作れます: goalsearch corpus new 2027.xlsx --from {file}",
        "this kind of file cannot be read as a corpus (only {suffixes}). If it announces goals, a table of them is "
        "made with: goalsearch corpus new 2027.xlsx --from {file}",
    ),
    "corpus.unreadable": Message("読めません（{reason}）。", "cannot be read ({reason})"),
    "corpus.builtin_missing": Message(
        "付属の目標データが見つかりません。goalsearch をインストールし直してください。",
        "the goals that come with goalsearch are missing; install goalsearch again",
    ),
    "corpus.ignored": Message(
        "目標データとしては読みません（読む拡張子: {suffixes}）。",
        "is not read as a part of the corpus; only {suffixes} are",
    ),
    "corpus.encoding": Message(
        "文字コードが {encoding} です。UTF-8 で保存し直してください。",
        "is in {encoding}; save it as UTF-8",
    ),
    "corpus.undecodable": Message(
        "バイト {byte} は {expected} として読めません。UTF-8 で保存し直してください。",
        "byte {byte} is not valid {expected}; save the file as UTF-8",
    ),
    "corpus.toml_syntax": Message(
        "TOML の文法に合いません: {reason}。直すまで、このファイルのほかの誤りは調べられません。",
        "is not valid TOML: {reason}; until it is mended the rest of this file cannot be checked",
    ),
    "corpus.json_syntax": Message(
        "この行は JSON の文法に合いません: {reason}",
        "this line is not valid JSON: {reason}",
    ),
    "corpus.csv_syntax": Message(
        '引用符（"）などが CSV の文法に合いません: {reason}。ここから先の行は読めません。',
        "is not valid CSV, often a quotation mark: {reason}; the rows from here on cannot be read",
    ),
    "corpus.row_too_long": Message(
        "この行は {limit:,} 文字を超えるので読みません。",
        "this row has more than {limit:,} characters and is not read",
    ),
    "corpus.password": Message(
        "パスワードで保護されています。外して保存し直してください。",
        "is protected by a password; save it without one",
    ),
    "corpus.damaged": Message(
        "{suffix} として読めません。開いて保存し直してください。",
        "cannot be read as a {suffix} file; open it and save it anew",
    ),
    "corpus.parquet_extra": Message(
        "Parquet を読むには pip install 'goalsearch[dask]' が要ります。",
        "Parquet takes pip install 'goalsearch[dask]'",
    ),
    "corpus.no_sheet": Message(
        "必要な列（{names}、または ID・目標名）のあるシートがありません（見出し: {headings}）。"
        "使える見出しは goalsearch corpus fields で見られ、goalsearch corpus new で見本を作れます。",
        "has no sheet with the columns {names} (headings: {headings}); goalsearch corpus fields lists those that are "
        "known, goalsearch corpus new writes a file to fill in",
    ),
    "corpus.sheet_passed_over": Message(
        "シート「{sheet}」には目標の列がないため、読んでいません。",
        'the sheet "{sheet}" has no columns of goals and is not read',
    ),
    "corpus.too_deep": Message("入れ子が深すぎます。", "is nested too deeply"),
    "corpus.json_array": Message(
        "JSON の配列です。[ ] とコンマを除き、1行に1目標のオブジェクトを書いてください（JSON Lines）。",
        "is a JSON array; write one object a line, without [ ] and commas between (JSON Lines)",
    ),
    "corpus.json_no_object": Message(
        "オブジェクト {{…}} ではなく {value} です。1行に1目標を書いてください。",
        "is {value}, not an object {{…}}; write one goal a line",
    ),
    "corpus.json_duplicate_key": Message(
        "名前 {name} が同じオブジェクトに2回あります。一方を消してください。",
        "the name {name} stands twice in this object; remove one",
    ),
    "corpus.unknown_table": Message(
        "{name} という表はありません。目標は [[{near}]] の下に書いてください。",
        "there is no table {name}; did you mean [[{near}]]?",
    ),
    "corpus.not_tables": Message(
        "[[{name}]] と二重の角括弧で始めてください。",
        "begin each one with [[{name}]], in double square brackets",
    ),
    "corpus.nothing_in_file": Message("目標がひとつもありません。", "holds no goals"),
    "corpus.empty_corpus": Message(
        "目標がひとつもありません。id と title のある目標を1件以上書いてください。",
        "holds no goals; write at least one, with id and title",
    ),
}

_COLUMNS: Final[dict[str, Message]] = {
    "corpus.missing_column": Message(
        "列 {name} がありません（見出し: {headings}）。使える見出しは goalsearch corpus fields で見られます。",
        "there is no column {name} (headings: {headings}); goalsearch corpus fields lists those that are known",
    ),
    "corpus.unused": Message(
        "使っていない列・項目: {names}。使える名前は goalsearch corpus fields で見られます。",
        "has columns or fields that are not used: {names}; goalsearch corpus fields lists those that are known",
    ),
    "corpus.column_twice": Message(
        "{name} の列が2つあります。一方を消してください。",
        "there are two columns for {name}; remove one",
    ),
    "corpus.column_areas": Message(
        "研究領域は CSV には書けません。TOML か JSON Lines を使ってください。",
        "research areas cannot be given in CSV; use TOML or JSON Lines",
    ),
    "corpus.extra_cell": Message(
        '{column} 列目の {value} に見出しがありません（見出しは {columns} 列）。コンマを含むセルは "…" で囲みます。',
        'cell {column}, {value}, has no heading (there are {columns}); put cells that hold a comma in "…"',
    ),
}

_FIELDS: Final[dict[str, Message]] = {
    "corpus.duplicate_id": Message(
        "ID {name} は {other} で使われています。別の ID にしてください。",
        "the id {name} is already used at {other}; choose another",
    ),
    "corpus.id_like_remark": Message(
        "ID が # で始まる目標として読みました。目標なら # を外し、読み飛ばす行なら「# 」（半角の # と空白）で"
        "始めてください。",
        "is read as a goal whose id begins with #; take the # away, or begin the row with # and a space (both "
        "half-width) if it is to be skipped",
    ),
    "corpus.look_alike_id": Message(
        "{other} の ID {other_id} と、大文字・小文字か全角・半角だけが違います。別の目標として扱います。",
        "differs from the id {other_id} at {other} in letter case or width only; they are taken for two goals",
    ),
    "corpus.duplicate_programme": Message(
        "プログラム {name} は {other} にもあります。一方を消してください。",
        "the programme {name} is already at {other}; remove one",
    ),
    "corpus.same_title": Message(
        "{other} の目標 {other_id} と目標名が同じです。同じ目標ではありませんか。",
        "has the same title as {other_id} at {other}; are they the same goal?",
    ),
    "corpus.no_words": Message(
        "語がひとつもないので、この目標は見つかりません。概要か達成目標を書いてください。",
        "holds no words, so that no search finds this goal; write its summary or aims",
    ),
    "corpus.missing_field": Message("{name} がありません。書き加えてください。", "{name} is missing; add it"),
    "corpus.empty": Message("{name} が空です。書き加えてください。", "{name} is empty; fill it in"),
    "corpus.empty_item": Message("空の項目です。消してください。", "is empty; remove it"),
    "corpus.unknown_field": Message(
        "{name} という項目はありません。使える項目は goalsearch corpus fields で見られます。",
        "there is no field {name}; goalsearch corpus fields lists those that there are",
    ),
    "corpus.unknown_field_near": Message(
        "{name} という項目はありません。{near} のことですか。",
        "there is no field {name}; did you mean {near}?",
    ),
    "corpus.field_twice": Message(
        "{first} と同じ項目です（値: {value}）。一方を消してください。",
        "means the same field as {first} (its value: {value}); remove one",
    ),
    "corpus.source_without_text": Message(
        "{name} がないので、この項目は使われません。",
        "is not used, since there is no {name}",
    ),
    "corpus.hidden_character": Message(
        "見えない文字 {character} が {position} 文字目にあります（全部で {count} 個）。消してください。",
        "character {position} is {character}, which cannot be seen ({count} in all); remove it",
    ),
    "corpus.hidden_in_name": Message(
        "項目名の {position} 文字目に、見えない文字 {character} があります（全部で {count} 個）。消してください。",
        "character {position} of the name is {character}, which cannot be seen ({count} in all); remove it",
    ),
}

_VALUES: Final[dict[str, Message]] = {
    "corpus.type_text": Message(
        '文字列ではなく {value} です。"…" と引用符で囲んでください。',
        'is {value}, not text; write it in quotation marks, "…"',
    ),
    "corpus.type_list": Message(
        '文字列の並びではなく {value} です。["…", "…"] と書いてください。',
        'is {value}, not a list of texts; write ["…", "…"]',
    ),
    "corpus.type_flag": Message(
        "{value} は true でも false でもありません。",
        "is {value}; write true or false",
    ),
    "corpus.year": Message(
        "{value} は年度ではありません。{first} から {last} までの整数（2019 など）を書いてください。",
        "{value} is no year; write an integer from {first} to {last}, such as 2019",
    ),
    "corpus.year_meant": Message(
        "{value} は年度ではありません。{meant} と数字だけを書いてください。",
        "{value} is no year; write {meant}, digits only",
    ),
    "corpus.year_outside": Message(
        "{value}（{meant} 年度）は {first} 年度から {last} 年度までの外です。",
        "{value} is fiscal {meant}, outside of the years from {first} to {last}",
    ),
    "corpus.date": Message(
        "{value} は日付ではありません。2019-03-14 のように書いてください。",
        "{value} is no date; write it like 2019-03-14",
    ),
    "corpus.choice": Message(
        "{value} は使えません。次のどれかを書いてください: {options}",
        "{value} is not allowed; write one of {options}",
    ),
    "corpus.remark": Message(
        "{word} のあとの {value} は使われません。notes に書いてください。",
        "{value} after {word} is not used; write it in notes",
    ),
    "corpus.url": Message(
        "{value} はウェブの住所ではありません。https:// から書いてください。",
        "{value} is no web address; write it from https:// on",
    ),
    "corpus.areas": Message(
        "研究領域の並びではなく {value} です。programme と name のある表（TOML では [[goal.area]]）にしてください。",
        "is {value}, not a list of research areas; give tables with programme and name ([[goal.area]] in TOML)",
    ),
    "corpus.count": Message("{value} は 0 以上の整数ではありません。", "{value} is no whole number of 0 or more"),
    "corpus.duplicate_year": Message(
        "{year} 年度は {other} にもあります。一つにしてください。",
        "the fiscal year {year} stands at {other} too; keep one of them",
    ),
    "corpus.example_of_no_goal": Message(
        "{goal_id} という ID の目標はこの目標データにありません。",
        "there is no goal with the id {goal_id} in this corpus",
    ),
    "corpus.example_without_abstract": Message(
        "作例には abstract か abstract_en が要ります。",
        "an example needs an abstract or an abstract_en",
    ),
    "corpus.examples_changed": Message(
        "{names} が {manifest} の記録と違います。{folder} で sha256sum *.jsonl > {manifest} を実行するか、"
        "{manifest} を消してください。",
        "{names} is not as {manifest} says; in {folder} run sha256sum *.jsonl > {manifest}, or delete {manifest}",
    ),
    "corpus.unverified_supervisor": Message(
        "ページで確かめていない研究領域（verified = false）には、研究総括の名前を書けません。",
        "an area that no page verifies (verified = false) cannot name a supervisor",
    ),
    "corpus.source": Message(
        "出典には url と document のどちらか一方を書いてください。",
        "a source has either url or document",
    ),
}

_CORPUS: Final[dict[str, Message]] = {
    "corpus.invalid": Message(
        "{path}: 目標データに {count} 件の誤りがあります。",
        "{path}: {count} things are wrong with this corpus",
    ),
    "corpus.invalid.more": Message(
        "ほか {more} 件。すべて見るには: goalsearch corpus check {path}",
        "… and {more} more; to see all: goalsearch corpus check {path}",
    ),
    "corpus.id_clash": Message(
        "ID {goal_id} が {first} と {second} の両方にあります。一方の ID を変えてください。",
        "the id {goal_id} occurs in both {first} and {second}; change one of them",
    ),
    "corpus.unknown_id": Message(
        "{goal_id} という ID の目標はありません。ID の例: {ids}（全 {count} 件は goalsearch goals で見られます）",
        "there is no goal with the id {goal_id}; ids look like {ids} (goalsearch goals lists all {count})",
    ),
    "corpus.unknown_id_near": Message(
        "{goal_id} という ID の目標はありません。近い ID: {ids}（全 {count} 件は goalsearch goals で見られます）",
        "there is no goal with the id {goal_id}; near to it: {ids} (goalsearch goals lists all {count})",
    ),
}

_TABLE_OF_FIELDS: Final[dict[str, Message]] = {
    "corpus_fields.name": Message("項目（英語の項目）", "Field (English twin)"),
    "corpus_fields.aliases": Message("ほかの書き方", "Other names"),
    "corpus_fields.holds": Message("内容の形", "Holds"),
    "corpus_fields.weight": Message("照合での重み", "Weight in the search"),
    "corpus_fields.label": Message("根拠での名前", "Name in a reason"),
    "corpus_fields.kind.line": Message("1 行の文", "a line"),
    "corpus_fields.kind.text": Message("文", "text"),
    "corpus_fields.kind.list": Message("並び", "a list"),
    "corpus_fields.kind.texts": Message("文の並び（CSV では空行で区切る）", "texts (in CSV with blank lines between)"),
    "corpus_fields.kind.year": Message("年度（西暦）", "a fiscal year"),
    "corpus_fields.kind.flag": Message("true か false", "true or false"),
    "corpus_fields.kind.date": Message("日付（2019-03-14）", "a date (2019-03-14)"),
    "corpus_fields.kind.areas": Message("研究領域の表（CSV では書けません）", "tables of research areas (not in CSV)"),
    "corpus_fields.kind.sources": Message("ページや資料の並び", "a list of pages and documents"),
}

TABLE: Final[dict[str, Message]] = {
    **_FILES,
    **_COLUMNS,
    **_FIELDS,
    **_VALUES,
    **_CORPUS,
    **_TABLE_OF_FIELDS,
}
