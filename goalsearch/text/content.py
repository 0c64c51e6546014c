"""Which words of a Japanese text carry meaning of their own."""

from typing import Final

from goalsearch.text import stopwords

_STOPPED: Final = stopwords.VERBS | stopwords.ADJECTIVES | stopwords.NOUNS


def is_content(part_of_speech: tuple[str, ...], form: str) -> bool:
    """
    Whether a word counts.

    By part of speech (UniDic's classes): nouns, verbs, adjectives and adjectival nouns count. Pronouns, numerals,
    auxiliaries and what can be one (いる, ない) do not, nor nouns that serve as adverbs (前, 途中, 一部). Of the
    others, single characters count only if they mean something alone. Exceptions both ways stand with their reasons
    in `goalsearch.text.stopwords`.

    Args:
        part_of_speech: Class, subclass and further subclasses of the word.
        form: Its normalised form.
    """
    if len(form) == 1 and form not in stopwords.CHARACTERS:
        return False
    major, minor, use = part_of_speech[:3]
    match major:
        case "名詞":
            if minor in {"数詞", "助動詞語幹"} or (use == "副詞可能" and form not in stopwords.TIME_WORDS):
                return False
        case "動詞" | "形容詞":
            if minor == "非自立可能":
                return False
        case "形状詞":
            if minor == "助動詞語幹":
                return False
        case _:
            return False
    return form not in _STOPPED
