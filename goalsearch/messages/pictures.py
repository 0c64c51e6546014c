"""What is said in and around pictures: titles, legends, notes, errors, help."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "picture.no_goals": Message(
        "絞り込みに合う目標がありません。--years、--agency、--category のどれかを外してください。",
        "No goal passes all the filters; leave out one of --years, --agency and --category.",
    ),
    "picture.too_many_goals": Message(
        "目標が {n_goals} 件あり、図には多すぎます（{most} 件まで）。--years などで絞り込んでください。",
        "{n_goals} goals are too many for a picture (at most {most}); narrow them down with --years or the like.",
    ),
    "picture.out_format": Message(
        "{path}: 出力の形が分かりません。{suffixes} で終わる名前を -o に指定してください。",
        "{path}: unknown form of output; give -o a name that ends in {suffixes}.",
    ),
    "picture.unwritable": Message(
        "{path}: 書き込めません（{reason}）。空き容量と許可を確かめてください。",
        "{path}: cannot be written ({reason}); check free space and permissions.",
    ),
    "picture.text": Message("入力した本文", "Your text"),
    "picture.none_fits": Message("合う目標は見当たりません", "no goal fits"),
    "picture.lineage.title": Message("国の研究目標の系譜", "Lineage of Japan's national research goals"),
    "picture.lineage.title_of": Message("{goal_id} の系譜", "Lineage of {goal_id}"),
    "picture.lineage.count": Message(
        "目標 {n_goals} 件、過去の目標とのつながり {n_links} 本。",
        "{n_goals} goals, {n_links} links to the past goals that they continue.",
    ),
    "picture.lineage.note": Message(
        "線は、目標から、語が最も近い過去の目標へ引いています。引くのは、余弦類似度が {level} を超えるものだけです。"
        "同じ年度の目標どうし（互いに別のものとして立てられた目標）は、98 % がこれを超えません。2 番目に近い目標へは、"
        "1 番目の線をたどって行き着かないときに限って引きます。箱の ← は、最も近い過去の目標とつなぐ語です。",
        "A line leads from a goal to the past goal that it shares most terms with, where their cosine similarity "
        "exceeds {level}: of the goals of one fiscal year, which were set apart from one another, 98 in 100 pairs stay "
        "below. "
        "To the second nearest it is drawn only where the first does not lead there anyway. "
        "← in a box are the terms that link it to the nearest past goal.",
    ),
    "picture.lineage.limits": Message(
        "つながりは語の重なりから求めたもので、文部科学省が定めた継承関係ではありません。収録のない年度は列がありません。",
        "Links are found by shared terms; they are not stated by the ministry. Years without recorded goals have no "
        "column.",
    ),
    "picture.lineage.first": Message("最も近い過去の目標", "nearest past goal"),
    "picture.lineage.second": Message("2 番目に近い過去の目標", "second nearest"),
    "picture.lineage.hit": Message("本文に近い目標（{band}）", "goal near your text ({band})"),
    "picture.column.id": Message("ID", "ID"),
    "picture.column.number": Message("番号", "No."),
    "picture.column.title": Message("題名", "Title"),
    "picture.column.year": Message("年度・機関", "Year, agency"),
    "picture.column.category": Message("分類", "Category"),
    "picture.column.continues": Message("つながる過去の目標（類似度、語）", "Continues (similarity, terms)"),
    "picture.column.continued_by": Message("つながる後の目標", "Continued by"),
    "picture.column.nearest": Message("語が最も近い目標（類似度）", "Nearest by terms (similarity)"),
    "picture.map.title": Message("国の研究目標の地図", "Map of Japan's national research goals"),
    "picture.map.count": Message(
        "目標 {n_goals} 件。ストレス {stress}、信頼度 {trust}。",
        "{n_goals} goals. Stress {stress}, trustworthiness {trust}.",
    ),
    "picture.map.proposals": Message(
        "提案 {n_placed} 件（合う目標なし {n_unmatched} 件）、置けないもの {n_left_out} 件。",
        "{n_placed} proposals (no goal fits {n_unmatched}); {n_left_out} could not be placed.",
    ),
    "picture.map.note": Message(
        "近くにある目標ほど、使う語が似ています。意味があるのは遠い近いの順だけで、距離の長さ、上下左右、軸には意味が"
        "ありません。平面には表しきれないので、離れて見えても似ている組、近く見えても似ていない組があります。"
        "確かな類似度は表を見てください。",
        "The nearer two goals lie, the more alike are their terms. Only the order of the distances means something; "
        "their lengths, up, down, left and right do not. A plane cannot hold all of it: some goals that lie apart "
        "are alike, and some that lie together are not. The table has the similarities themselves.",
    ),
    "picture.map.measures": Message(
        "ストレスは、距離の順を類似度の順に合わせるのに要る距離の変更の割合（Kruskal のストレス 1、0 なら完全）。"
        "信頼度は、図で最も近い 5 件が実際にも近い度合い（1 なら完全）。非計量多次元尺度構成法（SMACOF）による。",
        "Stress: by what part the distances would have to change to be in the order of the similarities (Kruskal's "
        "stress-1, 0 is perfect). Trustworthiness: how far the 5 nearest in the picture are nearest in truth (1 is "
        "perfect). Laid out by non-metric multidimensional scaling (SMACOF).",
    ),
    "picture.map.placed": Message(
        "本文と提案は、最も近い目標 3 件の間に、近いほど強く引かれるように置いています。",
        "Your text and proposals lie between their three nearest goals, drawn the more the nearer they are.",
    ),
    "picture.map.no_trust": Message("—（目標が少なすぎます）", "— (too few goals)"),
    "picture.map.matched": Message("提案", "proposal"),
    "picture.map.unmatched": Message("合う目標のない提案", "proposal that no goal fits"),
    "picture.map.anchors": Message("本文に最も近い目標", "goals nearest to your text"),
    "picture.table": Message("表", "Table"),
    "help.picture.out": Message(
        "図を書くファイル（{suffixes}）。なければ、図の内容を表として出します。",
        "File for the picture ({suffixes}); without it, what the picture shows is printed as a table.",
    ),
    "help.picture.force": Message("あるファイルを上書きします。", "Write over a file that exists."),
    "help.picture.format": Message(
        "-o がないときの表の形（既定: text）。", "Form of the table that is printed without -o (default: text)."
    ),
    "help.lineage.short": Message("目標の系譜を図にする", "Draw the goals by year and what continues what"),
    "help.lineage": Message(
        """目標を年度の順に並べ、つながる過去の目標と線で結んだ図を、SVG または HTML（図と表）のファイルにします。

        TEXT（要旨）か -f を付けると、本文を図の中に置き、近い目標と結びます。絞り込むと、その中だけのつながりに
        なります。コマンドラインに書いた TEXT はシェルの履歴に残ります。

        \b
        例: goalsearch lineage -o 系譜.html
            goalsearch lineage --years 2012-2019 -o 系譜2012-2019.svg
            goalsearch lineage -f 要旨.txt -o 要旨の系譜.html
            goalsearch lineage --goal 2019-jst-3
        """,
        """Draw the goals by fiscal year, linked to the past goals that they continue: a file of SVG, or of HTML with a
        table.

        With TEXT, an abstract, or -f the text is placed in it and linked to its goals. With filters, links are those
        among the goals shown. TEXT on a command line stays in the shell's history.

        \b
        Examples: goalsearch lineage -o lineage.html
                  goalsearch lineage --years 2012-2019 -o lineage-2012-2019.svg
                  goalsearch lineage -f abstract.txt -o lineage-of-mine.html
                  goalsearch lineage --goal 2019-jst-3
        """,
    ),
    "help.lineage.goal": Message(
        "この目標と、その前後につながる目標だけの図にします。",
        "Only this goal, what it continues and what continues it.",
    ),
    "help.map.short": Message("目標の地図を描く", "Draw a map of the goals"),
    "help.map": Message(
        """使う語が似た目標ほど近くに置いた地図を、SVG または HTML（図と表）のファイルにします。

        FOLDER（提案書のフォルダか表。読み方は goalsearch batch と同じ）や本文（-t、-f）を付けると、その中に置きます。
        コマンドラインに書いた本文はシェルの履歴に残ります。

        \b
        例: goalsearch map -o 地図.html
            goalsearch map 提案書 -o 提案書の地図.html
            goalsearch map -t "量子誤り訂正符号の復号" -o 本文の地図.svg
        """,
        """Draw the goals on a plane, the nearer the more alike their terms: a file of SVG, or of HTML with a table.

        With FOLDER (proposals, or a table of them, read as goalsearch batch reads them) or a text (-t, -f) these are
        placed among the goals. A text on a command line stays in the shell's history.

        \b
        Examples: goalsearch map -o map.html
                  goalsearch map proposals -o map-of-proposals.html
                  goalsearch map -t "decoding of quantum codes" -o map-of-mine.svg
        """,
    ),
    "help.map.text": Message("置く本文。", "Text to place."),
}
