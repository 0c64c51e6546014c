"""Too little memory told from other failures."""

import errno

import pytest

from goalsearch.processes import memory


@pytest.mark.parametrize(
    ("allowed", "error", "expected"),
    [
        pytest.param(None, ValueError(), None, id="no-limit"),
        pytest.param(300, ImportError(), 300, id="a-library-that-does-not-load"),
        pytest.param(300, OSError(errno.ENOMEM, ""), 300, id="the-system"),
        pytest.param(300, OSError(errno.ENOSPC, ""), None, id="a-full-disk"),
        pytest.param(8_000, ValueError(), None, id="enough"),
        pytest.param(None, MemoryError(), 0, id="no-limit-and-no-memory"),
    ],
)
def test_shortage(monkeypatch: pytest.MonkeyPatch, allowed: int | None, error: Exception, expected: int | None) -> None:
    monkeypatch.setattr(memory, "allowed_mib", lambda: allowed)
    assert memory.shortage(error) == expected


def test_a_limit_that_is_too_low_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "allowed_mib", lambda: memory.LEAST_MIB - 1)
    with pytest.raises(MemoryError):
        memory.check()
    monkeypatch.setattr(memory, "allowed_mib", lambda: memory.LEAST_MIB)
    memory.check()
