"""Which language a page or an answer is in."""

from starlette.requests import Request

from goalsearch.messages import Language, is_language, preferred_language


def spoken_language(request: Request) -> Language:
    """The language that the address names, else the one that the browser likes best, else the user's own."""
    first = request.url.path.split("/")[1]
    if is_language(first):
        return first
    for part in request.headers.get("accept-language", "").split(","):
        # Browsers list languages in order of preference, so their weights can be passed over.
        tag = part.partition(";")[0].strip().lower().partition("-")[0]
        if is_language(tag):
            return tag
    return preferred_language()
