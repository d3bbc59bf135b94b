"""The sheet that says how it was done: how to read the workbook, versions, how each target is computed, what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from lbedu import __version__
from lbedu.directive.describe import computation
from lbedu.directive.expression import parts
from lbedu.directive.model import Language
from lbedu.reporters.sheets.grid import Book, Grid, on_paper
from lbedu.reporters.sheets.ledger import items_of
from lbedu.reporters.sheets.shown import CENTRED, HEADER, LINE, TEXT, TITLE, Look, Shown
from lbedu.scorecard import Scorecard
from lbedu.wording import date, harmless

_WIDTHS = (6, 13, 40, 74, 52)
_SECTION = Look(bold=True, size=12, box=False, wrap=False)
_CODE = TEXT._replace(size=9)
_LONGEST_LINE = 185


def write_method(book: Book, card: Scorecard, unlinked: int, lang: Language) -> Grid:
    """Write the sheet. `unlinked` are the links to figures for which a sheet had no room."""
    sheet = _Method(card, lang)
    grid = Grid(book, "Phương pháp" if lang == "vi" else "Method", _WIDTHS)
    grid.line("PHƯƠNG PHÁP" if lang == "vi" else "METHOD", TITLE)
    for title, head, rows in sheet.sections(unlinked):
        grid.line("")
        grid.line(title, _SECTION)
        if head:
            grid.add([Shown(text, HEADER) for text in head])
        for row in rows:
            grid.add(row)
    on_paper(grid.sheet)
    return grid


Row = list[Shown]


_GUIDE_VI = (
    "Đạt, Không đạt: chắc chắn, số liệu còn thiếu có thế nào thì kết luận vẫn vậy. Chưa đủ số liệu: còn tùy số "
    "liệu chưa có. Không áp dụng: mọi đơn vị đều nói không thuộc diện.",
    "Không có số liệu thì không bao giờ là Đạt. Ô trống không phải là 0. So sánh bằng số đúng, không làm tròn trước.",
    "Trang Tổng hợp: kết quả của tổng, tỷ lệ, số đếm và yêu cầu bằng 0 là công thức tính từ trang Số liệu; cột Số "
    "liệu đã có nói bao nhiêu đơn vị đã có đủ số liệu. Kết quả khác là giá trị, nguồn dẫn tới các dòng của nó ở "
    "trang Số liệu.",
    "Đánh giá cũng là công thức khi không thiếu số liệu nào; khi còn thiếu, kết luận là của lbedu và chỉ giữ "
    "nguyên khi không ai sửa số liệu của chỉ tiêu.",
    "Đối chiếu: khớp = số liệu đúng như lúc xét; đã sửa = có ô đã sửa, kết quả tính theo ô đã sửa; chạy lại = "
    "công thức không đủ để kết luận, phải chạy lại lbedu, Đánh giá ghi Xét lại. Công thức không xét ô đã sửa có mâu thuẫn "
    "với ô khác của đơn vị hay không: sửa xong vẫn cần chạy lại lbedu.",
    "Đơn vị đếm vào kết quả dù còn ô trống (vì trống thế nào cũng đạt) được cộng trong công thức bằng một số ở cuối.",
)
_GUIDE_EN = (
    "Met, Missed: sure, whatever the missing figures turn out to be. Undecided: it hangs on figures that are "
    "missing. Not applicable: every unit says that it is not concerned.",
    "Nothing reported is never met. A blank is no 0. Compared exactly, never rounded before.",
    "On the Summary the results of sums, shares, counts and zeros are formulas over Figures; Figures in says of "
    "how many units all figures are there. Other results are values; their source leads to their rows on Figures.",
    "A verdict is a formula too where no figure is missing; else it is lbedu's own, and stands as long as nobody "
    "changes a figure of its target.",
    "Checked: as judged = the figures are those that were judged; changed = some were changed, the result is of "
    "what stands there now; run again = formulas cannot tell, lbedu has to be run again, the verdict says Judge "
    "again. Formulas do not see what else a changed figure contradicts on its form: run lbedu again all the same.",
    "Units that count although figures are blank (because they pass whatever is filled in) are added in a formula "
    "as a number at its end.",
)
_GUIDE: dict[Language, tuple[str, ...]] = {"vi": _GUIDE_VI, "en": _GUIDE_EN}


class _Method:
    """What stands on the sheet."""

    def __init__(self, card: Scorecard, lang: Language) -> None:
        self.card = card
        self.directive = card.directive
        self.lang: Language = lang

    def say(self, vi: str, en: str) -> str:
        return vi if self.lang == "vi" else en

    def sections(self, unlinked: int) -> Iterator[tuple[str, tuple[str, ...], Iterable[Row]]]:
        say = self.say
        yield say("1. Cách đọc bảng này", "1. How to read this workbook"), (), self._guide(unlinked)
        yield say("2. Căn cứ và phiên bản", "2. Basis and versions"), (), self._basis()
        head = say(
            "TT|Mục|Chỉ tiêu|Cách tính|Cách hiểu văn bản", "No.|Clause|Target|How it is computed|How it is understood"
        )
        yield (
            say("3. Cách tính từng chỉ tiêu", "3. How each target is computed"),
            tuple(head.split("|")),
            self._targets(),
        )
        head = say("|Mục|Nội dung|Vì sao|", "|Clause|Commitment|Why|")
        yield say("4. Nội dung không xét", "4. What is not judged"), tuple(head.split("|")), self._unjudged()
        head = say(
            "TT||Tệp|SHA-256 (của đúng những byte đã đọc)|", "No.||File|SHA-256 (of the very bytes that were read)|"
        )
        yield say("5. Tệp đã đọc", "5. Files that were read"), tuple(head.split("|")), self._inputs()

    def _guide(self, unlinked: int) -> Iterator[Row]:
        guide = list(_GUIDE[self.lang])
        if unlinked:
            guide.append(
                self.say(
                    f"Một trang tính chỉ chứa được 65.530 liên kết: {unlinked} chỉ tiêu không có liên kết tới số liệu.",
                    f"A sheet holds 65,530 links: {unlinked} targets have none to their figures.",
                )
            )
        for text in guide:
            yield from ([Shown(line, LINE)] for line in _wrapped(f"- {text}"))

    def _basis(self) -> Iterator[Row]:
        say, file, card = self.say, self.directive.file, self.card
        document = file.directive
        views = {
            "district": self.directive.as_whole(self.lang),
            "units": say("từng đơn vị", "each unit by itself"),
        }
        register = harmless(card.register) or say("không có", "none")
        complete = say("có", "yes") if card.complete else say("không", "no")
        pairs = [
            (say("Văn bản", "Directive"), document.title.get(self.lang)),
            (say("Số, ký hiệu", "Number"), document.number or ""),
            (say("Tệp quy tắc", "Rule file"), f"{self._rules}, {say('bản', 'edition')} {file.version}"),
            (say("SHA-256 của tệp quy tắc", "SHA-256 of the rule file"), self.directive.digest),
            (say("Số liệu tính đến ngày", "Figures as of"), date(card.as_of, self.lang)),
            (say("Xét", "Judged"), views[card.view]),
            (say("Danh sách đơn vị", "Register"), register),
            (say("Đã nộp đủ (--complete)", "All have reported (--complete)"), complete),
            ("lbedu", __version__),
        ]
        for name, value in pairs:
            yield [Shown(look=LINE), Shown(look=LINE), Shown(name), Shown(value)]

    @property
    def _rules(self) -> str:
        return harmless(PurePosixPath(self.directive.source.replace("\\", "/")).name)

    def _targets(self) -> Iterator[Row]:
        numbers: dict[str, list[int]] = {}
        for number, item in enumerate(items_of(self.card), 1):
            numbers.setdefault(item.target.id, []).append(number)
        for target in self.directive.targets:
            steps = [line for leaf in parts(target.measure) for line in computation(self.directive, leaf, self.lang)]
            found = numbers.get(target.id, [])
            note = target.spec.note.get(self.lang) if target.spec.note is not None else None
            yield [
                Shown(found[0] if len(found) == 1 else None, CENTRED),
                Shown(target.clause, CENTRED),
                Shown(target.spec.title.get(self.lang)),
                Shown("\n".join(steps)),
                Shown(note),
            ]

    def _unjudged(self) -> Iterator[Row]:
        for commitment in self.directive.file.commitments:
            why = None
            if commitment.not_checked is not None:
                why = commitment.not_checked.get(self.lang)
            elif commitment.same_as is not None:
                clause = next(c.clause for c in self.directive.file.commitments if c.id == commitment.same_as)
                why = self.say(f"đã xét ở mục {clause}", f"judged at {clause}")
            if why is not None:
                words = (commitment.title.get(self.lang), why)
                yield [Shown(), Shown(commitment.clause, CENTRED), *(Shown(one) for one in words), Shown()]

    def _inputs(self) -> Iterator[Row]:
        for number, name in enumerate(self.card.inputs, 1):
            is_register = name == self.card.register
            yield [
                Shown(number, CENTRED),
                Shown(self.say("danh sách", "register") if is_register else None, CENTRED),
                Shown(name),
                Shown(self.card.digests.get(name), _CODE),
                Shown(),
            ]


def _wrapped(text: str) -> list[str]:
    """Lines that fit over the columns of the sheet."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= _LONGEST_LINE:
            lines.append(" ")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines
