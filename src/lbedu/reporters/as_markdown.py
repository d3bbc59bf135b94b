"""Reporter `markdown`: the scorecard as GitHub and GitLab show it, in an issue, a comment or the summary of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lbedu.grouping import grouped
from lbedu.phrases import OUTCOMES, name_list, problems_text, totals_text, unit_text
from lbedu.problem_catalogue.words import TITLES
from lbedu.problems import Language, Problem
from lbedu.reporters import Style
from lbedu.reporters.lines import (
    MARKS,
    SEVERITIES,
    by_unit,
    headline,
    held_down,
    incomplete,
    known_lines,
    own_figure,
    required_text,
    skipped_files,
    waits_for,
    who_reported,
)
from lbedu.reporters.notation import markdown
from lbedu.scorecard import Scorecard, Verdict, Waiting
from lbedu.wording import whole

SUMMARY_BYTES = 1_000_000
"""The summary of a step that is longer than 1 MiB GitHub refuses whole."""


def render(card: Scorecard, style: Style) -> str:
    """The whole scorecard: every problem, every verdict, every reading."""
    return "".join(pieces(card, style))


def pieces(card: Scorecard, style: Style) -> Iterator[str]:
    """The same text line by line."""
    return _Page(card, style.lang, brief=False).lines()


def summary(card: Scorecard, style: Style, room: int = SUMMARY_BYTES) -> str:
    """The same for the summary of a run: problems that repeat stand together, and it takes so many bytes at most."""
    lines = list(_Page(card, style.lang, brief=True).lines())
    sizes = [len(line.encode("utf-8", "replace")) for line in lines]
    if sum(sizes) <= room:
        return "".join(lines)
    kept, used = 0, 300  # what is said of the rest
    while used + sizes[kept] <= room:
        used += sizes[kept]
        kept += 1
    left = whole(len(lines) - kept, style.lang)
    more = (
        f"Còn {left} dòng nữa, xem đủ bằng --reporter markdown:TỆP"
        if style.lang == "vi"
        else f"{left} more lines, all in --reporter markdown:FILE"
    )
    return f"{''.join(lines[:kept])}\n**{markdown.plain(more)}**\n" if used <= room else ""


class _Page:
    """The lines of one scorecard in one language."""

    def __init__(self, card: Scorecard, lang: Language, brief: bool) -> None:
        self.card = card
        self.lang = lang
        self.brief = brief
        """Problems that repeat stand together."""

    def lines(self) -> Iterator[str]:
        """Everything, a line at a time; a table may end behind any of its rows."""
        card, lang = self.card, self.lang
        yield f"# {markdown.plain(headline(card, lang))}\n\n"
        if card.interrupted:
            yield f"**{markdown.plain(incomplete(card, lang))}**\n\n"
        yield f"**{markdown.plain(totals_text(card, lang))}**\n"
        yield from self._reported()
        yield from self._problems()
        for unit, own in by_unit(card.verdicts, lambda one: one.unit).items():
            whose = card.directive.as_whole(lang) if unit is None else unit_text(card.directive, unit, lang)
            yield self._heading(f"{self._say('Kết luận', 'Verdicts')}: {whose}")
            yield from self._verdicts(own)
        yield from self._held()
        yield from self._waiting()
        yield from self._readings()

    def _say(self, vi: str, en: str) -> str:
        return vi if self.lang == "vi" else en

    def _heading(self, text: str) -> str:
        return f"\n## {markdown.plain(text)}\n\n"

    def _table(self, titles: Iterable[tuple[str, str]], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
        yield markdown.head([self._say(*title) for title in titles])
        yield from map(markdown.row, rows)

    def _reported(self) -> Iterator[str]:
        card, lang = self.card, self.lang
        yield self._heading(self._say("Ai đã báo cáo", "Who reported"))
        if not card.submissions:
            yield markdown.item(self._say("Chưa có báo cáo nào đọc được.", "No report could be read."))
        elif card.view == "district":
            yield from map(markdown.item, who_reported(card, lang))
        else:
            for one in card.submissions:
                yield markdown.item(f"{unit_text(card.directive, one.unit, lang)}: {one.file} ({one.title[lang]})")
        for words, files in skipped_files(card, lang):
            shown = name_list(files, lang) if self.brief else ", ".join(files)
            yield markdown.item(f"{self._say('Bỏ qua', 'Passed over')} ({words}): {shown}")

    def _problems(self) -> Iterator[str]:
        if not self.card.problems:
            return
        lead = self._say("Sai số liệu", "Problems")
        yield self._heading(f"{lead}: {problems_text(self.card, self.lang)}")
        titles = (("Tệp", "File"), ("Ô", "Cell"), ("Mức độ", "Severity"), ("Sai gì", "What"), ("Cách sửa", "Mend"))
        rows = self._groups() if self.brief else (self._problem(problem) for problem in self.card.problems)
        yield from self._table(titles, rows)

    def _problem(self, problem: Problem) -> tuple[str, ...]:
        lang = self.lang
        also = ", ".join(place.seen_from(problem.place) for place in problem.places)
        cells = "\n".join(text for text in (problem.place.address, also) if text)
        said = f"{problem.text(lang, 'message')}\n{problem.code}"
        return problem.place.file, cells, SEVERITIES[problem.severity][lang], said, problem.text(lang, "fix")

    def _groups(self) -> Iterator[tuple[str, ...]]:
        for group in grouped(self.card.problems):
            if not group.repeats:
                yield from map(self._problem, group.problems)
                continue
            title = TITLES[group.code][0 if self.lang == "vi" else 1]
            more = self._say(" nữa", " more") if group.left else ""
            said = f"{whole(len(group.problems), self.lang)} {title}{more}\n{group.code}"
            place = f"{group.sheet}: {group.cells(self.lang)}" if group.sheet else group.cells(self.lang)
            yield group.file, place, SEVERITIES[group.severity][self.lang], said, group.fix(self.lang)

    def _verdicts(self, verdicts: list[Verdict]) -> Iterator[str]:
        titles = (
            *(("Mục", "Clause"), ("Chỉ tiêu", "Target"), ("Yêu cầu", "Required")),
            *(("Thực hiện", "Actual"), ("Kết luận", "Verdict")),
        )
        yield from self._table(titles, map(self._verdict, verdicts))
        if any(verdict.by_word for verdict in verdicts):
            said = self._say(
                "* kết luận được nhờ --complete: coi như mọi đơn vị chưa nộp đều không có",
                "* decided by --complete: units that have not reported are taken not to exist",
            )
            yield f"\n{markdown.plain(said)}\n"

    def _verdict(self, verdict: Verdict) -> tuple[str, ...]:
        lang, target = self.lang, verdict.target
        required = required_text(self.card, target, lang, verdict.unit is not None)
        actual = "\n".join(known_lines(self.card, verdict, lang))
        word = " *" if verdict.by_word else ""
        shown = f"{MARKS[verdict.outcome]} {OUTCOMES[verdict.outcome][lang]}{word}"
        return target.clause, target.spec.title.get(lang), required, actual, shown

    def _held(self) -> Iterator[str]:
        """In the district, who holds a target down."""
        join: Callable[[list[str]], str] = (
            (lambda all_: name_list(all_, self.lang, joiner="; ")) if self.brief else "; ".join
        )
        found = [
            (verdict, held_down(self.card, verdict, self.lang))
            for verdict in self.card.verdicts
            if verdict.unit is None and verdict.outcome in ("missed", "undecided")
        ]
        if any(held for _, held in found):
            yield self._heading(self._say("Đơn vị làm chỉ tiêu chưa đạt", "Who holds a target down"))
        for verdict, held in found:
            if held:
                target = verdict.target
                yield markdown.item(f"{target.clause} {target.spec.title.get(self.lang)}: {join(held)}")

    def _waiting(self) -> Iterator[str]:
        if not self.card.waiting:
            return
        yield self._heading(self._say("Số liệu góp vào chỉ tiêu chung", "Share in common targets"))
        titles = (
            *(("Đơn vị", "Unit"), ("Mục", "Clause"), ("Chỉ tiêu", "Target"), ("Yêu cầu chung", "Required of all")),
            *(("Riêng đơn vị", "This unit"), ("Chờ", "Waits for")),
        )
        yield from self._table(titles, map(self._share, self.card.waiting))

    def _share(self, item: Waiting) -> tuple[str, ...]:
        lang, target = self.lang, item.target
        unit = unit_text(self.card.directive, item.unit, lang)
        required = required_text(self.card, target, lang)
        others = ", ".join(waits_for(self.card, item, lang))
        return unit, target.clause, target.spec.title.get(lang), required, own_figure(self.card, item, lang), others

    def _readings(self) -> Iterator[str]:
        readings = self.card.readings
        if not readings:
            return
        lead = self._say("Đã hiểu cách ghi", "Understood rather than read")
        yield self._heading(f"{lead}: {whole(len(readings), self.lang)}")
        titles = (("Ô", "Cell"), ("Ghi", "Written"), ("Hiểu là", "Read as"))
        yield from self._table(titles, ((str(one.place), one.found, one.read_as[self.lang]) for one in readings))
