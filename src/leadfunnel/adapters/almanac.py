"""The almanac of a region, its tables loaded when a phrase or an echo first needs them."""

from __future__ import annotations

from leadfunnel.domain.almanac import Almanac

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.lunar import Moon
    from leadfunnel.domain.workdays import OwnDays, Workdays


def almanac(region: str, own: OwnDays | None = None) -> Almanac:
    """Return the almanac of a region, with a person's own days off."""

    def workdays(region: str) -> Workdays:
        from leadfunnel.adapters.workdays import workdays
        from leadfunnel.domain.workdays import NO_OWN_DAYS

        return workdays(region, own or NO_OWN_DAYS)

    return Almanac(region, _moon, workdays)


def _moon() -> Moon:
    from leadfunnel.adapters.lunar import BoraxMoon

    return BoraxMoon()
