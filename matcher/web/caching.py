"""Pages that show nobody’s needs are sent again only where they changed."""

from __future__ import annotations

from flask import Response, make_response, request


def kept_while_unchanged(page: str) -> Response:
    """Return *page* with a fingerprint, or the word that the browser’s copy is still good.

    It must not have looked into the session; a page that did is stored nowhere.
    """
    response = make_response(page)
    response.vary.add("Cookie")
    response.add_etag()
    response.make_conditional(request)
    return response
