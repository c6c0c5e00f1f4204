"""`annotation.conf` and `visual.conf` of the gold set, derived from the encoding so that they cannot disagree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.evaluate import encoding as e

_COLOURS = {
    "date": "#ffe3a8",
    "place": "#bfe3c0",
    "person": "#c5d8ff",
    "position": "#dbe6ff",
    "organization": "#e3cdf5",
    "document": "#f6d0d8",
    e.PARTY: "#d9f0f2",
    e.ACTION: "#ffd9bd",
    e.THEME: "#ffe9da",
    e.CLAUSE: "#f2f2f2",
    e.EVIDENCE: "#e4e4c8",
    e.COMMITMENT: "#ff9d6e",
}
_EVENT_COLOUR = "#9fd0c8"
_SHORT = {"organization": "org", "position": "post", "document": "doc", "commitment": "commit"}


def annotation_conf() -> str:
    """The content of `annotation.conf`."""
    return "\n".join(_annotation_lines()) + "\n"


def visual_conf() -> str:
    """The content of `visual.conf`."""
    return "\n".join(_visual_lines()) + "\n"


def write_config(folder: Path) -> None:
    """Write both files into `folder`."""
    for name, content in (("annotation.conf", annotation_conf()), ("visual.conf", visual_conf())):
        (folder / name).write_bytes(content.encode("utf-8"))


def _annotation_lines() -> Iterator[str]:
    yield "# Generated from extract/evaluate/encoding.py; the encoding is described in README.md."
    yield "[entities]"
    yield from e.TEXT_LABELS
    yield ""
    yield "[relations]"
    for label in e.MENTIONS:
        if label != "position":
            yield f"{e.SAME_AS}\tArg1:{label}, Arg2:{label}"
    yield f"{e.HOLDER}\tArg1:position, Arg2:person"
    yield f"{e.REFERS_TO}\tArg1:{e.PARTY}, Arg2:person|organization|place"
    # annotations of these types may overlap and nest in every way
    yield "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"
    yield ""
    yield "[events]"
    for label in e.EVENTS:
        yield f"{label}\t{_roles(e.EVENT_ROLES, single={'within'})}"
    single = {"theme", "deadline", "timeframe", "attributed_to", "event", "target_event"}
    single |= {"responds_to", "translation_of", "restates"}
    yield f"{e.COMMITMENT}\t{_roles(e.COMMITMENT_ROLES, single=single, required={'action', 'clause'})}"
    yield ""
    yield "[attributes]"
    yield from _attributes()


def _roles(
    roles: dict[str, tuple[str, ...]], *, single: set[str], required: set[str] | frozenset[str] = frozenset()
) -> str:
    parts = []
    for role, labels in roles.items():
        count = "" if role in required else "?" if role in single else "*"
        parts.append(f"{role}{count}:{'|'.join(labels)}")
    return ", ".join(parts)


def _attributes() -> Iterator[str]:
    """One line for each name: a name that two labels share (`status`) lists the values of both."""
    names = dict.fromkeys(name for allowed in e.ATTRIBUTES.values() for name in allowed)
    for name in names:
        labels = [label for label, allowed in e.ATTRIBUTES.items() if name in allowed]
        values = dict.fromkeys(value for label in labels for value in e.ATTRIBUTES[label][name] or ())
        line = f"{name}\tArg:{'|'.join(labels)}"
        yield f"{line}, Value:{'|'.join(values)}" if values else line


def _visual_lines() -> Iterator[str]:
    yield "# Generated from extract/evaluate/config.py."
    yield "[labels]"
    for label in (*e.TEXT_LABELS, *e.EVENTS, e.COMMITMENT):
        yield f"{label} | {label} | {_SHORT.get(label, label)}"
    yield ""
    yield "[drawing]"
    yield "SPAN_DEFAULT\tfgColor:black, bgColor:#eeeeee, borderColor:darken"
    yield "ARC_DEFAULT\tcolor:#666666, arrowHead:triangle-5"
    for label, colour in _COLOURS.items():
        yield f"{label}\tbgColor:{colour}"
    for label in e.EVENTS:
        yield f"{label}\tbgColor:{_EVENT_COLOUR}"
    yield f"{e.SAME_AS}\tcolor:#4a7ab5, dashArray:3-3, arrowHead:none"
    yield f"{e.HOLDER}\tcolor:#4a7ab5"
    yield f"{e.REFERS_TO}\tcolor:#4a7ab5, dashArray:3-3"
    yield "negated\tbox:crossed"
    yield "inferred\tdashArray:3-2"
