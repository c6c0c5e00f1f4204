"""States named by an adjective alone: `российско-узбекские учения`, `казахстанско-турецкие консультации`."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from extract.document import Event, Participant
from extract.lexicons.countries import country_by_adjective
from extract.parties.represented import country_of
from extract.stages.events.merging.happening import Happening

_JOINT = frozenset({"meeting", "call", "exercise", "operation", "session"})


def name_states(doc: Doc, happenings: list[Happening], events: dict[int, Event]) -> None:
    """The states of an event of which nobody else is told who took part."""
    for happening in happenings:
        event = events[id(happening)]
        if event.type not in _JOINT or any(p.entity is not None for p in event.participants):
            continue
        for telling in happening.tellings:
            codes = [] if telling.is_verb else [(c, _states(c)) for c in telling.token.lefts]
            joint = next(((c, found) for c, found in codes if len(found) > 1), None)
            if joint is not None:
                span = joint[0].idx, joint[0].idx + len(joint[0])
                states = [country_of(doc, code) for code in joint[1]]
                event.participants += [Participant(x, *span, "resolved") for x in states]
                break


def _states(adjective: Token) -> list[str]:
    """The codes of all parts, none if one of them is no state: `учебно-методический`."""
    parts = adjective.norm_.lower().split("-")
    codes = [country_by_adjective(parts[-1]), *map(_first_part, parts[:-1])] if len(parts) > 1 else []
    found = [code for code in (*codes[1:], *codes[:1]) if code is not None]
    return found if len(found) == len(parts) else []


def _first_part(part: str) -> str | None:
    """`российско`, `армяно`: an adjective cut short."""
    forms = (part, f"{part[:-1]}ий", f"{part[:-1]}ский")
    return next((code for form in forms if (code := country_by_adjective(form))), None)
