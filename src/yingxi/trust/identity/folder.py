"""Where an identity lies, and how it is made on first use: keys for the owner alone (0600)."""

import datetime
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from yingxi.store.atomic import saying_why, sync_folder
from yingxi.store.home import home


@dataclass(frozen=True, kw_only=True, slots=True)
class IdentityFolder:
    """The paths of one identity; nothing is made or read until asked."""

    root: Path

    @property
    def local(self) -> Path:
        """What was made here: root, film and ledger certificates with their keys."""
        return self.root / "local"

    @property
    def own(self) -> Path:
        """The person's own chain and key, where they gave one."""
        return self.root / "own"

    @property
    def anchors(self) -> Path:
        """Roots of others that this machine trusts, one or more a PEM file."""
        return self.root / "anchors"


def identity_folder() -> IdentityFolder:
    """The identity's folder in the person's home; the local identity in it is made where there is none."""
    folder = IdentityFolder(root=home() / "identity")
    if not folder.local.is_dir():
        with saying_why(folder.root):
            folder.root.mkdir(mode=0o700, exist_ok=True)
            with FileLock(folder.root / ".lock"):
                if not folder.local.is_dir():
                    make_local(folder.local)
    return folder


def make_local(place: Path) -> None:
    """Make root, film and ledger keys with certificates; they appear all at once or not at all."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    from yingxi.trust.identity.certificates import certificate_pem, key_pem, make_leaf, make_root

    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    root, film = make_root(now), ec.generate_private_key(ec.SECP256R1())
    ledger = ed25519.Ed25519PrivateKey.generate()
    files = {
        "root.pem": certificate_pem(root.certificate),
        "root.key": key_pem(root.key),
        "film.pem": certificate_pem(make_leaf(root, film.public_key(), "film", now)),
        "film.key": key_pem(film),
        "ledger.pem": certificate_pem(make_leaf(root, ledger.public_key(), "ledger", now)),
        "ledger.key": key_pem(ledger),
    }
    place_files(place, files)


def place_files(place: Path, files: dict[str, bytes]) -> None:
    """Put a folder of files in its place at once; a folder that stood there gives way at the end."""
    beside = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    try:
        for name, data in files.items():
            write_secret(beside / name, data)
        if place.is_dir():
            os.replace(place, beside.with_suffix(".old"))
        os.replace(beside, place)
        sync_folder(place.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(beside.with_suffix(".old"), ignore_errors=True)


def write_secret(path: Path, data: bytes) -> None:
    """Write a new file that nobody but its owner may read at any moment (0600)."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
