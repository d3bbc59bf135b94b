"""The catalogue of mistakes in rule files: one entry a code, in both languages. Codes never change their meaning.

Loaded only once something is wrong, or is explained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from lbedu.mistake_catalogue.figures import FIGURES
from lbedu.mistake_catalogue.forms import FORMS
from lbedu.mistake_catalogue.kind import Kind
from lbedu.mistake_catalogue.measures import MEASURES
from lbedu.mistake_catalogue.names import NAMES
from lbedu.mistake_catalogue.provenance import PROVENANCE
from lbedu.mistake_catalogue.targets import TARGETS
from lbedu.mistake_catalogue.texts import TEXTS
from lbedu.mistake_catalogue.words import OURS, TERMS

MISTAKES: dict[str, Kind] = {**TEXTS, **FORMS, **FIGURES, **MEASURES, **TARGETS, **NAMES, **PROVENANCE}


def said(code: str, facts: Mapping[str, str], lang: Literal["vi", "en"]) -> str:
    """The message of a mistake. Facts that are words of ours are said in Vietnamese too."""
    words = {key: TERMS.get(one, one) if key in OURS and lang == "vi" else one for key, one in facts.items()}
    return MISTAKES[code].message[lang].format_map(words)
