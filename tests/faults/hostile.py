"""Requests that no browser would send: each is answered or refused, nothing breaks, and no markup comes through."""

import contextlib
import errno
import re
import signal
import socket
import urllib.parse
from typing import TYPE_CHECKING, Final

from tests.faults.room import SECONDS, SUBJECTS, Room, finished

if TYPE_CHECKING:
    from collections.abc import Callable

REQUESTS: Final = 120
"""Requests of one scenario."""
_MARKUP: Final = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>&{{7*7}}"
_STATUS: Final = re.compile(rb"HTTP/1\.1 (\d{3}) ")
_FORM: Final = "application/x-www-form-urlencoded"
_PATHS: Final = ("/en/", "/ja/", "/en/goals", "/en/batch", "/en/map", "/en/lineage", "/api/goals", "/api/search")
_PATHS_OUT: Final = (
    "/../../etc/passwd",
    "/en/goals/..%2f..%2f..%2fetc%2fpasswd",
    "/en/goals/%00",
    "/en/goals/%ff%fe",
    "/en/goals/" + "a" * 8_000,
    "/en/batch/../../../etc/passwd",
    "/en/batch/%0d%0aSet-Cookie:%20a=b",
    "//evil.example/en/",
    "/api/goals/" + urllib.parse.quote(_MARKUP),
    "/en/goals?words=" + urllib.parse.quote(_MARKUP),
    "/en/goals?first=" + "9" * 400,
    "http://evil.example/en/",
    "*",
)


def requests(room: Room) -> None:
    """A server that is sent nonsense answers the next search as before, and ends with 0 and without a traceback."""
    room.run("search", SUBJECTS[0])
    process = room.start("serve", "--no-browser", "--port", "0")
    assert process.stdout is not None
    port = int(process.stdout.readline().strip().rstrip(b"/").rpartition(b":")[2])
    kinds: tuple[Callable[[Room, int], bytes], ...] = (_name, _address, _length, _markup, _json, _parts, _bytes)
    expected = _sent(port, _search(port))
    assert expected.startswith(b"HTTP/1.1 200 ")
    for _ in range(REQUESTS):
        kind = room.chance.choice(kinds)
        request = kind(room, port)
        answer = _sent(port, request)
        room.n_requests += 1
        statuses = [int(status) for status in _STATUS.findall(answer)]
        # One that is cut off may be closed without an answer.
        assert all(status < 500 for status in statuses), (kind.__name__, request[:300], answer[:300])
        head = answer.partition(b"\r\n\r\n")[0].lower()
        is_data = re.search(rb"content-type: application/(problem\+)?json", head) and b"nosniff" in head
        assert is_data or b"<script>alert(1)" not in answer, (kind.__name__, request[:300], head)
        assert b"root:" not in answer, (kind.__name__, request[:300])
        assert b"set-cookie" not in head, (kind.__name__, request[:300])
        if kind is _name:
            assert statuses[:1] in ([400], [403], [421]), (request[:300], answer[:300])
    assert _body(_sent(port, _search(port))) == _body(expected)
    process.send_signal(signal.SIGINT)
    assert finished(process).code == 0


def _sent(port: int, request: bytes) -> bytes:
    """What comes back until the other side closes."""
    answer = b""
    with contextlib.suppress(ConnectionError), socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as client:
        try:
            client.sendall(request)
            client.shutdown(socket.SHUT_WR)
        except OSError as error:
            # It may have answered and closed before it had read all. Not to be answered in time is another thing.
            if error.errno not in {errno.EPIPE, errno.ENOTCONN}:
                raise
        while part := client.recv(65536):
            answer += part
    return answer


def _body(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


def _request(port: int, path: str = "/en/", body: bytes = b"", media_type: str = _FORM, **headers: str) -> bytes:
    head = {
        "Host": f"127.0.0.1:{port}",
        "Connection": "close",
        **({"Content-Type": media_type, "Content-Length": str(len(body))} if body else {}),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body


def _search(port: int) -> bytes:
    return _request(port, body=urllib.parse.urlencode({"text": SUBJECTS[0]}).encode())


def _name(room: Room, port: int) -> bytes:
    """By another name, or from another page."""
    other = room.chance.choice(["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::1].evil", "0"])
    body = urllib.parse.urlencode({"text": SUBJECTS[0]}).encode()
    if room.chance.randrange(2):
        return _request(port, room.chance.choice(_PATHS), Host=f"{other}:{port}")
    origin = room.chance.choice([f"http://{other}", "null", f"https://{other}:{port}", f"http://127.0.0.1:{port + 1}"])
    return _request(port, "/en/", body, Origin=origin)


def _address(room: Room, port: int) -> bytes:
    return _request(port, room.chance.choice(_PATHS_OUT))


def _length(room: Room, port: int) -> bytes:
    """Lengths that do not fit, twice, in chunks and not."""
    body = b"text=" + b"a" * room.chance.randrange(2_000)
    wrong = room.chance.choice(["-1", "1e9", "0x10", "99999999999999999999", "", " 5", "5, 6", str(len(body) - 1)])
    kind = room.chance.randrange(3)
    if kind == 0:
        return _request(port, "/en/", body, Content_Length=wrong)
    if kind == 1:
        chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        return _request(
            port, "/en/", chunked, Transfer_Encoding=room.chance.choice(["chunked", "xchunked", "chunked,"])
        )
    return _request(port, "/en/", body, **{f"X-{number}": "a" * 500 for number in range(room.chance.randrange(300))})


def _markup(room: Room, port: int) -> bytes:
    """Markup in a field: of what is searched for, or of what narrows it."""
    fields = {"text": SUBJECTS[0], "k": "3"}
    fields[room.chance.choice(["text", "k", "first", "last", "agency", "category", "output", "ranker"])] = _MARKUP
    return _request(port, "/en/", urllib.parse.urlencode(fields).encode())


def _json(room: Room, port: int) -> bytes:
    """A body that is no JSON, deep JSON, or JSON of other values."""
    values = [
        b"[" * 100_000,
        b'{"text":' * 2_000,
        b'{"text": 1e999}',
        b'{"text": null}',
        b'{"text": "\\ud800"}',
        b"\xff",
    ]
    values += [b'{"text": "a", "k": %s}' % value for value in (b"0", b"-1", b"1e9", b'"5"', b"true", b"9" * 300)]
    return _request(port, "/api/search", room.chance.choice(values), "application/json")


def _parts(room: Room, port: int) -> bytes:
    """Forms with files that are cut off, or that are no files."""
    name = room.chance.choice(["../../etc/passwd", _MARKUP, "a" * 5_000, "con.txt", "\x00.txt", ".docx", "a.pdf"])
    content = room.chance.choice([room.chance.randbytes(500), b"", b"PK\x03\x04", b"%PDF-1.7", SUBJECTS[1].encode()])
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    body = head + content + room.chance.choice([b"\r\n--x--\r\n", b"\r\n--x", b"", b"\r\n--y--\r\n"])
    return _request(port, room.chance.choice(["/en/", "/api/batch"]), body, "multipart/form-data; boundary=x")


def _bytes(room: Room, port: int) -> bytes:
    """A good request with some bytes changed, or cut off."""
    request = bytearray(_search(port))
    for _ in range(room.chance.randrange(1, 6)):
        request[room.chance.randrange(len(request))] = room.chance.randrange(256)
    return bytes(request[: room.chance.choice([len(request), room.chance.randrange(len(request))])])
