"""What is said of a workbook as a whole."""

from __future__ import annotations

import pytest

from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.reading.remarks import remarks
from lbedu.reading.workbook import Workbook

PLAIN = Workbook((), False, False, False)


@pytest.mark.parametrize(
    ("book", "file", "codes"),
    [
        (PLAIN, "a.xlsx", []),
        (PLAIN, "thư mục.xls/A.XLSM", []),
        (PLAIN, "a.xls", ["other_extension"]),
        (PLAIN, "a", ["other_extension"]),
        (PLAIN._replace(external_links=True), "a.xlsx", ["external_links"]),
        (PLAIN._replace(has_macros=True), "a.xlsm", ["macros"]),
        (PLAIN._replace(format=".xls"), "a.xls", ["format_shows_less"]),
        (PLAIN._replace(format=".ods"), "a.ods", ["format_shows_less"]),
        (PLAIN._replace(format=".xlsb"), "a.xls", ["other_extension", "format_shows_less"]),
    ],
)
def test_warnings_of_a_workbook(book: Workbook, file: str, codes: list[str]) -> None:
    found = list(remarks(book, file))
    assert [problem.code for problem in found] == codes
    assert {CATALOGUE[code].severity for code in codes} <= {"warning"}
    assert all("{" not in problem.text("vi", "message") for problem in found)
