"""The local page, ended in the middle of everything."""

import contextlib
import http.client
import signal
import sys
import threading
import time
from pathlib import Path

from tests.faults.room import SECONDS, SUBJECTS, Room, finished


def ended_at_work(room: Room) -> None:
    """A signal while texts are searched for and files are read: exit code 0, no worker and no upload left."""
    room.run("search", SUBJECTS[0])
    process = room.start("serve", "--no-browser", "--port", "0")
    assert process.stdout is not None
    port = int(process.stdout.readline().strip().rstrip(b"/").rpartition(b":")[2])
    text = SUBJECTS[1].encode()
    jobs = [("/en/batch", [text * 20] * 40), ("/en/batch", [text * 8_000]), ("/en/", [text * 8_000]), ("/en/", [text])]
    for path, files in room.chance.sample(jobs, 3):
        threading.Thread(target=_give, args=(port, path, files), daemon=True).start()
    time.sleep(room.chance.uniform(0, 3))
    workers = _children(process.pid)
    process.send_signal(room.chance.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP]))
    room.n_kills += 1
    assert finished(process).code == 0
    assert list(Path("/dev/shm").glob(f"goalsearch-{process.pid}-*")) == []
    end = time.monotonic() + SECONDS
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < end, "a worker goes on"
        time.sleep(0.05)


def _give(port: int, path: str, files: list[bytes]) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="files"; filename="%d.txt"\r\n\r\n%s\r\n'
    body = b"".join(part % (number, content) for number, content in enumerate(files)) + b"--x--\r\n"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        connection.request("POST", path, body, {"Content-Type": "multipart/form-data; boundary=x"})
        connection.getresponse().read()


def _children(pid: int) -> list[int]:
    """The processes that one started; none where the system does not tell."""
    if sys.platform != "linux":
        return []
    with contextlib.suppress(OSError):
        return [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text(encoding="ascii").split()
        ]
    return []
