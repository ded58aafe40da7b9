"""Compile pipelines, rules, playbooks, plans and scorecards to the JSON that the program reads.

`python -m tools.make_definitions` writes them; with `--check` a stale file is reported.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from leadfunnel.domain.pipeline import pipeline_to_dict
from leadfunnel.domain.pipeline_schema import shipped
from leadfunnel.domain.plan import plan_to_dict
from leadfunnel.domain.plan_schema import shipped as shipped_plans
from leadfunnel.domain.playbook_check import read_playbook

DATA = Path(__file__).parent.parent / "src" / "leadfunnel" / "data"
FIRST = "lifecycle"
CARDS = ("fit", "target", "activation")


def pipelines() -> str:
    """Return the JSON of every shipped pipeline by name, the default one first."""
    found = sorted(shipped(), key=lambda pipeline: (pipeline.name != FIRST, pipeline.name))
    return _text({pipeline.name: pipeline_to_dict(pipeline) for pipeline in found})


def rules() -> str:
    """Return the JSON of the shipped rules by section."""
    files = sorted((DATA / "rules").glob("*.toml"))
    return _text({file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files})


def playbooks(*, whole: bool) -> str:
    """Return the JSON of the shipped playbooks, or only of what daily commands read of them."""
    found: dict[str, dict[str, object]] = {}
    for file in sorted((DATA / "playbooks").glob("*.toml")):
        read = read_playbook(file.read_bytes(), file.name)
        chapters = read["chapter"] if whole else map(_steps, read["chapter"])
        found[read["pipeline"]] = {chapter["code"]: chapter for chapter in chapters}
    return _text(found)


def scorecards() -> str:
    """Return the JSON of the shipped scorecards by name, that of fit first."""
    files = [DATA / "scorecards" / f"{name}.toml" for name in CARDS]
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return _text({card["name"]: card for card in read})


def _steps(chapter: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": chapter["code"],
        "ask": chapter.get("ask", []),
        "do": chapter.get("do", [])[:1],
    }


def plans() -> str:
    """Return the JSON of every shipped plan by name."""
    return _text({plan.name: plan_to_dict(plan) for plan in shipped_plans()})


def reasons() -> str:
    """Return the JSON of the shipped reasons by list and code."""
    return _text(tomllib.loads((DATA / "reasons.toml").read_text(encoding="utf-8")))


def _text(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


FILES = {
    "pipelines.json": pipelines(),
    "rules.json": rules(),
    "plans.json": plans(),
    "reasons.json": reasons(),
    "playbooks.json": playbooks(whole=True),
    "steps.json": playbooks(whole=False),
    "scorecards.json": scorecards(),
}


def main() -> int:
    """Write the files, or with `--check` return 1 when one is stale."""
    stale = False
    for name, text in FILES.items():
        target = DATA / name
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        stale = True
        sys.stdout.write(f"data/{name}\n")
        if "--check" not in sys.argv:
            target.write_text(text, encoding="utf-8")
    return int(stale and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
