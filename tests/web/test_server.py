"""The server as a process: ready, shared by many, silent about texts, and gone after Ctrl-C."""

import contextlib
import http.client
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from goalsearch import ServeError
from goalsearch.web import server
from tests.web.conftest import TEXT

CHECKOUT = Path(__file__).resolve().parents[2]
SECRET = "極秘の量子ヒトデ計画"  # noqa: S105


class Running(NamedTuple):
    """A server: its process, its port, and the folder that is home, cache and place for temporary files to it."""

    process: subprocess.Popen[str]
    port: int
    home: Path

    def post(self, path: str, body: bytes, media_type: str, timeout: float = 60) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        with contextlib.closing(connection):
            connection.request("POST", path, body, {"Content-Type": media_type})
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")

    def search(self, text: str, **fields: str) -> tuple[int, str]:
        body = urllib.parse.urlencode({"text": text, **fields}).encode()
        return self.post("/en/", body, "application/x-www-form-urlencoded")


def environment(home: Path) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOALSEARCH_")}
    return {
        **kept,
        "HOME": str(home),
        "TMPDIR": str(home),
        "GOALSEARCH_CACHE": str(home / "cache"),
        "LC_ALL": "C.UTF-8",
    }


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", CHECKOUT / "cli.py", "serve", "--no-browser", *arguments],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, warm_cache: Path) -> Path:
    folder = tmp_path_factory.mktemp("home")
    shutil.copytree(warm_cache, folder / "cache")
    return folder


@pytest.fixture
def running(home: Path) -> Iterator[Running]:
    """A server of the test's own, to end as it likes."""
    with serving(home) as server:
        yield server


@pytest.fixture(scope="module")
def shared(home: Path) -> Iterator[Running]:
    """A server that other tests ask too."""
    with serving(home) as server:
        yield server


@contextlib.contextmanager
def serving(home: Path) -> Iterator[Running]:
    with start(home, "--port", "0") as process:
        assert process.stdout is not None
        address = process.stdout.readline()
        yield Running(process, int(address.rstrip("/\n").rpartition(":")[2]), home)
        process.kill()


def test_ctrl_c_is_how_it_ends(running: Running) -> None:
    assert running.search(TEXT)[0] == 200
    running.process.send_signal(signal.SIGINT)
    out, err = running.process.communicate(timeout=60)
    assert (running.process.returncode, out) == (0, "")
    assert "Press Ctrl-C" in err
    assert err.endswith("Ended.\n")
    assert "Traceback" not in err


def files(*contents: bytes) -> bytes:
    """The body of a form with these files."""
    part = b'--x\r\nContent-Disposition: form-data; name="files"; filename="%d.txt"\r\n\r\n%s\r\n'
    return b"".join(part % (number, content) for number, content in enumerate(contents)) + b"--x--\r\n"


def children(pid: int) -> list[int]:
    """The processes that one started, and those that these started."""
    own = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    of_threads = [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text(encoding="ascii").split()
    ]
    return [other for child in {*own, *of_threads} for other in (child, *children(child))]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    ("name", "path", "contents"),
    [
        # `tests.faults` draws other pairs of signal and work.
        pytest.param("SIGHUP", "/en/batch", [SECRET.encode() * 2_000] * 50, id="hangup-many-files"),
        pytest.param("SIGTERM", "/en/batch", [TEXT.encode() * 15_000] * 2, id="end-long-files"),
        pytest.param("SIGINT", "/en/", [TEXT.encode() * 15_000], id="ctrl-c-one-long-file"),
    ],
)
def test_nothing_is_left_behind(running: Running, name: str, path: str, contents: list[bytes]) -> None:
    """Whatever ends it while files are being matched: a closed terminal, the system, Ctrl-C."""

    def give() -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            running.post(path, files(*contents), "multipart/form-data; boundary=x")

    for _ in range(2):
        threading.Thread(target=give, daemon=True).start()
    end = time.monotonic() + 60
    while not (workers := children(running.process.pid)):
        assert time.monotonic() < end, "no worker was started"
        time.sleep(0.02)
    running.process.send_signal(getattr(signal, name))
    _, err = running.process.communicate(timeout=60)
    assert running.process.returncode == 0
    assert "Traceback" not in err
    end = time.monotonic() + 60
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < end, "a worker goes on"
        time.sleep(0.05)
    left = [*Path("/dev/shm").glob(f"goalsearch-{running.process.pid}-*"), *running.home.glob("goalsearch-*")]
    assert left == []


def test_ctrl_c_does_not_wait_for_a_slow_client(running: Running) -> None:
    with socket.create_connection(("127.0.0.1", running.port)) as slow:
        slow.sendall(b"POST /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nab")
        time.sleep(0.2)
        running.process.send_signal(signal.SIGINT)
        running.process.communicate(timeout=60)
    assert running.process.returncode == 0


def test_nothing_of_a_text_is_written_or_logged(running: Running) -> None:
    boundary = (
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="%s.txt"\r\n\r\n%s\r\n'
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="b.txt"\r\n\r\n%s\r\n--x--\r\n'
    )
    secret = SECRET.encode()
    statuses = [
        running.search(SECRET * 3)[0],
        running.post("/api/search", b'{"text": "%s"}' % secret, "application/json")[0],
        running.post("/api/search", b'{"text": "%s", "x": 1}' % secret, "application/json")[0],
        running.post("/api/batch", boundary % (secret, secret * 9, secret), "multipart/form-data; boundary=x")[0],
        running.post("/en/", boundary % (secret, secret * 99, secret), "multipart/form-data; boundary=x")[0],
        running.search(SECRET, output="xlsx")[0],
    ]
    assert statuses == [200, 200, 422, 200, 303, 200]
    running.process.send_signal(signal.SIGINT)
    out, err = running.process.communicate(timeout=60)
    assert SECRET not in out + err
    files = [path for path in running.home.rglob("*") if path.is_file()]
    assert files != []
    assert [path for path in files if secret in path.read_bytes() or SECRET in path.name] == []
    in_memory = Path("/dev/shm")
    assert not in_memory.is_dir() or not any(SECRET in str(path) for path in in_memory.rglob("*"))


def test_slow_and_silent_clients_starve_nobody(shared: Running) -> None:
    with contextlib.ExitStack() as open_connections:
        for number in range(100):
            client = open_connections.enter_context(socket.create_connection(("127.0.0.1", shared.port)))
            # Some say nothing, some half a head, some half a body.
            if number % 3 == 1:
                client.sendall(b"POST /en/ HTTP/1.1\r\nHost: 127")
            elif number % 3 == 2:
                client.sendall(b"POST /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\ntext=")
        assert shared.search(TEXT)[0] == 200


@pytest.mark.slow
def test_a_head_that_does_not_come_is_not_waited_for(home: Path) -> None:
    code = "from goalsearch.web import connections as c; c.BoundedConnection.head_seconds = 0.5; "
    code += "from goalsearch.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--no-browser", "--port", "0"]
    with subprocess.Popen(
        command, env=environment(home), text=True, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().rstrip("/\n").rpartition(":")[2])
        for sent in (b"", b"GET / HT", b"GET /api/goals HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET / HT"):
            with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
                client.sendall(sent)
                while client.recv(65536):
                    pass
        process.kill()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no ulimit")
def test_more_connections_than_there_are_descriptors(home: Path) -> None:
    command = ["/bin/sh", "-c", 'ulimit -n 80; exec "$@"', "sh", sys.executable, str(CHECKOUT / "cli.py")]
    command += ["serve", "--no-browser", "--port", "0"]
    with subprocess.Popen(
        command, env=environment(home), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().rstrip("/\n").rpartition(":")[2])
        with contextlib.ExitStack() as stack:
            idle = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(100)]
            # Those that are too many are closed at once; the rest wait.
            end = time.monotonic() + 60
            closed = 0
            while closed < 60 and time.monotonic() < end:
                ready, _, _ = select.select(idle, [], [], 1)
                closed += len(ready)
                for client in ready:
                    idle.remove(client)
            assert closed >= 60
        assert Running(process, port, home).search(TEXT)[0] == 200
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert "Traceback" not in err


@pytest.mark.slow
def test_a_long_text_does_not_hold_up_the_others(shared: Running) -> None:
    ended = []

    def long_search() -> None:
        ended.append(shared.search(TEXT * 2_000)[0])

    threads = [threading.Thread(target=long_search) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    assert [shared.search(TEXT)[0] for _ in range(5)] == [200] * 5
    # The short ones were not put behind the long ones.
    assert len(ended) < len(threads)
    for thread in threads:
        thread.join()
    assert ended == [200] * 3


def test_half_closed_connections(shared: Running) -> None:
    for sent in (b"", b"GET / HT", b"POST /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\ntext="):
        with socket.create_connection(("127.0.0.1", shared.port), timeout=60) as client:
            client.sendall(sent)
            client.shutdown(socket.SHUT_WR)
            # It is closed from the other side as well, with or without an answer.
            while client.recv(65536):
                pass
    assert shared.search(TEXT)[0] == 200


def test_nonsense_is_no_request(shared: Running) -> None:
    with socket.create_connection(("127.0.0.1", shared.port), timeout=60) as client:
        client.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 50)
        assert b" 400 " in client.recv(65536)
    assert shared.search(TEXT)[0] == 200


def test_only_this_machine_reaches_it(shared: Running) -> None:
    with contextlib.suppress(OSError):
        own = socket.gethostbyname(socket.gethostname())
        if not own.startswith("127."):
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((own, shared.port), timeout=5)


def test_a_port_that_is_taken(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, start(home, "--port", str(other.getsockname()[1])) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert "--port 0" in err
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere 127.0.0.2 has to be set up first")
def test_another_address_of_this_machine_answers_to_its_name(home: Path) -> None:
    with start(home, "--port", "0", "--host", "127.0.0.2") as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(f"{address}en/", timeout=60) as answer:  # noqa: S310 - our own server
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert "Warning" not in err


def test_others_are_warned_of(home: Path) -> None:
    with start(home, "--port", "0", "--host", "0.0.0.0") as process:  # noqa: S104 - that is what is tested
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert err.startswith("Warning: on 0.0.0.0 other computers")


class TestBind:
    def test_the_next_free_port(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            monkeypatch.setattr(server, "DEFAULT_PORT", port)
            with server.bind("127.0.0.1", None) as bound:
                assert bound.getsockname()[1] > port

    @pytest.mark.parametrize("host", ["203.0.113.7", "no such name"])
    def test_an_address_that_is_not_ours(self, host: str) -> None:
        with pytest.raises(ServeError, match="--port 0"):
            server.bind(host, 0)

    @pytest.mark.parametrize(
        ("host", "expected"),
        [("127.0.0.1", True), ("127.9.9.9", True), ("localhost", True), ("::1", True), ("0.0.0.0", False)],  # noqa: S104
    )
    def test_loopback(self, host: str, expected: bool) -> None:
        assert server.is_loopback(host) is expected
