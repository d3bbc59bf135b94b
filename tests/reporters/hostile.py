"""Texts that break pages, and a scorecard that has them wherever something comes from outside. Holds no tests."""

from __future__ import annotations

from lbedu.problems import Problem
from lbedu.scorecard import Scorecard, Skipped
from lbedu.submission import Place, Reading

HOSTILE = (
    "<script>window.ran=1</script>",
    '"><img src=x onerror="window.ran=1">',
    "' onmouseover='window.ran=1",
    "</script><script>window.ran=1</script>",
    "</style><style>*{display:none}",
    "javascript:window.ran=1",
    "<!--",
    "]]>&lt;b&gt;&amp;",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnp.exe\u202d",
    "</details></table></main>",
    "<svg/onload=window.ran=1>",
)


def hostile(card: Scorecard) -> Scorecard:
    """The scorecard with such texts wherever something comes from outside."""
    evil = HOSTILE * 40
    label = {"vi": HOSTILE[0], "en": HOSTILE[1]}
    problems = [
        Problem("not_a_number", Place(text, text, "E1"), text, {"label": label, "expected": label}) for text in HOSTILE
    ]
    problems += [
        Problem("blank", Place("a", text, f"E{i}"), "", {"label": label, "expected": label})
        for i in range(9)
        for text in HOSTILE[:2]
    ]
    readings = [Reading(Place(text, text, text), text, {"vi": text, "en": text}) for text in HOSTILE]
    submissions = tuple(
        one._replace(
            file=evil[at],
            records=tuple(
                record._replace(
                    said={
                        name: said._replace(
                            value=evil[at + 3]
                            if isinstance(said.value, str) and name.endswith("evidence")
                            else said.value,
                            place=said.place._replace(sheet=evil[at + 1] + said.place.file),
                        )
                        for name, said in record.said.items()
                    }
                )
                for record in one.records
            ),
        )
        for at, one in enumerate(card.submissions)
    )
    moved = {
        old.place: new
        for one, other in zip(card.submissions, submissions, strict=True)
        for before, after in zip(one.records, other.records, strict=True)
        for old, new in zip(before.said.values(), after.said.values(), strict=True)
    }
    verdicts = tuple(
        verdict._replace(sources=tuple((name, moved[said.place]) for name, said in verdict.sources))
        for verdict in card.verdicts
    )
    waiting = tuple(
        item._replace(sources=tuple((name, moved[said.place]) for name, said in item.sources)) for item in card.waiting
    )
    return card._replace(
        problems=tuple(sorted(problems, key=lambda problem: problem.sort_key)),
        readings=tuple(readings),
        submissions=submissions,
        verdicts=verdicts,
        waiting=waiting,
        inputs=tuple(sorted({*HOSTILE, *(one.file for one in submissions)})),
        skipped=tuple(Skipped(text, "hidden") for text in HOSTILE),
        register=HOSTILE[0] if card.register else "",
        directive=card.directive._replace(source=HOSTILE[3]),
    )
