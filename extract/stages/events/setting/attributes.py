"""Days and places that say of somebody or something else when and where it came to be: `с избранным в 2019 году в
Ташкенте президентом`, `организации, созданной в Баку в 2010 году`.
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc

from extract.document import Mention, TokenIndex, sentence_of
from extract.language.columns import columns, value
from extract.stages.events.triggers.lexicon import TAKING_PLACE

#: tokens between a participle and what it says, and between the noun and its participle
_REACH = 14
#: who is or came there: the day and the place are also those of the meeting
_BEING_THERE = frozenset(
    {
        "находиться", "пребывать", "прибыть", "прибывать", "приехать", "собраться", "собираться", "встретиться",
        "участвовать", "присутствовать", "посетить", "вернуться", "возвратиться", "съехаться", "гостить",
    }
)  # fmt: skip
#: verbs by which an event takes place, besides those of `TAKING_PLACE`
_HELD = TAKING_PLACE | {
    "наметить", "назначить", "намечаться", "осуществить", "осуществляться", "реализовать", "реализовываться",
    "планироваться", "созвать", "посвятить", "приурочить", "перенести", "отложить", "отменить", "предстоять",
}  # fmt: skip
#: whatever is held in a hall is where the hall is
_HALLS = frozenset(
    {
        "дворец", "зал", "отель", "гостиница", "центр", "стадион", "резиденция", "университет", "театр", "музей",
        "библиотека", "комплекс", "павильон", "школа", "академия", "институт", "парк", "база", "полигон", "штаб",
        "порт", "здание", "аэропорт", "завод", "предприятие", "мемориал", "памятник",
        "клуб", "дом", "лагерь", "выставка", "ярмарка",
    }
)  # fmt: skip
_STOPS = frozenset({",", ";", ":", "(", ")", "-", '"', "."})
_NOMINAL = frozenset({"NOUN", "PROPN"})


class Attributes:
    """Finds the participles of one document by what stands in their phrases."""

    def __init__(self, doc: Doc, index: TokenIndex, triggers: Collection[int], dated: Collection[int]) -> None:
        self._index = index
        #: indexes of the tokens of triggers and of dates
        self._triggers = triggers
        self._dated = dated
        self._columns = columns(doc)

    def tell_of_another(self, mention: Mention) -> bool:
        """The mention stands in the phrase of a participle whose noun is no event."""
        place = mention.type == "place"
        participle = self._participle(mention)
        while participle is not None:
            behind = self._behind_comma(participle)
            if behind is not None:
                return self._is_of_noun_before(participle, behind, mention, place=place)
            if self._norm(participle - 1) != "и" or participle - 1 <= self._first(mention):
                return self._is_of_noun_behind(participle, mention, place=place)
            # `созданной в Баку и действующей с 2010 года в Минске`
            participle = self._before(participle - 1, self._first(mention))
        return False

    def _participle(self, mention: Mention) -> int | None:
        span = self._index.places(mention.start, mention.end)
        return self._before(span.start, self._first(mention)) if len(span) else None

    def _first(self, mention: Mention) -> int:
        token = self._index.at(mention.start)
        return sentence_of(token).start if token is not None else 0

    def _before(self, i: int, first: int) -> int | None:
        """The full participle before a word, in the same part of the clause."""
        morphs, pos = self._columns.morphs, self._columns.pos
        for k in range(i - 1, max(first, i - _REACH) - 1, -1):
            if pos[k] == "VERB":
                full = "VerbForm=Part" in morphs[k] and "Case=" in morphs[k]
                if full and not (k == first and self._norm(k + 1) == ","):
                    return k
                return None
            if self._norm(k) in _STOPS or pos[k] == "SPACE":
                return None
        return None

    def _behind_comma(self, participle: int) -> int | None:
        """The comma that opens the participle's phrase: `, ранее избранным`."""
        i = participle - 1
        while i >= 0 and self._columns.pos[i] == "ADV":
            i -= 1
        return i if i >= 0 and self._norm(i) == "," else None

    def _is_of_noun_before(self, participle: int, comma: int, mention: Mention, *, place: bool) -> bool:
        """`организации, созданной в Баку`: the noun before the comma that agrees."""
        span = self._index.places(mention.start, mention.end)
        if self._is_event(participle) or self._told_within(participle, self._end(span.stop)):
            return False
        for i in range(comma - 1, max(comma - _REACH, -1), -1):
            if self._columns.pos[i] in _NOMINAL and i not in self._dated and self._agrees(i, participle):
                return i not in self._triggers and not (place and self._is_hall(i))
            if self._columns.opens[i] == 1:
                return False
        return False

    def _is_of_noun_behind(self, participle: int, mention: Mention, *, place: bool) -> bool:
        """`созданной в Баку организации`: the first noun of its case behind the participle."""
        span = self._index.places(mention.start, mention.end)
        if self._is_event(participle):
            return False
        for i in range(participle + 1, min(participle + _REACH, len(self._columns.pos))):
            verb = self._columns.pos[i] == "VERB" and "VerbForm=Part" not in self._columns.morphs[i]
            if verb or self._norm(i) in _STOPS:
                return False
            if self._columns.pos[i] not in _NOMINAL or i in self._dated or self._is_governed(i):
                continue
            if self._agrees(i, participle):
                own = i in self._triggers or self._told_within(participle, i) or (place and self._is_hall(i))
                return i >= span.stop and not own
        return False

    def _is_event(self, participle: int) -> bool:
        """A participle that tells an event, or of those who are at one."""
        lemma = self._columns.lemmas[participle]
        if participle in self._triggers or lemma in _HELD or lemma in _BEING_THERE:
            return True
        # `министрами, принявшими участие`
        return lemma == "принять" and value(self._columns.morphs[participle], "Voice") == "Act"

    def _is_hall(self, noun: int) -> bool:
        """`в построенном в Минске дворце`: where something else is held."""
        return self._columns.lemmas[noun] in _HALLS and value(self._columns.morphs[noun], "Case") == "Loc"

    def _told_within(self, start: int, end: int) -> bool:
        return any(start <= i < end for i in self._triggers)

    def _end(self, i: int) -> int:
        """Where the phrase ends that goes on behind a mention."""
        while i < len(self._columns.pos) and self._norm(i) not in _STOPS:
            i += 1
        return i

    def _is_governed(self, noun: int) -> bool:
        """A preposition stands before the noun and its adjectives."""
        i = noun - 1
        while i >= 0 and self._columns.pos[i] in {"ADJ", "DET", "NUM"}:
            i -= 1
        return i >= 0 and self._columns.pos[i] == "ADP"

    def _agrees(self, noun: int, participle: int) -> bool:
        one, other = self._columns.morphs[noun], self._columns.morphs[participle]
        if value(one, "Case") != value(other, "Case") or value(one, "Number") != value(other, "Number"):
            return False
        genders = {value(one, "Gender"), value(other, "Gender")} - {None}
        return len(genders) < 2 or genders == {"Masc", "Neut"}

    def _norm(self, i: int) -> str:
        return self._columns.norms[i] if 0 <= i < len(self._columns.norms) else ""
