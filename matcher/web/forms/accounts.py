"""Forms of accounts: signing in, setting up, and what admins decide."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import StopValidation

from matcher.domain.accounts import (
    LONGEST_EMAIL,
    LONGEST_NAME,
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    EmailRefused,
    Role,
    Weakness,
    normalized_email,
    weakness,
)
from matcher.web.forms.base import AtMost, BaseForm, Required, one_of

ROLE_LABELS = {
    Role.INTERVENTIONIST: _l("Interventionist or case manager"),
    Role.CURATOR: _l("Curator"),
    Role.ADMIN: _l("Admin"),
}


class SignInForm(BaseForm):
    """Who it is, and the page they wanted."""

    email = StringField(
        _l("E-mail address"),
        [Required(_l("your e-mail address")), AtMost(LONGEST_EMAIL, _l("the address"))],
    )
    password = PasswordField(
        _l("Password"),
        [Required(_l("your password")), AtMost(LONGEST_PASSWORD, _l("the password"))],
    )
    next = HiddenField()

    def refuse(self) -> None:
        """Say that it was not right, and nothing of what was not."""
        sentence = gettext("That address and password do not belong together. Try again.")
        self.password.errors = [sentence]


class CodeForm(BaseForm):
    """A code of the second step."""

    code = StringField(_l("Code"), [Required(_l("the code")), AtMost(40, _l("the code"))])
    next = HiddenField()

    def refuse(self) -> None:
        """Say that the code opens nothing."""
        self.code.errors = [gettext("That code does not open the account. Wait for the next one.")]

    def refuse_paper(self) -> None:
        """Say the same of a code from paper."""
        self.code.errors = [gettext("That code was used, or is not one of yours. Try another.")]


class PasswordForm(BaseForm):
    """The password once more, to show that it is still the same person."""

    password = PasswordField(
        _l("Your password"),
        [Required(_l("your password")), AtMost(LONGEST_PASSWORD, _l("the password"))],
    )

    def refuse(self) -> None:
        """Say that the password was not right."""
        self.password.errors = [gettext("That is not your password. Try again.")]


class NewPasswordForm(BaseForm):
    """A new password, judged for the account it is for."""

    new_password = PasswordField(_l("New password"), [Required(_l("a new password"))])

    def fits(self, email: str) -> bool:
        """Tell whether everything is filled in, and the password may be that of *email*."""
        right = bool(self.validate())
        weak = (
            weakness(self.new_password.data or "", email) if not self.new_password.errors else None
        )
        if weak is not None:
            self.new_password.errors = [say_weakness(weak)]
        return right and weak is None


class SetUpForm(NewPasswordForm):
    """What an invitation asks: a name to be shown, and a password."""

    name = StringField(
        _l("Your name, as others here see it"),
        [Required(_l("your name")), AtMost(LONGEST_NAME, _l("the name"))],
    )
    new_password = PasswordField(_l("A password"), [Required(_l("a password"))])


class ChangePasswordForm(PasswordForm, NewPasswordForm):
    """The password until now, and the new one."""


class InviteForm(BaseForm):
    """Whom to invite, and as what."""

    email = StringField(
        _l("E-mail address"),
        [Required(_l("an e-mail address")), AtMost(LONGEST_EMAIL, _l("the address"))],
    )
    role = one_of(_l("What they are here for"), Role, ROLE_LABELS, validators=[Required(_l("one"))])

    def to_role(self) -> Role:
        """Return the role chosen."""
        return Role(self.role.data or "")

    def validate_email(self, field: Any) -> None:
        """Ask for something that is an address."""
        try:
            normalized_email(field.data)
        except EmailRefused:
            raise StopValidation(
                gettext("Enter an e-mail address, such as name@example.org.")
            ) from None

    def refuse_taken(self) -> None:
        """Say that the address has an account."""
        self.email.errors = [gettext("This address has an account. Find it on the list.")]


class RoleForm(BaseForm):
    """What somebody is here for from now on."""

    role = one_of(_l("What they are here for"), Role, ROLE_LABELS, validators=[Required(_l("one"))])

    def to_role(self) -> Role:
        """Return the role chosen."""
        return Role(self.role.data or "")


def say_weakness(weak: Weakness) -> str:
    """Say why a password is not taken, and what would be."""
    match weak:
        case Weakness.SHORT:
            return str(
                gettext(
                    "Use %(count)s characters or more. A few words are fine.",
                    count=SHORTEST_PASSWORD,
                )
            )
        case Weakness.LONG:
            return str(gettext("Use %(count)s characters or fewer.", count=LONGEST_PASSWORD))
        case Weakness.LIKE_EMAIL:
            return str(gettext("Choose a password that is not like your e-mail address."))
        case Weakness.COMMON:
            return str(gettext("Many people use that one, so it is tried first. Choose another."))
