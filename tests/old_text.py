"""Vietnamese as old programs typed it, from tables of its own. Holds no tests."""

from __future__ import annotations

import unicodedata

_LETTERS = "ĂÂÊÔƠƯĐ ăâêôơưđ àảãáạ ằẳẵắặ ầẩẫấậ èẻẽéẹ ềểễếệ ìỉĩíị òỏõóọ ồổỗốộ ờởỡớợ ùủũúụ ừửữứự ỳỷỹýỵ".replace(" ", "")
_CODES = bytes.fromhex(
    "A1A2A3A4A5A6A7 A8A9AAABACADAE B5B6B7B8B9 BBBCBDBEC6 C7C8C9CACB CCCECFD0D1 D2D3D4D5D6 D7D8DCDDDE"
    "DFE1E2E3E4 E5E6E7E8E9 EAEBECEDEE EFF1F2F3F4 F5F6F7F8F9 FAFBFCFDFE".replace(" ", "")
)
TCVN3_LETTERS = dict(zip(_LETTERS, _CODES.decode("latin-1"), strict=True))
_VNI = {
    "đ": "ñ",
    "Đ": "Ñ",
    "ơ": "ô",
    "Ơ": "Ô",
    "ư": "ö",
    "Ư": "Ö",
    "í": "í",
    "ì": "ì",
    "ỉ": "æ",
    "ĩ": "ó",
    "ị": "ò",
    "ỵ": "î",
}
_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_CIRCUMFLEX = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}


def tcvn3(text: str) -> str:
    """In TCVN3; a capital under a tone, which it has none of, small."""
    return "".join(TCVN3_LETTERS.get(char, TCVN3_LETTERS.get(char.lower(), char)) for char in text)


def vni(text: str) -> str:
    return "".join(_vni_letter(char) for char in unicodedata.normalize("NFC", text))


def _vni_letter(char: str) -> str:
    small = _VNI.get(char) or (_VNI[char.lower()].upper() if char.lower() in _VNI else "")
    if small:
        return small
    parts = unicodedata.normalize("NFD", char)
    base, marks = parts[0], parts[1:]
    tone = "".join(mark for mark in marks if mark in _TONES)
    letter = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in _TONES))
    mark = _CIRCUMFLEX[tone] if "\u0302" in marks else _BREVE[tone] if "\u0306" in marks else _TONES.get(tone, "")
    if letter.lower() in ("ơ", "ư"):
        base, mark = ("ô" if letter.lower() == "ơ" else "ö"), _TONES[tone]
        base = base.upper() if char.isupper() else base
    return base + (mark.upper() if char.isupper() else mark)


def spoilt(text: str) -> str:
    """UTF-8 that a program took for Windows-1252."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in text.encode()
    )
