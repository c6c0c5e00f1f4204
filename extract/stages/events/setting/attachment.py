"""Attachment: to which of the triggers of a sentence a date or a place belongs, by its words and by the tree."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from extract.document import DateValue, Mention, Place, match_text_of
from extract.language.later import later
from extract.language.reported import told_behind
from extract.language.syntax import SUBJECTS, ancestors, clause_head, distance, feature, is_future, preposition
from extract.parties import Parties
from extract.stages.events.merging.gatherings import is_attribute
from extract.stages.events.setting.clauses import (
    is_summed_up,
    noun_of_holding,
    stands_apart,
)
from extract.stages.events.setting.venues import Venues
from extract.stages.events.triggers.lexicon import TAKING_PLACE, Candidate

#: a clause that says when and where the happening named before it takes place
_RELATIVE = later(
    r",\s+(?:(?:проведени[ея]|провести|созвать|организовать)\s+(?=котор))?(котор(?:ый|ая|ое|ые|ого|ой|ых|ую)(?:,\s+как\s+[^,.;:\n]{3,40},)?\s+(?:\w+\s+){0,4}?"
    r"(?:прой|прох|прош|состо|провод|провед|провел|провест|нач[ниа]|старт|откр[ыо]|заверш|продл"
    r"|намеч|запланир|организ|планиру|ожидае|предусм|предполаг|назнач)"
    r"|(?:проведенн|прошедш|состоявш|намеченн|запланированн|назначенн|завершивш|проходивш|проходящ|намечавш"
    r"|стартовавш|открывающ|начинающ|осуществленн|организованн|реализованн|начавш|открывш)\w+)",
    re.IGNORECASE,
)
#: the line of another item of a list of headlines
_ITEM_BELOW = later(r"\n[ \t]*[\"»•►▪*][ \t]+[^\n]*$")
#: what lies ahead of whatever it is told
_TO_BE = frozenset({"запланировать", "наметить", "планироваться", "ожидаться", "предусмотреть", "назначить"})
_SCHEDULED = later(r"намеченн|запланированн|назначенн", re.IGNORECASE)
_OF_WHICH = later(r",\s+(?:результат|итог|участник|решени|материал)\w*\s+котор\w+\b", re.IGNORECASE)
THAT = later(r",\s+что\s", re.IGNORECASE)
_MARK = later(r"[,;:()]|\s[-и]\s")
#: `решений декабрьской (2010 г.) сессии`
_BRACKETED_BEFORE = later(r"\s*(?:г(?:\.|ода)?)?\)\s+")
_BRACKET_OPEN = later(r"\([^()\n;]*$")
#: a participle before its noun, with when and where between: `на прошедшей в Сочи сессии`
_PREPOSED = later(
    r"\b((?:прошедш|состоявш|проведенн|проходивш|проходящ|намеченн|запланированн)(?:[ео]го|[ео]й|ем|ую|[иы]х|[иы]м|[иы]й|ая|[ео]е|[иы]е|ому|ом|[иы]ми)(?:ся)?)"
    r"\s(?:[^,.;:()]{0,60}\s)?$",
    re.IGNORECASE,
)
#: characters from a participle to the place or date before its noun
_PREPOSED_REACH = 100
#: characters from the first of a list of places to the noun behind all of them
_FAR_BEHIND = 220
#: characters from a visit, whose it is and whither, to its day
_VISIT_NEAR = 90
#: characters from a noun to the clause about it
_CLAUSE_NEAR = 160
#: characters from a place to the noun behind it
_NOUN_NEAR = 40
_CLAUSE_BREAK = later(r"[,.;:]\s|\b(?:и|что|который)\s")
_SCHEDULED_FOR = later(r"\s+(?:[\w-]+\s+){0,3}(?:намечен|запланирован|назначен)\w*\s+(?:[\w-]+\s+){0,2}(?:на|в)\s+")
ON_HOLDING = later(
    r"\b(?:об?\s+(?:проведении|организации|созыве)|проведения)\s+(?:во?\s+)?(?:[а-яё]+\s+)?$", re.IGNORECASE
)
_TO_TAKE_PART = later(r"\b(?:для|ради)\s+участия\s+(?:с\s+)?$", re.IGNORECASE)
_YEAR = 4
#: `, находящийся в Узбекистане с визитом`
_STAYING_IN = re.compile(r",\s+(?:находящ|пребывающ|прибывш)[а-яё]+\s+во?\s+[А-ЯЁ][^,;.]{3,80}$")
_IN_COURSE_OF = later(r"\s+(?:в ходе|во время|на|по итогам|в рамках)\s+(?:[\w-]+\s+){0,4}", re.IGNORECASE)
#: `19-го - выступление на форуме`: the day of what stands after the dash
_THEN = later(r"\s+-\s+(?=[^,;.]{3,90}$)")
_THOSE_AT = frozenset({"участник", "гость", "делегат", "делегация"})
#: `Накануне встречи сегодня в Душанбе состоялось заседание`: before or after it, something else is told
_BESIDE_IT = frozenset({"накануне", "перед", "после", "до"})


class Attachment:
    """The event that a date or a place of one document belongs to."""

    def __init__(self, doc: Doc, parties: Parties, venues: Venues) -> None:
        self._doc = doc
        self._parties = parties
        self._venues = venues

    def owner(self, group: list[Candidate], mention: Mention, sentence: Span) -> Candidate | None:
        """The event that a date or a place belongs to."""
        text = match_text_of(self._doc)
        if (said := told_behind(sentence, text, mention.start)) is not None:
            # `Саммит пройдёт 16 мая, сообщил министр в Баку на форуме`: only what he said it at was there
            group = [c for c in group if c.trigger[0] >= said]
            if not group:
                return None
        called = next((c for c in group if c.type == "call" and mention.start - c.trigger[1] == 1), None)
        if called is not None:
            # `запланирован в ходе телефонного разговора 30 апреля`
            return called
        after = next((c for c in group if 0 <= c.trigger[0] - mention.end < 100), None)
        if after is not None and not after.is_verb and ON_HOLDING.search(text, mention.start - 40, mention.start):
            # `решение о проведении в этом году учений`
            return after
        if after is not None and not after.is_verb and _THEN.match(text, mention.end, after.trigger[0]):
            return after
        if after is not None and not after.is_verb and _TO_TAKE_PART.search(text, mention.start - 24, mention.start):
            # `отправился в Ош для участия 5 мая в сессии`
            return after
        if after is not None and after.setting and self.is_of_setting(group, after, mention):
            return after
        if after is not None and after.type == "operation" and feature(after.token, "Number") == "Sing":
            course = _IN_COURSE_OF.fullmatch(text, mention.end, after.trigger[0])
            if course is not None and isinstance(mention.entity, DateValue) and len(mention.entity.edtf) == _YEAR:
                # `в 2023 году в ходе операции изъято 3 кг героина`
                return after
        if after is not None and not after.is_verb and _BRACKETED_BEFORE.fullmatch(text, mention.end, after.trigger[0]):
            # `решений декабрьской (2010 г.) сессии`
            return after
        opening = _BRACKET_OPEN.search(text, max(mention.start - 60, 0), mention.start)
        if opening is not None:
            # `заседания Комиссии (Ташкент, 12 сентября 2023 года)`
            beside = [c for c in group if 0 <= opening.start() - c.trigger[1] < 200 and not c.is_verb]
            if beside and not re.search(
                r"[;,\n]", text[beside[-1].trigger[1] : opening.start()].rsplit(" и ", 1)[0][-60:]
            ):
                return beside[-1]
        held_there = None
        if after is None or not after.is_verb:
            held_there = _PREPOSED.search(
                text, max(sentence.start_char, mention.start - _PREPOSED_REACH), mention.start
            )
        if held_there and after and not _CLAUSE_BREAK.search(text, held_there.start(1), after.trigger[0]):
            # `на прошедшей 23 сентября в Сочи сессии`
            return after
        if (
            held_there
            and after is None
            and (told := self._of_participle(held_there.start(1), group, mention)) is not None
        ):
            return told
        if held_there and after is None and self._is_of_noun_behind(held_there.start(1), mention):
            return None
        for c in reversed(group):
            near = 0 <= mention.start - c.trigger[1] < 70 and not c.is_verb
            if near and _SCHEDULED_FOR.fullmatch(text, c.trigger[1], mention.start):
                return c
        return self.described(group, mention, sentence) or self._nearest(group, mention)

    def is_told_ahead(self, owner: Candidate, mention: Mention) -> bool:
        """`в ходе проведённой в мае на территориях А, Б и В операции`: when and where, before the noun."""
        start = max(mention.start - _PREPOSED_REACH, owner.token.sent.start_char)
        told = _PREPOSED.search(match_text_of(self._doc), start, mention.start)
        return told is not None and self._of_participle(told.start(1), [owner], mention) is owner

    def _of_participle(self, participle: int, group: list[Candidate], mention: Mention) -> Candidate | None:
        """`в ходе проведённой в мае на территориях А, Б, В и Г операции`: the event that agrees with it, far behind."""
        token = self._parties.index.at(participle)
        behind = next((c for c in group if mention.end <= c.trigger[0] < mention.end + _FAR_BEHIND), None)
        if token is None or behind is None or behind.is_verb:
            return None
        between = self._parties.index.span(mention.end, behind.trigger[0])
        if any(t.pos_ in {"VERB", "AUX"} or t.norm_ in {";", ":", "("} for t in between):
            return None
        return behind if all(feature(token, n) == feature(behind.token, n) for n in ("Case", "Number")) else None

    def _is_of_noun_behind(self, participle: int, mention: Mention) -> bool:
        """`итоги состоявшихся в Сочи саммитов`, which are told as no events: none of the others was there."""
        token = self._parties.index.at(participle)
        behind = self._parties.index.span(mention.end, mention.end + _NOUN_NEAR)
        noun = next((t for t in behind if t.pos_ == "NOUN"), None)
        if (
            token is None
            or noun is None
            or (token.i and token.nbor(-1).is_punct)
            or _CLAUSE_BREAK.search(match_text_of(self._doc), participle, noun.idx)
        ):
            return False
        return all(feature(token, name) == feature(noun, name) for name in ("Case", "Number"))

    def is_right_before(self, setting: Candidate, mention: Mention) -> bool:
        """`5 мая в ходе заседания`."""
        between = (mention.end, setting.trigger[0])
        return between[0] < between[1] and _IN_COURSE_OF.fullmatch(match_text_of(self._doc), *between) is not None

    def is_of_setting(self, group: Sequence[Candidate], after: Candidate, mention: Mention) -> bool:
        """`3 мая в ходе беседы министры договорились созвать заседание`: what they agreed on lies ahead."""
        if _IN_COURSE_OF.fullmatch(match_text_of(self._doc), mention.end, after.trigger[0]) is None:
            return False
        return after.status == "held" and len(group) > 1 and all(c is after or c.status == "planned" for c in group)

    def described(self, group: list[Candidate], mention: Mention, sentence: Span) -> Candidate | None:
        """`операции «Мак», которая проводилась с 5 по 9 мая`: the clause says when and where of the noun."""
        text = match_text_of(self._doc)
        before = [
            r
            for r in _RELATIVE.finditer(text, sentence.start_char, mention.start)
            if "," not in text[r.end() : mention.start]
        ]
        if not before:
            return None
        relative = before[-1]
        heads = [c for c in group if c.trigger[1] <= relative.start() and not c.is_verb]
        pronoun = self._parties.index.at(relative.start(1))
        if pronoun is None or any(relative.end() <= c.trigger[0] < mention.start for c in group):
            return None
        # a participle has the case of its noun, `которое` has that of its own clause
        if pronoun.lemma_ == "который" and feature(pronoun, "Number") == "Plur":
            several = self._described_together(heads, mention)
            if several is not None:
                return several
        names = ("Number", "Gender") if pronoun.lemma_ == "который" else ("Number", "Gender", "Case")
        for candidate in reversed(heads):
            # `первого этапа операции, который проводился с 1 июня`
            row = candidate.token.head if candidate.token.head.lemma_ in _STAGES else candidate.token
            agreed = any(
                all(_may_agree(feature(pronoun, n), feature(noun, n)) for n in names) for noun in (candidate.token, row)
            )
            # `к заседаниям органов и сессии, проведение которых запланировано`
            agreed = agreed or (feature(pronoun, "Number") == "Plur" and candidate.token.dep_ == "conj")
            if agreed and relative.start() - candidate.trigger[1] < 160:
                verb = self._parties.index.at(relative.end() - 1)
                will_be = verb is not None and (is_future(verb) or verb.lemma_ in _TO_BE)
                if (will_be or _SCHEDULED.match(relative[1])) and not candidate.asserted:
                    candidate.status, candidate.asserted = "planned", True
                return candidate
        return None

    def is_in_clause(self, owner: Candidate, mention: Mention) -> bool:
        """`об операции, проведённой на территории А, Б и В`: all of the list stands in the clause about it."""
        text: str = match_text_of(self._doc)
        clause = _RELATIVE.search(text, owner.trigger[1], mention.start)
        if clause is None or clause.start() - owner.trigger[1] > _CLAUSE_NEAR:
            return False
        verbs = (t for t in self._parties.index.span(clause.end(), mention.start) if t.pos_ in {"VERB", "AUX"})
        # `которое запланировано провести на полигоне`
        return not any(t.idx >= clause.end() and t.lemma_ not in TAKING_PLACE for t in verbs)

    def _described_together(self, heads: list[Candidate], mention: Mention) -> Candidate | None:
        """`к сессии А и заседанию Б, которые состоятся 15 сентября в Душанбе`: that of both; the last is returned."""
        listed = [
            c for c in heads if c.type in {"session", "summit", "meeting"} and feature(c.token, "Number") != "Plur"
        ]
        if len(listed) < 2 or any(feature(c.token, "Case") != feature(listed[0].token, "Case") for c in listed):
            return None
        for candidate in listed:
            if not candidate.asserted and candidate.status == "held":
                candidate.status = listed[0].status
            if isinstance(mention.entity, DateValue) and not candidate.dates:
                candidate.dates.append(mention.entity)
            elif isinstance(mention.entity, Place) and not candidate.places and self._venues.is_venue(mention):
                candidate.places.append(mention.entity)
        return listed[-1]

    def head(self, mention: Mention) -> Token | None:
        """The word of a date or place on which the others of it hang."""
        span = self._parties.index.span(mention.start, mention.end)
        return span.root if len(span) else None

    def _nearest(self, group: list[Candidate], mention: Mention) -> Candidate | None:
        head = self.head(mention)
        if head is None:
            return None
        group = [c for c in group if not self._is_of_paper(c, mention) and not self._is_aside(c, mention)]
        beside = self._in_segment(group, mention)
        if beside is not None or not group:
            return beside
        scored = []
        for candidate in group:
            steps = distance(head, candidate.token)
            between = abs(candidate.token.i - head.i)
            # a trigger noun and the verb that tells it count as one
            if candidate.token.dep_ in {"nsubj", "nsubj:pass", "obj"} and candidate.token.head.pos_ == "VERB":
                steps = min(steps, distance(head, candidate.token.head))
            if candidate.setting and self._is_right_behind(candidate, mention):
                # `достигнутых во время визита президента в Осло в мае прошлого года`, wherever the tree hangs the day
                steps = min(steps, 2)
            elif candidate.setting:
                # a setting takes what depends on it directly, the rest is for what happened there
                steps += 0 if candidate.token in set(ancestors(head)) else 3
            elif candidate.type == "statement" and candidate.token.dep_ == "parataxis":
                # `Учение завершилось в четверг в Оше, сообщил начальник штаба`
                steps += 0 if candidate.token in set(ancestors(head)) else 5
            elif (holding := noun_of_holding(candidate.token)) is not None and mention.start < holding.idx:
                # `принял 5 мая на заседании решение о проведении учений`
                steps += 5
            elif candidate.token.dep_ == "nmod" and candidate.token.head.lemma_ in _THOSE_AT:
                # `накануне участников заседания принял министр`
                steps += 0 if candidate.token in set(ancestors(head)) else 5
            scored.append((steps, between, candidate))
        scored.sort(key=lambda item: (item[0], item[1]))
        best = scored[0]
        if (
            is_attribute(best[2].token)
            and not best[2].margins_of(match_text_of(self._doc))
            and best[2].token not in set(ancestors(head))
            and mention.start - best[2].trigger[1] > 60
        ):
            return None
        if stands_apart(head, best[2].token) or is_summed_up(head, best[2].token):
            return None
        after = self._between_text(best[2], mention)
        if _OF_WHICH.search(after) or (THAT.search(after) and not best[2].is_verb) or self._opens_line(mention, after):
            # `операции, результаты которой подведены сегодня`
            return None
        earlier = [c for c in group if mention.end <= c.trigger[0] < best[2].trigger[0] and not c.setting]
        if best[2].type == "visit" and best[2].is_verb and earlier and "," in self._between(earlier[0], best[2]):
            # `в 2019 году мы провели конференцию, приезжал директор`
            return earlier[0]
        clause = clause_head(head)
        same = clause_head(best[2].token)
        if best[0] > 6 and clause != same:
            return None
        return best[2]

    def _is_right_behind(self, visit: Candidate, mention: Mention) -> bool:
        """No verb and no mark stands between a visit and a date that ends the clause."""
        text = match_text_of(self._doc)
        if visit.type != "visit" or visit.is_verb or not 0 < mention.start - visit.trigger[1] < _VISIT_NEAR:
            return False
        if text[mention.end : mention.end + 1] not in {".", ",", ";", ")"} or not isinstance(mention.entity, DateValue):
            return False
        between = self._parties.index.span(visit.trigger[1], mention.start)
        return not any(t.pos_ in {"VERB", "AUX"} or t.norm_ in {",", ";", "(", "-"} for t in between)

    def _is_of_paper(self, adoption: Candidate, mention: Mention) -> bool:
        """`утвердил Концепцию, документ предусматривает создание центров в Душанбе`: another verb stands between."""
        if adoption.type != "adoption" or mention.start < adoption.trigger[1]:
            return False
        between = self._parties.index.span(adoption.trigger[1], mention.start)
        return any(feature(t, "VerbForm") == "Fin" and t.dep_ != "aux" for t in between)

    def _is_aside(self, visit: Candidate, mention: Mention) -> bool:
        """`3 июня в Оше министр, находящийся в стране с визитом, принял`: the day and the town are of what he did."""
        if visit.type != "visit" or visit.is_verb or mention.end > visit.trigger[0]:
            return False
        return _STAYING_IN.search(self._doc._.match_text, mention.end, visit.trigger[0]) is not None

    def _opens_line(self, mention: Mention, before: str) -> bool:
        """`15 октября - заседание` above, `23 октября - СМИД` or `» В Оше задержан` on the next line: another item."""
        if _ITEM_BELOW.search(before):
            return True
        return before.rstrip(" \t").endswith("\n") and match_text_of(self._doc)[mention.end : mention.end + 3] == " - "

    def _between_text(self, first: Candidate, mention: Mention) -> str:
        return str(match_text_of(self._doc)[first.trigger[1] : mention.start])

    def _between(self, first: Candidate, second: Candidate) -> str:
        return str(match_text_of(self._doc)[first.trigger[1] : second.trigger[0]])

    def _in_segment(self, group: list[Candidate], mention: Mention) -> Candidate | None:
        """Of several events of a long period the one that stands before the mention between the same two commas."""
        if len(group) < 2:
            return None
        text = match_text_of(self._doc)
        found = [
            c
            for c in group
            if c.trigger[1] <= mention.start
            and mention.start - c.trigger[1] < 120
            and not c.is_verb
            and preposition(c.token) not in _BESIDE_IT
            and _MARK.search(text, c.trigger[1], mention.start) is None
        ]
        if len(found) != 1 or self._roll_has_verb(found[0], mention.start):
            return None
        return found[0]

    def _roll_has_verb(self, event: Candidate, end: int) -> bool:
        """Another verb than the one by which the event takes place: `а следующая встреча пройдёт в Бустоне`."""
        verbs = [t for t in self._parties.index.span(event.trigger[1], end) if t.pos_ in {"VERB", "AUX"}]
        own = event.token.dep_ in SUBJECTS and [t.i for t in verbs] == [event.token.head.i]
        return bool(verbs) and not (own and verbs[0].lemma_ in TAKING_PLACE)


_STAGES = frozenset({"этап", "фаза", "стадия", "раунд", "тур", "часть"})


def _may_agree(first: str | None, second: str | None) -> bool:
    """Equal values of a feature; masculine and neuter look the same in most cases."""
    return first is None or second is None or first == second or {first, second} == {"Masc", "Neut"}
