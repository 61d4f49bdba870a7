"""Bytes on disk: whole or not at all, private, and one writer at a time."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import glob
import os
import stat
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from procw_tui.domain.record.trouble import StoreError

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
WAIT_SECONDS, BRIEF_SECONDS = 5.0, 0.2
"""How long a command waits for its turn, and a key, behind which the screen stands still."""
RETRY_SECONDS = 0.01
NAME_BYTES = 100
WRITE_BITS = 0o222
LEFT_BEHIND_SECONDS = 3600
BESIDE = frozenset({".bak", ".lock", ".drafts", ".journal", ".backups", ".glance"})
"""What is added to a ledger's name for what stands beside it."""

Signature = tuple[int, int, int]
"""Changes whenever another process has put a new file in place or written into this one."""


def signature(path: Path) -> Signature | None:
    """What tells one version of a file from another; None where there is no file.

    StoreError where that can't be known.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError("not_readable", path=path, detail=error.strerror) from None
    except ValueError as error:  # a NUL or a lone surrogate in the name
        raise StoreError("not_readable", path=path, detail=error) from None
    return found.st_mtime_ns, found.st_size, found.st_ino


def real(path: Path) -> Path:
    """Where a path leads to, over symlinks; StoreError where they run in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError("not_readable", path=path, detail=error) from None


def read_bytes(path: Path) -> bytes | None:
    """The file's content; None where there is none. StoreError where it can't be read or is no plain file."""
    try:
        if path.is_dir():
            raise StoreError("is_folder", path=path)
        if path.exists() and not path.is_file():
            raise StoreError("not_a_file", path=path)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError("not_readable", path=path, detail=error.strerror) from None
    except ValueError as error:
        raise StoreError("not_readable", path=path, detail=error) from None


def _owner(path: Path) -> int | None:
    """Whose a file is, or would be as a new one: of the ledger that it stands beside, else of its folder."""
    kin = [path]
    while kin[-1].suffix in BESIDE:
        kin.append(kin[-1].with_suffix(""))
    for each in (*kin, path.parent):
        with contextlib.suppress(OSError):
            return each.stat().st_uid
    return None


def _give(descriptor: int, owner: int | None) -> None:
    """A new file of root's goes to whom the ledger belongs, who would be locked out of it otherwise."""
    if os.geteuid() == 0 and owner is not None and owner != os.fstat(descriptor).st_uid:
        with contextlib.suppress(OSError):  # a file system that has but one owner
            os.fchown(descriptor, owner, -1)


def _refuse_foreign(descriptor: int, target: Path) -> None:
    """StoreError where a file that is to replace another one would take it away from its owner."""
    with contextlib.suppress(FileNotFoundError):
        owner = target.stat().st_uid
        if owner != os.fstat(descriptor).st_uid:
            raise StoreError("foreign_owner", path=target, owner=owner)


def opened(path: Path, flags: int) -> int:
    """A descriptor of a plain file. OSError where it can't be had, StoreError where it is none.

    A FIFO or a device is never waited for, and a link at that place is not followed: root would write
    into, or give away, what somebody else chose.
    """
    flags |= os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW
    try:
        descriptor = _made(path, flags) if flags & os.O_CREAT else os.open(path, flags)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise StoreError("not_a_file", path=path) from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        os.close(descriptor)
        raise StoreError("is_folder" if folder else "not_a_file", path=path)
    return descriptor


def _made(path: Path, flags: int) -> int:
    try:
        owner = _owner(path)
        descriptor = os.open(path, flags | os.O_EXCL, PRIVATE_FILE)
    except FileExistsError:
        return os.open(path, flags & ~os.O_CREAT)
    _give(descriptor, owner)
    return descriptor


def place_of(error: OSError, path: Path) -> Path:
    """Where a failure was: at the file that it names, or the folder of one that was to be made there."""
    named = Path(error.filename) if isinstance(error.filename, str) else path
    return named.parent if named.suffix in {".tmp", ".link"} else named


def backup_of(path: Path) -> Path:
    """Where the version before the last write is kept."""
    return path.with_name(path.name + ".bak")


def backups_of(path: Path) -> Path:
    """The folder of its backups."""
    return path.with_name(path.name + ".backups")


def drafts_of(path: Path) -> Path:
    """Where half-filled forms are kept."""
    return path.with_name(path.name + ".drafts")


def glance_of(path: Path) -> Path:
    """Where the status line of the days to come is noted."""
    return path.with_name(path.name + ".glance")


def lock_of(path: Path) -> Path:
    """The file that writers take turns on; it is never replaced, so that a lock on it means something."""
    return path.with_name(path.name + ".lock")


def has_backup(path: Path) -> bool:
    """Whether anything beside the file holds an older version or a journal of it."""
    with contextlib.suppress(OSError):
        beside = [other for other in path.parent.iterdir() if other.name.startswith(path.name + ".")]
        kept = backups_of(path)
        beside += kept.iterdir() if kept.is_dir() else ()
        return any(
            other.is_file() and other.stat().st_size > 0
            for other in beside
            if other not in holding_nothing(path)
        )
    return False


def holding_nothing(path: Path) -> tuple[Path, ...]:
    """What stands beside a ledger and has nothing of its records."""
    drafts = drafts_of(path)
    return lock_of(path), drafts, lock_of(drafts), glance_of(path)


def make_folder(folder: Path) -> None:
    """The folder and those above it, each one that is made readable by its owner alone."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        owner = _owner(each)
        each.mkdir(PRIVATE_FOLDER, exist_ok=True)
        descriptor = os.open(each, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            _give(descriptor, owner)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def prepared(target: Path, content: bytes) -> Iterator[Path]:
    """A temporary file beside the target with the content on disk; gone at the end, whatever happens.

    It belongs to whom the target belongs; StoreError where it can't.
    """
    temporary = target.with_name(f".{target.name}.{uuid.uuid4().hex}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            _give(descriptor, _owner(target))
            _refuse_foreign(descriptor, target)
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def put_in_place(temporary: Path, target: Path, *, keep_previous: bool = True) -> None:
    """A prepared file in place of the target; the version that stood there stays beside it as a backup."""
    if keep_previous:
        _keep_previous(target)
    temporary.replace(target)
    sync_folder(target.parent)


def replace(path: Path, content: bytes, *, keep_previous: bool = True) -> None:
    """Put a whole new version in place of a file: after a crash there is the old or the new, never a mix.

    The version that stood there stays beside it as a backup, unless `keep_previous` is false. OSError where
    it fails; then the old version stands and no temporary file is left.
    """
    target = path.resolve()  # a symlinked file stays one
    with prepared(target, content) as temporary:
        put_in_place(temporary, target, keep_previous=keep_previous)


def _keep_previous(target: Path) -> None:
    """The version in place stays as the backup: a hard link costs nothing."""
    with contextlib.suppress(OSError):  # no file yet, or a file system without hard links
        if target.stat().st_size:  # else there is nothing in it that could be worth more than the backup
            keep_link(target, backup_of(target))


def keep_link(target: Path, name: Path) -> None:
    """Another name for what a file is now, in place of what had that name; OSError where it can't be."""
    link = target.with_name(f".{target.name}.{uuid.uuid4().hex}.link")
    os.link(target, link)
    try:
        link.chmod(PRIVATE_FILE)
        link.replace(name)
    finally:
        link.unlink(missing_ok=True)  # a rename onto the same file leaves both names


def sweep(target: Path) -> None:
    """Take away temporary files that a process left behind when it died: they keep a full disk full."""
    with contextlib.suppress(OSError):
        old = time.time() - LEFT_BEHIND_SECONDS
        for path in target.parent.glob(f".{glob.escape(target.name)}.*"):
            if path.suffix in {".tmp", ".link"} and path.stat().st_mtime < old:
                path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """A rename is durable only once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refuse_read_only(path: Path) -> None:
    """StoreError where the user has taken away the right to write; root would write all the same."""
    with contextlib.suppress(FileNotFoundError):
        try:
            mode = path.stat().st_mode
        except PermissionError as error:
            raise StoreError("not_readable", path=path, detail=error.strerror) from None
        if not mode & WRITE_BITS or not os.access(path, os.W_OK):
            raise StoreError("read_only", path=path)


class Holder(NamedTuple):
    """Who has the turn: its process and machine, as far as it said so, and whether it can be seen to live."""

    pid: str
    host: str
    state: Literal["runs", "stopped", "elsewhere", "unseen"]


@contextlib.contextmanager
def turn(path: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """One writer at a time, over processes; the system ends the turn of a process that dies.

    StoreError `locked`, naming the holder, where it doesn't come within `wait` seconds, and `no_locks` at
    once where the file system has none.
    """
    target = real(path)
    descriptor = _lock_file(target)
    try:
        _take(descriptor, target, wait)
        _sign(descriptor, f"{os.getpid()} {os.uname().nodename}")
        try:
            yield
        finally:
            _sign(descriptor, "")
    finally:
        os.close(descriptor)


def holder(path: Path) -> Holder | None:
    """Who has the turn just now; None where nobody has. StoreError as `turn`."""
    descriptor = _lock_file(real(path))
    try:
        return None if _is_taken(descriptor, path) else _holder(descriptor)
    finally:
        os.close(descriptor)


def _lock_file(target: Path) -> int:
    try:
        make_folder(target.parent)
        return opened(lock_of(target), os.O_RDWR | os.O_CREAT)
    except IsADirectoryError:
        raise StoreError("is_folder", path=lock_of(target)) from None
    except OSError as error:
        at = lock_of(target) if os.path.lexists(lock_of(target)) else target.parent
        raise StoreError("not_writable", path=at, detail=error.strerror) from None


def _sign(descriptor: int, name: str) -> None:
    """Say who has the turn; on a full disk it goes without a name."""
    with contextlib.suppress(OSError):
        os.pwrite(descriptor, f"{name:<{NAME_BYTES}}".encode()[:NAME_BYTES], 0)


def _take(descriptor: int, target: Path, wait: float) -> None:
    until = time.monotonic() + wait
    while not _is_taken(descriptor, target):
        if time.monotonic() >= until:
            raise StoreError("locked", path=target, **_holder(descriptor)._asdict())
        time.sleep(RETRY_SECONDS)


def _is_taken(descriptor: int, target: Path) -> bool:
    """Whether the turn came at once."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:  # ENOLCK, EOPNOTSUPP: to wait changes nothing
        raise StoreError("no_locks", path=target, detail=error.strerror) from None
    return True


def _holder(descriptor: int) -> Holder:
    pid, _, host = os.pread(descriptor, NAME_BYTES, 0).decode(errors="replace").strip().partition(" ")
    if not pid.isdecimal():
        return Holder("", host, "unseen")
    if host != os.uname().nodename:
        return Holder(pid, host, "elsewhere")
    return Holder(pid, host, _state_of(int(pid)))


def _state_of(pid: int) -> Literal["runs", "stopped", "unseen"]:
    with contextlib.suppress(OSError):  # no /proc here, or no such process
        state = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0]
        return "stopped" if state in {"T", "t"} else "runs"
    try:
        os.kill(pid, 0)
    except PermissionError:
        return "runs"
    except (OSError, OverflowError):
        return "unseen"
    return "runs"
