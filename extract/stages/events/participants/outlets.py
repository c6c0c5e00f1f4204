"""Outlets: to whom an interview is given, and who asks at a briefing: `в интервью агентству «Восход»`,
`Вопрос («Восход»):`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from extract.document import Mention, Party, Starts, match_text_of
from extract.language.later import later
from extract.stages.events.framing.bodies import BRIEFINGS
from extract.stages.events.participants.sources import ParticipantFinder
from extract.stages.events.triggers.lexicon import Candidate

_INTERVIEW = later(r"\bинтервью\b", re.IGNORECASE)
_KIND = (
    r"(?:(?:информ|пресс-|интернет-|медиа)?(?:агентств{neuter}|издани{ie})|(?:теле|радио)?(?:канал|портал|журнал|сайт){masculine}"
    r"|радио|газет{feminine}|(?:теле|радио|телерадио)?(?:компани|станци|корпораци){iya})"
)
_GIVEN_TO = _KIND.format(neuter="у", ie="ю", masculine="у", feminine="е", iya="и")
_ASKED_BY = _KIND.format(neuter="(?:о|а)", ie="[ея]", masculine="а?", feminine="[аы]", iya="[яи]")
#: between the word and the outlet; whose interview it is may stand there
_TO = later(
    rf"\s(?:[^.;:!?\n\"]{{0,220}}?\s)?(?:(?:для\s)?{_GIVEN_TO}|для\s{_ASKED_BY})\s\"?",
    re.IGNORECASE,
)
_AT_ONCE = later(r"\s\"?")
#: who asks, at the head of a line
_QUESTION = later(
    rf"^[ \t]*(?:[-*•][ \t]+)?(?:(?P<bracket>вопрос\s+\(\s*)|вопрос\s+(?:от\s+)?)?(?:{_ASKED_BY}\s+)?\"?(?=[\w\"])",
    re.IGNORECASE | re.MULTILINE,
)
_ASKS = later(r"\"?(?:,\s+[^():\n]{2,60})?(?:\s+\([^()\n]{2,60}\))?\s*\)?\s*:")
_SOMEBODY_ASKS = later(r"[^():\n]{2,80}\)\s*:")
_TO_QUESTION = later(rf"\bна\s+вопросы?\s+(?:{_ASKED_BY}\s+)?\"?", re.IGNORECASE)
_MEDIA = "organization.media"
#: not the telling of what somebody else said: `сообщил в интервью, что ранее газете`
_OTHER_CLAUSE = later(r"\bчто\b|\bкотор", re.IGNORECASE)


class Outlets:
    """Gives the interviews and briefings of one document those who ask."""

    def __init__(self, doc: Doc, people: ParticipantFinder) -> None:
        self._doc = doc
        self._people = people
        self._bodies = Starts(doc._.organizations)

    def read(self, candidates: Sequence[Candidate]) -> None:
        """Append the outlets to the statements that they were told."""
        statements = [c for c in candidates if c.type == "statement" and c.token.sent._.language != "en"]
        if not statements:
            return
        for statement, outlet in (*self._given(statements), *self._questions(statements)):
            self._add(statement, outlet)

    def _given(self, statements: Sequence[Candidate]) -> Iterator[tuple[Candidate, Mention]]:
        """`интервью министра газете «Восход»`, `ответил на вопросы агентства «Восход»`."""
        text = match_text_of(self._doc)
        for statement in statements:
            start, end = statement.token.sent.start_char, statement.token.sent.end_char
            for word in _INTERVIEW.finditer(text, start, end):
                direct = _AT_ONCE.match(text, word.end(), end)
                named = self._at(direct.end(), media=True) if direct is not None else None
                kind = _TO.match(text, word.end(), end) if named is None else None
                if kind is not None and not _OTHER_CLAUSE.search(kind[0]):
                    named = self._at(kind.end())
                if named is not None:
                    yield statement, named
            for word in _TO_QUESTION.finditer(text, start, end):
                named = self._at(word.end(), media=word[0].rstrip(' "').endswith(("вопрос", "вопросы")))
                if named is not None:
                    yield statement, named

    def _questions(self, statements: Sequence[Candidate]) -> Iterator[tuple[Candidate, Mention]]:
        """`Вопрос («Восход», А. Б.): ...?`, `«Восход»: ...?` below a briefing."""
        briefing = next((c for c in statements if c.token.lemma_ in BRIEFINGS), None)
        if briefing is None:
            return
        text = match_text_of(self._doc)
        for opening in _QUESTION.finditer(text, briefing.trigger[1]):
            named = self._at(opening.end(), media=opening["bracket"] is None)
            end = named.end if named is not None else opening.end()
            asks = _ASKS.match(text, end) if named is not None or opening["bracket"] else None
            if asks is None and opening["bracket"]:
                asks = _SOMEBODY_ASKS.match(text, end)
            line = text.find("\n", end)
            asked = asks is not None and (
                opening["bracket"] or "?" in text[asks.end() : line if line >= 0 else len(text)]
            )
            if asks is None or not asked:
                continue
            asking = self._people.listing.persons_at.within(opening.end(), asks.end())
            for mention in asking or ([named] if named is not None else []):
                yield briefing, mention

    def _at(self, start: int, *, media: bool = False) -> Mention | None:
        """The longest name of a body that starts there."""
        named = [m for m in self._bodies.within(start, start + 1) if not media or m.rule == _MEDIA]
        return max(named, key=lambda m: m.end, default=None)

    def _add(self, statement: Candidate, outlet: Mention) -> None:
        party = Party(outlet.entity, outlet.start, outlet.end, "stated")  # type: ignore[arg-type]
        self._people.add(statement.participants, party, "participant")
