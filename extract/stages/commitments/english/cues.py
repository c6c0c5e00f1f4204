"""Commitments in English sentences, by the patterns of `cues_en.yaml`: slovnet gives no syntax there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Literal

from spacy.tokens import Span

from extract.document import Commitment, Party, Person, Place
from extract.language.later import later
from extract.lexicons import Entry, load
from extract.parties import Parties
from extract.stages.commitments.english.actors import (
    SAID,
    acting,
    asked,
    decided_above,
    headed_by_name,
    in_quotes,
    inside_quotation,
    is_of_people,
    named_before,
    owner_start,
)
from extract.stages.commitments.english.scope import (
    ATTENDING,
    LEADING,
    ONE_ASIDE,
    TO_MORE,
    TO_NOUN,
    action_end,
    bare_cue,
    clause_start,
    refrains,
    sentence_rest,
)
from schemas.commitment import Force

#: an expectation or a condition: nobody's commitment
_NO_PROMISE = later(
    r"^\s*if\b|\b(?:aims?|goals?|purposes?|objectives?|tasks?|priorit(?:y|ies)|roles?) (?:of|for) "
    r"(?:(?! and )[^.,;]){2,80}$"
    r"|\b(?:reports?|rumou?rs|speculation|denied|denies|whether)\b(?: that| it)?[^.,;]{0,60}$"
    r"|\b(?:am|is|are|was|were|remains?|remained|feels?|felt) (?:\w+ )?(?:sure|certain|convinced"
    r"|optimistic|confident|afraid|worried|concerned)\b"
    r"(?:(?!,? and (?:said|added|noted|told|announced|stressed|pledged|promised|confirmed)\b)[^.]){0,120}$"
    r"|\b(?:courts?|judge|jury|tribunal)\b[^.,]{0,30}$"
    r"|\b(?:concerns?|worry|worries) that\b[^.;]{0,80}$"
    r"|\b(?:believes?|predict\w*|likely|analysts?|experts? (?:say|warn))\b[^.]{0,80}$"
    r"|\b(?:confidence|confident|certainty|expects?|expected|hope[sd]?|hoping|hopeful|forecast\w*|fear\w*)\b"
    r"(?! in (?:(?! that )[^.,;]){2,80} and (?:\w+ly )?$)[^.]{0,120}$"
    # whatever is believed, however long it takes to say
    r"|\b(?:confident|confidence(?: in)?|certainty|certain|convinced|hopes?|hoped|believes?|expects?|expected"
    r"|trusts?) that\b"
    r"(?:(?!\band (?:we|I|he|she|they|it|our|\w+ed)\b)[^.;])*$",
    re.IGNORECASE,
)
#: `a decision on who will pay`, `Iran, which had confirmed`
_OPEN = later(r"\b(?:who|whom|what|how|whether|which)(?: (?:had|has|have))?\s+$")
#: `a resolution which recommends`: what is done by the paper is done by those who adopt it
_BY_PAPER = later(
    r"\b(?:resolution|declaration|communiqu[eé]|statement|document|decision|protocol|appeal|recommendation)s?,? "
    r"(?:in )?which\s+$",
    re.IGNORECASE,
)
#: `a road map that would turn it`, `what ECO will do`: of the thing, or nothing is said
_OPEN_FUTURE = later(
    r"\bthat $|\b(?:what|how|why) (?:(?:the|its|their|each|both) )?(?:[\w\x27-]+ ){1,6}$", re.IGNORECASE
)
_NOT = later(r"\b(?:not|never) ")
#: `reiterated that the wells must not be closed`, `stressed that the land of no tribe should be taken`
_MUST_NOT = later(r"(?:must|should|shall|will|would|can|could|may) (?:not|never) (?=[a-z])")
#: `neither side will`, `none of the parties shall`
_NEITHER = later(
    r"\b(?:neither|none)(?: of (?:the |them |us )?)? ?(?:(?!(?:nor|and|but|that)\b)[\w-]+ ){0,3}$", re.IGNORECASE
)
_OF_NONE = later(
    r" that (?:in |under )?(?:the [a-z]+ of )?no(?:body| one|(?! less| later| more| longer| matter) [\w-]+)\b"
)
#: what stands before a cue that is denied: `did not agree`, `failed to approve`, `do not intend`
_DENIED = later(
    r"\b(?:(?:not|never)(?: yet)? |\w+n['’]t |(?:fail(?:ed|s)?|unable) to |refrained from )(?:\w+ly )?$", re.IGNORECASE
)
#: `had not confirmed its participation`: nothing is refused yet
_CONFIRMED = later(r"(?:re)?(?:confirm|announc)", re.IGNORECASE)
#: forces that nothing is left of when they are denied; a denied intention is a refusal
_NOTHING_WHEN_DENIED = frozenset({"agreement", "decision", "proposal", "reaffirmation"})
#: `will exchange data, and will appoint focal points`
_AND_ALSO_WILL = later(r"\b(?:and|but) (?:also |further |then )?$")
#: `agreed on the following:`, told item by item
_LISTED = later(r"the following\b(?! (?:steps|measures|year|month)\b)", re.IGNORECASE)
#: `the courses aim to enhance`: only who is named aims
_AIMS = later(r"(?:aims?|seeks?)\b", re.IGNORECASE)
_OF_EVENT = later(
    r"\b(?:mission|visit|trip|tour|course|training|workshop|seminar|session|event|exercise|drill|operation|meeting"
    r"|conference|forum|activity|initiative|project|programme|program|campaign|module|component)s? (?:also |thus )?$",
    re.IGNORECASE,
)
#: `In response to a request from the Service to`, `at its suggestion to`: why something else was done
_ON_REQUEST = later(
    r"^\W*(?:In (?:response|reply|answer) to|Following|Upon|At|On|Further to|Pursuant to|Responding to"
    r"|Answering|Given) "
    r"(?:an?|the|its|their|his|her) (?:[a-z]+ )?$",
    re.IGNORECASE,
)
_TITLE = later(r"agrees? (?:on|to)\b", re.IGNORECASE)
#: what others are ready to do or propose is taken up
_NOTED = later(
    r"(?:welcom|not|appreciat|consider|heard|t[ao]k|took|(?:offer|readiness|willingness) of\b)", re.IGNORECASE
)
_HOPE = later(r"\bhope(?:s|d|ful)?\b", re.IGNORECASE)
_LEMMA = later(r"(?:to |will )?(?:continue to |further |also )?([a-z]+)", re.IGNORECASE)


def _is_venue(parties: Parties, commitment: Commitment, action: str) -> bool:
    """`Tashkent will host the 17th meeting`: where it takes place; a state that hosts promises something."""
    cities = {m.start for m in parties.doc._.places if isinstance(m.entity, Place) and m.entity.kind == "city"}
    return _HOSTS.match(action) is not None and any(p.start in cities for p in commitment.actors)


#: `Stressing the importance of trade, [the ministers vowed]`
_OPENS = later(r"\W*(?:Also |Further |While )?(?=[A-Z]?[a-z]+ing\b)?")
_MAIN_CLAUSE = later(
    r", (?=(?:the |both |all )?(?:(?!and\b|as\b|including\b|in\b|on\b|of\b)[\w'-]+ ){1,6}?(?:also "
    r"|further )?(?:said|noted|vowed|agreed"
    r"|called|urged|expressed|confirmed|reaffirmed|pledged|decided|proposed|stated|emphasi[sz]ed|stressed"
    r"|welcomed|discussed"
    r"|invited|thanked|adopted|supported|underlined|underscored|declared|recommended)\b)"
)
#: the auxiliary of what is to be done
_AHEAD = later(r"(?:will|would|shall)\b")
#: `that carrying them out called for reform`
_GERUND = later(r"\b(?:that|and|but) [a-z]+ing (?:\w+ ){0,4}$")
#: characters between what one cue introduces and the next: `, as well as `
_CLOSE = 14
#: what a thing does as well: `the course will help them`
_SOFT = later(
    r"(?:will|would) (?:[a-z]+ly |also |further )*(?:help|bring|connect|link|pave|unlock|generate|attract|stimulate"
    r"|diversify|transform|cement|consolidate|shorten|end (?:with|in|on)|last|focus|conclude|feature|cover"
    r"|include|consist"
    r"|(?:provide|offer|create|present|give|open) (?:an? |the |new |additional |good |excellent |unique |further )*"
    r"(?:opportunit|platform|chance|possibilit|impetus|basis|foundation|venue)\w*"
    r"|give (?:an?|new|fresh|additional) (?:\w+ )?(?:impetus|impulse|boost|momentum))\b",
    re.IGNORECASE,
)
#: what acts for nobody: `this step will strengthen ties`
_OF_THING = later(
    r"\b(?:this|these|that|those|such|the|its|his|her|their|[A-Z][\w-]*'s?) (?:[\w-]+ ){0,2}(?:steps?|visits?"
    r"|trips?|agreements?"
    r"|documents?"
    r"|projects?|railways?|roads?|corridors?|plants?|moves?|decisions?|partnership|developments?|opening"
    r"|construction|results"
    r"|measures?|initiatives?|facilit(?:y|ies)|terminals?|relations|ties|process(?:es)?|events?) $",
    re.IGNORECASE,
)
_HOSTS = later(
    r"will host (?:[\w\x27-]+ ){0,6}(?:meetings?|sessions?|summit|conference|forum|talks)\b",
    re.IGNORECASE,
)


class EnglishCue(Entry):
    """A line of `cues_en.yaml`."""

    force: Force
    pattern: str
    actor: Literal["before", "met", "none"] = "before"
    addressee: Literal["between"] | None = None
    negated: bool = False
    future: bool = False
    #: the subject before the cue is what it is done to
    passive: bool = False
    #: words or parts of words, with `|` between them, of which every match holds one: no other sentence is searched
    needs: str = ""
    #: only somebody of the text can do it: `the task calls for patience`
    somebody: bool = False
    #: only right behind what another cue of the same force introduces: `the need for A and the importance of B`
    goes_on: bool = False
    example: str


@dataclass(slots=True)
class _Compiled:
    entry: EnglishCue
    pattern: re.Pattern[str]
    needs: tuple[str, ...]


_BETWEEN = rf"{ONE_ASIDE}{{0,3}}"
_SPLIT_BY = frozenset({"agreement", "decision", "pledge"})


#: `<act>` in a pattern: what is decided or asked for as a noun
_ACT = (
    "(?:establishment|creation|holding|conduct(?:ing)?|opening|launch(?:ing)?|start|extension|deployment|dispatch"
    "|sending|allocation|admission|accession|transfer|formation|convening|hosting|purchase|procurement|construction"
    "|implementation|introduction|development|organi[sz]ation|resumption|continuation|expansion|strengthening|signing"
    "|preparation|drafting)"
)


def _loose(entry: EnglishCue) -> str:
    """The pattern of a cue, with room for when and where before its infinitive, and for a `not`."""
    pattern = entry.pattern.replace("<act>", _ACT)
    if entry.force not in _SPLIT_BY or entry.addressee or entry.future:
        return pattern
    return pattern.replace(r" (?=to\b)", rf"{_BETWEEN} (?:not )?(?=to\b)")


def compiled(entry: EnglishCue) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_loose(entry)})", re.IGNORECASE)


class EnglishCues:
    """Finds commitments in English sentences."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self._entries = load("cues_en", EnglishCue, user_folder=user_folder)
        if user_folder is not None:
            # a user's pattern that is none is found out before any document
            _ = self._cues

    @cached_property
    def _cues(self) -> list[_Compiled]:
        return [
            _Compiled(entry, compiled(entry), tuple(entry.needs.split("|")) if entry.needs else ())
            for entry in self._entries
        ]

    def find(
        self, parties: Parties, sentence: Span, *, preambular: bool, speaker: Party | None
    ) -> Iterator[Commitment]:
        """Commitments of one sentence; `speaker` stands for `we` and for preambular paragraphs."""
        start = sentence.start_char
        text: str = parties.doc._.match_text[start : sentence.end_char].rstrip()
        flat = text.replace("\n", " ")
        low = flat.lower()
        taken: list[tuple[int, int]] = []
        made: list[Commitment] = []
        #: of those that nobody of the sentence is said to do: `a decision is to be taken`
        impersonal: set[int] = set()
        #: those of somebody else than the subject: `welcomed the readiness of Oman to`
        owned: set[int] = set()
        for cue in self._cues:
            if cue.needs and not any(word in low for word in cue.needs):
                continue
            for found in cue.pattern.finditer(flat):
                begin = found.end()
                if any(a <= begin < b or a <= found.start() < b for a, b in taken):
                    continue
                if _NO_PROMISE.search(flat, 0, found.start()) or flat.endswith("?"):
                    continue
                if _OPEN.search(flat, 0, found.start()) and not _BY_PAPER.search(flat, 0, found.start()):
                    continue
                ahead = cue.entry.future or found[0].startswith(("is ", "are "))
                if ahead and _OPEN_FUTURE.search(flat, 0, found.start()):
                    continue
                if cue.entry.somebody and _GERUND.search(flat, 0, found.start()):
                    continue
                if cue.entry.goes_on and not any(
                    m.force == cue.entry.force and _CLOSE > start + found.start() - m.action[1] >= 0 for m in made
                ):
                    continue
                denied = bool(_DENIED.search(flat, 0, found.start()))
                if denied and (cue.entry.force in _NOTHING_WHEN_DENIED or _CONFIRMED.match(found[0])):
                    continue
                if "to" in cue.pattern.groupindex and found["to"] == "not":
                    continue
                if _TITLE.match(found[0]) and flat[-1:].isalnum() and not flat.startswith("to ", begin):
                    # `Ministers agree on a list of substances`: the headline of what is told below
                    continue
                hoped = "to" in cue.pattern.groupindex and _HOPE.search(found[0]) is not None
                if hoped and not is_of_people(parties, start + found.start("to"), start + found.end("to")):
                    # `expressed hope that the equipment would help`: nobody is asked for anything
                    continue
                begin += len("that ") if flat.startswith("that ", begin) else 0
                end = action_end(flat, begin)
                if (
                    _OPENS.fullmatch(flat, 0, found.start())
                    and (main := _MAIN_CLAUSE.search(flat, begin + 3, end)) is not None
                ):
                    end = main.start()
                line = text.find(",\n", begin)
                end = min(end, line) if line > begin else end
                if end - begin < 5 or _LISTED.match(flat, begin):
                    continue
                commitment = self._commitment(parties, cue.entry, found, start, (begin, end), preambular, speaker)
                expected = " expected" in found[0] and not flat.startswith("to be ", begin)
                expected = expected or _AIMS.match(found[0]) is not None
                goes_on = bool(made) and _AND_ALSO_WILL.search(flat, 0, found.start()) is not None
                if _AIMS.match(found[0]) and _OF_EVENT.search(flat, 0, found.start()):
                    # `the visit aims to`: what it is for
                    continue
                if _ON_REQUEST.search(flat, 0, found.start()):
                    continue
                named = (cue.entry.future and not cue.entry.passive) or expected or cue.entry.somebody
                if named and not commitment.actors and not goes_on:
                    # prices will rise: nobody of the text will do it
                    continue
                if cue.entry.future and not cue.entry.passive and _OF_THING.search(flat, 0, found.start()):
                    continue
                if cue.entry.future and _SOFT.match(flat, begin) and not headed_by_name(flat, found.start()):
                    continue
                if cue.entry.future and _is_venue(parties, commitment, flat[begin:end]):
                    continue
                commitment.negated = commitment.negated or denied or found[0].endswith(" not ")
                taken.append((found.start(), end))
                made.append(commitment)
                groups = found.re.groupindex
                if not groups.keys().isdisjoint({"by", "owner"}) and _NOTED.match(found[0]):
                    owned.add(id(commitment))
                if cue.entry.actor == "none" and not cue.entry.addressee:
                    impersonal.add(id(commitment))
        made.sort(key=lambda c: c.cue)
        for earlier, after in pairwise(made):
            # `he stressed the need ..., and proposed`: one subject
            between = flat[earlier.cue[1] - start : after.cue[0] - start]
            joined = re.search(r"\band (?:also |further )?$", between) and not re.search(r"[.;]|\bthat\b", between)
            told = SAID.search(flat, 0, earlier.cue[0] - start) is not None
            if told and after.actors and flat[after.cue[0] - start : after.cue[1] - start].split()[0].endswith("ed"):
                # `He said the ministry would do so and urged others`
                continue
            if id(earlier) in owned and after.actors:
                continue
            if id(after) not in impersonal and (joined or not after.actors):
                after.actors = list(earlier.actors)
        above = decided_above(parties, text, start) if made and made[0].force in {"pledge", "plan"} else None
        if above is not None and _AHEAD.match(parties.doc._.match_text, made[0].cue[0]):
            # who is to act by an item is asked by those who agreed on it
            made[0].addressees, made[0].actors = made[0].actors, above[2]
            made[0].force, made[0].cue = above[:2]
            made[0].rule = f"commitment.{above[0]}.english:that"
        yield from made

    def _commitment(
        self,
        parties: Parties,
        entry: EnglishCue,
        found: re.Match[str],
        offset: int,
        action: tuple[int, int],
        preambular: bool,
        speaker: Party | None,
    ) -> Commitment:
        begin, end = action
        word = found[0].strip() or "will"
        cue = (offset + found.start(), offset + found.start() + len(found[0].rstrip()))
        groups = found.re.groupindex
        if "to" in groups and found["to"] and found.start("to") == found.start():
            # `the Secretariat was instructed to`: the party stands in front
            cue = (offset + found.end("to") + 1, cue[1])
        elif "to" in groups and found["to"]:
            # the cue ends before the party that is asked
            cue = (cue[0], offset + found.start("to"))
        if "by" in groups and found["by"]:
            cue = (cue[0], offset + found.start("told") if found["told"] else offset + found.start("by"))
        elif "told" in groups and found["told"]:
            cue = (cue[0], offset + found.start("told"))
        elif "owner" in groups and found["owner"] and found.start("owner") == found.start():
            # `assured the Council of [UNODC's commitment] to`
            cue = (offset + owner_start(found), cue[1])
        cue = (cue[0], cue[0] + len(bare_cue(found.string[cue[0] - offset : cue[1] - offset])))
        if entry.passive:
            length = 4 if found.string[begin : begin + 4].lower() == "will" else 5
            cue = (offset + begin, offset + begin + length)
            begin += length + 1
        elif entry.future:
            length = 4 if found.string[begin : begin + 4].lower() == "will" else 5
            refusal = re.match(r" (?:not|never)\b(?: (?:allow|permit|let)(?= \w))?", found.string[begin + length :])
            length += refusal.end() if refusal else 0
            cue = (offset + begin, offset + begin + length)
            begin += length + 1
            leading = LEADING.match(found.string, begin)
            begin = leading.end() if leading else begin
        refused = _MUST_NOT.match(found.string, begin)
        begin = refused.end() if refused else begin
        nowhere = _OF_NONE.search(found[0]) is not None
        nowhere = nowhere or (entry.future and _NEITHER.search(found.string, 0, found.start()) is not None)
        # `We, the Ministers, ... recognizing the need`: the gerund opens a clause of the preamble
        opening = speaker is not None and bool(re.match(r"\w+ing\b", found[0]))
        force = entry.force
        more = TO_MORE.match(found.string, begin)
        begin = more.end() if more else begin + (3 if TO_NOUN.match(found.string, begin) else 0)
        whole = sentence_rest(found.string, end) if ATTENDING.match(found.string, begin) else end
        clause = (offset + clause_start(found.string, found.start()), offset + whole)
        lemma = _LEMMA.match(found.string, begin)
        commitment = Commitment(
            force=force,
            status="preambular" if preambular or opening else "reported",
            cue=cue,
            action=(offset + begin, offset + end),
            clause=clause,
            rule=f"commitment.{force}.english:{word.lower()[:40]}",
            language="en",
            negated=entry.negated
            != (
                nowhere or bool(_NOT.search(found.string, found.end() - 1, begin)) or refrains(found.string[begin:end])
            ),
            action_lemma=lemma[1].lower() if lemma else None,
        )
        commitment.actors = acting(parties, found, entry.actor, offset, speaker, opens=opening)
        if in_quotes(found.string, found.start()) or inside_quotation(parties, offset + found.start()):
            commitment.status = "quoted"
        said = SAID.search(found.string, 0, found.start())
        if said is not None:
            reporters = named_before(parties, found.string, said.start(), offset, None)
            actors = {id(p.entity) for p in commitment.actors}
            named = [p.entity for p in reporters if p.entity is not None and id(p.entity) not in actors]
            commitment.attributed_to = named[0] if named else None
        elif "owner" in groups and found["owner"] and found.start("owner") > found.start():
            # `Ms. Waly reaffirmed UNODC's readiness`: she tells it
            actors = {id(p.entity) for p in commitment.actors}
            tellers = named_before(parties, found.string, found.start(), offset, None)
            told = [p.entity for p in tellers if isinstance(p.entity, Person) and id(p.entity) not in actors]
            commitment.attributed_to = told[0] if told else None
        if entry.addressee and found.group("to"):
            first, last = offset + found.start("to"), offset + found.end("to")
            if found["to"].endswith(" not"):
                # `called on partners not to reduce`
                last -= 4
                commitment.negated = True
            thing = re.match(r"(?:the|an?|its|this) ", found["to"], re.IGNORECASE) is not None
            if (
                thing
                and found.string[: found.start("to")].endswith(" that ")
                and not is_of_people(parties, first, last)
            ):
                # `asked that the report be corrected`
                return commitment
            own = {id(p.entity) for p in commitment.actors if isinstance(p.entity, Person)}
            commitment.addressees += [p for p in asked(parties, first, last) if id(p.entity) not in own]
        return commitment
