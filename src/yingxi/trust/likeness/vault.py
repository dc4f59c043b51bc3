"""What is kept of enrolled faces: encrypted files in the person's home, that can be destroyed.

Each file is AES-256-GCM (NIST SP 800-38D) under one key of this machine, `likeness/templates.key` (0600);
the file's own name is bound into it, so that two cannot be exchanged. Only descriptions are kept, no picture.
"""

import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from yingxi.film.errors import UsageError, YingxiError
from yingxi.store.atomic import saying_why, sync_folder, write_bytes
from yingxi.store.home import home
from yingxi.trust.likeness.describing import Description

SCHEMA = "likeness-template.1"
NONCE = 12


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Template:
    """One described face. `weights` says which weights described it; made: UTC, ISO 8601."""

    person: str
    made: str
    descriptions: Mapping[str, Description]
    weights: Mapping[str, str]
    source: str = ""


def vault_folder() -> Path:
    """The folder of all that is kept about likenesses, for the owner alone."""
    folder = home() / "likeness"
    with saying_why(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def save_template(name: str, template: Template) -> Path:
    """Encrypt a template into `<name>.face` (0600), all at once."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    sealed = nonce + AESGCM(_key(make=True)).encrypt(nonce, _packed(template), _bound(name))
    path = vault_folder() / f"{name}.face"
    write_bytes(path, sealed)
    path.chmod(0o600)
    return path


def load_template(name: str) -> Template:
    """A template by its name. YingxiError when the file was changed or the key is another."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    path = vault_folder() / f"{name}.face"
    try:
        sealed = path.read_bytes()
        data = AESGCM(_key()).decrypt(sealed[:NONCE], sealed[NONCE:], _bound(name))
    except FileNotFoundError as error:
        raise UsageError(
            f"there is no template {name}; it was revoked, or never enrolled",
            zh=f"没有模板 {name}；它被撤回了，或从没登记过",
        ) from error
    except (InvalidTag, ValueError) as error:
        raise YingxiError(
            f"{path} cannot be opened with this machine's key; it was changed or comes from elsewhere; "
            "enroll the person anew",
            zh=f"{path} 用这台机器的钥匙打不开；它被改过，或来自别处；请重新登记这个人",
        ) from error
    return _unpacked(json.loads(data))


def template_names() -> tuple[str, ...]:
    """The names of all templates that are kept."""
    return tuple(sorted(path.stem for path in vault_folder().glob("*.face")))


def destroy_template(name: str) -> bool:
    """Overwrite a template with noise and remove it; False when there was none."""
    path = vault_folder() / f"{name}.face"
    with saying_why(path):
        try:
            length = path.stat().st_size
        except FileNotFoundError:
            return False
        with path.open("rb+") as file:
            file.write(secrets.token_bytes(length))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        sync_folder(path.parent)
    return True


def _bound(name: str) -> bytes:
    return f"{SCHEMA} {name}".encode()


def _key(make: bool = False) -> bytes:
    """The key of this machine's templates, made with the first template."""
    path = vault_folder() / "templates.key"
    if make and not path.exists():
        with saying_why(path):
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(32))
    try:
        return path.read_bytes()
    except OSError as error:
        raise YingxiError(
            f"the templates' key {path} cannot be read ({error.strerror})",
            zh=f"模板的钥匙 {path} 读不了（{error.strerror}）",
        ) from error


def _packed(template: Template) -> bytes:
    sealed = {
        name: b64encode(v.astype("<f4").tobytes()).decode() for name, v in template.descriptions.items()
    }
    page = {
        "person": template.person, "made": template.made, "source": template.source,
        "weights": dict(template.weights), "descriptions": sealed,
    }  # fmt: skip
    return json.dumps(page, ensure_ascii=False).encode()


def _unpacked(page: dict[str, Any]) -> Template:
    read = {name: np.frombuffer(b64decode(text), "<f4") for name, text in page.pop("descriptions").items()}
    return Template(descriptions=read, **page)
