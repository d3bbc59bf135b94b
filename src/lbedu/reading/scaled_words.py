"""The words by which a text says that figures count tens, thousands or percent. Loaded once a text may be one of these."""

from __future__ import annotations

import re
from typing import Literal

from lbedu.vietnamese import nfc

Kind = Literal["", "times", "share", "weak"]
"""`share`: in percent. `weak`: only where it stands in a column of units of measure, as a number may stand anywhere."""

_WORD = (
    r"(?:chục|trăm|nghìn|ngàn|ngìn|vạn|triệu|tỷ(?! lệ)|tỉ(?! lệ| số)|nghin|ngan|trieu|hundreds?|thousands?|millions?)\b"
)
_SURE = r"(?:nghìn|ngàn|ngìn|nghin|thousands?)"
"""Of these words those that are no names of people and places."""
_NUMBER = r"(?:1[., ]?000(?:[., ]?000)?|10{1,2}|10 ?\^ ?[1-9]|10[²³⁶])(?![.,]?[0-9]|%)"
_TIMES = rf"(?:{_WORD}|{_NUMBER})"
_THOUSANDS = rf"(?:{_WORD}|1[., ]?000\b)"
_MONEY = rf"(?!(?: {_WORD})* ?(?:đồng|dong\b|đ\b|vn[dđ]|usd|₫))"
_COUNTED = (
    r"(?:(?:lượt |số |con |đơn vị )?(?:trẻ(?: em)?|em|cháu|bé|học sinh|hsinh|hs|sinh viên|thí sinh|người|ng|lượt|lớp"
    r"|nhóm|trường|phường|xã|phòng(?: học)?|giáo viên|gv|cán bộ|cb|vụ|giải|cha mẹ(?: học sinh)?|phụ huynh|hộ"
    r"|đơn vị|pupils?|child|children|people|persons?|students?)\b\.?)"
)
_DECLARES = r"(?<!\w)(?:đơn ?vị ?tính|đvị ?tính|đv ?tính|đ\. ?v\. ?t\b\.?|đvt|dvt|don vi tinh|unit of measure|unit)\b"
_IS = r"[\s:=(\[–—.,\-]*(?:(?:là|theo|bằng|in) )?(?:[x×*] ?)?"
_SAYS_TIMES = re.compile(
    "|".join(
        (
            rf"{_DECLARES}{_IS}{_TIMES}{_MONEY}",
            rf"{_DECLARES}[^.;]{{0,60}}?(?<!hàng )(?<!phần ){_WORD}{_MONEY}",
            rf"{_DECLARES}[^.;]{{0,60}}?\( ?(?:[x×*] ?)?{_NUMBER} ?{_COUNTED}? ?\)",
            rf"(?<!\w)(?:đơn ?vị|đv)[\s:=(\-–]*(?:là )?{_WORD}(?: {_COUNTED}|\W*$){_MONEY}",
            rf"(?<!\w)(?:đơn ?vị|đv) ?[:=(\-–] ?{_NUMBER}(?: {_COUNTED}|\W*$)",
            rf"[(\[] ?(?:(?:đv|tính|theo|bằng|tính theo|tính bằng|số|in) ?:? )?{_WORD}(?: {_COUNTED})? ?[)\]]{_MONEY}",
            rf"(?:^|[(\[] ?|(?<!\d)(?<!\d ) )[x×*] ?1[., ]?000(?: ?{_COUNTED})? ?(?:[)\]]|$)",
            rf"(?:tính|ghi|đếm|lấy|số liệu|quy|figures)(?: ra)? (?:theo|bằng|in)(?: đơn vị)?(?: là)? {_THOUSANDS}{_MONEY}",
            rf"làm tròn(?: số)?(?: (?:đến|tới|thành|theo|ra))?(?: (?:hàng|số|chữ số|đơn vị))? {_TIMES}{_MONEY}",
            rf"^\W*{_WORD}(?: {_WORD})? {_COUNTED}\W*$",
            rf"^\W*{_SURE}\W*$|^in {_SURE}\W*$",
            rf"[,:;–-] ?{_WORD} {_COUNTED}\W*$|[,:;–-] ?{_SURE}\W*$",
            rf"nhân (?:(?:với|cho|lên) )?{_THOUSANDS}{_MONEY}|(?:bỏ|lược|bớt|cắt)(?: bớt)? (?:3|ba) (?:chữ )?số (?:0|không)",
            r"^\(1[., ]?000\)$",
            rf"(?<!\w)['’]000\b|^0{{3}} {_COUNTED}$",
        )
    )
)
_SAYS_SHARE = re.compile(
    rf"(?:{_DECLARES}|(?<!\w)(?:đơn ?vị|đv) ?:)[\s:=(\[–\-]*(?:là )?(?:t[ỷỉ] lệ ?)?\(? ?(?:%|phần trăm|percent)[\s)\].]*$"
)
_WEAK = re.compile(rf"^\W*(?:{_TIMES}(?: {_COUNTED})?|{_WORD} {_WORD})\W*$")
_OF_MONEY = re.compile(r"kinh phí|tiền|ngân sách|học phí|vốn|giá trị|doanh thu|lương|mức (?:thu|chi)|đồng\b|vnđ")


def kind_of(text: str) -> Kind:
    """What a text says of the figures around it."""
    word = " ".join(nfc(text).casefold().split())
    found = _SAYS_TIMES.search(word)
    if found and not (_OF_MONEY.search(word) and not re.search(_COUNTED, found[0])):
        return "times"
    if _SAYS_SHARE.search(word):
        return "share"
    return "weak" if _WEAK.match(word) else ""
