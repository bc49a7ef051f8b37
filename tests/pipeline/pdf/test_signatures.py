"""Signatures of PDFs: whole, changed afterwards, forged, unreadable. The signer is made here."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import DictionaryObject, NameObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

from pipeline.cell import Watch, run_stage
from pipeline.pdf.signatures import verdicts_on
from pipeline.stage import PART, Next, Work
from pipeline.stages import normalise
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason
from tests.pipeline.reading.pictures_of_papers import typed

NAME = "Ateliers Morvan"


@cache
def signer() -> signers.SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime(2026, 11, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(17)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    package = serialization.pkcs12.serialize_key_and_certificates(
        b"a", key, certificate, None, serialization.NoEncryption()
    )
    made = signers.SimpleSigner.load_pkcs12_data(package, [])
    assert isinstance(made, signers.SimpleSigner)
    return made


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    writer = IncrementalPdfFileWriter(io.BytesIO(typed(tmp_path / "a.pdf").read_bytes()))
    metadata = PdfSignatureMetadata(field_name="Signature")
    target = signers.sign_pdf(writer, metadata, signer=signer())
    (tmp_path / "b.pdf").write_bytes(target.getvalue())
    return tmp_path / "b.pdf"


def test_no_signature(tmp_path: Path) -> None:
    assert verdicts_on(typed(tmp_path / "a.pdf")) == ()


def test_a_whole_one(signed: Path) -> None:
    assert verdicts_on(signed) == (Reason.PDF_SIGNED.about(NAME),)


def test_a_byte_that_was_changed(signed: Path) -> None:
    content = signed.read_bytes()
    signed.write_bytes(content.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 595 843 ]"))
    assert signed.read_bytes() != content
    assert verdicts_on(signed) == (Reason.PDF_SIGNATURE_INVALID.about(NAME),)


def test_a_page_that_was_changed_behind_the_signature(signed: Path) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed.read_bytes()))
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(
        DictionaryObject({pdf_name("/Other"): pdf_string("10 000,00")})  # type: ignore[no-untyped-call]
    )
    page[pdf_name("/Rotate")] = NameObject("/None")
    writer.update_container(page)
    target = io.BytesIO()
    writer.write(target)  # type: ignore[no-untyped-call]
    signed.write_bytes(target.getvalue())
    assert verdicts_on(signed) == (Reason.PDF_CHANGED_SINCE_SIGNED.about(NAME),)


@pytest.mark.parametrize("content", [b"%PDF-1.7 /ByteRange", b"/ByteRange [0 1 2 3]"])
def test_what_nobody_can_verify(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    assert verdicts_on(tmp_path / "a.pdf") == (Reason.PDF_SIGNATURE_UNVERIFIED,)


def test_it_is_verified_in_a_confined_process_and_stays_as_it_is(signed: Path) -> None:
    before = signed.read_bytes()
    part = Part("1", "b.pdf", "application/pdf", 1, "0" * 64, PartOutcome.DOCUMENT)
    work = Work(part=part, files={PART: signed.name})
    outcome = run_stage(normalise.run, work, signed.parent, Watch(60, 60, lambda: None))
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, Part)
    assert outcome.facts.flags == (Reason.PDF_SIGNED.about(NAME),)
    assert signed.read_bytes() == before
