"""Who commits, who is asked, who is quoted."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.document import Actor, Event, Instrument, Organization, Party, Person, Place
from extract.language.syntax import ancestors, coordinated, dialogue_lines, feature, noun_phrase, preposition, subject
from extract.parties import Parties, unique
from extract.stages.commitments.cues import Found

_REPORTING = frozenset(
    {
        "отметить", "подчеркнуть", "заявить", "сообщить", "сказать", "заверить", "подтвердить", "добавить",
        "указать", "напомнить", "отмечать", "подчеркивать", "выразить", "пояснить", "рассказать",
        "информировать", "проинформировать", "констатировать", "заметить", "уточнить", "считать", "полагать",
        "говориться", "отмечаться", "указываться", "сообщаться", "говорить", "передавать", "цитировать",
        "подытожить", "резюмировать",
    }
)  # fmt: skip
_IN_DOCUMENT = frozenset(
    {"заявление", "документ", "декларация", "коммюнике", "резолюция", "сообщение", "пресс-релиз", "текст"}
)
_OWNED = frozenset(
    {
        "готовность", "приверженность", "намерение", "решимость", "стремление", "обязательство",
        "заинтересованность", "настрой", "отказ", "верность", "согласие", "желание",
    }
)  # fmt: skip
#: nouns of bodies: they act without a name, too
_BODIES = frozenset(
    {
        "сторона", "страна", "государство", "ведомство", "орган", "совет", "комитет", "комиссия",
        "министерство", "правительство", "парламент", "ассамблея", "центр", "агентство", "секретариат",
        "группа", "делегация", "руководство", "служба", "управление", "департамент", "офис", "посольство",
        "представительство", "бюро", "фонд", "компания", "банк", "консульство", "академия", "университет",
        "институт", "коллегия", "союз", "ассоциация", "палата", "организация", "администрация", "кабинет",
        "прокуратура", "миссия", "штаб",
    }
)  # fmt: skip
_SPEECH = frozenset({"мы", "я"})


@dataclass(slots=True)
class Report:
    """The reporting clause around a cue: its verb and who or what is reported."""

    verb: Token | None
    parties: list[Party]
    source: Actor | Instrument | None


class Actors:
    """Finds parties of commitments in one document."""

    def __init__(self, doc: Doc, parties: Parties, quotes: list[tuple[int, int]], speaker: Party | None) -> None:
        self._doc = doc
        self._parties = parties
        self._quotes = quotes
        self._dialogue = set(dialogue_lines(doc))
        self._interviewed = self._interviewee()
        #: the collective of the page's statement (`Мы, руководители ...`)
        self._speaker = speaker

    def _interviewee(self) -> list[Party]:
        """Who answers in an interview: the speaker of the page's statement, else the person named first."""
        if not self._dialogue:
            return []
        for event in self._doc._.events:
            if event.type == "statement":
                speakers = [p for p in event.participants if p.role == "speaker" and isinstance(p.entity, Person)]
                if speakers:
                    return [Party(speakers[0].entity, None, None, "inferred")]
        first = next((m.entity for m in self._doc._.persons if isinstance(m.entity, Person)), None)
        return [Party(first, None, None, "inferred")] if first is not None else []

    def quote_of(self, offset: int) -> tuple[int, int] | None:
        return next((q for q in self._quotes if q[0] <= offset < q[1]), None)

    def report(self, found: Found, event: Event | None) -> Report:
        """Who reports the cue's clause: the subject of the verb of saying above it, or around its quotation."""
        for verb in ancestors(found.verb):
            if verb.lemma_ in _REPORTING and verb.pos_ in {"VERB", "AUX"}:
                return self._reported(verb, event)
        quote = self.quote_of(found.verb.idx)
        sentence = found.verb.sent
        if quote is not None and quote in self._dialogue:
            return Report(None, self._interviewed, self._interviewed[0].entity if self._interviewed else None)
        if quote is not None:
            return self._around_quote(quote, event)
        for token in sentence:
            if token.lemma_ in _REPORTING and token.dep_ == "parataxis" and token.i > found.verb.i:
                return self._reported(token, event)
        return Report(None, [], None)

    def _reported(self, verb: Token, event: Event | None) -> Report:
        document = self._document(verb)
        if document is not None or verb.lemma_.endswith("ся"):
            return Report(verb, [], document)
        parties = self._parties.subject_of(verb, event)
        return Report(verb, parties, parties[0].entity if parties else None)

    def _document(self, verb: Token) -> Instrument | None:
        for c in verb.children:
            if preposition(c) != "в" or c.lemma_ not in _IN_DOCUMENT:
                continue
            for mention in self._doc._.documents:
                if mention.start <= c.idx < mention.end and isinstance(mention.entity, Instrument):
                    return mention.entity
            before = [m for m in self._doc._.documents if isinstance(m.entity, Instrument)]
            return before[0].entity if len({id(m.entity) for m in before}) == 1 else self._statement_before(verb)
        return None

    def _statement_before(self, verb: Token) -> Instrument | None:
        found = None
        for mention in self._doc._.documents:
            if mention.start < verb.idx and isinstance(mention.entity, Instrument):
                words = mention.entity.name.lower()
                if any(word[:7] in words for word in _IN_DOCUMENT):
                    found = mention.entity
        return found

    def _around_quote(self, quote: tuple[int, int], event: Event | None) -> Report:
        text: str = self._doc._.match_text
        line_start = text.rfind("\n", 0, quote[0]) + 1
        line_end = text.find("\n", quote[1])
        line_end = len(text) if line_end < 0 else line_end
        span = self._parties.index.span(quote[1], min(line_end, quote[1] + 160))
        for token in (*span, *reversed(self._parties.index.span(max(line_start, quote[0] - 200), quote[0]))):
            if token.lemma_ in _REPORTING and token.pos_ in {"VERB", "AUX"} and self.quote_of(token.idx) is None:
                return self._reported(token, event)
        # an unannounced quotation goes on with the last speaker
        speakers = self._parties.last_speaker(quote[0])
        return Report(None, speakers, speakers[0].entity if speakers else None)

    def of(self, found: Found, report: Report, event: Event | None, *, preambular: bool) -> list[Party]:
        """The actors of a commitment."""
        entry = found.entry
        if preambular and self._speaker is not None:
            return [self._speaker]
        if entry is not None and entry.actor == "met":
            own = self._own_subject(found, event)
            return own or self._met(event)
        verb = found.verb
        if found.frame == "clause" and entry is not None and entry.force == "pledge" and entry.addressee is None:
            return self._clause_actor(found, report, event)
        owner = self._owner_of_noun(found)
        if owner:
            return owner
        impersonal = _is_impersonal(found)
        if found.entry is None or not impersonal:
            own = self._own_subject(found, event)
            if own:
                return own
        first_person = "1" in (feature(verb, "Person"), feature(found.word, "Person"))
        if first_person or self._says_we(found):
            return self._we(found, report)
        if entry is not None and entry.actor == "speaker":
            return report.parties
        if impersonal and not _has_plural_past(found):
            # `узбекской стороной предложено`
            return self._agent(found)
        quote = self.quote_of(verb.idx)
        if quote is not None:
            return self._we(found, report)
        if subject(verb) is None and _has_plural_past(found):
            # `2. Поручили Секретариату ...`: who speaks in the statement, the body in session, those who met
            return [self._speaker] if self._speaker is not None else self._gathered(event, verb.idx)
        return []

    def _gathered(self, event: Event | None, offset: int) -> list[Party]:
        """The body whose session was told last, else those who met."""
        told = [
            e
            for e in self._doc._.events
            if e.type in {"session", "summit"} and e.trigger[0] < offset and e.status != "planned" and e.organizations
        ]
        if told and (event is None or event.type not in {"meeting", "call"} or event.trigger < told[-1].trigger):
            return [Party(told[-1].organizations[0], None, None, "inferred")]
        return self._met(event)

    def _owner_of_noun(self, found: Found) -> list[Party]:
        """`выразил готовность Секретариата оказать`: the genitive at the cue noun acts."""
        if found.word == found.verb or found.word.lemma_ not in _OWNED:
            return []
        for c in found.word.rights:
            if c == found.action or c.dep_ != "nmod" or preposition(c) is not None or c.i > found.action.i:
                continue
            if self._parties.covering(c) or c.lemma_ in {"сторона", "страна"}:
                return self._parties.at(c)
        return []

    def _own_subject(self, found: Found, event: Event | None) -> list[Party]:
        token = subject(found.verb)
        if token is None or (_is_passive(found.verb) and token.lemma_ == found.word.lemma_):
            return self._agent(found)
        if token.lemma_ in _SPEECH:
            return []
        if token.i == found.action.i or (found.verb.pos_ != "ADJ" and token == found.word):
            return []
        if _is_passive(found.verb) and found.frame in {"future", "finite", "object"}:
            return self._agent(found)
        if token.pos_ in {"NOUN", "PROPN"} and feature(token, "Animacy") == "Inan" and not self._acts(token):
            return []
        return unique(self._parties.at(token, event))

    def _acts(self, token: Token) -> bool:
        """An inanimate subject acts if it is, or holds, a named party or a side."""
        if self._parties.covering(token) or token.lemma_ in _BODIES:
            return True
        start, end = noun_phrase(token)
        return any(start <= m.start and m.end <= end for m in self._doc._.organizations)

    def _agent(self, found: Found) -> list[Party]:
        """`главами государств принято решение`."""
        for c in found.verb.children:
            if (
                (
                    c.dep_ in {"obl", "obl:agent", "nmod", "iobj"}
                    and feature(c, "Case") == "Ins"
                    and preposition(c) is None
                )
                and c.pos_ in {"NOUN", "PROPN"}
                and (feature(c, "Animacy") == "Anim" or self._parties.covering(c))
            ):
                return self._parties.at(c)
        return []

    def _clause_actor(self, found: Found, report: Report, event: Event | None) -> list[Party]:
        """`заверил, что Китай продолжит`: the subject of the clause; none of its own means the speaker."""
        token = subject(found.action)
        if token is not None and token.lemma_ not in {"он", "она", "они", "мы"}:
            return unique(self._parties.at(token, event))
        return unique(self._parties.subject_of(found.verb, event)) or report.parties

    def _met(self, event: Event | None) -> list[Party]:
        if event is None or event.type not in {"meeting", "call", "visit", "session"}:
            return []
        return [
            Party(p.entity, None, None, "inferred") for p in event.participants if isinstance(p.entity, (Person, Place))
        ]

    def _says_we(self, found: Found) -> bool:
        token = subject(found.verb)
        return token is not None and token.lemma_ in _SPEECH

    def _we(self, found: Found, report: Report) -> list[Party]:
        """A quoted `мы` is the speaker's body or state, `я` the speaker."""
        token = subject(found.verb)
        if self._speaker is not None and report.source is None:
            return [self._speaker]
        source = report.source or self._parties.page_speaker()
        entity: Actor | None = None
        single = token is not None and token.lemma_ == "я"
        single = single or (feature(found.verb, "Person") == "1" and feature(found.verb, "Number") == "Sing")
        if isinstance(source, Person):
            entity = source if single else self._represented(source) or source
        elif isinstance(source, (Organization, Place)):
            entity = source
        elif isinstance(source, Instrument):
            entity = source.issuer or self._issuer(source)
        if entity is None:
            return []
        if token is not None and token.lemma_ in _SPEECH:
            return [Party(entity, token.idx, token.idx + len(token), "resolved")]
        return [Party(entity, None, None, "inferred")]

    def _issuer(self, source: Instrument) -> Organization | None:
        """The body whose leaders the page says adopted the instrument: the first body named on the page."""
        for mention in self._doc._.organizations:
            if mention.rule.startswith("organization.media") or "media" in mention.rule:
                continue
            if isinstance(mention.entity, Organization):
                return mention.entity
        return None

    def _represented(self, person: Person) -> Actor | None:
        for position in person.positions:
            if position.organization is not None:
                return position.organization
            if position.country is not None:
                return self._parties.country(position.country)
        return None

    def addressees(self, found: Found) -> list[Party]:
        """Of whom the action is asked."""
        entry = found.entry
        if entry is None or entry.addressee is None:
            return []
        if entry.addressee == "clause":
            token = subject(found.action)
            return unique(self._parties.at(token)) if token is not None and token.lemma_ != "это" else []
        case = {"object": {"Acc", "Gen"}, "dative": {"Dat"}}[entry.addressee]
        for owner in (found.verb, found.action):
            for c in owner.children:
                fronted = c.i < found.verb.i and entry.addressee == "dative"
                near = found.verb.i < c.i < found.action.i or fronted
                if not near or preposition(c) is not None or feature(c, "Case") not in case:
                    continue
                named = feature(c, "Animacy") != "Inan" or self._acts(c) or (fronted and _is_passive(found.verb))
                if c.pos_ in {"NOUN", "PROPN", "PRON"} and named:
                    return unique(self._parties.at(c))
        # `призвал к ... партнеров` and objects that the parser hung elsewhere
        if entry.addressee == "object":
            for token in self._doc[found.verb.i + 1 : found.action.i]:
                if (
                    token.pos_ in {"NOUN", "PROPN"}
                    and feature(token, "Case") in {"Acc", "Gen"}
                    and preposition(token) is None
                ):
                    return unique(self._parties.at(token))
        return []

    def partners(self, action: tuple[int, int], actors: list[Party]) -> list[Party]:
        """With whom it is to be done: `с` / `совместно с` and a party inside the action."""
        known = {id(p.entity) for p in actors if p.entity is not None}
        found: list[Party] = []
        for token in self._parties.index.span(*action):
            if (
                preposition(token) not in {"с", "со", "совместно с", "вместе с", "между"}
                or feature(token, "Case") != "Ins"
            ):
                continue
            for member in coordinated(token):
                for mention in self._parties.covering(member)[:1]:
                    head = self._parties.index.span(mention.start, mention.end)
                    if len(head) and head.root.i == member.i and id(mention.entity) not in known:
                        found += [p for p in self._parties.at(member) if p.entity is not None][:1]
                        break
        return unique(found)


def _is_passive(verb: Token) -> bool:
    return feature(verb, "Voice") == "Pass" or (feature(verb, "Variant") == "Short" and verb.pos_ == "VERB")


def _has_plural_past(found: Found) -> bool:
    """A plural past or present form without a subject: `Условились`, `Призвали`."""
    verb = found.verb
    return feature(verb, "Number") == "Plur" and feature(verb, "VerbForm") == "Fin" and verb.pos_ in {"VERB", "AUX"}


def _is_impersonal(found: Found) -> bool:
    """`планируется`, `предстоит`, `решено`, `подчеркнута важность`: nobody in the clause acts."""
    verb = found.verb
    if found.frame == "clause":
        return False
    if verb.lemma_ in {
        "планироваться",
        "предстоять",
        "предполагаться",
        "намечаться",
        "предусматриваться",
        "представляться",
        "готовиться",
    }:
        return verb.lemma_ != "готовиться" or feature(verb, "Number") == "Sing"
    if verb.pos_ == "VERB" and feature(verb, "Variant") == "Short":
        return not any(
            verb.norm_.lower().startswith(stem) for stem in ("намерен", "нацелен", "настроен", "готов", "обязан")
        )
    return feature(verb, "Voice") == "Pass" and feature(verb, "VerbForm") == "Fin"
