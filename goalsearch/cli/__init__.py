"""The command line: one module per command, each parse, call, print."""

from goalsearch.cli.main import main

__all__ = ["main"]
