"""Over a real sshd on the loopback address: what was logged before the line was cut is there."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from procw_tui.domain.record.records import Message
from procw_tui.store.store import Store
from tests.make_demo import NOW
from tests.tui.line import Line

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PRIVILEGE_SEPARATION = Path("/run/sshd")
"""A daemon of root's wants it; the package's service makes it."""

pytestmark = [
    pytest.mark.skipif(SSHD is None or shutil.which("ssh") is None, reason="OpenSSH is not installed"),
    pytest.mark.skipif(
        os.geteuid() == 0 and not PRIVILEGE_SEPARATION.is_dir(), reason=f"no {PRIVILEGE_SEPARATION}"
    ),
]


def a_key(path: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    return path


def a_free_port() -> int:
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return int(each.getsockname()[1])


@pytest.fixture
def ssh(tmp_path: Path) -> Iterator[list[str]]:
    """The command that leads to a daemon of our own."""
    port, key = a_free_port(), a_key(tmp_path / "key")
    config = tmp_path / "sshd_config"
    config.write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {a_key(tmp_path / 'host')}\nPidFile none\n"
        f"AuthorizedKeysFile {key}.pub\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
    )
    daemon = subprocess.Popen([str(SSHD), "-D", "-e", "-f", config], stderr=subprocess.PIPE)
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert daemon.poll() is None, daemon.stderr.read() if daemon.stderr else b""
        time.sleep(0.05)
    yield [
        "ssh", "-tt", "-q", "-F", "none", "-i", str(key), "-p", str(port), "-o", "StrictHostKeyChecking=no",
        "-o", f"UserKnownHostsFile={tmp_path / 'known'}", f"{getpass.getuser()}@127.0.0.1",
    ]  # fmt: skip
    daemon.kill()
    daemon.communicate()


def test_a_line_that_is_cut_loses_nothing(ssh: list[str], tmp_path: Path) -> None:
    path = tmp_path / "procw.json"
    root = Path(__file__).parents[2]
    over_there = f"cd {root} && PROCW_LANG=en PROCW_DB={path} exec {sys.executable} -m procw_tui"
    line = Line(path, [*ssh, over_there])
    try:
        line.wait_for("Welcome")
        line.keys(b"mBee\x13", 0.8)
        line.keys(b"pAcme Studio", 1.6)  # and paused: no Enter was ever typed
        line.process.send_signal(signal.SIGKILL)
    finally:
        line.end()
    ledger = Store(path, lambda: NOW).ledger
    assert [message.client for message in ledger.all(Message)] == ["Bee"]
    again = Line(path, [*ssh, over_there])
    try:
        again.wait_for("Bee")
        again.keys(b"p", 0.8)
        assert b"Acme Studio" in again.seen
        again.keys(b"\x13", 0.8)
        again.keys(b"q")
        assert again.ended(5) == 0
    finally:
        again.end()
    assert Store(path, lambda: NOW).ledger.count("proposal") == 1
