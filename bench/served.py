"""The application with two routes more, that do as little as a route can: what gunicorn serves."""

from __future__ import annotations

from flask import Response, jsonify, render_template

from matcher.app import create_app
from matcher.web.access import public

app = create_app()

# Compiled once, as a template in a file is.
PAGE = app.jinja_env.from_string(
    '{% extends "base.html" %}{% block main %}<h1>Hello, world</h1>{% endblock %}'
)


@app.get("/bench/hello.json")
@public
def hello_json() -> Response:
    """Answer with the least JSON."""
    return jsonify(hello="world")


@app.get("/bench/hello")
@public
def hello_page() -> str:
    """Answer with the least page: the layout that all pages have, and a heading."""
    return render_template(PAGE)
