"""Trusted time: tokens of an RFC 3161 server that the person chose; nothing is asked of any other."""

import datetime
import os
from collections.abc import Sequence
from urllib.parse import urlsplit

from yingxi.film.errors import UsageError, YingxiError

SECONDS = 15.0
LARGEST = 1 << 20


def timestamp_server() -> str:
    """The address of the server ($YINGXI_TSA_URL); empty for none. UsageError when it is no web address."""
    address = os.environ.get("YINGXI_TSA_URL", "").strip()
    if address and (urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc):
        raise UsageError(f"YINGXI_TSA_URL is '{address}'; it must begin with http:// or https://")
    return address


def timestamp(data: bytes, server: str = "") -> bytes:
    """A token (DER of a TimeStampResp, RFC 3161) which says that `data` was there at that time.

    Only a SHA-256 of the data goes to `server` (the person's own choice by default). YingxiError says why
    there is none.
    """
    import httpx
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, decode_timestamp_response

    address = server or timestamp_server()
    if not address:
        raise UsageError("no timestamp server; set YINGXI_TSA_URL to the address of an RFC 3161 server")
    asked = TimestampRequestBuilder(data=data, hash_algorithm=HashAlgorithm.SHA256).build()
    try:
        got = httpx.post(
            address, content=asked.as_bytes(), timeout=SECONDS,
            headers={"Content-Type": "application/timestamp-query"},
        ).raise_for_status()  # fmt: skip
        answer = decode_timestamp_response(got.content[:LARGEST])
    except (httpx.HTTPError, ValueError) as error:
        raise YingxiError(f"the timestamp server {address} gave no token: {error}") from error
    if answer.status != 0:
        said = "; ".join(answer.status_string) or f"status {answer.status}"
        raise YingxiError(f"the timestamp server {address} refused: {said}")
    if answer.tst_info.nonce != asked.nonce:
        raise YingxiError(f"the timestamp server {address} answered another question than ours")
    check_timestamp(answer.as_bytes(), data)
    return answer.as_bytes()


def check_timestamp(token: bytes, data: bytes, roots: Sequence[bytes] = ()) -> datetime.datetime:
    """The time (UTC) that a token vouches for; YingxiError when it is not of `data` or not whole.

    With `roots` (PEM) the server's certificate must lead to one of them; without, only that the token was
    signed by the certificate in it is known, not who that is.
    """
    from cryptography import x509
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        answer = decode_timestamp_response(token)
        inside = [x509.load_der_x509_certificate(one) for one in answer.signed_data.certificates]
        builder = VerifierBuilder()
        trusted = [one for pem in roots for one in load_pem_x509_certificates(pem)]
        for one in trusted or inside:
            builder = builder.add_root_certificate(one)
        builder.build().verify_message(answer, data)
    except (ValueError, VerificationError) as error:
        raise YingxiError(f"the timestamp does not hold: {error}") from error
    return answer.tst_info.gen_time
