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
        "本文の語（{n_terms} 語）は、どの目標にも現れません。",
        "No term of the text occurs in any goal (terms: {n_terms}).",
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
        "The filter on years leaves out goals without a fiscal year ({n_goals}).",
    ),
    "notice.cache": Message(
        "索引を保存できないため、毎回作り直します（{reason}）。GOALSEARCH_CACHE で別のフォルダを指定できます。",
        "The index cannot be kept and is built anew each time ({reason}). GOALSEARCH_CACHE names another folder.",
    ),
    "reason.nothing_shared": Message(
        "本文と語を共有する目標がありません。",
        "No goal shares a term with the text.",
    ),
    "reason.common_words": Message(
        "目標と共有するのは、どの目標にも現れるありふれた語だけです。",
        "All that the text shares with goals are common words.",
    ),
    "reason.below_level": Message(
        "最も近い目標の点数も、無関係な文章が達する水準の {share} にとどまります。",
        "The best goal reaches {share} of the level that unrelated texts reach.",
    ),
    "answer.none_fits": Message("合う目標は見当たりません。{reason}", "No goal fits. {reason}"),
    "answer.weak_heading": Message(
        "それでも近い順に（{n_candidates} 件のうち）", "The nearest all the same (of {n_candidates})"
    ),
    "answer.tied": Message("{rank} 位と差がつきません", "cannot be told apart from {rank}"),
    "band.strong": Message("強い", "strong"),
    "band.possible": Message("可能性あり", "possible"),
    "band.weak": Message("弱い", "weak"),
    "answer.heading": Message("近い目標（{n_candidates} 件のうち）", "Nearest goals (of {n_candidates})"),
    "answer.now": Message("いま（{year}年度の目標）", "Now (goals of FY{year})"),
    "answer.before": Message("それより前の目標", "Before"),
    "answer.nothing_before": Message("それより前の目標はありません。", "There are no goals of earlier years."),
    "answer.filtered_out": Message(
        "絞り込みで {n_filtered_out} 件の目標を除きました。",
        "The filters left out {n_filtered_out} goals.",
    ),
    "answer.ranker.tfidf": Message(
        "順位付け: tfidf。点数は共有する語の余弦類似度（0 から 1）、帯の長さは 1 位に対する比。",
        "Ranker: tfidf. Scores are cosine similarities of shared terms (0-1); bars are relative to the first.",
    ),
    "answer.ranker.semantic": Message(
        "順位付け: semantic。点数は意味の余弦類似度（1 まで）、帯の長さは 1 位に対する比。",
        "Ranker: semantic. Scores are cosine similarities of meaning (up to 1); bars are relative to the first.",
    ),
    "answer.ranker.hybrid": Message(
        "順位付け: hybrid。点数は語と意味の点数を、無関係な文章が達する水準で数えた和。帯の長さは 1 位に対する比。",
        "Ranker: hybrid. Scores add terms and meaning, each counted in what unrelated texts reach; bars are relative "
        "to the first.",
    ),
    "answer.nearest": Message("近い内容", "nearest"),
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
    "answer.no_areas": Message(
        "記録なし（{agency} の制度: {programmes}）", "not recorded ({agency} runs {programmes})"
    ),
    "answer.no_areas_no_programmes": Message("記録なし", "not recorded"),
    "answer.query_heading": Message(
        "本文（［ ］は 1 位の目標と共有する語）", "Text ([ ] marks terms shared with the first goal)"
    ),
    "answer.term": Message("語", "term"),
    "answer.contribution": Message("寄与", "part"),
    "answer.share": Message("割合", "share"),
    "answer.fields": Message("目標の項目", "fields of the goal"),
    "answer.count": Message("回数", "times"),
    "goal.summary_official": Message("概要（文部科学省の原文）", "Summary (the ministry's own text)"),
    "goal.summary_editorial": Message("概要（編集者による）", "Summary (editorial)"),
    "goal.description": Message("研究の内容（編集者による）", "What is studied (editorial)"),
    "goal.topics": Message("話題（編集者による）", "Topics (editorial)"),
    "goal.edge_topics": Message("周辺の話題（編集者による）", "Topics at its edge (editorial)"),
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
