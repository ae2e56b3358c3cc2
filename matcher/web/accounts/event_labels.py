"""What happened to an account, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from matcher.services.accounts.events import What

EVENT_LABELS = {
    What.INVITED: _l("The account was made"),
    What.LINK_MADE: _l("A link was made to hand over"),
    What.SET_UP: _l("The invitation was taken up"),
    What.PASSWORD_CHANGED: _l("The password was changed"),
    What.PASSWORD_RESET: _l("A new password was set with a link"),
    What.SECOND_STEP_ADDED: _l("The second step was set up"),
    What.SECOND_STEP_GONE: _l("The second step was taken away"),
    What.CODES_MADE: _l("New recovery codes were made"),
    What.CODE_USED: _l("A recovery code was used"),
    What.MADE_ADMIN: _l("The role became admin"),
    What.MADE_CURATOR: _l("The role became curator"),
    What.MADE_INTERVENTIONIST: _l("The role became interventionist"),
    What.DISABLED: _l("The account was closed"),
    What.ENABLED: _l("The account was opened again"),
}
