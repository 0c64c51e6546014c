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
    "picture.text": Message("要旨", "Your text"),
    "picture.to_text": Message("要旨の位置へ", "To your text"),
    "picture.none_fits": Message("はっきり合う目標なし", "no goal clearly fits"),
    "picture.lineage.title": Message("国の研究目標の系譜", "Lineage of Japan's national research goals"),
    "picture.lineage.title_near": Message(
        "要旨に近い目標と、その前の目標", "The goals near your text, and the past goals that they continue"
    ),
    "picture.lineage.title_of": Message("{goal_id} の系譜", "Lineage of {goal_id}"),
    "picture.lineage.count": Message(
        "目標 {n_goals} 件、過去の目標とのつながり {n_links} 本。",
        "{n_goals} goals, {n_links} links to the past goals that they continue.",
    ),
    "picture.lineage.part": Message(
        "目標が多い集まりなので、この目標から少ない線でたどれるものを {most} 件まで示しています。",
        "Of so many goals, at most {most} are shown: those that the fewest links lead to.",
    ),
    "picture.lineage.note": Message(
        "線は、目標から、語が最も近い過去の目標へ引いています。語の重なり（0–1）が {level} を超えるものだけを引きます"
        "（別のものとして立てられた同じ年度の目標どうしは、98 % がこれを超えません）。2 番目に近い目標へは、"
        "1 番目の線をたどって行き着かないときに限って引きます。箱の ← は、最も近い過去の目標と共通する語です。",
        "A line leads from a goal to the past goal that it shares most words with, where they overlap by more than "
        "{level} (of 1): of the goals of one fiscal year, which were set apart from one another, 98 in 100 pairs stay "
        "below. "
        "To the second nearest it is drawn only where the first does not lead there anyway. "
        "After ← in a box stand words that it shares with the nearest past goal.",
    ),
    "picture.lineage.limits": Message(
        "つながりは語の重なりから求めたもので、文部科学省が定めた継承関係ではありません。収録のない年度は列がありません。",
        "Links are found by shared words; they are not stated by the ministry. Years without recorded goals have no "
        "column.",
    ),
    "picture.lineage.first": Message("最も近い過去の目標", "nearest past goal"),
    "picture.lineage.second": Message("2 番目に近い過去の目標", "second nearest"),
    "picture.lineage.hit": Message("要旨に近い目標（{band}）", "goal near your text ({band})"),
    "picture.column.id": Message("ID", "ID"),
    "picture.column.number": Message("番号", "No."),
    "picture.column.title": Message("題名", "Title"),
    "picture.column.year": Message("年度・機関", "Year, agency"),
    "picture.column.category": Message("分類", "Category"),
    "picture.column.continues": Message("前の目標（語の重なり、共通する語）", "Continues (overlap, shared words)"),
    "picture.column.continued_by": Message("後の目標", "Continued by"),
    "picture.column.nearest": Message("似た目標（類似度）", "Most like (similarity)"),
    "picture.map.title": Message("国の研究目標の地図", "Map of Japan's national research goals"),
    "picture.map.count": Message(
        "目標 {n_goals} 件。{trust}",
        "{n_goals} goals. {trust}",
    ),
    "picture.map.proposals": Message(
        "提案 {n_placed} 件（合う目標なし {n_unmatched} 件）、置けないもの {n_left_out} 件。",
        "{n_placed} proposals (no goal fits {n_unmatched}); {n_left_out} could not be placed.",
    ),
    "picture.map.note": Message(
        "近くにある目標ほど、使う語が似ています。意味があるのは遠い近いの順だけで、距離の長さ、上下左右、軸には意味が"
        "ありません。平面には表しきれないので、離れて見えても似ている組、近く見えても似ていない組があります。"
        "確かな類似度は表を見てください。",
        "The nearer two goals lie, the more alike are their words. Only the order of the distances means something; "
        "their lengths, up, down, left and right do not. A plane cannot hold all of it: some goals that lie apart "
        "are alike, and some that lie together are not. The table has the similarities themselves.",
    ),
    "picture.map.measures": Message(
        "配置の歪み（Kruskal のストレス 1）は、距離の順を類似度の順に合わせるのに要る距離の変更の割合（0 なら完全）。"
        "信頼度は、図で最も近い 5 件が実際にも近い度合い（1 なら完全）。非計量多次元尺度構成法（SMACOF）による。",
        "Stress: by what part the distances would have to change to be in the order of the similarities (Kruskal's "
        "stress-1, 0 is perfect). Trustworthiness: how far the 5 nearest in the picture are nearest in truth (1 is "
        "perfect). Laid out by non-metric multidimensional scaling (SMACOF).",
    ),
    "picture.map.placed": Message(
        "要旨と提案は、最も近い目標 3 件の間に、近いほど強く引かれるように置いています。",
        "Your text and proposals lie between their three nearest goals, drawn the more the nearer they are.",
    ),
    "picture.map.trust.high": Message(
        "隣り合う目標は、実際にも語が似ています。遠くの目標どうしは、距離を比べないでください。",
        "Goals that lie together are alike in truth. Do not compare how far apart distant ones lie.",
    ),
    "picture.map.trust.fair": Message(
        "隣り合う目標は、実際にもおおむね語が似ています。ただし例外があるので、似た目標は一覧で確かめてください。",
        "Goals that lie together are mostly alike in truth, with exceptions: the list names what each is most like.",
    ),
    "picture.map.trust.low": Message(
        "隣り合っていても似ていない目標が多く、目安にしかなりません。似た目標は一覧で確かめてください。",
        "Many goals that lie together are not alike: take it as a hint, and see the list.",
    ),
    "picture.map.no_trust": Message(
        "少ないので、配置に意味はほとんどありません。", "Too few for their places to mean much."
    ),
    "picture.map.figures": Message(
        "（信頼度 {trust}、配置の歪み {stress}）", "(trustworthiness {trust}, stress {stress})"
    ),
    "picture.map.matched": Message("提案", "proposal"),
    "picture.map.unmatched": Message("合う目標のない提案", "proposal that no goal fits"),
    "picture.map.anchors": Message("要旨に最も近い目標", "goals nearest to your text"),
    "picture.lineage.table": Message("表", "Table"),
    "picture.map.table": Message("番号と名前", "Numbers and names"),
    "help.picture.out": Message(
        "図を書くファイル（{suffixes}）。なければ、図の内容を表で出します。",
        "File for the picture ({suffixes}); without it, what the picture shows is printed as a table.",
    ),
    "help.lineage.short": Message("目標の系譜を図にする", "Draw the goals by year and what continues what"),
    "help.lineage": Message(
        """目標を年度の順に並べ、つながる過去の目標と線で結んだ図を、SVG または HTML（図と表）のファイルにします。

        TEXT（要旨）か -f を付けると、要旨に近い目標とその前の目標だけを、一画面（A4 横で 1 枚）の図にします。
        --whole で、すべての目標の図に要旨を重ねます。絞り込むと、その中だけのつながりになります。
        コマンドラインに書いた TEXT はシェルの履歴に残ります。

        \b
        例: goalsearch lineage -o 系譜.html
            goalsearch lineage --years 2012-2019 -o 系譜2012-2019.svg
            goalsearch lineage -f 要旨.txt -o 要旨の系譜.html
            goalsearch lineage --goal 2019-jst-3
        """,
        """Draw the goals by fiscal year, linked to the past goals that they continue: a file of SVG, or of HTML with a
        table.

        With TEXT, an abstract, or -f only the goals near to it are drawn, with the past goals that they continue: one
        screen, or one page of A4. --whole places the text among all goals. With filters, links are those among the
        goals shown. TEXT on a command line stays in the shell's history.

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
    "help.lineage.whole": Message(
        "要旨があっても、すべての目標の図にします。", "Draw all goals, with the text among them."
    ),
    "help.map.short": Message("目標の地図を作る", "Draw a map of the goals"),
    "help.map": Message(
        """使う語が似た目標ほど近くに置いた地図を、SVG または HTML（図と表）のファイルにします。

        FOLDER（提案書のフォルダか表。読み方は goalsearch batch と同じ）や要旨（-t、-f）を付けると、その中に重ねます。
        コマンドラインに書いた要旨はシェルの履歴に残ります。

        \b
        例: goalsearch map -o 地図.html
            goalsearch map 提案書 -o 提案書の地図.html
            goalsearch map -t "量子誤り訂正符号の復号" -o 要旨の地図.svg
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
    "help.map.text": Message("図に重ねる要旨。", "Text to place."),
}
