"""Vietnamese text from before Unicode: letters of TCVN3 and VNI, which only their fonts show right, and text that a program
spoilt. Decodes, and tells by evidence what must be decoded; never guesses."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache, reduce
from itertools import islice, pairwise
from operator import itemgetter, or_
from typing import NamedTuple

from lbedu.syllables import is_misplaced, is_syllable

TCVN3, VNI = "TCVN3", "VNI"
SPOILT = "UTF-8"
"""Not an encoding of fonts: UTF-8 that a program took for another code page (“mojibake”)."""

_LOWER = "ăâêôơưđ"
_TABLE = {0xA1 + i: letter.upper() for i, letter in enumerate(_LOWER)} | {
    0xA8 + i: letter for i, letter in enumerate(_LOWER)
}
_TONED = {
    **dict.fromkeys(range(0xB5, 0xBA), "a"),
    **dict.fromkeys((0xBB, 0xBC, 0xBD, 0xBE, 0xC6), "ă"),
    **dict.fromkeys(range(0xC7, 0xCC), "â"),
    **dict.fromkeys((0xCC, 0xCE, 0xCF, 0xD0, 0xD1), "e"),
    **dict.fromkeys(range(0xD2, 0xD7), "ê"),
    **dict.fromkeys((0xD7, 0xD8, 0xDC, 0xDD, 0xDE), "i"),
    **dict.fromkeys((0xDF, 0xE1, 0xE2, 0xE3, 0xE4), "o"),
    **dict.fromkeys(range(0xE5, 0xEA), "ô"),
    **dict.fromkeys(range(0xEA, 0xEF), "ơ"),
    **dict.fromkeys((0xEF, 0xF1, 0xF2, 0xF3, 0xF4), "u"),
    **dict.fromkeys(range(0xF5, 0xFA), "ư"),
    **dict.fromkeys(range(0xFA, 0xFF), "y"),
}
"""Code → the letter under its tone; the five codes of a letter stand in the order of `_ORDER`."""
_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_ORDER = (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT)
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"

_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
"""What stands behind a vowel in VNI."""
_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile("[aeouyôö][ùøûõï]|[aeo][âáàåãä]|a[êéèúüë]|[ñôöíìæóòî]", re.IGNORECASE)

_PLAIN = "\u00a0\u2009\u202f\u200b“”‘’–—…•≥≤→"
"""Signs that mean the same in any encoding."""
_ALL_VNI = re.compile(rf"(?:(?i:{_VNI.pattern})|[\x00-\x7f{_PLAIN}])*")
_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýăđĩũơư") | {chr(code) for code in range(0x1EA0, 0x1EFA)}
_NOT_VIETNAMESE = re.compile(f"[^\x00-\x7f{''.join(sorted(_VIETNAMESE))}]")
_BETWEEN = re.compile(rf"[\x00-@\[-`{{-\x7f{_PLAIN}]+")
_WORD = re.compile(rf"[^\x00-@\[-`{{-\x7f{_PLAIN}]+")
_NOTHING_ODD = re.compile(f"[\x00-\x7f{_PLAIN}]*")
_TRAILING = re.compile(r"[^\W\d_]{1,5}[ª°²³¹º¼½¾®©]")
"""A letter or two with a footnote mark or a sign behind it, as `b¹` and `TH¹`."""
_TWO_BYTES = re.compile("[\x00-\x7f]*[\xc2-\xf4][^\x00-\x7f]")
"""A text whose first letter that is not ASCII is shown as one of two bytes or more is, taken for another encoding."""
_UNITS = frozenset({"µm", "µg", "µl", "µs"})
_MANY, _LONG, _ABBREVIATION = 2, 3, 5


class Decoded(NamedTuple):
    """A text as its author saw it, and the encoding it was typed in."""

    text: str
    encoding: str
    doubtful: bool = False
    """It may be Unicode as well: never used."""


@lru_cache(1)
def _tcvn3() -> tuple[str, re.Pattern[str]]:
    """What each code shows, its own letter where it shows no other; and what a text may be made of. Made once it is needed."""
    letters = dict(_TABLE)
    marks = {letter: iter(_ORDER) for letter in set(_TONED.values())}
    for code in sorted(_TONED):
        letters[code] = unicodedata.normalize("NFC", _TONED[code] + next(marks[_TONED[code]]))
    every = re.compile(f"[\x00-\x7f{_PLAIN}{''.join(map(chr, letters))}]*")
    return "".join(letters.get(code, chr(code)) for code in range(0x100)), every


def decode(text: str, encoding: str) -> str | None:
    """A text typed in TCVN3 or VNI as Unicode; None where it holds a letter that the encoding does not have."""
    if encoding == VNI:
        return _VNI.sub(lambda letter: _vni_letter(letter[0]), text) if _ALL_VNI.fullmatch(text) else None
    shows, every = _tcvn3()
    return text.translate(shows) if every.fullmatch(text) else None


@lru_cache(512)
def _vni_letter(typed: str) -> str:
    base, mark = typed[0], typed[1:].lower()
    letter = _ALONE.get(base.lower(), base.lower())
    letter = unicodedata.normalize("NFC", letter + _MARKS.get(mark, ""))
    return letter.upper() if base.isupper() else letter


@lru_cache(4096)
def by_font(text: str, encoding: str) -> str | None:
    """A text in a font of an old encoding as that font shows it; None where the text is Unicode all the same: it holds letters
    that the encoding does not have, or reads as Vietnamese only as it stands."""
    if _NOTHING_ODD.fullmatch(text):
        return None
    found = decode(text, encoding)
    return None if found is None or (_is_vietnamese(text) and not _is_vietnamese(found)) else found


def _is_vietnamese(text: str) -> bool:
    return all(word.isascii() or is_syllable(word) for word in map(itemgetter(0), _WORD.finditer(text)))


@lru_cache(4096)
def by_evidence(text: str, known: frozenset[str] = frozenset()) -> Decoded | None:
    """A text in an old encoding, told by letters that no Unicode text has and that turn into Vietnamese syllables. Less is
    enough where the workbook is `known` to have that encoding elsewhere."""
    if text.isascii():
        return None
    # texts differ, their words come again: what is asked of a word is remembered
    told = [_told_by(word) for word in _WORD.findall(text) if not word.isascii()]
    every = reduce(or_, told, 0)
    found = [
        encoding
        for encoding, shift in _ENCODINGS
        if every >> shift & _CHANGED
        and not every >> shift & _NEVER
        and _is_evident(text, [bits >> shift for bits in told], encoding, encoding in known)
    ]
    if len(found) > 1:
        found = [one for one in found if one in known]
    if len(found) != 1:
        return None
    typed = _WORD.sub(_word_of_vni, text) if found[0] == VNI else text.translate(_tcvn3()[0])
    return Decoded(typed, found[0])


def as_the_others(text: str, encoding: str) -> Decoded | None:
    """A text of a workbook of which all else is in this encoding: decoded where it is Vietnamese so."""
    found = decode(text, encoding)
    return Decoded(found, encoding) if found is not None and found != text and _is_vietnamese(found) else None


def is_unicode(text: str) -> bool:
    """Whether a text holds a Vietnamese letter that only Unicode has."""
    return any(char > "\xff" for char in _VIETNAMESE.intersection(text.lower()))


_CHANGED, _STRANGE, _NO_SYLLABLE, _ALIEN, _WRONG, _SHORT_ALIEN, _IMPOSSIBLE = (1 << bit for bit in range(7))
_NEVER = _NO_SYLLABLE | _IMPOSSIBLE
_ENCODINGS = ((TCVN3, 0), (VNI, 8))
"""And where the bits of each begin."""


def _is_evident(text: str, told: list[int], encoding: str, known: bool) -> bool:
    """Whether enough says that a text is in this encoding, if its words can be; `told` of those that are not ASCII."""
    alien = _how_many(told, _ALIEN)
    if alien or (encoding == VNI and _how_many(told, _WRONG) >= _MANY):
        if known or _how_many(told, _STRANGE) >= _MANY:
            return True
    elif known and _how_many(told, _WRONG | _SHORT_ALIEN):
        return True
    if not alien:
        return False
    words = _WORD.findall(text)
    odd = (word for word in words if not word.isascii())
    first = next(word for word, bits in zip(odd, told, strict=True) if bits & _ALIEN)
    others = [word for word in words if word.isascii() and not word.isupper()]
    enough = first[0].isascii() and (len(first) >= _LONG or others)
    return bool(enough) and all(map(is_syllable, others))


def _how_many(told: list[int], bits: int) -> int:
    return len(told) - [one & bits for one in told].count(0)


@lru_cache(4096)
def _told_by(word: str) -> int:
    """What a word that is not ASCII says of whether it is in each of the encodings."""
    return reduce(or_, (_said(word, encoding) << shift for encoding, shift in _ENCODINGS))


def _said(word: str, encoding: str) -> int:
    decoded = decode(word, encoding)
    if decoded is None:
        return _IMPOSSIBLE
    changed = _CHANGED if decoded != word else 0
    if _is_sign(word):
        return changed
    right = is_syllable(decoded)
    if not right and len(word) <= _ABBREVIATION and decoded.isupper():  # a few capitals, as `§T`
        return changed | (_SHORT_ALIEN if _is_alien(word) else 0)
    kind = _ALIEN if _is_alien(word) else 0 if _may_be_unicode(word) else _WRONG
    return changed | _STRANGE | (0 if right else _NO_SYLLABLE) | kind


@lru_cache(4096)
def _vni_word(word: str) -> str:
    return _VNI.sub(lambda letter: _vni_letter(letter[0]), word)


def _word_of_vni(found: re.Match[str]) -> str:
    return _vni_word(found[0])


@lru_cache(4096)
def _is_sign(word: str) -> bool:
    """Whether a word says nothing of the encoding: a sign (`¶`, `÷`, `µm`), a letter with a footnote (`b¹`)."""
    return len(word) == 1 or _TRAILING.fullmatch(word) is not None or word.lower() in _UNITS


def is_sure(text: str) -> bool:
    """Whether a text holds a word that no Unicode text has."""
    return any(not word.isascii() and not _is_sign(word) and _is_alien(word) for word in _BETWEEN.split(text))


@lru_cache(4096)
def _may_be_unicode(word: str) -> bool:
    """Whether a word is spelt as Vietnamese, also where its tone was left out (`hôc`)."""
    return not is_misplaced(word) and (is_syllable(word) or is_syllable(word + _DOT))


@lru_cache(4096)
def _is_alien(word: str) -> bool:
    """Whether no Unicode text has such a word: with a letter that is not Vietnamese, or a capital inside (`TiÓu`)."""
    if _NOT_VIETNAMESE.search(word.lower()):
        return True
    return any(a.islower() and not b.isascii() and b.isupper() for a, b in pairwise(word))


def _as_windows(text: str) -> bytes | None:
    """A text in Windows-1252, what that leaves undefined as the byte of its number; None where a letter is beyond."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        pass
    try:
        return codecs.charmap_encode(text, "strict", _windows())[0]
    except UnicodeEncodeError:
        return None


@lru_cache(1)
def _windows() -> dict[int, int]:
    """The byte of each letter that Windows-1252 has, and of each other code up to 255 that code."""
    letters = {ord(char): byte for byte in range(0x100) for char in bytes([byte]).decode("cp1252", "ignore")}
    return {code: code for code in range(0x100)} | letters


def repaired(text: str) -> str | None:
    """What a text was before a program took its UTF-8 for Windows-1252 (`TrÆ°á»ng`); None where it is no such text."""
    return _repaired(text) if _TWO_BYTES.match(text) else None


@lru_cache(4096)
def _repaired(text: str) -> str | None:
    encoded = _as_windows(text)
    try:
        found = encoded.decode("utf-8") if encoded is not None else ""
    except UnicodeDecodeError:
        return None
    vietnamese = [*islice((char for char in found if char.lower() in _VIETNAMESE), 2)]
    if not vietnamese:
        return None
    sure = len(vietnamese) > 1 or len(vietnamese[0].encode()) > _MANY or any("\xa0" <= char <= "\xbf" for char in text)
    return unicodedata.normalize("NFC", found) if sure else None
