"""The version of the package, for the modules that stand below the package's own names."""

from typing import Final

__version__: Final = "0.1.0"
