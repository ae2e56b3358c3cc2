"""Write down what was measured: the tables, and the picture of them."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all but the first column are numbers."""
    lines = [f"| {' | '.join(head)} |", f"| --- |{' ---: |' * (len(head) - 1)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


def ms(value: float | None) -> str:
    """Write milliseconds to about three figures."""
    if value is None or not np.isfinite(value):
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def ratio(value: float | None) -> str:
    """Write how many times."""
    if value is None or not np.isfinite(value):
        return ""
    return f"{value:,.0f}x" if value >= 10 else f"{value:.1f}x"


def machine() -> str:
    """Say what this ran on, as far as it matters."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].split(":")[1].strip() if names else model
    return (
        f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, "
        f"NumPy {np.__version__}, SQLite {sqlite3.sqlite_version}; load at the start {load()}"
    )


def load() -> str:
    """Return how many processes wanted a core in the last minute, five and fifteen."""
    return ", ".join(f"{each:.1f}" for each in os.getloadavg())
