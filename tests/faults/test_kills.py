"""Kills at random moments, and two writers at once: nothing acknowledged is lost, nothing is half there."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from procw_tui.domain.record.records import Scout
from procw_tui.store.store import Store
from tests.faults import worker
from tests.faults.scale import figure, times
from tests.make_demo import NOW

WRITER = """
import sys
from pathlib import Path
from procw_tui.bootstrap import system_clock
from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Scout
from procw_tui.store.store import Store
store = Store(Path(sys.argv[1]), system_clock)
for number in range(int(sys.argv[2])):
    record = Scout(id=changes.new_id(), received_on=system_clock().date())
    store.commit(lambda ledger: changes.log(ledger, record))
    print(record.id, flush=True)
    if number % 50 == 7:
        store.settle()
"""


def _killed(path: Path, seed: int, wait: float, slow: float) -> str:
    """What a worker said until it was killed: every other one only after a change was acknowledged."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            worker.run(path, seed, writing, slow)
        finally:
            os._exit(1)
    os.close(writing)
    said = b""
    until = time.monotonic() + 5 + wait
    first = b"done" if seed % 2 else b"\n"
    while first not in said and time.monotonic() < until and select.select([reading], [], [], 1)[0]:
        said += os.read(reading, 1 << 16)
    time.sleep(wait)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    while chunk := os.read(reading, 1 << 16):
        said += chunk
    os.close(reading)
    return said.decode()


@pytest.mark.parametrize(("slow", "short", "full"), [(0, 12, 400), (0.004, 4, 100)])
def test_kills_at_random_moments(tmp_path: Path, slow: float, short: int, full: int) -> None:
    path = tmp_path / "procw.json"
    dice = random.Random(7)  # noqa: S311
    model: worker.Model = {}
    changes = 0
    for seed in range(times(short, full)):
        said = _killed(path, seed, dice.random() * (0.03 if not slow else 0.1), slow)
        sure, maybe = worker.after(model, said)
        found = worker.model_of(Store(path, lambda: NOW).ledger)
        assert found in (sure, maybe), f"kill {seed}"
        model = found
        changes += said.count("done")
    assert changes >= times(short, full) // 2
    figure(
        f"{times(short, full)} kills (sync slowed by {2000 * slow:.0f} ms), {changes} changes acknowledged: 0 wrong"
    )


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path, each = tmp_path / "procw.json", times(150, 1000)
    command = [sys.executable, "-c", WRITER, str(path), str(each)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    written = {line for one in running for line in one.communicate()[0].split()}
    assert len(written) == 2 * each
    assert written == {record.id for record in Store(path, lambda: NOW).ledger.all(Scout)}
    figure(f"2 writers x {each} logs, folding meanwhile: {len(written)} there")
