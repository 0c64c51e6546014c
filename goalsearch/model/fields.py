"""
The fields of a goal, one entry each: how a corpus file may name one, what it holds, and where it is searched and shown.

A new field takes three places: the attribute of `Goal` (two, if it has an English twin), its entry here, the data.
What reads a corpus, weighs, encodes, explains and shows a goal takes its list of fields from `TABLE`.
"""

from dataclasses import dataclass
from typing import Final, Literal

from goalsearch.messages import Language, Message

Kind = Literal["line", "text", "list", "texts", "year", "count", "flag", "date", "choice", "url", "areas", "sources"]
Passages = Literal["concrete", "fallback"]

PROVENANCE: Final = ("official", "editorial")
_ENGLISH: Final = "_en"
_IN_ENGLISH: Final = "(英語)"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalField:
    """
    One field of a goal, with its English twin.

    Attributes:
        name: Attribute of `Goal`, and the field's name in a corpus file and in JSON.
        kind: What it holds.
        aliases: Other names that it goes by in a corpus file, in lower case and NFKC, words with ``_`` between.
        choices: The words that a field of kind ``choice`` may hold.
        english: Whether there is a twin ``name_en`` of the same kind; it goes by the Japanese aliases with （英語）.
        weight: How much one occurrence of a term in it counts in the TF-IDF ranking; None if it is not searched.
        label: What a reason calls it; given if it is searched.
        label_en: What a reason calls its twin.
        heading: What stands above it where a goal is shown in full, with the mark that the text is editorial
            (`goalsearch.reports.facts.editorial_note` explains it); None if it is not among these texts.
        heading_official: The same where ``name_source`` says that the text is the ministry's own.
        passages: Whether the sentence encoder sees it: always, as what is ``concrete`` in a goal, or as a ``fallback``
            for goals that have nothing concrete.
        apart: Whether it is kept apart from `Goal`, since nothing but the building of an index reads it.
        trends: Whether the trends of the goals count its terms. Only the core of a goal is counted, and that in
            Japanese: a term and its translation would be one topic twice.
    """

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    english: bool = False
    weight: float | None = None
    label: Message | None = None
    label_en: Message | None = None
    heading: Message | None = None
    heading_official: Message | None = None
    passages: Passages | None = None
    apart: bool = False
    trends: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, and that of its twin if it has one."""
        return (self.name, self.name + _ENGLISH) if self.english else (self.name,)


def _listed(names: str) -> tuple[str, ...]:
    return tuple(names.split())


# Shown in this order. `edge_topics` counts less since it is about projects at the border of the goal.
TABLE: Final[tuple[GoalField, ...]] = (
    GoalField(
        name="id",
        kind="line",
        aliases=_listed(
            "目標id goal_id 番号 コード 課題番号 研究課題番号 研究課題/領域番号 課題管理番号 課題id "
            "project_number project_no project_id grant_number award_number"
        ),
    ),
    GoalField(
        name="fiscal_year",
        kind="year",
        aliases=_listed(
            "year 年度 会計年度 策定年度 採択年度 開始年度 研究開始年度 採択年 開始年 fy start_year award_year"
        ),
    ),
    GoalField(
        name="agencies",
        kind="list",
        aliases=("agency", "機関", "配分機関", "所管", "助成機関", "資金配分機関", "funder", "funding_agency"),
    ),
    GoalField(name="category", kind="line", aliases=("分類",)),
    GoalField(name="category_source", kind="line"),
    GoalField(name="in_ministry_list", kind="flag", aliases=("in_ministry_list_2012_2019",)),
    GoalField(
        name="title",
        kind="line",
        aliases=_listed(
            "目標名 題名 目標 タイトル 戦略目標 研究開発目標 課題名 研究課題名 研究課題 研究開発課題名 "
            "研究題目 題目 課題名称 研究テーマ プロジェクト名 project_title project_name research_title"
        ),
        english=True,
        weight=1.0,
        label=Message("題名", "title"),
        label_en=Message("英題", "English title"),
        passages="fallback",
        trends=True,
    ),
    GoalField(name="title_verified", kind="flag"),
    GoalField(name="title_en_source", kind="choice", choices=PROVENANCE),
    GoalField(name="decided_on", kind="date", aliases=("決定日",)),
    GoalField(
        name="summary",
        kind="text",
        aliases=_listed(
            "概要 要旨 要約 abstract 研究概要 研究の概要 研究要旨 研究開発概要 研究開発の概要 課題概要 概略 "
            "抄録 project_abstract project_summary"
        ),
        english=True,
        weight=1.0,
        label=Message("概要", "summary"),
        label_en=Message("英文概要", "English summary"),
        heading=Message("概要※", "Summary*"),
        heading_official=Message("概要（文部科学省の原文）", "Summary (the ministry's own text)"),
        passages="fallback",
        trends=True,
    ),
    GoalField(name="summary_source", kind="choice", aliases=("概要の出所",), choices=PROVENANCE),
    GoalField(name="summary_after", kind="text"),
    GoalField(name="summary_en_source", kind="choice", choices=PROVENANCE),
    GoalField(
        name="description",
        kind="text",
        aliases=("説明", "達成目標", "内容", "研究の内容", "研究内容", "研究開発内容", "project_description"),
        english=True,
        weight=1.0,
        label=Message("内容", "description"),
        label_en=Message("英文内容", "English description"),
        heading=Message("研究の内容※", "What is studied*"),
        passages="concrete",
        trends=True,
    ),
    GoalField(
        name="topics",
        kind="list",
        aliases=("トピック", "話題"),
        english=True,
        weight=1.0,
        label=Message("話題", "topics"),
        label_en=Message("英語の話題", "English topics"),
        heading=Message("話題※", "Topics*"),
        passages="concrete",
        trends=True,
    ),
    GoalField(
        name="edge_topics",
        kind="list",
        aliases=("周辺の話題",),
        english=True,
        weight=0.4,
        label=Message("周辺の話題", "edge topics"),
        label_en=Message("英語の周辺の話題", "English edge topics"),
        heading=Message("周辺の話題※", "Topics at its edge*"),
    ),
    GoalField(
        name="keywords",
        kind="list",
        aliases=("キーワード",),
        english=True,
        weight=1.0,
        label=Message("キーワード", "keywords"),
        label_en=Message("英語キーワード", "English keywords"),
        heading=Message("キーワード※", "Keywords*"),
        passages="fallback",
        trends=True,
    ),
    GoalField(name="fields", kind="list", aliases=("分野", "研究分野", "research_field")),
    GoalField(name="editorial_confidence", kind="choice", choices=("high", "medium", "low")),
    # Its names in Japanese and in English are one field: an area has both, in itself.
    GoalField(
        name="areas",
        kind="areas",
        aliases=("area",),
        weight=1.0,
        label=Message("研究領域", "areas"),
        trends=True,
    ),
    GoalField(name="sources", kind="sources", aliases=("source", "出典")),
    GoalField(name="notes", kind="text", aliases=("備考",)),
    # Imaginary projects, in `Corpus.examples`: they have no heading, so that no page shows them as projects that exist.
    GoalField(
        name="examples",
        kind="texts",
        aliases=("作例",),
        english=True,
        weight=0.3,
        label=Message("作例（編集）", "editorial examples"),
        label_en=Message("英語の作例（編集）", "English editorial examples"),
        apart=True,
    ),
)


def kinds() -> dict[str, Kind]:
    """What each field of a corpus file holds, by name."""
    return {name: field.kind for field in TABLE for name in field.names}


def aliases() -> dict[str, str]:
    """The other names of the fields in a corpus file, each with the name of its field."""
    names = {alias: field.name for field in TABLE for alias in field.aliases}
    twins = {alias + _IN_ENGLISH: field.name + _ENGLISH for field in TABLE if field.english for alias in field.aliases}
    return names | twins


def choices() -> dict[str, tuple[str, ...]]:
    """The words that the fields of kind ``choice`` may hold, by name."""
    return {name: field.choices for field in TABLE if field.choices for name in field.names}


def weights() -> dict[str, float]:
    """How much each searched field counts, without the English twins, which count the same."""
    return {field.name: field.weight for field in TABLE if field.weight is not None}


SEARCHED: Final[tuple[str, ...]] = (
    *weights(),
    *(field.name + _ENGLISH for field in TABLE if field.weight is not None and field.english),
)
"""Every text of a goal that is searched. A posting keeps the fields that hold its term as bits in this order."""

EXAMPLES: Final = "examples"
EXAMPLES_EN: Final = EXAMPLES + _ENGLISH
BORROWED: Final = ("borrowed", "borrowed_en")
"""What stands for the examples in a goal that has none: those nearest to its text. No corpus file has such a field."""

_LABELS: Final[dict[str, Message | None]] = {
    name: label for field in TABLE for name, label in zip(field.names, (field.label, field.label_en), strict=False)
} | dict(
    zip(
        BORROWED,
        (
            Message("近い作例（編集）", "nearest editorial examples"),
            Message("英語の近い作例（編集）", "nearest English editorial examples"),
        ),
        strict=True,
    )
)


def twin_of(field: str) -> str:
    """The field whose English twin ``field`` is; ``field`` itself if it is none."""
    return field.removesuffix(_ENGLISH)


def is_english(field: str) -> bool:
    """Whether ``field`` is an English twin."""
    return field.endswith(_ENGLISH)


def label(field: str, lang: Language) -> str:
    """
    What a reason calls a searched field.

    Raises:
        KeyError: If it is neither one of `SEARCHED` nor of `BORROWED`, which is a mistake of the program.
    """
    message = _LABELS[field]
    if message is None:
        raise KeyError(field)
    text: str = getattr(message, lang)
    return text
