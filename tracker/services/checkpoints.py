"""Signs heads of the ledger's tree, to which what was recorded by then can be held; it changes no entry."""

import base64
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tracker.models import Checkpoint, LedgerEntry, LedgerHead
from tracker.services import merkle

ORIGIN = "servanda ledger"


def make(*, at: datetime) -> Checkpoint:
    """The signed head over all entries there are now; the one made before when none was added since.

    Not in the ledger itself: an entry about it would already be another head.
    """
    with transaction.atomic():
        # Whoever appends holds this row, so that every entry up to its size is there to be read.
        size = LedgerHead.objects.select_for_update().get(id=1).size
        known = Checkpoint.objects.filter(size=size).exclude(signature="").first()
        if known is not None:
            return known
        root = merkle.root(_leaves(size)).hex()
        made = Checkpoint(size=size, root_hash=root, at=at)
        made.signature = base64.b64encode(sign(signed_text(made).encode())).decode()
        Checkpoint.objects.update_or_create(
            size=size, defaults={"root_hash": root, "at": at, "signature": made.signature}
        )
    return Checkpoint.objects.get(size=size)


def signed_text(checkpoint: Checkpoint) -> str:
    """The lines the signature stands under: what it is, entries, root (base64), moment."""
    root = base64.b64encode(bytes.fromhex(checkpoint.root_hash)).decode()
    return f"{ORIGIN}\n{checkpoint.size}\n{root}\n{checkpoint.at.astimezone(UTC).isoformat()}\n"


def as_text(checkpoint: Checkpoint) -> str:
    """The checkpoint as text for others to keep: the signed lines, then the public key and the signature."""
    return f"{signed_text(checkpoint)}\n— {public_key()} {checkpoint.signature}\n"


def public_key() -> str:
    """This installation's public key (Ed25519, base64); made with the private one when there is none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    raw = Ed25519PrivateKey.from_private_bytes(_key()).public_key().public_bytes_raw()
    return base64.b64encode(raw).decode()


def agrees(checkpoint: Checkpoint) -> bool:
    """Whether the checkpoint bears this installation's signature and the ledger still has that root."""
    return is_signed(checkpoint) and merkle.root(_leaves(checkpoint.size)).hex() == checkpoint.root_hash


def is_signed(checkpoint: Checkpoint) -> bool:
    """Whether the signature under the checkpoint is this installation's."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key()))
    try:
        key.verify(base64.b64decode(checkpoint.signature), signed_text(checkpoint).encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def from_text(text: str) -> tuple[Checkpoint, str]:
    """A checkpoint that was kept outside, and the public key that stands in it.

    Raises ValueError with a sentence for what is none.
    """
    lines = text.strip().splitlines()
    try:
        origin, size, root, at, gap, last = lines
        mark, key, signature = last.split(" ")
        row = Checkpoint(
            size=int(size),
            root_hash=base64.b64decode(root, validate=True).hex(),
            at=datetime.fromisoformat(at),
            signature=signature,
        )
    except ValueError:
        raise ValueError(
            "This is no checkpoint: it has six lines, from “servanda ledger” to “— …”."
        ) from None
    if (origin, gap, mark) != (ORIGIN, "", "—") or row.at.tzinfo is None:
        raise ValueError("This is no checkpoint of a Servanda ledger: its first or last line is another.")
    return row, key


def leaves_of(size: int) -> list[bytes]:
    """The hashes of the first entries, in their order."""
    return list(_leaves(size))


def _leaves(size: int) -> Iterator[bytes]:
    rows = LedgerEntry.objects.filter(seq__lte=size).order_by("seq").values_list("leaf_hash", flat=True)
    return (bytes.fromhex(leaf) for leaf in rows.iterator(chunk_size=10_000))


def sign(text: bytes) -> bytes:
    """The Ed25519 signature of this installation under some bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(_key()).sign(text)


def _key() -> bytes:
    """The 32 bytes of the private key under DATA_DIR; the first who asks makes them, once for all."""
    path = Path(settings.DATA_DIR) / "keys" / "ledger.key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(os.urandom(32))
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(draft, path)  # refused where another process was first
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
