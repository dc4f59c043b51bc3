"""The verdict is a pure function of findings: it weighs, never says "real", and speaks two languages."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingxi.trust.verify import judge
from yingxi.trust.verify import verdict as verdict_module
from yingxi.trust.verify.findings import (
    Findings,
    LedgerFinding,
    ManifestFinding,
    MarkFinding,
    Problem,
    RegistryFinding,
    Sign,
    Structure,
    VisibleLabel,
)
from yingxi.trust.verify.words import BASES, PROBLEMS, REASONS, STEPS, VERDICTS, say_problem, say_reason

NOTHING = Findings(path="a.mp4", bytes=1)
MARK = MarkFinding(payload=0x0123456789ABCDEF, score=17.0, threshold=8.5)
OURS = ManifestFinding(
    state="trusted", generator="Yingxi 0.1", signer="us", source_types=("algorithmicMedia",)
)
THEIRS = ManifestFinding(
    state="trusted", generator="Sora", signer="OpenAI", source_types=("trainedAlgorithmicMedia",)
)
WHOLE = LedgerFinding(path="film/ledger.jsonl", state="whole", entries=9, holds_file=True)


def with_signs(*signs):
    return Structure(kind="png", family="picture", signs=signs)


def verdict_of(**findings):
    judged = judge(replace(NOTHING, **findings))
    return judged.verdict, judged.basis


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ({}, ("unknown", "none")),
        ({"mark": MARK}, ("yingxi", "marked")),
        ({"manifest": OURS}, ("yingxi", "signed")),
        ({"manifest": replace(OURS, state="valid")}, ("yingxi", "sealed")),
        ({"manifest": replace(OURS, state="invalid")}, ("yingxi", "stated")),
        ({"ledger": WHOLE}, ("yingxi", "recorded")),
        ({"registry": RegistryFinding(title="a", same_file=True)}, ("yingxi", "recorded")),
        ({"registry": RegistryFinding(title="a", same_file=False)}, ("unknown", "none")),
        ({"ledger": replace(WHOLE, state="broken")}, ("unknown", "none")),
        ({"manifest": THEIRS}, ("others", "signed")),
        ({"manifest": replace(THEIRS, state="valid")}, ("others", "sealed")),
        ({"manifest": replace(THEIRS, state="invalid")}, ("others", "stated")),
        ({"manifest": replace(THEIRS, source_types=("digitalCapture",))}, ("unknown", "none")),
        ({"manifest": THEIRS, "mark": MARK}, ("yingxi", "marked")),
        ({"manifest": THEIRS, "structure": with_signs(Sign(code="maker", where="x", maker="Yingxi"))},
         ("others", "signed")),
        ({"manifest": replace(OURS, state="valid"),
          "structure": with_signs(Sign(code="recipe", where="x", maker="ComfyUI"))}, ("yingxi", "sealed")),
        ({"structure": with_signs(Sign(code="recipe", where="x", maker="ComfyUI"))}, ("others", "stated")),
        ({"structure": with_signs(Sign(code="source_type", where="x", words="print", ai=False))},
         ("unknown", "none")),
    ],
)  # fmt: skip
def test_the_stronger_word_counts_and_a_mark_makes_it_ours(findings, expected):
    assert verdict_of(**findings) == expected


def codes(**findings):
    judged = judge(replace(NOTHING, **findings))
    return {reason.code: reason.tone for reason in judged.reasons}, judged.alarms


def test_a_mark_in_the_sound_counts_and_another_one_than_in_the_picture_is_an_alarm():
    assert judge(replace(NOTHING, sound_mark=MARK)).basis == "marked"
    assert codes(mark=MARK, sound_mark=MARK)[1] is False
    other = replace(MARK, payload=5)
    found, alarms = codes(mark=MARK, sound_mark=other)
    assert found["sound_mark_differs"] == "alarm"
    assert alarms


def test_what_does_not_fit_together_is_an_alarm():
    moved = replace(OURS, payload=5)
    assert codes(manifest=moved, mark=MARK) == (
        {"manifest_ours_signed": "evidence", "mark_found": "evidence", "mark_differs": "alarm",
         "visible_unknown": "note"}, True,
    )  # fmt: skip
    assert codes(manifest=replace(OURS, state="invalid"))[1]
    assert codes(ledger=replace(WHOLE, state="broken"))[1]
    assert codes(ledger=replace(WHOLE, holds_file=False, expected=True))[1]
    assert not codes(ledger=replace(WHOLE, holds_file=False))[1]
    assert codes(ledger=replace(WHOLE, head_matches=False))[1]
    assert not codes(ledger=replace(WHOLE, head_matches=True))[1]


def test_a_mark_that_was_not_looked_for_is_not_said_to_be_missing():
    named = replace(OURS, payload=5)
    assert "mark_not_found" in codes(manifest=named)[0]
    slow = Problem(step="watermark", code="time")
    assert "mark_not_found" not in codes(manifest=named, problems=(slow,))[0]


def test_the_visible_label_is_only_what_a_whole_manifest_states():
    label = VisibleLabel(text="AI 生成", place="top", seconds=3)
    assert "visible_stated" in codes(manifest=replace(OURS, label=label))[0]
    assert "visible_off" in codes(manifest=replace(OURS, label=VisibleLabel(reason="a test")))[0]
    assert "visible_unknown" in codes(manifest=replace(OURS, label=label, state="invalid"))[0]


def test_a_label_without_a_maker_in_a_file_that_names_only_us_is_ours():
    own = Sign(code="maker", where="metadata", words="影戏 Yingxi", maker="Yingxi")
    label = Sign(code="aigc", where="metadata", words="1")
    assert verdict_of(structure=with_signs(own, label)) == ("yingxi", "stated")
    other = Sign(code="recipe", where="PNG", words="x", maker="ComfyUI")
    assert "aigc" in codes(structure=with_signs(own, label, other))[0]


words = st.text(max_size=20)
manifests = st.builds(
    ManifestFinding, state=st.sampled_from(["trusted", "valid", "invalid"]), generator=words, signer=words,
    source_types=st.lists(st.sampled_from(["trainedAlgorithmicMedia", "digitalCapture", "real"])).map(tuple),
    payload=st.none() | st.integers(0, 2**64 - 1), ledger_head=words,
    label=st.none() | st.builds(VisibleLabel, text=words, place=words, seconds=st.floats(0, 9), reason=words),
    problems=st.lists(words).map(tuple),
)  # fmt: skip
signs = st.builds(
    Sign, code=st.sampled_from(["aigc", "source_type", "maker", "recipe"]), where=words, words=words,
    maker=words, ai=st.booleans(),
).filter(lambda sign: sign.ai or sign.code in ("aigc", "source_type"))  # fmt: skip
findings = st.builds(
    Findings, path=words, bytes=st.integers(0), manifest=st.none() | manifests,
    structure=st.none() | st.lists(signs).map(lambda some: with_signs(*some)),
    mark=st.none() | st.just(MARK), sound_mark=st.none() | st.just(MARK),
    registry=st.none() | st.builds(RegistryFinding, title=words, when=words, same_file=st.booleans()),
    ledger=st.none() | st.builds(
        LedgerFinding, path=words, state=st.sampled_from(["whole", "broken", "unread"]),
        expected=st.booleans(), holds_file=st.none() | st.booleans(),
        head_matches=st.none() | st.booleans(), detail=words,
    ),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(findings)
def test_any_findings_have_a_verdict_with_a_basis_and_sentences_in_two_languages(found):
    judged = judge(found)
    assert judged.verdict in ("yingxi", "others", "unknown")
    assert (judged.basis == "none") == (judged.verdict == "unknown")
    assert judged.verdict in VERDICTS
    assert judged.basis in BASES
    assert judged.reasons
    if found.mark:
        assert judged.verdict == "yingxi"
    for reason in judged.reasons:
        assert re.search("[一-鿿]", say_reason(reason, "zh"))
        assert say_reason(reason, "en").isprintable()


EVERY_CASE = (
    *({"manifest": replace(one, state=state)} for one in (OURS, THEIRS) for state in ("trusted", "valid")),
    *(
        {"manifest": replace(THEIRS, source_types=("digitalCapture",), state=state)}
        for state in ("trusted", "valid")
    ),
    {"manifest": replace(OURS, state="invalid")},
    {"mark": MARK, "sound_mark": replace(MARK, payload=5)},
    {"manifest": replace(OURS, payload=5)},
    {"manifest": replace(OURS, payload=5, label=VisibleLabel(text="AI")), "mark": MARK},
    {"manifest": replace(OURS, label=VisibleLabel(reason="asked"))},
    *({"registry": RegistryFinding(same_file=same)} for same in (True, False)),
    {"ledger": replace(WHOLE, head_matches=True)},
    {"ledger": replace(WHOLE, head_matches=False, holds_file=False, expected=True)},
    *({"ledger": replace(WHOLE, state=state)} for state in ("broken", "unread")),
    {"structure": with_signs(
        *(Sign(code=code, where="x", words=f"{ai}", ai=ai)
          for code in ("aigc", "source_type") for ai in (True, False)),
        Sign(code="maker", where="x", maker="Midjourney"), Sign(code="recipe", where="x"),
    )},
    {"structure": with_signs(Sign(code="aigc", where="x", maker="Yingxi"))},
)  # fmt: skip


def test_every_sentence_is_said_in_some_case_and_every_case_has_its_sentences():
    said = {reason.code for case in EVERY_CASE for reason in judge(replace(NOTHING, **case)).reasons}
    assert said == set(REASONS)


@pytest.mark.parametrize("step", STEPS)
def test_every_problem_is_said_in_both_languages(step):
    for code in PROBLEMS:
        problem = Problem(step=step, code=code, detail="x")
        assert "could not be read: " in say_problem(problem, "en")
        assert "读不了：" in say_problem(problem, "zh")


def test_no_sentence_calls_anything_real():
    folder = Path(verdict_module.__file__).parent
    sentences = [english for _, english in (*REASONS.values(), *VERDICTS.values(), *BASES.values())]
    for sentence in sentences:
        for found in re.finditer(r"\b(real|authentic|genuine)\b", sentence):
            before = sentence[: found.start()]
            assert re.search(r"never|not mean|neither", before), sentence
    assert not re.search(r'"(real|authentic)"', (folder / "verdict.py").read_text().split('"""', 2)[2])
