"""Texts of several runs by expat, with what each run says of its look; phonetic guides are left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from lbedu.reading.xlsx.parsing import Element, inside, is_true
from lbedu.reading.xlsx.typefaces import Properties, text_of
from lbedu.reading.xlsx.unseen import TINY, colour_of, is_tiny


class RunReader:
    """Gathers one text after the other."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, Properties | None]] = []
        self._properties: Properties | None = None
        self._target: list[str] | None = None

    def elements(self, refuse: Callable[[], NoReturn]) -> dict[str, Element]:
        """The elements inside of a text item; `refuse` is called for an element inside of text."""
        text = Element(self._start_text, self._end_text, refuse=refuse)
        look = inside(rFont=Element(self._font), strike=Element(self._strike), vertAlign=Element(self._script))
        look |= inside(color=Element(self._colour), sz=Element(self._size))
        run = inside(t=text, rPr=Element(self._look, inside=look))
        return inside(t=text, r=Element(self._start_run, self._end_run, run))

    def clear(self) -> None:
        self._pieces.clear()

    def text(self) -> str:
        return text_of(self._pieces)

    def add(self, data: str) -> None:
        if self._target is not None:
            self._target.append(data)

    def _start_text(self, _: dict[str, str]) -> None:
        self._target = []

    def _end_text(self) -> None:
        self._pieces.append(("".join(self._target or ()), self._properties))
        self._target = None

    def _start_run(self, _: dict[str, str]) -> None:
        self._properties = None

    def _end_run(self) -> None:
        self._properties = None

    def _look(self, _: dict[str, str]) -> None:
        self._properties = Properties()

    def _font(self, attributes: dict[str, str]) -> None:
        self._note(font=attributes.get("val", ""))

    def _strike(self, attributes: dict[str, str]) -> None:
        self._note(struck=is_true(attributes.get("val", "1")))

    def _script(self, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        self._note(script=value if value in ("superscript", "subscript") else "")

    def _colour(self, attributes: dict[str, str]) -> None:
        if self._properties is not None and self._properties.colour != TINY:
            self._note(colour=colour_of(attributes))

    def _size(self, attributes: dict[str, str]) -> None:
        if is_tiny(attributes.get("val", "")):
            self._note(colour=TINY)

    def _note(self, **said: str | bool) -> None:
        assert self._properties is not None
        self._properties = self._properties._replace(**said)  # type: ignore[arg-type]  # each of its own kind
