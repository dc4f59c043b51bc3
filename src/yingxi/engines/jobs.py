"""What was asked of a server, written down beside the take before it is asked: no take is paid for twice."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from yingxi.film.errors import UsageError, YingxiError
from yingxi.store import load, save


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoteJob:
    """One request. `request` is its hash, `mark` names it to the server, `id` is the server's name for it.

    Without an `id` it was asked for and the answer never came. `price` is US dollars. A person may edit this.
    """

    request: str
    mark: str
    server: str
    asked: str
    price: float = 0.0
    id: str = ""


def record_path(folder: Path, shot: str, take: int, request: str) -> Path:
    """Where the record of a take's request lies: beside its media."""
    return folder / "takes" / shot / f"{take:03d}.{request[:12]}.job.yaml"


def begin_record(path: Path, request: str, server: str, price: float) -> RemoteJob:
    """Write down that the server is about to be asked; the record that stands is gone on with."""
    if path.is_file():
        return load(path, RemoteJob)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    record = RemoteJob(request=request, mark=uuid4().hex, server=server, asked=now, price=price)
    save(path, record)
    return record


def other_records(path: Path) -> Iterator[tuple[Path, RemoteJob]]:
    """All other records of the film, those of a long shot's passes too."""
    folder = path.parents[2]
    root = next((outer.parent for outer in folder.parents if outer.name == ".yingxi"), folder)
    for place in ("takes/*/*.job.yaml", ".yingxi/passes/*/*/takes/*/*.job.yaml"):
        for other in sorted(root.glob(place)):
            if other.resolve() != path.resolve():
                yield other, load(other, RemoteJob)


def name_job(path: Path, record: RemoteJob, number: str) -> RemoteJob:
    """Write down the server's name for the job. YingxiError when another take of the film has that job."""
    for other, theirs in other_records(path):
        if theirs.id == number and theirs.server == record.server:
            raise YingxiError(
                f"the server gave job {number} for two takes ({other.parent.name}/{other.name} has it "
                "already); ask whoever runs it",
                zh=f"服务器把同一个任务 {number} 给了两条（{other.parent.name}/{other.name} 已经有它）；"
                "请问服务器的管理者",
            )
    named = replace(record, id=number)
    save(path, named)
    return named


def explain_unsure(record: RemoteJob, path: Path, why: str = "") -> UsageError:
    """What a person can do when nobody knows whether a paid job was taken."""
    more, also = (f" ({why})", f"（{why}）") if why else ("", "")
    return UsageError(
        f"{record.server} was asked for this take on {record.asked} and never answered; it may have been "
        f"paid ({record.price:.2f} US dollars). Look at the server's list: write its job's id into {path} "
        f"(id: …), or delete that file to ask, and pay, anew{more}",
        zh=f"{record.asked} 向 {record.server} 要过这一条，没有等到回答；可能已经付了钱"
        f"（{record.price:.2f} 美元）。请看服务器上的任务列表：把任务号写进 {path}（id: …），"
        f"或删掉这个文件重新要、重新付钱{also}",
    )
