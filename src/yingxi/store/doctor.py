"""What this machine has and lacks for making films: plain data for `yingxi doctor` and the report."""

import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from yingxi.store.packs import PackStatus, how_to_get, pack_status

Both = tuple[str, str]
"""The same sentence in Chinese and in English."""

NOTHING: Both = ("", "")
LEAST_DISK = 3
LEAST_MEMORY = 3
"""Gigabytes that a two-minute film at 1080p needs at most."""

ADAPTER_PATIENCE = 30
"""Seconds; a broken driver may hang."""

_ASK_ADAPTER = (
    "import json, wgpu; "
    "info = wgpu.gpu.request_adapter_sync(power_preference='high-performance').info; "
    "print(json.dumps(dict(info)))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One thing looked at. `cost` is what is lost without it, `get` how to get it, each in (zh, en).

    `essential` says that no film can be made without it.
    """

    name: str
    ok: bool
    detail: str
    cost: Both = NOTHING
    get: Both = NOTHING
    essential: bool = False


def examine(folder: Path = Path()) -> tuple[Check, ...]:
    """Look at everything; `folder` is where films would go. Takes about two seconds."""
    machine = (check_python(), check_adapter(), check_encoder())
    room = (check_disk(folder), check_memory(), check_cores())
    return (*machine, *room, *(check_pack(status) for status in pack_status()))


def check_python() -> Check:
    """Python itself."""
    return Check(
        name="Python",
        ok=sys.version_info >= (3, 11),
        detail=platform.python_version(),
        cost=("无法运行", "nothing runs"),
        get=("安装 Python 3.11 或更新版本", "install Python 3.11 or newer"),
        essential=True,
    )


def check_adapter() -> Check:
    """What draws the pictures; asked in a process of its own, for a broken driver may crash."""
    info, problem = ask_adapter()
    software = str(info.get("adapter_type", "")).upper() == "CPU"
    kind = "software" if software else "GPU"
    name = " ".join(str(info.get(key, "")) for key in ("device", "description", "backend_type")).strip()
    return Check(
        name="Vulkan / Metal / DirectX",
        ok=bool(info),
        detail=f"{kind}: {' '.join(name.split())}" if info else problem,
        cost=("无法绘制任何镜头", "no shot can be rendered"),
        get=(
            "安装显卡驱动；没有显卡时：sudo apt-get install mesa-vulkan-drivers libvulkan1",
            "install a graphics driver; without a GPU: sudo apt-get install mesa-vulkan-drivers libvulkan1",
        ),
        essential=True,
    )


def ask_adapter() -> tuple[dict[str, object], str]:
    """The best adapter's description, or an empty one and the reason."""
    command = [sys.executable, "-c", _ASK_ADAPTER]
    try:
        answer = subprocess.run(
            command, capture_output=True, text=True, timeout=ADAPTER_PATIENCE, check=True, encoding="utf-8"
        )
        info: dict[str, object] = json.loads(answer.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        return {}, f"the driver did not answer in {ADAPTER_PATIENCE} s"
    except subprocess.CalledProcessError as error:
        said = str(error.stderr).strip().splitlines()
        return {}, said[-1][:120] if said else f"the driver crashed (exit code {error.returncode})"
    except (OSError, ValueError, IndexError) as error:
        return {}, str(error)
    return info, ""


def check_encoder() -> Check:
    """FFmpeg inside PyAV, with the H.264 encoder."""
    cost = ("无法编码影片", "no film can be encoded")
    get = (f"{sys.executable} -m pip install -U av",) * 2
    try:
        import av

        encoders = [name for name in ("libx264", "aac") if "w" in _codec_modes(name)]
        ok = len(encoders) == 2
        detail = f"PyAV {av.__version__}: {', '.join(encoders) or 'no encoder'}"
    except ImportError as error:
        ok, detail = False, str(error)
    return Check(name="FFmpeg", ok=ok, detail=detail, cost=cost, get=get, essential=True)


def _codec_modes(name: str) -> str:
    """`w` when PyAV can encode with this codec."""
    from av.codec import Codec
    from av.codec.codec import UnknownCodecError

    try:
        Codec(name, "w")
    except UnknownCodecError:
        return ""
    return "w"


def check_disk(folder: Path) -> Check:
    """Room for takes and the master."""
    standing = next(parent for parent in (folder.resolve(), *folder.resolve().parents) if parent.exists())
    free = shutil.disk_usage(standing).free / 2**30
    return Check(
        name="disk",
        ok=free >= LEAST_DISK,
        detail=f"{free:.0f} GB free in {standing}",
        cost=("长片可能中途写满磁盘", "the disk may fill up in the middle of a film"),
        get=("清理磁盘，或用 --project 换个目录", "free some space, or choose another folder with --project"),
    )


def check_memory() -> Check:
    """Memory that is free now."""
    import psutil

    memory = psutil.virtual_memory()
    return Check(
        name="memory",
        ok=memory.available >= LEAST_MEMORY * 2**30,
        detail=f"{memory.available / 2**30:.1f} of {memory.total / 2**30:.1f} GB free",
        cost=("渲染会很慢或被系统终止", "rendering becomes slow or is killed"),
        get=("关闭其他程序，或用 --jobs 1 --draft", "close other programs, or use --jobs 1 --draft"),
    )


def check_cores() -> Check:
    """Processor cores that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Check(
        name="cores",
        ok=cores >= 2,
        detail=f"{cores}, {platform.machine()}",
        cost=("渲染时间加倍", "rendering takes twice as long"),
        get=("用 --draft 先看小样", "look at a --draft first"),
    )


def check_pack(status: PackStatus) -> Check:
    """One asset pack."""
    pack, how = status.pack, how_to_get(status.pack)
    version = f" {pack.version}" if pack.version else ""
    return Check(
        name=pack.name,
        ok=status.ok,
        detail=status.problem or f"{pack.package}{version} ({pack.licence})",
        cost=(pack.without.zh, pack.without.en),
        get=(how.zh, how.en),
    )
