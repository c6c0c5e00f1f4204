"""What English sentences call happenings, nouns and verbs of each type: patterns alone."""

from __future__ import annotations

import re

from schemas.event import EventType

ORGAN = (
    r"(?:Council|Committee|Commission|Board|Assembly|Working (?:Group|Subgroup|Party)|Subgroup"
    r"|Group|Collegium|heads of|senior officials|experts|chiefs of|commanders|plenipotentiar|national coordinators"
    r"|ministers of|Ministers|Secretaries|Prosecutors|expert group)"
)
_STATE = r"(?:the )?[A-Z][\w-]+(?: (?:of )?[A-Z][\w-]+){0,3}"
#: `the meeting of the ministers of Oman and Nepal`: of two, who meet
OF_TWO = (
    r"(?:the )?(?:[A-Z][a-z]+ and [A-Z][a-z]+ (?:[A-Za-z]+ )?[Mm]inisters\b"
    r"|(?:[A-Za-z]+ ){0,3}(?:[Mm]inisters|[Pp]residents) (?:of [A-Z]\w+ (?:[A-Z]\w+ )?)?"
    rf"of {_STATE} and {_STATE}\b(?!,? and\b))"
)
#: `sessions of two councils will take place in Dushanbe`: told as one
TOGETHER = (
    r" of (?:the )?[A-Z][^.;\n]{3,220}? (?:(?:will )?(?:take|took) place|(?:were|will be|are to be|to be"
    r"|are being) held"
    r"|(?:opened|began|started|concluded)) "
)
#: who is taught
LEARNERS = (
    r"(?:officers|officials|experts|specialists|prosecutors|investigators|judges|inspectors|analysts"
    r"|practitioners|guards"
    r"|staff|personnel|employees|instructors|trainers|servicemen|cadets|detectives|operators|teachers|doctors|police"
    r"|journalists|representatives|professionals|managers|chemists|mentors|volunteers)"
)
NOUNS: tuple[tuple[EventType, str], ...] = (
    # `the first meeting of political consultations`: one happening
    (
        "meeting",
        r"(?:[Mm]eeting|[Rr]ound) of (?:the |their )?(?:[\w-]+ ){0,4}?"
        r"(?:[Cc]onsultations|[Tt]alks|[Nn]egotiations)"
        # `the third round of the Dialogue`, `of the BPC`: sides talk by rounds
        r"|[Rr]ound of (?:the |their )?(?:(?:[A-Z]?[\w-]+ ){0,4}?[Dd]ialogue|[A-Z]{3,})\b(?! [Mm]eetings?)",
    ),
    (
        "call",
        r"(?:tele)?phone (?:call|conversation|talk|contact|discussion)s?|telephonic \w+|video call|telephone talks",
    ),
    ("statement", r"(?:press |media )?briefing|press conference|news conference|interview"),
    (
        "summit",
        r"(?:meeting|session)(?= of (?:the )?(?:[A-Z]\w+ ){0,4}(?:Council of (?:the )?(?:[A-Z]\w+ )?[Hh]eads of"
        r" (?:the )?(?:[A-Z]\w+ ){0,3}(?:[Ss]tates?|[Gg]overnments?)\b"
        r"|Heads of (?:States?|Governments?)(?: \([^()\n]{3,20}\))? Council\b))",
    ),
    (
        "summit",
        r"summit|[Mm]eeting of (?:the )?[Hh]eads of (?:(?!Member\b)[A-Z][\w-]+ ){0,3}(?:[Ss]tates?|[Gg]overnments?)\b"
        r"(?! [Cc]ouncil)(?! (?:[A-Z]|agenc|bod|compan|enterpr|institut|service))",
    ),
    (
        "session",
        r"(?<!coaching )(?<!training )(?<!photo )session(?! of talks)"
        r"|(?<=[a-z] )sitting(?! (?:on|in the|idle|next)\b)|(?:\d{1,3}(?:st|nd|rd|th)|[IVXLC]{2,}) "
        r"(?:regular |extraordinary |annual )?meeting"
        rf"|meeting(?! of {OF_TWO})(?= of (?:the )?(?:(?:[A-Z][\w-]*|of) ){{0,6}}{ORGAN})"
        r"|meeting(?= of (?:the )?(?:[\w-]+ ){0,4}(?:chiefs|commanders|prosecutors|coordinators|experts)\b)"
        rf"|meeting(?! of {OF_TWO})(?= of (?:the )?(?:[a-z]+ ){{0,3}}(?:ministers|secretaries|speakers"
        rf"|ambassadors) of (?:the )?(?:[A-Z]\w+'s? |(?:[\w-]+ ){{0,3}}(?:states|countries|nations)\b))"
        r"|meeting(?= of (?:the |a )?(?:[\w-]+ ){0,3}"
        r"(?:commission|committee|council|working group|board|task force)\b)"
        r"|(?:(?<=Council )|(?<=Committee )"
        rf"|(?<=Commission ))[Mm]eeting"
        r"|[Pp]lenary(?= (?:is|was|will|has)\b)|plenary meeting|[Mm]inisterial [Mm]eeting|expert meeting"
        r"|(?<=[\w+] )ministerial(?= (?:is|was|will|has|in|on|at|to be|held|scheduled)\b|[.,;])"
        r"|(?<=[Nn]ext )gathering|(?<=annual )gathering|(?<=previous )gathering"
        r"|(?<=Group )[Mm]eeting(?! with\b)|Meeting(?= of the )|(?<=officials )meeting"
        r"|(?:ministerial|open|high-level|thematic|general)(?:[- ]level)? debate"
        rf"|(?:[Mm]eetings|[Ss]essions)(?={TOGETHER})"
        # `a new round of national Steering Committee meetings`
        rf"|[Rr]ound of (?:[a-z-]+ ){{0,3}}(?:[A-Z][\w-]+ ){{0,3}}{ORGAN} [Mm]eetings",
    ),
    # forces train together, officers are taught at a training
    (
        "exercise",
        r"(?:[Cc]ommand[- ](?:and[- ])?(?:staff|post)|[Oo]perational[- ](?:strategic|tactical)"
        r"|[Tt]actical[- ]special) trainings?(?! (?:and|course|cent|ground|prog))"
        r"|(?<=[Jj]oint )trainings(?= (?:with|of) (?:the |its )?(?:[\w'-]+ ){0,8}?"
        r"(?:[Ff]orces|[Tt]roops|[Uu]nits|[Cc]ontingents?)\b)",
    ),
    (
        "conference",
        r"(?<!video )(?<!video)(?<!press )(?<!news )conference(?! (?:on interaction|unites|room|hall|system"
        r"|call))|forum|seminar|workshop|round ?table(?: meetings?| discussions?)?(?! participants)"
        r"|webinar|symposium|side[- ]event|congress"
        r"|[Tt]rain(?:ing[- ]of[- ]|[- ]the[- ])(?:[Tt]rainers?|[Ii]nstructors?)(?: \(?To[TI]\)?)?"
        r"(?: (?:course|workshop|seminar|session|programme)(?! of\b))?"
        r"|(?:joint |regional |follow-up |advanced |first |second )*(?:training )?"
        r"(?<![Oo]f )(?<!drug )(?<!policy )(?<!political )course(?! of\b)"
        r"|(?<=[Hh]igh-level )event(?=,? (?:\"|on\b|held|titled|entitled|dedicated|devoted|in\b))"
        r"|(?:[Ll]aunch|[Ll]aunching|[Kk]ick-off|[Cc]losing|[Oo]pening|[Ii]nception|[Rr]egional|[Nn]ational"
        r"|[Cc]apacity-building"
        r"|[Aa]wareness-raising|\w+-day|[Hh]igh-level|[Tt]raining) event(?!s)"
        r"|event(?=,? (?:(?:co-)?organi[sz]ed|hosted|held|convened) (?:(?:jointly|together) )?(?:by|in|on|at"
        r"|with|from|within|under)\b|,? (?:titled|entitled|dedicated to|devoted to)\b)"
        r"|reception(?! (?:cent|point|desk|area|facilit|hall|room|of\b))"
        r"|training(?! (?:cent|mat|courses|sessions|seminar|workshop|visit|manual|ground|prog|class|room|equip"
        r"|facilit|kit|need|institut|academ|capacit|range|area|base|site|complex|field|camp))"
        r"|(?<=[a-z] )Dialogue",
    ),
    (
        "exercise",
        r"(?:command[- ]post |staff )?(?<!practical )(?<!group )(?<!hands-on )(?<!classroom )exercises?"
        r"|(?<!to )drills?(?! (?:down|into|holes?|halls?|sergeants?|bits?|instructors?))|manoeuvres|maneuvers|war games"
        # `anti-drug trainings "Thunder-2019"`
        r"|trainings?(?=(?: of (?:the )?[\w ]{3,60})?(?: -)? \"[^\"\n]{2,40}(?:19|20)\d\d\")",
    ),
    (
        "operation",
        r"(?<!co-)(?<![a-z] of )operation(?! (?:results?|plans?|cent|headq|area|staff|manual|of (?:the|its"
        r"|their|a|an|all|such)\b))"
        r"|(?:(?<=joint )|(?<=border )|(?<=special )|(?<=preventive )|(?<=-drug )|(?<=-terrorist ))operation(?= of )"
        r"|raid|swoop|special operation|(?:operational[- ](?:search|investigative)|operational|search)"
        r" (?:activities|measures)"
        r"|(?<=joint )patrols?|(?<=interdiction )patrols?|(?<=joint )raids",
    ),
    (
        "meeting",
        r"meeting(?! (?:room|hall|place|point|participants|attendees|agenda|minutes))|conversation(?= with\b)"
        # `held a series of bilateral and joint meetings with`
        r"|(?:(?:working|bilateral|trilateral|multilateral|joint|separate|one-on-one)(?:,? and [a-z-]+)? |series of "
        r"(?:[a-z-]+ (?:and [a-z-]+ )?){0,2})meetings(?= with\b)"
        r"|talks|consultations|negotiations|dialogue(?= with (?:the |his |her |its )?[\w-]+)"
        r"|(?:(?:[Ww]orking|business|official|state|private|informal|diplomatic) )(?:lunch(?:eon)?|breakfast|dinner)"
        r"|(?:(?<=strategic )|(?<=political )|(?<=security )|(?<=policy )|(?<=rights )|(?<=bilateral )|(?<=-level )"
        r"|(?<=energy )|(?<=trade ))dialogue"
        r"|hand-?over ceremony|ceremon(?:y|ies)"
        r"|[Hh]and-?over(?= of (?:[\w-]+ ){0,3}(?:[Ee]quipment|[Vv]ehicles|[Kk]its|[Dd]evices|[Ss]canners))",
    ),
    (
        "visit",
        r"visit|mission(?= to [A-Z])|(?:official|working|study|field|business|familiari[sz]ation) trip|study tour"
        r"|(?:(?<=technical )|(?<=assessment )|(?<=evaluation )|(?<=-finding )|(?<=expert )"
        r"|(?<=scoping )|(?<=advisory )"
        r"|(?<=assistance )|(?<=mentoring )|(?<=monitoring )|(?<=training ))mission"
        r"|stay(?= in)",
    ),
    # `The next one is scheduled for autumn`: of the kind of the one told last
    (
        "meeting",
        r"(?<=[Nn]ext )round(?! of)"
        # `the second round took place in Dushanbe`
        r"|(?:(?<=he first )|(?<=he second )|(?<=he third )|(?<=he previous )|(?<=[rfnx]th ))round"
        r"(?= (?:was held|took place|(?:will|would) be held|(?:will|would) take place|is scheduled|is planned)\b)",
    ),
    (
        "session",
        r"(?<=[Nn]ext )one|(?<=[Pp]revious )one|(?<=[Ll]ast )one|(?<=[Ff]irst )one|(?<=[Ss]econd )one"
        # `the first was held in Bishkek`
        r"|(?<=[Tt]he )(?:first|second|third|previous)(?= (?:was held|took place|will be held|will take place"
        r"|was hosted|is scheduled|is planned|was organi[sz]ed)\b)",
    ),
)
VERBS: tuple[tuple[EventType, str], ...] = (
    (
        "call",
        r"(?:spoke|spoken|talked|speaks?|talks?)(?: (?!with\b|to\b)[\w'-]+){0,3} (?:by|over the|on the) (?:tele)?phone"
        r"|(?:spoke|spoken|talked|speaks?|talks?) (?:with|to)(?=[^.;\n]{3,140} (?:by|over the|on the) (?:tele)?phone\b)"
        r"|held a (?:tele)?phone conversation|(?:tele)?phoned(?= (?:the |his |her )?[A-Z])",
    ),
    (
        "meeting",
        # an envoy and who receives his credentials meet
        r"(?:accept(?:s|ed)|receive[sd]|present(?:s|ed)|hand(?:s|ed)(?: over)?) (?:(?:the|his|her"
        r"|their) )?(?:copies of "
        r"(?:(?:the|his|her|their) )?)?(?:credentials|letters? of credence)"
        r"|gathered(?= (?:(?:yesterday|today|here|this week|last week) )*(?:in|at|on|for)\b)"
        r"|gathers(?= (?:(?:today|here|next week|again) )*(?:in|at|on|for)\b)"
        r"|came together|met with|met|(?:sat|sits?|sitting) down with"
        r"|(?:conferred|confers?|consulted) with(?= (?:the |his |her )?(?:[a-z]+ )?[A-Z])"
        r"|(?:h[eo]ld|had) (?:an? (?:series|number) of |several )?(?:a |an )?(?:(?:bilateral|working|separate|official"
        r"|important|constructive|productive|fruitful|substantive|business|brief|short) )*"
        r"(?:meetings?(?! of\b)|talks|consultations)|meets(?: with)?|meet(?: with)?"
        r"|discussed(?=[^.;\n]{3,240}?\swith\s(?:visiting |the |his |her )?[A-Z])"
        r"|(?<=were )discussed(?=[^.;\n]{0,60}?\sby\s(?:the )?[A-Z])|exchanged views|talked (?:about|over)"
        r"|discuss(?:es|ed)?|talks? (?:about|over)|(?:h[eo]ld|had|having) (?:an? )?(?:[a-z-]+ ){0,3}"
        r"(?:discussions?|exchanges? of (?:views|opinions))|exchanged opinions"
        r"|(?:was|were) (?:talking|speaking) (?:to|with)(?= [A-Z])"
        r"|(?<=be )meeting(?= (?:with )?(?:(?:the|his|her) )?(?:[a-z]+ )?[A-Z])"
        r"|(?:granted|gave) (?:an )?audience to"
        r"|called on|(?:(?<=will )|(?<=to ))call on|calls on|paid a courtesy call on"
        r"|received|receives|hands over|handed over|Hands Over"
        r"|(?:welcomed|welcomes|hosted|hosts)(?= (?:(?:the|Mr\.?|Ms\.?|H\.E\.|her|his) )?(?:[a-z]+ )?[A-Z])"
        r"|(?:hosted|hosts)(?= (?:his|her) (?:[A-Z]?[\w-]+ ){0,2}(?:counterpart|colleague|guest))"
        r"|(?:hosted|hosts)(?= (?:the )?(?:Ambassador|Minister|Deputy|Director|Head|Chairman|Chief|Secretary)\b)"
        r"|(?:hosted|hosts)(?= (?:the |an? |its |\d+ )?(?:[\w'-]+ ){0,3}?(?:attach[eé]s|ambassadors"
        r"|delegations?|diplomats"
        r"|cadets|students|journalists|counterparts|officers|specialists|heads of)\b)",
    ),
    ("exercise", r"(?:trained|drilled|exercised) (?:together|jointly)"),
    # `trained twenty officers of the Service`, `Officers were trained in`
    (
        "conference",
        rf"(?:trained|trains)(?= (?:(?:over|about|some|around|more|than|up|to|nearly|\d[\d,]*"
        rf"|[A-Z]?[a-z-]+) ){{0,5}}?{LEARNERS}\b)"
        r"|(?<=were )trained(?= (?:in|on|to|by|from|during|at|how)\b)",
    ),
    (
        "session",
        r"(?:re)?(?:convenes|convened)|(?:(?<=will )|(?<=to )|(?<=will next )|(?<=will again ))(?:re)?convene"
        r"|(?:held|holds|hold)(?= (?:the|its|an?|their) (?:[a-z][\w-]* ){0,2}(?:[A-Z][\w-]+ ){0,4}"
        r"(?:Committee|Council|Commission|Working Group|Board)\b(?! (?:\([\w-]+\) )?(?:[Mm]eeting|[Ss]ession)))",
    ),
    (
        "visit",
        r"visited|visits|(?:come|comes|came) to(?= [A-Z])"
        r"|will be in(?= [A-Z][\w-]+ (?:on|from|for|next|this)\b)"
        r"|(?:is|are|was|were) expected in(?= [A-Z])|left for(?= [A-Z])|departed for(?= [A-Z])"
        r"|(?:flew|fly|flies|flying|heads?|headed) to(?= [A-Z])|(?:leaves?|leaving|departs?|departing) for(?= [A-Z])"
        r""
        r"|arrived(?: (?:today|yesterday|here|earlier|late|early|on|this|last|\w+day|morning|evening))* in"
        r"|arrives in|(?<=to )arrive in|(?<=will )arrive in|(?:be |is |are )arriving in|arrived at"
        r"|went (?:a)?round(?= the [\w' ]{0,60}?[A-Z])|(?:was|were) shown (?:a)?round(?= the\b)"
        r"|took a tour of(?= the\b)"
        r"|travell?ed to|travels? to(?= [A-Z])|travell?ing to(?= [A-Z])|paid (?:a |an )?(?:\w+ ){0,3}visit"
        r"|(?<=to )visit|(?<=will )visit|(?<=would )visit|(?<=also )visit|is visiting|are visiting|toured"
        r"|tours(?= (?:the|an?)\b)|inspected(?= (?:the )?[\w ]{0,30}"
        r"(?:checkpoints?|crossings?|posts?|facilit(?:y|ies)|centre|center|laborator(?:y|ies)|base|outposts?)\b)",
    ),
    (
        "adoption",
        r"signed|put (?:their|his|her|its) signatures? (?:to|under)|inked"
        r"|initial(?:l?ed|s)|concluded(?= (?:an? |the )?(?:[\w-]+ ){0,3}?"
        r"(?:agreement|treaty|memorandum|protocol|contract)s?\b)"
        r"|(?<=was )concluded(?= (?:in|on)\b)|enacted|acceded to"
        r"|issued(?= (?:an? |the )?(?:joint |final |outcome |press |presidential )*(?:declaration"
        r"|communiqu[eé]|statement"
        r"|resolution|decree)s?\b)|adopted|endorsed|approved|ratified|launched|published|released"
        r"|(?:(?<=been )|(?<=was )|(?<=were ))issued\b"
        r"|passed(?= (?:(?:unanimously|(?:at|in|on) (?:its |the |a )?(?:\w+ )?readings?|by a [^,.;]{3,30}),? )?"
        r"(?:an? |the |its )?(?:[\w-]+ ){0,3}?(?:bills?|laws?|acts?|amendments|budget|resolution)\b)"
        r"|(?<=to be )(?:signed|launched|adopted)"
        # `postponed to May its [decision]`
        r"|decision(?= (?:on|concerning|regarding|about|whether)\b)"
        # `ended the session by adopting a communique`, `with the adoption of a communique`
        r"|(?:(?<=by )|(?<=, ))(?:adopting|approving|endorsing|issuing)|(?:(?<=with the )|(?<=in the )"
        r"|(?<=with )|(?<=in ))(?:adoption|approval|endorsement)(?= of\b)"
        r"|signs|adopts|(?<=will )(?:sign|adopt)|(?<=to )sign|endorses|approves|ratifies|inks|signing",
    ),
)
#: a body named for its gathering: `gathered for the third [Steering Committee]`, `the next [Project Board] takes place`
SITTING_BODY = re.compile(
    r"\b(?:[A-Z][\w-]+ ){0,3}(?:Committee|Board|Council|Commission|Working Group|Task Force)\b"
    r"(?! (?:[Mm]eeting|[Ss]ession|[Mm]ember|[Cc]hair|[Ss]ecretar))"
)
#: what says that it is its gathering: which one it is, and that it takes place
WHICH_ONE = re.compile(
    r"\b(?:[Nn]ext|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[Tt]enth"
    r"|[Ll]ast|[Pp]revious|[Ii]naugural|[Aa]nnual|\d{1,3}(?:st|nd|rd|th)) (?:[a-z-]+ )?$"
)
GATHERS = re.compile(
    r" (?:(?:of|on|under) [^.;\n]{3,90}? )?(?:(?:is|was|will be|has been) "
    r"(?:also |now |tentatively |provisionally |again )?(?:scheduled|planned|due (?:in|on|for|to be held)|set for"
    r"|slated|held|convened|expected (?:in|to (?:be held|take place)))|(?:will take|takes|took) place)\b"
)
GATHERED_FOR = re.compile(
    r"\b(?:gather|gathered|gathers|met|meets?|convened|came together|assembled)\b[^.;\n]{0,120}"
    r" for (?:the|its|their|an?) "
)
NOUN_PATTERNS = tuple((kind, re.compile(rf"(?<![\w-])(?:{pattern})\b")) for kind, pattern in NOUNS)
VERB_PATTERNS = tuple((kind, re.compile(rf"\b(?:{pattern})\b")) for kind, pattern in VERBS)
CAPITALISED = tuple(
    (kind, re.compile(rf"(?<![\w-])(?:{word})\b"))
    for kind, word in (
        ("meeting", rf"Meeting(?= with\b| of {OF_TWO})"),
        ("session", r"(?:Meeting|Session)(?! (?:participants|attendees|agenda|room|hall))"),
        ("statement", r"Briefing|(?:Press|News) Conference"),
        ("summit", r"Summit"),
        (
            "conference",
            r"Conference(?! on Interaction)(?! of (?:the )?(?:States )?Parties)"
            r"|Forum(?! (?:activities|Secretariat|participants|members))|Workshop|Seminar|Training Courses?"
            r"|Course(?! (?:[Pp]articipants|[Gg]raduates|[Aa]ttendees|[Mm]aterials|[Mm]odules?|[Dd]irector|[Ll]eader))"
            r"|Symposium|Round ?Table",
        ),
        ("exercise", r"Exercises?"),
        ("operation", r"Operation"),
        ("visit", r"Visit|Study Tour"),
        ("meeting", r"(?:Talks|Consultations|Negotiations)(?= (?:between|with|were|took|will))"),
        ("call", r"(?:Tele)?[Pp]hone (?:Call|Conversation)"),
    )
)
