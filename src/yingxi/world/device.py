"""The graphics device: one per process, hardware if there is any, Mesa's software Vulkan otherwise."""

import os
import tempfile
from dataclasses import dataclass
from functools import cache
from typing import Any

from yingxi.film.errors import YingxiError


@dataclass(frozen=True, eq=False, slots=True)
class Device:
    """An open wgpu device, its queue, its name, and whether it is real hardware."""

    gpu: Any
    queue: Any
    name: str
    hardware: bool


@cache
def open_device() -> Device:
    """The device of this process; raises YingxiError where there is no Vulkan at all."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    import wgpu

    choose_backends()
    adapter = find_adapter()
    limits = {"max-storage-buffers-per-shader-stage": 8}
    gpu = adapter.request_device_sync(required_limits=limits)
    info = adapter.info
    hardware = info["adapter_type"] in ("DiscreteGPU", "IntegratedGPU", "VirtualGPU")
    name = info["description"] or info["device"] if not hardware else info["device"]
    assert isinstance(gpu, wgpu.GPUDevice)
    return Device(gpu, gpu.queue, str(name), hardware)


def choose_backends() -> None:
    """Leave OpenGL out: probing it takes a second and prints warnings."""
    from wgpu.backends.wgpu_native import extras

    if "WGPU_BACKEND" not in os.environ:
        extras.set_instance_extras(backends=["Vulkan", "Metal", "DX12"])


def find_adapter() -> Any:
    """The fastest adapter that speaks Vulkan, Metal or D3D12."""
    import wgpu

    try:
        adapter = wgpu.gpu.request_adapter_sync(power_preference="high-performance")
    except RuntimeError as failure:
        raise no_adapter() from failure
    if adapter is None:
        raise no_adapter()
    return adapter


def no_adapter() -> YingxiError:
    """What to say when nothing can draw."""
    return YingxiError(
        "no graphics adapter; the world engine needs Vulkan, Metal or D3D12: on Linux without a GPU "
        "install mesa-vulkan-drivers (apt-get install mesa-vulkan-drivers), then run `yingxi doctor`"
    )


def adapter_name() -> str:
    """What draws, in its maker's words."""
    return open_device().name
