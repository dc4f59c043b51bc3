"""Verify: what a file says of its own making, read in a guarded process; never whether it is "real".

Modules stand in dependency order: findings, layout, signs, verdict and its words; limits, readers, the
guarded process; all of them over one file, and the report.
"""

from yingxi.trust.verify.findings import Findings, Problem, Sign
from yingxi.trust.verify.guard import Guard
from yingxi.trust.verify.limits import Limits
from yingxi.trust.verify.report import SCHEMA, FileReport, Report, as_json, verify, verify_file
from yingxi.trust.verify.verdict import Judgement, Reason, judge

__all__ = [
    "SCHEMA",
    "FileReport",
    "Findings",
    "Guard",
    "Judgement",
    "Limits",
    "Problem",
    "Reason",
    "Report",
    "Sign",
    "as_json",
    "judge",
    "verify",
    "verify_file",
]
