"""Random stores for tests: many kinds of facts, written by the services as commands would."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from leadfunnel.config import Config
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.bin import Bin
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.consents import Consenting, Wish
from leadfunnel.services.corrections import Correction, Corrections
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.merging import Merging
from leadfunnel.services.mutes import Mutes
from leadfunnel.services.planning import Doing, Planning
from leadfunnel.services.products import Products, Traits
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.refunds import Refunds
from leadfunnel.services.settings import SettingsService
from leadfunnel.services.tagging import Tagging
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.whom import Whom
from tests.conftest import NOW, Clocked

NAMES = ("王姐", "张伟", "Jane Doe", "=1+1", "李\n四", "Лев", "欧阳 娜娜", "", 'O\'Neil, "Bob"')
TEXTS = ("要报价", "a;b,c\\", "line\nbreak", "13800138000 回电", "\u2028 𠮷 😀", "'@x")
PRODUCTS = ("面霜", "洁面, 大", "=Cream|1")
PEOPLE = ("lin", "mei", "小李")


def fill(clocked: Clocked, seed: int, steps: int) -> None:
    """Do so many random things, some of them taken back; what is refused is left out."""
    dice = Random(seed)  # noqa: S311 - not for secrets
    clocked.now = NOW - 86_400 * 40
    Capture(clocked.book()).add("", Details(name="first"), Entering())
    for _ in range(steps):
        clocked.now += dice.randrange(40_000)
        clocked.user = dice.choice(PEOPLE)
        try:
            dice.choice(STEPS)(clocked, dice)
        except LeadfunnelError:
            continue
    clocked.now = max(clocked.now, NOW)


def _add(clocked: Clocked, dice: Random) -> None:
    details = Details(
        name=dice.choice(NAMES),
        company=dice.choice((None, "华美 | 装饰", "-Acme")),
        address=dice.choice((None, "上海, 浦东; 一路")),
        source=dice.choice((None, "抖音")),
        birthday=dice.choice((None, "1988-06-18", "--02-29")),
        owner=dice.choice((None, *PEOPLE)),
        phones=(f"139{dice.randrange(10**8):08}",) if dice.random() < 0.8 else (),
        wechat=(f"wx_{dice.randrange(10**6)}",) if dice.random() < 0.3 else (),
        emails=(f"a{dice.randrange(10**6)}@x.cn",) if dice.random() < 0.3 else (),
        external=(f"crm:L-{dice.randrange(10**6)}",) if dice.random() < 0.3 else (),
        tags=tuple(dice.sample(("VIP", "region:浦东, 上海", "a;b、c", "x|y"), dice.randrange(3))),
        referrer=f"#{_some(clocked, dice)}" if dice.random() < 0.2 else None,
    )
    entering = Entering(
        stage=dice.choice((None, "B", "C", "D")),
        when=dice.choice((None, "2026-12-24 15:30", "2026-12-25")),
        note=dice.choice((None, *TEXTS)),
    )
    Capture(clocked.book()).add("", details, entering, duplicate="force")


def _log(clocked: Clocked, dice: Random) -> None:
    told = Told(outcome=dice.choice((None, "connected", "no_answer")))
    who = f"#{_some(clocked, dice)}"
    Touches(clocked.book()).log(who, "call", dice.choice(TEXTS), told)


def _promise(clocked: Clocked, dice: Random) -> None:
    words = [dice.choice(("2026-12-30 10:00", "2026-12-31")), dice.choice(TEXTS)]
    FollowUps(clocked.book()).next(f"#{_some(clocked, dice)}", words)


def _keep(clocked: Clocked, dice: Random) -> None:
    FollowUps(clocked.book()).done(f"#{_some(clocked, dice)}")


def _move(clocked: Clocked, dice: Random) -> None:
    ladder, who = Ladder(clocked.book()), [f"#{_some(clocked, dice)}"]
    if dice.random() < 0.7:
        ladder.promote(who, Move(reason=dice.choice((None, "budget"))))
    elif dice.random() < 0.5:
        ladder.promote(who, Move(pipeline="telesales"))
    else:
        ladder.drop(who, Move(reason="gone"), exit_kind="lost")


def _bin(clocked: Clocked, dice: Random) -> None:
    Bin(clocked.book()).delete([f"#{_some(clocked, dice)}"])


def _untag(clocked: Clocked, dice: Random) -> None:
    Tagging(clocked.book()).untag(f"#{_some(clocked, dice)}", ["VIP"])


def _merge(clocked: Clocked, dice: Random) -> None:
    texts = (f"#{_some(clocked, dice)}", f"#{_some(clocked, dice)}")
    take = [f"{field}=A" for field in ("name", "company", "birthday", "stage")]
    Merging(clocked.book()).merge(texts, keep="A", take=take)


def _correct(clocked: Clocked, dice: Random) -> None:
    ref = f"i{dice.randrange(1, 12)}"
    Corrections(clocked.book()).edit(ref, Correction(text=dice.choice(TEXTS)))


def _wish(clocked: Clocked, dice: Random) -> None:
    who = f"#{_some(clocked, dice)}"
    Consenting(clocked.book()).set(who, Wish(given=dice.random() < 0.5, channel="call"))
    Mutes(clocked.book()).mute(who, "going_cold", "2027-03-01")


def _field(clocked: Clocked, dice: Random) -> None:
    sets = (f"budget={dice.randrange(1, 99)}000", f"supplier={dice.choice(TEXTS)}")
    Capture(clocked.book()).edit(f"#{_some(clocked, dice)}", Details(sets=sets))


def _buy(clocked: Clocked, dice: Random) -> None:
    words = [f"#{_some(clocked, dice)}", f"{dice.choice(PRODUCTS)}x{dice.randrange(1, 4)}"]
    words += [f"¥{dice.randrange(1, 900)}"] if dice.random() < 0.8 else []
    order = f"A{dice.randrange(20)}" if dice.random() < 0.5 else None
    Buying(clocked.book()).buy(words, Terms(order=order, note=dice.choice(TEXTS)))


def _refund(clocked: Clocked, dice: Random) -> None:
    back = [f"¥{dice.randrange(1, 300)}"] if dice.random() < 0.5 else []
    Refunds(clocked.book()).refund(f"b{dice.randrange(1, 20)}", back, reason='过敏; "x"')


def _product(clocked: Clocked, dice: Random) -> None:
    traits = Traits(price=f"{dice.randrange(1, 99)}.5", lasts=dice.choice((0, 7, 30)))
    Products(clocked.book()).edit(dice.choice(PRODUCTS), traits)


def _plan(clocked: Clocked, dice: Random) -> None:
    planning, who = Planning(clocked.book()), f"#{_some(clocked, dice)}"
    if dice.random() < 0.6:
        name = dice.choice(("care-21", "nurture", "win-back", "quarterly"))
        planning.start(name, Whom((who,)), dice.choice((None, "2026-11-20")))
    elif dice.random() < 0.7:
        planning.done(who, Doing((str(dice.choice((0, 1, 3))), dice.choice(TEXTS))))
    else:
        planning.stop(who, reason=dice.choice((None, "moved away")))


def _undo(clocked: Clocked, dice: Random) -> None:
    Log(clocked.book()).undo(None)


def _set(clocked: Clocked, dice: Random) -> None:
    path = clocked.path.with_suffix(".toml")
    settings = SettingsService(clocked.book(), Config(), path)
    settings.set("capacity", str(dice.randrange(5, 50)))


def _some(clocked: Clocked, dice: Random) -> int:
    with clocked.book().read() as page:
        top = max(1, page.session.value("facts.next_customer") - 1)
    return dice.randrange(1, top + 1)


STEPS: tuple[Callable[[Clocked, Random], None], ...] = (
    *((_add,) * 11), *((_log,) * 3), *((_promise,) * 2), _keep, *((_move,) * 4), _bin, _untag,
    *((_merge,) * 2), *((_buy,) * 4), *((_refund,) * 2), _product,
    _correct, _wish, *((_field,) * 2), *((_plan,) * 3), _undo, _set,
)  # fmt: skip
