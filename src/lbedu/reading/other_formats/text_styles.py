"""What the styles of .ods say that changes what a cell means: struck out, raised, unseen, hidden; one inherits another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from lbedu.reading.xlsx.parsing import Element
from lbedu.reading.xlsx.unseen import BLACK, TINY, WHITE, alike, is_tiny

Told = TypeVar("Told")

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_FO = f"{_ODF}xsl-fo-compatible:1.0}}"
_STYLE, _TABLE = f"{_ODF}style:1.0}}", f"{_ODF}table:1.0}}"
_LINES_THROUGH = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")
_POSITION = f"{_STYLE}text-position"
_DEPTH = 64
"""Styles that inherit from one another; a ring of them ends here."""


class TextStyles:
    """The styles of a document, automatic and named, as far as they matter."""

    def __init__(self) -> None:
        self._name = ""
        self._parents: dict[str, str] = {}
        self._struck: dict[str, bool] = {}
        self._raised: dict[str, bool] = {}
        self._hidden: set[str] = set()
        self._letters: dict[str, str] = {}
        self._grounds: dict[str, str] = {}

    def element(self) -> Element:
        """One style in the document."""
        about = {
            f"{_STYLE}table-properties": Element(self._note_display),
            f"{_STYLE}text-properties": Element(self._note_text),
            f"{_STYLE}table-cell-properties": Element(self._note_ground),
        }
        return Element(self._begin, inside=about)

    def hides(self, style: str) -> bool:
        """Whether a sheet of this style is hidden."""
        return self._of(style, dict.fromkeys(self._hidden, True), False)

    def strikes(self, style: str) -> bool:
        """Whether text of this style is struck out."""
        return bool(self._struck) and self._of(style, self._struck, False)

    def raises(self, style: str) -> bool:
        """Whether text of this style is superscript."""
        return bool(self._raised) and self._of(style, self._raised, False)

    def unseen(self, cell: str, text: str = "") -> bool:
        """Whether letters of a style, or of that of a text in it, have the colour of the ground of a cell, or are too small."""
        if not self._letters and not self._grounds:
            return False
        letters = self._of(text, self._letters, "") or self._of(cell, self._letters, BLACK)
        return alike(letters, self._of(cell, self._grounds, WHITE))

    def _of(self, style: str, said: Mapping[str, Told], usual: Told) -> Told:
        for _ in range(_DEPTH):
            if style in said:
                return said[style]
            if style not in self._parents:
                break
            style = self._parents[style]
        return usual

    def _begin(self, attributes: dict[str, str]) -> None:
        self._name = attributes.get(f"{_STYLE}name", "")
        if parent := attributes.get(f"{_STYLE}parent-style-name"):
            self._parents[self._name] = parent

    def _note_display(self, attributes: dict[str, str]) -> None:
        if attributes.get(f"{_TABLE}display") == "false":
            self._hidden.add(self._name)

    def _note_ground(self, attributes: dict[str, str]) -> None:
        if ground := attributes.get(f"{_FO}background-color", ""):
            self._grounds[self._name] = ground[1:].upper() if ground.startswith("#") else WHITE

    def _note_text(self, attributes: dict[str, str]) -> None:
        if position := attributes.get(_POSITION, ""):
            self._raised[self._name] = not position.startswith(("0%", "-", "sub"))
        size = attributes.get(f"{_FO}font-size", "")
        if size.endswith("pt") and is_tiny(size[:-2]):
            self._letters[self._name] = TINY
        elif (colour := attributes.get(f"{_FO}color", "")).startswith("#"):
            self._letters.setdefault(self._name, colour[1:].upper())
        elif attributes.get(f"{_STYLE}use-window-font-color") == "true":
            self._letters.setdefault(self._name, BLACK)
        lines = [attributes[name] for name in _LINES_THROUGH if name in attributes]
        if lines:
            self._struck[self._name] = any(line != "none" for line in lines)
