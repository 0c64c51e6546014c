"""Which language a page or an answer is in."""

from collections.abc import Iterator

from starlette.requests import Request

from goalsearch.messages import Language, is_language, preferred_language


def spoken_language(request: Request) -> Language:
    """The language that the address names, else the one that the browser likes best, else the user's own."""
    first = request.url.path.split("/")[1]
    if is_language(first):
        return first
    # Equal weights keep their order, which is that of preference.
    for tag in sorted(_accepted(request), key=lambda item: -item[1]):
        if is_language(tag[0]) and tag[1] > 0:
            return tag[0]
    return preferred_language()


def _accepted(request: Request) -> Iterator[tuple[str, float]]:
    """The languages that the browser reads, without their countries, each with its weight."""
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, weight = part.partition(";q=")
        try:
            yield tag.strip().lower().partition("-")[0], float(weight or 1)
        except ValueError:
            continue
