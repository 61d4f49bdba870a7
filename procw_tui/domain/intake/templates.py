"""Templates: what is the same in every text of one shape, with holes for what is not.

`{client}` and `{job}` are what is there, `*` is anything. A line break, written as a backslash and n, leads
to the next line that says something. Blanks are all alike. Matching goes from left to right, never back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

BREAK = "\\n"
ANY = "*"
MANY = 256  # templates: the same ones for each mail
_HOLE = re.compile(r"(\{client\}|\{job\}|\*+)")
_NUMBER = re.compile(r"\d+")
TITLES = ("様", "さん", "御中", "さま")
"""What stands behind somebody's name."""


def plain(text: str) -> str:
    """A text with single blanks, as templates are compared."""
    return " ".join(text.split())


def found(template: str, text: str) -> dict[str, str] | None:
    """What stands in the named holes; None where the text is not of that shape."""
    literals, holes = _parts(template)
    said = plain(text)
    if not said.startswith(literals[0]):
        return None
    at, values = len(literals[0]), dict[str, str]()
    for number, (hole, literal) in enumerate(zip(holes, literals[1:], strict=True)):
        is_last = number == len(holes) - 1
        least = at + (hole != ANY)
        if is_last:
            end = len(said) - len(literal)
            if end < least or not said.endswith(literal):
                return None
        else:
            end = said.find(literal, least) if literal else least
            if end < 0:
                return None
        if hole != ANY:
            values[hole] = said[at:end].strip()
            if not values[hole]:
                return None
        at = end + len(literal)
    return values if holes or at == len(said) else None


def found_in(template: str, lines: Sequence[str]) -> dict[str, str] | None:
    """The same of the first place in a text's lines; empty lines say nothing."""
    told = [line for line in map(plain, lines) if line]
    wanted = template.split(BREAK)
    for at in range(len(told) - len(wanted) + 1):
        every = [found(one, line) for one, line in zip(wanted, told[at : at + len(wanted)], strict=True)]
        if all(values is not None for values in every):
            return {name: value for values in every if values for name, value in values.items()}
    return None


def weight(template: str) -> int:
    """How much a template says: of several that fit, the one with most is meant."""
    return sum(map(len, _parts(template)[0]))


def template_of(text: str, marked: Mapping[str, str]) -> str:
    """The template of a text in which values are marked by their name; numbers are anything.

    A value that stands there several times is meant where it stands as a name; elsewhere it is anything
    where it could be meant as well, and else part of the text.
    """
    said = plain(text)
    places: list[tuple[int, int, str]] = []
    for name, value in marked.items():
        every = _places(said, plain(value))
        best = max((_as_name(said, start, end) for start, end in every), default=0)
        likely = [place for place in every if _as_name(said, *place) == best]
        places += [(*place, f"{{{name}}}" if place == likely[0] else ANY) for place in likely]
    made, at = "", 0
    for start, end, hole in _apart(places):
        made += _fixed(said[at:start]) + hole
        at = end
    return made + _fixed(said[at:])


def _places(text: str, value: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = text.find(value) if value else -1
    while at >= 0:
        found.append((at, at + len(value)))
        at = text.find(value, at + len(value))
    return found


def _as_name(text: str, start: int, end: int) -> int:
    """How much a place in a text looks like a name: somebody's title behind it, signs around it."""
    titled = text[end:].lstrip().startswith(TITLES)
    return 2 * titled + (not text[:start][-1:].isalnum() and not text[end:][:1].isalnum())


def _apart(places: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Those that do not lie in one another, by their place: named ones before others, longer ones first."""
    kept: list[tuple[int, int, str]] = []
    for start, end, hole in sorted(places, key=lambda place: (place[2] == ANY, place[0] - place[1])):
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end, hole))
    return sorted(kept)


def _fixed(text: str) -> str:
    """What is the same in every text; what would be taken for a hole is anything."""
    return _NUMBER.sub(ANY, text.replace("{", ANY).replace("}", ANY))


def line_template(lines: Sequence[str], at: int, name: str, value: str) -> str:
    """The template by which a value is found on a line; where it is the whole line, by the line above too."""
    made = template_of(lines[at], {name: value})
    if made != f"{{{name}}}":
        return made
    above = next((plain(line) for line in reversed(lines[:at]) if plain(line)), "")
    return f"{template_of(above, {})}{BREAK}{made}" if above else made


@lru_cache(MANY)
def _parts(template: str) -> tuple[list[str], list[str]]:
    """The literal texts, and the holes between them by name; of two holes beside each other the named one."""
    pieces = _HOLE.split(plain(template))
    literals, holes = [pieces[0]], list[str]()
    for hole, literal in pairwise([*pieces[1:], ""]):
        if _HOLE.fullmatch(hole):
            name = hole.strip("{}") if hole.startswith("{") else ANY
            if holes and not literals[-1] and ANY in {name, holes[-1]}:
                holes[-1] = name if holes[-1] == ANY else holes[-1]
                literals[-1] = literal
            else:
                holes.append(name)
                literals.append(literal)
    return literals, holes
