"""The film's folder and what is kept in it."""

from yingxi.store.atomic import adopt, replacing, write_bytes, write_text
from yingxi.store.build import BuildLog, Record, file_digest
from yingxi.store.documents import load, parse, save, upgrade
from yingxi.store.folder import FilmFolder, slug
from yingxi.store.home import home
from yingxi.store.lock import lock_folder
from yingxi.store.objects import ObjectStore, digest
from yingxi.store.packs import find_pack, pack_status
from yingxi.store.takes import Shelf, read_shelf, take_record

__all__ = [
    "BuildLog",
    "FilmFolder",
    "ObjectStore",
    "Record",
    "Shelf",
    "adopt",
    "digest",
    "file_digest",
    "find_pack",
    "home",
    "load",
    "lock_folder",
    "pack_status",
    "parse",
    "read_shelf",
    "replacing",
    "save",
    "slug",
    "take_record",
    "upgrade",
    "write_bytes",
    "write_text",
]
