"""Asking an OpenAI-compatible endpoint for JSON of a given shape, with one chance to repair it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from yingxi.film import UsageError, YingxiError

Shape = TypeVar("Shape", bound=BaseModel)
TIMEOUT_S = 120.0


class NoAnswerError(YingxiError):
    """The endpoint gave nothing that can be used; the message says why, and never the key."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """Where the model is. `key` is sent and never shown."""

    url: str
    model: str
    key: str = ""
    timeout: float = TIMEOUT_S

    def __repr__(self) -> str:
        return f"Endpoint(url={self.url!r}, model={self.model!r}, key={'***' if self.key else ''!r})"


def endpoint_from(environ: Mapping[str, str]) -> Endpoint | None:
    """The endpoint of YINGXI_LLM_URL, _MODEL and _KEY; None when neither URL nor model is set.

    Raises UsageError when only one of URL and model is set, or the URL is not http(s).
    """
    url, model = environ.get("YINGXI_LLM_URL", "").strip(), environ.get("YINGXI_LLM_MODEL", "").strip()
    if not url and not model:
        return None
    if not (url and model):
        have, lack = ("YINGXI_LLM_URL", "YINGXI_LLM_MODEL") if url else ("YINGXI_LLM_MODEL", "YINGXI_LLM_URL")
        raise UsageError(f"{have} is set but {lack} is not; set both, or neither to write by rules")
    if not url.startswith(("http://", "https://")):
        raise UsageError(f"YINGXI_LLM_URL is '{url}'; it must begin with http:// or https://")
    return Endpoint(url=url.rstrip("/"), model=model, key=environ.get("YINGXI_LLM_KEY", "").strip())


def ask(endpoint: Endpoint, system: str, user: str, shape: type[Shape]) -> Shape:
    """One answer of the wanted shape. An invalid one is sent back once with what is wrong.

    Raises NoAnswerError when the endpoint fails, is too slow, or errs twice.
    """
    messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    answer = _chat(endpoint, messages, shape)
    try:
        return _validated(answer, shape)
    except ValueError as error:
        wrong = _explain(error)
    messages += [
        {"role": "assistant", "content": answer},
        {
            "role": "user",
            "content": f"This is not valid: {wrong}. Answer again with the corrected JSON only.",
        },
    ]
    try:
        return _validated(_chat(endpoint, messages, shape), shape)
    except ValueError as error:
        raise NoAnswerError(f"its answer was not valid, twice: {_explain(error)}") from None


def _validated(answer: str, shape: type[Shape]) -> Shape:
    """The first JSON object of an answer, as the wanted shape; ValueError says what is wrong."""
    start, end = answer.find("{"), answer.rfind("}")
    if start < 0 or end < start:
        raise ValueError("no JSON object in the answer")
    return shape.model_validate_json(answer[start : end + 1])


def _explain(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False)[:3]
    return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'answer'}: {one['msg']}" for one in first)


def _chat(endpoint: Endpoint, messages: list[dict[str, str]], shape: type[BaseModel]) -> str:
    """The text of one completion: constrained by schema, or to any JSON object where that is not known."""
    import httpx

    schema = shape.model_json_schema()
    constrained = {"type": "json_schema", "json_schema": {"name": shape.__name__, "schema": schema}}
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    try:
        with httpx.Client(timeout=endpoint.timeout, headers=headers) as client:
            response = client.post(_address(endpoint), json=_body(endpoint, messages, constrained))
            if response.status_code in (400, 404, 415, 422, 501):
                shown = [*messages, {"role": "system", "content": f"JSON schema: {json.dumps(schema)}"}]
                response = client.post(
                    _address(endpoint), json=_body(endpoint, shown, {"type": "json_object"})
                )
            if response.status_code != 200:
                raise NoAnswerError(f"it answered with HTTP status {response.status_code}")
            return _content(response.text)
    except httpx.TimeoutException:
        raise NoAnswerError(f"it gave no answer within {endpoint.timeout:g} s") from None
    except httpx.HTTPError as error:
        raise NoAnswerError(f"it cannot be reached ({type(error).__name__})") from None


def _address(endpoint: Endpoint) -> str:
    return endpoint.url if endpoint.url.endswith("/chat/completions") else f"{endpoint.url}/chat/completions"


def _body(endpoint: Endpoint, messages: list[dict[str, str]], form: dict[str, Any]) -> dict[str, Any]:
    return {"model": endpoint.model, "messages": messages, "temperature": 0.7, "response_format": form}


def _content(text: str) -> str:
    """The message in a completion; NoAnswerError when it has not the shape of one."""
    try:
        content = json.loads(text)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        raise NoAnswerError("its answer is not a chat completion") from None
    if not isinstance(content, str):
        raise NoAnswerError("its answer holds no text")
    return content
