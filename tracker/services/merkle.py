"""Computes the root of a Merkle tree as RFC 6962 defines it; it must not know what the leaves stand for."""

import hashlib
from collections.abc import Iterable

NODE_PREFIX = b"\x01"  # RFC 6962, 2.1: a node can never be passed off as a leaf


def root(leaves: Iterable[bytes]) -> bytes:
    """The 32 bytes of the tree's head over leaf hashes in their order (RFC 6962, 2.1); memory is log2(n)."""
    halves: list[tuple[int, bytes]] = []  # whole subtrees from the left: their height and head
    for leaf in leaves:
        height, head = 0, leaf
        while halves and halves[-1][0] == height:
            head = node(halves.pop()[1], head)
            height += 1
        halves.append((height, head))
    if not halves:
        return hashlib.sha256(b"").digest()
    head = halves.pop()[1]
    while halves:
        head = node(halves.pop()[1], head)
    return head


def node(left: bytes, right: bytes) -> bytes:
    """The head over two subtrees."""
    return hashlib.sha256(NODE_PREFIX + left + right).digest()
