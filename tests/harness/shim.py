"""The library that stands between the program and the system; see `shim.c`."""

from __future__ import annotations

import ctypes
import mmap
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

RECORD, FAIL, DIE = 1, 2, 3
KINDS = {"write": 1, "sync": 2, "name": 4, "open": 8, "cut": 16}
SOURCE = Path(__file__).with_name("shim.c")
VARIABLE = "LEADFUNNEL_HARNESS_SHIM"


def there() -> bool:
    """Tell whether the library can be made and loaded here."""
    return sys.platform == "linux" and shutil.which("gcc") is not None


def preload(folder: Path) -> dict[str, str]:
    """Compile the library and return the environment of a process with it."""
    library = folder / "shim.so"
    command = ["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return {**os.environ, "LD_PRELOAD": str(library), VARIABLE: str(library)}


@dataclass(frozen=True)
class Watch:
    """What the library does in a process: below a folder, to the n-th call of some kinds."""

    below: Path
    mode: int
    kinds: int = 0
    nth: int = 0
    error: int = 0
    log: int = -1


class Shared:
    """Two numbers that a process and its parent share: calls counted, whether one was struck."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 4096)
        self._numbers = (ctypes.c_long * 2).from_buffer(self._memory)

    @property
    def struck(self) -> bool:
        return bool(self._numbers[1])

    def arm(self, watch: Watch) -> None:
        """Begin to watch the calls of this process."""
        arm = ctypes.CDLL(os.environ[VARIABLE]).shim_arm
        arm.argtypes = [
            *(ctypes.c_char_p, ctypes.c_int, ctypes.c_int, ctypes.c_long),
            *(ctypes.c_int, ctypes.c_int, ctypes.c_void_p),
        ]
        arm.restype = None
        arm(
            os.fsencode(watch.below), watch.mode, watch.kinds, watch.nth,
            watch.error, watch.log, ctypes.addressof(self._numbers),
        )  # fmt: skip
