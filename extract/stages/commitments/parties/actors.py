"""Who commits."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.document import Actor, Commitment, Event, Instrument, Organization, Party, Person, Place, sentence_of
from extract.language.later import later
from extract.language.morphology import parses
from extract.language.syntax import (
    SUBJECTS,
    ancestors,
    coordinated,
    feature,
    is_gerund,
    noun_phrase,
    preposition,
    subject,
)
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.parties.paper_sides import defined_sides, is_of_sides, with_other_side
from extract.parties.represented import PAIR, side_of, unique
from extract.parties.sides import as_called, between, sides
from extract.parties.words import SIDES, is_plural
from extract.stages.commitments.cues.frames import anybody, is_biaspectual_future
from extract.stages.commitments.cues.futures import promised_behind
from extract.stages.commitments.cues.lexicon import Found, owner_of
from extract.stages.commitments.cues.scope import postposed
from extract.stages.commitments.cues.words import EXAMINING
from extract.stages.commitments.parties.addressees import Addressees
from extract.stages.commitments.parties.meant import Meant
from extract.stages.commitments.parties.reporting import Report, Reports
from extract.stages.commitments.parties.subjects import (
    WILLING,
    Subjects,
    bare_side,
    both_subjects,
    is_passive,
    is_person,
    is_reflexive_past,
    is_somebody,
    modified,
    of_both,
    of_other_number,
    of_speaker,
    who_says,
)
from extract.stages.commitments.parties.words import (
    BEGINNING,
    BODIES,
    DECIDING,
    GATHERED,
    HANDING,
    MUTUAL,
    OFFICIALS,
    OPPOSITE,
    OWNED,
    PAPERS,
    RULERS,
    SIGNERS,
    STATES,
    UNDERSTOOD,
)

_SPEECH = frozenset({"мы", "я"})
#: verbs of being at a gathering
_ATTENDING = frozenset({"участвовать", "присутствовать", "прибыть", "приехать", "собраться", "съехаться"})
_GIVES = later(r"\b(?:утвердил|подписал|дал|сформировал|направил)[аи]?\b(?=[^.\n]{0,80}\bпоручени)")
#: characters within which `документ` is the one just signed
_SAME_STORY = 700
_SENTENCE = 200
_ITEM = later(r"\s*(?:[-\u2013\u2014\u2022*\u00b7]|\d{1,2}[.)]|[а-яa-z]\))\s|\s*$")
_DECISION = later(r"\bрешени[ея],? (?:в соответствии с котор|согласно котор|котор|предусматрив)", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s")
_ACCORDING = frozenset({"согласно", "в соответствии с", "по", "в рамках"})
#: `меморандум между министерствами`
_JOINS = re.compile(r"\bмежду (?:[а-яё]+ми )?(?:министерств|ведомств|служб|прокуратур|агентств)ами\b")


class Actors:
    """Finds parties of commitments in one document."""

    def __init__(self, doc: Doc, parties: Parties, quotes: list[tuple[int, int]], speaker: Party | None) -> None:
        self._doc = doc
        self.parties = parties
        #: the collective of the page's statement (`Мы, руководители ...`)
        self._speaker = speaker
        self._meant = Meant(doc, parties, speaker)
        #: who says so in the commitment that was looked at last: `[министр] заверил, что`
        self.sayer: Actor | None = None
        self.subjects = Subjects(doc, parties)
        self.reports = Reports(doc, parties, quotes, self._meant, has_speaker=speaker is not None)
        self.asked = Addressees(doc, parties, self.subjects, self._meant)

    def of(self, found: Found, report: Report, event: Event | None, *, preambular: bool) -> list[Party]:
        """The actors of a commitment."""
        self._meant.source = report.source if isinstance(report.source, (Person, Organization, Place)) else None
        said = self.parties.subject_of(found.verb, event) if found.frame == "clause" else []
        self.sayer = said[0].entity if len(said) == 1 else None
        if said and said[0].entity is not None:
            # `министр подтвердил, что страна погасит`: he says so, whoever tells of it
            self._meant.source = said[0].entity
        if self._begins(found):
            return []
        actors = self._meant.settle(self._of(found, report, event, preambular=preambular), event)
        token = subject(found.verb)
        if token is not None and token.lemma_ == "коллега" and any(p.entity is self._meant.source for p in actors):
            # `"Коллеги передадут нам типологии", - сказал он`: the others
            others = [p for p in actors if p.entity is not self._meant.source]
            actors = others or [Party(None, *noun_phrase(token), "stated")]
        if self._meant.source is None and len(actors) == 1:
            # who asks is also who speaks of `государства-члены`
            self._meant.source = actors[0].entity
        return unique([*actors, *self._agreed_with(found)]) if actors else actors

    def of_orders(self, found: list[Commitment], narrated: dict[int, int]) -> None:
        """Who gives an order of a few words: whoever is quoted, gave the one before it or approved the list."""
        for number, commitment in enumerate(found):
            before = narrated.get(id(commitment))
            if before is None:
                continue
            quote = self.reports.quote_of(commitment.action[0])
            if quote is not None:
                commitment.status = "quoted"
                commitment.actors = self.reports.around_quote(quote)
            above = (c for c in reversed(found[:number]) if c.force == "decision" and c.actors)
            first = next((c for c in above if before - c.cue[0] < _SAME_STORY), None)
            if first is not None and quote is None:
                commitment.actors = list(first.actors)
                commitment.attributed_to = first.attributed_to
            if not commitment.actors and (giver := self.giver()) is not None:
                commitment.actors = [Party(giver, None, None, "inferred")]

    def giver(self) -> Actor | None:
        """`Президент Иван Петров утвердил перечень поручений`: who gives the orders."""
        given = _GIVES.search(self._doc._.match_text)
        token = self.parties.index.at(given.start()) if given is not None else None
        named = self.settled(self.parties.subject_of(token), None) if token is not None else []
        return (named[0].entity or self.parties.only_state()) if named else None

    def signed(self) -> list[Party]:
        """Who makes the statement that the page is."""
        return self._meant.signed()

    def settled(self, named: list[Party], event: Event | None) -> list[Party]:
        """Those who are named, tied to whom their words stand for."""
        return self._meant.settle(named, event)

    def _begins(self, found: Found) -> bool:
        """`Центр заработает в мае`, `закон вступит в силу`: nobody acts."""
        if found.entry is not None or found.action.lemma_ not in BEGINNING or promised_behind(found.action):
            return False
        own = self.subjects.acting(found.action)
        if own is None or own.pos_ not in {"NOUN", "PROPN"} or feature(own, "Animacy") == "Anim":
            return False
        return not any(isinstance(mention.entity, Place) for mention in self.parties.covering(own)[:1])

    def _of(self, found: Found, report: Report, event: Event | None, *, preambular: bool) -> list[Party]:
        if preambular and self._speaker is not None:
            return self._meant.signed()
        if preambular and is_gerund(found.verb):
            return self._over_items(found.verb, event)
        known = self._of_entry(found, report, event)
        if known is not None:
            return known
        verb, entry = found.verb, found.entry
        owners = self._owner_of_noun(found, event)
        if owners:
            return owners
        token = subject(verb)
        if token is not None and _left_behind(verb, token):
            return self._meant.gathered(event, verb.idx)
        if token is not None and token.head != verb and of_other_number(verb, token):
            # `больной дома, и скоро его выпишут`
            return []
        side = bare_side(verb)
        if side is not None:
            return self._of_adjective(side)
        impersonal = _is_impersonal(found)
        own = self.own_subject(found, event) if entry is None or not impersonal else []
        if own:
            return own
        behind = found.frame == "finite" and found.entry is None and feature(verb, "Person") == "3"
        if behind and promised_behind(found.action):
            # `классы появятся в мае, пообещал директор`
            told = self.parties.within(verb.idx, sentence_of(verb).end_char)
            named = [Party(m.entity, m.start, m.end, "stated") for m in told if isinstance(m.entity, Person)]
            return [p for p in report.parties if p.entity is not None] or named[:1] or self._we(found, report)
        whose = _whose_task(found)
        if whose is not None:
            return self._we(found, report) if whose.lemma_ in _SPEECH else self.parties.at(whose, event)
        first_person = "1" in (feature(verb, "Person"), feature(found.word, "Person"))
        if first_person or self._says_we(found):
            return self._we_and_they(found, report, event)
        if entry is not None and entry.actor == "speaker":
            return report.parties
        if impersonal and not _has_plural_past(found):
            # `узбекской стороной предложено`; `было условлено` has those who met, as `достигнута договорённость`
            agreed = found.force == "agreement" and entry is not None and entry.actor == "subject"
            met = self._met(event) if agreed and verb.lemma_ in UNDERSTOOD else []
            return self._agent(found) or met or self._decided(verb, event)
        willing = token is None and verb.norm_.lower().startswith(WILLING) and feature(verb, "Number") == "Plur"
        spoken = willing and ((report.verb is not None and verb.i < report.verb.i) or self.reports.is_spoken(verb.idx))
        own_words = token is None and self.reports.in_speech(verb.idx)
        if self.reports.quote_of(verb.idx) is not None or spoken or own_words:
            # also of a few words: `"Готовы помочь", - сказал посол`
            return self._in_quote(found, report, event)
        return self._left_out(found, event)

    def _over_items(self, verb: Token, event: Event | None) -> list[Party]:
        """`Министры, отмечая важность ...:` over the items: who stands in front."""
        defined = defined_sides(self._doc)
        if defined is not None and defined[0] < verb.idx and is_of_sides(self._doc):
            return self._meant.gathered(event, verb.idx)
        ahead = (t for t in verb.sent if t.pos_ == "NOUN" and feature(t, "Case") == "Nom" and t.i < verb.i)
        first = next(ahead, None)
        return self.parties.at(first, event) if first is not None else self._meant.gathered(event, verb.idx)

    def _of_entry(self, found: Found, report: Report, event: Event | None) -> list[Party] | None:
        """Those whom the cue itself points at; None if any clause may name them."""
        entry = found.entry
        if entry is not None and "in_plans" in entry.frames and (owner := owner_of(found.word)) is not None:
            # `В планах Генпрокуратуры - подписать`
            return self._of_owner(owner, event)
        if entry is not None and entry.actor == "met":
            named = self._between(found, event) or self.own_subject(found, event) or self._met_by_name(found)
            return named or self._told_of_own(found, report) or self._met(event)
        if entry is not None and entry.actor == "signed":
            return self._signers(found)
        if entry is not None and entry.actor == "owner":
            owner = owner_of(found.word)
            return self._of_owner(owner, event) if owner is not None else []
        if found.frame == "promised":
            return self._promised(found, report, event)
        if found.frame == "clause" and entry is not None and entry.force == "pledge" and entry.addressee is None:
            return self._clause_actor(found, report, event)
        return None

    def _of_owner(self, owner: Token, event: Event | None) -> list[Party]:
        return self.parties.at(owner, event) if owner.pos_ != "ADJ" else self._of_adjective(owner)

    def _in_quote(self, found: Found, report: Report, event: Event | None) -> list[Party]:
        """A verb in a quotation, which names nobody."""
        verb = found.verb
        if "3" in (feature(verb, "Person"), feature(found.word, "Person")):
            # `"Проект внесут в парламент", - сказал он`: somebody, not he
            return []
        if verb.lemma_ in DECIDING | MUTUAL and subject(verb) is None and event is not None:
            # `- Решили создать центр`, `Договорились, что сборы пройдут в мае`, of a sitting that he tells
            sat = self._meant.gathered(event, verb.idx) if event.type in {"session", "summit"} else []
            if sat:
                return sat
        return self._met_with(found, report, event) or self._we(found, report)

    def _left_out(self, found: Found, event: Event | None) -> list[Party]:
        """`Договорились`, `2. Поручили Секретариату`: a plural whose subject is told elsewhere."""
        verb = found.verb
        token = subject(verb)
        if token is None and (above := self.under_header(found)):
            return above
        if token is None and self._is_item_of_will(found):
            return [party for party in self._signed_or_gathered(verb, event) if party.entity is not None]
        if token is None and feature(verb, "Number") == "Plur" and verb.norm_.lower().startswith(WILLING):
            # `В Минздраве намерены открыть центры`
            return self._meant.in_body(verb)
        if token is None and of_speaker(verb):
            return self.parties.subject_of(verb.head, event)
        before = self.subjects.went_before(verb) if token is None else None
        if before is not None:
            return [p for p in self.parties.at(before, event) if isinstance(p.entity, Person)]
        lost = token is not None and verb.lemma_ in MUTUAL and _disagrees(verb, token)
        if (token is not None and not lost) or not _has_plural_past(found) or anybody(verb):
            return []
        told = subject(found.action) if found.frame == "clause" else None
        each = told is not None and told.lemma_ == "каждый"
        if told is not None and (each or (told.lemma_ in SIDES and feature(told, "Number") == "Plur")):
            # `Договорились, что стороны направят`
            return self.parties.at(told, event)
        body = self._meant.in_body(verb)
        if body:
            return body
        header = self._header(verb)
        return self.parties.at(header, event) if header is not None else self._signed_or_gathered(verb, event)

    def _signed_or_gathered(self, verb: Token, event: Event | None) -> list[Party]:
        """Who speaks in the statement, the body in session, those who met."""
        return self._meant.signed() if self._speaker is not None else self._meant.gathered(event, verb.idx)

    def _is_item_of_will(self, found: Found) -> bool:
        """`17. Будучи убеждены в значимости профилактики, намерены выделять средства`: a numbered item."""
        text: str = self._doc._.match_text
        line = text.rfind("\n", 0, found.verb.idx) + 1
        willing = found.verb.norm_.lower().startswith(WILLING) and feature(found.verb, "Number") == "Plur"
        opens = self._speaker is not None and (self._speaker.start or 0) < line
        return willing and (opens or _NUMBERED.match(text, line) is not None)

    def _agreed_with(self, found: Found) -> list[Party]:
        """`мы условились с министром`, `с туркменской стороной`: who sat opposite agrees too; a body is a partner."""
        if found.force != "agreement" or found.verb.lemma_ not in MUTUAL:
            return []
        for c in found.verb.children:
            if preposition(c) in {"с", "со"} and feature(c, "Case") == "Ins" and c.pos_ in {"NOUN", "PROPN"}:
                with_whom = self._meant.settle(self.parties.at(c), None)
                return [p for p in with_whom if isinstance(p.entity, Person) or (p.entity and c.lemma_ == "сторона")]
        return []

    def _header(self, verb: Token) -> Token | None:
        """`Члены СКПВ:` over a list of what they did: the subject of the header line."""
        header = self._header_line(verb)
        span = self.parties.index.span(*header) if header is not None else ()
        named = (t for t in span if t.pos_ == "NOUN" and feature(t, "Case") == "Nom")
        # `Повестка дня:` over a list names nobody, `Принята резолюция, в которой участники:` the participants
        return next((t for t in named if t.lemma_ in GATHERED or self.subjects.can_act(t)), None)

    def under_header(self, found: Found) -> list[Party]:
        """`По нему Иран и Индия: / - откроют пост; / - не будут вводить сборы`: who stands above futures of a list."""
        if found.entry is not None or found.frame not in {"finite", "future"} or feature(found.verb, "Person") == "1":
            return []
        header = self._header_line(found.verb)
        if header is None or not _ITEM.match(self._doc._.match_text, self._line_start(found.verb)):
            return []
        line = self.parties.index.span(*header)
        span = [t for t in line if t.sent.end_char >= header[1]]
        first = next((t for t in span if t.pos_ in {"NOUN", "PROPN"} and feature(t, "Case") == "Nom"), None)
        if first is None or any(t.pos_ in {"VERB", "AUX"} for t in span):
            return []
        return self.parties.at(first) if self.parties.covering(first) or self.subjects.acts(first) else []

    def _line_start(self, verb: Token) -> int:
        return self._doc._.match_text.rfind("\n", 0, verb.idx) + 1

    def _header_line(self, verb: Token) -> tuple[int, int] | None:
        """The line over a list that ends in a colon."""
        text: str = self._doc._.match_text
        line = text.rfind("\n", 0, verb.idx)
        for _ in range(12):
            if line <= 0:
                return None
            before = text.rfind("\n", 0, line)
            words = text[before + 1 : line].rstrip()
            if words.endswith(":"):
                return before + 1, line
            if not _ITEM.match(words + " ") and not words.endswith(";"):
                return None
            line = before
        return None

    def _decided(self, verb: Token, event: Event | None) -> list[Party]:
        """`Принято решение, в соответствии с которым: 2. Секретариату поручено ...`: the body whose decision it is."""
        header = self._header_line(verb)
        if header is None or _DECISION.search(self._doc._.match_text, *header) is None:
            return []
        return self._meant.gathered(event, verb.idx)

    def _owner_of_noun(self, found: Found, event: Event | None) -> list[Party]:
        """`выразил готовность Секретариата оказать`, `передал приглашение президента посетить`: the genitive at the cue
        noun acts.
        """
        handed = found.force == "proposal" and found.verb.lemma_ in HANDING
        if found.word == found.verb or not (handed or found.word.lemma_ in OWNED):
            return []
        for c in found.word.rights:
            if c == found.action or c.dep_ != "nmod" or preposition(c) is not None or c.i > found.action.i:
                continue
            if handed and feature(c, "Case") == "Dat":
                continue
            if self.parties.covering(c) or c.lemma_ in {"сторона", "страна", "столица", "власть", "делегация"}:
                return self.parties.at(c, event)
        return []

    def own_subject(self, found: Found, event: Event | None) -> list[Party]:
        token = postposed(found) or self.subjects.acting(found.verb) or modified(found) or who_says(found)
        unnamed = found.entry is None and found.frame == "finite" and token is not None
        if unnamed and is_somebody(found.verb, token) and not self.parties.covering(token):  # type: ignore[arg-type]
            return []
        if token is None and (found.frame == "finite" or feature(found.verb, "Tense") == "Past"):
            named = self.subjects.named_before(found.verb)
            if named or found.frame == "finite":
                return named
        if token is None or (is_passive(found.verb) and token.lemma_ == found.word.lemma_):
            return self._agent(found)
        if token.lemma_ == "оно":
            # `договор подпишут, и оно будет определять`
            return []
        if found.frame == "infinitive" and is_passive(found.action) and feature(token, "Animacy") == "Inan":
            # `предложения должны быть подготовлены правительством`
            return self._agent(found)
        if token.lemma_ in _SPEECH or (feature(found.verb, "Person") == "1" and token.pos_ in {"NOUN", "PROPN"}):
            return []
        ours = self._ours(token)
        if ours:
            return ours
        if token.i == found.action.i or (found.verb.pos_ != "ADJ" and token == found.word):
            return []
        if is_passive(found.verb) and found.frame in {"future", "finite", "object"}:
            return self._agent(found)
        thing = feature(token, "Animacy") == "Inan" and not is_person(token)
        if token.pos_ in {"NOUN", "PROPN"} and thing and not self.subjects.acts(token):
            # only verbs that need somebody who speaks take any subject: `ректорат пообещал`
            speaks = found.entry is not None and found.verb.pos_ == "VERB" and token.lemma_ not in PAPERS
            if not speaks or is_passive(found.verb) or _disagrees(found.verb, token):
                return []
        heads = self._meant.heads(token, token.idx) if is_plural(token) else []
        if heads and not any(self.parties.covering(c) for c in token.subtree):
            return [Party(one, *noun_phrase(token), "resolved") for one in heads]
        pair = self._told_together(token, event) if token.lemma_ in OPPOSITE | OFFICIALS else []
        pair = self._of_paper(found.verb, token) or self._to_sit(found, token) or pair
        pair = pair or [p for one in both_subjects(found.verb, token) for p in self.parties.at(one, event)]
        named = self.subjects.after_dateline(token, event) or pair or of_both(token) or self.parties.at(token, event)
        named = self._of_states(token, named) or named
        named = (self._meant.told_beside(named[0]) if len(named) == 1 else []) or named
        if token.lemma_ in RULERS and len(named) > 1 and all(isinstance(p.entity, Organization) for p in named):
            # `лидеры`, after bodies that signed something
            named = [Party(None, *noun_phrase(token), "stated")]
        return unique(with_other_side(self._doc, self._without_things(named)))

    def _without_things(self, named: list[Party]) -> list[Party]:
        """`В условиях угроз, таких как терроризм, главы ведомств отметили`, `группа, двадцать человек, поедет`: the
        parser joins things and numbers to who acts.
        """
        if len(named) == 1:
            return named
        thing = [party.entity is None and (self._meant.is_thing(party) or self._counts(party)) for party in named]
        return [party for party, is_thing in zip(named, thing) if not is_thing] or named

    def _of_states(self, token: Token, named: list[Party]) -> list[Party]:
        """`Подразделения разведки Азербайджана, Грузии и Украины`: each state; the body is named with the first."""
        body = named[0].entity if len(named) == 1 else None
        if not isinstance(body, Organization) or body.country is None or not is_plural(token):
            return []
        for inner in token.subtree:
            places = [m for t in coordinated(inner) for m in self.parties.covering(t) if m.type == "place"]
            states = [m for m in places if isinstance(m.entity, Place) and m.entity.kind == "country"]
            if len(states) > 1 and inner.i > token.i:
                return [Party(m.entity, noun_phrase(token)[0], states[-1].end, "resolved") for m in states]  # type: ignore[arg-type]
        return []

    def _counts(self, party: Party) -> bool:
        """`двадцать человек`: how many they are."""
        words = self.parties.index.span(party.start or 0, party.end or 0)
        return len(words) > 0 and words.root.lemma_ == "человек"

    def _told_together(self, token: Token, event: Event | None) -> list[Party]:
        """`стороны` of what no event tells: `директор обсудил с послом`, `министр и глава офиса запустили`."""
        if feature(token, "Number") != "Plur" or any(c.dep_ in {"nmod", "amod", "det"} for c in token.children):
            return []
        if defined_sides(self._doc) is not None or self._speaker is not None:
            return []
        told = max((s for s, _ in ((event.trigger, *event.evidence) if event else ()) if s < token.idx), default=-1)
        line: int = self._doc._.match_text.rfind("\n", 0, token.idx) + 1
        start, end = noun_phrase(token)
        since = max(line, told + 1)
        if event is not None and token.lemma_ in OPPOSITE and self._is_of_nobody(event):
            # `прошли переговоры глав ведомств. Министр А и его коллега Б рассмотрели ... По итогам переговоров стороны`
            since = min(since, max(event.trigger[0], token.idx - _SAME_STORY))
        for one in self.parties.subjects(since, token.idx):
            if is_plural(one) and one.lemma_ in SIDES:
                continue
            named = self.subjects.after_dateline(one, event) or self.parties.at(one)
            named = [p for p in named if p.entity is not None]
            if len(named) == 1 and one.head.pos_ == "VERB":
                for c in one.head.children:
                    if preposition(c) in {"с", "со"} and feature(c, "Case") == "Ins":
                        named += [p for p in self.parties.at(c) if isinstance(p.entity, (Person, Organization))]
            if len(unique(named)) > 1:
                # who is told to sit at a gathering is told of with it
                attends = one.head.lemma_ in _ATTENDING or any(c.lemma_ == "участие" for c in one.head.children)
                return [] if attends else [Party(p.entity, start, end, "resolved") for p in unique(named)]
        return []

    def _is_of_nobody(self, event: Event) -> bool:
        """Talks whose sides their own sentence only counts (`глав ведомств двух стран`) or calls by their states, a
        signing after them.
        """
        met = sides(self._doc, event)
        return event.type in {"meeting", "adoption"} and not any(isinstance(one, (Person, Organization)) for one in met)

    def _ours(self, token: Token) -> list[Party]:
        """`наши сотрудники пройдут`: those of the speaker's body or state."""
        if not any(c.lemma_ == "наш" for c in token.children) or self.parties.covering(token):
            return []
        entity: Actor | None = self._meant.source
        if entity is None:
            # `наша страна готова` in the words of the page itself
            entity = self._meant.state_of_page() if token.lemma_ in STATES else None
            return [Party(entity, *noun_phrase(token), "resolved")] if entity is not None else []
        if isinstance(entity, Person):
            entity = self._meant.represented(entity)
        if token.lemma_ in STATES:
            entity = self._meant.state_meant()
        return [Party(entity, *noun_phrase(token), "resolved")] if entity is not None else []

    def _agent(self, found: Found) -> list[Party]:
        """`главами государств принято решение`."""
        done = found.action if found.frame == "infinitive" and is_passive(found.action) else found.verb
        for c in done.children:
            if (
                (
                    c.dep_ in {"obl", "obl:agent", "nmod", "iobj"}
                    and feature(c, "Case") == "Ins"
                    and preposition(c) is None
                )
                and c.pos_ in {"NOUN", "PROPN"}
                and (feature(c, "Animacy") == "Anim" or self.parties.covering(c) or c.lemma_ in BODIES)
                and self._doc[max(c.left_edge.i - 1, 0)].lemma_ not in EXAMINING
            ):
                return self.parties.at(c)
        return self._side_before(found.verb)

    def _side_before(self, verb: Token) -> list[Party]:
        """`Кыргызской стороной внесено предложение`: the side right before, whatever the parser made of it."""
        for token in verb.doc[max(sentence_of(verb).start + 1, verb.i - 3) : verb.i]:
            word = token.norm_.lower()
            agent = (
                preposition(token) is None
                if word == "стороной"
                else word == "стороны" and preposition(token) in {"с", "со"}
            )
            code = country_by_adjective(token.nbor(-1).norm_.lower()) if agent else None
            if code:
                # `с российской стороны подтверждена готовность`
                span = (token.nbor(-1).idx, token.idx + len(token))
                return [Party(self.parties.country(code), *span, "resolved")]
        return []

    def _clause_actor(self, found: Found, report: Report, event: Event | None) -> list[Party]:
        """`заверил, что Китай продолжит`: the subject of the clause; none of its own means the speaker."""
        token = next((c for c in found.action.children if c.dep_ in SUBJECTS), None)
        if token is None and found.action.dep_ in {"xcomp", "conj"}:
            token = subject(found.action)
            token = token if token is not None and token.i > found.verb.i else None
        # `заверил, что работы будут завершены`: he who says so
        told = token is not None and not is_passive(found.action)
        if token is not None and told and token.lemma_ not in {"он", "она", "они", "мы", "я"}:
            parties = unique(self.parties.at(token, event))
            # `подтвердил, что сети будут подведены`: a thing promises nothing, whoever speaks of it does
            thing = feature(token, "Animacy") == "Inan" and all(party.entity is None for party in parties)
            if not thing or token.lemma_ in BODIES:
                return parties
        sayer = unique(self.parties.subject_of(found.verb, event)) or report.parties
        ours = self._we(found, report) if not sayer and feature(found.verb, "Person") == "1" else []
        return sayer or ours or self._meant.in_body(found.verb)

    def _signers(self, found: Found) -> list[Party]:
        """`договорённость между А и Б предусматривает`, `документ предусматривает`: those whose paper it is, the sides
        of the signing told last in its paragraph.
        """
        paper = next((c for c in found.verb.children if c.dep_ in SUBJECTS and c.lemma_ != "который"), None)
        paper = paper or (found.verb.head if found.verb.dep_ in {"acl", "acl:relcl"} else None)
        for c in paper.children if paper is not None else ():
            if preposition(c) == "между" and feature(c, "Case") == "Ins":
                return [p for p in self.parties.at(c) if p.entity is not None]
        return self.signed_before(found.verb.idx)

    def signed_before(self, at: int) -> list[Party]:
        """The sides of the paper that was signed last before, as the paper calls them."""
        told = [e for e in self._doc._.events if e.type == "adoption" and at - _SAME_STORY < e.trigger[0] < at]
        for event in reversed(told):
            signed = between(self._doc, event) or sides(self._doc, event) or self._unnamed_sides(event)
            if not signed and (talks := self._talks_before(event)) is not None:
                # `На встрече подписана программа. Она предусматривает`
                met = sides(self._doc, talks)
                two = len({side_of(one) for one in met}) == len(met) == PAIR
                signed = met if two or len(met) == len(talks.participants) else []
            if len(signed) > 1:
                return [Party(entity, None, None, "inferred") for entity in signed]
        return []

    def _unnamed_sides(self, signing: Event) -> list[Actor]:
        """`меморандум между министерствами двух стран`: the ministries of those who met."""
        word = _JOINS.search(self._doc._.match_text, signing.trigger[1], signing.trigger[1] + _SENTENCE)
        talks = self._talks_before(signing)
        if word is None or talks is None:
            return []
        return as_called("ведомство", sides(self._doc, talks), self.parties)

    def _talks_before(self, signing: Event) -> Event | None:
        talks = [e for e in self._doc._.events if e.type in {"meeting", "call"} and e.trigger[0] < signing.trigger[0]]
        return max(talks, key=lambda e: e.trigger[0], default=None)

    def _of_paper(self, verb: Token, token: Token) -> list[Party]:
        """`Документ предусматривает, что стороны будут`, `согласно протоколу, стороны обязуются`: who signed it."""
        if not is_plural(token) or token.lemma_ not in SIGNERS or any(c.dep_ == "nmod" for c in token.children):
            return []
        told = any(c.lemma_ in PAPERS for node in ancestors(verb) for c in node.children if c.dep_ in SUBJECTS)
        before = verb.doc[verb.sent.start : verb.i]
        if not told and not any(t.lemma_ in PAPERS and preposition(t) in _ACCORDING for t in before):
            return []
        signed = as_called(token.lemma_, [p.entity for p in self.signed_before(verb.idx) if p.entity], self.parties)
        return [Party(one, *noun_phrase(token), "resolved") for one in signed]

    def _to_sit(self, found: Found, token: Token) -> list[Party]:
        """`10 июня пройдет сессия Совета. Министры подпишут протокол`: the body that is to sit."""
        ahead = feature(found.verb, "Tense") == "Fut" or found.frame == "future"
        if not ahead or not is_plural(token) or token.lemma_ not in GATHERED or list(token.lefts):
            return []
        line: int = self._doc._.match_text.rfind("\n", 0, token.idx) + 1
        told = [(s, e) for e in self._doc._.events for s, _ in (e.trigger, *e.evidence) if line <= s < token.idx]
        gatherings = [item for item in told if item[1].type in {"session", "summit", "conference", "meeting", "call"}]
        last = max(gatherings, key=lambda item: item[0])[1] if gatherings else None
        organ = self._meant.organ_of(token, planned=True) if last is None else None
        if organ is not None:
            return [Party(organ, *noun_phrase(token), "resolved")]
        if last is None or last.status != "planned" or not last.organizations or last.type not in {"session", "summit"}:
            return []
        return [Party(last.organizations[0], *noun_phrase(token), "resolved")]

    def _met(self, event: Event | None) -> list[Party]:
        if event is None or event.type not in {"meeting", "call", "visit", "session"}:
            return []
        return [Party(entity, None, None, "inferred") for entity in sides(self._doc, event)]

    def _between(self, found: Found, event: Event | None) -> list[Party]:
        """`между правительствами двух стран достигнута договорённость`: those who stand behind `между`."""
        for c in (*found.verb.children, *found.word.children):
            if preposition(c) == "между" and feature(c, "Case") == "Ins" and c.pos_ in {"NOUN", "PROPN"}:
                named = self._meant.settle(self.parties.at(c, event), event)
                return [p for p in named if p.entity is not None] if len(named) > 1 else []
        return []

    def _met_by_name(self, found: Found) -> list[Party]:
        """`С главой Минздрава достигнута договорённость`: he of all who were met, and the other side."""
        named: list[Party] = []
        for c in (*found.verb.children, *found.word.children):
            if preposition(c) in {"с", "со"} and feature(c, "Case") == "Ins" and c.pos_ in {"NOUN", "PROPN"}:
                named = [p for p in self._meant.settle(self.parties.at(c), None) if p.entity is not None]
        talks = [e for e in self._doc._.events if e.type in {"meeting", "call"} and e.trigger[0] < found.verb.idx]
        for talk in sorted(talks, key=lambda e: e.trigger[0], reverse=True) if named else ():
            met = sides(self._doc, talk)
            here = {side_of(entity) for entity in met}
            theirs = {side_of(p.entity) for p in named if p.entity is not None}
            if theirs and theirs < here:
                others = [Party(entity, None, None, "inferred") for entity in met if side_of(entity) not in theirs]
                # `На полях встретились с министрами А и Б. С А достигнута договорённость`, says one of them
                others = [p for p in others if p.entity is self._meant.source] or others
                return [*others, *named]
        return []

    def _told_of_own(self, found: Found, report: Report) -> list[Party]:
        """`"С белорусской стороной достигнута договорённость", - сказал министр`: his body or state, and that side."""
        own = self.speaking(report) if self.reports.quote_of(found.verb.idx) is not None else None
        withs = [c for c in (*found.verb.children, *found.word.children) if preposition(c) in {"с", "со"}]
        named = [p for c in withs for p in self._meant.settle(self.parties.at(c), None) if p.entity is not None]
        return unique([own, *named]) if own is not None and named else []

    def _says_we(self, found: Found) -> bool:
        """`мы`, or a form of the first person that the tagger took for another word (`Поручаем`, an adverb)."""
        token = subject(found.verb)
        if token is None and found.verb.pos_ not in {"VERB", "AUX"}:
            return any("1per" in parse.tag for parse in parses(found.verb.norm_.lower()))
        return token is not None and token.lemma_ in _SPEECH

    def _we(self, found: Found, report: Report) -> list[Party]:
        """A quoted `мы` is the speaker's body or state, `я` the speaker."""
        token = subject(found.verb)
        if self._speaker is not None and report.source is None:
            signed = self._meant.signed()
            unnamed = all(party.entity is None for party in signed)
            if unnamed and token is not None and token.lemma_ in _SPEECH:
                return [Party(None, token.idx, token.idx + len(token), "stated")]
            return signed
        source = report.source or self.parties.page_speaker()
        entity: Actor | None = None
        single = token is not None and token.lemma_ == "я"
        past = feature(found.verb, "Tense") == "Past" and token is None and self.reports.in_speech(found.verb.idx)
        single = single or ((feature(found.verb, "Person") == "1" or past) and feature(found.verb, "Number") == "Sing")
        if isinstance(source, Person):
            entity = source if single else self._meant.represented(source) or source
        elif isinstance(source, (Organization, Place)):
            entity = source
        elif isinstance(source, Instrument):
            entity = source.issuer or self._issuer()
        if entity is None:
            return []
        if token is not None and token.lemma_ in _SPEECH:
            entity = self._we_of(token) or entity
            return [Party(entity, token.idx, token.idx + len(token), "resolved")]
        return [Party(entity, None, None, "inferred")]

    def _we_and_they(self, found: Found, report: Report, event: Event | None) -> list[Party]:
        """`- Я беседовал с министром. Мы условились, что эксперты приедут`: also the one whom he met."""
        ours = self._we(found, report)
        if not ours and found.force == "agreement" and found.verb.lemma_ in MUTUAL:
            # `"Мы договорились", говорится в сообщении`: those who met
            return self._met(event)
        talks = event is not None and event.type in {"meeting", "call"} and found.force == "agreement"
        if event is None or not talks or found.verb.lemma_ not in MUTUAL or self._agreed_with(found):
            return ours
        there = [p.entity for p in event.participants if isinstance(p.entity, Person)]
        if not any(one is report.source for one in there):
            return ours
        own = side_of(report.source) if report.source is not None else None  # type: ignore[arg-type]
        return [*ours, *(Party(one, None, None, "inferred") for one in there if side_of(one) != own)]

    def speaking(self, report: Report) -> Party | None:
        """Whom `мы` stands for in the words of whoever is quoted: his body or state."""
        source = report.source
        entity = self._meant.represented(source) or source if isinstance(source, Person) else source
        return Party(entity, None, None, "inferred") if isinstance(entity, (Person, Organization, Place)) else None

    def _met_with(self, found: Found, report: Report, event: Event | None) -> list[Party]:
        """`- Беседа была откровенной. Условились, что группы соберутся`: who answers, and the one he met."""
        talks = event is not None and event.type in {"meeting", "call"}
        if found.verb.lemma_ not in MUTUAL or not talks or event is None or not isinstance(report.source, Person):
            return []
        others = [p.entity for p in event.participants if p.entity is not None and p.entity is not report.source]
        if len(others) > 1 and not any(isinstance(entity, Person) for entity in others):
            # `Мы договорились продолжить`, after talks of two states: he speaks for one of them
            return [Party(entity, None, None, "inferred") for entity in others]
        others = [entity for entity in others if isinstance(entity, Person)] or others
        return [Party(entity, None, None, "inferred") for entity in (report.source, *others)] if others else []

    def _we_of(self, we: Token) -> Organization | None:
        """`мы в Секретариате`: the body that is named right after it."""
        if we.lemma_ != "мы" or we.i + 2 >= len(self._doc) or self._doc[we.i + 1].norm_.lower() not in {"в", "во"}:
            return None
        for mention in self.parties.covering(self._doc[we.i + 2]):
            if isinstance(mention.entity, Organization):
                return mention.entity
        return None

    def _issuer(self) -> Organization | None:
        """The body whose leaders the page says adopted the instrument: the first body named on the page."""
        for mention in self._doc._.organizations:
            if mention.rule.startswith("organization.media") or "media" in mention.rule:
                continue
            if isinstance(mention.entity, Organization):
                return mention.entity
        return None

    def _promised(self, found: Found, report: Report, event: Event | None) -> list[Party]:
        """`Центр подготовит регламент, это я вам обещаю`: who is to act, else the speaker."""
        token = subject(found.action)
        own = unique(self.parties.at(token, event)) if token is not None and token.lemma_ not in _SPEECH else []
        own = [p for p in self._meant.settle(own, event) if p.entity is not None]
        ours = feature(found.action, "Person") == "1" and feature(found.action, "Number") == "Plur"
        speaking = self.speaking(report) if ours and not own else None
        return [speaking] if speaking is not None else own or self._we(found, report)

    def _of_adjective(self, token: Token) -> list[Party]:
        code = country_by_adjective(token.norm_.lower())
        return [Party(self.parties.country(code), token.idx, token.idx + len(token), "resolved")] if code else []


def _whose_task(found: Found) -> Token | None:
    """`министерству предстоит внести`, `нам предстоит`: who has it before him."""
    if found.verb.lemma_ != "предстоять":
        return None
    dative = [c for v in (found.verb, found.action) for c in v.children if feature(c, "Case") == "Dat"]
    return next((c for c in dative if c.pos_ in {"NOUN", "PROPN", "PRON"} and preposition(c) is None), None)


def _disagrees(verb: Token, own: Token) -> bool:
    """`деятельность прервана: ее решили прекратить`: a thing is not the subject of a plural."""
    ahead = feature(verb, "Tense") == "Fut" or is_biaspectual_future(verb)
    return feature(verb, "Number") == "Plur" and not is_plural(own) and len(coordinated(own)) == 1 and not ahead


def _left_behind(verb: Token, own: Token) -> bool:
    """`директор встречался с министром; условились создать группу`: a plural goes on after a singular subject."""
    if own.head == verb or feature(verb, "Tense") != "Past" or verb.lemma_ not in MUTUAL or len(coordinated(own)) > 1:
        return False
    return feature(verb, "Number") == "Plur" and feature(own, "Number") == "Sing" and not is_plural(own)


def _has_plural_past(found: Found) -> bool:
    """A plural past or present form without a subject: `Условились`, `Призвали`."""
    verb = found.verb
    if is_reflexive_past(verb):
        return True
    return feature(verb, "Number") == "Plur" and feature(verb, "VerbForm") == "Fin" and verb.pos_ in {"VERB", "AUX"}


def _is_impersonal(found: Found) -> bool:
    """`планируется`, `предстоит`, `решено`, `подчеркнута важность`: nobody in the clause acts."""
    verb = found.verb
    if verb.lemma_ in UNDERSTOOD and verb.norm_.lower().endswith("но"):
        # `Условлено`, whatever the tagger makes of it
        return True
    if found.frame == "clause" or is_reflexive_past(verb):
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
        return not verb.norm_.lower().startswith(WILLING)
    return feature(verb, "Voice") == "Pass" and feature(verb, "VerbForm") == "Fin"
