"""Work that was stopped early, kept in a safetensors file: no pickle, so it may be handed on safely."""

import json
from pathlib import Path
from typing import Any

from yingxi.film.errors import UsageError

SCHEMA = "noise-state.1"
NOT_KEPT = {"_internal_dict", "_noise"}


def keep_scheduler(scheduler: Any) -> dict[str, Any]:
    """What a scheduler remembers from step to step: past outputs, indices, its curve."""
    return {name: value for name, value in vars(scheduler).items() if name not in NOT_KEPT}


def restore_scheduler(scheduler: Any, kept: dict[str, Any], device: Any) -> None:
    """Set a scheduler to what it remembered, its past outputs on the sample's `device`."""
    import torch

    for name, value in kept.items():
        present = getattr(scheduler, name, None)
        if isinstance(value, list):
            value = [one.to(device) if isinstance(one, torch.Tensor) else one for one in value]
        elif isinstance(value, torch.Tensor):
            value = value.to(present.device if isinstance(present, torch.Tensor) else device)
        setattr(scheduler, name, value)


def save_state(path: Path, state: dict[str, Any]) -> Path:
    """Write a state whole or not at all."""
    from safetensors.torch import save

    from yingxi.store import write_bytes

    tensors: dict[str, Any] = {}
    told = json.dumps(part_tensors(state, tensors), ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, save(tensors, metadata={"schema": SCHEMA, "state": told}))
    return path


def load_state(path: Path) -> dict[str, Any]:
    """Read a state; UsageError for a file that is none."""
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        raise UsageError(
            f"noise.resume: there is no file '{path}'; make one with noise.stop_after and save_state",
            zh=f"noise.resume：没有文件“{path}”；用 noise.stop_after 和 save_state 做一个",
        )
    try:
        with safe_open(path, "pt") as file:
            told = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    except (SafetensorError, OSError) as error:
        raise UsageError(
            f"noise.resume: '{path}' cannot be read as a state ({error})",
            zh=f"noise.resume：“{path}”读不成半成品（{error}）",
        ) from error
    if told.get("schema") != SCHEMA:
        raise UsageError(
            f"noise.resume: '{path}' is no {SCHEMA} file, got '{told.get('schema', 'none')}'",
            zh=f"noise.resume：“{path}”不是 {SCHEMA} 文件，而是“{told.get('schema', 'none')}”",
        )
    found = join_tensors(json.loads(told["state"]), tensors)
    return dict(found)


def part_tensors(value: Any, tensors: dict[str, Any]) -> Any:
    """The value as JSON can hold it, its tensors put aside by number."""
    import numpy as np
    import torch

    if isinstance(value, torch.Tensor):
        tensors[str(len(tensors))] = value.detach().cpu().contiguous().clone()
        return {"$tensor": str(len(tensors) - 1)}
    if isinstance(value, np.ndarray | np.generic):
        return part_tensors(value.tolist(), tensors)
    if isinstance(value, dict):
        return {name: part_tensors(one, tensors) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [part_tensors(one, tensors) for one in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise UsageError(
        f"noise.save_state cannot keep a {type(value).__name__} of this sampler; use euler or unipc",
        zh=f"noise.save_state 存不下这个采样器的 {type(value).__name__}；请用 euler 或 unipc",
    )


def join_tensors(value: Any, tensors: dict[str, Any]) -> Any:
    """The value with its tensors back in place."""
    if isinstance(value, dict):
        if set(value) == {"$tensor"}:
            return tensors[value["$tensor"]]
        return {name: join_tensors(one, tensors) for name, one in value.items()}
    return [join_tensors(one, tensors) for one in value] if isinstance(value, list) else value
