"""The file for outsiders runs alone, and its signatures and proofs are those of the product and the RFCs."""

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import NOW, LedgerEntryFactory
from tests.services.evidence import filed
from tests.services.ledgered import record
from tracker.models import LedgerEntry
from tracker.publishing import ledger_files, verifier
from tracker.publishing.verifier import servanda_verify as standalone
from tracker.services import checkpoints
from tracker.services.attachments import path_of

# RFC 8032, 7.1: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.once
@pytest.mark.parametrize(("key", "text", "signature"), VECTORS)
def test_the_known_signatures(key: str, text: str, signature: str) -> None:
    assert standalone.is_signed(bytes.fromhex(key), bytes.fromhex(text), bytes.fromhex(signature))
    assert not standalone.is_signed(bytes.fromhex(key), b"another", bytes.fromhex(signature))


@pytest.mark.once
@settings(max_examples=25)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.data())
def test_it_agrees_with_the_library(secret: bytes, text: bytes, data: st.DataObject) -> None:
    private = Ed25519PrivateKey.from_private_bytes(secret)
    key, signature = private.public_key().public_bytes_raw(), private.sign(text)
    assert standalone.is_signed(key, text, signature)
    changed = bytearray(key + signature)
    changed[data.draw(st.integers(0, 95))] ^= 1 << data.draw(st.integers(0, 7))
    key, signature = bytes(changed[:32]), bytes(changed[32:])
    assert standalone.is_signed(key, text, signature) == by_library(key, text, signature)


def by_library(key: bytes, text: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.django_db
def test_an_exported_ledger_is_verified_by_the_file_alone(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "originals"
    report = filed(text="Seven bases were closed.")
    record(report.source)
    attachment = report.attachments.get()
    kept = tmp_path / "kept.txt"
    kept.write_text(checkpoints.as_text(checkpoints.make(at=NOW)), encoding="utf-8")
    LedgerEntryFactory()
    target = tmp_path / "ledger.jsonl"
    call_command("export_ledger", str(target))
    assert target.stat().st_mode & 0o777 == 0o600
    files = ["--files", settings.MEDIA_ROOT, "--checkpoint", "kept.txt", "--key", checkpoints.public_key()]
    assert alone(tmp_path, "ledger.jsonl", *files) == (0, "No difference.\n")
    text = target.read_text()
    target.write_text(text.replace('\\"action\\":\\"report.file', '\\"action\\":\\"report.edit', 1))
    code, said = alone(tmp_path, "ledger.jsonl")
    assert code == 1
    assert "does not have the hash of what stands in it" in said
    target.write_text(text)
    original = path_of(attachment.sha256)
    original.chmod(0o600)
    original.write_bytes(b"Eight bases")
    code, said = alone(tmp_path, "ledger.jsonl", *files)
    assert (code, said) == (
        1,
        f"The original {attachment.sha256} does not have this hash any more.\n1 differences.\n",
    )


@pytest.mark.django_db
def test_the_proof_of_one_entry_says_nothing_of_the_others(tmp_path: Path) -> None:
    LedgerEntryFactory.create_batch(5)
    kept = checkpoints.as_text(checkpoints.make(at=NOW))
    LedgerEntryFactory.create_batch(4)
    entry = LedgerEntry.objects.get(seq=4)
    proof = ledger_files.proof_of(entry, checkpoints.make(at=NOW))
    (tmp_path / "kept.txt").write_text(kept, encoding="utf-8")
    (tmp_path / verifier.FILE.name).write_bytes(verifier.FILE.read_bytes())
    (tmp_path / "proof.json").write_text(json.dumps(proof))
    given = ("proof.json", "--proof", "--checkpoint", "kept.txt")
    assert alone(tmp_path, *given) == (0, "No difference.\n")
    assert json.dumps(proof).count("party.edit") == 1
    other = {**proof, "canonical": proof["canonical"].replace("party.edit", "party.create")}
    (tmp_path / "proof.json").write_text(json.dumps(other))
    assert alone(tmp_path, *given)[0] == 1
    cut = {**proof, "consistency": []}
    (tmp_path / "proof.json").write_text(json.dumps(cut))
    assert alone(tmp_path, *given)[0] == 1


@pytest.mark.django_db
def test_there_is_no_proof_of_what_came_later_or_is_withheld() -> None:
    LedgerEntryFactory()
    head = checkpoints.make(at=NOW)
    later = LedgerEntryFactory()
    with pytest.raises(ValueError, match="came after"):
        ledger_files.proof_of(later, head)
    later.withheld_by = later.seq + 1
    with pytest.raises(ValueError, match="withheld"):
        ledger_files.proof_of(later, checkpoints.make(at=NOW))


@pytest.mark.once
@pytest.mark.parametrize(
    "line", ["", "[]", "{}", '{"kind":"entry"}', '{"kind":"what"}', '{"kind":"entry","seq":']
)
def test_a_line_that_means_nothing_is_a_difference(line: str) -> None:
    assert standalone.Ledger([line]).differences() != []


@pytest.mark.once
def test_text_that_is_no_checkpoint_is_said_to_be_none() -> None:
    key = base64.b64encode(bytes(32)).decode()
    said = standalone.compare_checkpoint(f"hello\n— {key} {key}\n", [], bytes(32), "Yours")
    assert said == ["Yours: This is no checkpoint of a Servanda ledger."]


def alone(folder: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-I", "-S", verifier.FILE.name, *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr
