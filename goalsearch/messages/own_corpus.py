"""Texts of the commands about a corpus of one's own: to fill in, check, keep and remove."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "help.corpus": Message(
        """自分で用意した目標のファイルを扱います。

        new で記入用のファイルを作り、記入して add で加えます。

        以後のすべての検索で使われます（ページ、一括照合、Python も）。

        \b
        例: goalsearch corpus new 2027.xlsx
            goalsearch corpus fields
        """,
        """Work with goals of your own.

        `new` writes a file to fill in; once it is filled in, `add` makes every later search know its goals: on the
        command line, on the page, in batches and from Python.

        \b
        Examples: goalsearch corpus new 2027.xlsx
                  goalsearch corpus fields
        """,
    ),
    "help.corpus.new.short": Message("記入用のファイルを作る", "Write a file to fill in"),
    "help.corpus.new": Message(
        """PATH（.xlsx、.csv、.toml）に、目標を記入するためのファイルを作ります。

        記入例が 1 行あります。「# 」で始まる行は読まれません。

        --from を付けると、保存した発表のページから読み取った目標が入ります。

        \b
        例: goalsearch corpus new 2027.csv
        """,
        """Write a file to fill in with goals to PATH (.xlsx, .csv or .toml).

        It has one example row; rows that begin with "# " are not read. With --from it has the goals that are found in
        a saved page of their announcement.

        \b
        Example: goalsearch corpus new 2027.csv
        """,
    ),
    "help.corpus.new.from": Message(
        "発表のページを保存したもの（HTML、PDF、Word）。目標名・概要・達成目標・背景を見出しから読み取ります。何度でも指定できます。",
        "A saved page of the announcement (HTML, PDF, Word): title, summary, aims and background are found by their "
        "headings; may be given several times.",
    ),
    "help.corpus.add.short": Message("自分の目標を加える", "Add goals of your own"),
    "help.corpus.add": Message(
        """PATH の目標を調べ、自分の置き場所に写します。以後のすべての検索で、付属の目標と並べて照合します。

        \b
        例: goalsearch corpus add own.csv
        """,
        """Check the goals in PATH and copy the file to your own place.

        Every later search has them next to the built-in ones.

        \b
        Example: goalsearch corpus add own.csv
        """,
    ),
    "help.corpus.add.force": Message("同じ名前のファイルを置き換える。", "Replace a file of the same name."),
    "help.corpus.list.short": Message("加えた目標のファイルを一覧する", "List the files that were added"),
    "help.corpus.list": Message(
        """自分の置き場所と、そこにある目標のファイルを、誤りとともに出します。

        \b
        例: goalsearch corpus list
        """,
        """List your own place and the files in it, with what is wrong with them.

        \b
        Example: goalsearch corpus list
        """,
    ),
    "help.corpus.remove.short": Message("加えた目標のファイルを外す", "Remove a file that was added"),
    "help.corpus.remove": Message(
        """加えたファイルを、自分の置き場所から消します。元のファイルはそのままです。

        \b
        例: goalsearch corpus remove --help
        """,
        """Remove a file that was added from your own place. The file that it was copied from stays.

        \b
        Example: goalsearch corpus remove --help
        """,
    ),
    "help.corpus.check.short": Message("誤りをすべて出す", "Say all that is wrong"),
    "help.corpus.check": Message(
        """PATH（TOML、Excel、CSV、JSON Lines、Parquet、またはそのフォルダ）の誤りを一度に出します（100 件まで）。

        誤りがあれば終了コードは 1 です。

        \b
        例: goalsearch corpus check corpus/2019.toml
        """,
        """Say all that is wrong in PATH (TOML, Excel, CSV, JSON Lines, Parquet, or a folder of these) at once.

        Exits with 1 if anything is. Of more than 100 errors the first are shown.

        \b
        Example: goalsearch corpus check corpus/2019.toml
        """,
    ),
    "help.corpus.fields.short": Message("書ける項目の一覧を出す", "List the fields that may be written"),
    "help.corpus.fields": Message(
        """目標のファイルに書ける項目を、ほかの書き方、内容の形、照合での重みとともに Markdown の表で出します。

        日本語の項目名の後ろに（英語）を付けると、英語の項目（title_en など）になります。

        \b
        例: goalsearch corpus fields
        """,
        """List the fields of a corpus file as a table in Markdown: other names, what they hold, how they count.

        The English twin of a field (title_en) has its Japanese name with the word for English in brackets.

        \b
        Example: goalsearch corpus fields
        """,
    ),
    "corpus.new_written": Message(
        "{path} を作りました。記入してから: goalsearch corpus add {path}",
        "Wrote {path}. Fill it in, then: goalsearch corpus add {path}",
    ),
    "corpus.new_found": Message(
        "読み取りました: {title}（概要 {summary} 字、達成目標 {aims} 字、背景 {background} 字）",
        "Read: {title} (summary {summary} characters, aims {aims}, background {background})",
    ),
    "corpus.new_no_title": Message(
        "（目標名が分かりません。{number} 件目に記入してください: {start}…）",
        "(no title found; fill in that of goal {number}: {start}…)",
    ),
    "corpus.new_check": Message(
        "{path} を作りました。元のページと見比べて直してから: goalsearch corpus add {path}",
        "Wrote {path}. Compare it with the page and mend it, then: goalsearch corpus add {path}",
    ),
    "corpus.new_exists": Message(
        "{path}: すでにあります。別の名前を指定してください。",
        "{path}: already exists; give another name",
    ),
    "corpus.new_format": Message(
        "{path}: 作れるのは {suffixes} です。名前の終わりをどれかにしてください。",
        "{path}: only {suffixes} can be written; end the name with one of them",
    ),
    "corpus.new_unwritable": Message(
        "{path}: 書き込めません（{reason}）。フォルダと許可を確かめてください。",
        "{path}: cannot be written ({reason}); check the folder and the permissions",
    ),
    "corpus.new_full": Message(
        "{path}: ディスクの空き容量が足りず、書き込めません。空きを作るか、別のフォルダを指定してください。",
        "{path}: cannot be written, since there is no space left on the disk; make some, or give another folder",
    ),
    "corpus.added": Message(
        "{n} 件の目標を加えました: {path}",
        "Added {n} goals: {path}",
    ),
    "corpus.removed": Message("外しました: {path}", "Removed {path}"),
    "corpus.own_place": Message("自分の目標の置き場所: {place}（{n} 個）", "Your own place: {place} ({n} files)"),
    "corpus.own_other": Message(
        "{path}: 使われません。読めるのは {suffixes} です。",
        "{path}: is not used; what is read ends with {suffixes}",
    ),
    "corpus.taken_id": Message(
        "この ID は {other} にもあり、その目標に加えて使うこと（corpus add、--add-corpus）はできません。"
        "加えるなら ID を変えてください。",
        "the goal at {other} has this id too, so that this one cannot be added to it (corpus add, --add-corpus); to "
        "add it, change the id",
    ),
    "corpus.own_taken_id": Message(
        "この ID は {other} にもあります。一方の ID を変えてください。",
        "the goal at {other} has this id too; change one of them",
    ),
    "corpus.own_wrong": Message(
        "このファイルがあるあいだは検索できません。外すには: goalsearch corpus remove {name}（直して置き換えるには: "
        "goalsearch corpus add --force {name}）",
        "No search works while this file is there. To remove it: goalsearch corpus remove {name} (to replace it with "
        "one that is mended: goalsearch corpus add --force {name})",
    ),
    "corpus.own_exists": Message(
        "{path}: 同じ名前で内容の違うファイルがすでにあります。置き換えるなら --force を付けてください。",
        "{path}: a file of that name with another content is there already; --force replaces it",
    ),
    "corpus.own_unknown": Message(
        "{name} は {place} にありません。あるファイル: {names}",
        "{name} is not in {place}. Files there: {names}",
    ),
    "corpus.own_unwritable": Message(
        "{path}: 書き込めません（{reason}）。環境変数 {variable} で別のフォルダを指定できます。",
        "{path}: cannot be written ({reason}); the variable {variable} names another folder",
    ),
    "corpus.own_no_folder": Message(
        "{path}: フォルダではありません。環境変数 {variable} には、自分の目標のファイルを置くフォルダを指定してください"
        "（ファイルを一度だけ使うなら --add-corpus）。",
        "{path}: is no folder. The variable {variable} names the folder for your own files of goals, your own place "
        "(to use a file once: --add-corpus)",
    ),
    "corpus.own_missing": Message(
        "{path}: 環境変数 {variable} が指す自分の目標の置き場所（フォルダ）は、まだありません。"
        "goalsearch corpus add が作ります。",
        "{path}: the folder for your own goals that the variable {variable} names is not there yet; goalsearch corpus "
        "add makes it",
    ),
    "corpus.own_full": Message(
        "{path}: ディスクの空き容量が足りず、書き込めません。"
        "空きを作るか、環境変数 {variable} で別のフォルダを指定してください。",
        "{path}: cannot be written, since there is no space left on the disk; make some, or name another folder with "
        "the variable {variable}",
    ),
    "blank.sheet.goals": Message("目標", "Goals"),
    "blank.sheet.notes": Message("記入のしかた", "How to fill it in"),
    "blank.toml": Message(
        "目標ごとに [[goal]] を書きます。行頭の # を外して使ってください。",
        "One [[goal]] for each goal. Take away the # at the start of the lines.",
    ),
    "blank.id": Message(
        "必須。ほかの目標と重ならない短い名前。後で変えないでください。# で始まる行は読まれません。",
        "Required: a short name that no other goal has, and that stays. Rows that begin with # are not read.",
    ),
    "blank.title": Message("必須。正式な目標名。", "Required: the official title of the goal."),
    "blank.fiscal_year": Message("年度。2027、令和9年度 など。", "Fiscal year, such as 2027."),
    "blank.agencies": Message(
        "JST、AMED、NEDO など。複数は ; で区切ります。", "JST, AMED, NEDO …; several are separated by ;"
    ),
    "blank.summary": Message("公式の概要をそのまま。", "The official summary, word for word."),
    "blank.description": Message(
        "達成目標や、どんな研究をするかを具体的に。見つかりやすさがもっとも上がります。",
        "The aims, and what science is done under it, concretely. It helps most to find the goal.",
    ),
    "blank.topics": Message(
        "研究者が要旨に書く言葉で、テーマを ; で区切って。",
        "Topics in the words of researchers' abstracts, separated by ;",
    ),
    "blank.keywords": Message("キーワードを ; で区切って。", "Keywords, separated by ;"),
    "blank.title_en": Message(
        "英語の目標名。英語の要旨からも見つかるようになります。", "The title in English, for English abstracts."
    ),
    "blank.sources": Message(
        "公式のページのアドレス。https:// から。", "Address of the official page, beginning with https://"
    ),
    "blank.notes": Message(
        "背景など、照合に使わない覚え書き。", "Remarks that are not searched, such as the background."
    ),
    "blank.example.notes": Message("照合には使われません。", "Not searched."),
    "blank.example.title": Message(
        "（記入例）量子センサによる生体計測の革新", "(Example) Quantum sensing of living systems"
    ),
    "blank.example.summary": Message(
        "ダイヤモンド中の窒素空孔中心などの量子センサにより、細胞内の温度や磁場を計測する技術を確立する。",
        "Quantum sensors such as nitrogen-vacancy centres in diamond are to measure temperature and fields in cells.",
    ),
    "blank.example.description": Message(
        "ナノダイヤモンドの細胞内への導入、光検出磁気共鳴、超偏極核磁気共鳴、脳磁図の室温計測。",
        "Nanodiamonds in cells, optically detected magnetic resonance, hyperpolarised NMR, magnetoencephalography.",
    ),
    "blank.example.topics": Message(
        "ナノダイヤモンド; 光検出磁気共鳴; 細胞内温度計測", "nanodiamond; optically detected magnetic resonance"
    ),
    "blank.example.keywords": Message("量子センサ; 生体計測", "quantum sensor; bioimaging"),
}
