"""Who has reported and who has not, on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lbedu.reporters.terminal.page import Page
from lbedu.scorecard import Absent
from lbedu.submission import Unit
from lbedu.wording import harmless, whole


def show_absent(page: Page) -> None:
    """Every unit that must report and has not, by level and ward, and how many targets wait for them."""
    absent = page.card.absent
    if not absent:
        return
    page.heading(page.say("CHƯA BÁO CÁO", "NOT REPORTED YET") + f": {whole(len(absent), page.lang)}")
    groups: dict[tuple[str, str], list[Absent]] = {}
    for one in absent:
        groups.setdefault((one.unit.kind, one.unit.level), []).append(one)
    for (kind, level), some in groups.items():
        spec = page.card.directive.file.units[kind]
        name = spec.levels[level].get(page.lang) if level in spec.levels else spec.noun.get(page.lang, len(some))
        names = "; ".join(_by_ward(page, [one.unit for one in some]))
        page.line(f"{name[:1].upper()}{name[1:]} ({whole(len(some), page.lang)}): {names}", "yellow", 2)
        page.line(_waiting(page, some), indent=4)


def _by_ward(page: Page, units: Sequence[Unit]) -> Iterator[str]:
    wards: dict[str, list[str]] = {}
    for unit in units:
        wards.setdefault(unit.ward, []).append(harmless(unit.name))
    directive = page.card.directive
    for ward in sorted(wards, key=lambda ward: (not ward, ward)):
        names = ", ".join(wards[ward])
        yield f"{directive.placed(harmless(ward), page.lang)}: {names}" if ward else names


def _waiting(page: Page, some: Iterable[Absent]) -> str:
    waiting = dict.fromkeys(target for one in some for target in one.targets)
    if not waiting:
        return page.say("Không chỉ tiêu nào phải chờ.", "No target waits for them.")
    many = len(waiting)
    clauses = dict.fromkeys(t.clause for t in page.card.directive.targets if t.id in waiting)
    listed = "; ".join(clauses)
    if page.lang == "vi":
        return f"{many} chỉ tiêu đang chờ, ở các mục: {listed}"
    return f"{many} {'target waits' if many == 1 else 'targets wait'}, of the clauses: {listed}"
