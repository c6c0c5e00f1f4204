"""The words around what English sentences call happenings: patterns alone. The happenings: `triggers`."""

from __future__ import annotations

import re

from schemas.event import Mode

#: beside a gathering
_ASIDE_OF = r"(?:on|in|at) the (?:side-?lines|margins|fringes) of"
AND_ANOTHER = re.compile(r"(?:,|,? and|,? as well as) (?:the )?")
PAPER = re.compile(
    r"\b(?:work-?plans?|memorandums?|agreements?|protocols?"
    r"|(?:action|work|joint|cooperation) plans?|plans? of action|plans?|road ?maps?"
    r"|declarations?|memoranda|mous?"
    r"|certificates?|acts?|contracts?|minutes|accords?|pact|charter|strategy|concept|regulations|arrangements?|notes?"
    r"|communiqu[eé]s?|statements?|treat(?:y|ies)|conventions?|programmes?|programs?|documents?|letters? of intent"
    r"|resolutions?)\b",
    re.IGNORECASE,
)
ADOPTABLE = re.compile(r"(?:sign|ink|initial|conclud|enact|acced|issu|adopt|endors|approv|ratif|put )", re.IGNORECASE)
PLANNED = re.compile(
    r"\b(?:will|would|shall|to (?:take place|convene|gather)|to be (?:held|hosted|convened|launched"
    r"|signed|adopted|opened|organi[sz]ed)|(?:is|are"
    r"|was|were)"
    r" (?:also )?(?:scheduled|planned|expected|due|set(?! up)|slated|foreseen)|scheduled (?:for|to)|planned for"
    r"|upcoming|forthcoming|next"
    r"|agreed? (?:to|that)|agreement was reached to|decisions? (?:(?:was|were) (?:made|taken|adopted) )?(?:on|to)"
    r" (?:hold|host|conduct|conven|organi[sz])\w*"
    r"|decisions? (?:was|were) (?:made|taken"
    r"|adopted) to|was decided to|decided? to|resolved? to|plans? to|intends? to"
    r"|intention to|is to|are to"
    r"|(?:(?:is|are|am)|['’](?:re|s|m)) (?:also |now |soon )?"
    r"(?:going|about|preparing|getting ready|gearing up|poised) to"
    r"|(?:expressed|confirmed|reiterated|voiced)(?: (?:its|their|his|her))? (?:readiness|willingness|intention) to"
    r"|(?:readiness|willingness|intention|offer) of (?:the )?[A-Z][\w ]{2,40}? to (?:host|hold|convene)|preparations?"
    r" for|preparing (?:for )?(?:the|an?)|looks? forward to|invited(?! by)(?! (?:[A-Z]+ )?(?:experts|guests|speakers"
    r"|specialists|lecturers))|the coming|later this (?:month|year)|ahead of"
    r"|confirmed participation)\b",
    re.IGNORECASE,
)
#: of the words above those that look ahead only to what follows them
INTENDED = re.compile(
    r"(?:agree|decision|was decided|decide|resolve|plans? to|intend|intention|expressed|confirmed|reiterated|voiced"
    r"|looks? forward|invited|upcoming|forthcoming|preparations?|preparing|ahead of"
    r"|.* (?:going|about|preparing|getting ready|gearing up|poised) to)",
    re.IGNORECASE,
)
#: what is told of a happening that took place
TOLD_OF = re.compile(
    r"\b(?:discussed|noted|stressed|emphasi[sz]ed|underlined|reviewed|considered|expressed|praised|agreed"
    r"|decided|said|told"
    r"|thanked|spoke|adopted|approved|addressed|exchanged|informed|concluded|resulted|focused)\b"
)
QUOTATION = re.compile(r'"[^"]{12,}"')
CANCELLED = re.compile(r"\b(?:cancelled|canceled|called off|will not take place)\b")
NOT_HELD = re.compile(
    r"[^.,;:]{0,80}?(?:, (?:which|that) [^,.;]{3,80}, )?\b(?:(?:will not|won['’]t|did not|didn['’]t) take place"
    r"|(?:was|were|will)(?: not|n['’]t) (?:be )?held)\b"
)
POSTPONED = re.compile(
    r"\b(?:postponed|put off|put back|rescheduled"
    r"|(?:deferred|delayed|adjourned)[^.;]{0,50} (?:its|the|their|a) (?:[a-z]+ )?decision"
    r"|(?:been|was|were|is|are) (?:moved|pushed back|delayed|deferred|adjourned))\b"
)
ONGOING = re.compile(
    r"\b(?:(?:is|are) (?:still )?(?:underway|under way|in progress)"
    r"|is taking place|are taking place|are gathering|is being held|(?<!was )(?<!were )being held (?:since|from)|(?:is"
    r"|are) (?:currently )?in"
    r" \w[^.]{0,40}\bvisit|is on an? |are on an? |(?:is|are) paying |(?:today |has )?"
    r"(?:(?<!was )(?<!were )(?<!been )(?:opened|began|started)"
    r"|kicked off) (?!the |with )(?![^.,;]{3,60} by \w+ing\b)(?:an? )?"
    r"|opens|kicks off|continues|(?:is|are) (?:currently |now |still )?"
    r"(?:conducting|hosting|holding|attending|attended|taking part))\b",
)
ASSERTING = re.compile(
    r"\b(?:held|took place|take place|was held|were held|opened|opens|hosted|hosts?|concluded|concludes|attended"
    r"|joined|took part|(?:is|are) (?:\w+ )?holding"
    r"|participated|began|ended|convened|convenes|chaired|will|signed|conducted|organi[sz]ed?|carried out"
    r"|scheduled|planned"
    r"|to be held|postponed|cancelled|brought together|gathered|is on|are on|completed|hold|arranged|ran"
    r"|launched|started|facilitated|delivered|culminated|resulted|provided|featured|gave"
    r"|trained(?= [^.;]{2,200} (?:during|at|through|in) an? )"
    r"|kicked off|underway|reached|wraps? up|wrapped up|kicks? off|finish(?:es|ed)?)\b"
)
DEADLINE = re.compile(
    r"\b(?:(?:by|until|before|since|through|no[t]? later than|from|as of|dated|of)\s+(?:the\s+)?(?:end of\s+)?"
    r"|(?:since|after|before|following|prior to|ahead of)\s+(?:(?:\w+ing|his|her|its|their)\s+)?(?:the\s+)?)$",
    re.IGNORECASE,
)
#: `which was held on 5 May`: what a relative clause says of the happening
OF_ITS_HAPPENING = re.compile(
    r"\b(?:held|hosted|took place|takes? place|taking place|scheduled|planned|due|convened|opened|began|ended|lasted"
    r"|delivered"
    r"|ran|runs|starts|continues|concluded|arrived|came|gathered|conducted|organi[sz]ed|launched|signed|adopted"
    r"|coordinated|(?:kicked|wrapped|got) (?:off|up|under)"
    r"|carried out)\b"
)
#: `Ministers to meet in Minsk`, `Moldova to host next session`: a headline tells it as coming
HEADLINE_TO = re.compile(
    r"\bto (?:(?:hold|host|attend|chair|convene|conduct|join|open|launch|sign|pay|start|begin|take part in)"
    r"(?: [\w'-]+){0,5} )?$"
)
#: `their separate meeting`, `another meeting with`: one more
SEPARATE = re.compile(r"\b(?:separate|another|further|parallel|bilateral)\s+(?:\w+\s+)?$", re.IGNORECASE)
#: `At a meeting with the Minister, [she said]`
OPENS_WITH = re.compile(
    r"^\s*(?:At|During|In|In the course of|After|Following)\s+(?:an?|another|his|her|their|the)\s[^,]*$"
)
#: `met after their meeting in Vienna in May`: another one, told in passing
AFTER_ANOTHER = re.compile(r"\b(?:after|following|since|before)\s+(?:their|the|his|her)\s+(?:[\w-]+\s+){0,3}$")
#: what a new year's page tells of before: `last year`
IN_PASSING = re.compile(r"\b(?:last (?:year|month|week|spring|summer|autumn|winter|fall)|earlier|previously|ago)\b")
AGREED_TO = re.compile(r"\b(?:agreed|decided|plans?|planned|intends?|intended|proposed|resolved|pledged)\b")
#: `since winning the election of 5 May`
SINCE_DOING = re.compile(r"\b(?:after|since|before|following) (?:\w+ing|his|her|their)\b[^;]*$")
#: `the operation, which the participants pledged to carry out`
YET_TO_BE = re.compile(
    r"(?:\s+\"[^\"]{2,60}\"|\s+(?:of|for|on)\s[^,.;\"]{3,90})?,?\s+(?:which|that)\s[^.;]{0,80}?"
    r"\b(?:pledged|agreed|plans?|intends?|promised|decided|will|is to|are to|is due|is scheduled)\b"
)
#: `her two-day visit`
WHOSE_VISIT = re.compile(r"\b(?:his|her|its|their)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
ORDINAL = re.compile(
    r"\b(?:(\d{1,3})(?:st|nd|rd|th)|(?-i:([IVXLC]{2,})))\s+(?!anniversary\b)"
    r"(?:(?:[\w-]+\s+){0,4}|(?:(?-i:[A-Z])[\w-]*\s+){5,8})$|"
    r"\b((?:(?:twenty|thirty|forty|fifty)-)?(?:first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|tenth|eleventh"
    r"|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth))"
    r"\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
OWN_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)\b|([IVXLC]{2,})\b")
WORDS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh",
    "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
]  # fmt: skip
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "thirtieth": 30}
QUOTED = re.compile(r'\s*(?:on|entitled|titled|called|named)?\s*"([^"\n]{2,160})"')
OPERATION_NAME = re.compile(r"\s+((?:[A-Z][\w-]+\s?){1,4})")
#: `an operation dubbed Channel-2011`, `the Barrier 2024 staff exercise`: names without quotation marks
DUBBED = re.compile(
    r"[^.;]{0,80}?,?\s+(?:dubbed|code-?named|named|called)\s+((?:[A-Z][\w-]*|\d{4}|of)(?:\s(?:[A-Z][\w-]*|\d{4}))*)"
)
NAMED_BARE = re.compile(
    r"(?:[Tt]he|of)\s+((?!Russian|Joint|International"
    r"|Regional)[A-Z][a-z]+(?:[- ][A-Z][a-z]+)?(?:[- ]\d{4})?)\s+(?:\([\w -]+\)\s+)?"
    r"(?:(?:joint|military|tactical|command|staff|special|specialized|anti-drug|counter-?narcotics|and)[\s-]+){0,4}$"
)
NAME_BEFORE = re.compile(r'"([^"\n]{2,60})"\s+(?:\w+\s+){0,2}$')
CLAUSE = re.compile(
    r";\s|,?\s+and\s+(?=(?:also\s+)?(?:plans|intends|expects|hopes|aims|will|would)\s)"
    r"|,?\s+(?:where|while|which|who|whose|whereas|when|during which)\s|,\s+(?:and|but)\s+(?=(?:he|she"
    r"|they|it)\s|the\s+(?:[\w'-]+\s+){1,4}(?:will|would|has|have|had|was|were|is|are|[a-z]+ed)\b)"
)
#: `On the margins of the meeting, [on 18 October], they spoke`: the day is that of what follows
APART = re.compile(r"[^,]*,\s+(?:on|in)\s+(?:the\s+)?$")
SETTING = re.compile(
    rf"\b(?:{_ASIDE_OF}|during|within the framework of|at|in the course of|following"
    r"|as part of|after"
    r"|in|of|on)\s+(?:the\s+|a\s+|an\s+|his\s+|her\s+|their\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
MARGINS = re.compile(
    rf"\b(?:{_ASIDE_OF}|during|within the framework of|in the course of"
    r"|as part of)\s+(?:the\s+|his\s+"
    r"|her\s+|its\s+|their\s+|an?\s+)?"
    r"(?:[\w'-]+\s+){0,4}$",
    re.IGNORECASE,
)
#: between a meeting and the gathering beside which it was held
ON_MARGINS = re.compile(rf"\b{_ASIDE_OF} (?:[^,.;]|, (?=\d)){{0,60}}$", re.IGNORECASE)
#: what a paper that was adopted says itself
THAT_SAYS = re.compile(
    r"\b(?:[Dd]eclaration|[Ss]tatement|[Cc]ommuniqu[eé]|[Rr]esolution|[Dd]ecision|[Dd]ocument|[Pp]rotocol|[Aa]greement"
    r"|[Mm]emorandum|[Pp]lan)\b,? (?:that|which)\s+(?:\w+ly\s+)?(?:has |had |will |would |also )?"
    r"(?:stress|reaffirm|emphasi|underlin|express|note|highlight|call|recogni|welcom|support|refer|reiterat"
    r"|confirm|commit"
    r"|urge|condemn|set|outlin|provid|aim|build|replac|complement)\w*"
)
#: between what is signed and the gathering at which it was
AT_GATHERING = re.compile(
    r"(?:(?!\b(?:to|that|which|who|before|after|ahead|for)\b)[^.;]){0,160}"
    r"(?:\bon (?:\w+day|\w+ \d{1,2}|\d{1,2} \w+)(?:,? \d{4})?,?)?"
    r" (?:at|during|at the end of|at the close of) (?:the |an? |its |their )?(?:[\w-]+ ){0,4}",
)
MODES: tuple[tuple[Mode, re.Pattern[str]], ...] = (
    (
        "hybrid",
        re.compile(r"\bhybrid\b|\bin[- ]person and (?:online|virtual)|\bonline and in[- ]person", re.IGNORECASE),
    ),
    (
        "video",
        re.compile(
            r"via video|by video|video (?:call|link)|video ?conferenc|\bonline\b|virtual|\bremotely\b", re.IGNORECASE
        ),
    ),
    ("phone", re.compile(r"phone call|by phone|telephone", re.IGNORECASE)),
)
#: `in`, `at the border town of`, `in the Kazakh capital,`
VENUE = re.compile(
    r"\b(?:in|at|near|outside|close to|on the territory of)\s+(?:the\s+)?"
    r"(?:(?:[\w'-]+\s+){0,2}(?:city|capital|town|village|resort)(?:,|\s+city|\s+of(?:\s+the)?)?\s+)?$",
    re.IGNORECASE,
)
TO = re.compile(r"\b(?:to|in|at)\s+(?:the\s+)?$", re.IGNORECASE)
ABOUT = re.compile(
    r"\b(?:situation|developments?|trafficking|crisis|peace|processes|stability|security|conflict|production"
    r"|projects?|drugs?"
    r"|interests?|activities|presence|operations?|reforms?|elections|border services"
    r"|working(?! group| part)|posted|employed"
    r"|region|use|used|deployed|installed|stationed|based|accredited|studying|serving|residing"
    r"|located)\s+(?:(?!held|met|meet|gathered|was|were|took|place|concluded|opened|ended|began|kicked|off"
    r"|wrapped|up|got|under|way"
    r"|started)\w+\s+){0,2}(?:in|at)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
#: `delivered by experts from the Office`: they teach at it and do not hold it
_TEACHERS = (
    r"(?:[\w-]+\s+){0,2}?(?:experts|trainers|instructors|specialists|officers|consultants|mentors|lecturers|analysts"
    r"|representatives|teams?)\b"
)
ATTENDED_BY = re.compile(
    r"\b(?:attended by|joined by|accompanied by|with the participation of"
    r"|(?:participants|attendees|guests|delegates) (?:included|from|were(?! \w+ed\b))|attending the \w+ (?:were|are)"
    r"|(?:meeting|session|event|conference|forum) (?:that|which) included(?= [A-Z])"
    r"|joined (?:(?:in[- ]person|online|and|virtually|remotely) ){1,4}by"
    r"|(?:delivered|conducted|organi[sz]ed|held|designed|intended) (?:to|for) (?:the )?"
    r"(?=(?:[\w-]+ ){0,3}(?:representatives|officers|experts|officials|specialists|prosecutors|investigators|judges)\b)"
    r"|held (?:on|in|at|from) [^.;]{3,70}? for (?:the )?"
    r"(?=(?:[\w-]+ ){0,3}(?:representatives|officers|experts|officials|specialists|prosecutors|investigators|judges)\b)"
    r"|(?:organi[sz]ed|held|conducted|delivered|run) (?:jointly )?(?:by|with) [^.;]{3,160}? for (?:the )?"
    r"(?=(?:[\w-]+ ){0,3}(?:members|representatives|officers|experts|officials|specialists|prosecutors|investigators"
    r"|judges|staff|employees) )"
    r"|joined (?:at|in|during|for) [^.;,]{3,60}? by"
    r"|attended (?:also )?by|brought together"
    r"|(?:convened|united|assembled|drew|attracted|engaged|featured|hosted|welcomed)"
    r"(?= (?:(?:over|about|some|around|more|than|up|to|nearly|\d[\d,]*|[a-z-]+) ){0,5}(?:participants|experts|officers"
    r"|officials|specialists|representatives|practitioners|prosecutors|investigators|judges|delegates|delegations"
    r"|trainees|analysts)\b)|gathered(?! (?:on|in|at|for|to|under|here)\b)"
    r"|brings? together|bringing together|involv(?:ed|ing)|also (?:present"
    r"|attending) were"
    r"|in the presence of|among the participants were"
    r"|(?:meeting|event|workshop|seminar|conference|forum|course|training|session|ceremony|round table|talks)"
    r" (?:was|were) (?:\w+ly )?(?:opened|inaugurated|addressed|closed) by"
    r"|[Tt]aking part (?:in [\w ]{2,90} )?(?:also )?(?:are|were)|(?:in attendance|present) (?:are|were)"
    r"|(?:delivered|conducted|facilitated|taught) by"
    rf"(?= {_TEACHERS})"
    r"|participants (?:also )?heard from|(?:was|were|will be|is|are) represented by"
    r"|(?:trainers|instructors|facilitators) (?:came |were )?from|observers? (?:were )?from"
    r"|with participants from)\b",
    re.IGNORECASE,
)
ATTENDED = re.compile(
    r"\b(?:(?:le[ad]d?|leads|headed|heads?|leading|heading) (?:the|an?|his|her"
    r"|its) (?:\w+ )?delegation(?= (?:at|to|of|from)\b)"
    r"|(?:led|headed) (?:the|their) (?:(?:respective|[A-Z]\w+) )(?:delegations?|sides?|teams?)"
    r"|took part"
    r"|are attending|is attending|take part|takes part|are taking part|is taking part|taking part"
    r"|participated|participate|attended|attend"
    r"|(?:were|was) (?:also )?(?:present|in attendance)"
    r"|(?<!is )(?<!was )(?<!are )(?<!were )(?<!been )completed (?=[^.;]{0,40}"
    r"(?:training|course|workshop|exercise|drill))"
    r"|(?:led|facilitated|delivered|taught) (?=(?:the |all )?"
    r"(?:sessions|classes|trainings?|lectures|course|presentations)\b)"
    r"|(?:introduced|trained|familiari[sz]ed|acquainted|taught)"
    r" (?=(?:the )?(?:[\w-]+ )?(?:participants|trainees|attendees)\b)"
    r"|(?:were|was) trained (?=(?:in|on|to|at|how)\b)|served as (?=(?:the )?(?:trainers|instructors"
    r"|facilitators|moderators|experts|resource persons|lecturers))"
    r"|graduated from|benefit(?:t)?ed from (?=(?:the|this) )|followed (?=the (?:discussion|debate|event"
    r"|meeting|proceedings))"
    r"|(?:had |have |has )?confirmed (?:their )?participation|were represented|joined)\b"
)
CHAIRED_BY = re.compile(
    r"\b(?:(?:co-)?chaired by|presided by|under the (?:chairmanship|chair|leadership) of|moderated by"
    r"|presided over by)\b",
    re.IGNORECASE,
)
CHAIRED = re.compile(
    r"\b(?:(?:co-)?chaired|presided over|moderated|(?:(?:co-)?chairs|presides over|moderates)(?= (?:the"
    r"|an?|its|this) ))"
    r"\b(?! by)"
)
SAID = re.compile(
    r"\b(?:said|noted|revealed|assured|hailed|greeted|congratulated|commended|outlined|underscored|mentioned"
    r"|remarked|commented"
    r"|urged|called (?:for|on|upon)|reaffirmed|reiterated|referred to|drew attention|elaborated|acknowledged|wished"
    r"|(?:gave|made|provided) (?:an? |the )?(?:[a-z]+ )?(?:overview|presentation|report|speech|lecture)"
    r"|stressed|emphasi[sz]ed|stated|highlighted|recalled|told|added|informed|addressed"
    r"|underlined|welcomed"
    r"|opened|delivered|spoke|presented|described|reported|briefed|thanked|praised|pointed out|warned|announced"
    r"|expressed|made (?:opening |welcoming |closing )?(?:remarks|speeches|statements|presentations)|took the floor)\b"
)
ADDRESSED = re.compile(
    r"\b(?:also )?(?:addressed (?:the|those|participants)|(?:greet(?:ed|ing)"
    r"|welcom(?:ed|ing)) (?:the )?(?:\w+ )?(?:participants|guests|audience)|delivered (?:opening |welcoming )?remarks"
    r"|spoke at|also spoke|made (?:opening |welcoming |closing )?(?:remarks|speeches|statements))"
)
ORGANISED_BY = re.compile(
    r"\b(?:organi[sz]ed|hosted|convened|conducted|held|arranged|run)\s+(?:jointly\s+"
    r"|together\s+)?by\s+(?:the\s+)?",
    re.IGNORECASE,
)
#: `held from 3 to 6 June at the Zone by the Office`: when and where stand between
HELD_BY = re.compile(
    r"\b(?:held|organi[sz]ed|conducted|convened|hosted|delivered|run)\s+"
    r"(?:(?:from|on|in|at|jointly|between|online|virtually)\s+[^.;]{1,80}?\s+)?by\s+(?:the\s+)?"
    rf"(?!{_TEACHERS})"
)
ADJECTIVE_GROUP = re.compile(
    r"\bfor\s+((?:[A-Z][a-z]+(?:,\s+|\s+and\s+|\s+)){1,5})(?:\w+\s+){0,3}?(?:officers|experts"
    r"|officials|specialists|guards"
    r"|investigators|prosecutors|analysts|police|personnel|diplomats|trainers|customs)\b"
)
WHERE = re.compile(r",?\s+where\s")
DELEGATION_LED = re.compile(
    r"\b(?P<several>delegations(?: of [\w ]{3,40}?)?)?(?(several)|(?:(?:delegation|side"
    r"|party)(?: of (?:the )?[A-Z][\w ]{2,40}?)?"
    r"|[A-Z]\w+ one))\s+"
    r"(?:was\s+|were\s+)?(?:(?:headed|led)\s+)?by\s+(?:the\s+)?"
)
AFTER_SETTING = re.compile(
    r"\b(?:met|held|had|visited|discussed|signed|was|were|took|also|paid|toured|received|gave|will|would|is"
    r"|addressed)\b"
)
IT_WAS_ORGANISED = re.compile(
    r"\s*(?:(?:It|(?:The|This)\s+(?:[\w-]+\s+){0,4}?[\w-]+(?:,\s+(?:which|held)\s[^,.;]{3,120},)?)\s*"
    r"(?:(?:was|is|has been|were)\s+)?|(?=[A-Z]\w+\s(?:jointly\s)?(?:by|in|with)\b[^.;]{3,260},\s(?:the|this)\s))"
    r"(?:jointly\s+|being\s+)?(?:co-organi[sz]ed\s+with\s+"
    r"|(?:co-)?(?i:organi[sz]ed|hosted|convened|arranged|delivered|conducted|run|implemented|held)\s+"
    r"(?:(?:jointly\s+|together\s+)?by|(?:jointly|together|in\s+(?:close\s+)?(?:co-?operation|partnership))\s+with)\s+)"
    rf"(?!{_TEACHERS})"
)
FUNDED = re.compile(
    r"\b(?:for (?:the )?(?=(?:[\w-]+ ){0,3}(?:members|representatives|officers|experts|officials|specialists"
    r"|prosecutors"
    r"|investigators|judges|staff|employees) )|with (?:the )?(?:financial )?(?:support|funding|aim)|funded"
    r"|thanks to|and with funding"
    r"|(?:and )?brought together"
    r"|aimed|gathered|attended by)\b",
    re.IGNORECASE,
)
CARRIED_OUT_BY = re.compile(
    r"\b(?:carried out|conducted|held|run|implemented)\s+"
    r"(?:\w+ly\s+|(?:in|on|from|between|during)\s+[^,.;]{3,50}?\s+)?(?:by|with)\s+(?:the\s+)?",
    re.IGNORECASE,
)
HOSTED = re.compile(
    r"\b(?:hosted|hosts?|will host|organi[sz]ed|organi[sz]es?|opened|launched|conducted|convened|held|hold|ran|to hold"
    r"|conducting|organi[sz]ing|hosting|holding|opens|launches"
    r"|carried out|implement(?:s|ed)|perform(?:s|ed))\s+(?:an? |the |its )?(?:[\w\"'()-]+\s+){0,7}$"
)
RECEIVED_BY = re.compile(
    r"\b(?:was|were|been|be)\s+(?:also\s+|then\s+|later\s+)?received\s+(?:(?:at|in|on)\s[^,.;]{3,40}\s)?by\b",
    re.IGNORECASE,
)
HERE = re.compile(r"\bhere\b")
#: characters between a verb of meeting and the noun that names what they met for
FAR = 160
#: characters to a date or place that says when and where a thing in the background is
BESIDE = 40
#: characters of an auxiliary between a paper and its verb
NEXT_TO = 16
#: characters between a verb of signing and what is signed
FAR_PAPER = 120
OWNING = 3
#: characters between a verb of saying and its day
SAYING = 70
#: characters between `visited` and the place
OBJECT = 5
#: `adopted [by the Council in] Vienna`
BY_IN = re.compile(r" by (?:(?! and [a-z]+ed )[^,.;]){3,90} in ")
#: `postponed at Kyiv's request`: who asked, no venue
AT_REQUEST = re.compile(
    r"'s?\s+(?:\w+\s+)?(?:request|invitation|initiative|suggestion|proposal|insistence|expense|instigation|urging)\b"
)
#: `Ukraine [did not] take part`
STAYED_AWAY = re.compile(r"\b(?:not|never|\w+n't)\s+(?:also\s+)?$")
#: `the visit [of the President to] Dushanbe`
VISIT_TO = re.compile(r"\s+(?:(?:of|by)\s[^,;]{3,90}\s)?to\s+(?:the\s+)?$")
#: `Minister Ivo Lang's working [visit]`
PERSONS_VISIT = re.compile(r"'s?\s+(?:[\w-]+\s+){0,3}$")
TALKED = re.compile(r"\b(?:discussed|exchanged|considered|reviewed|agreed|spoke|talked|congratulated|noted|stressed)\b")
#: `was chaired by [Tajikistan in 2021]`
CHAIRS_BODY = re.compile(r"\s+(?:the\s+)?(?:[A-Z]\w+\s+){1,4}(?:in|until|from|for|since)\s+\d{4}")
COPULA = re.compile(r"\s+(?:\([^()]{2,12}\)\s+)?(?:was|is|has been|were|will be)\s+(?:currently\s+)?")
#: `discussed the draft [with visiting] Minister`
ABOUT_WITH = re.compile(r"\s(?:with|by)\s(?:visiting\s|the\s|his\s|her\s)*(?=[A-Z])")
#: what is handed over without a ceremony: papers, duties, people
NOT_GOODS = re.compile(
    r"\b(?:evaluation|report|chairmanship|presidency|letters?|message|copies|credentials|post|baton|suspects?"
    r"|criminals?"
    r"|powers|functions|results|texts?|list|documents?|case|invitation|draft|responsibilit\w+|control)\b"
)
HANDED_TO = re.compile(r"[^.;]{3,140}?\sto\s(?:the\s)?(?=[A-Z])")
#: `praised the results of the [meeting]`, `a preparatory stage for the [Summit]`: another noun governs it
BACKGROUND = re.compile(
    r"\b(?:results?|outcomes?|preparations?|preparatory \w+|stages?|importance|issue|agenda|staff|headquarters|plan"
    r"|draft) (?:of|for|to) (?:the |a )?(?:[\w\"'-]+ ){0,3}$"
)
#: what stands before who acts: a frame, or a day and a place
OPENING = re.compile(
    r"\s*(?:As part of|(?:In|On|At) the (?:side-?lines|margins|fringes) of|Within(?: the framework of)?|Under"
    r"|In line with|In accordance with|With the support of"
    r"|Thanks to)\b"
    r"[^,]{3,220},\"?\s|[^,]{0,80}(?<![\w-])(?:on|in|during|at|earlier|following)\b(?!-)[^,]{0,60},\s"
)
ACCORDING = re.compile(r"\s*According to [^,;]{3,200}?,\s+(?=(?:the|an?|[A-Z]))")
#: `arrived to attend the [meeting]`: it lies ahead
COME_FOR = re.compile(
    r"\b(?:arriv|left|depart|fl[ye]w|travel|came|come|visit)\w*\b[^.;]{0,80}\bto (?:attend|take part in"
    r"|participate in)\b[^.;]{0,80}$"
)
#: `witnessed [the signing]`: others sign
THE_SIGNING = re.compile(r"\b(?:the|a|of|for|with|by|in|at|after|following)\s+(?:\w+\s+)?$")
#: `the Office organised the Committee's meeting`: who does so holds it, whoever sits
ORGANISES = re.compile(r"\b(?:organi[sz]ed|organi[sz]es|convened|arranged)\b")
#: `in Russia's [Kazan]`
OF_STATE = re.compile(r"\b(?:in|at)\s+[A-Z]\w+'s?\s+$")
#: `the visit [to Osh]`, `the visit [of the President]`: told, not pointed back to
ITS_OWN = re.compile(r"\s+(?:to|of|by|was|will|took|is)\b")
OF_THE = re.compile(r"\s+of\s+(?:the\s+)?")
BY_THE = re.compile(r"\s+by\s+(?:the\s+)?")
ORGAN_NAME = re.compile(
    r"\b(?:Council|Committee|Commission|Board|Assembly|(?:Sub-?)?[Gg]roup|Subgroup|Collegium|Совет|Комитет"
    r"|Комисси|[Гг]рупп|Коллеги)"
)
#: `An OSCE-organized regional [workshop]`
BODY_ORGANISED = re.compile(r"-(?:(?:co-)?organi[sz]ed|led|run|hosted|sponsored|supported|funded)\s+(?:[\w-]+\s+){0,4}")
#: `A and B discussed the draft at a [meeting]`
DISCUSSED_AT = re.compile(
    r"\b(?:discuss|exchang|consider|review|agree|address|emphasi[sz]|stress|confirm|reaffirm|express|outlin|underlin"
    r"|highlight|not|stat|pledg|decid)\w*\b[^.;]{0,260}\s(?:at|during|in)\s+(?:an?|their)\s+(?:[\w.-]+\s+){0,4}$"
)
#: `visited [the reopened] Kosh crossing point`
THE_POST = re.compile(r"\s+(?:the\s+)?(?:[a-z][\w-]+\s+){0,2}$")
POST_AFTER = re.compile(
    r"\s+(?:(?:border|customs|road|rail|railway)\s+)*(?:crossings?(?:\s+points?)?|checkpoints?|posts?|port|station)\b"
)
#: `in Kosh, Tajikistan`: the state of a village that no list knows
STATE_OF_VENUE = re.compile(r"\b(?:in|at)\s+(?:the\s+\w+\s+of\s+)?[A-Z][\w'-]+,\s+$")
#: `a course, [which the Office held] in Termez`
WHICH_HELD = re.compile(r",?\s+(?:which|that)\s+(?:the\s+)?(?=[A-Z])")
DID_HOLD = re.compile(
    r"(?:\s+\([^()]{2,20}\))?\s+(?:had |has |jointly )?(?:held|organi[sz]ed|hosted|conducted|convened|ran)\b"
)
NO_MODE = frozenset({"operation", "exercise", "adoption", "statement"})
FAMILY = frozenset({"meeting", "session", "summit", "conference"})
DEFINITE = re.compile(
    r"(?:^|\W)(?:[Tt]he|[Tt]his)\s+(?:(?:annual|regular|working|joint|regional|\w+-day|international|opening"
    r"|closing|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s+){0,2}$"
)
#: `The meeting was organized by`: they need not sit in it
ARRANGED = re.compile(
    r"\b(?:conclud|end|began|begin|result|culminat|clos|organi[sz]|host|chair|moderat|attend|open|fund|support"
    r"|conven|led|facilitat)\w*\b"
)
#: `The Group met via videoconference`
MET_SOMEHOW = re.compile(
    r"\s+(?:in|on|at|with|for|via|by|through|under|online|virtually|remotely|here|today|yesterday|again|this"
    r"|last|from|and (?:discussed|exchanged|agreed|reviewed|considered)|face to face|face-to-face|behind closed doors"
    r"|(?:separately|privately|briefly)(?= (?:with|in|on|at|and)\b))\b"
)
#: `received [on 5 May] the Ambassador`
WHEN_FIRST = re.compile(
    r"\s+(?:(?:here|today|yesterday)\s+"
    r"|(?:on|in)\s+(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+(?: \d{1,2})?)(?: \d{4})?\s+){1,2}"
    r"(?=the\s|an?\s|[A-Z])"
)
#: who is received meets alone, however many
ONE_TO_ONE = re.compile(r"(?:receiv|call|hand|host)", re.IGNORECASE)
#: characters of a month's value
MONTH = 7
DISCUSSED = re.compile(r"\b(?:discuss|exchang|review|consider|sum(?:med|ming) up)\w*\b")
AND_PLACE = re.compile(r",? and (?:in )?(?:the )?")
OFTEN = re.compile(r"\b(?:once|twice|times) an? (?:year|month|quarter)\b|\b(?:annual|regular)ly\b|\bevery \w+\b")
OF_OTHERS = re.compile(r"\s+(?:of|between|with)\b")
#: `the next meeting of the commission`
OF_BODY = re.compile(r"\s+of the (?:[a-z-]+ ){0,2}(?:commission|committee|council|group|subgroup|board|task force)\b")
#: `during the 36th meeting`, `at its 37th meeting`
SAT_AT = re.compile(r"\b(?:at|during|in the course of|following|after) (?P<whose>its|the|their|a) (?:[\w-]+ ){0,4}$")
STILL_TO_BE = re.compile(r"[^,.;]{0,60}\b(?:to be held|scheduled|planned|due|will)\b")
#: `was announced [during the meeting]`
WAS_DONE = re.compile(r"(?<!be )(?<!to )\b(?:[a-z]{2,}ed|made|taken|held|given|told|said|put)\s+$")
#: `at its meeting in Rome [supported] the proposal`
DID = re.compile(
    r"[^.;]{0,70}\b(?:supported|approved|adopted|decided|discussed|considered|endorsed|reviewed|agreed|heard|backed)\b"
)
#: who thanks its host, or backs what somebody else will hold
NOT_ITS_OWN = re.compile(r"\b(?:gratitude|thank|appreciat|grateful|propos|supported|offer|decisions?\b)\w*")
#: the title of minutes, a communique, a statement, and how far from the top it may stand
TITLE_SESSION = re.compile(
    r"\b(?:(?P<number>\d{1,3})(?:st|nd|rd|th)\s+)?(?:Regular\s+|Extraordinary\s+)?(?:Meeting|Session|MEETING|SESSION)"
    r"\s+(?:of|OF)\s+(?:the|THE)\s+"
)
TITLE = 600
#: `the Board will discuss it at its meeting`
AT_ITS = re.compile(
    r"\b(?:at|during|in|for|(?:wrapped|wound) up|concluded|ended|completed|opened|began) (?:its|their) "
    r"(?:[\w-]+ ){0,3}$"
)
#: `is to visit`, `an invitation to visit`: it lies ahead
INFINITIVE = re.compile(r"\bto (?:also )?$")
#: `postponed to September its [decision]`
PUT_OFF = re.compile(
    r"\b(?:postponed|put off|put back|deferred|delayed|adjourned)\b[^.;]{0,50}\b(?:its|the|their|a) (?:[a-z]+ )?$"
)
#: `put off until October`
PUT_OFF_TO = re.compile(r"\b(?:until|till|to|for)\s+(?:the\s+)?$")
#: `met here on Tuesday with`
MET_WITH = re.compile(r"\s+(?:(?:here|today|yesterday|earlier)\s+)?(?:(?:on|in|at)\s+[\w ]{2,40}?\s+)?with\s+")
#: `The document was signed by`: the one told before
SAME_PAPER = re.compile(
    r"^\s*(?:The|This)\s+(?:joint\s+)?(?:document|agreement|memorandum|protocol|treaty|plan|statement|declaration)\s+"
    r"(?:was|has been)\s+$"
)
TOLD_PRESS = re.compile(r"\b(?:told|said)\b")
DAY_IN = re.compile(r"\b(?:\d{4}|today|\w+day|\d{1,2} [A-Z][a-z]+)\s+in\s+(?:the\s+city\s+of\s+)?$")
HOSTING = re.compile(
    r"(?:, (?:the )?[^,.;]{3,60},)?\s+(?:yesterday\s+|today\s+|recently\s+)?(?:(?:has "
    r"|had )?(?:recently )?hosted|will host|hosts?"
    r"|is hosting|to host)\b"
)
PLACES = re.compile(r"(?:, |,? and )$")
#: what names the gathering itself: then it is told, not pointed back to
ANEW = re.compile(
    r"\s+(?:(?:of|between|with(?! an? [a-z])|for|on)\s+(?!(?:the\s+)?"
    r"(?:first|second|third|final)?\s?(?:day|part|side|behalf)\b)"
    r"|(?:was|were|is)\s+(?:held|scheduled|planned|due|postponed|cancelled)\b(?! (?:at the (?:level|initiative)"
    r"|in an? |in the [a-z]|under|within|by))|took\s+place\b(?! (?:at the level|at an? |in an? |under|within|against))"
    r"|(?:will|to)\s+(?:be\s+(?:held|hosted|convened|organi[sz]ed|conducted)|take\s+place)\b"
    r"|held\b(?! at\b)|in\s+[A-Z]|scheduled\b)"
)
DATELINE_DATE = re.compile(
    # `MINSK (Agency - 5 March 2020) `, `24-25 October 2022, Lyon, France: `
    r"\s*[A-Z][A-Z' ]{2,30}\s\([^()\n]{3,60}\d{4}\)\s"
    r"|\s*[A-Z][A-Z' ]{2,30},\s\d{1,2}\.\d{1,2}\.\d{4}\s*(?:\([^)\n]+\)\s*)?(?:--|-|:)\s"
    r"|\s*\d{1,2}(?:\s?-\s?\d{1,2})?\s[A-Z]\w+\s\d{4},\s[A-Z][\w' ]+,\s[A-Z]\w+\s?:\s"
    r"|\s*[A-Z][\w' /]{2,30}(?:\s\([A-Z][\w ]+\))?(?:,\s+[A-Z][\w ]+)?,\s+(?:[A-Z][a-z]{2,3}\.\s)?[^.\n]{2,24}?"
    r"\s*(?:\([^)\n]+\)\s*|\.?\s*/[^/\n]+/\s*)?(?:--|-|:)\s"
)
WHO = re.compile(r",?\s+(?:who|which)\b")
#: `the agreements reached during the visit`: another setting, told in passing
DONE_DURING = re.compile(
    r"\b(?:reached|signed|adopted|made|given|achieved|concluded|expressed|announced|approved|seized|held|taken)\s+"
    r"(?:\w+ly\s+)?(?:during|at|in the course of)\s+(?:the\s+)?(?:[\w'-]+\s+){0,4}$"
)
HABIT = re.compile(
    r"[^.;,]{0,60}\b(?:at least (?:once|twice|\w+ times)|regularly|annually|every (?:year|month|quarter|six))\b"
)
HELD_PART = re.compile(r"\s+(?:held|conducted|carried out|organi[sz]ed|launched)\s+(?:\w+\s+)?(?:in|on|from|last|at)\b")
THEN_POSTPONED = re.compile(r",\s+(?:which|that)\s+(?:was|has been|had been)\s+(?:postponed|rescheduled|put off)\b")
GATHERED_BODY = re.compile(r"\b(?:Committee|Council|Group|Subgroup|Commission|Board|Collegium|Assembly)\b")
HOSTED_BY = re.compile(r"\bhosted\s+(?:jointly\s+)?by\s+(?:the\s+)?")
JOINT_WITH = re.compile(r"\s+with\s+(?:the\s+)?")
#: `a plan signed with the Service`: the other side
SIGNED_UNTIL = re.compile(r",|\s+(?:in|on)\s+(?:\w+\s+)?\d|[.;]")
SIGNED_WITH = re.compile(r"\s+(?:[^.;,]{0,90}?\s)?(?:with|between)\s+(?:the\s+)?(?=[A-Z])")
#: `The handover was attended by`: the one of that noun
NAMED = re.compile(r"(?:[Tt]he|[Tt]his)\s+(?:[\w-]+\s+){0,2}?([\w-]+)\s+(?:was|were|is|will be)\s+(?:also\s+)?$")
#: `officers had completed a course last year`: told in passing
PLUPERFECT = re.compile(r"\bhad\s+(?:\w+ly\s+|also\s+|been\s+|already\s+){0,2}\w+(?:ed|en|eld|ade|ut|aken)\b")
ALSO_CALLED = {"handover": "ceremony", "discussion": "meeting", "conversation": "meeting", "training": "course"}
REPORTED_THAT = re.compile(
    r"\b(?:said|noted|added|stated|told|announced|informed|confirmed|recalled|revealed|disclosed|stressed"
    r"|emphasi[sz]ed|reported|assured"
    r"|wrote|written|explained|underlined|underscored|mentioned|pointed out|highlighted|warned|declared)\b"
    r"[^.;]{0,60}?\bthat\s"
)
THAT = re.compile(r"\b(?:that|said|says|reports|noted|added)\s")
AND_THAT = re.compile(r"\band (?:also )?that\s")
ABBREVIATED = re.compile(r"(?:\s\((?:[A-Z][\w-]+\)?|hereinafter\b[^()\n]{3,90}\))|\))?\s$")
#: who holds a session of somebody; a body that `held a meeting` sat
HELD = re.compile(r"(?:held|holds|hold)\b(?! (?:an? )?(?:[a-z]+ )*meetings?\b)")
INVITED = re.compile(r"\bat the invitation of (?:the )?|\binvited by (?:the )?")
#: `She also met`: one happening more
FURTHER = re.compile(
    r"(?:^\s*(?:Separately|Earlier|Later|Afterwards|The same day|On the same day)\b.{0,80}|\balso\s+|\bnext\s+)$",
    re.DOTALL,
)
#: what a ceremony is of that people meet for, and what is no more than a rite of a visit
GIVEN = re.compile(r"hand|deliver|donat|transfer|\bopen|launch|inaugurat|graduat|commission", re.IGNORECASE)
RITE = re.compile(
    r"\b(?:graduation|closing|certificate|wreath[- ]laying|welcom\w+|farewell|signing|flag\S*|award\w*)\s+$",
    re.IGNORECASE,
)
#: `a briefing on the subject: "Tasks of joint training`
ENTITLED = re.compile(r"\b(?:subject|theme|topic|entitled|titled|title)\b[:\s]*\"[^\"]*$")
OFFICIALS = re.compile(
    r"(?:^|\n)\s*(?:[A-Z][\w-]+ ){0,4}(?:[Hh]eads|[Cc]oordinators|[Cc]hiefs|[Cc]ommanders|[Ee]xperts"
    r"|[Oo]fficials|[Oo]fficers)\b"
    r"(?: of [a-z][\w -]*)? $"
)
#: `The group is due to meet again`: a body in lower case
LOWER_SITTER = re.compile(
    r"\b(?:commission|committee|council|working group|subgroup|board|task force"
    r"|(?<=[Tt]he )(?:Commission|Committee|Council|Working Group|Board|Task Force))\s+"
    r"(?:(?:on|for) (?:[a-z-]+ ){1,4})?(?:last |next |first |also )?$"
)
LOWER_BODY = re.compile(
    r"\b[Tt]he (?:[a-z]+ )?(?:group|subgroup|committee|council|commission|board|body) "
    r"(?:is|are|was|will|plans|agreed)\b[\w ]{0,24}$"
)
SITS = re.compile(r"\b(?:session|meeting)\b")
NAMED_KINDS = frozenset({"conference", "session", "summit"})
#: states whose officials sit rather than meet
MANY = 3
TOLD_MEDIA = re.compile(r"\s+(?:reporters|journalists|the press|the media|media)\b")
SIGNED = re.compile(r"(?:sign|ink|initial|conclud|put )", re.IGNORECASE)
CEREMONY = re.compile(r"ceremon|hand", re.IGNORECASE)
PANEL = re.compile(
    r"\b(?:[Oo]ther |[Tt]he |[Aa]mong the )?(?:panell?ists|speakers|presenters|lecturers)\s+"
    r"(?:(?:at|of)\s[^.;]{3,90}?\s)?(?:also\s+)?(?:included|were|was|are)\s+"
)
#: who came, not who will come
CAME = re.compile(
    r"\b(?:attended|took part|participated|joined|followed|present|included|chaired|represented|gathered"
    r"|brought together)\b"
)
HOSTS = re.compile(
    r"(?<!\bin )(?<!\bat )(?<!\bof )(?<!\bfrom )\b([A-Z][\w-]+) "
    r"(?:will |would |is to |has |had |to )?(?:also )?host(?:s|ed)?\b"
)
JOINED = re.compile(r"\bjoined\b(?! by)")
CHAIRMANSHIP = re.compile(r"\bunder\s+(?:the\s+)?([A-Z][a-z]+)(?:'s)?\s+(?:chairmanship|presidency|chair)\b")
SIDES_SIGN = re.compile(
    r"\b(?:[Tt]he|[Bb]oth)\s+(?P<who>(?:two\s+)?(?:sides|parties|[Mm]inisters|[Pp]residents|heads|leaders"
    r"|countries|states|nations))\s+(?:also\s+)?$"
)
#: `the presidents of the two countries`: their states
RULERS_OF_BOTH = re.compile(
    r"\b[Tt]he\s+(?P<who>(?:(?:[a-z]+\s)?(?:presidents|ministers|leaders|heads of (?:state|government)|governments)"
    r"\s+of\s+(?:the two|both)\s+(?:countries|states|nations|republics)))\s+(?:also\s+)?$"
)
#: `The two sides are expected to meet again`
SIDES_MEET = re.compile(
    r"(?:\b(?:[Tt]he|[Bb]oth)\s+(?:two\s+)?(?:sides|parties|ministers|presidents|officials|delegations"
    r"|leaders)\b|\b[Tt]hey\b)"
)
#: `Ivo Lang and Ada Berg discussed`
BOTH_OF_THEM = re.compile(r"\b[A-Z][\w'-]+ and (?:[A-Z][\w.'-]+ )+$")
#: words that stand for the kind of what was told before: `the next one`, `the next round`
OF_THAT_KIND = frozenset({"one", "round", "first", "second", "third", "previous"})
HELD_A_MEETING = re.compile(r"(?:held|had) (?:an? )?(?:[a-z]+ )*meetings?")
#: `where he will meet`: he who is named right before
WHERE_HE = re.compile(r",?\s+(?:where|when|during which|who)\s")
#: what took place, told behind its name
WAS_HELD = re.compile(
    r"\b(?:was|were|will be|to be) (?:held|hosted|conducted|organi[sz]ed)\b|\b(?:took|take|takes) place\b"
)
#: `Russia, Belarus wrap up joint drills`
DID_JOINTLY = re.compile(
    r"\b(?:wrap(?:s|ped)? up|h[eo]lds?|conduct(?:s|ed)?|launch(?:es|ed)?|beg[ai]ns?|start(?:s|ed)?"
    r"|kick(?:s|ed)? off|finish(?:es|ed)?"
    r"|complet(?:es|ed)|to hold|to conduct|will hold|stage[sd]?)\s+(?:[\w-]+\s+){0,3}$"
)
#: a part of the gathering told before: `the opening session`
PART_OF_IT = re.compile(r"\b(?:opening|closing|plenary|first|final|morning|afternoon|working)\s+$", re.IGNORECASE)
#: `where Kyrgyzstan and Uzbekistan agreed`
WHERE_THEY = re.compile(
    r"(?:(?!\b(?:meeting|session|summit|conference|forum|workshop|seminar)\b)[^.;,]){0,100},"
    r"\s+(?:where|at which|during which)\s+(?:the\s+)?(?=[A-Z])"
)
DID_THERE = re.compile(
    r"\b(?:agreed|adopted|discussed|decided|signed|approved|endorsed|reviewed|exchanged|backed|undertook)\b"
)
#: `According to the results of the session, a declaration was adopted`
RESULTS_OF = re.compile(
    r"\b(?:results?|outcomes?|conclusion|end|close) of (?:the |its |their )?(?:[\w-]+ ){0,3}$", re.IGNORECASE
)
DONE_AT_IT = re.compile(
    r"\b(?:was|were|has been|have been|is|are)\s+(?:also\s+)?(?:adopted|signed|approved|endorsed|issued)\b"
)
#: equipment that was given once: `scanners handed over last year`
WAS_GIVEN = re.compile(
    r"\b(?:equipment|vehicles|kits|laborator\w+|devices|spectrometers?|software|computers|scanners?|cars)\s+$"
)
#: `invited the Minister to visit`: proposed, not arranged
INVITED_TO = re.compile(
    r"\b(?:invited|invites|inviting|extended an? invitation|invitation (?:for|to) [\w .]{3,60})\b[^.;]{0,120}\bto\s+$"
)
TOOK_UP = re.compile(r"\baccepted\b|\bgratefully\b")
SIDES_AGREED = re.compile(
    r"\b(?:[Bb]oth|[Tt]he(?: two)?)\s+(?:sides|parties|delegations|countries|states|ministers|agencies)\b[^.;]{0,60}$"
)
ACTED = re.compile(
    r"\b(?:launch|conduct|carr(?:y|ied) out|hold|held|start|resum|began|begin|organi[sz]e|perform|took place)"
)
GUESTS = re.compile(
    r"\s+(?:the |a |an |his |her |their )?(?:[\w-]+ ){0,4}(?:delegations?|ambassadors?|ministers?|guests?|participants"
    r"|representatives?|heads?|chair\w*|leaders?|counterparts?|colleagues?|experts"
    r"|secretar\w+|directors?|presidents?|envoys?|members|commanders?|chiefs?|officials|officers|delegates)\b",
    re.IGNORECASE,
)
WITH = re.compile(
    r"(?:\s+(?:on|in)\s+[\w ]{2,30}?,)?\s+(?:(?!an?\s|the\s)[\w-]+\s+){0,4}?(?:with|between|(?<!areas )(?<!issues )of"
    r"|by(?!\s\w+ing\b)|among)\s",
    re.IGNORECASE,
)
AND_VERB = re.compile(r"\band\s+(?:also\s+|then\s+|later\s+)?$")
PRONOUN = re.compile(r"\b(he|she)\b", re.IGNORECASE)
MEETING_VERB = re.compile(r"(?:met|meet|gathered|came together|convened)$")
FOR_A_MEETING = re.compile(r"\b(?:for|at|in) (?:the|their|its|an?) (?:[\w()-]+ ){0,6}$")
TO_DISCUSS = re.compile(r"\bto (?:discuss|review|consider|prepare|examine|take stock)\b|\bpreparations?\b")
#: what makes a meeting the sitting of a body or of officials
SITTING = re.compile(
    r"\b(?:annual|regular|regional|interregional|review|co-?ordination|quarterly|expert|steering|technical"
    r"|preparatory|plenary|extraordinary"
    r"|final|high-level|inter-?agency|thematic|\w+-day|first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|tenth)"
    r"\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"\b(?:next|previous|following|last)\s+(?:(?-i:Council|Committee|Commission|Group|Subgroup|Board)\s+)?$",
    re.IGNORECASE,
)
SIGNED_IN = re.compile(r"\s+(?:on\s[^,.;]{3,24}\s)?in\s+(?:the\s+city\s+of\s+)?$")
#: `under an agreement signed in Yalta`: the paper stands before its participle
SIGNED_PAPER = re.compile(
    r"(?:memorandum|mou|agreement|protocol|treaty|document|plan|statement|declaration|convention|accord|contract|pact"
    r"|deal)s?\b[^.;,]{0,60},?\s*$",
    re.IGNORECASE,
)
REPORTED_ON = re.compile(
    r"\b(?:reported|said|announced|told|stated|added|learn(?:ed|t))\b(?:[^.;]{0,60}\bon| (?:[A-Z]\w+ ?){1,3})?\s*$"
    r"|\b(?:posted|published|released|issued|updated)\b[^.;]{0,40}$"
)
#: the end of a sentence, not of a title: `with Mr. Hartmann and Lt. Gen. Norov`
_STOP = (
    r"(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)(?<!Lt)(?<!Gen)(?<!Col)(?<!Maj)(?<!Capt)(?<!Brig)(?<!Prof)(?<!Hon)(?<!\b[A-Z])\.\s"
)
#: `..., the Ministry told the agency`: who reports it
_TOLD = r",\s+(?=(?:the\s+)?[^,.;]{2,70}\s(?:said|told|reported|announced|learned|learnt|reports|says)\b)"
LIST_END = re.compile(
    rf"{_TOLD}|"
    r",?\s+(?:citing|reports|as part of|about|in the presence of|on the (?:sidelines|margins)"
    r"|to (?:discuss|exchange|review|attend|take"
    r"|hold)|where|who|which"
    r"|during|within|in order"
    r"|and (?:also |then |later )?(?:[a-z]{3,}ed|held|laid|paid|took|gave|met|spoke|saw|left|flew|made"
    r"|told|hold|meet|visit|attend|sign|discuss|take part)"
    r"|here|ahead of|at the|in (?=[A-Z])"
    r"|(?:was|were|is|are|has|have|had|will)"
    r"|(?:under|with (?:funding|financial|support|the support|assistance))"
    r"|for (?:talks|a)"
    r"|on (?=\d|[A-Z][a-z]+day|[A-Z][a-z]+ \d))\b|;|,\s+(?:held|discussing|during|at|in|on|according)\b"
    rf"|{_STOP}"
)
LIST_END_FAR = re.compile(
    rf"{_TOLD}|"
    r",?\s+(?:where|who|which|to (?:discuss|exchange|review)|and (?:also )?(?:[a-z]{3,}ed|held|took)"
    r"|with (?:funding|financial|the support))\b|;"
    rf"|{_STOP}"
)
PASSIVE = re.compile(r"\b(?:was|were|been|be|being)\s+$")
HELD_TALKS = re.compile(r"\b(?:held|had|hold|conducted|holds|holding|having|(?:engag|enter)\w+ in(?:to)?|opened)\b")
ON_VISIT = re.compile(
    r"\b(?:is|are|was|were|be)\s+(?:\w+\s+){0,4}on an?\b|(?<!was )(?<!were )(?<!been )\bpaid|\bmade|\bpays?"
    r"|\bmakes?|\bpaying|\bmaking"
    r"|\b(?:conclud|complet|start|end|wrap|kick|undert)\w*|\bbeg(?:an|ins)\b"
    r"|\b(?:took|takes?|taking) part in\b|\bparticipat\w+ in\b|\bwent on\b"
)
BY = re.compile(r"(?:\s+(?:on|in|at)\s[^,.;]{2,30}?){0,2}\s+by\s(?!\d)")
HOST = re.compile(r"\bhost(?:ed|s|ing)?\b")
#: `the Group's ninth regular [meeting]`
OWNS = re.compile(
    r"(?:'s)?\s+(?:\([\w-]+\)\s+)?(?:(?!(?:at|in|on|of|for|the|to|and|by|with|from|will|during|before|after"
    r"|under|completed"
    r"|attended|joined|(?:held|holds|hosted|organi[sz]ed|conducted|opened|ran)\b(?! its)"
    r"|finished|underwent|followed|complet\w+|officers|experts|specialists|staff|representatives|employees|personnel"
    r"|guards|members|train(?:s|ed)|learn\w*|discuss\w*|supports?)\b)[\w-]+\s+){0,3}"
)
#: a body that sits, named right before `meeting`
ORGAN_BEFORE = re.compile(r"\b(?:Council|Committee|Commission|Board|Assembly|Group|Subgroup|Collegium|Party)\b")
#: `for officers from the Service, the Ministry and the Agency`: bodies that send them
SENT_FROM = re.compile(
    r"\b(?:officers|officials|experts|representatives|specialists|prosecutors|investigators|analysts|chemists"
    r"|staff|employees"
    r"|personnel|guards|instructors|trainers|practitioners|judges|detectives|operators|inspectors)\s+(?:of"
    r"|from)\s+(?:the\s+)?"
)
GROUP = re.compile(
    r"\s+(?:course\s+)?(?:for|of)\s"
    r"|\s+(?:on|in)\s[^,.;]{3,120}?\sfor\s+(?=(?:[\w-]+\s+){0,2}(?:representatives|officers|experts|officials"
    r"|specialists|prosecutors"
    r"|investigators|judges|inspectors|analysts|practitioners)\b)"
)
