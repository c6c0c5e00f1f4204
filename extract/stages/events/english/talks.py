"""Words of talks and speeches in English sentences: what tells that two sides met, or that somebody spoke in public."""

from __future__ import annotations

import re

#: `is planned to [sign]`
DUE_TO = re.compile(r"\b(?:planned|expected|set|due|scheduled|going|is|are|plans?) to (?:also )?$")
#: `the Minister's recent [visit]`
RECENT = re.compile(r"\b(?:recent|latest|just-concluded)\s+(?:[\w-]+\s+){0,2}$")
#: `said in [an interview]`, `told [a news conference]`
TOLD_AT = re.compile(
    r"\b(?:(?:said|says|told|stated|announced|noted|reported|stressed|spoke)\b[^.;\"]{0,60}?\b(?:in|at|during)"
    r"|told|addressed|addressing|holds|gave|gives|granted)\s+(?:an?|the|his|her|its|their)\s+(?:[\w-]+\s+){0,3}$"
)
IN_AN = re.compile(
    r"\s*(?:In|At|During|Speaking (?:at|in|during)|Addressing) (?:an?|the|his|her|its|their|today's)\s"
    r"(?:[\w-]+\s+){0,3}$"
)
#: `she said at [the extended meeting with her guest]`
SAID_AT = re.compile(
    r"\b(?:said|stated|noted|stressed|announced|added|told|emphasi[sz]ed|underlined|declared|expressed|underscored)\b"
    r"[^.;\"]{0,40}?\s(?:at|during|in)\s(?:an?|the|his|her|their)\s(?:[\w-]+\s){0,3}$"
)
#: what a call may be called as well
OF_A_CALL = re.compile(r"(?:talks|conversation|negotiations|consultations|discussions?)\b")
#: `A, [who is on a visit to Osh], met B`: told of the subject of what follows
RELATIVE = re.compile(
    r",\s(?:who|which)\s(?:(?!\b(?:who|which|where|and)\b)[^,;.]){3,140}"
    r"(?:,(?:(?!\b(?:who|which|where)\b)[^,;.]){2,60})?,\s"
    r"(?=(?:(?:also|today|yesterday|then|later|on \w+day|earlier) )*(?:will|would|is|are|was|were|has|have|had|held"
    r"|hold|met|paid|said|gave|took|led|told|left|made|spoke|[a-z]{3,}ed)\b)"
)
#: `such meetings`, `a member of the [forum]`, `is the third highest [forum]`: a kind, or a body called so
OF_A_KIND = re.compile(
    r"\b(?:such|members? of (?:the|this)"
    r"|(?:is|was|are|remains|became|becomes|as) (?:an?|the|one of the)(?: [\w'-]+){0,4})\s+$"
)
KINDS = frozenset({"forum", "dialogue", "congress"})
THEN_HELD = re.compile(r"[^.;]{0,60}\b(?:held|took place|take place|opened|gathered|hosted|in [A-Z]|on \d|\d{4})\b")
#: `announced [a new meeting with the Minister]`, `announced Lang's [talks]`
ANNOUNCED = re.compile(r"\bannounc\w+ (?:an?|the|his|her|their|(?:[A-Z][\w.-]+ )*[A-Z][\w-]+'s?) (?:[\w-]+ ){0,3}$")
#: `Citizens [travelling to] A are reminded`: whoever does
ANYBODY = re.compile(
    r"\b(?:[Cc]itizens|[Nn]ationals|[Pp]assengers|[Tt]ravell?ers|[Tt]ourists|[Pp]ersons|[Pp]eople|[Tt]hose|[Aa]nyone)\s+$"
)
#: `following his [meeting]`: it is over
OVER = re.compile(r"\b(?:following|after) (?:his|her|their|the|its) (?:[\w-]+ ){0,3}$")
#: `a meeting [held on Wednesday]`, told again by what opens a sentence
AT_THE_HELD = re.compile(r"\s*(?:In|During|At) the $")
HELD_THEN = re.compile(r",?\s+(?:which was )?held (?:on|in|late|earlier|yesterday|today|this|last|here)\b")
#: `marks the anniversary of the [signing]`: the year is that of the anniversary
ANNIVERSARY = re.compile(r"\b(?:anniversary|jubilee)\b")
#: `A's [talks] with B`, whose they are
WHOSE = re.compile(r"\b[A-Z][\w.-]+'s?\s+(?:[\w-]+\s+){0,2}$")
#: `Lang: Berg will meet`: who says it in a headline
WHO_SAYS = re.compile(r"\s*(?:[A-Z][\w.'-]+ ){0,4}[A-Z][\w.'-]+:\s")
#: `During his three-day [visit], he will`: the one told before
ITS_VISIT = re.compile(
    r"\b(?:During|As part of|Within the framework of|In the course of|Over the course of)\s(?:his|her|their)\s"
    r"(?:[\w-]+\s){0,3}$"
)
#: `phoned [the President]`, `a phone call [to the President]`
CALL_TO = re.compile(r"(?:\s+(?:today|yesterday|on \w+day))?\s+(?:(?:to|from)\s+(?:the\s+)?)?(?=(?:[a-z]+\s)?[A-Z])")
MADE_CALL = re.compile(r"\b(?:made|makes|placed|received|initiated|took|gave)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}$")
#: `the talks [with his counterpart]`
WITH_HIS = re.compile(r"(?:\s+(?:on|in)\s[\w ]{2,30})?\s+with\s+(?:his|her)\s")
#: `A and B [during a phone talk] discussed`
WHILE_TALKING = re.compile(r"\b(?:during|in|at)\s+(?:an?|their)\s+(?:[\w-]+\s+){0,3}$")
THEN_DISCUSSED = re.compile(
    r",?\s+(?:also\s+)?(?:discussed|exchanged|considered|reviewed|agreed|spoke|talked|stressed|noted)\b"
)
#: who reports it at the end of a sentence: `..., a statement of the service said`
REPORTER = re.compile(
    r",\s+(?:(?:an?|the)\s[^,.;]{3,90}|[^,.;]{0,60}\b(?:website|service|office|agency|statement)\b[^,.;]{0,30})$"
)
#: `the next meeting [of the joint] Commission`
OF_ORGAN = re.compile(r"\s+of\s+(?:the\s+)?(?:(?:joint|bilateral|mixed|bilateral joint|newly established)\s+)?")
FRAMED = re.compile(r"\s+(?:of|under)\s+(?:the\s+)?(?:[\w-]+ (?:of|by) (?:the )?)?(?:(?:joint|bilateral|mixed)\s+)*")
#: `[Meeting] in Osh, the Council discussed`
SITTING_AT = re.compile(r"Meeting (?:in|on|at|via|online)\b")
THEN_THE = re.compile(r",\s+(?:the\s+)?$")
#: `the Committee [will next] meet`
WILL_NEXT = re.compile(
    r"(?:\s\([A-Z][\w-]+\))?(?:\s(?:on|for)\s(?:the\s)?[a-z][\w -]{2,50}?)?"
    r"\s(?:(?:will|would|shall|is|are|to|due|next|again|also|set|has|have)\s)+"
)
#: `had meetings[, too,] with`
TOO = re.compile(r",? (?:too|as well)\b")
GAVE = re.compile(
    r"\b(?:gave|gives?|hosted|hosts?|attended|organi[sz]ed|held|at|during)\s+(?:an?|the|his|her"
    r"|its)\s+(?:[\w-]+\s+){0,3}$"
)
#: `Transcript of [the Weekly] Briefing`
REGULAR = re.compile(r"\b(?:Weekly|Daily|Press|Media|Regular|Transcript of)\b(?:\s+[\w-]+){0,3}\s+$")
#: `the exercise "Shield"`: another one than that of before
TOLD_ANEW = re.compile(r"\s+(?:\"|[A-Z])|,\s+held\b")
#: `with [Ada Lang, Minister of Justice,] in the chair`
IN_THE_CHAIR = re.compile(r"\bwith (?:the )?[A-Z][^.;]{2,90}? (?:in the chair|as chair|presiding|chairing)\b")
#: `approved [a] 2025 plan`
A_YEARS = re.compile(r"\b(?:an?|the|its|their|of)\s+$")
#: another clause between a place and a happening
AND_THEN = re.compile(r", and ")
#: `decided to hold a drill in Osh in May [and] approved its concept`
AND_DID = re.compile(r"(?: (?:in|on|at|from) [\w -]{2,40}?)?(?: and (?:also )?|, )")
#: `will travel to Osh on 5 May [to take part in the] session`
TO_JOIN = re.compile(
    r"[^.;]{0,60}? (?:to (?:attend|participate in|take part in|chair|address)|for) the (?:[\w-]+ ){0,3}"
)
AND_A = re.compile(r" and (?:an?|the|another) ")
#: `was held in Osh and a meeting of the Board [was held]`: on the same day
BOTH_HELD = re.compile(
    r"[^.;]{0,60}?\b(?:was|were|is|are|will be) (?:also )?(?:held|convened|hosted"
    r"|organi[sz]ed)\b[^.;,]{0,60},? and (?:also )?"
    r"(?:an?|the|another) (?:[\w-]+ ){0,3}"
)
WAS_TOO = re.compile(
    r"[^.;]{0,160}?\b(?:(?:was|were|is|are|will be) (?:also )?(?:held|convened|hosted|organi[sz]ed)|(?:took"
    r"|takes) place)\b"
)
THE_VENUE = re.compile(
    r"\s+(?:was|is|will be|became|has been)\s+(?:(?:on|from)\s[^,.;]{2,24}\s)?the\s+(?:venue|site|host)\b"
)
THEN_DAY = re.compile(r"\s+(?:on\s+(?:\w+day\b|\d|[A-Z][a-z]+ \d)|yesterday|today)")
#: `launched [under] the Code`
UNDER = re.compile(r"\s+(?:under|in|on|by|at|with|against|pursuant)\b")
#: `The heads of government of the Organization [met]`
RULERS = re.compile(r"\b[Hh]eads of (?:[Ss]tates?|[Gg]overnments?)\b(?: (?:of|and) (?:[\w()-]+ ){1,10}?)?\s*$")
#: `and took part in [a seminar]`
CAME_TO_ONE = re.compile(
    r"\band (?:also |then |later )?(?:took part in|participated in|attended|joined|addressed|opened|spoke at) an? "
    r"(?:[\w-]+ ){0,3}$"
)
#: `was approved [and shall be submitted] to the Council in Osh`: no longer where it was approved
GOES_ON = re.compile(r"\band (?:shall|will|would|is|are|was|were|has|have)\b|\b(?:that|which|submi\w+)\b")
LINE_END = re.compile(r"\n\s*$")
#: lines under a heading that says they lie ahead
COMING_UP = re.compile(
    r"\n(?:Upcoming|Coming up|Forthcoming|Ahead|What(?:'s| is) next)(?: (?:events|meetings|activities|dates))?:?"
    r"[ ]?\n\n?(?:[^\n]+\n){0,8}[^\n]*$"
)
#: characters back to such a heading
HEADED = 700
#: `the Council [held its regular] meeting`, `before the Council [at its] meeting`: it sits
ITS_SITTING = re.compile(
    r"(?: \([\w -]+\))? (?:(?:has |had |will |also )*(?:h[eo]ld|holds|had|opened|concluded|wrapped up|ended|began)"
    r"|[^.;,]{0,70}?\bat) its (?:[a-z-]+ ){0,3}$"
)
RULING = re.compile(r"\b[Hh]eads of (?:[Ss]tates?|[Gg]overnments?)\b")
#: `hosted by [Osh]`: where it is
BY_HOST = re.compile(r"\bhosted (?:jointly )?by (?:the )?(?:(?:capital|city|town) (?:city )?(?:of )?)?$")
HOST_ENDS = re.compile(r"[.,;)]|\s+(?:in|on|from|and)\b|\s*$")
#: what brings goods, and pays no visit
VEHICLE = re.compile(
    r"\b(?:truck|lorr(?:y|ies)|train|vehicle|car|van|bus|cargo|shipment|consignment|convoy|wagon|container|goods|parcel"
    r"|trailer|vessel|ship|ferry|aircraft|plane|aid)s?(?: (?:that|which|had|has|have|also|just|already))* $"
)
#: a pronoun as the object
WHOM = re.compile(r"\s+(?:him|her|them|us|me|you)\b(?! \w+(?:ed|ing)\b)")
#: what two sides talk of, which alone does not tell that they met
DISCUSSING = re.compile(
    r"(?:discuss|exchanged (?:views|opinions)|talk(?:s|ed)? (?:about|over)"
    r"|(?:h[eo]ld|had|having) (?:an? )?(?:[a-z-]+ ){0,3}(?:discussions?|exchanges? of (?:views|opinions))$)"
)
TALKED_WITH = re.compile(r"(?:down|conferr?(?:ed|s)?|consulted|talking|speaking) (?:with|to)$")
#: `A [and] B`, `A, B`, `the heads of A and B`
JOINTLY = re.compile(r",| and ")
SAID_BEFORE = re.compile(r"\b(?:said|says|told|noted|added|stressed|that|which|who|where|when)\s")
#: credentials, `given` by an envoy or taken from one
CREDENTIALS = re.compile(r"(?:(?P<given>present|hand)|accept|receive)\w*\b.* (?:credentials|credence)$")
CREDENTIALS_TO = re.compile(r"[^.;]{0,60}?\s(?:to|from|of)\s(?=(?:the\s)?(?:[a-z-]+\s){0,3}[A-Z])")
#: who is shown a place goes round it: first words of such verbs
ROUND = ("went", "was shown", "were shown", "took a tour")
#: `The guests [later] toured the centre`: one thing more that they did
THEN_TOO = re.compile(
    r"\b(?:later|then|also|afterwards|[Aa]fter(?:wards)? the|[Dd]uring (?:the|their|his|her)|[Oo]n the \w+ day"
    r"|[Ii]n the (?:afternoon|evening))\b"
)
#: `will be raised at the coming [meeting of the Group]`: proposals for it leave it as arranged
AT_THE_COMING = re.compile(r"\bat (?:the|its|their) (?:coming|upcoming|forthcoming) (?:[\w-]+ ){0,3}$")
BY_DOING = re.compile(r" (?:by|with the) $")
#: `organised a study visit to Rome [for officers of the Service]`
SENT_ON_VISIT = re.compile(
    r"[^.;]{0,160}?\sfor\s+(?:the\s+)?(?=(?:[\w-]+\s+){0,3}(?:representatives|officers|experts|officials|specialists"
    r"|prosecutors|investigators|judges|inspectors|analysts|practitioners|management|leadership|heads|members"
    r"|delegation|delegates|staff|employees|managers)\b)"
)
#: `[Uzbek and Kazakh] troops will hold a joint drill`
FORCES_OF = re.compile(
    r"\b(?P<whose>[A-Z][a-z]+(?:, [A-Z][a-z]+)*(?:,? and |-)[A-Z][a-z]+) (?:(?:joint|armed|special|border|naval) )*"
    r"(?:military|forces|troops|servicemen|soldiers|army|armies|navy|navies|guards|units|paratroopers|personnel)\b"
    r"[^.;,]{0,60}?\b(?:hold|held|conduct|stag|carr|tak|beg|start|complet|wrap|launch|train)\w*\s[^.;]{0,60}$"
)
#: `trained officers at [a course]`: it is what is told
TAUGHT_AT = re.compile(
    r"\b(?:trained|taught|instructed|coached|learn(?:ed|t)|studied|practi[sc]ed|acquired|gained|explored)\b[^.;]{0,220}"
    r" (?:during|at|in|through) an? (?:[\w-]+ ){0,4}$"
)
#: `This is the second such [meeting]`
SUCH_ONE = re.compile(
    r"\b(?:[Tt]his|[Ii]t) (?:is|was|became|has become) (?:already )?(?:the )?[\w-]+ such (?:[\w-]+ ){0,2}$"
)
#: `women in peace processes and [negotiations].`: what is spoken of, and no talks
TOPIC_TALKS = re.compile(
    r"\b(?:(?:of|for|on|by|through|and|or) |(?:[a-z]+ )(?:skills|processes|techniques) (?:and|in|for) )(?:[a-z-]+ )?$"
)
THEN_ENDS = re.compile(r"(?: (?:skills|processes?|techniques|tactics))?\s*(?:[.,;)\n]|$)")
#: `will send [a mission]`
SENDS = re.compile(r"\b(?:sen[dt]s?|dispatch(?:es|ed)?|deploy(?:s|ed)?) an? (?:[\w-]+ ){0,3}$")
#: `the basis for [consultations]`
BASIS_FOR = re.compile(r"\b(?:basis|grounds|plan|mechanism|format|framework|platform|subject) (?:for|of) (?:[a-z]+ )?$")
#: `The Committee discussed efforts at the [meeting]`
AT_A = re.compile(r"\b(?:at|during) (?:the|an?|its|their) (?:[a-z-]+ ){0,2}$")
ORGAN_DID = re.compile(
    r"(?: \([\w-]+\))? (?:has |had |also )*(?:discussed|approved|adopted|considered|reviewed|decided"
    r"|agreed|endorsed|heard"
    r"|elected|appointed|backed|supported|discusses|approves|adopts|considers|reviews)\b"
)
#: `signed[: / - a Memorandum; / - an Agreement]`
LISTED_BELOW = re.compile(
    r"(?: the following)?(?: (?:bilateral |joint )?documents?| (?:agreements|papers))?(?: (?:were|was) signed)?\s*:"
    r"(?P<items>(?:\s*\n\s*(?:[-*\u2022\u2013\u2014]+|\d{1,2}[.)])\s*[^\n]+)+)"
)
ITEM = re.compile(r"\n\s*(?:[-*\u2022\u2013\u2014]+|\d{1,2}[.)])\s*(?:[-\u2013\u2014]\s*)?")
#: `The events, organized with the support of the Fund, were held at`
EVENTS_HELD = re.compile(
    r"\s*(?:The|These|Both|All|The two) (?:events?|activities|meetings|sessions|trainings|courses|workshops|seminars)\b"
    r"[^.;\n]{0,260}?\b(?:were|was) (?:held|organi[sz]ed|conducted|hosted)"
)
AND_NAME = re.compile(r" and (?:the )?(?=[A-Z])")
#: `The delegation was led by`
LED = re.compile(r"\b(?:delegations?|sides?|teams?)\b[^.;]{0,60}\b(?:was|were) (?:headed|led) by\b")
#: `the [Ministers of Internal Affairs and heads of police of] Oman and Nepal met`
MINISTERS_OF = re.compile(
    r"\b(?:[Mm]inisters|[Ss]ecretaries|[Pp]residents|[Pp]rosecutors|[Cc]hiefs|[Hh]eads)\b[^,.;]{0,80}?"
    r"\bof\s+(?=(?:the\s+)?[A-Z])"
)
#: `of [the Foreign Ministers of] Oman and Nepal, A and B`
OF_OFFICERS = re.compile(r"(?:the )?(?:[A-Z]?[a-z]+ ){0,2}(?:[Mm]inisters|[Pp]residents|[Hh]eads|[Ss]ecretaries)\b")
#: `is scheduled [for 2026]`
SET_FOR = re.compile(
    r"\b(?:scheduled|planned|set|due|slated|postponed|moved|put off|fixed|announced)[^.;,]{0,30} for (?:the )?$"
)
#: between a body and where it sits, the kind of body that sits somewhere, and what makes it one that acts
SEAT = re.compile(r"(?: \([A-Z][\w-]+\))? in (?:the )?(?:city of )?")
HAS_SEAT = re.compile(r"\b(?:Cent(?:re|er)|Office|Mission|Embassy|Delegation|Representation|Agency|Programme)\b")
GAVE_IT = re.compile(r"(?:\bby (?:the )?$|(?:^|[.\n]\s*)(?:The )?$)")
#: `Concluding an official [visit] to Italy, X met`
IN_COURSE = re.compile(
    r"(?:Concluding|Completing|Wrapping up|Starting|Beginning|Continuing|Paying|Ending|Kicking off)\b[^,.;]*$"
)
#: `meeting [of the Group and the 5th] session`
AND_ONE = re.compile(
    r" of (?:the )?[A-Z][^.;,]{3,140}? and (?:the )?(?:\d{1,3}(?:st|nd|rd|th)|[a-z]+th|first|second|third)"
    r" (?:[a-z-]+ )?"
)
#: `session of the Counter-Terrorism [Dialogue]`
NAMED_FOR = re.compile(r"\b(?:session|meeting|round|edition)s? of the (?:[A-Z][\w-]* )+$")
#: `held a meeting on 5 May with`
WITH_OTHERS = re.compile(r"\s+(?:(?:on|in|at)\s+[\w ]{2,30}\s)?(?:with|between)\b")
TEACHES = re.compile(r"(?:trained|taught|instructed|coached)\b")
TAUGHT_WHAT = re.compile(r"\s(?:on|in|how|to|about|during|at|through)\s")
#: `(ii) to organize a course`: what was agreed on
OPERATIVE = re.compile(
    r"(?:\s*(?:\d{1,2}[.)]\s*)?|[;,]?[^.;]*\([ivx\da-h]{1,4}\) )(?:To|to) (?:conduct|hold|organi[sz]e|convene)\b"
)
#: whom somebody hosts or welcomes: `hosted [the delegation of]`
HOSTED_WHOM = re.compile(
    r"\s(?:(?:his|her) (?:[A-Z]?[\w-]+ ){0,2}(?:counterpart|colleague|guest)"
    r"|(?:the )?(?:Ambassador|Minister|Deputy|Director|Head|Chairman|Chief|Secretary)\b"
    r"|(?:the |an? |its |\d+ )?(?:[\w'-]+ ){0,3}?(?:attach[eé]s|ambassadors|delegations?|diplomats|cadets|students"
    r"|journalists|counterparts|officers|specialists|heads of)\b)"
)
#: between a verb and the one it is done to
TITLED = re.compile(r"\s(?:(?:the|his|her|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|H\.E\.|visiting|newly|appointed|former|then)\s)*$")
#: what opens or closes a gathering: `the closing [ceremony] of the course`
OF_GATHERING = re.compile(
    r"[^.;]{0,90}?\b(?:[Cc]ourse|[Ww]orkshop|[Tt]raining|[Ss]eminar|[Cc]onference|[Ff]orum|[Ss]ession"
    r"|[Mm]eeting|[Ss]ummit"
    r"|[Ss]ymposium|[Rr]ound ?table|[Ee]xercises?|[Dd]rills|[Ee]vent|[Pp]rogramme)\b"
)
OPENING_RITE = re.compile(r"\b(?:opening|closing|inaugural|inauguration|certification)\s+$", re.IGNORECASE)
#: `resulted in the [adoption] of`
RESULTED_IN = re.compile(
    r"\b(?:result|culminat|end|conclud|wrap|clos|crown|finish)\w*(?: up)? (?:[^.;]{0,40}?\s)?(?:in|with|by) (?:the )?$"
)
#: `meeting [was held in Oslo on 5 May between] A and B`
FAR_WITH = re.compile(
    r"(?:,? (?:which )?(?:was|were|is|has been|will be|to be) (?:[a-z]+ly )?(?:held|organi[sz]ed|hosted"
    r"|convened|conducted"
    r"|scheduled)|,? (?:took|takes|will take|has taken) place|,? held)\b"
    r"(?:(?! and [a-z]+ed\b)[^.;\"]){0,120}? (?:with|between) (?!(?:the )?(?:participation|support|assistance"
    r"|funding|help"
    r"|aim|view|purpose|involvement|attendance|a view|an? )\b)"
)
#: a meal that somebody gives
MEAL = re.compile(r"(?:lunch(?:eon)?|breakfast|dinner)$")
MEAL_FOR = re.compile(r"\s+(?:(?:on|in|at)\s[^,.;]{2,40}?\s)?(?:for|with|in hono[u]?r of)\s")
GAVE_MEAL = re.compile(
    r"\b(?:gave|gives?|hosted|hosts?|had|attended|held|at|during|over|organi[sz]ed)\s+(?:an?|the|his|her"
    r"|its)\s+(?:[\w-]+\s+){0,2}$"
)
#: `has taken part in several [exercises]`, `regularly holds [drills]`: no single one
OF_MANY = re.compile(
    r"\b(?:several|many|various|numerous|dozens of|hundreds of|a (?:number|series|range) of|regular|annual|such"
    r"|different"
    r"|other|past|previous)\s(?:[\w-]+[\s,]+(?:and\s)?){0,6}$|\b(?:regularly|annually|often|usually"
    r"|every year)\b[^.;]*$"
)
#: `consultations on the preparation of training [in 2026]`: the year of what they spoke of
TOPIC_YEAR = re.compile(
    r"\s(?:on|about|regarding|concerning)\s(?:the\s)?(?:\w+\s){0,2}?(?:organi[sz]ation|organi[sz]ing"
    r"|preparation|planning"
    r"|plans?|plan of|holding|conduct|conducting|implementation|cooperation|activities|work|schedule|draft"
    r"|results)\b[^.;]*"
    r"\b(?:in|for)\s(?:the\s)?$"
)
#: `preparation for the upcoming [visit] of the President to Peru`: it lies ahead, whoever has come by now
UPCOMING = re.compile(r"\b(?:upcoming|forthcoming|coming|planned|future|scheduled)\s(?:[\w-]+\s){0,3}$")
OF_SOMEBODY = re.compile(r"\s(?:of|by|to)\s(?:the\s)?(?:[a-z]+\s)?[A-Z]")
#: `thanked him for holding the [conference] in Cusco`: that is told as well
FOR_HOLDING = re.compile(
    r"\bfor (?:holding|hosting|organi[sz]ing|convening|initiating|participating in|taking part in"
    r"|attending) (?:the |an? )?"
    r"(?:[\w-]+ ){0,5}$"
)
#: what nobody travels with: `a consensus was [arrived at]`
ABSTRACT = re.compile(
    r"\b(?:consensus|agreements?|conclusions?|decisions?|understanding|compromise|solutions?|figures?"
    r"|results?)\b[^.;]{0,40}$"
)
#: `in line with the agreement [signed] by both parties`
UNDER_PAPER = re.compile(
    r"\b(?:(?:compliance|accordance|line|conformity|keeping|pursuance) (?:with|of)|under|pursuant to"
    r"|according to|based on"
    r"|as per|implementation of|framework of|provisions of|terms of|on the basis of) (?:the |an? |its |their )?"
    r"(?:[\w()-]+ ){0,6}$"
)
SIGNED_LATER = re.compile(
    r"[^.;]{0,120}\b(?:\d{4}|in [A-Z][a-z]+|\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2}|today|yesterday)\b"
)
#: totals of a project: `has trained 300 officers`
HAS_DONE = re.compile(r"\b(?:has|have|had|been|being)\s+(?:been\s+|already\s+|also\s+|so far\s+)*$")
#: the first finite verb of a clause
FINITE = re.compile(
    r"\s(?:(?:also|then|further|in turn)\s)?(?:[a-z]{2,}ed|said|told|held|met|gave|made|spoke|took|drew|put|has"
    r"|had|is|was"
    r"|will|paid|thanked)\b"
)
#: what a training is done with, before and behind its noun
TRAINING_DONE = re.compile(
    r"\b(?:held|h[eo]ld|conduct(?:ed|s|ing)?|organi[sz](?:ed|es|ing)|open(?:ed|s)|complet(?:ed?|es|ing)"
    r"|conclud(?:ed|es)"
    r"|deliver(?:ed|s|ing)|provid(?:ed|es)|r[ua]n|hosted|hosts|carried out|facilitated|launched|started"
    r"|attended|attends"
    r"|received|joined|participated|took part|began)\b[^.;]{0,80}$"
)
THEN_DONE = re.compile(
    r"[^.;]{0,160}?\b(?:held|conducted|organi[sz]ed|took place|opened|completed|concluded|delivered|provided|hosted"
    r"|carried out|facilitated|launched|started|began|kicked off|wrapped up|brought together|gathered|attended by)\b"
)
#: another gathering that stands between: `met to prepare [the Summit, hosted by]`
ANOTHER_ONE = re.compile(
    r"\b(?:[Ss]ummit|[Mm]eeting|[Ss]ession|[Cc]onference|[Ff]orum|[Ww]orkshop|[Ss]eminar|[Cc]ourse|[Tt]alks|[Vv]isit)\b"
)
#: `at the Losvido range [near] Vitebsk`: the range is the venue
NEAR_BY = re.compile(r"\b(?:at|in|on) (?:the )?[^,.;]{3,60} (?:near|outside|close to) (?:the )?(?:\w+ )?$")
#: `Since 2009, officers [have completed]`
SINCE_THEN = re.compile(r"\b[Ss]ince\b")
REFUSED = re.compile(
    r"(?:\b(?:(?<!mutual )(?<!common )(?<!shared )interest(?:ed)? in"
    r"|proposed?|proposes|proposal|proposing|suggest\w*|offered to|calls? for|called for|(?-i:should"
    r"|could|might|may)"
    r"|how (?:best )?to|(?:possibility|potential|opportunity|ability) (?:of|to)|possible|ready to (?:host|hold)"
    r"|would like|hopes?|idea of|if the|whether"
    r"|no date for|(?:rul(?:e|es|ed|ing) out|no objections? to)|(?:was|were) supposed to"
    r"|(?:discuss\w*|views|opinions|(?:consultations|talks|discussions)\b[^.;]{0,60}\son)\b[^.;]{0,160}"
    r"\b(?:holding|conducting|organi[sz]ing|organi[sz]ation of|conduction"
    r"|conduct of))\b[^.;]{0,80}$)",
    re.IGNORECASE,
)
#: `offered to host a course, and the Group accepted the offer`
ACCEPTED = re.compile(
    r"[^.;]{0,120}\b(?:accepted|welcomed|supported|approved|endorsed) (?:the|this|its|their|his|her) "
    r"(?:offer|invitation|proposal|initiative|idea)\b"
)
BACKED = re.compile(
    r"\b(?:supported|welcomed|accepted|endorsed|approved|backed|support was (?:given|expressed)|agreed)\b[^.;]{0,60}"
    r"\b(?:propos|initiative|offer)",
    re.IGNORECASE,
)
#: `the summit, [which will be hosted by Oman on 5 May in] Muscat`
WHICH_WILL = re.compile(
    r",? (?:(?:that|which) (?:will|would|is|was|are|were|took|takes|had|has)|to be|scheduled|planned|due|slated|set)\b"
    r"(?:(?! and | to )[^.;,]){0,110}"
)
#: `the SCO Foreign Ministers' [meeting]`: officials of a body sit
OF_OFFICIALS = re.compile(
    r"\b(?:[A-Z]{2,}|Organi[sz]ation|Community|Union|Council|Commonwealth|Forum|Asia|Asian|States)\)? "
    r"(?:[Mm]ember [Ss]tates'? )?(?:[A-Z][\w-]+ ){0,3}(?:[Mm]inisters|[Ll]eaders|[Oo]fficials|[Hh]eads"
    r"|[Ss]ecretaries|[Ss]peakers"
    r"|[Cc]oordinators|[Ee]xperts)'? $"
)
#: `[They] held talks on trade`, told of those who have met
OF_THE_SAME = re.compile(
    r"\s*(?:They|Both(?: (?:sides|ministers|leaders|parties|officials|presidents|diplomats))?"
    r"|The (?:(?:two )?(?:sides|parties|interlocutors)|two (?:foreign )?(?:ministers|leaders|officials"
    r"|presidents|diplomats|heads of"
    r" state)))\s$"
)
ONCE_MORE = re.compile(r"\b(?:again|also|then|later|afterwards|earlier|another|separate|next|last|previous)\b")
#: `[representatives of Peru] shared their experience at the seminar`
SENT_BY = re.compile(
    r"\b(?:[Rr]epresentatives|[Ee]xperts|[Oo]fficers|[Oo]fficials|[Ss]pecialists|[Dd]elegat(?:es|ions?)"
    r"|[Ss]peakers|[Tt]rainers"
    r"|[Ll]ecturers|[Pp]rosecutors|[Ii]nvestigators|[Pp]ractitioners|[Jj]udges|[Cc]olleagues"
    r"|[Ii]nstructors) (?:of|from) "
)
ACTED_THERE = re.compile(
    r"(?<!to )\b(?:shared|exchanged|presented|demonstrated|discussed|considered|examined|explored|reviewed"
    r"|learn(?:ed|t)"
    r"|practi[sc]ed|analy[sz]ed|gained|acquired|raised|addressed|delivered|outlined|highlighted|described|briefed"
    r"|made presentations|gave presentations|spoke|contributed|introduced)\b(?! by)"
)
#: a line of a list: `- President Peter Holm`, `Peru - President Peter Holm`
LIST_LINE = re.compile(r"[ \t]*(?:[-*\u2022]|\d{1,2}[.)])?[ \t]*(?=[A-Z\"])[^\n]{3,200}")
LINE_TELLS = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|said|noted|provided|resulted|adopted|signed"
    r"|took|held|discussed)\b"
)
NOUN_MEET = re.compile(r"(?:\b(?:the|a|their|this|its|our)(?: (?:next|first|annual|recent))?|s') $")
#: `results of the [Meeting] of Neighbours held today`: when it was held is told
HELD_ON = re.compile(r"(?:\s(?:of|on)\s[^,.;]{3,90}?)?,?\sheld\s(?:today|yesterday|on|in|from|last|earlier|this)\b")
#: `will visit Oman from 3 to 5 May [to] meet`: the days of the visit
IN_ORDER_TO = re.compile(r",? (?:in order )?to (?:also )?")
#: `The regional [seminar] on borders was held in Osh`, told below its announcement
THE_SAME_KIND = re.compile(
    r"\s*The (?:(?!(?:first|second|third|next|previous|last|other"
    r"|\w+th)\b)[\w-]+ ){0,4}"
)
TOLD_IN_FULL = re.compile(r"(?:\s(?:on|for|of|about|in|at)\s[^.;]{3,160}?)?,?\s(?:was|were|took|is|has)\s")
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day $")
#: what stands before the day of a report, at the top of its page
IN_DATELINE = re.compile(r"\s*[A-Z][A-Z' /-]{2,30}(?:\([A-Z]\w+\))?[,.]?[^.\n]{0,30}?[,-]?\s")
HELD_OPENING = re.compile(
    r"\s*(?:Held|Organi[sz]ed|Conducted|Hosted|Convened|Delivered|Taking place)\b[^.;]{0,160}?,\s(?:the"
    r"|this)\s(?:[\w-]+\s){0,3}?"
    r"(?:event|workshop|seminar|training|course|conference|meeting|session|forum|round ?table|gathering|summit)\b"
)
