"""How the time that some work takes grows with its size."""

import gc
import time
from collections.abc import Callable

TIMES = 8


def is_linear(work: Callable[[str], object], make: Callable[[int], str], n: int) -> bool:
    """
    Whether a text of eight times the size takes about eight times the time, in seconds of this thread's processor.

    Twenty-four times pass too, so that no other process decides; a square would take 64 times as long.

    Args:
        work: What is measured.
        make: Gives a text of a size.
        n: The larger size.
    """

    def seconds(size: int) -> float:
        text = make(size)
        # What other tests have left in memory would be looked through meanwhile.
        gc.disable()
        try:
            before = time.thread_time()
            work(text)
            return time.thread_time() - before
        finally:
            gc.enable()

    most = 3 * TIMES * max(1e-3, *(seconds(n // TIMES) for _ in range(3)))
    return any(seconds(n) < most for _ in range(3))
