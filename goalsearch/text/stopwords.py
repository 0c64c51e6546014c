"""
Words that say nothing about a field of research: they count for nothing, in a score as in its reasons.

A rule by part of speech goes first (`goalsearch.text.content`); what it cannot know stands here, in groups that each
give their reason. The lists are our own. They are meant to stay short: the weighting itself makes common words light,
and a word belongs here if nobody would take it for a reason why a text is near to a goal.
"""

from typing import Final


def _words(*groups: str) -> frozenset[str]:
    # Words between blanks are read more easily than words in quotes.
    return frozenset(word for group in groups for word in group.split())


ENGLISH: Final = _words(
    """
    a about above after again against all also although am among an and another any are as at be because been before
    being below between both but by can cannot could did do does doing down due during each either etc even ever every
    few first for from further had has have having he hence her here hers him his how however i if in into is it its
    itself just like made make many may me might more most much must my neither no nor not now of off often on once one
    only onto or other others our ours out over own per rather same second several shall she should since so some such
    than that the their theirs them themselves then there therefore these they third this those though three through
    throughout thus to together too toward towards two under until up upon us use used uses using various very via was
    we well were what when where whereas whether which while who whom whose why will with within without would yet you
    your yours
    """,
)
"""Function words of English, and the verb that every abstract uses to talk about itself. A text in English has many."""


def _in_all_forms(*groups: str) -> frozenset[str]:
    return frozenset(form for verb in _words(*groups) for form in _forms(verb))


def _forms(verb: str) -> tuple[str, str, str, str]:
    """The forms of a regular verb."""
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith(("fy", "ly", "ry")):
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    return verb, f"{verb}es" if verb.endswith(("s", "ch", "sh")) else f"{verb}s", f"{verb}ed", f"{verb}ing"


ENGLISH_VERBS: Final = _in_all_forms(
    # What every study does, whatever it is about.
    """
    address aim analyse argue ascertain ask assess attempt characterise clarify compare conclude confirm consider
    contribute decide define demonstrate describe determine devise discover discuss elucidate emphasise evaluate examine
    expect explain explore formulate highlight hypothesise identify illustrate indicate intend introduce investigate
    justify measure obtain outline perform propose pursue quantify realise reveal suggest summarise tackle try uncover
    unravel unveil utilise validate
    """,
    # Having, being and becoming; how one thing stands to another.
    """
    appear associate attain belong comprise concern consist contain correspond depend derive differ exist happen include
    involve lack need occur possess relate rely remain represent require resemble seem stay tend vary
    """,
    # Doing anything with anything.
    """
    achieve add adopt allow apply assign avoid call carry cause combine continue create develop emerge employ enable
    encounter ensure establish facilitate follow help implement incorporate maintain offer originate overlook prepare
    promote provide reach receive replace serve turn want
    """,
    # Amounts and degrees.
    "deepen decrease enhance exceed expand extend improve increase lower raise strengthen weaken widen",
) | _words(
    # The same, where not all forms are made by rule, or some are the names of things: leaves, a building, a reporter.
    """
    arise arisen arises arising arose based become becomes becoming began begin beginning begins begun bring bringing
    brings brought build builds built came check checked checks choose chooses choosing chose chosen come comes coming
    conducted exploited exploiting find finding findings finds found fulfil fulfill fulfilled fulfilling fulfills
    fulfils gave get gets getting give given gives giving goes going gone got held hold holding holds keep keeping keeps
    kept knew know knowing known knows leading leads let lets lose losing makes making meant overcame overcome overcomes
    overcoming permit permits permitted permitting placed placing reported said say saying says see seeing seek seeking
    seeks seen sees show showed showing shown shows sought take taken takes taking tell telling tells told took undergo
    undergoes undergoing undergone understand understanding understands understood undertake undertaken undertakes
    undertaking undertook underwent went
    """,
)
"""
Verbs that go with any object, in the spelling of `goalsearch.text.english_spelling`.

Not their nouns, most of which say more: development, derivative, determinant.
"""

ENGLISH_ADJECTIVES: Final = _words(
    # What one thinks of a thing.
    """
    able advantageous appropriate attractive capable challenging considerable convenient conventional crucial desirable
    desired different difficult diverse easy effective efficient essential excellent extraordinary fascinating
    feasible helpful important innovative interesting latest main major meaningful necessary new notable novel numerous
    obvious outstanding particular pivotal plausible possible powerful practical precious promising prominent proper
    remarkable respective revolutionary significant sophisticated striking substantial successful sufficient suitable
    traditional unprecedented useful usual valuable versatile vital
    """,
    # Degrees, numbers, times and places.
    """
    across actually almost alone along already always approximately around away beyond certain clearly closely
    completely consequently considerably currently eight entire entirely especially eventually extensively far
    finally firstly five four frequently fully furthermore generally greatly highly hundred hundreds importantly
    increasingly instead largely less little mainly million millions moreover mostly namely near nearly nevertheless
    newly next nine nowadays particularly possibly potentially previous previously primarily quite readily recent
    recently relatively remarkably respectively roughly secondly seven significantly similarly simply six
    solely specifically still strongly subsequent subsequently substantially successfully sufficiently surprisingly ten
    tens thereby thousand thousands today truly twenty typically ultimately usually whole widely
    """,
)
"""Adjectives, adverbs and numbers that go with any noun."""

ENGLISH_NOUNS: Final = _words(
    # What every abstract and every call says of itself.
    """
    approach approaches aspect aspects challenge challenges goal goals insight insights investigation investigations
    issue issues method methodology methodologies methods objective objectives outcome outcomes perspective perspectives
    project projects proposal proposals purpose purposes research researcher researchers researches result resulting
    results significance studied studies study studying technique techniques viewpoint viewpoints
    """,
    # Formal nouns.
    "kind kinds manner possibilities possibility reason reasons thing things way ways",
)
"""Nouns without a meaning of their own, or with one that every abstract shares."""

FOREIGN: Final = _words(
    # A summary in another language shares these with foreign names in the goals, and nothing else.
    "au aux dans das de del dem den der des die du ein eine el en et für la las le les los mit par pour sur und une von"
)
"""Function words of French, German and Spanish."""

VERBS: Final = _words(
    # They stand for a particle: による, における, に対する, に基づく.
    """
    よる 因る おく 対する 関する 関わる 基づく 応じる 伴う 介する 通じる 即する 沿う 経る 及ぶ 及ぼす 踏まえる
    巡る 連れる 限る 向ける 向かう 当たる 際する 準じる 先立つ 従う
    """,
    # Having, being and becoming: any thing has, holds or lacks something.
    """
    持つ 有する 成す 備える 兼ね備える 含む 含める 除く 異なる 違う 似る 要する 要る 欠く 欠ける 足りる 属する
    占める 満たす 優れる 富む 適する 資する 担う 司る 役立つ 役立てる 生かす 支える 成り立つ
    """,
    # What every study does, whatever it is about.
    """
    測る 調べる 比べる 求める 決める 確かめる 示す 探る 探す 試す 試みる 解く 解き明かす 明かす 突き止める
    見付ける 見出だす 選ぶ 選び出す 用いる 使う 使い分ける 行う 取り組む 取り上げる 論じる 考える 述べる 問う
    答える 知る 分かる 数える 表す 描く 描き出す 捉える 捉え直す 読む 読み取る 読み解く 見積もる 見直す 見なす
    見分ける 書く 学ぶ 追う 目指す めざす 図る 狙う 望む 掲げる 据える 見据える 手掛ける 挑む 迫る 切り開く
    打ち立てる 築く 裏付ける 突き合わせる 当てる 当て嵌める 言う 呼ぶ 語る 決まる 定める 定まる 認める 纏める
    整える 設ける 立てる 思う 見える
    """,
    # Doing anything with anything.
    """
    作る 作り出す 生み出す 生む 変える 変わる 組む 組み込む 組み合わせる 組み立てる 合わせる 分ける 分かれる
    切り分ける 取る 取り出す 取り込む 取り入れる 取り除く 引き出す 引き起こす 入れる 入る 加える 加わる 結ぶ
    結び付ける 繋ぐ 繋がる 繋げる 与える 受ける 受け取る 渡す 送る 届く 届ける 返す 戻る 戻す 押さえる 防ぐ 守る
    避ける 並べる 並ぶ 替える 替わる 換える 換わる 切り替える 置き換える 入れ替える 生じる 起こす 起こる 起きる
    出る 現れる 扱う 操る 導く 促す 招く 齎す 保つ 動く 動かす 働く 運ぶ 移す 移る 乗せる 乗る 重ねる 重なる
    混ぜる 集める 集まる 残る 残す 失う 消す 消える 止める 止まる 閉じる 開く 埋める 補う 揃える 揃う 込める
    落とす 落ちる 外す 外れる 触れる 離す 離れる 回す 流す 流れる 通る 進む 進める 始まる 待つ 頼る 耐える 利く
    生きる 積む 張る 打つ 押す 引く 写す 拾う 包む 挟む 放つ 抱える 伝える 伝わる 繰る 繰り返す 束ねる 絞る
    感じる 聞く 撮る 刻む 妨げる 乱れる 壊す 壊れる 崩れる 割る 突く 隠れる 漏れる 偏る 誤る 照らす
    """,
    # Amounts and degrees.
    """
    増える 増やす 増す 減る 減らす 高める 高まる 強める 強まる 弱める 弱まる 深める 深まる 広げる 広がる 広める
    早める 早まる 上がる 下がる 下げる 上回る 下回る 越える 伸びる 伸ばす 延ばす 近付ける 近付く 縮める 留まる
    際立つ
    """,
)
"""Verbs that go with any object, in the spelling of Sudachi's normalised forms."""

ADJECTIVES: Final = _words(
    # Amounts and degrees, and what one thinks of them.
    """
    大きい 小さい 多い 少ない 高い 低い 長い 短い 速い 早い 遅い 強い 弱い 深い 浅い 厚い 薄い 重い 軽い 広い
    幅広い 狭い 太い 細い 細かい 粗い 近い 遠い 新しい 古い 若い 悪い 正しい 難しい 易しい やさしい 優しい
    厳しい 激しい 著しい 乏しい 鋭い 鈍い 緩い 濃い 安い 望ましい 詳しい 珍しい 目覚ましい 素早い 等しい
    甚だしい
    """,
    # The same in the form of a noun (形状詞).
    """
    可能 不可能 明らか 有効 有用 新た 新規 僅か 別々 重要 主要 急速 急激 十分 不十分 確実 完全 自在 同一 同じ
    同様 容易 困難 簡単 簡易 様々 多様 豊富 無数 有利 不利 特殊 特別 特有 独特 独自 顕著 適切 適正 適当 妥当
    良好 優秀 有名 肝心 有力 大幅 手軽 身近 大切 不可欠 不要 必要 桁違い 丈夫 確か 広範 強力 甚大 過度 巧み 明確
    明瞭 迅速 単独 尤も ばらばら 好き 意外 まちまち 無難 滅多 前向き 非常 忠実 高度 リッチ 根本的 革新的 画期的
    斬新
    """,
)
"""Adjectives that go with any noun."""

NOUNS: Final = _words(
    # Formal nouns: they carry a clause, a place or a time, and mean nothing themselves.
    """
    こと 場面 程度 度合い 種類 方法 とも 他方 側面 観点 視点 以下 箇所 通り 同士 自体 大量 同時
    """,
    # What every abstract and every call says of itself.
    "研究 検討 提案 手法 目的 課題 成果 着想 概要 意義 達成 実施",
)
"""Nouns without a meaning of their own, or with one that every abstract shares."""

TIME_WORDS: Final = _words(
    # Times of the day, the year and a life; what comes at once or step by step.
    "夜 昼 朝 昼間 早朝 夕方 夏 冬 春 秋 冬期 術後 死後 生前 戦前 戦後 生涯 一生 日常 半年 長時間 短時間",
    "瞬間 瞬時 即時 逐次 将来 現代 中世 古代 絶対",
)
"""Of the nouns that serve as adverbs (副詞可能: 前, 途中, 近年, 一部) those that mean something and count."""

CHARACTERS: Final = frozenset(
    # The body, and what ails it.
    "脳肺肝腎胃腸膵脾胆心目耳鼻舌歯喉皮肌髪爪筋腱腺髄骨血胚卵精乳尿便汗涙癌鬱咳顔腕指膝腰胸胎毒薬痣瘤痰膣顎頬唇瞼"
    # Animals, plants and microbes.
    "菌黴藻苔茸虫蚊蠅蜂蟻蚕蛾蝶蝉蛍魚貝蟹鮑鮫鯨鯉鮭鮪鰯鰻蛸蛇蛙亀鰐鳥鶏鶉雉鳩烏雀鶴鷹燕鼠犬猫兎豚牛馬羊猿鹿熊狼狐猪象豹虎"
    "草木森林花葉根茎枝芽穂苗米麦稲豆芋茶杉檜松桜梅桃柿栗竹柳楓藤菊蓮蓬葱鱗鰭翼尾牙髭棘巣餌糞蜜繭蛹仔"
    # Matter, and what it forms.
    "光熱水核膜糖塩油糊膠蝋漆絹綿糸布紙鉄銅銀金錫鉛燐鋼錆炭墨煤灰粉粒滴泡霧煙氷雪雨雲風嵐雷波渦炎火土砂泥岩石孔溝殻壁鎖"
    # Places, and what is made or heard.
    "海湖池川沼湾島山谷崖畑空星橋道駅車船街村家寺塔庭園墓港炉弁窓鏡針刃鍵声音歌詩夢嘘噂税味色母父死畳鐘笛琴",
)
"""
Characters that mean something alone.

Other single characters of Japanese are counters, suffixes and pieces of words (量, 率, 法, 部); they count for nothing.
"""
