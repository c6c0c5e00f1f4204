"""Who acts and who is asked in English commitments: by the words before the cue, and by who met or spoke before."""

from __future__ import annotations

import re
from collections import Counter

from extract.document import Event, Mention, Organization, Party, Place
from extract.language.later import later
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.parties.represented import represents
from extract.parties.sides import as_called, delegations, framed, sides
from extract.stages.commitments.english.answers import answering
from extract.stages.commitments.english.holders import (
    NATIONAL,
    OPPOSITE,
    makers_of,
    of_adjectives,
    of_nation,
    ruler_of,
    two_named,
)
from extract.stages.commitments.english.naming import government_of, organ_of, paper_body, party_of
from extract.stages.commitments.english.scope import (
    ASIDE_BEHIND,
    AT_TALKS,
    BESIDE,
    HEAD_OF_STATE,
    OF_TWO,
    PLAIN,
    RULERS,
    SITTINGS,
)
from schemas.commitment import Force

_COLLECTIVE = later(
    r"\b(those (?:present|attending)|both|(?:the|these) two|(?:the |both |these )?(?:two |three |four |five |six )?"
    r"(?:(?:customs|border|police|competent|national|interior|law enforcement) )?(?:sides?|part(?:y|ies)"
    r"|delegation|participants|ministers|heads|delegations|"
    r"members|leaders|secretaries|prosecutors|ambassadors|envoys|coordinators|representatives|deputies|speakers"
    r"|groups|interlocutors"
    r"|experts|officials|negotiators|commanders|chiefs|directors|countries|(?<!United )states|"
    r"agencies|secretariats|committees|commissions|departments|delegates|centres|centers|services|ministries|administrations|authorities|offices"
    r"|organi[sz]ations|institutions|governments|presidents"
    r"|heads of(?:\s+(?!(?:and|met|adopted|held)\b)[\w-]+){1,8}|member states(?: of [\w\s]{2,60})?))\s*$",
    re.IGNORECASE,
)
_PRONOUN = later(r"\b(he|she|it|they|we)(?:'(?:re|ve|ll|s|d))?\b(?:\s+\w+){0,2}\s*$", re.IGNORECASE)


def acting(
    parties: Parties, found: re.Match[str], actor: str, offset: int, speaker: Party | None, *, opens: bool
) -> list[Party]:
    """Who acts by the cue `found` in a sentence that begins at `offset`; `opens`: the cue opens a preamble."""
    groups = found.re.groupindex
    actors: list[Party] = []
    if opens and speaker is not None:
        actors.append(speaker)
    elif "owner" in groups and found["owner"]:
        before = found.string[: found.end("owner")]
        actors += named_before(parties, before, len(before), offset, speaker, owner_start(found))
    elif "by" in groups and found["by"] and found["by"].lower() in _ITSELF:
        # `Kabul confirmed that it would host`
        actors += named_before(parties, found.string, found.start(), offset, speaker)
    elif "by" in groups and found["by"] and _THING.match(found["by"]):
        # `assured that cooperation with the Centre will go on`: whoever speaks promises it
        actors += named_before(parties, found.string, found.start(), offset, speaker)
    elif "by" in groups and found["by"]:
        before = f"{found.string[: found.end('by')]} "
        actors += named_before(parties, before, len(before), offset, speaker, found.start("by"))
        # `assured that the equipment would be used`: a thing promises nothing, whoever speaks of it does
        actors = actors or named_before(parties, found.string, found.start(), offset, speaker)
    elif actor == "before" and speaker is not None and _WE_ALSO.search(found.string, 0, found.end()):
        actors.append(speaker)
    elif actor == "before":
        aside = _BESIDE_VERB.match(found[0]) and BESIDE.search(found.string, 0, found.start())
        verb = _VERB.search(found.string, 0, found.start()) if aside else None
        # `The parties praised the fair, stressing the need`: the subject of the verb
        actors += named_before(parties, found.string, verb.start() if verb else found.start(), offset, speaker)
        friends = _OUR_FRIENDS.search(found.string, 0, found.start())
        first_person = None if friends else _FIRST_PERSON.search(found.string, 0, found.start())
        if friends and (state := country_by_adjective((friends["whose"] or "").lower())):
            span = (offset + friends.start(), offset + friends.end())
            actors = [Party(parties.country(state), *span, "resolved")]
        quote = found.string.find('"', found.start())
        if quote < 0 and first_person and inside_quotation(parties, offset + found.start()):
            # the quotation goes on in further sentences
            quote = _closing_mark(parties, offset + found.end()) - offset
        if not actors or first_person:
            quoted = _quoted_we(parties, offset + quote) if quote >= 0 and first_person else []
            if not quoted and first_person and not _WISHED.match(found.string, first_person.start()):
                quoted = answering(parties, offset + first_person.start(), first_person[0])
            actors = quoted or actors
    elif actor == "met":
        actors += [Party(p.entity, None, None, "inferred") for p in _met(parties, offset)]
    if not actors and actor == "before" and _ITEM.match(found.string):
        actors += _of_header(parties, offset)
    return actors


#: `We thank the Government of Oman and agree`: a verb of the plural, and the sentence is ours
_WE_ALSO = later(
    r"^\W*(?:\d{1,2}[.)]\s+)?We (?:(?!\b(?:that|which|who|they)\b)[^.;])*,? and (?:also |further )?"
    r"(?:agree|decide|resolve|call|urge|invite|instruct|task|propose|recommend|reaffirm|reiterate|confirm|stress|pledge"
    r"|undertake|intend|plan|request|encourage|express)\b[^,.;]*$"
)
#: `The Committee agreed that:` over the items of a list
_THAT_HEADER = later(r"\b(agreed|concurred|decided|resolved)(?: (?:unanimously|further|also))? that$")


def decided_above(parties: Parties, item: str, offset: int) -> tuple[Force, tuple[int, int], list[Party]] | None:
    """`agreed that: / a) the Service would assign officers`: force, cue and actors of the line over the item."""
    colon = _colon_above(parties, offset) if _ITEM.match(item) else -1
    header = _THAT_HEADER.search(parties.doc._.match_text, max(colon - _THAT, 0), colon) if colon >= 0 else None
    if header is None:
        return None
    text: str = parties.doc._.match_text
    start = max(text.rfind("\n", 0, colon), text.rfind(". ", 0, colon)) + 1
    force: Force = "agreement" if header[1] in {"agreed", "concurred"} else "decision"
    return force, header.span(1), named_before(parties, text[start:colon], header.start() - start, start, None)


def is_of_people(parties: Parties, first: int, last: int) -> bool:
    """Whether a subject names somebody or people: `the two countries`, not `the atmosphere of the session`."""
    words: str = parties.doc._.match_text[first:last]
    outer = _NOUN_OF.search(words)
    head = words[: outer.start()] if outer else words
    if _COLLECTIVE.search(head) or _PRONOUN.search(f"{head} "):
        return True
    named = [m for m in parties.within(first, first + len(head)) if m.type != "date" and m.end > first]
    # not `Ivo Lang's visit`
    owned = named and _OWNED_THING.search(words, max(m.end for m in named) - first) is not None
    return bool(named) and not (owned and PLAIN.search(head) is None)


_NOUN_OF = later(r" (?:of|in|between|for|with|on|from)\b")
#: behind the last name of a subject: a thing or a happening of his
_OWNED_THING = later(
    r"(?:'s?)? (?:[a-z-]+ ){0,3}(?:visits?|trip|meetings?|talks|summit|forum|project|projects|chairmanship|presidency"
    r"|agreement|document|initiative|relations|cooperation|ties)\b"
)


def _in_name(parties: Parties, start: int, end: int) -> bool:
    """Whether a collective is part of a body's name: `Council of the Heads of Services`."""
    named = parties.within(start - _NAME, start)
    return any(m.type == "organization" and m.end >= end - 1 for m in named)


#: `called for it`: experts from many states, whoever they speak for
_MANY_FROM = later(
    r"\b(?:(?:[Ss]ome|[Aa]bout|[Aa]round|[Oo]ver|[Mm]ore than|[Nn]early|[Tt]he) )?(?:\d[\d,]*|[Mm]any"
    r"|[Ss]everal) [a-z]+s"
    r"(?= (?:from|representing)\b)"
)
_THING = later(
    r"(?:(?:the|its|his|her|their|this|all|any|such|joint|further) )*(?:cooperation|co-operation|assistance|support"
    r"|work|interaction|dialogue|efforts?|relations|partnership|projects?|aid|contacts|practice)\b"
)
_LAST_OF_LIST = later(r",? and ")
_ITSELF = frozenset({"it", "he", "she", "they"})
#: `our colleagues at the Centre have promised`, `our Chinese friends`: not the one who speaks
_OUR_FRIENDS = later(
    r"\b[Oo]ur (?:(?P<whose>[A-Z][a-z]+) )?(?:\w+ )?"
    r"(?:colleagues?|partners?|friends?|counterparts?|neighbou?rs?|hosts?)\b[^.\"]{0,60}$"
)
_WISHED = later(r"I would\b")
_FIRST_PERSON = later(
    r"\b(?:we|We|I|our|Our|[Mm]y (?:country|government|ministry|delegation|office|agency))\b[^.\"]{0,60}$"
)


def asked(parties: Parties, first: int, last: int) -> list[Party]:
    """Whom the words between cue and action name: one by one, a side as its state, else the words."""
    words: str = parties.doc._.match_text[first:last]
    side = re.fullmatch(r"(?:the )?(\w+) (?:side|delegation|party|authorities)", words, re.IGNORECASE)
    state = country_by_adjective(side[1]) if side else None
    if state:
        return [Party(parties.country(state), first, last, "resolved")]
    if re.fullmatch(r"(?:the |both |the two )?(?:sides|parties|countries)", words, re.IGNORECASE):
        met = _met(parties, first)
        if words.lower().endswith("countries"):
            met = [p for p in met if isinstance(p.entity, Place)] or met
        return [Party(p.entity, first, last, "resolved") for p in met] or [Party(None, first, last, "stated")]
    named = [m for m in parties.within(first, last) if m.end <= last]
    outer = [m for m in named if not any(o is not m and o.start <= m.start and m.end <= o.end for o in named)]
    if not outer and _OF_UNION.match(words) and (union := _union(parties)) is not None:
        return [Party(union, first, last, "resolved")]
    if len(outer) > 1:
        return [party_of(m, parties) for m in outer]
    if outer:
        party = party_of(outer[0], parties)
        return [Party(party.entity, first, last, party.basis)]
    return [Party(None, first, last, "stated")]


_AUXILIARIES = later(
    r"(?:\b(?:has|have|had|also|further|is|are|nevertheless|nonetheless|therefore|thus|then|jointly|unanimously)\s+"
    r"|,? (?:in particular|in turn|for (?:his|her|its|their) part|inter alia|among other things|in this regard"
    r"|meanwhile|in addition|moreover|however|once again|at the same time),\s*)+$"
)
_DATELINE = later(
    r"^\s*[A-Z][A-Z /-]{3,}\b(?:[^.]|(?<=Sept)\."
    r"|(?<=\b[A-Z][a-z][a-z])\.){0,60}?(?:\([A-Za-z .]+\)\s*[-:\u2013\u2014]|[-:\u2013\u2014](?=\s))"
)
#: `Yerevan, he said, remained committed`
_ASIDE_SAID = later(
    r"(?<=\w), (?:he|she|they|it|(?:the )?(?:[A-Z][\w.'-]+ ?){1,4}|the \w+)"
    r" (?:(?:also|further) )?(?:said|says|added|noted|stressed|told \w+|announced|stated|explained|recalled|confirmed"
    r"|informed(?: \w+)?|pointed out|continued|underlined|emphasi[sz]ed),"
)
#: `The ministers "[underscored] the importance`
_OPENING_QUOTE = later(r'"(?=\s*$)')
#: words of saying: what follows has a subject of its own
SAID = later(
    r"\b(?:said|says|adding|saying|noting|announcing|recalling|confirming|noted|stated|revealed|disclosed|clarified|"
    r"added|announced|reported|explained|(?:informed|told) [^,.;]{2,80}?(?= that\b)"
    r"|told (?:(?:the )?(?:reporters|journalists|participants|meeting|audience|press|agency|ceremony|conference))|"
    r"confirmed|emphasi[sz]ed|stressed|underlined|recalled|mentioned|according to [^,.;]{2,60}?,|assured [^,.;]{0,60}?"
    r"|(?:re|en)?(?:as)?sured(?= that\b))"
    r"(?! (?:(?:its|their|his|her|the|our|an?) )?(?:[\w'-]+ ){0,3}(?:interest|needs?|importance|necessity"
    r"|commitment|readiness"
    r"|support|willingness|roles?|significance|intention|desire|determination|adherence|positions?|relevance|mutual) )"
    r"(?: (?:at|during|in|on|following|after) [^,.;\"]{2,60}?(?= that\b|, ?\"))?"
    r"(?: (?:that )?|: ?\"? ?|, ?\")(?=(?:the |its |his |her |their |an? )?[A-Z]|(?:the|that|both|its|his|her|their|it"
    r"|they|he|she|we)\b)"
)


def named_before(
    parties: Parties, text: str, cue: int, offset: int, speaker: Party | None, since: int | None = None
) -> list[Party]:
    """Who is named before the cue: a pronoun for the speaker, a collective, else the nearest outer mention; `since` is
    where the clause of the cue begins, if that is known.
    """
    before = _OPENING_QUOTE.sub(" ", text[:cue])
    before = _ASIDE_SAID.sub(lambda said: " " * len(said[0]), _AUXILIARIES.sub("", before))
    dateline = _DATELINE.match(before)
    told = None
    if since is None:
        said = list(SAID.finditer(before))
        told = said[-1] if said else None
        since = told.end() if told else (dateline.end() if dateline else 0)
    if told is not None and _AND_PAST.search(before, told.end()) and since == told.end():
        # `said that Bishkek would host it and invited`: the one who says so
        return named_before(parties, text, told.start(), offset, speaker, 0)
    start, end = _subject(before, since)
    aside = AT_TALKS.search(before, start, end) or ASIDE_BEHIND.search(before, start, end)
    if aside is not None and is_of_people(parties, offset + start, offset + aside.start()):
        # `Minister Lang at the meeting expressed`
        end = aside.start()
    pronoun = _PRONOUN.search(before, since) or _PRONOUN.search(before, start, end)
    if (
        pronoun
        and pronoun[1].lower() == "it"
        and _OF_NOBODY.match(before, pronoun.end(1))
        and _STRESSED.match(text, cue)
    ):
        # `It was stressed that it is necessary to`
        return []
    if pronoun and pronoun[1].lower() == "we":
        return [speaker] if speaker is not None else []
    if pronoun:
        span = offset + pronoun.start(1), offset + pronoun.end(1)
        meant = _meant(parties, offset, before, told, pronoun)
        return [Party(p.entity, *span, "resolved") for p in meant] or [Party(None, *span, "stated")]
    if (national := NATIONAL.search(before, start, end)) is not None:
        somebody = of_nation(parties, offset, national)
        if somebody is not None:
            return [somebody]
    if (ruler := HEAD_OF_STATE.search(before, start, end)) is not None and (
        who := ruler_of(parties, offset)
    ) is not None:
        return [Party(who, offset + ruler.start(1), offset + ruler.end(1), "resolved")]
    if (sitting := _SITTING.search(before, start, end)) is not None:
        return _at_sitting(parties, offset, sitting)
    if (many := _MANY_FROM.match(before, start)) is not None:
        return [Party(None, offset + many.start(), offset + many.end(), "stated")]
    collective = _COLLECTIVE.search(before, start) or _COLLECTIVE.search(before, start, end)
    if collective and not _in_name(parties, offset + collective.start(1), offset + collective.end(1)):
        return _those(parties, before, collective, offset)
    inside = [m for m in parties.within(offset + start, offset + end) if m.end <= offset + end]
    # not who stands in an aside: `the Centre, the Director said, will`
    inside = [m for m in inside if before[max(m.start - offset, 0) : m.end - offset].strip()]
    if start > since and len(inside) > 1 and _is_named_post(parties, before, inside, offset + start):
        # `In his meeting with the Minister, Ada Lang, the Director encouraged`: she is the Minister
        start = inside[0].end + 2 - offset
        inside = inside[1:]
    if len(inside) > 1:
        # who reports it: `MOSCOW. KAZINFORM The Council decided`
        inside = [m for m in inside if m.rule != "organization.media"] or inside
    outer = [m for m in inside if not any(o is not m and o.start <= m.start and m.end <= o.end for o in inside)]
    own = _OWN_BODY.search(before, start, end) if told is not None else None
    if own is not None and told is not None and (not outer or own["his"] is not None):
        teller = _body_of_teller(parties, offset, before, told, own[0])
        if teller is not None:
            return [Party(teller, offset + own.start(), offset + own.start() + len(own[0].rstrip()), "resolved")]
    if not outer:
        plain = PLAIN.search(before, start, end)
        if plain is not None and speaker is None:
            return [Party(None, offset + plain.start(), offset + plain.start() + len(plain[0].rstrip()), "stated")]
        return [speaker] if speaker is not None else []
    ahead = before[start : outer[0].start - offset]
    named = outer[0].type == "person" and re.search(r",(?: (?:Mr|Ms|Mrs|Dr|[A-Z]\w{0,5})\.?){0,2} $", ahead)
    if "," in ahead and not named:
        # `the kits, bought with money from Japan, will go`: the noun in front is the subject
        return [speaker] if speaker is not None else []
    first = next((m for m in outer if m.type == "person"), outer[0])
    people = [m for m in outer if m.type == "person"]
    if len(people) > 1 and _LAST_OF_LIST.search(before, people[-2].end - offset, people[-1].start - offset):
        # `the Minister of Health, Mr. A, and the Minister of Justice, Mr. B, agreed`
        return [party_of(m, parties) for m in people]
    joined = [first]
    for m in outer[outer.index(first) + 1 :]:
        if (
            re.fullmatch(r",? and (?:the )?|, (?:the )?", parties.doc._.source_text[joined[-1].end : m.start])
            and m.type == first.type
        ):
            joined.append(m)
    return [party_of(m, parties) for m in joined]


def _is_named_post(parties: Parties, before: str, inside: list[Mention], start: int) -> bool:
    """Whether the first of those at the start of the main clause holds the post that ends the words before it."""
    man = inside[0]
    if man.type != "person" or man.start != start or not any(m.start >= man.end for m in inside[1:]):
        return False
    ends = parties.doc._.match_text[man.end : man.end + 2] == ", "
    return ends and any(m.type == "position" and m.end == start - 2 for m in parties.within(start - _NAME, start))


_HEADED = later(
    r"(?:\b(?:we|We|I|they|They|sides?|parties|both|countries|[Mm]inist(?:ers|ry|ries)|[Pp]residents|leaders"
    r"|[Gg]overnments?"
    r"|delegations?|agenc(?:y|ies)|services?|compan(?:y|ies)|authorities|experts|states|nations)"
    r"|\b(?!(?:It|This|That|These|Those|Such|All)\b)[A-Z][\w\x27-]*)\)?(?: also| still| further| \w+ly)?$"
)


def headed_by_name(text: str, cue: int) -> bool:
    """Whether the subject before the cue is a body, a state or people by its first noun: `the Programme for Asia`."""
    start, end = _subject(text[:cue], 0)
    words = text[start:end].rstrip()
    outer = _NOUN_OF.search(words)
    return _HEADED.search(words[: outer.start()] if outer else words) is not None


#: `the Meeting approved`, `the ninth session`: whose it is
_SITTING = later(
    r"\b[Tt]he (?:(?!the\b)[\w-]+ ){0,3}(?:[Mm]eeting|[Ss]ession|[Cc]onference|[Ss]ummit|[Ff]orum|[Pp]lenary)"
    r"(?: (?:in|at) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)?)?\s*:?\s*$"
)


def _at_sitting(parties: Parties, offset: int, sitting: re.Match[str]) -> list[Party]:
    """The body whose session acts, else those words."""
    span = offset + sitting.start(), offset + sitting.start() + len(sitting[0].rstrip(" :"))
    event = _last_met(parties, offset)
    bodies = (framed(parties.doc, event) if event is not None else []) or paper_body(parties, offset)
    if event is not None and not bodies and (union := _union(parties)) is not None:
        # `the meeting of the heads of agencies of the member states of the union`
        line = event.trigger[0], event.trigger[1] + _SESSION_OF
        bodies = [union] if any(m.entity is union for m in parties.within(*line)) else []
    return [Party(body, *span, "resolved") for body in bodies] or [Party(None, *span, "stated")]


#: characters behind `meeting` that may say whose it is
_SESSION_OF = 160


_AND_PAST = later(
    r"\b(?:would|will|had|has|is|are|was|were|stands?|stood|remains?|remained)\b[^.;]{3,120},? and (?:also |further )?$"
)
_OWN_BODY = later(
    r"\b(?:(?P<his>his|her|its|their)|the) (?:own )?(?:Cent(?:re|er)|Office|Ministry|Service|Agency|Government|"
    r"Committee|country|Mission|Organi[sz]ation|Department|service|agency|office|institution|delegation|ministry|government)\s*$"
)
_BESIDE_VERB = later(r"[a-z]+ing\b")


def _body_of_teller(
    parties: Parties, offset: int, before: str, told: re.Match[str], own: str
) -> Organization | Place | None:
    """`said his Centre would`: the body or state of whoever says so; `own`: the words for it."""
    start, end = _subject(before[: told.start()], 0)
    named = [m.entity for m in parties.within(offset + start, offset + max(end, told.start())) if m.type == "person"]
    if not named and (pronoun := _PRONOUN.search(before, start, max(end, told.start()))):
        named = [p.entity for p in _before(parties, offset, pronoun[1].lower())]  # type: ignore[misc]
    owner = represents(named[0]) if named else None  # type: ignore[arg-type]
    if isinstance(owner, str) and "inistry" in own:
        # `the ministry` of a secretary of state: the one of his state that the page names
        text: str = parties.doc._.source_text
        for m in parties.mentions:
            body = m.entity
            if isinstance(body, Organization) and body.country == owner and "inistry" in text[m.start : m.end]:
                return body
    state = owner if isinstance(owner, str) else owner.country if isinstance(owner, Organization) else None
    if state is not None and "overnment" in own and (cabinet := government_of(parties, state)) is not None:
        return cabinet
    if isinstance(owner, Organization) and state is not None and _OF_STATE.search(own):
        return parties.country(state)
    return parties.owner(owner)


_OF_STATE = later(r"[Gg]overnment|country|delegation")
#: `It was emphasized`: what nobody in particular says
_OF_NOBODY = later(r" (?:was|is|has been|had been)(?: also| further| \w+ly)?(?= |$)")
_STRESSED = later(
    r"(?:emphasi[sz]|stress|underlin|underscor|not|highlight|point|reaffirm|reiterat|acknowledg|recogni[sz]|agree|decid"
    r"|propos|suggest|recommend)\w*"
)
#: finite verbs, as far as their form shows it
_VERB = later(
    r"\b(?:will|would|shall|is|are|was|were|has|have|had|can|could|may|might|should|must|does"
    r"|did|do|said|told|met|held|"
    r"took|made|gave|began|spoke|came|led|saw|put|bought|brought|built|taught|sent|kept|left"
    r"|lost|won|found|went|wrote|drew|"
    r"became|rose|fell|grew|set|welcomes?|plans?|intends?|stands?|supports?|calls?|urges?|undertook|"
    r"(?!(?:united|limited|related|based|need)\b)[a-z]{2,}ed)\b"
)
#: where a further clause with a subject of its own may begin
_JOINT = later(
    r"(?:[;,] (?:and|but|while|whereas|with)|;|,|\b(?:and|while|but)) "
    r"(?=(?:that )?(?:[A-Z]|(?:the|both|its|their|they|he|she|it|we)\b))"
)
#: what may stand before the subject of a clause
_ASIDE = later(
    r"(?:(?![^,]*\b(?:participants|sides|parties|ministers|officials|interlocutors|delegations|members|leaders"
    r"|presidents)"
    r" (?:also )?(?:[a-z]+ed|held|took|met|spoke)\b)(?:In|At|On|During|After|Following|As|By|Per|Under|For|With"
    r"|From|Since|Ahead|Besides|Meanwhile|Earlier"
    r"|Also|Today|"
    r"Yesterday|While|When|Although|Though|Later|Finally|However|Moreover|According|Speaking|Addressing|Opening|Closing"
    r"|Concluding|First|Second|Third|Fourth|(?:First|Second|Third|Last|Final)ly|Next|Then|Thus|Likewise|\w+ing)\b"
    r"[^,]{0,200},\s+)+"
)


def _subject(before: str, since: int) -> tuple[int, int]:
    """Where the subject of the clause stands that the end of `before` belongs to: from its last conjunction with a noun
    phrase and no verb after it (and a verb before it) to its first verb.
    """
    start = since
    for joint in _JOINT.finditer(before, since):
        if _VERB.search(before, joint.end()) or not _VERB.search(before, since, joint.start()):
            continue
        if _IN_LIST.search(before, since, joint.start()) and before[joint.end() : joint.end() + 1].isupper():
            continue
        if _END_OF_LIST.fullmatch(before, joint.end()):
            # `met with the ministers of A [and B] and urged`
            continue
        if joint[0].startswith(", ") and len(joint[0]) < _SHORT and "," in before[joint.end() :]:
            continue
        start = joint.end()
        break
    for strong in _CONTRAST.finditer(before, start):
        if _VERB.search(before, since, strong.start()) and not _VERB.search(before, strong.end()):
            start = strong.end()
    aside = _ASIDE.match(before, start)
    start = aside.end() if aside and aside.end() < len(before.rstrip()) else start
    verb = _VERB.search(before, start)
    # a relative clause or apposition in front belongs to the subject: `the Centre, which was set up in 2007, will`
    end = verb.start() if verb and verb.start() > start else len(before)
    adverb = _ADVERB.search(before, start, end)
    return start, adverb.start() if adverb else end


#: `the Ministers again pointed`, `both sides firmly backed`
_ADVERB = later(
    r"(?<=\w)(?: (?:again|also|further|once (?:again|more)|(?:firm|strong|ful|joint|consistent|active)ly))+ *$"
)


#: `in Karakol and Talas, while the Centre is to`: a clause of its own
_CONTRAST = later(r"[;,] (?:while|whereas|but|and) (?=the |its |their |[A-Z])")
#: `delegations of Armenia, Belarus, ` goes on
_IN_LIST = later(r"[A-Z]\w+, [A-Z]\w+,? ?$")
_SHORT = 3
_END_OF_LIST = later(r"(?:the )?[A-Z][\w.'-]*(?: (?:[A-Z][\w.'-]*|of|for|on|the|and|in)){0,12},? and (?:also |then )?")


def _those(parties: Parties, before: str, collective: re.Match[str], offset: int) -> list[Party]:
    """Whom a collective stands for: a state by its adjective, the body in its own words, those who met, or nobody."""
    span = offset + collective.start(1), offset + collective.start(1) + len(collective[1].rstrip())
    words = before[: collective.start(1)].split()
    if words and (own := of_adjectives(parties, words)):
        return [Party(state, *span, "resolved") for state in own]
    owners = [m for m in parties.within(span[0] - 60, span[0]) if m.type == "place" and 0 <= span[0] - m.end <= _OWNING]
    one = re.search(r"(?:side|party|delegation)$", collective[1], re.IGNORECASE) is not None
    if owners and parties.doc._.match_text[owners[-1].end : span[0]].strip() in (
        {"'s", "'", ""} if one else {"'s", "'"}
    ):
        # `Ukraine's delegation`, `the Pakistan side`
        return [Party(owners[-1].entity, owners[-1].start, span[1], "resolved")]  # type: ignore[arg-type]
    if one and words and words[-1].lower() in {"foreign", "other", "opposite", "visiting", "guest", "receiving"}:
        # `The foreign side`: not the one who spoke
        return [Party(None, span[0] - len(words[-1]) - 1, span[1], "stated")]
    bodies = [m for m in parties.within(*span) if m.type in {"organization", "place"} and m.end <= span[1]]
    before_it = [
        m for m in parties.within(span[0] - _NAME, span[0]) if m.type == "organization" and m.end == span[0] - 1
    ]
    if not bodies and before_it:
        # `the CARICC delegation`
        return [Party(before_it[-1].entity, before_it[-1].start, span[1], "resolved")]  # type: ignore[arg-type]
    if bodies:
        return [Party(bodies[0].entity, *span, "resolved")]  # type: ignore[arg-type]
    if _MEMBERS.search(collective[1]) and (union := _union(parties)) is not None:
        return [Party(union, *span, "resolved")]
    makers = makers_of(parties, offset, collective[1])
    if makers:
        return [Party(state, *span, "resolved") for state in makers]
    event = _last_met(parties, offset)
    attending = re.search(r"(?:participants|experts|attendees|present)$", collective[1], re.IGNORECASE) is not None
    group = _MEMBERS_OF_GROUP.search(before, 0, collective.end(1))
    if group is not None:
        # `the working group members`: nobody else's
        start = offset + group.start()
        whose = [Party(entity, start, span[1], "resolved") for entity in framed(parties.doc, event)] if event else []
        return whose or [Party(None, start, span[1], "stated")]
    ruling = (
        event is not None
        and event.type in SITTINGS
        and OF_TWO.match(collective[1]) is None
        and RULERS.search(collective[1].rstrip()) is not None
    )
    if (attending and event is not None and event.type in {"session", "meeting"}) or (ruling and event is not None):
        # those who sit there are nobody's body, unless the sitting is a body's
        seated = [Party(entity, *span, "resolved") for entity in framed(parties.doc, event)]
        organs = organ_of(parties, collective[1], offset) if event is not None and not attending else []
        own_organs = [organ for organ in organs if event is not None and organ in event.organizations]
        paper = own_organs or paper_body(parties, offset)
        seated = seated or [Party(entity, *span, "resolved") for entity in paper]
        return seated or [Party(None, *span, "stated")]
    states = delegations(event, parties) if event is not None and OPPOSITE.search(collective[1]) else []
    if states:
        met = [Party(entity, None, None, "inferred") for entity in states]
    elif event is not None and attending and event.type == "conference":
        met = [Party(entity, None, None, "inferred") for entity in framed(parties.doc, event)]
    else:
        word = collective[1].split()[-1].lower()
        met = _met(parties, offset) if len(collective[1].split()) <= _FEW_WORDS else []
        called = as_called(_RUSSIAN.get(word, ""), [p.entity for p in met if p.entity is not None], parties)
        met = [Party(entity, None, None, "inferred") for entity in called]
    if len(met) > _MANY:
        # those of many states: the body that holds it, or nobody in particular
        met = _at_sitting(parties, offset, collective) if event is not None else []
        met = [p for p in met if p.entity is not None]
    if not met and _OF_PAPER.search(collective[1]) is not None:
        organs = organ_of(parties, collective[1], offset)
        organs = organs if event is None or any(organ in event.organizations for organ in organs) else []
        met = [Party(entity, None, None, "inferred") for entity in organs or paper_body(parties, offset)]
    return [Party(p.entity, *span, "resolved") for p in met] or [Party(None, *span, "stated")]


#: who may sit for the body whose paper it is
_OF_PAPER = later(
    r"(?:sides|parties|participants|ministers|heads|members|delegations|leaders|secretaries|prosecutors|coordinators"
    r"|directors|heads of [\w -]+)$",
    re.IGNORECASE,
)
_INFORMED = later(r"\b(?:assur|inform|notif|remind|convinc|warn|advis|appris)\w+ (?:the )?$")


def owner_start(found: re.Match[str]) -> int:
    """Where the owner of what is told begins: `assured the Council of [the Office]'s support`."""
    start = found.start("owner")
    of = found["owner"].find(" of ")
    return start + of + 4 if of > 0 and _INFORMED.search(found.string, 0, start) else start


_MEMBERS_OF_GROUP = later(
    r"\b(?:the )?(?:[a-z][\w-]+ )?(?:group|committee|council|commission|board|panel|team|task force"
    r"|parliament) members$",
    re.IGNORECASE,
)
_OF_UNION = later(r"(?:the |all |its |those |other )*member states\b(?! of\b)", re.IGNORECASE)
_MEMBERS = later(r"\bmember states$", re.IGNORECASE)


def _union(parties: Parties) -> Organization | None:
    """`the Member States` of a page: of the union of states that it names most often."""
    named = [m.entity for m in parties.mentions if isinstance(m.entity, Organization)]
    unions = Counter(id(e) for e in named if e.country is None and e.parent is None and not e.name.isascii())
    most = unions.most_common(1)
    return next((e for e in named if most and id(e) == most[0][0]), None)


_FEW_WORDS = 4
#: sides of talks; of more the words are kept
_MANY = 4
#: characters of a body's name
_NAME = 120
_OWNING = 3
#: what the words for those who met are called in Russian
_RUSSIAN = {"countries": "страна", "states": "государство", "agencies": "ведомство", "institutions": "ведомство"}


def _meant(
    parties: Parties, offset: int, before: str, told: re.Match[str] | None, pronoun: re.Match[str]
) -> list[Party]:
    """Whom a pronoun stands for: `the Ministry said it would`: who says so, else who is named before."""
    word = pronoun[1].lower()
    if told is not None and told.start() <= pronoun.start() and word in {"it", "he", "she"}:
        start, end = _subject(before[: told.start()], 0)
        if (one_side := _ONE_SIDE.search(before, start, max(end, told.start()))) is not None and word == "it":
            # `The Omani Side announced that it would`
            return _those(parties, before, one_side, offset)
        named = [m for m in parties.within(offset + start, offset + max(end, told.start())) if m.entity is not None]
        outer = [m for m in named if not any(o is not m and o.start <= m.start and m.end <= o.end for o in named)]
        wanted = {"organization", "place"} if word == "it" else {"person", "position"}
        fitting = [m for m in outer if m.type in wanted]
        if fitting:
            return [party_of(fitting[0], parties)]
    return _before(parties, offset, word)


_ONE_SIDE = later(r"(?<=[a-z] )([Ss]ide|[Dd]elegation)\s*$")


def in_quotes(text: str, at: int) -> bool:
    return text.count('"', 0, at) % 2 == 1


_ITEM = later(r"\s*(?:[-*\u2022\u2013\u2014]|\d{1,2}[.)]|\(?(?:[a-z]|[ivx]{2,4})\))\s")
#: characters that a list takes
_LIST = 1500

#: characters of `agreed unanimously that`
_THAT = 40


def _colon_above(parties: Parties, offset: int) -> int:
    """Where the line above the list of the item at `offset` ends in a colon, else -1."""
    text: str = parties.doc._.match_text
    colon = text.rfind(":\n", max(offset - _LIST, 0), offset)
    listed = (line for line in text[colon + 2 : offset].split("\n") if line.strip())
    return colon if colon >= 0 and all(_ITEM.match(line) for line in listed) else -1


def _of_header(parties: Parties, offset: int) -> list[Party]:
    """`The participants: / - agreed to notify`: who stands in the line above the list."""
    text: str = parties.doc._.match_text
    colon = _colon_above(parties, offset)
    if colon < 0:
        return []
    start = max(text.rfind("\n", 0, colon), text.rfind(". ", 0, colon)) + 1
    return named_before(parties, text[start:colon], colon - start, start, None)


def inside_quotation(parties: Parties, at: int) -> bool:
    """Whether a quotation that opened in an earlier sentence of the paragraph is still open."""
    text: str = parties.doc._.match_text
    return text.count('"', text.rfind("\n", 0, at) + 1, at) % 2 == 1


def _closing_mark(parties: Parties, at: int) -> int:
    """The mark that closes the quotation in which `at` stands, in its paragraph; -1 if there is none."""
    text: str = parties.doc._.match_text
    line = text.find("\n", at)
    return text.find('"', at, line if line >= 0 else len(text))


def _quoted_we(parties: Parties, quote: int) -> list[Party]:
    """`"We will ...," she said`: the body or state of the one who speaks."""
    text: str = parties.doc._.match_text
    line = text.find("\n", quote)
    line = line if line >= 0 else len(text)
    pronoun = re.match(r",?\s*(?:said |noted )?(he|she)\b", text[quote + 1 : min(quote + 60, line)])
    named = [
        m for m in parties.mentions if quote < m.start < min(quote + 60, line) and m.type in {"person", "position"}
    ]
    person_after = [m for m in parties.within(quote + 1, min(quote + 200, line)) if m.type == "person"]
    goes_on = bool(re.search(r"[.!?]\"\s", text[quote - 1 : quote + 3]))
    beside = bool(named and person_after) and text[named[0].end : person_after[0].start].strip() == ","
    # `Kenya's deputy minister, Ada Lang, told reporters`: the one beside the post holds it
    told = named[:1] if named and named[0].entity is not None and not beside else person_after[:1]
    if named and named[0].entity is None and not told and not goes_on:
        # `said the Omani leader`, who has no name
        post = named[0].position
        return [Party(parties.country(post.country), None, None, "inferred")] if post and post.country else []
    named = [] if goes_on else told
    speakers = _before(parties, quote, pronoun[1]) if pronoun else [party_of(m, parties) for m in named[:1]]
    if not speakers:
        # a quotation goes on with the last speaker
        known = [m for m in parties.mentions if m.end <= quote and m.type == "person"]
        speakers = [party_of(m, parties) for m in known[-1:]]
    person = speakers[0].entity if speakers else None
    owner = represents(person) if person is not None else None
    if isinstance(owner, str):
        return [Party(parties.country(owner), None, None, "inferred")]
    entity = owner if owner is not None else person
    return [Party(entity, None, None, "inferred")] if entity is not None else []


def _before(parties: Parties, offset: int, pronoun: str) -> list[Party]:
    """Whom `he`, `she`, `it` or `they` before `offset` stand for."""
    if pronoun == "they":
        met = [Party(e, None, None, "inferred") for e in makers_of(parties, offset, "sides")]
        if met:
            return met
        met = _met(parties, offset)
        return met if len(met) <= _MANY else []
    wanted = {"it": {"organization", "place"}}.get(pronoun, {"person", "position"})
    found = [m for m in parties.mentions if m.end <= offset and m.type in wanted and m.entity is not None]
    if not found:
        return []
    # the subject of the sentence before: the first one named in it
    line = max(
        parties.doc._.source_text.rfind(". ", 0, found[-1].start),
        parties.doc._.source_text.rfind("\n", 0, found[-1].start),
    )
    aside = _ASIDE.match(parties.doc._.match_text, _first_letter(parties, line + 1), offset)
    subjects = [m for m in found if m.start >= aside.end()] if aside and pronoun != "it" else []
    if aside and len(subjects) > 1 and subjects[0].type == "person" and subjects[0].start == aside.end():
        # `In his meeting with the Minister, Ada Lang, the Director`
        posts = parties.within(aside.end() - _NAME, aside.end())
        subjects = subjects[1:] if any(m.type == "position" and m.end == aside.end() - 2 for m in posts) else subjects
    return [party_of(next(m for m in subjects or found if m.start > line), parties)]


def _first_letter(parties: Parties, start: int) -> int:
    text: str = parties.doc._.match_text
    return start + len(text[start : start + _NAME]) - len(text[start : start + _NAME].lstrip())


#: where forces act together and sides agree on nothing
_NO_TALKS = frozenset({"operation", "exercise", "statement"})


def _last_met(parties: Parties, offset: int) -> Event | None:
    """The last event told before at which somebody met."""
    told = [
        e
        for e in parties.doc._.events
        if _told_last(e, offset) >= 0
        and e.status != "planned"
        and e.type not in _NO_TALKS
        and (len(e.participants) > 1 or e.type in {"conference", "session"})
    ]
    return max(told, key=lambda e: _told_last(e, offset), default=None)


def _told_last(event: Event, offset: int) -> int:
    """Where an event is told last before the offset, -1 if nowhere: the other half of a page tells it, too."""
    return max((start for start, _ in (event.trigger, *event.evidence) if start < offset), default=-1)


def _met(parties: Parties, offset: int) -> list[Party]:
    """Those who met at the last event told before."""
    told = [
        e
        for e in parties.doc._.events
        if _told_last(e, offset) >= 0 and e.status != "planned" and len(e.participants) > 1 and e.type not in _NO_TALKS
    ]
    last = max(told, key=lambda e: _told_last(e, offset), default=None)
    met = (delegations(last, parties) or sides(parties.doc, last)) if last is not None else two_named(parties, offset)
    return [Party(entity, None, None, "inferred") for entity in met]
