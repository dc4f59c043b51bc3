"""What was asked of a server, written down beside the take before it is asked: no take is paid for twice."""

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
    """Write down that the server is about to be asked; the record that stands is gone on with.

    UsageError when an earlier run asked, never heard back, and the take may have been paid for.
    """
    if path.is_file():
        record = load(path, RemoteJob)
        if not record.id and record.price > 0:
            raise UsageError(explain_unsure(record, path))
        return record
    now = datetime.now(UTC).isoformat(timespec="seconds")
    record = RemoteJob(request=request, mark=uuid4().hex, server=server, asked=now, price=price)
    save(path, record)
    return record


def name_job(path: Path, record: RemoteJob, number: str) -> RemoteJob:
    """Write down the server's name for the job. YingxiError when another take of the film has that job."""
    for other in path.parents[1].glob("*/*.job.yaml"):
        if other != path and load(other, RemoteJob).id == number:
            raise YingxiError(
                f"the server gave job {number} for two takes ({other.parent.name}/{other.name} has it "
                "already); ask whoever runs it"
            )
    named = replace(record, id=number)
    save(path, named)
    return named


def explain_unsure(record: RemoteJob, path: Path) -> str:
    """What a person can do when nobody knows whether a paid job was taken."""
    return (
        f"{record.server} was asked for this take on {record.asked} and never answered; it may have been "
        f"paid ({record.price:.2f} US dollars). Look at the server's list: write its job's id into {path} "
        "(id: …), or delete that file to ask, and pay, anew"
    )
