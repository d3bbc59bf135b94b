"""Fonts of pictures: the signs that they show where letters are stored. An unknown picture is no letter either."""

from __future__ import annotations

SYMBOL = "symbol"
"""The one font of pictures that shows digits as they are."""
UNKNOWN = "\ufffd"
"""In the place of a picture that is not known."""

_WINGDINGS = {
    "ü": "✓", "û": "✗", "þ": "☑", "ý": "☒", "o": "☐", "¨": "☐", "q": "☐", "x": "☒", "l": "●", "n": "■", "§": "▪",
    "à": "→", "ß": "←", "Ø": "➢", "v": "❖", "J": "☺", "L": "☹",
}  # fmt: skip
_WINGDINGS_2 = {"P": "✓", "O": "✗", "R": "☑", "Q": "☒", "£": "☐", "*": "☐", "S": "☒", "T": "☒"}
_WEBDINGS = {"a": "✓", "r": "✗", "c": "☐", "g": "■", "n": "●"}
_SYMBOL = {
    **dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True)),
    **dict(zip("ABGDEZHQIKLMNXOPRSTUFCYW", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True)),
    "³": "≥", "£": "≤", "¹": "≠", "»": "≈", "´": "×", "¸": "÷", "±": "±", "°": "°", "·": "•", "Ö": "√", "¥": "∞",
    "®": "→", "¬": "←", "Þ": "⇒", "å": "∑", "-": "−",
}  # fmt: skip
_LIKE_TEXT = frozenset(" 0123456789+,./%()=<>:;[]{}!?|&\n\t\u00a0")
"""What the font Symbol shows as any font does."""


def pictured(text: str, font: str) -> str:
    """What a text in a font of pictures shows; as it is for any other font."""
    if not font:
        return text
    table = _SYMBOL if font.startswith(SYMBOL) else _WINGDINGS_2 if font == "wingdings 2" else _tables(font)
    kept = _LIKE_TEXT if font.startswith(SYMBOL) else frozenset(" \n\t\u00a0")
    return "".join(_sign(char, table, kept) for char in text)


def _tables(font: str) -> dict[str, str]:
    return {"wingdings": _WINGDINGS, "webdings": _WEBDINGS}.get(font, {})


def _sign(char: str, table: dict[str, str], kept: frozenset[str]) -> str:
    if "\uf020" <= char <= "\uf0ff":  # Word and Excel keep such signs here as well
        char = chr(ord(char) - 0xF000)
    return char if char in kept else table.get(char, UNKNOWN)
