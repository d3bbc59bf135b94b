"""Who has reported and who has not, on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lbedu.reporters.terminal.page import Page
from lbedu.reporters.terminal.verdicts import bare
from lbedu.scorecard import Absent
from lbedu.submission import Unit
from lbedu.wording import harmless


def who_reported(page: Page) -> Iterator[str]:
    """One line for each kind of unit."""
    card, directive = page.card, page.card.directive
    for kind, spec in directive.file.units.items():
        units = sorted({bare(s.unit) for s in card.submissions if s.unit.kind == kind})
        expected = [unit for unit in card.expected if unit.kind == kind]
        counted = directive.file.expects.get(kind)
        noun = spec.noun.get(page.lang, 2)
        noun = noun[:1].upper() + noun[1:]
        reported = page.say("đã báo cáo", "reported")
        if counted is not None and len(counted) == 1:
            yield f"{counted[0]}: {reported if units else page.say('chưa báo cáo', 'not reported yet')}"
        elif counted is not None:
            yield f"{noun}: {len(units)}/{len(counted)} {reported}"
        elif card.register:
            levels, all_levels = (Counter(unit.level for unit in some) for some in (units, expected))
            split = ", ".join(f"{level} {levels[level]}/{all_levels[level]}" for level in spec.levels)
            listed = page.say("danh sách", "register")
            yield (
                f"{noun}: {len(units)}/{len(expected)} {reported}"
                + (f" ({split})" if split else "")
                + f"; {listed}: {harmless(card.register)}"
            )
        else:
            levels = Counter(unit.level for unit in units)
            split = ", ".join(f"{level} {levels[level]}" for level in spec.levels if levels[level])
            known = page.say("coi là đã đủ theo --complete", "taken as all by --complete")
            unknown = page.say(
                "chưa có danh sách nên chưa biết còn đơn vị nào", "without a register nobody knows how many more"
            )
            yield (
                f"{noun}: {len(units)} {reported}"
                + (f" ({split})" if split else "")
                + (f"; {known if card.complete else unknown}")
            )


def show_absent(page: Page) -> None:
    """Every unit that must report and has not, by level and ward, and how many targets wait for them."""
    absent = page.card.absent
    if not absent:
        return
    page.heading(page.say("CHƯA BÁO CÁO", "NOT REPORTED YET") + f": {len(absent)}")
    groups: dict[tuple[str, str], list[Absent]] = {}
    for one in absent:
        groups.setdefault((one.unit.kind, one.unit.level), []).append(one)
    for (kind, level), some in groups.items():
        spec = page.card.directive.file.units[kind]
        name = spec.levels[level].get(page.lang) if level in spec.levels else spec.noun.get(page.lang, len(some))
        names = "; ".join(_by_ward(page, [one.unit for one in some]))
        page.line(f"{name[:1].upper()}{name[1:]} ({len(some)}): {names}", "yellow", 2)
        page.line(_waiting(page, some), indent=4)


def _by_ward(page: Page, units: Sequence[Unit]) -> Iterator[str]:
    wards: dict[str, list[str]] = {}
    for unit in units:
        wards.setdefault(unit.ward, []).append(harmless(unit.name))
    for ward in sorted(wards, key=lambda ward: (not ward, ward)):
        names = ", ".join(wards[ward])
        yield f"{page.say('phường', 'ward')} {harmless(ward)}: {names}" if ward else names


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
