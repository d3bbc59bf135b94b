"""What a kind of mistake in a rule file is: severity and texts in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Kind(NamedTuple):
    """One kind of mistake. The message is a template over the facts of a finding."""

    severity: Severity
    title: Mapping[str, str]
    message: Mapping[str, str]
    about: Mapping[str, str]
    """What it means and what to do, for `lbedu explain`."""


def _kind(severity: Severity, vi: tuple[str, str, str], en: tuple[str, str, str]) -> Kind:
    return Kind(severity, *({"vi": one, "en": other} for one, other in zip(vi, en, strict=True)))


def error(vi: tuple[str, str, str], en: tuple[str, str, str]) -> Kind:
    """A file that has it cannot be used: title, message and explanation, in Vietnamese and in English."""
    return _kind("error", vi, en)


def warning(vi: tuple[str, str, str], en: tuple[str, str, str]) -> Kind:
    """The file can be used, and probably does not mean what its author thinks."""
    return _kind("warning", vi, en)
