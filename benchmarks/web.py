"""
How the local page holds up, beside what cannot be saved, in one run: ``python -m benchmarks.web [--seconds N]``.

The server is a process of its own, and so is what asks; both share the machine. The peer is a bare page of the same
size from the same web server: what is above it is our work. Writes ``benchmarks/results/web.json``.
"""

import argparse
import asyncio
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.figure import Figure
from benchmarks.speed import N_CHARACTERS, RESULTS, ROOT, environment, texts_of_length
from goalsearch import Searcher
from goalsearch.reports.records import markdown_table

_CLIENTS: Final = 50
_STARTS: Final = 5
_SINGLE: Final = 200
_BARE: Final = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
content = b"x" * int(sys.argv[1])
async def answer(request):
    await request.body()
    return HTMLResponse(content)
app = Starlette(routes=[Route("/en/", answer, methods=["POST"])])
config = uvicorn.Config(app, port=int(sys.argv[2]), log_level="error", access_log=False)
server = uvicorn.Server(config)
startup = server.startup
async def told_startup(sockets=None):
    await startup(sockets)
    print(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/", flush=True)
server.startup = told_startup
server.run()
"""


class Server(NamedTuple):
    """A server that runs: its process, its port, and how long it took until it answered."""

    process: subprocess.Popen[str]
    port: int
    seconds: float

    def memory(self) -> float | None:
        """Private memory in MB; None where the system does not tell it."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("RssAnon"))
        return int(line.split()[1]) * 1024 / 1e6

    def processor_seconds(self) -> float | None:
        """Seconds of the processor that it has taken; None where the system does not tell it."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return None
        # Behind the name, which may hold anything: the twelfth and thirteenth are user and system time in ticks.
        user, system = stat.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def serving(command: list[str], cache: Path) -> Iterator[Server]:
    """A server until the block ends."""
    start = time.perf_counter()
    with subprocess.Popen(command, env=environment(cache), stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        address = process.stdout.readline().strip() if process.stdout else ""
        with contextlib.suppress(urllib.error.HTTPError):
            urllib.request.urlopen(f"{address}en/", timeout=30).read()  # noqa: S310 - our own server
        seconds = time.perf_counter() - start
        yield Server(process, int(address.rstrip("/").rpartition(":")[2]), seconds)
        process.kill()


def ours() -> list[str]:
    """The command that serves the page."""
    return [sys.executable, "cli.py", "serve", "--port", "0", "--no-browser"]


def bare(n_bytes: int) -> list[str]:
    """The command that serves a page of ``n_bytes`` without any work."""
    return [sys.executable, "-c", _BARE, str(n_bytes), "0"]


class Client:
    """One connection that asks again and again."""

    def __init__(self, port: int, text: str) -> None:
        body = urllib.parse.urlencode({"text": text}).encode()
        head = (
            f"POST /en/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._port = port
        self._request = head.encode() + body
        self.times: list[float] = []
        self.n_errors = 0
        self.n_bytes = 0

    async def ask(self, *, seconds: float, times: int | None = None) -> None:
        """Ask until the time is up, or so many times."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and (times is None or len(self.times) < times):
            start = time.perf_counter()
            writer.write(self._request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            (length,) = (line for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
            self.n_bytes = len(await reader.readexactly(int(length.split(b":")[1])))
            self.times.append(time.perf_counter() - start)
            self.n_errors += b" 200 " not in head[:20]
        writer.close()


async def load(port: int, texts: list[str], n_clients: int, seconds: float) -> list[Client]:
    """Many clients at once, each with a text of its own."""
    clients = [Client(port, texts[number % len(texts)]) for number in range(n_clients)]
    await asyncio.gather(*(client.ask(seconds=seconds) for client in clients))
    return clients


def percentile(times: list[float], share: float) -> float:
    """The time in ms that ``share`` of all stay below."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] * 1000


def start_up(cache: Path) -> Figure:
    """From the command to the first page, beside the bare server."""
    pairs = []
    for _ in range(_STARTS):
        with serving(ours(), cache) as server:
            mine = server.seconds
        with serving(bare(1000), cache) as server:
            pairs.append((mine, server.seconds))
    seconds, peer = (min(side) for side in zip(*pairs, strict=True))
    return Figure(
        "serve until the first page",
        seconds,
        "s",
        at_most=1.0,
        details={"bare server s": peer, "ratio": seconds / peer},
    )


def single(server: Server, peer: Server, texts: list[str]) -> list[Figure]:
    """One client: what the server takes for an answer, and how large a page is."""
    times, size = [], 0
    for text in texts:  # what it remembers of goals and words it knows then
        asyncio.run(Client(server.port, text).ask(seconds=10, times=1))
    before = server.processor_seconds()
    for number in range(_SINGLE):
        client = Client(server.port, texts[number % len(texts)])
        asyncio.run(client.ask(seconds=10, times=1))
        times += client.times
        size = max(size, client.n_bytes - len(texts[number % len(texts)].encode()) * 2)
    after = server.processor_seconds()
    worked = None if before is None or after is None else (after - before) * 1000 / _SINGLE
    other = Client(peer.port, texts[0])
    asyncio.run(other.ask(seconds=10, times=_SINGLE))
    median, floor = statistics.median(times) * 1000, statistics.median(other.times) * 1000
    details = {"p99 ms": percentile(times, 0.99), "bare page ms": floor}
    return [
        Figure(f"an answer to {N_CHARACTERS} characters, warm", median, "ms", at_most=100.0, details=details),
        Figure("the same, time of the server's processor", worked, "ms", at_most=20.0),
        Figure("largest page without the text", size / 1000, "kB", at_most=100.0),
    ]


def many(server: Server, peer: Server, texts: list[str], seconds: float) -> list[Figure]:
    """Many clients at once."""
    asyncio.run(load(server.port, texts, _CLIENTS, 2))
    before, start = server.memory(), server.processor_seconds()
    clients = asyncio.run(load(server.port, texts, _CLIENTS, seconds))
    after, end = server.memory(), server.processor_seconds()
    times = [each for client in clients for each in client.times]
    others = [each for client in asyncio.run(load(peer.port, texts, _CLIENTS, seconds / 4)) for each in client.times]
    details = {
        "p50 ms": percentile(times, 0.5),
        "answers/s": len(times) / seconds,
        "bare page p99 ms": percentile(others, 0.99),
        "bare page answers/s": len(others) / (seconds / 4),
    }
    if start is not None and end is not None:
        # On a machine that is busy otherwise, this is what can be compared: a core alone gives an answer in that time.
        details |= {
            "processor ms an answer": (end - start) * 1000 / len(times),
            "share of a core": (end - start) / seconds,
        }
    n_errors = float(sum(client.n_errors for client in clients))
    growth = None if before is None or after is None else after / before
    return [
        Figure(
            f"{_CLIENTS} clients for {seconds:g} s: p99", percentile(times, 0.99), "ms", at_most=500.0, details=details
        ),
        Figure(
            f"{_CLIENTS} clients for {seconds:g} s: errors",
            n_errors,
            "",
            at_most=0.0,
            details={"answers": float(len(times))},
        ),
        Figure("memory after / before that", growth, "x", at_most=1.1, details={"MB": after or 0.0}),
    ]


def main() -> None:
    """Measure everything, write the results, print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=30.0)
    seconds: float = parser.parse_args().seconds
    texts = list(texts_of_length(N_CHARACTERS))
    with tempfile.TemporaryDirectory() as name:
        cache = Path(name) / "cache"
        Searcher(cache=cache)
        figures = [start_up(cache)]
        with serving(ours(), cache) as server, serving(bare(60_000), cache) as peer:
            figures += single(server, peer, texts)
            figures += many(server, peer, texts, seconds)
    results = {"cpus": os.cpu_count(), "load": os.getloadavg(), "figures": [figure.to_dict() for figure in figures]}
    (RESULTS / "web.json").write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(markdown_table(["", "figure", "target", "details"], [figure.row() for figure in figures]))


if __name__ == "__main__":
    main()
