"""Workflows in API format: read, bound to what a shot needs, filled in.

An input is bound by its node's title in ComfyUI: `yingxi.prompt`, `yingxi.seed`, several in one title, or
`yingxi.length:num_frames` where the input's name must be said; or by a map file, `prompt: 6.text`.
"""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yingxi.film.errors import UsageError, unknown
from yingxi.store.yaml_reading import read_page

ROLES: Mapping[str, tuple[str, ...]] = {
    "prompt": ("text", "prompt", "positive_prompt", "string", "value"),
    "negative": ("text", "negative_prompt", "string", "value"),
    "seed": ("seed", "noise_seed", "value"),
    "width": ("width", "value"),
    "height": ("height", "value"),
    "length": ("length", "num_frames", "video_frames", "frames", "value"),
    "fps": ("fps", "frame_rate", "value"),
    "start": ("image",),
    "end": ("image",),
    "video": ("video", "file"),
}
"""What a shot gives, and what nodes call such an input, the most usual first."""

OUTPUT = "output"
TITLE = re.compile(r"(?<![\w.])yingxi\.(\w+)(?::(\w+))?")

Nodes = dict[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Workflow:
    """Nodes by id, and where each role goes: (node, input). `output` is the node whose file is the take."""

    name: str
    nodes: Nodes
    bound: Mapping[str, tuple[str, str]]
    output: str = ""


def read_workflow(path: Path, map_path: Path | None = None) -> Workflow:
    """A workflow and its bindings. UsageError for the editor's own format and bindings that lead nowhere."""
    nodes = read_nodes(path)
    bound, output = dict[str, tuple[str, str]](), ""
    for node, role, name in (*titles_of(nodes), *(read_map(map_path, nodes) if map_path else ())):
        if role == OUTPUT:
            output = node
        else:
            bound[role] = (node, name or usual_input(nodes[node], node, role))
    if "prompt" not in bound:
        raise UsageError(
            f"{path.name}: nothing says where the prompt goes; title a text node `yingxi.prompt` in ComfyUI, "
            "or write `prompt: NODE.INPUT` into a map file (--set map=FILE)",
            zh=f"{path.name}：没有说提示词放哪里；在 ComfyUI 里把文字节点的标题写成 `yingxi.prompt`，"
            "或在映射文件里写 `prompt: 节点.输入`（--set map=文件）",
        )
    return Workflow(name=path.name, nodes=nodes, bound=bound, output=output)


def read_nodes(path: Path) -> Nodes:
    """The nodes of an API-format file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError(
            f"comfyui: workflow '{path}' is missing (--set workflow=FILE)",
            zh=f"comfyui：没有工作流“{path}”（--set workflow=文件）",
        ) from error
    except (OSError, ValueError) as error:
        raise UsageError(
            f"comfyui: workflow '{path}' is no JSON: {error}", zh=f"comfyui：工作流“{path}”不是 JSON：{error}"
        ) from error
    if isinstance(data, dict) and isinstance(data.get("nodes"), list) and "links" in data:
        raise UsageError(
            f"{path.name} is in the editor's format, which only ComfyUI's own page can turn into what runs; "
            "open it there, choose Workflow, Export (API), and give that file",
            zh=f"{path.name} 是编辑器的格式，只有 ComfyUI 自己的页面能把它变成可运行的；在那里打开，选 "
            "Workflow、Export (API)，把导出的文件给我",
        )
    nodes = data.get("prompt", data) if isinstance(data, dict) else None
    if not isinstance(nodes, dict) or not nodes or not all(is_node(node) for node in nodes.values()):
        raise UsageError(
            f"{path.name}: no workflow in API format (nodes with class_type and inputs)",
            zh=f"{path.name}：不是 API 格式的工作流（有 class_type 和 inputs 的节点）",
        )
    return nodes


def is_node(value: Any) -> bool:
    """Whether this is a node of the API format."""
    named = isinstance(value, dict) and isinstance(value.get("class_type"), str)
    return named and isinstance(value.get("inputs"), dict)


def titles_of(nodes: Nodes) -> Iterator[tuple[str, str, str]]:
    """Node, role and input name (or none) of everything that titles bind."""
    for number, node in nodes.items():
        meta = node.get("_meta")
        title = str(meta.get("title", "")) if isinstance(meta, dict) else ""
        for role, name in TITLE.findall(title):
            if role not in (*ROLES, OUTPUT):
                raise unknown(
                    f"role in the title of node {number}", role, (*ROLES, OUTPUT),
                    zh=f"节点 {number} 标题里的角色",
                )  # fmt: skip
            if name:
                check_input(nodes, number, name)
            yield number, role, name


def read_map(path: Path, nodes: Nodes) -> Iterator[tuple[str, str, str]]:
    """Node, role and input name of a map file: `prompt: 6.text`, `output: 9`."""
    try:
        data = read_page(path.read_text(encoding="utf-8-sig"), path.name).data
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"comfyui: map '{path}' cannot be read: {error}", zh=f"comfyui：映射“{path}”读不了：{error}"
        ) from error
    if not isinstance(data, dict):
        raise UsageError(
            f"{path.name}: expected lines such as `prompt: 6.text`",
            zh=f"{path.name}：应该是 `prompt: 6.text` 这样的行",
        )
    for role, place in data.items():
        if role not in (*ROLES, OUTPUT):
            raise unknown(f"role in {path.name}", role, (*ROLES, OUTPUT), zh=f"{path.name} 里的角色")
        number, _, name = str(place).partition(".")
        if role == OUTPUT and number in nodes and not name:
            yield number, role, ""
            continue
        check_input(nodes, number, name)
        yield number, role, name


def check_input(nodes: Nodes, number: str, name: str) -> None:
    """UsageError when a workflow has no such node, or the node no such input."""
    if number not in nodes:
        raise unknown("node", number, nodes, zh="节点")
    node = nodes[number]
    if name not in node["inputs"]:
        raise unknown(
            f"input of node {number} ({node['class_type']})", name, node["inputs"],
            zh=f"节点 {number}（{node['class_type']}）的输入",
        )  # fmt: skip


def usual_input(node: Mapping[str, Any], number: str, role: str) -> str:
    """The node's input that usually takes this role: one that holds a value, not a wire."""
    inputs = node["inputs"]
    for name in ROLES[role]:
        if name in inputs and not isinstance(inputs[name], list):
            return name
    free = [name for name, value in inputs.items() if not isinstance(value, list)] or ["none"]
    raise UsageError(
        f"node {number} ({node['class_type']}) is titled yingxi.{role}, but which input is it? Title it "
        f"yingxi.{role}:INPUT; its inputs: {', '.join(free)}",
        zh=f"节点 {number}（{node['class_type']}）的标题是 yingxi.{role}，但指哪个输入？请写成 "
        f"yingxi.{role}:输入；它的输入：{'、'.join(free)}",
    )


def fill_in(workflow: Workflow, given: Mapping[str, Any], values: Mapping[str, Any]) -> Nodes:
    """A copy of the nodes with a shot's values, by role, and with the person's own, by `node.input`.

    What the workflow does not bind is left as it is: refusing that is the engine's business.
    """
    nodes = copy.deepcopy(workflow.nodes)
    for place, value in flatten(values):
        number, _, name = place.partition(".")
        check_input(nodes, number, name)
        nodes[number]["inputs"][name] = value
    for role, value in given.items():
        if role in workflow.bound:
            number, name = workflow.bound[role]
            nodes[number]["inputs"][name] = value
    return nodes


def flatten(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """`{"3": {"cfg": 5}}`, as `--set values.3.cfg=5` gives it, is `3.cfg: 5`."""
    for name, value in values.items():
        if isinstance(value, Mapping) and "." not in name:
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        else:
            yield name, value
