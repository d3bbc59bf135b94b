"""The catalogue of problems: one entry a code, in both languages. Codes never change their meaning."""

from __future__ import annotations

from lbedu.problem_catalogue.accidents import ACCIDENTS
from lbedu.problem_catalogue.cells import CELLS
from lbedu.problem_catalogue.files import FILES
from lbedu.problem_catalogue.formats import FORMATS
from lbedu.problem_catalogue.forms import FORMS
from lbedu.problem_catalogue.kind import Kind
from lbedu.problem_catalogue.layouts import LAYOUTS
from lbedu.problem_catalogue.registers import REGISTER
from lbedu.problem_catalogue.stamps import STAMPS
from lbedu.problem_catalogue.tables import TABLES
from lbedu.problem_catalogue.texts import TEXTS

CATALOGUE: dict[str, Kind] = {
    **FILES,
    **FORMATS,
    **STAMPS,
    **FORMS,
    **LAYOUTS,
    **CELLS,
    **ACCIDENTS,
    **TEXTS,
    **TABLES,
    **REGISTER,
}
