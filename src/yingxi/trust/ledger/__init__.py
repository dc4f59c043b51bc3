"""The record of how a film was made: one signed line after another, each naming the one before it.

Modules stand in dependency order: an entry, the chain of them, writing, what they add up to, the verdict.
"""

from yingxi.trust.ledger.chain import Break, Chain, check_chain
from yingxi.trust.ledger.entry import Actor, Entry, line_hash, read_line
from yingxi.trust.ledger.head import Head, find_head, ledger_head, read_head
from yingxi.trust.ledger.history import History, read_history
from yingxi.trust.ledger.verdict import Verdict, verify_ledger
from yingxi.trust.ledger.witness import Witness
from yingxi.trust.ledger.writing import Record, append

__all__ = [
    "Actor",
    "Break",
    "Chain",
    "Entry",
    "Head",
    "History",
    "Record",
    "Verdict",
    "Witness",
    "append",
    "check_chain",
    "find_head",
    "ledger_head",
    "line_hash",
    "read_head",
    "read_history",
    "read_line",
    "verify_ledger",
]
