"""What the two ratings say alike."""

from __future__ import annotations

from procw_tui.domain.certification.criteria import Board
from procw_tui.domain.certification.mean_stars import StarsId, lowest_tenths, star_debt, star_target, stars
from procw_tui.domain.certification.window import Piece
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Opening, Review
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.stars import shown_text
from procw_tui.present.commands import KEY
from procw_tui.present.language import _, n_, sentences
from procw_tui.present.view import View
from procw_tui.present.words import labels

GREY_FROM = 475  # hundredths: from 4.75 the site shows 4.8
ROUND_OFF = 5  # the half of a tenth of a star, in hundredths


def target(ledger: Ledger, rules: Rules, which: StarsId) -> str:
    """`4.80`."""
    return f"{star_target(ledger, rules, which) / 100:.2f}"


def slack(ledger: Ledger, board: Board, rules: Rules, which: StarsId) -> str:
    """One-stars until it is missed, or five-stars until it is reached."""
    standing = board.today.of(which)
    debt = star_debt(ledger, board.day, which, rules)
    if debt is None:
        return _("no ratings yet")
    hundredths = star_target(ledger, rules, which)
    shown = f"{hundredths / 100:.2f}"
    if standing.state == "met":
        return n_("{n} one-star goes below {target}", "{n} one-stars go below {target}", debt.sink).format(
            n=debt.sink, target=shown
        )
    total, count = stars(ledger, board.day, which)
    if standing.state == "short" and 100 * total.low >= GREY_FROM * 10 * count:
        return n_(
            "{n} more five-star (shown as {shown})", "{n} more five-stars (shown as {shown})", debt.needed
        ).format(n=debt.needed, shown=f"{hundredths / 100:.1f}")
    told = n_("{n} more five-star makes {target}", "{n} more five-stars make {target}", debt.needed)
    if standing.state == "unknown":
        told = n_("at most {n} more five-star makes {target}", "at most {n} more five-stars make {target}",
                  debt.needed)  # fmt: skip
    return told.format(n=debt.needed, target=shown)


def what_it_takes(view: View, which: StarsId) -> str:
    """Five-stars to the target, and what a one-star costs."""
    debt = star_debt(view.ledger, view.today, which, view.rules)
    hundredths = star_target(view.ledger, view.rules, which)
    shown = f"{hundredths / 100:.2f}"
    if debt is None:
        return _("No ratings yet: {key:opening} copies what the site shows.").format(key=KEY)
    cost = _("One 1-star weighs {n} five-stars.").format(n=debt.cost)
    if not debt.needed:
        return sentences(
            n_("{n} one-star would go below {target}.", "{n} one-stars would go below {target}.", debt.sink)
            .format(n=debt.sink, target=shown), cost,
        )  # fmt: skip
    needed = n_("{n} more five-star reaches {target}.", "{n} more five-stars reach {target}.", debt.needed)
    parts = [needed.format(n=debt.needed, target=shown), cost]
    high = view.board.today.of(which).high
    grey = hundredths - ROUND_OFF
    if high is not None and hundredths % 10 == 0 and 100 * high.top >= grey * high.bottom:
        parts.append(
            _("The site shows {target}; do not rely on it (assumed).").format(
                target=f"{hundredths / 100:.1f}"
            )
        )
    return sentences(*parts)


def piece(each: Piece, which: StarsId) -> str:
    """A review with its stars, or the copied figures: the mean, how many, and those below five."""
    subject = each.subject
    if isinstance(subject, Review):
        return "  ".join((labels.client(subject.client), f"{lowest_tenths(each, which) / 10:.1f}")).strip()
    if not isinstance(subject, Opening):
        return ""
    shown, count = getattr(subject, f"{which}_shown"), getattr(subject, f"{which}_count")
    lower = " ".join(f"{tenths / 10:.1f}" for tenths in getattr(subject, f"{which}_below_five") or ())
    copied = _("copied {shown} ({n})").format(shown=shown_text(shown), n=count)
    return f"{copied}  {lower}".strip()


def heaviest(each: Piece, which: StarsId) -> str:
    """Of copied figures the lowest that was listed with them."""
    if isinstance(each.subject, Opening):
        return _("{stars} in the copied figures").format(stars=f"{lowest_tenths(each, which) / 10:.1f}")
    return piece(each, which)
