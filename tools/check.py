"""Every check that is not a test: `python -m tools.check` runs them all and names what failed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

CHECKS = {
    "lint": ("-m", "ruff", "check", "src", "tests", "tools"),
    "format": ("-m", "ruff", "format", "--check", "src", "tests", "tools"),
    "types": ("-m", "mypy", "-p", "leadfunnel"),
    "generated SQL": ("-m", "leadfunnel.store.render", "--check"),
    "argument table": ("-m", "leadfunnel.cli.compile", "--check"),
    "shipped pipelines": ("-m", "tools.make_definitions", "--check"),
    "reading tables": ("-m", "tools.make_tables", "--check"),
    "translations": ("-m", "tools.messages", "--check"),
    "import rules": ("-c", "from importlinter.cli import lint_imports_command as run; run()"),
}
AT_ONCE = 2


def main() -> int:
    """Run every check, print what fails, and return how many did."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        passed = pool.map(_passes, CHECKS, CHECKS.values())
    failed = [name for name, good in zip(CHECKS, passed, strict=True) if not good]
    sys.stdout.write(f"failed: {', '.join(failed)}\n" if failed else "all checks passed\n")
    return len(failed)


def _passes(name: str, words: Sequence[str]) -> bool:
    done = subprocess.run(  # noqa: S603
        [sys.executable, *words], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.stdout.write(f"--- {name}\n{done.stdout}{done.stderr}\n")
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
