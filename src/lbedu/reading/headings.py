"""The words of a table of units: headings, totals, sections, notes and signatures. Looks at texts alone, never at cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.model import UnitKind
from lbedu.own_form import PLACES
from lbedu.vietnamese import fold

_PUNCTUATION = re.compile(r"[()\[\]{},;:*“”\"'…]")
_NUMBERING = re.compile(r"\(?([IVXLCDM]+|[A-Z])\s*[.):/–-]\s*(?=\S)")
_ROMAN = re.compile(r"[IVX]+|[LCDM][IVXLCDM]+")
_LETTER = re.compile(r"[A-Z]")
_DAY = re.compile(r"\bngày\b.{0,14}\btháng\b.{0,14}\bnăm\b")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A text under which headings are equal: folded, without brackets and punctuation."""
    return fold(_PUNCTUATION.sub(" ", text))


def _all(*words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


GENERIC_NAMES = _all("Tên đơn vị", "Đơn vị", "Tên đơn vị báo cáo", "Đơn vị báo cáo", "Tên các đơn vị")
_IDENTITY = {
    "order": _all("TT", "STT", "Số TT", "Số thứ tự"),
    "code": _all("Mã đơn vị", "Mã đơn vị nếu có", "Mã trường", "Mã phường", "Mã định danh", "Mã số"),
    "level": _all("Cấp học", "Cấp", "Bậc học"),
    "type": _all("Loại hình", "Loại hình trường"),
    "ward": _all("Phường", *PLACES),
    "year": _all("Năm học"),
    "note": _all("Ghi chú"),
}
_INITIALS = frozenset("tđðɖpx")
MAX_HEADING = 60
"""Letters of a heading over the names, at most."""
NAME_OF, _SCHOOL = fold("Tên") + " ", _all("Trường", "Phường", "Xã", "Xã/phường")
_NAME = "ten"
_LONGEST_NAME = max(map(len, (*GENERIC_NAMES, *_IDENTITY["ward"], *_SCHOOL)))
CODES_ROW = _all("Mã số", "Mã chỉ tiêu", "Mã số chỉ tiêu")
EVIDENCE_HEADING = fold("Minh chứng")
NARROWER = _all(
    *("nữ", "dân tộc", "khuyết tật"),
    *("năm học trước", "năm trước", "kỳ trước", "cùng kỳ", "kế hoạch", "dự kiến", "ước", "chỉ tiêu giao", "lũy kế"),
)
"""Over a heading, these make it mean a part of what its label means, another time, or what is only planned."""
APART = _all(
    *("dự báo", "dự tính", "nhu cầu", "chênh lệch", "còn thiếu", "thường trú", "tạm trú", "điểm chính", "điểm lẻ"),
    *(f"{term} {number}" for term in ("học kỳ", "HK") for number in ("I", "II", "1", "2")),
    *("HKI", "HKII", "HK1", "HK2", "trước sáp nhập", "sau sáp nhập", "số cũ", "số mới"),
)
"""So do these, where the form itself does not use them."""
OWNERS = _all("công lập", "ngoài công lập", "tư thục", "dân lập")
"""And these, where the units have no such types themselves: of the children of a ward they are a part."""
BENDS_ALONE = _all("KH", "TL", "%", "Tỷ lệ", "Tỉ lệ", "Tỷ lệ %", "KT", "DT", "Nam", "Chỉ tiêu", "Giao", "Tăng", "Giảm")
"""As the whole of a heading these do so too; among other words they may mean anything."""
GENERIC_TAILS = _all(
    *("Tổng số", "Tổng", "Cộng", "Số lượng", "Số liệu", "Kết quả", "Trả lời", "Thực hiện", "Thực tế", "SL", "TS")
)

_SUM = _all("Tổng", "Tổng số", "Tổng cộng", "Cộng")
_SUM_OF = tuple(fold(word) for word in ("Tổng số", "Tổng cộng"))
_WHOLE = tuple(
    fold(word)
    for word in ("Toàn quận", "Toàn ngành", "Toàn huyện", "Toàn thành phố", "Toàn phường", "Toàn tỉnh", "Toàn xã")
)
_AFTER_SUM = re.compile(
    r"(?:các |số )?(?:trường|đơn vị|phường|xã|khối|cấp|bậc|mục|phần|trang|toàn)\b.*|[ivx]+(?:[ +].*)?|chung"
)
_DERIVED = tuple(
    fold(word)
    for word in (
        *(
            "Tổng hợp",
            "Tiêu chí",
            "Tỷ lệ",
            "Tỉ lệ",
            "Bình quân",
            "Trung bình",
            "So với",
            "So sánh",
            "Chênh lệch",
            "Cùng kỳ",
            "Trong đó",
        ),
        *(
            "Chia ra",
            "Năm trước",
            "Năm học",
            "Tăng so",
            "Giảm so",
            "Tăng/giảm",
            "Lũy kế",
            "Kế hoạch giao",
            "Chỉ tiêu giao",
        ),
    )
)
_CRITERIA = _all("Tiêu chí", "Chỉ tiêu", "Nội dung", "Danh mục", "Tổng hợp")
_LONGEST_CRITERIA = 40
_LONGEST_NOTE = 1000
"""Letters of what stands in or below a table that are looked at, where it may be no name."""
_CRITERIA_INITIALS = frozenset(word[0] for word in _CRITERIA)
_RATES = _all("SL", "Số lượng", "Tỷ lệ", "Tỉ lệ", "TL", "%", "Tỷ lệ %", "Tỉ lệ %", "SL đạt", "Tỷ lệ đạt")
_SUMMED = re.compile(r"cộng (?:[0-9]|dồn|lại|chung)|[0-9]+ (?:trường|đơn vị|phường|xã|cơ sở)\b")  # Cộng Hòa is a name
_NO_NAME = tuple(
    fold(word)
    for word in (
        *("Tổng", "TC", "Sum", "Total", "Cả", "Toàn", "Số", "Quận", "Huyện", "Thành phố", "Tỉnh", "Cụm", "Kế hoạch"),
        *("Các", "Khối", "Bậc"),
        *("Tỷ lệ", "Tỉ lệ", "Đạt tỷ lệ", "Đạt", "So với", "Bình quân", "Trung bình", "Chỉ tiêu", "Ước", "Lũy kế"),
    )
)
_SIGNED = tuple(
    fold(word)
    for word in (
        *("Người lập", "Người tổng hợp", "Thủ trưởng", "Hiệu trưởng", "Phó hiệu trưởng", "Trưởng phòng", "Nơi nhận"),
        *(
            "Phó trưởng phòng",
            "Chủ tịch",
            "Phó chủ tịch",
            "Kế toán",
            "Xác nhận",
            "Ký tên",
            "Ký",
            "Đại diện",
            "TM",
            "KT",
        ),
        *("Ghi chú", "Lưu ý", "Giám đốc", "Trưởng ban"),
    )
)


_LEAD = tuple(
    fold(word) for word in ("tổng", "số", "cộng", "khối", "cấp", "bậc", "học", "các", "hệ", "nhóm", "ngành", "giáo dục")
)
_LEAD_OF_MENTION = tuple(fold(word) for word in ("khối", "cấp", "cấp học", "bậc", "bậc học"))


def _starts(text: str, words: Iterable[str]) -> bool:
    return any(text == word or text.startswith(word + " ") for word in words)


def may_be_of_names(text: str, longest: int) -> bool:
    """Whether a text can be a heading of names, told before anything that costs time: it begins with “Tên”, or has no more
    letters than the longest of the others."""
    if sum(map(str.isalnum, text)) <= longest:
        return True
    letters = [char for char in unicodedata.normalize("NFD", text[:20].casefold()) if char.isalpha()]
    return "".join(letters[: len(_NAME)]) == _NAME


def is_name_heading(text: str) -> bool:
    """Whether a heading may be that of the names of units, whatever the rule file calls them."""
    if text.lstrip()[:1].casefold() not in _INITIALS or ":" in text:  # with a colon it asks who sends the sheet
        return False
    if not may_be_of_names(text, _LONGEST_NAME):
        return False
    word = folded(text)
    return word in GENERIC_NAMES or word.startswith(NAME_OF) or word in _IDENTITY["ward"] or word in _SCHOOL


def identity_heading(text: str) -> str:
    """What of a unit a column holds: `order`, `code`, `level`, `type`, `ward`, `year`, `note`; empty for anything else."""
    word = folded(text)
    return next((key for key, words in _IDENTITY.items() if word in words), "")


def is_signature(text: str) -> bool:
    """Whether a text belongs to the notes and signatures below a table."""
    word = folded(text[:_LONGEST_NOTE])
    return _starts(word, _SIGNED) or _DAY.search(word) is not None


def is_derived(text: str) -> bool:
    """Whether a row of this name is worked out from others: rates, means, comparisons, parts of a total."""
    return _starts(folded(text[:_LONGEST_NOTE]), _DERIVED)


def is_no_name(text: str) -> bool:
    """Whether a text begins with words of sums, plans and rates, or names a whole district: nobody is called that."""
    word = folded(text)
    return text.lstrip()[:1] == "%" or _starts(word, _NO_NAME) or _SUMMED.match(word) is not None


def is_total(text: str) -> bool:
    """Whether a row of this name is a total."""
    word = folded(text)
    if word in _SUM or _starts(word, (*_WHOLE, *_SUM_OF)):
        return True
    first, _, rest = word.partition(" ")
    return first in _SUM and _AFTER_SUM.fullmatch(rest) is not None


def is_summary(texts: Iterable[str]) -> bool:
    """Whether these texts head a small table below the data: criteria with their numbers and rates."""
    texts = tuple(texts)
    if not any(_may_be_criteria(text) and folded(text) in _CRITERIA for text in texts):
        return False
    return not _RATES.isdisjoint(map(folded, texts))


def _may_be_criteria(text: str) -> bool:
    """Whether a text can be one of those words, by its length and its first letter: folding all of a large table takes long."""
    first = text[:1]
    if len(text) > _LONGEST_CRITERIA:
        return False
    return not (first.isascii() and first.isalnum()) or first.lower() in _CRITERIA_INITIALS


def numbering(text: str) -> tuple[str, str]:
    """The Roman number or letter of a section and the words after it: `I. Mầm non`; empty where there is none."""
    found = _NUMBERING.match(text.strip())
    return (found[1], text.strip()[found.end() :]) if found and style(found[1]) else ("", text)


def style(number: str) -> str:
    """How a section is numbered: `letter`, `roman`; empty where the text is no number of a section."""
    if _ROMAN.fullmatch(number):
        return "roman"
    return "letter" if _LETTER.fullmatch(number) else ""


class Meaning(NamedTuple):
    """What the heading of a section says of the units under it."""

    level: str = ""
    type: str = ""


class KindWords:
    """The words of one kind of unit, as the rule file has them."""

    def __init__(self, directive: Directive, kind: str) -> None:
        self.kind = kind
        self.spec: UnitKind = directive.file.units[kind]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Headings of the column of names, the surest first."""
        noun = self.spec.noun.vi
        own = (f"Tên {noun}", f"Tên các {noun}", noun)
        return tuple(dict.fromkeys(fold(word) for word in (*own, *sorted(GENERIC_NAMES))))

    def section(self, text: str) -> Meaning | None:
        """The level or type, or both, that a section's heading names; None where it is no such heading."""
        found = self._heading.fullmatch(folded(numbering(text[:_LONGEST_NOTE])[1]))
        if not found:
            return None
        type_ = found["type"] or found["alone"] or ""
        return Meaning(self._levels.get(found["level"] or "", ""), self._types.get(type_, ""))

    def is_total(self, text: str) -> bool:
        """Whether a row of this name is a total, of all or of a section."""
        text = numbering(text[:_LONGEST_NOTE])[1]
        first, _, rest = folded(text).partition(" ")
        return is_total(text) or (first in _SUM and self.section(rest) is not None)

    def level_in(self, texts: Iterable[str]) -> str:
        """The one level that titles above a table speak of; empty where they name none or several."""
        found = set()
        for text in texts:
            meaning = self.section(text)
            found |= {meaning.level} if meaning is not None else set()
            found |= {self._levels[one[1]] for one in self._mention.finditer(folded(text))}
        found.discard("")
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def _levels(self) -> dict[str, str]:
        return {
            fold(word): level
            for level, words in self.spec.levels.items()
            for word in (level, words.vi, words.en or words.vi, *words.prefixes)
        }

    @cached_property
    def _types(self) -> dict[str, str]:
        return {
            fold(word): name for name, words in self.spec.types.items() for word in (words.vi, words.en or words.vi)
        }

    @cached_property
    def _heading(self) -> re.Pattern[str]:
        lead = "|".join((*_LEAD, re.escape(fold(self.spec.noun.vi))))
        level, type_ = _one_of(self._levels), _one_of(self._types)
        return re.compile(
            rf"(?:(?:{lead}) )*(?:(?P<level>{level})(?: (?P<type>{type_}))?|(?P<alone>{type_}))"
            rf"(?: [0-9]+(?: (?:{re.escape(fold(self.spec.noun.vi))}|đơn vị|cơ sở))?)?"
        )

    @cached_property
    def _mention(self) -> re.Pattern[str]:
        lead = "|".join((*_LEAD_OF_MENTION, re.escape(fold(self.spec.noun.vi))))
        return re.compile(rf"\b(?:{lead}) ({_one_of(self._levels)})(?!\w)")


def _one_of(words: Iterable[str]) -> str:
    """A pattern of these words, the longest first; of none a pattern that never fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"
