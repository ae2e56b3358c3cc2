"""An address as squares, for a phone's camera."""

from __future__ import annotations

from markupsafe import Markup


def qr(address: str) -> Markup:
    """Return *address* as a QR code for this page."""
    import segno  # noqa: PLC0415  loaded by the first who needs one

    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, light="#fff"))  # noqa: S704  # segno draws squares from the address, and quotes nothing of it
