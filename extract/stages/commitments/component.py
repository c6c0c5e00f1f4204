"""The commitments stage.

Reads tokens with syntax, mentions, events. Assigns `doc._.commitments`. Lexicons: `cues.yaml`, `cue_words.yaml`,
`cues_en.yaml`, `actor_words.yaml`, `topics.yaml`, `ru_en.yaml`. What was looked at and refused is in `doc._.refusals`.

Known misses: commitments without a cue word; actions that stand before their cue; actors named two sentences before.

>>> import extract
>>> nlp = extract.load()
>>> [c.force for c in nlp("Стороны договорились провести совместные учения.")._.commitments]
['agreement']
"""

from __future__ import annotations

import re
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.document import (
    Commitment,
    Event,
    Instrument,
    Mention,
    Organization,
    Party,
    Person,
    Place,
    Refusal,
    match_text_of,
    sentences,
)
from extract.language.later import later
from extract.language.morphology import lemma
from extract.language.syntax import dialogue_lines, feature, is_gerund, preposition, quoted_spans, subject
from extract.parties import Parties
from extract.parties.address import speech_start
from extract.parties.paper_sides import defined_sides, is_of_sides, with_other_side
from extract.parties.passages import bodies_joined
from extract.parties.represented import country_of, is_newsroom
from extract.parties.sides import delegations, sides
from extract.parties.speakers import Statement, speakers
from extract.parties.words import is_plural
from extract.stages.commitments.cues import ellipsis
from extract.stages.commitments.cues.decided import lay_down, point_back
from extract.stages.commitments.cues.finding import CueFinder
from extract.stages.commitments.cues.frames import is_joint
from extract.stages.commitments.cues.futures import is_kept
from extract.stages.commitments.cues.genres import of_other_genre
from extract.stages.commitments.cues.lexicon import CueLexicon, Found
from extract.stages.commitments.cues.promising import promises
from extract.stages.commitments.cues.refusals import advises_nobody, asks_public, is_plan, reason_against
from extract.stages.commitments.cues.scope import action_span, clause_span
from extract.stages.commitments.cues.words import NO_PLAN, PROMISING
from extract.stages.commitments.english.actors import asked, is_of_people, named_before
from extract.stages.commitments.english.cues import EnglishCues
from extract.stages.commitments.english.holders import as_makers
from extract.stages.commitments.english.scope import refrains
from extract.stages.commitments.english.titles import titled
from extract.stages.commitments.links import repeats as links
from extract.stages.commitments.links.made_at import MadeAt
from extract.stages.commitments.links.tellings import last_event
from extract.stages.commitments.papers.operative import (
    TOP,
    Paragraph,
    asked_ahead,
    body_starts,
    is_order_list,
    is_preambular,
    listed_beside,
    order_title,
    paragraphs,
    provided,
    with_charge,
)
from extract.stages.commitments.papers.text import extents, set_status
from extract.stages.commitments.parties.actors import Actors
from extract.stages.commitments.parties.reporting import spoken_lines
from extract.stages.commitments.times.terms import day_of_sitting, set_times, share_times
from extract.topics import Topics
from schemas.base import Language as LanguageCode

_QUANTITY = later(
    r"\b(?:\d+|дв[аеу]\w*|тр[её][хм]?\w*|четыр\w+|пять|десять|несколько сотен)\s+[а-яa-z]{4,}|\d\s*%|процент"
)
_INSTRUMENT = later(
    r"\b(?:посредством|путем|с помощью|при помощи|за счет|в том числе посредством|through|by means of)\b"
)
_ADDRESSEE = later(
    r"(?:поручить|рекомендовать|предложить|просить|призвать|обратиться к"
    r"|to (?:ask|instruct|task|request|invite|recommend|encourage|urge))"
    r"\s+(?=\w)",
    re.IGNORECASE,
)
#: lines between a body and its verb, and white space between two
_LINES_ABOVE = 12
_LONG = 2000


class CommitmentsStage:
    """Finds the commitments of a document."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self.cues = CueLexicon(user_folder)
        self._finder = CueFinder(self.cues)
        self._english = EnglishCues(user_folder)
        self._topics = Topics(user_folder)
        self._translations = links.Translations(user_folder)

    def __call__(self, doc: Doc) -> Doc:
        parties = Parties(doc)
        dialogue = dialogue_lines(doc)
        quotes = sorted({*quoted_spans(doc), *(dialogue or spoken_lines(doc))})
        events: list[Event] = doc._.events
        speaker = _speakers(doc)
        found: list[Commitment] = []
        refused: list[Refusal] = []
        operative: set[int] = set()
        narrated: dict[int, int] = {}
        russian = Actors(doc, parties, quotes, speaker.get("ru"))
        for paragraph in paragraphs(doc):
            first, *rest = with_charge(doc, parties.index, paragraph)
            made = self._operative(russian, first, speaker)
            if paragraph.language == "en" and paragraph.force in {"pledge", "plan"} and not made.actors:
                # `The exercise will: - train the staff`
                continue
            if not made.actors and provided(doc, paragraph):
                # a paper that nobody signed
                continue
            operative.update(paragraph.sentences)
            found.append(made)
            if paragraph.narrated is not None:
                narrated[id(made)] = paragraph.narrated
            for other in rest:
                charge = self._operative(russian, other, speaker)
                charge.actors = list(found[-1].actors)
                found.append(charge)
        opened = {language: party.start or 0 for language, party in speaker.items()}
        body = body_starts(doc)
        joint = defined_sides(doc) if is_of_sides(doc) else None
        for number, known in enumerate(sentences(doc)):
            if number in operative or (known.language != "en" and not self._finder.may_find(doc, known)):
                continue
            sentence = doc[known.start : known.end]
            # `А и Б, далее именуемые Сторонами, / подтверждая приверженность ..., / заявляют`
            speaks = bool(speaker) or (joint is not None and joint[0] <= sentence.start_char)
            preambular = speaks and is_preambular(sentence)
            if known.language == "en":
                for told in self._english.find(parties, sentence, preambular=preambular, speaker=speaker.get("en")):
                    if told.status == "reported" and any(a <= told.cue[0] < b for a, b in dialogue):
                        told.status = "quoted"
                    told.actors = as_makers(parties, told.actors)
                    found += ellipsis.split_english(parties, told)
                found += titled(parties, sentence.start_char, sentence.end_char)
            else:
                found += self._russian(doc, sentence, russian, quotes, preambular, refused, body)
        set_status(parties, found, extents(doc, body, opened))
        foreign = of_other_genre(doc, found)
        refused += [Refusal("commitments", c.rule, "nobody of public affairs on this page", *c.cue) for c in foreign]
        dropped = {id(c) for c in foreign}
        found = point_back(sorted((c for c in found if id(c) not in dropped), key=lambda c: (c.cue, c.action)))
        russian.of_orders(found, narrated)
        for commitment in found:
            # the terms first: the same promised for another day is another promise
            self._complete(parties, commitment, russian)
        joined = links.join_repeats(doc, found)
        links.reply(joined, doc)
        self._translations.link(doc, joined)
        ahead, made_at = links.Ahead(events), MadeAt(doc, events)
        for commitment in joined:
            commitment.target_event = ahead.about(commitment)
            if commitment.deadline is None:
                commitment.deadline = day_of_sitting(doc, commitment)
                commitment.specifics += ["deadline"] if commitment.deadline is not None else []
            commitment.event = made_at.of(commitment)
            if commitment.topics == ["other"] and commitment.event is not None:
                commitment.topics = list(commitment.event.topics)
        share_times(doc, parties, joined)
        lay_down(parties, joined, _body_in_session(doc))
        doc._.commitments = joined
        doc._.refusals = [*doc._.refusals, *refused]
        return doc

    def _russian(
        self,
        doc: Doc,
        sentence: Span,
        actors: Actors,
        quotes: list[tuple[int, int]],
        preambular: bool,
        refused: list[Refusal],
        body: int,
    ) -> list[Commitment]:
        result: list[Commitment] = []
        for f in self._finder.find(sentence):
            reason = _reason_at_once(f, actors, doc)
            if reason:
                refused.append(Refusal("commitments", f.rule, reason, *f.cue))
                continue
            event = last_event(doc, f.cue[0], _who(f))
            if actors.reports.is_page_voice(f):
                refused.append(Refusal("commitments", f.rule, "the page addresses its readers", *f.cue))
                continue
            report = actors.reports.around(f, event)
            action = action_span(f, self.cues, quotes)
            action = _recited(doc, action) if preambular else action
            clause = clause_span(f, self.cues, quotes)
            if action[1] - action[0] < 4:
                refused.append(Refusal("commitments", f.rule, "no action", *f.cue))
                continue
            cue = _whole_cue(doc, f)
            commitment = Commitment(
                force=f.force,
                status=_status(f, actors, preambular=preambular or _opens(f, body)),
                cue=cue,
                action=action,
                clause=_with_cue(doc, (min(clause[0], action[0]), max(clause[1], action[1])), cue),
                rule=f.rule,
                negated=f.negated or _denies(f),
                action_lemma=f.action.lemma_,
                actors=actors.of(f, report, event, preambular=preambular or _opens(f, body)),
                addressees=actors.asked.of(f),
                theme=_theme(f, action),
            )
            if commitment.status == "reported" and f.frame == "finite" and is_kept(f.action):
                # the last words of the paper itself
                commitment.status = "operative"
            if commitment.theme and any(p.start == commitment.theme[0] for p in commitment.addressees):
                commitment.theme = None
            if f.frame == "paper" and not commitment.actors:
                refused.append(Refusal("commitments", f.rule, "nobody signed it", *f.cue))
                continue
            if f.frame == "paper" and not is_joint(f.verb):
                # `План предусматривает проведение рейдов`: what it tells will be done, by nobody in particular
                commitment.force, commitment.actors = "plan", []
            if f.entry is not None and f.force == "proposal" and (asks_public(f) or advises_nobody(f)):
                refused.append(Refusal("commitments", f.rule, "asked of the general public", *f.cue))
                continue
            asked = result[-1].addressees if f.frame == "consent" and result else []
            # `предложили коллегам ..., и они согласились`
            commitment.actors = asked or commitment.actors
            charged = _ADDRESSEE.match(match_text_of(doc), *action) if f.force == "proposal" else None
            if charged is not None and not commitment.addressees:
                # `предложил поручить Секретариату подготовить план`
                commitment.addressees = _named_in(doc, charged.end(), action[1]) or actors.asked.ordered(
                    charged.end(), {"Dat", "Acc"}
                )
            who = {id(p.entity) for p in commitment.actors if isinstance(p.entity, Person)}
            commitment.addressees = [p for p in commitment.addressees if id(p.entity) not in who]
            promised = report.verb is not None and report.verb.lemma_ in {*PROMISING, "подтвердить"}
            said = commitment.status == "quoted" or _is_spoken(doc, f)
            if f.frame == "finite" and (promised or promises(f, quoted=said)):
                # `"Мы передадим ...", - заверил он`
                commitment.force = "pledge"
            said_by = {id(p.entity) for p in commitment.actors}
            source = actors.sayer or report.source
            if source is not None and id(source) not in said_by:
                commitment.attributed_to = source
            result += ellipsis.split(actors.parties, commitment, actors.speaking(report))
        return result

    def _operative(self, actors: Actors, paragraph: Paragraph, speaker: dict[LanguageCode, Party]) -> Commitment:
        doc = actors.parties.doc
        text: str = doc._.match_text
        words = text[paragraph.action[0] : paragraph.action[1]]
        first = re.match(r"(?:to\s+)?([^\W\d_]+)", words, re.IGNORECASE)
        head = first[1] if first else words.split()[0]
        party = speaker.get(paragraph.language)
        commitment = Commitment(
            force=paragraph.force,
            status="operative" if paragraph.formal else "reported",
            cue=paragraph.cue,
            action=paragraph.action,
            clause=paragraph.action,
            rule=f"commitment.{paragraph.force}.operative",
            language=paragraph.language,
            negated=words.lower().startswith(("не ", "not to ", "to not ")) or refrains(words),
            action_lemma=lemma(head.lower(), "VERB") if paragraph.language == "ru" else head.lower(),
            actors=[Party(party.entity, party.start, party.end, party.basis)] if party else [],
        )
        if party is not None and party.entity is None and paragraph.language == "ru":
            # `Министры транспорта А, Б и В, ... договорились:`: each of the states
            commitment.actors = actors.signed()
        addressee = _ADDRESSEE.match(words)
        if addressee is not None:
            begin = paragraph.action[0] + addressee.end()
            named = _named_in(doc, begin, paragraph.action[1])
            commitment.addressees = named or actors.asked.ordered(begin, {"Dat", "Acc", "Gen"})
        # `The parties to submit tables`: who is to act opens the item itself
        opens = paragraph.addressed is not None and paragraph.addressed[0] == paragraph.action[0]
        if asked_ahead(paragraph):
            # `Секретариату до 1 октября подготовить отчет`
            commitment.clause = (paragraph.addressed[0], paragraph.action[1])  # type: ignore[index]
        if paragraph.doer is not None:
            start, end = paragraph.doer
            commitment.clause = (start, paragraph.action[1])
            named = named_before(actors.parties, f"{text[start:end]} ", end - start + 1, start, party)
            commitment.actors = named or commitment.actors
        if paragraph.addressed is not None and opens:
            people = is_of_people(actors.parties, *paragraph.addressed)
            commitment.addressees = asked(actors.parties, *paragraph.addressed) if people else []
        elif paragraph.addressed is not None and paragraph.force in {"decision", "proposal"}:
            named = _named_in(doc, *paragraph.addressed) or actors.asked.ordered(paragraph.addressed[0], {"Dat"})
            commitment.addressees = named or [Party(None, *paragraph.addressed, "stated")]
        # `Правительствам поручено:`: those in front are asked, and nobody is named who asks
        own = opens or paragraph.ordered
        asked_in_front = not own and paragraph.addressed is not None and paragraph.addressed[0] < paragraph.cue[0]
        if party is None and paragraph.adopted is not None and asked_in_front:
            commitment.actors = _adopters(actors, paragraph)
        elif party is None and not asked_in_front and not own:
            header = next((s for s in doc.sents if s.start_char <= paragraph.cue[0] < s.end_char), None)
            if header is not None:
                commitment.actors = _header_actors(actors, header, paragraph)
        defined = defined_sides(doc) if not commitment.actors and paragraph.force == "agreement" else None
        if defined is not None and paragraph.cue[0] > defined[0]:
            commitment.actors = [Party(entity, None, None, "inferred") for entity in defined[1]]
        # `приняты решения:` names nobody, and nobody is added
        agentless = asked_in_front or _AGENTLESS.match(text, *paragraph.cue) is not None
        listed = paragraph.language == "en" and paragraph.force in {"pledge", "plan"}
        nobody = not (commitment.actors or agentless or listed)
        listing = is_order_list(text) and (nobody or (party is None and paragraph.ordered))
        giver = actors.giver() if listing else None
        body = giver or ((_issuer(doc) or _body_in_session(doc)) if nobody else None)
        if body is not None:
            commitment.actors = [Party(body, None, None, "inferred")]
        if nobody and body is None and (joint := defined_sides(doc)) is not None and paragraph.cue[0] > joint[0]:
            # the minutes of a joint sitting of two bodies
            commitment.actors = [Party(entity, None, None, "inferred") for entity in joint[1]]
        if not commitment.addressees and paragraph.language == "ru":
            # `Секретариату до 1 октября подготовить отчет`: the body in front is to act
            named = _named_in(doc, *paragraph.action)
            named = named if named and named[0].start == paragraph.action[0] else []
            commitment.addressees = named or actors.asked.of_item(*paragraph.action, paragraph.force)
        commitment.addressees = actors.asked.members(commitment.addressees, commitment.actors)
        return commitment

    def _complete(self, parties: Parties, commitment: Commitment, actors: Actors) -> None:
        doc = parties.doc
        text = match_text_of(doc)
        commitment.topics = self._topics.of(text[commitment.clause[0] : commitment.clause[1]])
        if commitment.language == "ru" and commitment.status != "operative":
            # `намерен совместно с Казахстаном построить`: also between cue and action
            since = min(max(commitment.cue[1], commitment.clause[0]), commitment.action[0])
            commitment.partners = actors.asked.partners((since, commitment.action[1]), commitment.actors)
        set_times(doc, parties, commitment)
        if commitment.attributed_to is None and commitment.status in {"operative", "preambular"}:
            commitment.attributed_to = _statement(doc)
        words = text[commitment.action[0] : commitment.action[1]].lower()
        if commitment.deadline is not None:
            commitment.specifics.append("deadline")
        if _QUANTITY.search(words):
            commitment.specifics.append("quantity")
        if _INSTRUMENT.search(words):
            commitment.specifics.append("instrument")
        if commitment.addressees and any(p.entity is not None for p in commitment.addressees):
            commitment.specifics.append("executor")


def _is_spoken(doc: Doc, found: Found) -> bool:
    """In somebody's speech that is the page."""
    start = speech_start(doc)
    return start is not None and found.cue[0] >= start


def _speakers(doc: Doc) -> dict[LanguageCode, Party]:
    """The collective that speaks in each language of a statement, tied to its body."""
    result: dict[LanguageCode, Party] = {}
    for statement in speakers(doc):
        if statement.language in result:
            continue
        inside = [m for m in doc._.organizations if statement.start <= m.start and m.end <= statement.end]
        outer = [m for m in inside if not any(o is not m and o.start <= m.start and m.end <= o.end for o in inside)]
        sitting = None if outer else _body_in_session(doc, statement.end + TOP)
        if bodies_joined(doc, statement.start, statement.end):
            entity = None
        elif _lists_states(doc, statement, outer):
            # the states, unless they sit as an organ of their union
            entity = sitting if sitting is not None and sitting.parent is not None else None
        else:
            entity = outer[0].entity if outer else sitting or _body_of_title(doc, statement.start)
        result[statement.language] = Party(
            entity,  # type: ignore[arg-type]
            statement.start,
            statement.end,
            "resolved" if entity is not None else "stated",
        )
    return result


_JOINED = later(r",? и |, |,? а также ")


def _lists_states(doc: Doc, statement: Statement, bodies: list[Mention]) -> bool:
    """`Министры обороны Армении, Ирана и Ирака`: each state; so of `лидеры Ирана, Ирака и Европейского союза`, too."""
    end = bodies[0].start if bodies else statement.end
    states = [m for m in doc._.places if statement.start <= m.start < end and m.entity.kind == "country"]
    return len(states) > 1 and (not bodies or _JOINED.fullmatch(doc._.match_text, states[-1].end, end) is not None)


def _body_of_title(doc: Doc, before: int) -> Organization | None:
    """The international body that the title above the statement names."""
    for mention in doc._.organizations:
        body = mention.entity
        if mention.start < before <= TOP and isinstance(body, Organization) and not body.country:
            return body
    return None


#: the title of an order, and the genitive right below it
_OF_WHOM = later(
    r"(?:РАСПОРЯЖЕНИЕ|ПОСТАНОВЛЕНИЕ|ПРИКАЗ|РЕШЕНИЕ|УКАЗАНИЕ)[ *#]*\n\s*(?=[А-ЯЁ][а-яё]+(?:а|я|и|ы|ства|ции)\b)"
)
#: whose order it is, on the lines below its title
_BELOW_TITLE = later(r"[А-ЯЁ]{4,}[ *#]*\n\s*([А-ЯЁа-яё][^\n]{3,200}(?:\n[а-яё][^\n]{0,200})?)")


def _signer(doc: Doc) -> Organization | None:
    """`Председатель Таможенной службы / А. Сулайманов` at the end of an order: the body that he heads."""
    text = match_text_of(doc)
    end = len(text.rstrip())
    posts = [m for m in doc._.positions if m.start > end - _SIGNATURE and m.position is not None]
    last = posts[-1].position if posts and text[: posts[-1].start].endswith("\n") else None
    return last.organization if last is not None else None


#: characters of a signature
_SIGNATURE = 300


def _issuer(doc: Doc) -> Organization | Place | None:
    """`СОВЕТ КОМИССИИ / РАСПОРЯЖЕНИЕ`: the body right above the title of an order."""
    title = order_title(doc._.match_text)
    above = [
        m for m in doc._.organizations if title is not None and m.end <= title and isinstance(m.entity, Organization)
    ]
    last = max(above, key=lambda m: m.end, default=None)
    below = _OF_WHOM.search(doc._.match_text, title) if title is not None else None
    issued = [m for m in doc._.organizations if below is not None and m.start == below.end()]
    if issued:
        # `СОЮЗ / РАСПОРЯЖЕНИЕ / Совета Комиссии`: not the union over it
        return max(issued, key=lambda m: m.end).entity
    if last is None and title is not None:
        # `ПРИКАЗ / Председателя Комитета безопасности`
        opening = _BELOW_TITLE.search(doc._.match_text, title)
        words = opening.span(1) if opening is not None else (0, 0)
        named = [m for m in doc._.organizations if words[0] <= m.start < words[1]]
        first = min(named, key=lambda m: (m.start, -m.end), default=None)
        ruler = next((m.position for m in doc._.positions if m.start == words[0] and m.position is not None), None)
        if ruler is not None and ruler.country is not None and ruler.organization is None:
            # `УКАЗ / Президента Республики`
            return country_of(doc, ruler.country)
        return first.entity if first is not None and isinstance(first.entity, Organization) else _signer(doc)
    if last is None:
        return None
    return max((m for m in above if m.end == last.end), key=lambda m: m.end - m.start).entity


def _body_in_session(doc: Doc, until: int | None = None) -> Organization | None:
    """The body whose session or summit the page tells, before the offset `until` if one is given."""
    for event in doc._.events:
        if until is not None and (event.status == "planned" or event.trigger[0] > until):
            continue
        if event.type in {"session", "summit", "adoption"} and event.organizations:
            body: Organization = event.organizations[0]
            return body if not is_newsroom(doc, body) else None
    return None


_AGENTLESS = later(r"(?:были\s+|было\s+)?(?:принят[оы]|даны|поручено|запланировано|намечено)\b", re.IGNORECASE)


def _header_actors(actors: Actors, header: Span, paragraph: Paragraph) -> list[Party]:
    """`Участники заседания решили:`: the subject of the header."""
    parties = actors.parties
    event = last_event(parties.doc, paragraph.cue[0])
    if paragraph.language == "en":
        met = delegations(event, parties) if event is not None and paragraph.force == "agreement" else []
        start = header.start_char
        named = named_before(parties, header.text, max(paragraph.cue[0] - start, 0), start, None)
        told = [party for party in named if party.entity is not None or paragraph.force in {"pledge", "plan"}]
        return [Party(entity, None, None, "inferred") for entity in met] or told
    if provided(parties.doc, paragraph):
        return actors.signed_before(paragraph.cue[0])
    # an item without a header word: who opens it is to act (`МВД Армении и МВД Беларуси обеспечить обмен`)
    ordered = paragraph.action[0] <= paragraph.cue[0] < paragraph.action[1]
    for token in () if ordered else header:
        if paragraph.cue[0] <= token.idx < paragraph.cue[1] and token.pos_ in {"VERB", "ADJ", "AUX"}:
            if paragraph.force == "plan" and token.norm_.lower().endswith(("ся", "но", "на", "ны")):
                # `планируется строительство:`: what is planned is nobody
                return []
            named = [
                party
                for party in parties.subject_of(token, event)
                if party.start is None or not paragraph.cue[0] <= party.start < paragraph.cue[1]
            ]
            if listed_beside(parties.doc, paragraph):
                # `РЕШИЛИ: доклад опубликовать; итоги обсудить`: nobody of the items
                named = [party for party in named if party.start is None or party.start < paragraph.cue[0]]
            if named:
                named = [_without_aside(parties.doc, party) for party in named]
                return actors.settled(with_other_side(parties.doc, named), event)
            break
    above = _body_above(parties.doc, header.start_char)
    if above is not None:
        return actors.settled([above], event)
    if paragraph.force == "agreement" and event is not None:
        # `Достигнуты договорённости:`: those who met
        return [Party(entity, None, None, "inferred") for entity in sides(parties.doc, event)]
    return []


def _adopters(actors: Actors, paragraph: Paragraph) -> list[Party]:
    """`участники приняли рекомендации, в которых комиссии предлагается:`: who adopted the paper."""
    index = actors.parties.index
    ahead = index.at(paragraph.cue[0])
    for token in ahead.sent if ahead is not None else ():
        if token.idx < (paragraph.adopted or 0) and feature(token, "VerbForm") == "Fin":
            event = last_event(actors.parties.doc, paragraph.cue[0])
            return actors.settled(actors.parties.subject_of(token, event), event)
    return []


#: `Участники совещания, рассмотрев положение`: how they did it
_HOW = later(r",\s+[а-яё]+(?:вшись|вши|ав|ив|ев|ясь|[аяи]я|уя)\b")


def _without_aside(doc: Doc, party: Party) -> Party:
    """A collective without the gerund behind it, which the parser takes for a part of it."""
    if party.entity is not None or party.start is None or party.end is None:
        return party
    how = _HOW.search(doc._.match_text, party.start, party.end)
    return Party(None, party.start, how.start() if how is not None else party.end, party.basis)


_RECITAL_BELOW = later(r",[ \t]*\n\s*(?=[а-яё]+(?:[ая]я|ясь)\b)")
#: those of several bodies who open a paper
_SEVERAL = later(
    r"((?:Участники|Министры|Делегации|Руководители|Главы|Секретари|Представители|Стороны)(?: [^,\n:;]{3,150})?),\s"
)


def _body_above(doc: Doc, before: int) -> Party | None:
    """`Совет глав государств СНГ, / отмечая ..., / РЕШИЛ:`: the body that opens a paragraph of the same sentence."""
    text: str = doc._.match_text
    end = before
    for _ in range(_LINES_ABOVE):
        end = len(text[max(end - _LONG, 0) : end].rstrip()) + max(end - _LONG, 0)
        start = text.rfind("\n", 0, end) + 1
        if end <= start or text[end - 1] in ".:!?":
            return None
        opening = start + len(text[start:end]) - len(text[start:end].lstrip())
        body = max((m for m in doc._.organizations if m.start == opening), key=lambda m: m.end, default=None)
        if body is not None and isinstance(body.entity, Organization):
            return Party(body.entity, body.start, body.end, "stated")
        several = _SEVERAL.match(text, opening, end)
        if several is not None:
            return Party(None, *several.span(1), "stated")
        end = start
    return None


def _named_in(doc: Doc, start: int, end: int) -> list[Party]:
    """The party that is named right at `start`."""
    for mention in (*doc._.organizations, *doc._.places, *doc._.positions):
        if start <= mention.start <= start + 4 and mention.end <= end:
            inside = [m for m in doc._.organizations if m.start == mention.start and m.end > mention.end]
            chosen = max(inside, key=lambda m: m.end, default=mention)
            named = [Party(chosen.entity, chosen.start, chosen.end, "stated")]  # type: ignore[arg-type]
            joint = _AND.match(doc._.match_text, chosen.end, end)
            return [*named, *_named_in(doc, joint.end(), end)] if joint else named
    return []


_AND = later(r",? и |, |,? а также ")


def _with_cue(doc: Doc, clause: tuple[int, int], cue: tuple[int, int]) -> tuple[int, int]:
    """`Продлевать миссию мы не собираемся`: also the cue that follows in the same words."""
    joined = cue[1] > clause[1] and _BREAK.search(doc._.match_text, clause[1], cue[0]) is None
    return (clause[0], cue[1]) if joined else clause


#: ends a quotation or clause
_BREAK = later(r'["\n;:]|\s-\s|[.!?]\s')


def _whole_cue(doc: Doc, found: Found) -> tuple[int, int]:
    """The cue with the negation before it and the preposition after it: `не допустим`, `выступает за`."""
    start, end = found.cue
    text = match_text_of(doc)
    if found.negated and text[max(start - 3, 0) : start].lower() == "не ":
        start -= 3
    if found.frame in {"predicative", "unacceptable"}:
        named = re.match(r"\s+(?:(?:весьма|крайне|также|очень)\s+)?[^\W\d_]+(?:ым|им)\b", text[end : end + 40])
        end += named.end() if named else 0
    if found.frame == "for" and text[end : end + 4].lower() == " за ":
        end += 3
    if found.frame == "against" and text[end : end + 8].lower() == " против ":
        end += 7
    return start, end


def _reason_at_once(found: Found, actors: Actors, doc: Doc) -> str | None:
    """Why a find is no commitment, as far as its own words tell."""
    reason = reason_against(found, doc)
    if reason is None and found.entry is None and not is_plan(found, actors, doc):
        return "a future that nobody of the text brings about"
    return reason or ("nobody is asked to do it" if _hoped_of_nobody(found, actors) else None)


def _recited(doc: Doc, action: tuple[int, int]) -> tuple[int, int]:
    """`исходя из необходимости сотрудничества, / отмечая рост угроз,`: each line recites by itself."""
    below = _RECITAL_BELOW.search(doc._.match_text, *action)
    return (action[0], below.start()) if below is not None else action


def _hoped_of_nobody(found: Found, actors: Actors) -> bool:
    """`надеемся, что погода улучшится`; but `что соглашение подпишут`, which somebody will do."""
    if found.entry is None or found.entry.addressee != "clause" or found.frame != "clause" or actors.asked.of(found):
        return False
    action = found.action
    things = [c for c in action.children if c.dep_ in {"obj", "nsubj:pass"} and feature(c, "Animacy") == "Inan"]
    somebody = subject(action) is None and feature(action, "Person") == "3" and feature(action, "Number") == "Plur"
    done = feature(action, "Variant") == "Short"
    return not (things and (somebody or done)) or (action.lemma_ in NO_PLAN and not done)


def _opens(found: Found, body: int) -> bool:
    """A gerund before the items of a statement or communique: `министры, отмечая важность усилий, ... решили:`."""
    return is_gerund(found.verb) and found.verb.idx < body < len(found.verb.doc._.source_text)


def _status(found: Found, actors: Actors, *, preambular: bool):  # type: ignore[no-untyped-def]
    if preambular:
        return "preambular"
    if actors.reports.quote_of(found.action.idx) is not None and actors.reports.quote_of(found.cue[0]) is not None:
        return "quoted"
    if any(start <= found.cue[0] < end for start, end, _ in actors.reports.turns):
        return "quoted"
    return "reported"


def _denies(found: Found) -> bool:
    """`призвал не допускать`, `не допустим`: the action itself is a refusal."""
    action = found.action
    before = [c for c in action.children if c.i < action.i]
    if action.i > 0 and feature(action, "VerbForm") == "Inf":
        # wherever the parser hung it
        before.append(action.nbor(-1))
    return any(c.norm_.lower() == "не" for c in before) and found.frame != "finite"


def _theme(found: Found, action: tuple[int, int]) -> tuple[int, int] | None:
    """The thing acted on when it stands before the action: `[Стратегию] планируется вынести`, `[проект] будет
    внесен`.
    """
    head = found.action
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    passive = feature(head, "Variant") == "Short" or feature(head, "Voice") == "Pass"
    for owner in (head, found.verb):
        for c in owner.children:
            before = c.idx < action[0] and c.i < head.i
            if not before or c.pos_ not in {"NOUN", "PROPN", "PRON"} or preposition(c) is not None:
                continue
            turned = owner != head and c.dep_ == "nsubj:pass" and feature(head, "VerbForm") == "Inf"
            if any(o.dep_ == "cc" and c.i < o.i for o in head.lefts):
                # `окажет содействие и направит группу`: the object of the verb before
                continue
            is_object = c.dep_ == "obj" or turned or (c.dep_ in {"nsubj", "nsubj:pass"} and passive and owner == head)
            if is_object and feature(c, "Case") in {"Acc", "Nom", "Gen"} and feature(c, "Animacy") != "Anim":
                tokens = sorted(t for t in c.subtree if t.idx < action[0])  # of crossing arcs it has its own order
                if found.word in tokens or found.verb in tokens or tokens[0].is_punct:
                    continue
                first, last = tokens[0], tokens[-1]
                if last.i - first.i >= len(tokens):
                    first = last = c  # words of the clause stand between its own
                return first.idx, last.idx + len(last)
    return None


def _who(found: Found) -> str | None:
    """The collective that is the subject of a cue: `стороны`, `участники`; None if it has no subject."""
    token = subject(found.verb)
    if token is None or not is_plural(token):
        return None if token is None else ""
    return token.lemma_


def _statement(doc: Doc) -> Instrument | None:
    """The statement whose text this is: the document that the adoption told by its title adopted."""
    for event in doc._.events:
        if event.type == "adoption" and event.rule.endswith("title") and event.documents:
            return event.documents[0]  # type: ignore[no-any-return]
    return None


@Language.factory(
    "kommunike_commitments",
    assigns=["doc._.commitments"],
    requires=["doc._.events", "doc._.dates", "doc._.persons", "doc._.organizations"],
    default_config={"lexicons": None},
)
def make_commitments(nlp: Language, name: str, lexicons: str | None) -> CommitmentsStage:
    return CommitmentsStage(Path(lexicons) if lexicons else None)
