"""What a kind of problem is: severity and texts in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Severity = Literal["error", "missing", "warning"]


class Kind(NamedTuple):
    """One kind of problem. Texts are templates; `{found}` is what stands in the cell."""

    severity: Severity
    message: Mapping[str, str]
    expected: Mapping[str, str]
    fix: Mapping[str, str]
    about: Mapping[str, str]
    """What it means and how it comes about, for `lbedu explain`."""


def kind(severity: Severity, vi: tuple[str, str, str, str], en: tuple[str, str, str, str]) -> Kind:
    """Message, expected, fix and explanation, in Vietnamese and in English."""
    texts = [{"vi": v, "en": e} for v, e in zip(vi, en, strict=True)]
    return Kind(severity, *texts)
