"""What a browser does with the pages of accounts: fill in a form with its token, read a page."""

import re
from html import unescape

from tests.support.accounts import PASSWORD

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def token_of(page):
    """Return the form token of a page."""
    return TOKEN.search(page.text)[1]


def send(client, path, page=None, **fields):
    """Open the form at *page* (or at its own address) and send it to *path*."""
    form = client.get(page or path)
    return client.post(path, data={"csrf_token": token_of(form), **fields})


def give_password(client, email, password=PASSWORD, **fields):
    """Fill in the first page of signing in."""
    return send(client, "/sign-in", email=email, password=password, **fields)


def is_signed_in(client):
    """Tell whether the browser opens its own account."""
    return client.get("/account").status_code == 200


def link_on(page):
    """Return the path of the link that a page hands over."""
    return unescape(re.search(r'class="long-address" href="https?://[^/]+([^"]+)"', page.text)[1])


def codes_on(page):
    """Return the recovery codes of a page."""
    return re.findall(r"<code>([^<]+)</code>", page.text)


def secret_on(page):
    """Return the secret that a page shows for an app."""
    letters = re.search(r'class="letters">(.*?)</p>', page.text, re.DOTALL)[1]
    return "".join(re.findall(r"<span>([A-Z2-7]+)</span>", letters))
