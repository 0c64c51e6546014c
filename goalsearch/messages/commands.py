"""What the command line says about itself. Every help text ends with examples that run."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "help.goalsearch": Message(
        """研究の要旨に近い国の研究目標（文部科学省の戦略目標・研究開発目標）を、手元の機械だけで探します。

        \b
        例: goalsearch search "トポロジカル絶縁体の表面状態を調べる"
            goalsearch search -f 要旨.txt
            goalsearch goals --years latest
        """,
        """Find the national research goals of Japan (set by MEXT) nearest to an abstract, on this machine alone.

        \b
        Examples: goalsearch search "topological insulators and their surface states"
                  goalsearch search -f abstract.txt
                  goalsearch goals --years latest
        """,
    ),
    "help.lang": Message(
        "表示の言語（既定: GOALSEARCH_LANG、なければ環境の言語）。",
        "Language to speak (default: GOALSEARCH_LANG, else the locale's).",
    ),
    "help.version": Message(
        "goalsearch、sudachipy、辞書の版を出します。", "Show the versions of goalsearch, sudachipy and dictionary."
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
        "本文のファイル（テキスト、Word、PDF など）。- は標準入力。",
        "File with the text (plain text, Word, PDF …); - is standard input.",
    ),
    "help.search.k": Message("出す目標の数。", "Number of goals to show."),
    "help.search.explain": Message(
        "一致した語の印、点数の内訳、本文に無い語も出します。",
        "Also mark the shared terms in the text, and show every contribution and what the text lacks.",
    ),
    "help.years": Message(
        "年度: 2019、2015-2018、latest。カンマで並べられます。",
        "Fiscal years: 2019, 2015-2018, latest, or several with commas.",
    ),
    "help.search.now": Message(
        "その年度（2019、latest など）の目標と、それより前の目標とを分けて出します。",
        "Show the goals of that fiscal year (2019, latest) and those of the years before apart.",
    ),
    "help.part": Message(
        "照合する部分: auto（長い文書は概要の節、なければ全文）、whole（全文）、abstract（概要の節、なければ全文）。",
        "What is matched: auto (of a long text its abstract, else the whole), whole, or abstract (else the whole).",
    ),
    "help.agency": Message("機関: JST、AMED など。", "Agency: JST, AMED …"),
    "help.category": Message(
        "分類: materials、information、life、medical。", "Category: materials, information, life, medical."
    ),
    "help.ranker": Message(
        "順位付け: tfidf（語、既定）、semantic（意味）、hybrid（両方）。後の二つには goalsearch[semantic] が要ります。",
        "Ranker: tfidf (terms, the default), semantic (meaning) or hybrid (both); these two take goalsearch[semantic].",
    ),
    "help.format": Message("出力の形。", "Form of the output."),
    "help.corpus_option": Message(
        "付属の目標の代わりに使うファイルまたはフォルダ（TOML、CSV、JSON Lines）。GOALSEARCH_CORPUS でも指定できます。",
        "File or folder (TOML, CSV, JSON Lines) that replaces the built-in goals; or set GOALSEARCH_CORPUS.",
    ),
    "help.add_corpus": Message(
        "付属の目標に加えるファイルまたはフォルダ。何度でも指定できます。",
        "File or folder with goals to add to the built-in ones; may be given several times.",
    ),
    "help.serve.short": Message("ブラウザで使う", "Use it in a browser, on a page of this machine"),
    "help.serve": Message(
        """手元の機械だけで動くページを開きます。要旨の貼り付け、ファイル、たくさんの提案書、目標の一覧が使えます。

        goalsearch[web] が要ります。ページは 127.0.0.1 だけで待ち受け、貼り付けた文章を保存も記録もしません。
        終わるには Ctrl-C を押します。

        \b
        例: goalsearch serve
            goalsearch serve --port 9000 --no-browser
        """,
        """Open a page that runs on this machine alone: paste an abstract, drop files, match proposals, read the goals.

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
        "待ち受けるアドレス。127.0.0.1 以外では、ほかの機械からも見えます。",
        "Address to listen on; with any other than 127.0.0.1 other machines can reach the page.",
    ),
    "help.serve.name": Message(
        "ページを呼ぶときの別の名前（--host を変えたとき）。何度でも指定できます。",
        "Another name by which the page may be called (with --host); may be given several times.",
    ),
    "help.serve.no_browser": Message("ブラウザを開きません。", "Do not open the browser."),
    "help.goals.short": Message("目標の一覧、または一つの全文", "List the goals, or show one in full"),
    "help.goals": Message(
        """目標を一覧にします。ID を付けると、その目標の全文と前後の関連する目標を出します。

        \b
        例: goalsearch goals --years 2019 --agency JST
            goalsearch goals 2019-jst-3
            goalsearch goals --format json
        """,
        """List the goals; with an ID, show that goal in full with the goals related to it before and after.

        \b
        Examples: goalsearch goals --years 2019 --agency JST
                  goalsearch goals 2019-jst-3
                  goalsearch goals --format json
        """,
    ),
    "help.corpus.short": Message("自分の目標のファイルを調べる", "Check a corpus of your own"),
    "help.corpus": Message(
        """自分で用意した目標のファイルを扱います。

        \b
        例: goalsearch corpus check corpus/2019.toml
        """,
        """Work with a corpus of your own.

        \b
        Example: goalsearch corpus check corpus/2019.toml
        """,
    ),
    "help.corpus.check": Message(
        """PATH（TOML、CSV、JSON Lines、またはそのフォルダ）の誤りを一度にすべて出します。

        誤りがあれば終了コードは 1 です。

        \b
        例: goalsearch corpus check corpus/2019.toml
        """,
        """Say all that is wrong in PATH (TOML, CSV, JSON Lines, or a folder of these) at once.

        Exits with 1 if anything is.

        \b
        Example: goalsearch corpus check corpus/2019.toml
        """,
    ),
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
    "search.abstract_missing": Message(
        "概要の節が見つからず、全文を照合しました。長い文書では、要旨だけを渡すほうが確かです。",
        "No abstract was found, so the whole was matched. Of a long document, giving the abstract alone is surer.",
    ),
    "search.abstract_only": Message(
        "「{heading}」の節だけを照合しました。全文は --part whole で照合できます。",
        'Only the section "{heading}" was matched; --part whole matches the whole text.',
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
        'ダッシュで始まる本文は、前に -- を置いてください: goalsearch search -- "-…"（または -f FILE）',
        'Put -- before a text that begins with a dash: goalsearch search -- "-…" (or use -f FILE).',
    ),
    "search.paste": Message(
        "要旨を貼り付けてください。終わりは Ctrl-D、または . だけの行です。",
        "Paste the abstract. End with Ctrl-D, or with a line that has a single dot.",
    ),
    "search.paste_windows": Message(
        "要旨を貼り付けてください。終わりは Ctrl-Z と Enter、または . だけの行です。",
        "Paste the abstract. End with Ctrl-Z and Enter, or with a line that has a single dot.",
    ),
    "main.out_and_format": Message(
        "-o と --format は同時に指定できません。ファイルの形は名前で決まります。",
        "Give either -o or --format, not both; the name of a file says its form.",
    ),
    "main.output": Message(
        "出力に書けません: {reason}",
        "Cannot write the output: {reason}",
    ),
    "goals.id_and_filter": Message(
        "ID と絞り込みは同時に指定できません。",
        "Give either an ID or filters, not both.",
    ),
    "check.error": Message("誤り  ", "error  "),
    "check.note": Message("参考  ", "note   "),
    "check.failed": Message(
        "{path}: 誤り {n_errors} 件、参考 {n_notes} 件。",
        "{path}: errors {n_errors}, notes {n_notes}.",
    ),
    "check.passed": Message(
        "{path}: 誤りはありません（参考 {n_notes} 件）。",
        "{path}: nothing is wrong (notes: {n_notes}).",
    ),
}
