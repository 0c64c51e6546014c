"""What the command line says about itself. Every help text ends with examples that run."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "help.goalsearch": Message(
        """研究の要旨に近い国の研究目標（文部科学省の戦略目標・研究開発目標）を、お使いのパソコンの中だけで探します。

        \b
        例: goalsearch search "トポロジカル絶縁体の表面状態を調べる"
            goalsearch search -f 要旨.txt
            goalsearch goals --years latest
        """,
        """Find the national research goals of Japan (set by MEXT) nearest to an abstract, on your own computer alone.

        \b
        Examples: goalsearch search "topological insulators and their surface states"
                  goalsearch search -f abstract.txt
                  goalsearch goals --years latest
        """,
    ),
    "help.lang": Message(
        "表示の言語（既定: GOALSEARCH_LANG、なければ環境の言語、それもなければ文章の言語）。",
        "Language to speak (default: GOALSEARCH_LANG, else the locale's, else the text's).",
    ),
    "help.help": Message("この説明を出します。", "Show this help."),
    "usage.usage": Message("使い方: ", "Usage: "),
    "usage.default": Message("既定: {value}", "default: {value}"),
    "usage.range": Message("{least}–{most}", "{least} to {most}"),
    "usage.least": Message("{least} 以上", "{least} or more"),
    "usage.extra": Message("（{said}）", " [{said}]"),
    "usage.options": Message("オプション", "Options"),
    "usage.commands": Message("コマンド", "Commands"),
    "usage.help": Message("説明: {command} --help", "Help: {command} --help"),
    "usage.error": Message("エラー: {problem}", "Error: {problem}"),
    "usage.missing_option": Message("オプション {option} が要ります。", "Missing option {option}."),
    "usage.missing_argument": Message("{argument} が要ります。", "Missing argument {argument}."),
    "usage.bad_value": Message("{option}: {problem}", "{option}: {problem}"),
    "usage.choice": Message(
        "「{value}」ではなく、次のどれかを指定してください: {choices}", 'not "{value}", but one of {choices}'
    ),
    "usage.number": Message("「{value}」ではなく、整数を指定してください。", 'not "{value}", but a whole number'),
    "usage.no_option": Message("オプション {name} はありません。", "No such option: {name}."),
    "usage.no_command": Message("コマンド {name} はありません。", "No such command: {name}."),
    "usage.near": Message("もしかして: {names}", " Did you mean: {names}?"),
    "usage.no_value": Message("{option} の後に値が要ります。", "{option} takes a value."),
    "usage.too_many": Message("引数が多すぎます。", "Too many arguments."),
    "usage.text_without_command": Message(
        'コマンドがありません。文章から目標を探すには search を付けてください: goalsearch search "…"',
        'No such command. To find goals for a text, put search before it: goalsearch search "…"',
    ),
    "help.version": Message(
        "goalsearch、sudachipy、辞書のバージョンを出します。",
        "Show the versions of goalsearch, sudachipy and dictionary.",
    ),
    "help.search.short": Message("要旨に近い目標を探す", "Find the goals nearest to an abstract"),
    "help.search": Message(
        """TEXT（要旨）に近い目標を、理由と過去の関連する目標とともに出します。

        TEXT も -f もなければ、端末では貼り付けを待ち、パイプからは読み込みます。コマンドラインに書いた TEXT は
        シェルの履歴に残ります。-f と貼り付けは残りません。

        \b
        例: goalsearch search "ペロブスカイト太陽電池の劣化機構を解明する"
            goalsearch search "腸内細菌と免疫" -k 3 --years 2012-2019 --explain
            echo "量子誤り訂正符号の復号" | goalsearch search --format json
        """,
        """Show the goals nearest to TEXT, an abstract, with the reasons and the related goals of past years.

        Without TEXT and -f it waits for a paste on a terminal, and reads what a pipe gives. TEXT on a command line
        stays in the shell's history; -f and a paste do not.

        \b
        Examples: goalsearch search "degradation of perovskite solar cells"
                  goalsearch search "gut bacteria" -k 3 --years 2012-2019 --explain
                  echo "decoding of quantum codes" | goalsearch search --format json
        """,
    ),
    "help.search.file": Message(
        "要旨のファイル（テキスト、Word、PDF など）。- は標準入力。",
        "File with the text (plain text, Word, PDF …); - is standard input.",
    ),
    "help.search.k": Message("出す目標の数。", "Number of goals to show."),
    "help.search.why": Message(
        "その目標（2019-jst-3 など）が何位で、なぜそこにあるかを出します。何度でも指定できます。",
        "Show where that goal (2019-jst-3) stands, and why; may be given several times.",
    ),
    "help.search.explain": Message(
        "一致した語の印、点数の内訳、要旨に無い語も出します。",
        "Also mark the shared terms in the text, and show every contribution and what the text lacks.",
    ),
    "help.years": Message(
        "年度: 2019、2015-2018、2020以降、令和7、最新など。カンマで並べられます。",
        "Fiscal years: 2019, 2015-2018, 2020-, latest, or several with commas.",
    ),
    "help.search.now": Message(
        "その年度（2019、latest など）の目標と、それより前の目標とを分けて出します。",
        "Show the goals of that fiscal year (2019, latest) and those of the years before apart.",
    ),
    "help.part": Message(
        "長い文書で使う部分: auto・abstract（概要の節、なければ全文）、whole（全文）。"
        "記入の指示や氏名などの欄は除きます。",
        "What is matched: auto or abstract (the abstract, else the whole), or whole; never the form's own lines.",
    ),
    "help.agency": Message("機関: JST、AMED など。", "Agency: JST, AMED …"),
    "help.category": Message(
        "分類: 材料、情報、ライフ、医療（materials、information、life、medical）。",
        "Category: materials, information, life, medical.",
    ),
    "help.format": Message("出力形式。", "Form of the output."),
    "help.corpus_option": Message(
        "付属の目標の代わりに使うファイルまたはフォルダ（TOML、Excel、CSV、JSON Lines、Parquet）。"
        "何度でも指定できます。GOALSEARCH_CORPUS でも指定できます。",
        "File or folder (TOML, Excel, CSV, JSON Lines, Parquet) that replaces the built-in goals; may be "
        "given several times; or set GOALSEARCH_CORPUS.",
    ),
    "help.add_corpus": Message(
        "付属の目標に加えるファイルまたはフォルダ。何度でも指定できます。",
        "File or folder with goals to add to the built-in ones; may be given several times.",
    ),
    "help.serve.short": Message("ブラウザで使う", "Use it in a browser, on a page of your own computer"),
    "help.serve": Message(
        """お使いのパソコンの中だけで動くページを開きます。要旨の貼り付け、ファイル、たくさんの提案書、目標の一覧が使えます。

        goalsearch[web] が要ります。ページは 127.0.0.1 だけで待ち受け、貼り付けた文章を保存も記録もしません。
        終わるには Ctrl-C を押します。

        \b
        例: goalsearch serve
            goalsearch serve --port 9000 --no-browser
        """,
        """Open a page that runs on your own computer alone: paste an abstract, drop files, match proposals, read goals.

        Takes goalsearch[web]. The page listens on 127.0.0.1 only, and keeps and logs nothing of a text. Ctrl-C ends it.

        \b
        Examples: goalsearch serve
                  goalsearch serve --port 9000 --no-browser
        """,
    ),
    "help.serve.port": Message(
        "ポート。0 は空いているもの（既定: 8350 から空いている最初のもの）。",
        "Port; 0 for any free one (default: the first free one from 8350).",
    ),
    "help.serve.host": Message(
        "待ち受けるアドレス。127.0.0.1 以外では、ほかのパソコンからも見えます。",
        "Address to listen on; with any other than 127.0.0.1 other computers can reach the page.",
    ),
    "help.serve.name": Message(
        "ページを呼ぶときの別の名前（--host を変えたとき）。何度でも指定できます。",
        "Another name by which the page may be called (with --host); may be given several times.",
    ),
    "help.serve.no_browser": Message("ブラウザを開きません。", "Do not open the browser."),
    "help.goals.short": Message("目標の一覧、または一つの全文", "List the goals, or show one in full"),
    "help.goals": Message(
        """目標を一覧にします。ID を付けるとその目標の全文と前後の目標を、語を付けるとその語を含む目標を出します。

        \b
        例: goalsearch goals --years 2019 --agency JST
            goalsearch goals 2019-jst-3
            goalsearch goals 量子
            goalsearch goals --format json
        """,
        """List the goals; with an ID, show that goal in full and those related; with words, those that hold them.

        \b
        Examples: goalsearch goals --years 2019 --agency JST
                  goalsearch goals 2019-jst-3
                  goalsearch goals quantum
                  goalsearch goals --format json
        """,
    ),
    "help.corpus.short": Message("自分の目標を加える・調べる", "Add and check goals of your own"),
    "help.completion.short": Message("シェルの補完の設定を出す", "Print the completion script of a shell"),
    "help.completion": Message(
        """シェルの補完の設定を出します。出たものをシェルの設定ファイルに加えてください。

        \b
        例: goalsearch completion bash
        """,
        """Print the completion script of a shell, to be added to the shell's own settings.

        \b
        Example: goalsearch completion bash
        """,
    ),
    "search.text_and_file": Message(
        "TEXT と -f は同時に指定できません。どちらか一つにしてください。",
        "Give either TEXT or -f, not both.",
    ),
    "search.reading": Message("読み取り中: {path}、{seconds} 秒", "reading {path}, {seconds} s"),
    "search.matching": Message("照合中: {n} 字、{seconds} 秒", "matching {n} characters, {seconds} s"),
    "search.abstract_missing": Message(
        "概要の節が見つかりません。照合した部分: {part}。長い文書では、要旨だけを渡すほうが確かです。",
        "No abstract was found. Matched: {part}. Of a long document, giving the abstract alone is surer.",
    ),
    "search.abstract_only": Message(
        "照合した部分: {part}。全文は --part whole で照合できます。",
        "Matched: {part}; --part whole matches the whole text.",
    ),
    "search.part": Message("照合した部分: {part}。", "Matched: {part}."),
    "search.part_abstract": Message("「{heading}」（{n} 字）", 'the section "{heading}" ({n} characters)'),
    "search.part_whole": Message("全文（{n} 字）", "the whole text ({n} characters)"),
    "search.part_without_form": Message(
        "全文（様式と見られる {n} 行を除く）", "the whole text, without {n} lines that look like the form's"
    ),
    "search.why_alone": Message(
        "--why は --now と一緒には使えません。形式は text か json です。",
        "--why goes neither with --now nor with formats other than text and json.",
    ),
    "search.now_and_years": Message(
        "--now と --years は同時に指定できません。",
        "Give either --now or --years, not both.",
    ),
    "search.now_format": Message(
        "--now は text と json だけで使えます。",
        "--now goes with the formats text and json only.",
    ),
    "search.unquoted": Message(
        "TEXT が {n_words} 個に分かれています。全体を引用符で囲むか、-f FILE か貼り付けを使ってください。",
        'TEXT is in {n_words} pieces. Put quotes around the whole (search "…"), or use -f FILE or a paste.',
    ),
    "search.is_file": Message(
        "{path} はファイルまたはフォルダです。中身を探すには: goalsearch search -f {path}",
        "{path} is a file or folder. To search for what is in a file, write: goalsearch search -f {path}",
    ),
    "search.dash": Message(
        'ダッシュで始まる要旨は、前に -- を置いてください: goalsearch search -- "-…"（または -f FILE）',
        'Put -- before a text that begins with a dash: goalsearch search -- "-…" (or use -f FILE).',
    ),
    "search.paste": Message(
        "要旨を貼り付け、改行して Ctrl-D（または「.」だけの行）で検索を始めます。",
        "Paste the abstract, then press Enter and Ctrl-D (or type a line with a single dot) to search.",
    ),
    "search.paste_windows": Message(
        "要旨を貼り付け、改行して Ctrl-Z と Enter（または「.」だけの行）で検索を始めます。",
        "Paste the abstract, then press Enter, Ctrl-Z and Enter (or type a line with a single dot) to search.",
    ),
    "main.out_and_format": Message(
        "-o と --format は同時に指定できません。ファイルの形は名前で決まります。",
        "Give either -o or --format, not both; the name of a file says its form.",
    ),
    "main.output": Message(
        "出力に書けません: {reason}",
        "Cannot write the output: {reason}",
    ),
    "main.memory": Message(
        "メモリーが足りません（{kind}）。ほかのプログラムを閉じるか、要旨や表を分けて実行してください。",
        "There is not enough memory ({kind}); close other programs, or split the text or the table.",
    ),
    "main.memory_limit": Message(
        "使えるメモリーが {allowed} MiB に制限されていて足りません（{kind}）。"
        "{needed} MiB ほど要ります。ulimit -v で制限を緩めてください。",
        "Memory is limited to {allowed} MiB, which is not enough ({kind}): about {needed} MiB are needed. "
        "Raise the limit with ulimit -v.",
    ),
    "help.goals.page": Message(
        "長い一覧の何ページめを出すか（1 ページは 200 件）。", "Which page of a long list to show, of 200 goals each."
    ),
    "goals.id_and_filter": Message(
        "ID と絞り込み・ページは同時に指定できません。",
        "Give either an ID or filters and a page, not both.",
    ),
    "goals.page_and_format": Message(
        "--page は --format text の一覧だけに使えます。ほかの形では全部を出します。",
        "--page goes with --format text only; in other forms all goals are given.",
    ),
    "goals.page": Message(
        "全 {n_goals} 件のうち {first}〜{last} 件目。続きは --page {page}。語や --years で絞れます。",
        "{first} to {last} of {n_goals} goals. Go on with --page {page}; narrow the list with a word or --years.",
    ),
    "goals.last_page": Message("全 {n_goals} 件のうち {first}〜{last} 件目。", "{first} to {last} of {n_goals} goals."),
    "goals.no_page": Message(
        "{page} ページめはありません。一覧は {n_pages} ページです。",
        "There is no page {page}; the list has {n_pages}.",
    ),
    "check.error": Message("誤り  ", "error  "),
    "check.note": Message("参考  ", "note   "),
    "check.more_errors": Message("ほか {n} 件の誤り", "… and {n} more"),
    "check.more_notes": Message("ほか {n} 件（同じ種類）", "… and {n} more of this kind"),
    "check.failed": Message(
        "{path}: 誤り {n_errors} 件、参考 {n_notes} 件。",
        "{path}: errors {n_errors}, notes {n_notes}.",
    ),
    "check.passed": Message(
        "{path}: 誤りはありません（参考 {n_notes} 件）。",
        "{path}: nothing is wrong (notes: {n_notes}).",
    ),
}
