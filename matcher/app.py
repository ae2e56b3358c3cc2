"""The factory: composes every floor into one application."""

from __future__ import annotations

from types import TracebackType

from flask import Flask, request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from matcher import cli
from matcher.config import Config
from matcher.persistence import base as persistence
from matcher.services.collaborators import Collaborators
from matcher.web import (
    access,
    addresses,
    assets,
    caching,
    csrf,
    errors,
    filters,
    given,
    headers,
    health,
    i18n,
    in_hand,
    incoming,
    leaving,
    metrics,
    one_box,
    pages,
    request_log,
    session,
    site,
    templating,
    writing,
)
from matcher.web.accounts import administering, limits, own, second_step, signed_in, taking_up
from matcher.web.accounts import errors as account_errors
from matcher.web.accounts import routes as accounts
from matcher.web.accounts import whereto as rooms
from matcher.web.api import routes as api
from matcher.web.cases import calls as case_calls
from matcher.web.cases import copies as case_copies
from matcher.web.cases import instead, made_for, mine
from matcher.web.cases import lists as case_lists
from matcher.web.cases import packets as case_packets
from matcher.web.cases import routes as cases
from matcher.web.curate import (
    claims,
    desk,
    drafts,
    duplicates,
    editing,
    history,
    imports,
    listings,
    suggestions,
    tombstones,
    verification,
)
from matcher.web.find import routes as find
from matcher.web.interventionists import connecting, lines
from matcher.web.interventionists import mine as own_profile
from matcher.web.interventionists import review as profile_review
from matcher.web.interventionists import routes as interventionists
from matcher.web.matches import routes as matches
from matcher.web.plans import routes as plans
from matcher.web.programs import claiming, reporting
from matcher.web.programs import routes as programs
from matcher.web.shortlists import comparing, packet, sharing
from matcher.web.shortlists import routes as shortlists

MOST_BYTES_TAKEN_IN = 1024 * 1024

BLUEPRINTS = (
    *(api.bp, find.bp, health.bp, leaving.bp, matches.bp, pages.bp, plans.bp, programs.bp),
    *(metrics.bp, one_box.bp, shortlists.bp, comparing.bp, packet.bp, sharing.bp),
    *(accounts.bp, administering.bp, own.bp, second_step.bp, taking_up.bp),
    *(cases.bp, case_lists.bp, case_calls.bp, case_packets.bp, case_copies.bp),
    *(interventionists.bp, own_profile.bp, lines.bp, connecting.bp, profile_review.bp),
    *(reporting.bp, claiming.bp, claims.bp, tombstones.bp),
    *(desk.bp, duplicates.bp, drafts.bp, editing.bp, history.bp, imports.bp),
    *(listings.bp, suggestions.bp, verification.bp),
)


class Application(Flask):
    """Flask, but what breaks is logged without what a person was doing."""

    jinja_environment = templating.PageEnvironment
    url_rule_class = addresses.LateRule

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """Log where it broke; Flask's own line would name the path."""
        request_log.log_failure(exc_info)

    def get_send_file_max_age(self, _filename: str | None) -> int | None:
        """Let browsers keep a static file whose address names its contents."""
        return assets.ONE_YEAR if "v" in request.args else None


def create_app(config: Config | None = None) -> Flask:
    """Return the application, told *config* or else what the environment says."""
    config = config or Config.from_environment()
    app = Application(
        "matcher",
        template_folder="../templates",
        instance_path=str(config.instance),
    )
    app.config.from_mapping(
        SECRET_KEY=config.secret_key,
        EXIT_URL=config.exit_url,
        REDIS_URL=config.redis_url,
        METRICS_TOKEN=config.metrics_token,
        MAX_CONTENT_LENGTH=MOST_BYTES_TAKEN_IN,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # Addresses are counted where somebody signs in, and are believed of proxies we know of alone.
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.trusted_proxies, x_proto=1)  # type: ignore[method-assign] # the documented way to wrap it

    persistence.init_app(app, config)
    given.init_app(app, Collaborators.assemble())
    # In this order: a request is logged even where it may not enter, and may enter before its
    # form's token is looked at.
    for module in (request_log, metrics, incoming, signed_in):
        module.init_app(app)
    access.init_app(app, signed_in.roles_held, signed_in.ask_to_sign_in)
    for module in (csrf, session, headers, errors, account_errors, limits, rooms):
        module.init_app(app)
    in_hand.init_app(app, mine.owner_if_any)
    made_for.init_app(app)
    instead.init_app(app)
    for module in (i18n, filters, addresses, assets, caching, site, writing):
        module.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cli.init_app(app)
    return app
