"""One take on its way through a video server: asked for once, found again, waited for, fetched, checked."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yingxi.engines.jobs import (
    RemoteJob,
    begin_record,
    explain_unsure,
    name_job,
    other_records,
    record_path,
)
from yingxi.engines.protocol import Options, Progress
from yingxi.engines.received import Received, check_received
from yingxi.engines.videos_api import client as http
from yingxi.engines.videos_api.finding import find_job
from yingxi.engines.videos_api.request import VideoRequest, as_form
from yingxi.engines.videos_api.settings import VideosApiSettings, server_key, server_url
from yingxi.engines.waiting import Clock
from yingxi.film.errors import UsageError, YingxiError
from yingxi.store import digest

if TYPE_CHECKING:
    import httpx

TRIES = 3


def request_key(settings: VideosApiSettings, request: VideoRequest, options: Options) -> str:
    """The hash of what is asked of which server for which take."""
    files = [request.reference] if request.reference else []
    return digest(server_url(settings), dict(request.fields), files, options.take)


@dataclass(frozen=True, kw_only=True, slots=True)
class Errand:
    """What is asked, of whom, where that is written down, and where the video goes.

    `anew`: nobody has asked for it yet. Without an id it was asked for once and no answer was heard.
    """

    settings: VideosApiSettings
    server: http.Server
    request: VideoRequest
    record: RemoteJob
    path: Path
    folder: Path
    anew: bool

    @classmethod
    def begin(
        cls, settings: VideosApiSettings, request: VideoRequest, shot: str, options: Options, price: float
    ) -> "Errand":
        """Write the request down, or find what an earlier run wrote."""
        url, key = server_url(settings), request_key(settings, request, options)
        path = record_path(options.folder, shot, options.take, key)
        anew = not path.is_file()
        record = begin_record(path, key, url, price)
        server = http.Server(url=url, key=server_key(settings), patience=settings.patience * 60)
        return cls(
            settings=settings, server=server, request=request, record=record, path=path, anew=anew,
            folder=options.folder / ".yingxi" / "videos-api",
        )  # fmt: skip

    @property
    def may_ask_again(self) -> bool:
        """Whether asking a second time costs nothing: an own machine, or a server that knows our mark."""
        return self.record.price <= 0 or self.settings.idempotent

    def run(self, client: "httpx.Client", on_progress: Progress) -> tuple[str, Received]:
        """The job's id and its finished, checked video."""
        clock = Clock(on_progress=on_progress)
        number = self.record.id or self.recall(client) or self.ask(client, clock.wait)
        try:
            self.await_job(client, number, clock)
        except YingxiError:
            raise
        except BaseException:
            if self.settings.when_stopped == "cancel" and http.delete_job(client, number):
                self.path.unlink(missing_ok=True)
            raise
        return number, self.fetch(client, number, clock)

    def recall(self, client: "httpx.Client") -> str:
        """The id of a job that an earlier run asked for and never heard of; empty where it may be asked anew.

        UsageError where it may have been paid and the server's list does not tell which job it is.
        """
        if self.anew or self.may_ask_again:
            return ""
        found = self.find(client)
        if not found:
            raise explain_unsure(self.record, self.path)
        return name_job(self.path, self.record, found).id

    def find(self, client: "httpx.Client") -> str:
        """The id of our job in the server's list, or nothing."""
        taken = {record.id for _, record in other_records(self.path)}
        return find_job(client, self.request.fields, self.record, taken)

    def ask(self, client: "httpx.Client", wait: http.Waiting) -> str:
        """Create the job and write its id down at once; what the server refuses leaves no record."""
        number = self.create(client, wait)
        try:
            return name_job(self.path, self.record, number).id
        except YingxiError:
            if self.may_ask_again:
                self.path.unlink(missing_ok=True)
            raise

    def create(self, client: "httpx.Client", wait: http.Waiting) -> str:
        """The id of the job; asked for again, under the same mark, only where that costs nothing."""
        tries = TRIES if self.may_ask_again else 1
        for attempt in range(1, tries + 1):
            try:
                form, mark = as_form(self.request), self.record.mark
                return http.create_job(client, form, mark, wait, self.server.patience).id
            except http.UnsureError as error:
                wait(2.0 * attempt, str(error))
                found = "" if self.may_ask_again else self.find(client)
                if found:
                    return found
                if attempt == tries:
                    raise self.unsure(error) from error
            except YingxiError:
                self.path.unlink(missing_ok=True)
                raise
        raise AssertionError("each try returns or raises")

    def unsure(self, error: http.UnsureError) -> YingxiError:
        """What to say when nobody knows whether the job was taken."""
        if self.record.price > 0:
            return explain_unsure(self.record, self.path, str(error))
        url = self.server.url
        return YingxiError(f"{url} does not answer: {error}", zh=f"{url} 没有回答：{error.said('zh')}")

    def await_job(self, client: "httpx.Client", number: str, clock: Clock) -> None:
        """Wait until the job is done.

        One that failed is forgotten, so that the next run asks anew; one that the server lost, only where
        that costs nothing.
        """
        if self.media(number).is_file():
            return

        def hear(job: http.Job) -> None:
            clock.tell(job.progress, job.status)

        try:
            http.poll_job(client, number, hear, clock.wait, self.server.patience)
        except http.EndedError:
            self.path.unlink(missing_ok=True)
            raise
        except http.LostError as error:
            raise self.forget(error) from error

    def forget(self, error: http.LostError) -> YingxiError:
        """What to say of a lost job: the next run asks anew, or the person must allow a second payment."""
        if self.record.price <= 0:
            self.path.unlink(missing_ok=True)
            return YingxiError(
                f"{error}; run again to ask anew", zh=f"{error.said('zh')}；再运行一次就重新要"
            )
        dollars = f"{self.record.price:.2f}"
        return UsageError(
            f"{error}, which may have been paid ({dollars} US dollars); delete {self.path} to ask, and pay, "
            "anew",
            zh=f"{error.said('zh')}，可能已经付了钱（{dollars} 美元）；删掉 {self.path} 就重新要、重新付钱",
        )

    def media(self, number: str) -> Path:
        """Where the video of a job is kept, as it came: it may have been paid for."""
        return self.folder / f"{self.record.request[:12]}-{number.replace(':', '_')}.mp4"

    def fetch(self, client: "httpx.Client", number: str, clock: Clock) -> Received:
        """The video of a finished job, from the film's folder or the server; a broken one once more."""
        target, who = self.media(number), f"the video server's job {number}"
        for attempt in range(1, TRIES + 1):
            try:
                if not target.is_file():
                    http.fetch_video(client, number, target, clock.still, self.server.patience)
                return check_received(target, who)
            except YingxiError as error:
                target.unlink(missing_ok=True)
                if attempt == TRIES:
                    raise YingxiError(
                        f"{error} (fetched {TRIES} times; job {number} is kept in {self.path}: run again, or "
                        "delete that file to ask anew)",
                        zh=f"{error.said('zh')}（取了 {TRIES} 次；任务 {number} 记在 {self.path}："
                        "再运行一次，或删掉这个文件重新要）",
                    ) from error
                clock.wait(1.0 * attempt, str(error))
        raise AssertionError("each try returns or raises")
