"""What `doctor` finds: damage, or advice, each with the step that comes next."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_

MEND = said(N_("leadfunnel doctor --fix mends it, after a backup."))
RESTORE = said(N_("Bring back a copy: leadfunnel backup list, then leadfunnel restore NAME."))
ACCEPT = said(
    N_("Bring back a copy: leadfunnel restore NAME; or keep it: leadfunnel doctor --fix --accept")
)


@dataclass(frozen=True)
class Finding:
    """One thing found; without `grave` it is advice, and no damage.

    `mends` tells that `doctor --fix` can put it right; `customers` are those it is about.
    """

    code: str
    said: Sentence
    step: Sentence
    grave: bool = True
    mends: bool = False
    customers: frozenset[int] = frozenset()
