"""The question whether what is logged now was in a number that was told before."""

from __future__ import annotations

from procw_tui.present.language import _, n_

from .asking import Asking


async def ask_whether_counted(asking: Asking, n: int) -> bool | None:
    """Whether they are among the number, which is lessened then; None where it was left open."""
    title = n_(
        "{n} of days that you told a number of: is it among them?",
        "{n} of days that you told a number of: are they among them?", n,
    ).format(n=n)  # fmt: skip
    options = [("among", _("Yes: the number becomes less by them")), ("beside", _("No: they come on top"))]
    choice = await asking.pick(title, options)
    return None if choice is None else choice == "among"
