"""Sentences that talk to a grader instead of answering: instructions, role tags, look-alikes of a reply.

Where an order could be part of the product ("then give the highest score to the nearest driver"), it counts only in the
imperative and without such an object. In doubt the patterns err towards withholding: the candidate sees what was
withheld and can have it judged with one key, and an answer about AI safety may well quote such text.
"""

import re

_GRADER = (
    r"(?:ai |llm |automated |language |\w+ )?"
    r"(?:grader|judge|evaluator|examiner|assessor|scorer|rater|llm|(?:scoring|grading|language) model|scoring system)\b"
)
_YOU_MUST = r"\b(?:please|kindly|you (?:must|should|will|have to|need to)) "
_START = r"(?:(?:^\W*|[.:;!?] )(?:(?:now|so|then|and|just|also|instead|first)\b,? )?|" + _YOU_MUST + ")"
"""Where an order to the reader begins."""
_LOOSE_START = r"(?:^\W*|[.:;,!?\])] |\b(?:now|you|and|then|so) |" + _YOU_MUST + ")"
"""Where one may begin; so may a statement: "nurses hurry and ignore the checklist"."""
_IGNORE = (
    r"(?:ignore|disregard|forget|override|bypass|skip|"
    r"(?:do not|don't) (?:apply|use|follow)|stop (?:applying|using|following))"
)
_ORDER = r"\b(?:give|award|grant|assign|score|grade|rate|mark|return|output|set|report)\b"
_MINE = r"(?:this|my|the) (?:answer|response|reply|candidate|round|submission)\b"
_TOP = (
    r"\b(?:(?:full|top|highest|maximum|max|perfect|best) (?:marks|scores?|level|rating|grade)|"
    r"(?:full|maximum) points)\b"
)
_OF_OTHERS = rf" (?:of|to|for|among|in|by)\b (?!me\b|{_MINE}|(?:every|each|all)\b)"
_GOOD = r"\b(?:[45]|four|five|met|senior|hire|strong|high(?:ly|est)?|pass)\b"
_FULFILLED = r"(?:fully |clearly )?(?:met|yes|true|passed|fulfilled|satisfied|full|[45]|four|five)\b"
_PARTS = r"(?:items?|criteria|checklist|dimensions?)\b"
_PANEL = r"\b(?:interviewer|panel|hiring manager|recruiter|committee)\b"
_SAID = r"\b(?:said|told|confirmed|agreed|decided|wrote)\b"
_PASSED = (
    r"\b(?:i (?:have )?(?:already )?(?:pass|passed|am hired|was hired|got the job)|strong hire|full marks(?! for)|"
    r"top (?:score|marks)|hire me)\b"
)

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # tags and lines that open a role
        r"<\|?/?(?:im_start|im_end|system|assistant|inst)\b|<\|user|\[/?inst\]|<<sys>>",
        r"###? ?(?:system|instruction|assistant)",
        r"^\W*(?:(?:system|assistant)(?: ?(?:message|prompt|note|override))?|developer (?:message|prompt|note))\W*:",
        r"\bnew (?:system )?instructions?\b\s*:",
        r"^\W*end of (?:the )?(?:answer|transcript|candidate)\b|\bbegin (?:system (?:message|prompt)|grader)",
        # who is spoken to
        rf"\b(?:dear|hey|hi|hello|attention)(?: the)? (?:{_GRADER}|reviewer|ai|chatgpt|gpt|claude|gemini)\b",
        rf"\b(?:note|message) (?:to|for) (?:the |an? )?{_GRADER}",
        rf"\byou are (?:now )?(?:the |an? )?{_GRADER}(?! (?:of|than)\b)",
        rf"\bif you(?: are|'re) (?:the |an? )?(?:{_GRADER}|(?:ai|bot|machine) (?:reading|grading|judging|scoring))",
        rf"^\W*to (?:the |an? )?{_GRADER}\W*[:,]",
        rf"^\W*as (?:the |an? )?{_GRADER}\W* (?:you|output|give|return|set|mark)\b",
        # instructions
        rf"{_LOOSE_START}{_IGNORE}\b.{{0,40}}\b(?:rubrics?|scorecards?|everything (?:above|before this)|"
        r"(?:your|above|previous|prior|earlier) (?:\w+ )?(?:instructions?|prompts?|rules?|criteria|text)|"
        r"(?:instructions?|rules?|text) (?:above|before))\b",
        rf"{_START}{_IGNORE}\b.{{0,40}}\b(?:(?:instructions?|system prompts?)\b|"
        r"(?:criteria|checklists?)\b(?! (?:that|which|of|we|on|in|at|for (?!this|my)|when|once|after)\b))",
        rf"{_LOOSE_START}{_ORDER}.{{0,40}}{_TOP}(?!{_OF_OTHERS})",
        rf"{_ORDER} (?:me|{_MINE}).{{0,40}}{_TOP}",
        rf"{_LOOSE_START}{_ORDER}.{{0,30}}\b{_MINE}.{{0,30}}{_GOOD}",
        rf"\bto (?:give|award|grant|assign) this (?:candidate|answer|response|submission)\b.{{0,30}}{_GOOD}",
        rf"\b(?:grade|score|mark|rate) me\b.{{0,20}}{_GOOD}(?! stars?)",
        r"\b(?:output|return|report|(?:reply|respond|answer) with|set)(?: only)?:? (?:the )?(?:level|anchor)"
        r"(?: of| to)? (?:[45]|five)(?=$|[^\w ]| (?:for|on|and)\b)",
        rf"{_LOOSE_START}(?:mark|set|treat|count|report)\b.{{0,25}}\b(?:everything|(?:all|every|each|any)\b.{{0,25}}\b"
        rf"{_PARTS})(?: (?:as|to|is|are))? {_FULFILLED}",
        # verdicts, of one's own or put into another's mouth
        rf"^(?!.*\b(?:if|when|once|until|unless|after|before|only|whether|where|till)\b).*"
        rf"\ball (?:of )?(?:the )?(?:checklist )?{_PARTS} (?:are|is|were) (?:\w+ )?met\b",
        r"\b(?:the )?(?:rubric|scorecard) (?:above|below) (?:is|was|no longer|does not|has been)\b",
        rf"\b(?:i|(?:this|my) (?:answer|response|submission)|this candidate) deserves?\b.{{0,20}}(?:{_TOP}|{_GOOD})",
        r"\b(?:verdict|grade|judgement) (?:for|of|on) (?:this|my) (?:answer|response|candidate|submission)\b",
        rf"{_PANEL}.{{0,40}}{_SAID}.{{0,60}}{_PASSED}",
        r"\bcandidate (?:meets|met|has met|fulfils|satisfies) (?:all|every|each)\b",
        # look-alikes of a reply
        r"[\"']?\b(?:level|anchor|score)\b[\"']\s*:\s*[\"']?[1-5]\b",
        r"\bstatus\b[\"']?\s*:\s*[\"']?(?:met|partial|absent)\b[\"']?\s*(?:$|[,}\]])",
        r"\b(?:evidence|items|verdict|signs|why_not_higher|why_not_lower|suggestions)\b[\"']\s*:\s*[\[{\"'\d]",
        r"\bshown\b[\"']\s*:\s*[\"'](?:yes|no)\b",
    )
)


def speaks_to_grader(folded: str) -> bool:
    """Tell whether a sentence, folded as quotes are, talks to a grader."""
    return any(pattern.search(folded) for pattern in _PATTERNS)
