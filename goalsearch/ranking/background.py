"""Texts that have nothing to do with the goals: what ranking by meaning takes for unrelated."""

import json
from pathlib import Path
from typing import Final

_TEXTS: Final = Path(__file__).with_name("background.jsonl")
_LANGUAGES: Final = ("ja", "en")

UNRELATED_BELOW: Final = 0.98
"""The part of unrelated texts that stay below the level from which a goal is said to fit."""


def background_texts() -> dict[str, list[str]]:
    """The texts by language, ``ja`` and ``en``, in the order of the file."""
    records = [json.loads(line) for line in _TEXTS.read_text(encoding="utf-8").splitlines()]
    return {language: [record[f"text_{language}"] for record in records] for language in _LANGUAGES}
