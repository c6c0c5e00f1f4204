"""Whose joint paper it is, where the sentence below its title says so: `Министры А, Б и В, собравшись на встречу`."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extract.document import Organization, Party, Person, Place
from extract.language.later import later
from extract.parties import Parties
from extract.stages.events.participants.listing import Listing
from extract.stages.events.triggers.lexicon import Candidate

#: characters below a title within which its text begins
_NEAR = 1500
#: a paragraph that opens with whoever speaks
_OPENING = later(
    r"\n[ \t*]*(?:Мы,\s+)?(?=(?:[Мм]инистр|[Пп]резидент|[Гг]лав[аы]\b|[Рр]уководител|[Гг]енеральн\w+\s+прокурор"
    r"|[Сс]екретар|[Лл]идер|[Нн]ачальник|[Дд]иректор|[Кк]омандующ|[Пп]ремьер|[Пп]редседател)[^\n]{30,1500}(?:\n|$))"
)
#: where what they do or did begins
_STOP = later(
    r",?\s*\(?(?:в\s+)?(?:далее|дальнейшем)\b"
    r"|,\s+(?:собрав|провед|встрети|руководств|отмеча|исход|подтвержд|участву|рассмотр|приня|обсуди|стрем|сознава|выража)\w+"
    r"|,[ \t*]*(?=\n)|,?\s+(?:при|с)\s+участи(?:и|ем)\b|\s+\d{1,2}(?:-\d{1,2})?\s+[а-яё]+\s+\d{4}"
    r"|\s+(?:провели|встретились|собрались|заявляют|обсудили|рассмотрели|подписали)\b"
)
_PLURAL = later(
    r"(?:министр(?:ы|ов)|президент(?:ы|ов)|глав(?:ы)?|руководител(?:и|ей)|генеральны[ех]|секретар(?:и|ей)|лидер(?:ы|ов)"
    r"|начальник(?:и|ов)|директор(?:а|ов)|командующи[ех])\b"
)
#: `состоялась встреча министров А, Б и В (далее - Стороны)`: whose text it is
_CALLED_SIDES = later(r"[ \t]*\((?:в\s+)?(?:далее|дальнейшем)\s+(?:-|именуем\w+)\s+\"?Сторон", re.IGNORECASE)
_GATHERINGS = frozenset({"session", "meeting", "summit", "conference"})
#: `по итогам третьей встречи министров`, in a title: what the paper comes of
_RESULT_OF = later(r"\bпо\s+(?:итогам|результатам|завершении)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
#: characters before a trigger in which it is said that a paper comes of it
_BEFORE = 70
#: two without names stand by their posts
_PAIR = 2
#: characters from them to their meeting, if that is told in a paragraph of its own
_MET_NEAR = 400


def name_makers(doc: Doc, parties: Parties, paper: Candidate, end: int, known: list[Candidate]) -> None:
    """Give a paper whose title ends at `end`, and the gathering of its first paragraph, those whose paper it is."""
    text: str = doc._.match_text
    opening = _OPENING.search(text, end, min(end + _NEAR, len(text)))
    if opening is None:
        _name_sides(doc, parties, paper, end, known)
        return
    line = text.find("\n", opening.end())
    line = line if line >= 0 else len(text)
    stop = _STOP.search(text, opening.end(), min(line + 1, len(text)))
    if stop is None:
        return
    listing = Listing(doc, parties)
    made = _made_by(doc, listing, opening.end(), stop.start())
    if not made:
        return
    result = _told_by_title(text, paper, opening.start(), known)
    # a paragraph below is of the same gathering only if no other is told
    reach = line if result is not None else max(line, stop.start() + _MET_NEAR)
    below = next((c for c in known if c.type in _GATHERINGS and stop.start() <= c.trigger[0] < reach), None)
    for met in (result, below):
        if met is not None and met.status == "held":
            # the sides that a word stands for are those named here
            met.participants = [p for p in met.participants if p.entity is not None and p.basis != "inferred"]
            for party in made:
                listing.add(met.participants, party, "participant")
    if all(p.entity is None for p in paper.participants):
        paper.participants = []
        for party in made:
            listing.add(paper.participants, party, "participant")


def _told_by_title(text: str, paper: Candidate, end: int, known: list[Candidate]) -> Candidate | None:
    """`СОВМЕСТНОЕ ЗАЯВЛЕНИЕ по итогам третьей встречи`: the gathering whose result the paper is."""
    inside = (c for c in known if c.type in _GATHERINGS and paper.trigger[1] <= c.trigger[0] < end)
    return next((c for c in inside if _RESULT_OF.search(text, max(c.trigger[0] - _BEFORE, 0), c.trigger[0])), None)


def _name_sides(doc: Doc, parties: Parties, paper: Candidate, end: int, known: list[Candidate]) -> None:
    """`состоялась встреча министров А, Б и В (далее - Стороны)`: the states met, whoever came for them."""
    text: str = doc._.match_text
    called = _CALLED_SIDES.search(text, end, min(end + _NEAR, len(text)))
    if called is None:
        return
    start = int(parties.index.at(called.start() - 1).sent.start_char)  # type: ignore[union-attr]
    before = (c for c in known if c.type in _GATHERINGS and start <= c.trigger[0] < called.start() and not c.is_verb)
    met = max(before, key=lambda c: c.trigger[0], default=None)
    if met is None or met.status != "held" or not _PLURAL.search(text[met.trigger[1] : called.start()].lower()):
        return
    listing = Listing(doc, parties)
    named = listing.roll.names(met.trigger[1], called.start(), groups=False)
    states = [p for p in named if isinstance(p.entity, Place) and p.entity.kind == "country"]
    if len(states) < _PAIR or len(states) < len(named):
        return
    met.called_by = []
    met.participants = [p for p in met.participants if p.entity is not None]
    for event, role in ((met, "participant"), (paper, "signatory")):
        for party in states:
            listing.add(event.participants, party, role)  # type: ignore[arg-type]


def _made_by(doc: Doc, listing: Listing, start: int, end: int) -> list[Party]:
    """Persons by name, else the states of a plural, else those of more than two posts one after the other."""
    named = listing.roll.names(start, end, groups=False)
    persons = [p for p in named if isinstance(p.entity, Person)]
    if len(persons) >= _PAIR:
        return persons
    if _PLURAL.match(doc._.match_text.lower(), start):
        states = [p for p in named if isinstance(p.entity, Place) and p.entity.kind == "country"]
        return states if len(states) >= _PAIR and len(states) == len(named) else []
    posts = [m for m in doc._.positions if start <= m.start and m.end <= end and not isinstance(m.entity, Person)]
    owners = [(m, listing.offices.owner(m)) for m in posts]
    found = [Party(o, m.start, m.end, "resolved") for m, o in owners if isinstance(o, (Place, Organization))]
    return found if len(found) == len(posts) > _PAIR else []
