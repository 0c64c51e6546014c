"""Run goalsearch from a checkout: ``python cli.py search …``."""

from goalsearch.cli import main

if __name__ == "__main__":
    main()
