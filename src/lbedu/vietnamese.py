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
_GLIDES = re.compile(r"oa|oe|uy|^qu[aăâeêiơ]|^gi[aăâeêoôơuư]")
"""Where a tone may stand on either vowel: hoà and hòa, quý and qúy, giá and gía."""
_EITHER_I = re.compile(r"(h|k|l|m|s|t|qu)y")
"""Whole syllables that are spelt with i or y: lí and lý, tỉ lệ and tỷ lệ. Others are other words: Mai and May."""
_LETTERS = {letter: i for i, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x2060, 0x2065), *range(0xFE00, 0xFE10), 0xFEFF]
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_UNSEEN = _INVISIBLE | {code: plain for code, plain in _FULL_WIDTH.items() if chr(plain).isalpha()}
"""Full-width digits stay to be seen: a figure typed so is a matter of its own."""
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015\"“”„«»]+")
_SAME = _FULL_WIDTH | dict.fromkeys(map(ord, "'’‘ʼ`´＇｀"))
"""What says nothing in a name: the width of its letters, apostrophes."""
_TRANSLATED = re.compile(
    "[\xad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\uff01-\uff5e\u1fef\u1ffdÐƉðɖ'’‘ʼ`´]"
)
"""What any of these tables translates: few texts hold any, and a search costs a fifth of a translation."""
_INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.)+[^\W\d_]\.?(?![^\W_])")
"""M.N, T.H.C.S."""


def nfc(text: str) -> str:
    """Composed Unicode, Đ for its look-alikes, no invisible characters, no full-width letters, single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return (_known if len(text) <= _SHORT else _composed)(text)


def _composed(text: str) -> str:
    if _TRANSLATED.search(text):
        text = text.translate(_UNSEEN).translate(_LOOKALIKES)
    return " ".join(unicodedata.normalize("NFC", text).split())


_SHORT = 80
_known = lru_cache(maxsize=4096)(_composed)
"""Answers, labels and names come again in every workbook."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A key under which spellings of one text are equal: Unicode form, Đ, case, spaces and quotes, initials with dots, the
    place of a tone (hoà = hòa), i and y where both are right (lý = lí).

    Letters and tones stay: Bình and Bỉnh are two names, and so are Mai and May."""
    if _TRANSLATED.search(text):
        text = nfc(text).translate(_SAME)
    elif not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "." in text:
        text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    text = text.casefold()
    text = text if text.isascii() else unicodedata.normalize("NFC", text)
    return " ".join([_fold_word(word) for word in _BETWEEN.split(text) if word])


def fold_code(text: str) -> str:
    """A key under which spellings of one code are equal. Its letters spell no words, so that i is never y."""
    return " ".join(_BETWEEN.sub(" ", nfc(text).translate(_SAME).casefold()).split())


def _fold_word(word: str) -> str:
    """A word with its tone taken off the vowel and put at its end: the place of the tone then says nothing."""
    if word.isascii():
        return word[:-1] + "i" if _EITHER_I.fullmatch(word) else word
    return _toned_behind(word)


@lru_cache(maxsize=4096)
def _toned_behind(word: str) -> str:
    """Texts differ, their words are the same few thousand."""
    tones = ""
    letters = []
    for letter in unicodedata.normalize("NFD", word):
        if letter in _TONES:
            tones += letter
        else:
            letters.append(letter)
    plain = unicodedata.normalize("NFC", "".join(letters))
    if _EITHER_I.fullmatch(plain):
        plain = plain[:-1] + "i"
        word = plain + tones
    if not _GLIDES.search(plain):  # elsewhere the place of the tone is part of the spelling
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
    letters: list[tuple[int, int, str]] = []
    tones: list[int] = []
    for part in re.split("([0-9]+)", nfc(text).casefold()):
        if part.isascii() and part.isdigit():
            digits = part.lstrip("0")
            letters.append((0, len(digits), digits))
            continue
        for char in unicodedata.normalize("NFD", part):
            if char in _TONES:
                tones[-1:] = [_TONES[char]]
            elif unicodedata.combining(char) and letters and letters[-1][0]:
                letters[-1] = (1, 0, unicodedata.normalize("NFC", letters[-1][2] + char))
            else:
                letters.append((1, 0, char))
                tones.append(0)
    return tuple(map(_rank, letters)), tuple(tones), text


@lru_cache(maxsize=1024)  # one for all names that have the letter: the keys of a folder stay small
def _rank(letter: tuple[int, int, str]) -> tuple[int, int, str]:
    """Spaces and signs first, then numbers, then the alphabet."""
    kind, length, char = letter
    if kind == 0:
        return (1, length, char)
    place = _LETTERS.get(char)
    return (0, 0, char) if place is None else (2, place, "")
