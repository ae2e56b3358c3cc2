"""What shows nobody’s needs: sent compressed, and sent again only where it changed.

A page that holds a secret is never compressed: its length would tell of what is inside.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, after_this_request, make_response, request
from flask_compress import Compress
from werkzeug.wsgi import FileWrapper

SETTINGS = {
    "COMPRESS_REGISTER": False,  # no page is compressed but those that say so
    "COMPRESS_ALGORITHM": ["br", "gzip"],
}

_compress = Compress()


def init_app(app: Flask) -> None:
    """Compress the static files of *app*."""
    app.config.from_mapping(SETTINGS)
    _compress.init_app(app)

    @app.after_request
    def make_small(response: Response) -> Response:
        if request.endpoint != "static" or response.status_code != HTTPStatus.OK:
            return response  # a stretch of a file is a stretch of what lies here
        return _compress.after_request(_whole(response))


def _whole(response: Response) -> Response:
    """Return a file's answer with the file read in: its length is known, and it is closed."""
    if response.is_streamed:
        file = response.response
        response.direct_passthrough = False
        response.set_data(b"".join(response.iter_encoded()))
        if isinstance(file, FileWrapper):
            file.close()
    return response


def kept_while_unchanged(page: str) -> Response:
    """Return *page* with a fingerprint, or the word that the browser’s copy is still good.

    It must not have looked into the session; a page that did is stored nowhere.
    """
    response = make_response(page)
    response.vary.add("Cookie")
    response.add_etag()
    response.make_conditional(request)
    after_this_request(_compress.after_request)
    return response
