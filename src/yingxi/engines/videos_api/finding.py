"""A job that was asked for and whose answer never came, found again in the server's own list.

`GET /v1/videos`: OpenAI API, List videos; vLLM-Omni docs/serving/videos_api.md.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from yingxi.engines.jobs import RemoteJob
from yingxi.engines.videos_api.client import NUMBER

if TYPE_CHECKING:
    import httpx

PAGES, PAGE = 5, 100
SKEW = 300.0
"""Seconds by which the server's clock may be behind ours."""
TOLD = ("prompt", "size", "seconds", "model")
"""What a server may say of a job, and what we asked for under the same name."""


def find_job(
    client: "httpx.Client", fields: Mapping[str, str], record: RemoteJob, taken: Collection[str]
) -> str:
    """The id of the one job in the server's list that can only be ours; empty where there is none such.

    It has our prompt, nothing that it says of itself is otherwise, it was made after we asked, and no other
    take has it. Of two alike nobody can tell which is whose, so neither is taken.
    """
    asked = datetime.fromisoformat(record.asked).timestamp() - SKEW
    found = {job["id"] for job in list_jobs(client) if is_like(job, fields, asked) and job["id"] not in taken}
    return found.pop() if len(found) == 1 else ""


def is_like(job: Mapping[str, Any], fields: Mapping[str, str], asked: float) -> bool:
    """Whether a job is what we asked for, as far as it says."""
    made = job.get("created_at")
    said = {name: str(job[name]) for name in TOLD if job.get(name) is not None}
    same = all(fields[name] == value for name, value in said.items() if name in fields)
    return "prompt" in said and same and isinstance(made, int | float) and made >= asked


def list_jobs(client: "httpx.Client") -> Iterator[Mapping[str, Any]]:
    """The server's newest jobs; none where it has no list, for then it says nothing."""
    import httpx

    after: dict[str, str] = {}
    for _ in range(PAGES):
        try:
            answer = client.get("videos", params={"limit": PAGE, "order": "desc", **after})
            page = answer.json() if answer.is_success else {}
        except (httpx.HTTPError, ValueError):
            return
        jobs = page.get("data") if isinstance(page, dict) else None
        for job in jobs if isinstance(jobs, list) else ():
            if isinstance(job, dict) and re.fullmatch(NUMBER, str(job.get("id", ""))):
                yield {**job, "id": str(job["id"])}
        last = page.get("last_id") if isinstance(page, dict) and page.get("has_more") is True else None
        if not isinstance(last, str) or after.get("after") == last:
            return
        after = {"after": last}
