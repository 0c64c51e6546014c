"""
Faults: processes that are killed, files that are damaged, runs that race, surroundings that lack something.

Each scenario is a function of a `Room`: it does one thing to the program at a random moment or place, and compares what
comes out with an undisturbed run. ``python -m tests.faults --hours 1`` goes on with new seeds for as long as wanted.
"""
