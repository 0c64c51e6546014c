"""What is said of each ranker: in help, below an answer, in a workbook."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "help.ranker": Message(
        "順位の付け方: tfidf（語、既定）、semantic（意味）、hybrid（両方）。"
        "後の二つには goalsearch[semantic] が要ります。",
        "What orders the goals: tfidf (words, the default), semantic (meaning) or hybrid (both); "
        "these two take goalsearch[semantic].",
    ),
    "answer.ranker.tfidf": Message(
        "適合度は、目標と共通する語の重なりを、同じ分野のほかの文章と比べた値です"
        "（1 は、およそ 100 件に 1 件の近さ）。棒が │ を越えると候補です。",
        "A fit says how much a text shares with the goal, compared with other texts of the field (at 1, about one in a "
        "hundred is as near). A bar that passes │ is possible or better.",
    ),
    "workbook.intro.score.tfidf": Message("語の重なり（0–1）", "how many words are shared (0-1)"),
    "workbook.value.ranker.tfidf": Message("共通する語（tfidf）", "shared words (tfidf)"),
    "workbook.reading.score_text.tfidf": Message(
        "提案と目標に共通する語の重なりを、同じ分野のほかの文章と比べた値です。1 は、およそ 100 件に 1 件の近さです。",
        "How much a proposal shares with the goal, compared with other texts of the field: at 1, about one in a "
        "hundred is as near. ",
    ),
    "workbook.reading.terms_text.tfidf": Message(
        "点数に最も効いた語です。見当違いの語が並ぶときは、点数が高くても疑ってください。",
        "The words that made most of the score. Where they miss the point, doubt even a high score.",
    ),
    "answer.ranker.semantic": Message(
        "適合度は、目標との意味の近さを、無関係な文章と比べた値です。棒が │ を越えると候補です。",
        "A fit says how near text and goal are in meaning, compared with unrelated texts. "
        "A bar that passes │ is possible or better.",
    ),
    "workbook.intro.score.semantic": Message("意味の近さ（1 以下）", "nearness in meaning (at most 1)"),
    "workbook.value.ranker.semantic": Message("意味（semantic）", "meaning (semantic)"),
    "workbook.reading.score_text.semantic": Message(
        "提案と目標の意味の近さを、無関係な文章と比べた値です。",
        "How near proposal and goal are in meaning, compared with unrelated texts. ",
    ),
    "workbook.reading.terms_text.semantic": Message(
        "提案と目標に共通する語です。点数は意味の近さで決まり、語は入っていません。",
        "The words that proposal and goal share. The score tells meaning: they have no part in it.",
    ),
    "answer.ranker.hybrid": Message(
        "適合度は、語の重なりと意味の近さを、それぞれほかの文章と比べて足した値です。棒が │ を越えると候補です。",
        "A fit adds shared words and meaning, each compared with other texts. "
        "A bar that passes │ is possible or better.",
    ),
    "workbook.intro.score.hybrid": Message("語の重なりと意味の近さ", "shared words and nearness in meaning"),
    "workbook.value.ranker.hybrid": Message("共通する語と意味（hybrid）", "shared words and meaning (hybrid)"),
    "workbook.reading.score_text.hybrid": Message(
        "語の重なりと意味の近さを、それぞれの尺度で測り、意味の側を半分の重みにして足した値です。",
        "Shared words and nearness in meaning, each on a scale of its own, meaning at half the weight, and added up. ",
    ),
    "workbook.reading.terms_text.hybrid": Message(
        "共通する語のうち、点数の語の側に最も効いたものです。意味の近さに語は入っていません。",
        "The shared words that made most of the words' part of the score; they have no part in that of meaning.",
    ),
}
