"""Where the action, the clause and the cue of an English commitment begin and end: by marks and words alone."""

from __future__ import annotations

import re

from extract.language.later import later

_END = later(
    r",? (?:and|as well as) (?:also |further |in turn )?(?=(?:have |has )?"
    r"(?:intend|volunteer|reaffirm|reiterat|stress|agree|express|propos|call|underlin|underscor|emphasi"
    r"|decid|urg|instruct|encourag|appeal|vow|pledg|promis|undert|task|invit|recommend|commit|confirm)\w*\b)"
    r"|,? and (?:also |further )?(?=(?:noted|noting|thanked|welcomed|promised|pledged|invited|asked|praised|assured|"
    r"declared|announced|suggested|confirmed|offered|requested|recommended|said|told|discussed|will|would|had|has|have|"
    r"is|are|was|were|wished|informed|briefed|that|signed|adopted|visited|presented|toured|met|received|gave|opened|"
    r"stands?|stood|remains?|intends?|plans?|undertook|agreed|urged|tasked|instructed|decided|endorsed|reaffirmed|"
    r"hope[sd]?|believe[sd]?|considers?|expects?|noted|attended|added|took|held|spoke|speaks?|opposed|rejected"
    r"|condemned|advocated|favou?red"
    r"|highlighted|voiced|looked|looks?|reached|acknowledged|recogni[sz]ed|supported|appreciated|requested"
    r"|outlined|pointed|drew|paid"
    r"|raised|touched|exchanged|conveyed|commended|congratulated|mentioned|considered|reviewed|concluded|approved)\b)"
    # `the need for A and the importance of B`
    r"|,? and (?=(?:laid|lays?|placed?|puts?) (?:\w+ ){0,2}(?:stress|emphasis)\b)"
    r"|,? (?:and|as well as) (?=(?:on |of )?the (?:need|necessity|importance|inadmissibility) (?:of|for|to)\b)"
    # `to set up a fund and to instruct the Secretariat to`
    r"|,? and (?=to (?:instruct|task|entrust|commission|mandate) )"
    # `a working group, to be chaired by Tajikistan in 2025`
    r"|, (?:considering|given|bearing in mind|taking into account|keeping in mind|recalling|recogni[sz]ing) that\b"
    r"|, worth\b|: (?=(?:the )?[\w ]{2,30} (?:will|would)\b)"
    # `the proposal to set up a base [was sent back]`
    r"| (?:was|were|has been|had been) (?=(?:sent back|rejected|put off|postponed|supported|backed|approved|accepted"
    r"|welcomed|returned|referred|considered|dropped|discussed|announced|made|taken|published|tabled|confirmed"
    r"|mentioned"
    r"|noted|highlighted|praised|reached|stressed|emphasi[sz]ed|underlined|underscored|reaffirmed|reiterated"
    r"|pointed out)\b)"
    # the side clause that tells more of the place, and what is told in passing at the end
    r"|, where\b|, (?:starting with|beginning with|showcasing|demonstrating|making|thereby|thus|bringing|reaffirming"
    r"|noting|adding|suspended|interrupted|halted|begun|followed|financed|funded|sponsored|established|built"
    r"|adopted|agreed)\b"
    r"|, to be (?:conducted|delivered|opened|provided|run|chaired|led|headed|held|hosted|financed|funded"
    r"|coordinated|convened|co-chaired|followed|signed"
    r"|implemented)\b"
    r"|, (?:the )?[\w ]{2,30} of which\b|, an? [\w-]+ (?:that|which)\b"
    # `hold joint courses, with Oman covering the costs`
    r"|, with (?:the |its |each |both )?[\w-]+(?: [\w-]+){0,3} (?!during\b)[a-z]{2,}ing\b"
    # `finish the terminal by May, the Omani side promising to fund it`, `, weather permitting`, `, dates to be set`
    r"|, (?:(?:the|its|their|each|both) )?[\w-]+(?: [\w-]+){0,3} (?:promising|pledging|undertaking|agreeing|offering"
    r"|volunteering|permitting|allowing)\b(?=[.;]?$| to\b)"
    r"|, (?:with )?(?:the |its |their )?(?:exact )?(?:dates?|venues?|modalities|details|timing|agenda)(?: [\w-]+){0,4}?"
    r" to be\b|, subject to\b(?![^,.;]*, (?:the|an?|to)\b)"
    r"|, [A-Z]\w+ (?:learned|learnt|reports?|reported)\b"
    r"|, an? [\w-]+ (?:first |once |also )?(?:made|given|reached|signed|announced|launched|adopted)\b"
    r"|,? (?:and|but) (?=(?:(?:next|this|last|in) \w+ )?(?:he|she|they|it|we|I|the sides|the parties|the ministers)\b)"
    r"|,? (?:and|but|while) (?=(?:the|both|its|their|an?|[A-Z])[\w\s.'-]{1,60}?(?<! and)(?<! also)"
    r" (?:will|would|shall|commits|undertakes|pledges|promises|offers|agrees|plans?|intends?|"
    r"intended|undertook|agreed|is (?:ready|planning)|are (?:ready|planning)|pledged|promised|expressed|decided|"
    r"stands? ready|proposed|offered|invited|called|stressed|noted|confirmed|announced|thanked"
    r"|welcomed|urged|suggested|accepted|supported|approved|backed|adopted|requested|told|received)\b)"
    r"|, if (?!(?:necessary|needed|required|possible|appropriate|any|applicable|so)\b)"
    # `to keep consulting, it noted`
    r"|,? (?:he|she|it|they) (?:said|added|noted|informed|stressed|stated|told|reported|explained|announced|underlined"
    r"|emphasi[sz]ed|pointed out|concluded|continued|recalled)\b"
    r"|, (?:while|whereas) (?=\w)|,? so that\b"
    # the title's `- Minister (INTERVIEW)`
    r"| [-\u2013\u2014] (?=(?-i:[A-Z])[\w.-]*(?: (?-i:[A-Z])[\w.-]*){0,3}(?: \((?-i:[A-Z])+\))?$)"
    r"|, (?=(?:the )?(?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])[\w-]+){0,3} "
    r"(?:promised|pledged|undertook|offered|agreed|volunteered|vowed|intends?|plans?|expressed|voiced|proposed)\b)"
    # `to open an office in Osh, the dates are not known`
    r"|, (?=(?:the|their|its) (?:[\w-]+ ){1,3}(?:is|are|was|were) (?:not |still |to |being |yet |already )*\w+[.,;]?$)"
    r"|,? (?:for as long as|as long as|as soon as|provided that|unless|once (?!(?:a|an|per|every|each)\b))"
    r"|,? but\b|;|, (?:he|she|the \w+) (?:said|added|noted)\b|, (?:says|reads|said|reported|reports|stated)\b"
    r"|,?[\"\u201d]"
    r"|, (?:(?:Mr|Ms|Mrs|Dr|Gen|Col)\.? )?(?:the |an? |officials|sources|[A-Z])[\w.' -]{0,90}? ?"
    r"(?:said|says|reads|told|added|noted|explained|announced|stressed|reported|reports|informed|informs|has learned)\b"
    r"|[\"\u201d] ?(?:,|-|\u2013)|,?(?: for| in| under| through| with| of| to| on)? (?:which"
    r"|who|whose|while|whereas|as stated|according to)\b"
)
_PURPOSE = later(
    r",? (?:(?:for (?:that|this|the same) purpose|to (?:that|this) end)$"
    r"|(?:in order to|so as to|with a view to|with the aim of|for the purpose of|to ensure that) [^,]*$)"
)
#: being at an event is done on its day, which a side clause may tell
ATTENDING = later(r"(?:to )?(?:take part|participate|attend)\b", re.IGNORECASE)
#: `agreed [in Tbilisi on Thursday] to hold`
ONE_ASIDE = (
    r"(?:,? (?:(?:in|at) (?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])[\w-]+)?|on (?:\w+day|\d{1,2} (?-i:[A-Z])[a-z]+"
    r"|(?-i:[A-Z])[a-z]+ \d{1,2})"
    r"|(?:last|earlier this|later last|this) (?:week|month|year|spring|summer|autumn|fall|winter)"
    r"|(?:in|last|this) (?-i:[A-Z])[a-z]+(?: \d{4})?|(?:during|at|after|following) (?:the|their|its) [\w-]+(?: [\w-]+)?"
    r"|today|yesterday|in principle|jointly|further|unanimously|separately)\b,?)"
)
#: `commitment to [the three conventions]`: no infinitive follows
TO_NOUN = later(
    r"to (?=(?:the|all|its|their|these|those|a|an|this|that|international)\b"
    r"|(?!(?:bring|sing|ring|swing|wring|fling|cling|sting|string|spring)\b)[a-z]+ing\b)"
)
#: `commitment to [closer] contacts`: nor here
TO_MORE = later(
    r"to (?:closer|deeper|stronger|broader|wider|greater|tighter|fuller|enhanced|increased|expanded) "
    r"(?!than\b)(?=[a-z])"
)
#: adverbs before the verb: `will also soon [install]`
LEADING = later(
    r"(?:(?:also|further|soon|jointly|then|therefore|thus|again|once again|in turn|henceforth|still|now|always"
    r"|(?!(?:apply|supply|rely|comply|reply|multiply|imply|fly|ally|tally|rally)\b)[a-z]{3,}ly) )+"
)
_DAY = later(r"(?<! on) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_AGREED_THAT = later(
    r"(?:(?<=agreed)|(?<=decided)|(?<=resolved)|(?<=reached)|(?<=concurred)|(?<=ruled)"
    r"|(?<=reiterated)|(?<=reaffirmed)|(?<=underlined)|(?<=underscored)) that\b.*$",
    re.IGNORECASE,
)
_WHEN = later(rf"(?<=\w){ONE_ASIDE}{{1,3}}$", re.IGNORECASE)
_SUPPORT = later(r"^(offer\w*|pledged|promised|extended)\b(?! to\b).*$", re.IGNORECASE)
_OFFER = later(r"^(offer|readiness|willingness) of\b.*$", re.IGNORECASE)
_CALL = later(r"^(call\w* for)\b.*$", re.IGNORECASE)


#: where those in office sit for the bodies they lead: nobody of them alone is meant by `the ministers`
SITTINGS = frozenset({"session", "summit", "conference"})
#: when somebody did it, behind the subject: `Minister Lang [at the meeting] expressed`
AT_TALKS = later(
    r" (?:during|at|in|following|after) (?:the|their|an?|this|his|her|its) (?:[\w-]+ ){0,3}(?:meeting|talks"
    r"|session|visit"
    r"|conversation|event|briefing|summit|forum|conference|workshop|ceremony|negotiations|consultations|call"
    r"|discussion)s?\b"
    r"[^,]*$"
)
#: `The ministers, [in line with the plan], agreed`
ASIDE_BEHIND = later(
    r", (?:under|in|on|at|with|within|during|following|after|as|by|for|having|noting|considering|recalling"
    r"|taking|acting"
    r"|guided|pursuant|together|along)\b[^;]*,\s*$"
)
#: before a participle that tells what the subject of the verb did as well
BESIDE = later(r"(?:,|\bwhile(?: also)?|\b(?:thus|thereby|also|further)) ?$")
HEAD_OF_STATE = later(r"\b[Tt]he ([Hh]ead of [Ss]tate|president|nation's leader)\s*$")
OF_TWO = later(r"(?:both|(?:the|these)? ?two)\b", re.IGNORECASE)
RULERS = later(
    r"(?:ministers|leaders|presidents|heads(?: of .*)?|secretaries|chiefs|prosecutors|directors)$", re.IGNORECASE
)
#: people and bodies in lower case, who may well do what is told of them
PLAIN = later(
    r"\b(?:(?:the|an?|both|its|their|his|her) )?(?:[\w-]+ ){0,3}(?:mentors|instructors|trainers|officers|specialists"
    r"|experts"
    r"|inspectors|teams?|companies|donors|partners|neighbou?rs|police|coordinators?|troops|units?|guards"
    r"|ministry|agency"
    r"|cent(?:er|re)|office|group|committee|secretariat|council|department|embassy|government|mission|side|service"
    r"|authorities|administration|company|laborator(?:y|ies)|commission|organi[sz]ers|board|bureau|parliament|assembly"
    r"|envoy|ambassador|minister|director|president|chair(?:man|woman|person)?|spokes(?:man|woman|person)|secretary"
    r"|secretary[- ]general|director[- ]general|leader|chief|commander|governor|speaker|official|delegate|diplomat"
    r"|lawmakers?|deputy)\s*$",
    re.IGNORECASE,
)
_REFRAINS = later(
    r"(?:to )?(?:also |further |jointly )?(?:refrain(?:ing)?|abstain(?:ing)?|desist(?:ing)?) from\b", re.IGNORECASE
)


def refrains(action: str) -> bool:
    """`to refrain from sheltering them`: a refusal."""
    return _REFRAINS.match(action) is not None


def bare_cue(words: str) -> str:
    """The cue without the `that`, article or white space at its end; `hope that` keeps it."""
    words = _AGREED_THAT.sub("", _DAY.sub("", words.rstrip()))
    words = _SUPPORT.sub(r"\1", _CALL.sub(r"\1", _WHEN.sub("", words)))
    words = _OFFER.sub(r"\1", words)
    if words.endswith(" that") and not words.endswith("hope that"):
        words = words[:-5].rstrip()
    return words


def sentence_rest(text: str, end: int) -> int:
    stop = re.compile(r"[.;\"](?:\s|$)").search(text, end)
    return stop.start() if stop else len(text)


def action_end(text: str, begin: int) -> int:
    end = len(text)
    for stop in _END.finditer(text, begin + 3):
        mark = text.find('"', stop.start(), stop.end())
        spoken = mark > 0 and text[mark - 1] in ",.!?"
        if mark >= 0 and not spoken and (text.count('"', 0, mark) % 2 == 0 or text.count('"', begin, mark) % 2):
            # the mark opens or closes a name: `the operation "Web" on a permanent basis`
            continue
        end = stop.start()
        break
    purpose = _PURPOSE.search(text, begin, end)
    if purpose and purpose.start() > begin + 12:
        end = purpose.start()
    while end > begin and text[end - 1] in ' .,;:*"':
        if text[end - 1] == '"' and text.count('"', begin, end) % 2 == 0:
            # the closing mark of a name
            break
        end -= 1
    return end


def clause_start(text: str, cue: int) -> int:
    that = text.rfind(" that ", 0, cue)
    return that + 6 if that >= 0 else len(text) - len(text.lstrip(' *"'))
