"""The wheel is what others install: one package, whole, and nothing that is theirs."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FOLDERS = ("schemas", "pipeline", "agents")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Return the path of a wheel built from this tree, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


def test_every_file_of_the_three_folders_is_in_the_wheel(wheel):
    """A data file that is left out is found missing by the user, at the first story."""
    packed = set(zipfile.ZipFile(wheel).namelist())
    here = {
        f"koreawire/{file.relative_to(ROOT).as_posix()}"
        for folder in FOLDERS
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")
    }
    assert here <= packed
    assert {"koreawire/__init__.py", "koreawire/py.typed"} <= packed


def test_the_wheel_takes_no_name_but_its_own(wheel):
    """A top-level `agents` would overwrite other people's package of that name."""
    top = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == {"koreawire"}


@pytest.mark.parametrize(("module", "found"), [("koreawire.agents", True), ("agents", False)])
def test_only_the_package_is_importable(wheel, tmp_path, module, found):
    """As in an environment that has the wheel and not this folder."""
    code = f"import sys; sys.path[:] = [{str(wheel)!r}, *sys.path[:3]]; import {module}"
    command = [sys.executable, "-I", "-c", code]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert (run.returncode == 0) is found, run.stderr.decode()
    assert found or b"ModuleNotFoundError: No module named 'agents'" in run.stderr
