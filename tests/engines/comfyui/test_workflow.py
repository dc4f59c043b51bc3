"""Workflows: told apart by their format, bound by titles or a map, filled in without touching the rest."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from yingxi.engines.comfyui.workflow import fill_in, read_workflow
from yingxi.film import UsageError

NODES = {
    "3": {"class_type": "KSampler", "inputs": {"seed": 1, "cfg": 7.0, "steps": 20, "positive": ["6", 0]},
          "_meta": {"title": "yingxi.seed"}},
    "5": {"class_type": "EmptyLatentVideo", "inputs": {"width": 512, "height": 512, "length": 16},
          "_meta": {"title": "size: yingxi.width yingxi.height yingxi.length"}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "old words", "clip": ["4", 1]},
          "_meta": {"title": "影戏 yingxi.prompt"}},
    "9": {"class_type": "SaveVideo", "inputs": {"frames": ["3", 0], "fps": 24.0}, "_meta": {"title": "Save"}},
}  # fmt: skip


def written(tmp_path, data, name="w.json"):
    path = tmp_path / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_titles_bind_inputs_and_the_rest_stays(tmp_path):
    workflow = read_workflow(written(tmp_path, NODES))
    assert workflow.bound == {
        "seed": ("3", "seed"), "width": ("5", "width"), "height": ("5", "height"), "length": ("5", "length"),
        "prompt": ("6", "text"),
    }  # fmt: skip
    filled = fill_in(workflow, {"prompt": "a boat", "seed": 9, "fps": 24}, {"3.cfg": 5, "9": {"fps": 12}})
    assert (filled["6"]["inputs"]["text"], filled["3"]["inputs"]["seed"]) == ("a boat", 9)
    assert (filled["3"]["inputs"]["cfg"], filled["9"]["inputs"]["fps"]) == (5, 12)
    assert filled["5"] == NODES["5"]
    assert workflow.nodes["6"]["inputs"]["text"] == "old words"


def test_a_map_file_stands_over_titles(tmp_path):
    lines = "prompt: 6.text\nfps: 9.fps\noutput: 9\nlength: 3.steps\n"
    workflow = read_workflow(written(tmp_path, {"prompt": NODES}), written(tmp_path, lines, "map.yaml"))
    assert (workflow.bound["fps"], workflow.bound["length"]) == (("9", "fps"), ("3", "steps"))
    assert workflow.output == "9"


def titled(number, title):
    return {**NODES, number: {**NODES[number], "_meta": {"title": title}}}


@pytest.mark.parametrize(
    ("data", "lines", "message"),
    [
        ({"nodes": [], "links": []}, "", r"is in the editor's format.*Workflow, Export \(API\)"),
        ("{", "", "is no JSON"),
        ([1], "", "no workflow in API format"),
        ({"6": {"class_type": "X"}}, "", "no workflow in API format"),
        (titled("6", "Prompt"), "", "nothing says where the prompt goes; title a text node `yingxi.prompt`"),
        (titled("3", "yingxi.sed"), "", "unknown role in the title of node 3 'sed'; did you mean 'seed'"),
        (titled("3", "yingxi.seed:sead"), "", r"unknown input of node 3 \(KSampler\) 'sead'; did you mean"),
        (titled("9", "yingxi.length"), "", r"titled yingxi.length, but which input is it\? .*inputs: fps"),
        (NODES, "prompt: 7.text", "unknown node '7'"),
        (NODES, "prompts: 6.text", "unknown role in map.yaml 'prompts'; did you mean 'prompt'"),
        (NODES, "6.text", "expected lines such as `prompt: 6.text`"),
    ],
)
def test_what_cannot_be_bound_is_said(tmp_path, data, lines, message):
    map_path = written(tmp_path, lines, "map.yaml") if lines else None
    with pytest.raises(UsageError, match=message):
        read_workflow(written(tmp_path, data), map_path)


def test_values_that_lead_nowhere_are_refused(tmp_path):
    workflow = read_workflow(written(tmp_path, NODES))
    with pytest.raises(UsageError, match=r"unknown input of node 3 \(KSampler\) 'cgf'; did you mean 'cfg'"):
        fill_in(workflow, {}, {"3.cgf": 5})


@settings(deadline=None, max_examples=60)
@given(some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(
        some.sampled_from(["nodes", "links", "prompt", "class_type", "inputs", "_meta", "title", "6"]), inner
    ),
    max_leaves=12,
))  # fmt: skip
def test_any_json_is_a_workflow_or_a_line(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_workflow(path)
    assert "\n" not in str(refused.value)
