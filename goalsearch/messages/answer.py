"""What is said around an answer: notices, headings, labels."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "notice.no_text": Message(
        "本文が空です。要旨を入れてください。",
        "The text is empty. Give an abstract.",
    ),
    "notice.no_content_words": Message(
        "内容を表す語がありません（記号・助詞・数字だけです）。",
        "The text has no content words, only signs, particles or numbers.",
    ),
    "notice.no_known_terms": Message(
        "本文の {n_terms} 語は、どの目標にも現れません。",
        "None of the {n_terms} terms of the text occurs in any goal.",
    ),
    "notice.few_known_terms": Message(
        "目標にも現れる語が {n_known} 語しかありません（本文は {n_terms} 語）。順位は確かではありません。",
        "The text has {n_terms} terms, of which {n_known} occur in goals: too few for a certain ranking.",
    ),
    "notice.language": Message(
        "本文は日本語でも英語でもないようです。順位はあてになりません。",
        "The text seems to be neither Japanese nor English. The ranking cannot be relied on.",
    ),
    "notice.undated_goals": Message(
        "年度のない目標 {n_goals} 件は、年度の絞り込みで除かれました。",
        "{n_goals} goals without a fiscal year are left out by the filter on years.",
    ),
    "notice.cache": Message(
        "索引を保存できないため、毎回作り直します（{reason}）。GOALSEARCH_CACHE で別のフォルダを指定できます。",
        "The index cannot be kept and is built anew each time ({reason}). GOALSEARCH_CACHE names another folder.",
    ),
    "answer.heading": Message("近い目標（{n_candidates} 件のうち）", "Nearest goals (of {n_candidates})"),
    "answer.filtered_out": Message(
        "絞り込みで {n_filtered_out} 件の目標を除きました。",
        "The filters left out {n_filtered_out} goals.",
    ),
    "answer.no_hits": Message(
        "本文と語を共有する目標はありません。",
        "No goal shares a term with the text.",
    ),
    "answer.ranker": Message(
        "点数は {ranker} の余弦類似度（0–1）。帯の長さは 1 位に対する比。",
        "Scores are {ranker} cosine similarities (0-1); bars are relative to the first.",
    ),
    "answer.more": Message(
        "--explain で根拠の全部、--format json でデータ、goalsearch goals ID で目標の全文を出します。",
        "--explain shows all reasons, --format json the data, goalsearch goals ID a goal in full.",
    ),
    "answer.fiscal_year": Message("{year}年度", "FY{year}"),
    "answer.no_year": Message("年度なし", "no year"),
    "answer.terms": Message("一致語", "shared"),
    "answer.passage": Message("根拠の文", "passage"),
    "answer.missing": Message("無い語", "lacking"),
    "answer.areas": Message("研究領域", "areas"),
    "answer.related": Message("過去の関連", "earlier"),
    "answer.related_later": Message("その後の関連", "later"),
    "answer.no_areas": Message(
        "記録なし（{agency} の制度: {programmes}）", "not recorded ({agency} runs {programmes})"
    ),
    "answer.no_areas_no_programmes": Message("記録なし", "not recorded"),
    "answer.no_related": Message("なし", "none"),
    "answer.query_heading": Message(
        "本文（［ ］は 1 位の目標と共有する語）", "Text ([ ] marks terms shared with the first goal)"
    ),
    "answer.contributions": Message("点数の内訳", "score by term"),
    "answer.term": Message("語", "term"),
    "answer.contribution": Message("寄与", "part"),
    "answer.share": Message("割合", "share"),
    "answer.fields": Message("目標の項目", "fields of the goal"),
    "answer.count": Message("回数", "times"),
    "goal.summary_official": Message("概要（文部科学省の原文）", "Summary (the ministry's own text)"),
    "goal.summary_editorial": Message("概要（編集者による）", "Summary (editorial)"),
    "goal.description": Message("研究の内容（編集者による）", "What is studied (editorial)"),
    "goal.topics": Message("話題（編集者による）", "Topics (editorial)"),
    "goal.keywords": Message("キーワード（編集者による）", "Keywords (editorial)"),
    "goal.areas": Message("研究領域", "Research areas"),
    "goal.programmes": Message("制度（{year}年度の資料による）", "Programmes (as of FY{year})"),
    "goal.programme_names": Message("制度", "Programmes"),
    "goal.sources": Message("出典", "Sources"),
    "goal.notes": Message("注記", "Notes"),
    "goal.earlier": Message("過去の関連する目標", "Related goals of earlier years"),
    "goal.later": Message("その後の関連する目標", "Related goals of later years"),
    "goal.title_unverified": Message(
        "題名の正確な文言は公的なページで確かめられていません。",
        "The exact wording of the title was not seen on an official page.",
    ),
    "goal.confidence_low": Message(
        "編集者による文の確かさは低いです。",
        "The editors are not sure of the editorial text.",
    ),
    "goal.decided_on": Message("決定日 {date}", "decided on {date}"),
    "goal.editorial_title": Message("題名の英訳は編集者による", "English title is editorial"),
    "goal.count": Message("{n_goals} 件", "{n_goals} goals"),
    "label.kind.team": Message("チーム型", "team"),
    "label.kind.individual": Message("個人型", "individual"),
    "label.kind.project": Message("総括の下での展開", "one project under a director"),
    "label.category.materials": Message("一般系（ナノ材・光量子・環エネ等）", "materials, photonics, energy"),
    "label.category.information": Message("情報系", "information"),
    "label.category.life": Message("ライフ系（JST）", "life sciences (JST)"),
    "label.category.medical": Message("ライフ系（AMED）", "medicine (AMED)"),
    "label.category.none": Message("分類なし", "no category"),
    "label.field.title": Message("題名", "title"),
    "label.field.summary": Message("概要", "summary"),
    "label.field.keywords": Message("キーワード", "keywords"),
    "label.field.description": Message("内容", "description"),
    "label.field.topics": Message("話題", "topics"),
    "label.field.edge_topics": Message("周辺の話題", "edge topics"),
    "label.field.edge_topics_en": Message("英語の周辺の話題", "English edge topics"),
    "label.field.areas": Message("研究領域", "areas"),
    "label.field.title_en": Message("英題", "English title"),
    "label.field.summary_en": Message("英文概要", "English summary"),
    "label.field.keywords_en": Message("英語キーワード", "English keywords"),
    "label.field.description_en": Message("英文内容", "English description"),
    "label.field.topics_en": Message("英語の話題", "English topics"),
}
