"""The executor of a Dask cluster: a real scheduler with two worker processes, one of which is killed while it reads."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import pytest

import lbedu
from lbedu.intake import elsewhere
from lbedu.reporters import Style
from lbedu.reporters.as_json import render

WITHOUT = """
import sys
for name in [*sys.modules]:
    if name.split(".")[0] == "lbedu":
        del sys.modules[name]
sys.modules["lbedu"] = None
"""
distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("default")  # of Dask's own
DISTRICT = Path(__file__).resolve().parents[1] / "samples" / "districts" / "2021-2022-missed"


@pytest.fixture
def cluster() -> Iterator[Any]:
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def test_a_cluster_that_loses_a_worker_gives_the_same(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def text(executor: Executor | None) -> str:
        return render(lbedu.check(DISTRICT, jobs=0, executor=executor), Style("vi", 100, False, "utf-8"))

    expected = text(None)
    monkeypatch.setattr(elsewhere, "_TOGETHER", 1)  # so that many pieces are under way
    pids = list(cluster.run(os.getpid).values())
    real = elsewhere.Elsewhere._answered
    killed: list[int] = []

    def answered(self: Any, future: Any, tasks: Any) -> Any:
        if not killed:
            killed.append(pids[0])
            os.kill(pids[0], signal.SIGKILL)
        return real(self, future, tasks)

    monkeypatch.setattr(elsewhere.Elsewhere, "_answered", answered)
    assert text(cluster.get_executor()) == expected
    assert killed


def test_workers_without_lbedu_say_so(cluster: Any) -> None:
    """Dask gives up a worker that cannot unpack a task, and waits for another one for ever."""
    cluster.run(exec, WITHOUT)
    pids = cluster.run(os.getpid)
    with pytest.raises(lbedu.LbeduError, match="workers of the executor have not this lbedu"):
        lbedu.check(DISTRICT, executor=cluster.get_executor())
    assert cluster.run(os.getpid) == pids
