"""How gunicorn serves the application: it reads this file by itself, and options go before it."""

import gc

worker_class = "gthread"
threads = 8
timeout = 60
control_socket_disable = True
# No access log: it would hold addresses and queries. The application logs the route itself.
accesslog = None

YOUNG = 20_000
"""A page makes and drops some thousand objects; to look for rings each 700 is in vain."""


def post_worker_init(_worker: object) -> None:
    """Leave what is loaded by now out of every search for garbage: it stays while the process does.

    It took a fifth of a page's time, and made one page in twenty wait for thirty milliseconds.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 25, 25)
