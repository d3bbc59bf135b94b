"""The contest as a picture: plot.py RESULT.json FILE.svg. The same results give the same bytes."""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": "lbedu", "font.family": "sans-serif", "font.size": 9}
from matplotlib import pyplot  # noqa: E402  # once it is set how it draws

OURS, OTHERS, FLOOR = "#1f6f4a", "#8a94a0", "#d3d8dd"


def main() -> None:
    results = [one for one in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["results"] if one["rival"]]
    counts = sorted({one["count"] for one in results})
    names = list(dict.fromkeys(one["rival"] for one in results))
    order = sorted(names, key=lambda name: name.startswith("floor"))
    figure, panels = pyplot.subplots(1, len(counts), figsize=(10, 3.2), sharey=True, layout="constrained")
    rows = ["lbedu check", *order]
    for panel, count in zip(panels, counts, strict=True):
        here = {one["rival"]: one for one in results if one["count"] == count}
        seconds = {"lbedu check": sorted(one["below"] for one in here.values())[len(here) // 2] / 1e3}
        seconds |= {name: one["above"] / 1e3 for name, one in here.items()}
        shown = [name for name in rows if name in seconds]
        colours = [OURS if name == rows[0] else FLOOR if name.startswith("floor") else OTHERS for name in shown]
        places = [rows.index(name) for name in shown]  # every panel has the same rows, and not every one a bar in each
        bars = panel.barh(places, [seconds[name] for name in shown], color=colours)
        panel.bar_label(bars, [f" {seconds[name]:.2f} s" for name in shown])
        panel.set_title(f"{count:,} workbook{'s' * (count > 1)}".replace(",", "."))
        panel.set_xlabel("CPU seconds")
        panel.margins(x=0.3)
        panel.spines[["top", "right"]].set_visible(False)
    panels[0].set_yticks(range(len(rows)), rows)
    panels[0].invert_yaxis()
    figure.savefig(sys.argv[2], metadata={"Date": None})


if __name__ == "__main__":
    main()
