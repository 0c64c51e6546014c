"""What is said around an answer: notices, headings, labels."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "notice.no_text": Message(
        "要旨が空です。文章を入れてください。",
        "The text is empty. Give an abstract.",
    ),
    "notice.no_content_words": Message(
        "内容を表す語がありません（記号・助詞・数字だけです）。",
        "The text has no content words, only signs, particles or numbers.",
    ),
    "notice.no_known_terms": Message(
        "要旨の語（{n_terms} 語）は、どの目標にも現れません。",
        "None of the {n_terms} words of the text occurs in a goal.",
    ),
    "notice.few_known_terms": Message(
        "目標にも現れる語が {n_known} 語しかありません（要旨は {n_terms} 語）。順位は目安にとどめてください。",
        "Only {n_known} of the words of the text ({n_terms}) occur in goals: take the ranking as a hint.",
    ),
    "notice.language": Message(
        "要旨は日本語でも英語でもないようです。順位はあてになりません。",
        "The text seems to be neither Japanese nor English. The ranking cannot be relied on.",
    ),
    "notice.year_past": Message(
        "今は{this_year}年度です。{this_year}年度の目標は、この版には収録していません（無かったという意味ではありません）。",
        "It is FY{this_year} now. Goals of FY{this_year} are not recorded in this version, which does not mean that "
        "there were none.",
    ),
    "notice.years_not_recorded": Message(
        "{years}年度の目標は、この版には収録していません（無かったという意味ではありません）。",
        "Goals of FY{years} are not recorded in this version, which does not mean that there were none.",
    ),
    "notice.year_incomplete": Message(
        "{year}年度の目標は {goals_set} 件のうち {n_goals} 件だけを収録しています。",
        "Of the {goals_set} goals of FY{year} only {n_goals} are recorded.",
    ),
    "notice.undated_goals": Message(
        "年度のない目標 {n_goals} 件は、年度の絞り込みで除かれました。",
        "The filter on years leaves out goals without a fiscal year ({n_goals}).",
    ),
    "notice.journal_damaged": Message(
        "途中までの記録のうち {n} 行が壊れていたので、その分は照合し直しました。",
        "{n} lines of the record of the earlier run were damaged; what they held was matched again.",
    ),
    "index.progress": Message(
        "索引を作成中: {n_total} 件の文章のうち {n_done} 件、{seconds} 秒",
        "building the index: {n_done} of {n_total} texts, {seconds} s",
    ),
    "index.progress_label": Message("索引を作成中", "building the index"),
    "notice.cache": Message(
        "索引を {folder} に書き込めないため、毎回作り直します（{reason}）。"
        "GOALSEARCH_CACHE で別のフォルダを指定できます。",
        "The index cannot be written to {folder} and is built anew each time ({reason}). GOALSEARCH_CACHE names "
        "another folder.",
    ),
    "notice.cache_full": Message(
        "{folder} のディスクの空き容量が足りず、索引を保存できないため、毎回作り直します。"
        "空きを作るか、GOALSEARCH_CACHE で別のフォルダを指定してください。",
        "There is no space left on the disk of {folder}, so that the index is built anew each time. Make some, or name "
        "another folder with GOALSEARCH_CACHE.",
    ),
    "reason.nothing_shared": Message(
        "要旨と共通する語のある目標がありません。",
        "No goal shares a word with the text.",
    ),
    "reason.common_words": Message(
        "目標と共通するのは、どの目標にも現れるありふれた語だけです。",
        "All that the text shares with goals are common words.",
    ),
    "reason.below_level": Message(
        "最も近い目標でも、目安の適合度 {needed} に対し {fit} です。",
        "The nearest has a fit of {fit}, where {needed} is needed.",
    ),
    "reason.like_unrelated": Message(
        "どの目標とも、無関係な文章と同じくらいしか語が重なりません。",
        "None shares more words with the text than unrelated texts do.",
    ),
    "reason.just_below": Message(
        "最も近い目標はあと一歩です（目安の適合度 {needed} に対し {fit}）。",
        "The nearest is just below: a fit of {fit}, where {needed} is needed.",
    ),
    "answer.verdict.none": Message("はっきり合う目標はありません。{reason}", "No goal clearly fits. {reason}"),
    "answer.verdict.near": Message("はっきり合う目標はありません。{reason}", "No goal clearly fits. {reason}"),
    "answer.weak_heading": Message(
        "参考: 近い順（全 {n_candidates} 件中）", "For reference, the nearest (of {n_candidates})"
    ),
    "answer.tied": Message("{rank} 位とほぼ同点", "level with No. {rank}"),
    "answer.rank": Message("{rank} 位", "No. {rank}"),
    "answer.newest": Message(
        "収録している最新（{year}年度）で近いもの: {goals}", "Nearest of the latest year recorded (FY{year}): {goals}"
    ),
    "answer.newest_near": Message("{grade} {goal}", "{goal} ({grade})"),
    "answer.newest_title": Message("{rank}「{title}」", "{rank} “{title}”"),
    "answer.newest_none": Message(
        "収録している最新（{year}年度）に近いものはありません（最も近いのは {nearest}）",
        "Nothing near in the latest year recorded (FY{year}; nearest: {nearest})",
    ),
    "answer.is_newest": Message("最新", "latest"),
    "answer.n_areas": Message("研究領域 {n}", "areas: {n}"),
    "answer.descent": Message("系譜: {line}", "Lineage: {line}"),
    "answer.goal_sentence": Message("目標の文", "goal"),
    "grade.strong": Message("◎ 有力", "◎ strong"),
    "grade.possible": Message("○ 候補", "○ possible"),
    "grade.near": Message("あと一歩 {share}%", "just below {share}%"),
    "grade.weak": Message("△ 参考", "△ weak"),
    "band.strong": Message("有力", "strong"),
    "band.possible": Message("候補", "possible"),
    "band.near": Message("あと一歩", "just below"),
    "band.weak": Message("参考", "weak"),
    "answer.heading": Message("近い目標（{n_candidates} 件のうち）", "Nearest goals (of {n_candidates})"),
    "answer.latest": Message("収録している最新の年度（{year}年度）", "The latest fiscal year recorded (FY{year})"),
    "answer.of_year": Message("{year}年度の目標", "Goals of FY{year}"),
    "answer.before": Message("それより前の目標", "Before"),
    "answer.nothing_before": Message("それより前の目標はありません。", "There are no goals of earlier years."),
    "answer.filtered_out": Message(
        "絞り込みで {n_filtered_out} 件の目標を除きました。",
        "The filters left out {n_filtered_out} goals.",
    ),
    "answer.newest_left_out": Message(
        "絞り込みのため、収録している最新（{year}年度）の目標は入っていません。",
        "The filters leave out the latest year recorded (FY{year}).",
    ),
    "next.official": Message("公式のページ", "official page"),
    "next.seen": Message("出典", "seen on"),
    "next.calls": Message("公募", "calls"),
    "next.over": Message("この目標の公募は終わっています。", "Calls under this goal are over."),
    "next.over_later": Message(
        "この目標の公募は終わっています（後を継ぐ目標: {goal}）。",
        "Calls under this goal are over; it is continued by {goal}.",
    ),
    "next.area": Message("{area}（{about}）", "{area} ({about})"),
    "next.supervisor": Message("総括 {name}", "supervisor {name}"),
    "next.since": Message("{year}年度から", "since FY{year}"),
    "answer.nearest": Message("近い内容", "nearest"),
    "answer.more": Message(
        "詳しく: --explain、目標の全文: goalsearch goals ID。棒が │ を越えると候補。",
        "More: --explain; a goal in full: goalsearch goals ID; a bar past │: possible.",
    ),
    "answer.fiscal_year": Message("{year}年度", "FY{year}"),
    "answer.no_year": Message("年度なし", "no year"),
    "answer.terms": Message("共通する語", "shared"),
    "answer.passage": Message("根拠の文", "passage"),
    "answer.missing": Message("目標だけの語", "goal only"),
    "answer.areas": Message("研究領域", "areas"),
    "answer.related": Message("過去の関連", "earlier"),
    "answer.no_areas": Message(
        "未登録（無いという意味ではありません。{agency} の制度: {programmes}）",
        "not recorded, which does not mean that there are none ({agency} runs {programmes})",
    ),
    "answer.no_areas_no_programmes": Message(
        "未登録（無いという意味ではありません）", "not recorded, which does not mean that there are none"
    ),
    "area.unverified": Message("{name}（未確認）", "{name} (not verified)"),
    "answer.query_heading": Message(
        "要旨（［ ］は 1 位の目標と共通する語）", "Text ([ ] marks words shared with the first goal)"
    ),
    "answer.term": Message("語", "term"),
    "answer.contribution": Message("寄与", "part"),
    "answer.share": Message("割合", "share"),
    "answer.fields": Message("目標の項目", "fields of the goal"),
    "answer.count": Message("回数", "times"),
    "table.rank": Message("順位", "No."),
    "table.grade": Message("近さ", "grade"),
    "table.fit": Message("適合度", "fit"),
    "table.title": Message("目標", "goal"),
    "table.where": Message("年度・機関", "year, agency"),
    "table.id": Message("ID", "ID"),
    "table.sentence": Message("目標の文", "of the goal"),
    "table.terms": Message("共通する語", "shared"),
    "why.standing": Message(
        "{rank} 位 / {n} 件　{grade}　適合度 {fit}（目安 {needed}、1 位は {first}）",
        "No. {rank} of {n}, {grade}: a fit of {fit} (needed: {needed}; the first has {first})",
    ),
    "why.nothing_shared": Message("要旨と共通する語がありません。", "It shares no word with the text."),
    "why.filter": Message("絞り込み", "filters"),
    "why.filtered_out": Message("この目標は指定の外です。", "Years, agency or category leave this goal out."),
    "why.shared": Message("共通する語", "shared"),
    "why.missing": Message("目標側に多く、要旨に無い語", "much in the goal, not in the text"),
    "why.weaker": Message("1 位の目標のほうが強い語", "stronger in the first goal"),
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
        "説明文は編集者が題名などから書いたもので、正式な文とずれがあるかもしれません。",
        "The description was written by the editors from the title and the like; the official text may differ.",
    ),
    "goal.editorial": Message(
        "※ 文部科学省の文ではなく、本ツールの編集者（自分で加えた目標では加えた人）が書いたものです。",
        "* Not the ministry's text: written by the editors of this tool, or, of an added goal, by whoever added it.",
    ),
    "goal.decided_on": Message("決定日 {date}", "decided on {date}"),
    "goal.editorial_title": Message(
        "題名の英訳は本ツールの編集者によるものです。", "The English title is the editors' translation."
    ),
    "goal.year_not_recorded": Message("{year}年度（未収録）", "FY{year} (not recorded)"),
    "goal.count": Message("{n_goals} 件", "{n_goals} goals"),
    "label.kind.team": Message("チーム型", "team"),
    "label.kind.individual": Message("個人型", "individual"),
    "label.kind.project": Message("総括の下での展開", "one project under a director"),
    "label.category.materials": Message("一般系（ナノ材・光量子・環エネ等）", "materials, photonics, energy"),
    "label.category.information": Message("情報系", "information"),
    "label.category.life": Message("ライフ系（JST）", "life sciences (JST)"),
    "label.category.medical": Message("ライフ系（AMED）", "medicine (AMED)"),
    "label.category.none": Message("分類なし", "no category"),
}
