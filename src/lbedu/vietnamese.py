"""Vietnamese text: making spellings of one name equal, and sorting as a Vietnamese reader expects."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LOOKALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"})
"""U+00D0 and U+0189 look like Đ (U+0110) and are typed for it."""
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_TONES = {_GRAVE: 1, _HOOK: 2, _TILDE: 3, _ACUTE: 4, _DOT: 5}
_GLIDES = {"oa", "oe", "uy"}
_LETTERS = {letter: i for i, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F, 0x00AD])


def nfc(text: str) -> str:
    """Composed Unicode, Đ for its look-alikes, no invisible characters, single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE)).translate(_LOOKALIKES)
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A key under which spellings of one text are equal: Unicode form, Đ, case, space and tone placement (hoà = hòa).

    Letters and tones stay: Bình and Bỉnh are two names."""
    return " ".join(_fold_word(word) for word in re.split(r"[\s.\-–]+", nfc(text).casefold()) if word)


def _fold_word(word: str) -> str:
    """A word with its tone taken off the vowel and put at its end: the place of the tone then says nothing."""
    if word.isascii():
        return word
    tones = ""
    letters = []
    for letter in unicodedata.normalize("NFD", word):
        if letter in _TONES:
            tones += letter
        else:
            letters.append(letter)
    plain = unicodedata.normalize("NFC", "".join(letters))
    if not any(glide in plain for glide in _GLIDES):  # elsewhere the place of the tone is part of the spelling
        return unicodedata.normalize("NFC", word)
    return plain + tones


def strip_prefix(folded: str, prefixes: Iterable[str]) -> str | None:
    """The rest of a folded name after the longest of these prefixes; None where none stands before it."""
    for prefix in sorted((fold(prefix) for prefix in prefixes), key=len, reverse=True):
        if folded.startswith(prefix + " "):
            return folded[len(prefix) + 1 :]
    return None


@lru_cache(maxsize=4096)
def sort_key(text: str) -> tuple[object, ...]:
    """Order of the Vietnamese alphabet, tones after letters, numbers by value: A4 < A8 < C14, Đức after Dương."""
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for part in re.split("([0-9]+)", nfc(text).casefold()):
        if part.isascii() and part.isdigit():
            letters.append((0, int(part)))
            continue
        for char in unicodedata.normalize("NFD", part):
            if char in _TONES:
                tones[-1:] = [_TONES[char]]
            elif unicodedata.combining(char) and letters:
                composed = unicodedata.normalize("NFC", chr(letters[-1][1]) + char)
                letters[-1] = _letter(composed)
            else:
                letters.append(_letter(char))
                tones.append(0)
    return tuple(map(_rank, letters)), tuple(tones), text


def _letter(char: str) -> tuple[int, int]:
    return (1, ord(char[0]))


def _rank(letter: tuple[int, int]) -> tuple[int, int]:
    """Spaces and signs first, then numbers, then the alphabet."""
    kind, value = letter
    if kind == 0:
        return (1, value)
    place = _LETTERS.get(chr(value))
    return (0, value) if place is None else (2, place)
