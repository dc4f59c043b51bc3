"""Engines by name, from the entry points of installed packages; ours register the same way."""

from functools import lru_cache
from importlib.metadata import entry_points

from yingxi.engines.protocol import Engine
from yingxi.film.errors import YingxiError, unknown

GROUP = "yingxi.engines"


def engine_names() -> tuple[str, ...]:
    """The names of all installed engines, in order."""
    return tuple(sorted({entry.name for entry in entry_points(group=GROUP)}))


@lru_cache(maxsize=32)
def find_engine(name: str) -> Engine:
    """The engine of that name, made once a process so that it stays warm between shots."""
    found = entry_points(group=GROUP, name=name)
    if not found:
        raise unknown("engine", name, engine_names(), "yingxi engines", zh="引擎")
    entry = next(iter(found))
    try:
        engine = entry.load()()
    except (ImportError, AttributeError) as error:
        raise YingxiError(
            f"engine '{name}' could not be loaded: {error}; reinstall what provides it",
            zh=f"引擎“{name}”装不进来：{error}；请重装提供它的包",
        ) from error
    if not isinstance(engine, Engine):
        raise YingxiError(
            f"engine '{name}' ({entry.value}) is no Engine; write `class …(Engine)`",
            zh=f"引擎“{name}”（{entry.value}）不是 Engine；请写 `class …(Engine)`",
        )
    return engine
