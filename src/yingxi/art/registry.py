"""Every asset the art department owns, found by looking into its folders."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType, ModuleType

from yingxi.art.asset import Asset
from yingxi.film.errors import YingxiError, unknown

FOLDERS = ("sets", "props", "cast", "effects")
"""Sub-packages of yingxi.art in which one file is one asset."""


def catalogue() -> Mapping[str, Asset]:
    """All assets by id: the house's, and those that the person added (`own:…`)."""
    from yingxi.art.own.shelf import shelf_stamp

    stamp = shelf_stamp()
    return _with_own(stamp) if stamp else house_assets()


@lru_cache(maxsize=4)
def _with_own(stamp: tuple[str, ...]) -> Mapping[str, Asset]:
    from yingxi.art.own.assets import own_assets

    return MappingProxyType({**house_assets(), **{asset.id: asset for asset in own_assets()}})


@cache
def house_assets() -> Mapping[str, Asset]:
    """The assets that come with Yingxi. Modules are imported on the first call and remembered.

    A module declares `ASSET = Asset(...)` or `ASSETS = (Asset(...), ...)`; one with neither is a private
    part of another asset. A module that cannot be imported is an error with its name, never skipped.
    """
    found: dict[str, Asset] = {}
    for name in _module_names():
        for asset in declared_assets(_load(name)):
            if asset.id in found:
                raise YingxiError(f"two assets are called '{asset.id}'; rename the one in {name}")
            found[asset.id] = asset
    return MappingProxyType(found)


def asset_by_id(asset_id: str) -> Asset:
    """The asset with this id, from the catalogue or cut from a pictogram (`relief:<pack>:<symbol>`)."""
    if asset_id.startswith("relief:"):
        from yingxi.art.reliefs import relief_asset

        return relief_asset(asset_id)
    assets = catalogue()
    if asset_id not in assets:
        raise unknown("asset", asset_id, assets)
    return assets[asset_id]


def declared_assets(module: ModuleType) -> tuple[Asset, ...]:
    """What a module declares as `ASSET` or `ASSETS`; empty for a module that is part of another."""
    declared = getattr(module, "ASSETS", None)
    if declared is None:
        single = getattr(module, "ASSET", None)
        declared = () if single is None else (single,)
    for asset in declared:
        if not isinstance(asset, Asset):
            raise YingxiError(
                f"{module.__name__} declares {asset!r}; ASSET must be an yingxi.art.asset.Asset"
            )
    return tuple(declared)


def _module_names() -> Iterator[str]:
    """Full names of the modules in the asset folders, in a stable order."""
    import yingxi.art

    for folder in FOLDERS:
        paths = [f"{root}/{folder}" for root in yingxi.art.__path__]
        for info in sorted(pkgutil.iter_modules(paths), key=lambda entry: entry.name):
            yield f"yingxi.art.{folder}.{info.name}"


def _load(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except (ImportError, SyntaxError, AttributeError, TypeError, ValueError, NameError) as error:
        raise YingxiError(f"asset file {name} cannot be loaded: {type(error).__name__}: {error}") from error
