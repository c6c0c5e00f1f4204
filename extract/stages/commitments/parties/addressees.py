"""Of whom an action is asked, and with whom it is to be done."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.document import Mention, Organization, Party, Person, Place, sentence_of
from extract.language.later import later
from extract.language.morphology import parses
from extract.language.syntax import SUBJECTS, coordinated, feature, is_future, noun_phrase, preposition, subject
from extract.parties import Parties
from extract.parties.represented import unique
from extract.parties.words import SIDES, is_plural
from extract.stages.commitments.cues.lexicon import Found, owner_of
from extract.stages.commitments.papers.orders import charged
from extract.stages.commitments.parties.meant import Meant
from extract.stages.commitments.parties.subjects import Subjects, is_passive
from extract.stages.commitments.parties.words import APART, BEGINNING, SITTING

_MEMBERS = re.compile(r"(?:государств|стран)\w*[- ]{1,3}(?:член|участни)\w*")
#: what joins the states of a row, and how far behind its noun a row begins
_ROW = re.compile(r",? и |, ")
_OWNER = 80
_TERM = re.compile(r"[,;:.]|\b(?:до|к|в|не)\s")
_CHARGED = re.compile(r"\b[Вв]озлож(?:ить|ены|ена|ен|ено) на ")
#: the mark of an item, and as many points as stand under one
_MARK = later(r"[ \t]*(\d{1,2}(?:\.\d{1,2})*(?=[.)])|[-*\u2022\u2013\u2014]|[а-я]\)|)[.)]?[ \t]*(?=\S)")
_POINTS = 12
#: characters of `- участники` after a phrase
_MORE = 14


_ASKING_OF = {"потребовать": "от", "требовать": "от", "попросить": "у", "просить": "у", "запросить": "у"}


class Addressees:
    """Finds who is asked, and partners, in one document."""

    def __init__(self, doc: Doc, parties: Parties, subjects: Subjects, meant: Meant) -> None:
        self._doc = doc
        self._parties = parties
        self._subjects = subjects
        self._meant = meant

    def of(self, found: Found) -> list[Party]:
        """Of whom the action is asked."""
        entry = found.entry
        if entry is not None and entry.force in {"decision", "agreement"} and found.frame == "clause":
            return self._told_in_clause(found, entry.force)
        if entry is None or (entry.addressee is None and entry.force != "proposal"):
            return []
        if entry.addressee == "clause":
            return self._of_clause(found)
        if entry.addressee == "helper":
            return self._meant.settle(self._helper(found.action), None)
        if entry.addressee == "duty":
            return self._meant.settle(self._on_duty(found), None)
        if found.word.lemma_ == "задача":
            # `перед министерством поставлена задача`
            before = [c for c in found.verb.children if preposition(c) == "перед" and feature(c, "Case") == "Ins"]
            if before:
                return self._meant.settle(unique(p for c in before for p in self._parties.at(c)), None)
        if found.verb.lemma_ in {"обратиться", "обращаться"}:
            asked = [c for c in found.verb.children if preposition(c) in {"к", "ко"}]
            # `обратился к министерствам, а также к компаниям с призывом`, which the parser hangs elsewhere
            between = self._doc[found.verb.i + 1 : max(found.word.i, found.verb.i + 1)]
            joined = {t.i for c in asked for t in coordinated(c)}
            asked += [t for t in between if _is_asked(t) and t.i not in joined and t not in asked]
            return self._meant.settle(unique(p for c in asked for p in self._parties.at(c)), None)
        if entry.addressee == "onto":
            nodes = (found.verb, found.action, *found.action.children)
            near = [c for node in nodes for c in node.children if preposition(c) == "на"]
            charged = [c for c in near if feature(c, "Case") == "Acc" and c.i > found.verb.i]
            return self._meant.settle(unique(p for c in charged for p in self._parties.at(c)), None)
        if entry.addressee == "dative":
            told = self._complement(found, {"Dat"}) or self._opening(found.verb) or self._dative_between(found)
            return self._in_row(told, found.verb)
        if entry.addressee == "object":
            named = self._complement(found, {"Acc", "Gen"})
            if named is None and found.verb.lemma_ in _ASKING_OF:
                # `потребовал от служб`, `попросил у коллег`
                asked = [c for c in found.verb.children if preposition(c) == _ASKING_OF[found.verb.lemma_]]
                asked = [c for c in asked if feature(c, "Case") == "Gen" and c.i < found.action.i]
                named = self._meant.settle(unique(p for c in asked for p in self._parties.at(c)), None) or None
            return named if named is not None else self._object_between(found)
        return []

    def of_item(self, start: int, stop: int, force: str) -> list[Party]:
        """Who is to act by an item of what was decided or agreed on."""
        if force == "decision":
            return (
                self.ordered(start, {"Dat"})
                or self._charged(start, stop)
                or self._acting(start)
                or self._under(start)
                or self._before_dash(start, stop)
            )
        if force == "proposal":
            return self._before_dash(start, stop)
        return self._acting(start) if force == "agreement" else []

    def _before_dash(self, start: int, stop: int) -> list[Party]:
        """`обязываю: Начальника таможни - устранить недостатки`: whom the words before a dash name."""
        dash: int = self._doc._.match_text.find(" - ", start, stop)
        after = self._parties.index.at(dash + 3) if dash > 0 else None
        told = after is not None and feature(after, "VerbForm") == "Inf"
        return self.ordered(start, {"Dat", "Acc", "Gen"}) if told else []

    def ordered(self, start: int, cases: set[str]) -> list[Party]:
        """`Экспертам до 1 октября подготовить отчет`, `Министерствам А, Б и В`: those named right there, in one of the
        cases.
        """
        token = self._phrase_at(start)
        if token is None or token.pos_ not in {"NOUN", "PROPN"} or feature(token, "VerbForm"):
            return []
        # the tagger takes `службе` for a locative
        dative = "Dat" in cases and feature(token, "Case") == "Loc" and preposition(token) is None
        if feature(token, "Case") not in cases and not dative:
            return []
        states = self._states_of(token) if is_plural(token) else []
        found = states or self._meant.settle(unique(self._parties.at(token)), None)
        alone = token.lemma_ in SIDES and not any(True for _ in token.children)
        if any(p.entity is not None for p in found) and not alone:
            return found
        return [Party(None, *_with_task(token), "stated")]

    def _phrase_at(self, start: int) -> Token | None:
        """The noun of the phrase that begins there."""
        token = self._parties.index.at(start)
        return token.head if token is not None and token.dep_ == "amod" and token.head.i > token.i else token

    def _states_of(self, noun: Token) -> list[Party]:
        """`Министерствам внутренних дел Армении, Беларуси и России`: each of the states in the row."""
        text: str = self._doc._.match_text
        row: list[Mention] = []
        for place in self._doc._.places:
            if noun.idx < place.start and isinstance(place.entity, Place) and place.entity.kind == "country":
                gap = text[row[-1].end if row else noun.idx : place.start]
                if not (_ROW.fullmatch(gap) if row else len(gap) < _OWNER and _TERM.search(gap) is None):
                    break
                row.append(place)
        named = [Party(m.entity, noun_phrase(noun)[0], row[-1].end, "resolved") for m in row]  # type: ignore[arg-type]
        return named if len(named) > 1 else []

    def _charged(self, start: int, end: int) -> list[Party]:
        """`Контроль за выполнением возложить на Бюро`: the body named right there."""
        told = _CHARGED.search(self._doc._.match_text, start, end)
        bodies = self._parties.within(told.end(), told.end() + 1) if told is not None else []
        outer = max((m for m in bodies if m.type == "organization"), key=lambda m: m.end, default=None)
        token = self._parties.index.at(told.end()) if told is not None and outer is None else None
        if token is not None:
            # `возложить на заместителя министра И.И.Петрова`
            return [p for p in self._parties.at(token) if isinstance(p.entity, Person)]
        return [Party(outer.entity, outer.start, outer.end, "stated")] if outer is not None else []  # type: ignore[arg-type]

    def _under(self, start: int) -> list[Party]:
        """`3. Координационной службе:` over points: whom the heading of a point names."""
        text: str = self._doc._.match_text
        point = _MARK.match(text, text.rfind("\n", 0, start) + 1)
        own = point[1] if point is not None else ""
        line = text.rfind("\n", 0, start)
        for _ in range(_POINTS):
            above = text.rfind("\n", 0, max(line, 0))
            if line > 0 and not text[above + 1 : line].strip():
                line = above
                continue
            mark = _MARK.match(text, above + 1, max(line, 0))
            if line <= 0 or mark is None:
                return []
            if text[above + 1 : line].rstrip().endswith(":"):
                bracket = own[:1].isdigit() and text[point.end(1) :][:1] == ")" if point is not None else False
                deeper = own.startswith(mark[1]) and own != mark[1] if own[:1].isdigit() else mark[1][:1].isdigit()
                deeper = deeper or (bracket and mark[1][:1].isdigit() and text[mark.end(1) : mark.end(1) + 1] == ".")
                named = self.ordered(mark.end(), {"Dat"}) if deeper else []
                return named or (self._heading(mark.end()) if deeper and mark[1] else [])
            line = above
        return []

    def _heading(self, start: int) -> list[Party]:
        """`Пограничной службе:`, which the parser reads as something else: its words, or the body that they name."""
        token = self._parties.index.at(start)
        told = charged(token.sent, start) if token is not None else None
        if told is None:
            return []
        bodies = [m for m in self._parties.within(start, start + 1) if m.type == "organization"]
        outer = max(bodies, key=lambda m: m.end, default=None)
        if outer is not None:
            return [Party(outer.entity, outer.start, outer.end, "stated")]  # type: ignore[arg-type]
        return [Party(None, *told[0], "stated")]

    def members(self, asked: list[Party], actors: list[Party]) -> list[Party]:
        """`Рекомендовать сторонам`, in a decision of a body: its members."""
        body = actors[0].entity if len(actors) == 1 else None
        if len(asked) != 1 or asked[0].entity is not None or not isinstance(body, Organization):
            return asked
        start, end = asked[0].start or 0, asked[0].end or 0
        # `Сторонам` with a capital are parties of the paper
        bare = self._doc._.match_text[start:end] in {"сторонам", "стороны"}
        return [Party(body, start, end, "resolved")] if bare else asked

    def _acting(self, start: int) -> list[Party]:
        """`3. Иранская Сторона обучит сотрудников`: who is to act by an item of what all agreed on or decided."""
        token = self._phrase_at(start)
        ahead = token is not None and token.dep_ in SUBJECTS and is_future(token.head) and not is_passive(token.head)
        if token is None or not ahead or not self._subjects.can_act(token):
            return []
        everybody = token.lemma_ in SIDES and not any(c.dep_ in {"amod", "nmod"} for c in token.children)
        return [] if everybody else self.ordered(start, {"Nom"})

    def _told_in_clause(self, found: Found, force: str) -> list[Party]:
        """`решил, что каждая страна представит`; who agrees on what they do themselves asks nobody."""
        token = subject(found.action)
        # `условились, что специалисты ведомства обучат`: people of one of those who agree
        own = token is not None and (token.lemma_ in SIDES | {"каждый", "он", "они"} or is_plural(token))
        # nor does a sitting that they agree on: `что сессия Ассамблеи пройдёт в мае`
        own = own or (token is not None and token.lemma_ in SITTING)
        if token is None or (force == "agreement" and own):
            return []
        told = token.head == found.action and token.i > found.verb.i
        if told and force == "decision" and is_passive(found.action):
            return self._done_by(found.action)
        if not told or is_passive(found.action) or not self._subjects.can_act(token):
            return []
        parties = self._meant.settle(self._parties.at(token), None)
        return [party for party in parties if party.entity is not None or force == "decision"]

    def _done_by(self, action: Token) -> list[Party]:
        """`решено, что план будет доработан Секретариатом`."""
        for c in action.children:
            agent = feature(c, "Case") == "Ins" and preposition(c) is None and c.pos_ in {"NOUN", "PROPN"}
            if agent and any(m.type == "organization" for m in self._parties.covering(c)[:1]):
                return self._parties.at(c)
        return []

    def _of_clause(self, found: Found) -> list[Party]:
        """`выразил надежду, что страны завершат`: who acts in the clause; nobody in `что закон вступит в силу`."""
        if found.action.lemma_ in BEGINNING:
            return []
        token = subject(found.action)
        if token is None:
            # `надежду, что государства-члены завершат`, which the tagger takes for a verb
            states = _MEMBERS.search(self._doc._.match_text, found.cue[1], found.action.idx)
            return [Party(None, *states.span(), "stated")] if states is not None else []
        if token.lemma_ == "это":
            return []
        person = token.pos_ == "PRON" or feature(token, "Animacy") == "Anim"
        return self._meant.settle(self._parties.at(token), None) if person or self._subjects.acts(token) else []

    def _complement(self, found: Found, case: set[str]) -> list[Party] | None:
        """`призвал партнёров`, `поручил службам`: a noun in that case between the cue and the action, or in front of
        the cue; None if there is no such noun.
        """
        for owner in (found.verb, found.word, found.action):
            for c in owner.children:
                fronted = c.i < found.verb.i and "Dat" in case
                near = found.verb.i < c.i < found.action.i or fronted
                # `граждан просят воздержаться`
                near = near or (c.i < found.verb.i and c.dep_ == "obj" and feature(c, "Animacy") == "Anim")
                if not near or preposition(c) is not None:
                    continue
                if feature(c, "Case") not in case and not (fronted and _is_short(c) and _is_ordered(found.verb)):
                    continue
                # `поручил союзу обеспечить`: who is ordered stands between
                ordered = (
                    near and found.force == "decision" and "Dat" in case and feature(found.action, "VerbForm") == "Inf"
                )
                named = (
                    feature(c, "Animacy") != "Inan"
                    or self._subjects.acts(c)
                    or (fronted and is_passive(found.verb))
                    or ordered
                )
                if c.pos_ in {"NOUN", "PROPN", "PRON"} and named:
                    named_here = self._if_two_sides(c, unique(self._parties.at(c)))
                    # `участников`, `экспертов` stay who they are
                    start, end = noun_phrase(c)
                    members = _MEMBERS.search(c.doc._.match_text, start, end + _MORE) is not None
                    return named_here if is_plural(c) and not members else self._meant.settle(named_here, None)
        return (self._fronted(found.verb) or self._right_before(found.verb)) if "Dat" in case else None

    def _fronted(self, verb: Token) -> list[Party]:
        """`Водопользователям, в свою очередь, предложено перейти`: a dative that opens the sentence, which the parser
        hung elsewhere.
        """
        before = self._doc[sentence_of(verb).start : verb.i]
        first = next((t for t in before if not t.is_punct and not t.is_space), None)
        if first is None or not _is_ordered(verb) or first.pos_ not in {"NOUN", "PROPN"}:
            return []
        fits = feature(first, "Case") == "Dat" and feature(first, "Animacy") == "Anim" and preposition(first) is None
        return self._parties.at(first) if fits else []

    def _if_two_sides(self, noun: Token, named: list[Party]) -> list[Party]:
        """`предложил коллегам`: the other side of two; of many, those words."""
        bare = noun.lemma_ in {"коллега", "партнер", "партнёр"} and not any(True for _ in noun.children)
        return [Party(None, *noun_phrase(noun), "stated")] if bare and len(named) > 1 else named

    def _opening(self, verb: Token) -> list[Party]:
        """`Акимам областей дано указание`: the dative that opens the sentence, whatever the parser made of it."""
        first = next((t for t in verb.sent if not (t.is_space or t.is_punct)), verb)
        if not _is_ordered(verb) or first.i >= verb.i or first.pos_ not in {"NOUN", "PROPN"}:
            return []
        if first.lemma_ == "бюро":
            # a word without cases
            return unique(self._parties.at(first))
        dative = feature(first, "Case") == "Dat" and feature(first, "Animacy") == "Anim"
        if not (dative or _are_given(first)) or preposition(first) is not None:
            return []
        after = verb.doc[first.i + 1]
        of = after if after.i < verb.i and feature(after, "Case") == "Gen" else first
        return [Party(None, first.idx, of.idx + len(of), "stated")]

    def _in_row(self, named: list[Party], verb: Token) -> list[Party]:
        """`Министерству обороны, МВД и ФСБ поручено`: also the bodies that the parser hung on the name of the first."""
        row = list(named)
        bodies = sorted(self._doc._.organizations, key=lambda m: (m.start, -m.end)) if _is_ordered(verb) else []
        text: str = self._doc._.match_text
        while row and row[-1].end is not None and row[-1].entity is not None:
            end = row[-1].end
            after = next((m for m in bodies if m.start > end and m.end <= verb.idx), None)
            if after is None or _ROW.fullmatch(text, end, after.start) is None:
                break
            row.append(Party(after.entity, after.start, after.end, "stated"))  # type: ignore[arg-type]
        while row and row[0].start is not None and row[0].entity is not None:
            start = row[0].start
            ahead = [m for m in bodies if m.end < start and _ROW.fullmatch(text, m.end, start)]
            before = max(ahead, key=lambda m: m.end - m.start, default=None)
            if before is None or not any(map(_is_short, self._parties.index.span(before.start, before.end))):
                break
            row.insert(0, Party(before.entity, before.start, before.end, "stated"))  # type: ignore[arg-type]
        return unique(row)

    def _right_before(self, verb: Token) -> list[Party] | None:
        """`По итогам заседания МВД поручено`: the abbreviation that the parser gave to the noun before it."""
        before = verb.doc[verb.i - 1] if verb.i > verb.sent.start and _is_ordered(verb) else None
        if before is None or not _is_short(before) or preposition(before) is not None:
            return None
        bodies = [m for m in self._parties.covering(before) if m.type == "organization" and m.start == before.idx]
        return [Party(m.entity, m.start, m.end, "stated") for m in bodies[:1]] or None  # type: ignore[arg-type]

    def _object_between(self, found: Found) -> list[Party]:
        """`призвал к ... партнеров`, and objects that the parser hung elsewhere."""
        for token in self._doc[found.verb.i + 1 : found.action.i]:
            is_object = token.pos_ in {"NOUN", "PROPN"} and feature(token, "Case") in {"Acc", "Gen"}
            dated = is_object and any(m.start <= token.idx < m.end for m in self._doc._.dates)
            if is_object and preposition(token) is None and not dated:
                return unique(self._parties.at(token))
        return []

    def _dative_between(self, found: Found) -> list[Party]:
        """`поручил управлению до 25 мая завершить`: the body between, wherever the parser hung it."""
        if feature(found.action, "VerbForm") != "Inf" or found.force != "decision":
            return []
        for token in self._doc[found.verb.i + 1 : found.action.i]:
            if token.is_punct:
                break
            asked = token.pos_ in {"NOUN", "PROPN"} and feature(token, "Case") == "Dat" and preposition(token) is None
            if asked and self._subjects.acts(token):
                return self._meant.settle(unique(self._parties.at(token)), None)
        return []

    def _helper(self, help_noun: Token) -> list[Party]:
        """`содействие соседей`, `помощь со стороны Анкары`: of whom help is expected."""
        for c in help_noun.rights:
            if c.dep_ in {"nmod", "iobj", "appos"} and c.pos_ in {"NOUN", "PROPN"}:
                words = preposition(c)
                if (words is None and feature(c, "Case") == "Gen") or words in {"от", "со стороны"}:
                    if words is None and not (feature(c, "Animacy") == "Anim" or self._subjects.acts(c)):
                        continue
                    return self._parties.at(c)
                if words == "с" and c.lemma_ == "сторона":
                    return [p for g in c.children if feature(g, "Case") == "Gen" for p in self._parties.at(g)]
        return []

    def _on_duty(self, found: Found) -> list[Party]:
        """`по поручению министра служба должна ...`: who must act."""
        own = subject(found.verb)
        owner = owner_of(found.word)
        if own is not None and own.i > found.word.i and own != owner:
            return self._parties.at(own)
        edge = found.verb.idx
        named = [
            m
            for m in self._parties.mentions
            if found.word.idx < m.start and m.end <= edge and m.type in {"organization", "place"}
        ]
        outer = [m for m in named if not any(o is not m and o.start <= m.start and m.end <= o.end for o in named)]
        if not outer:
            return []
        last = outer[-1]
        return [Party(last.entity, last.start, last.end, "stated")]  # type: ignore[arg-type]

    def partners(self, action: tuple[int, int], actors: list[Party]) -> list[Party]:
        """With whom it is to be done: `с` / `совместно с` and a party inside the action."""
        known = {id(p.entity) for p in actors if p.entity is not None}
        found: list[Party] = []
        for token in self._parties.index.span(*action):
            if (
                preposition(token) not in {"с", "со", "совместно с", "вместе с", "между"}
                or feature(token, "Case") != "Ins"
                # `соседних с Афганистаном стран`
                or token.head.lemma_ in APART
                or token.head.pos_ == "ADJ"
                or any(m.start <= token.idx < m.end for m in self._doc._.documents)
            ):
                continue
            for member in coordinated(token):
                for mention in self._parties.covering(member)[:1]:
                    head = self._parties.index.span(mention.start, mention.end)
                    if len(head) and head.root.i == member.i and id(mention.entity) not in known:
                        found += [p for p in self._parties.at(member) if p.entity is not None][:1]
                        break
        return unique(found)


def _are_given(noun: Token) -> bool:
    """`Полпредам`, a dative plural of people by its form, whatever the tagger makes of it."""
    return noun.norm_.lower().endswith(("ам", "ям")) and any(
        "datv" in p.tag and "plur" in p.tag and "anim" in p.tag for p in parses(noun.norm_.lower())
    )


def _is_asked(noun: Token) -> bool:
    return preposition(noun) in {"к", "ко"} and feature(noun, "Case") == "Dat" and noun.pos_ in {"NOUN", "PROPN"}


def _is_short(noun: Token) -> bool:
    """`МВД`: an abbreviation, which shows no case."""
    return noun.text.isupper() and len(noun.text) > 1


def _is_ordered(verb: Token) -> bool:
    """`поручено`, `рекомендовано`, `надлежит`: to whom, the dative says."""
    return (is_passive(verb) and verb.norm_.lower().endswith("но")) or verb.lemma_ == "надлежать"


def _with_task(noun: Token) -> tuple[int, int]:
    """The words for a group with what it is for: `рабочей группе по оценке рисков`."""
    start, end = noun_phrase(noun)
    verb = next((t for t in noun.doc[noun.i : noun.sent.end] if feature(t, "VerbForm") == "Inf"), None)
    if verb is not None and start < verb.idx < end:
        # `рекомендовать администрациям воздерживаться`, which the parser hangs on the noun
        last = noun.doc[verb.i - 1]
        end = last.idx + len(last)
    task = next((c for c in noun.rights if preposition(c) == "по" and c.dep_ == "nmod"), None)
    return (start, max(end, noun_phrase(task)[1])) if task is not None else (start, end)
