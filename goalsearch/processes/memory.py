"""Too little memory, told from other failures: libraries say it in many ways, or load only in part."""

import errno
from typing import Final

NEEDED_MIB: Final = 1024
"""Address space that building an index takes on two processors; a search from a kept index takes 400."""

LEAST_MIB: Final = 384
"""Below this no command does its work, and a library of linear algebra may wait for memory for ever."""
BUILDING_MIB: Final = 768
"""Memory that building an index needs, for which more libraries are loaded."""


def check(least_mib: int = LEAST_MIB) -> None:
    """
    Make sure that there can be enough memory for some work, before a library is loaded that would wait for it.

    Raises:
        MemoryError: If the limit of address space is too low for that.
    """
    allowed = allowed_mib()
    if allowed is not None and allowed < least_mib:
        raise MemoryError


def shortage(error: BaseException) -> int | None:
    """
    How many MiB of address space this process may have, if it failed for having too few; None if it did not.

    Under a limit (``ulimit -v``) a library may fail to load with any error. So below `NEEDED_MIB` every one counts.
    """
    allowed = allowed_mib()
    if isinstance(error, OSError) and error.errno != errno.ENOMEM:
        return None
    if allowed is not None and allowed < NEEDED_MIB:
        return allowed
    return (allowed or 0) if isinstance(error, MemoryError | OSError) else None


def allowed_mib() -> int | None:
    """Address space that this process may have, in MiB; None if there is no limit."""
    try:
        import resource
    except ImportError:  # not on Windows
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if soft == resource.RLIM_INFINITY else soft // 1024 // 1024
