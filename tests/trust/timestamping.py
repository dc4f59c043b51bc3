"""A small real timestamp server (RFC 3161), for tests: its own root and certificate, its own clock."""

import datetime
import hashlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

POLICY = "1.3.6.1.4.1.99999.1"


def name_of(common):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


class Authority:
    """A root and a certificate that may stamp times; `now` is its clock."""

    def __init__(self, now=None):
        self.now = now or datetime.datetime.now(datetime.UTC).replace(microsecond=0)
        self.asked = 0
        self.refuse = False
        root_key, self.key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
        self.root = self.certificate("Test time root", root_key.public_key(), root_key, None)
        self.leaf = self.certificate("Test time server", self.key.public_key(), root_key, self.root)

    def certificate(self, name, public_key, issuer_key, issuer):
        above = issuer.subject if issuer else name_of(name)
        usage = dict.fromkeys(
            ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only",
             "decipher_only"), False,
        )
        built = (
            x509.CertificateBuilder().subject_name(name_of(name)).issuer_name(above).public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.now - datetime.timedelta(days=2))
            .not_valid_after(self.now + datetime.timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(digital_signature=issuer is not None, key_cert_sign=issuer is None,
                              crl_sign=issuer is None, **usage), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        )
        if issuer is not None:
            purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            built = built.add_extension(purpose, critical=True)
        return built.sign(issuer_key, hashes.SHA256())

    @property
    def root_pem(self):
        return self.root.public_bytes(serialization.Encoding.PEM)

    def answer(self, request):
        """The DER of a TimeStampResp for the DER of a TimeStampReq."""
        self.asked += 1
        asked = tsp.TimeStampReq.load(request)
        if self.refuse:
            said = {"status": "rejection", "status_string": ["come back tomorrow"]}
            status = tsp.PKIStatusInfo(said).dump()
            return bytes([0x30, len(status)]) + status
        info = {
            "version": "v1", "policy": POLICY, "message_imprint": asked["message_imprint"],
            "serial_number": self.asked, "gen_time": self.now,
        }
        if asked["nonce"].native is not None:
            info["nonce"] = asked["nonce"]
        content = tsp.TSTInfo(info)
        token = {"content_type": "signed_data", "content": self.signed(content.dump())}
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump()

    def signed(self, content):
        der = self.leaf.public_bytes(serialization.Encoding.DER)
        leaf = asn1_x509.Certificate.load(der)
        chosen = {"cert_hash": hashlib.sha256(der).digest()}
        attributes = cms.CMSAttributes([
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [hashlib.sha256(content).digest()]},
            {"type": "signing_certificate_v2", "values": [{"certs": [chosen]}]},
        ])
        signature = self.key.sign(attributes.dump(), padding.PKCS1v15(), hashes.SHA256())
        sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
        signer = {
            "version": "v1", "digest_algorithm": sha256, "signed_attrs": attributes, "signature": signature,
            "sid": {"issuer_and_serial_number": {"issuer": leaf.issuer, "serial_number": leaf.serial_number}},
            "signature_algorithm": {"algorithm": "rsassa_pkcs1v15"},
        }
        root = asn1_x509.Certificate.load(self.root.public_bytes(serialization.Encoding.DER))
        return cms.SignedData({
            "version": "v3", "digest_algorithms": [sha256], "certificates": [leaf, root],
            "signer_infos": [signer],
            "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(content)},
        })


class Server:
    """The authority at a web address on this machine."""

    def __init__(self, authority):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"
        self.thread = Thread(target=self.http.serve_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()
