"""Forms of imports under review."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from matcher.services.import_review import KINDS, LARGEST_UPLOAD, Upload
from matcher.web.forms.base import BaseForm

KIND_LABELS = {
    "auto": _l("Find out from what is in it"),
    "samhsa-directory": _l("Yearly directory (workbook)"),
    "locator-csv": _l("FindTreatment.gov download (CSV or workbook)"),
    "locator-json": _l("FindTreatment.gov answer (JSON)"),
    "csv": _l("Our own CSV"),
}


class UploadForm(BaseForm):
    """A file of listings, and how it is to be read."""

    file = FileField(_l("File"))
    kind = SelectField(
        _l("What it is"),
        choices=[SelectChoice(value=kind, label=label) for kind, label in KIND_LABELS.items()],
        default=KINDS[0],
    )
    vintage = StringField(_l("The day it speaks for"))
    complete = BooleanField(_l("It is the whole directory"))

    def validate_file(self, field: FileField) -> None:
        """Stop where no file was chosen."""
        if not field.data or not field.data.filename:
            raise StopValidation(gettext("Choose a file."))

    def validate_vintage(self, _field: StringField) -> None:
        """Stop at what is no day."""
        try:
            self._day()
        except ValueError as error:
            raise StopValidation(
                gettext("Write the day as year, month and day, such as 2024-01-31.")
            ) from error

    def refuse(self, message: str) -> None:
        """Say of the file why it cannot be kept."""
        self.file.errors = [message]

    def to_upload(self) -> Upload:
        """Return what was handed in; not more of it than may be kept."""
        handed = self.file.data
        return Upload(
            file_name=handed.filename,
            content=handed.stream.read(LARGEST_UPLOAD + 1),
            kind=self.kind.data,
            vintage=self._day(),
            complete=bool(self.complete.data),
        )

    def _day(self) -> date | None:
        return date.fromisoformat(self.vintage.data) if self.vintage.data else None


class ApplyForm(BaseForm):
    """That what was looked over is to be done."""

    digest = HiddenField()
