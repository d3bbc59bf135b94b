"""pre-commit, for real: hooks installed from a repository, in a repository where somebody commits reports and rule files."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
import yaml

from tests.ci.conftest import ROOT, ran

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git")
GIT = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


@pytest.fixture(scope="module")
def committed(
    source: Path, service: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, str]]:
    """A repository whose every commit is looked at by the hooks, and the environment to commit in."""
    env = {**service, "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("home")), "PRE_COMMIT_COLOR": "never"}
    env["PATH"] = f"{Path(sys.executable).parent}:{env['PATH']}"
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "hooks")):
        assert ran(*GIT, *words, cwd=source, env=env).returncode == 0
    head = ran("git", "rev-parse", "HEAD", cwd=source, env=env).stdout.strip()
    folder = tmp_path_factory.mktemp("office")
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    config = {"repos": [{"repo": str(source), "rev": head, "hooks": [{"id": hook["id"]} for hook in hooks]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    assert ran("git", "init", "-q", cwd=folder, env=env).returncode == 0
    installed = ran(sys.executable, "-m", "pre_commit", "install", "--install-hooks", cwd=folder, env=env)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return folder, env


def _commit(committed: tuple[Path, dict[str, str]], **files: Path) -> tuple[bool, str]:
    """Whether a commit of these files goes through, and what the hooks say."""
    folder, env = committed
    ran("git", "rm", "-rfq", "--cached", ".", cwd=folder, env=env)
    for old in folder.glob("[!.]*"):
        old.unlink()
    for name, path in files.items():
        shutil.copy(path, folder / name)
    ran("git", "add", "--", *files, cwd=folder, env=env)
    ended = ran(*GIT, "commit", "-m", "reports", "--allow-empty", cwd=folder, env=env)
    return ended.returncode == 0, ended.stdout + ended.stderr


def test_a_wrong_report_is_not_committed(committed: tuple[Path, dict[str, str]]) -> None:
    done, said = _commit(committed, **{"-view.xlsx": ROOT / "samples/report.xlsx"})
    assert not done
    assert "exit code: 3" in said
    assert "'Số liệu'!E21" in said


def test_a_report_that_misses_a_target_is(committed: tuple[Path, dict[str, str]]) -> None:
    done, said = _commit(committed, **{"phường.XLSX": ROOT / "samples/2021-2022/phuong-bo-de.xlsx"})
    assert done, said
    assert "check Excel reports with lbedu...........................................Passed" in said


def test_rule_files_are_linted(committed: tuple[Path, dict[str, str]]) -> None:
    done, said = _commit(committed, **{"2030-2031.yaml": ROOT / "samples/rule-files/2030-2031.yaml"})
    assert not done
    assert "exit code: 2" in said
    assert "[not_one_of]" in said
    done, said = _commit(committed, **{"2021-2022.yaml": ROOT / "targets/2021-2022.yaml"})
    assert "lint rule files" in said
