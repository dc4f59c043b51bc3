"""Runs jobs in worker processes that stay warm; knows nothing of films."""

from yingxi.farm.events import FarmError, JobEvent, report
from yingxi.farm.local import JobFuture, LocalFarm

__all__ = ["FarmError", "JobEvent", "JobFuture", "LocalFarm", "report"]
