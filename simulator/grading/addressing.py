"""Sentences that talk to a grader instead of answering: instructions, role tags, look-alikes of a reply.

The patterns err towards withholding: the candidate sees what was withheld and can have it judged with one key, and an
answer about AI safety may well quote such text.
"""

import re

_GRADER = (
    r"(?:ai |llm |automated |language )?"
    r"(?:grader|judge|evaluator|examiner|assessor|scorer|rater|scoring (?:model|system)|llm|language model)\b"
)
_TO = r"(?:dear|hey|hi|hello|attention|note (?:to|for)|message (?:to|for)|to|as|you are)(?: the| an?)? "
_IMPERATIVE = r"(?:^\W*|[.:;,!?] |\b(?:please|now|you|must|and|then|so) )"
_ORDER = r"\b(?:give|award|grant|assign|score|grade|rate|mark|return|output|set|report)\b"
_THIS = r"\b(?:this|my|the) (?:answer|response|reply|candidate|round|submission)\b"
_PANEL = r"\b(?:interviewer|panel|hiring manager|recruiter|committee)\b"
_SAID = r"\b(?:said|told|confirmed|agreed|decided|wrote)\b"
_PASSED = (
    r"\b(?:i (?:have )?(?:already )?(?:pass|passed|am hired|was hired|got the job)|strong hire|full marks|"
    r"top (?:score|marks)|hire me)\b"
)

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # tags and lines that open a role
        r"<\|?/?(?:im_start|im_end|system|assistant|user|inst)\b|\[/?inst\]|<<sys>>",
        r"###? ?(?:system|instruction|assistant)",
        r"^\W*(?:system|assistant|developer)(?: ?(?:message|prompt|note|override))?\W*:",
        r"\bnew (?:system )?instructions?\b\s*:",
        r"\bend of (?:the )?(?:answer|transcript|candidate)|\bbegin (?:system|grader)",
        # instructions
        _IMPERATIVE + r"(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|rubrics?|criteria|checklists?|"
        r"(?:your|system|above|previous) prompts?|scorecards?|rules? (?:above|before)|"
        r"(?:above|previous|prior) (?:text|rules?))\b",
        r"\b" + _TO + _GRADER,
        _ORDER + r".{0,40}\b(?:full|top|highest|maximum|max|perfect|best) "
        r"(?:marks?|scores?|levels?|points?|ratings?|grades?)\b",
        _ORDER + r".{0,30}" + _THIS + r".{0,30}\b(?:[45]|four|five|met|senior|hire|strong|high(?:ly|est)?|pass)\b",
        r"\b(?:mark|set|treat|count|report)\b.{0,25}\b(?:all|every|each|any)\b.{0,25}"
        r"\b(?:items?|criteria|checklist|dimensions?)\b.{0,25}\b(?:met|yes|true|passed|full|[45]|four|five)\b",
        r"\ball (?:the )?(?:items?|criteria|dimensions?)\b.{0,20}\b(?:are|is|were)\b.{0,10}\bmet\b",
        r"\b(?:the )?(?:rubric|scorecard|checklist) (?:above|below) (?:is|was|no longer|does not|has been)\b",
        # look-alikes of a reply, and verdicts of others
        r"[\"']?\b(?:status|level|anchor|score|verdict|evidence|why_not_higher|items)\b[\"']\s*:\s*[\[{\"'\d]",
        _PANEL + r".{0,40}" + _SAID + r".{0,60}" + _PASSED,
    )
)


def speaks_to_grader(folded: str) -> bool:
    """Tell whether a sentence, folded as quotes are, talks to a grader."""
    return any(pattern.search(folded) for pattern in _PATTERNS)
