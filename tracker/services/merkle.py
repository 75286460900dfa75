"""Roots and proofs of a Merkle tree as RFC 6962 defines them; it must not know what the leaves stand for."""

import hashlib
from collections.abc import Iterable, Sequence

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


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The path from the leaf at `index` (from 0) to the head over all, nearest first (RFC 6962, 2.1.1)."""
    path: list[bytes] = []
    begin, end = 0, len(leaves)
    if not begin <= index < end:
        raise ValueError(f"There is no leaf {index} among {end}.")
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(root(leaves[middle:end]))
            end = middle
        else:
            path.append(root(leaves[begin:middle]))
            begin = middle
    return path[::-1]


def consistency(leaves: Sequence[bytes], size: int) -> list[bytes]:
    """What shows that the head over the first `size` leaves grew into that over all (RFC 6962, 2.1.2)."""
    begin, end = 0, len(leaves)
    if not 0 <= size <= end:
        raise ValueError(f"There are no {size} leaves among {end}.")
    path: list[bytes] = []
    while 0 < size < end:
        middle = begin + _split(end - begin)
        if size <= middle:
            path.append(root(leaves[middle:end]))
            end = middle
        else:
            path.append(root(leaves[begin:middle]))
            begin = middle
    if begin > 0:  # else the older head is itself the left edge, which whoever checks has
        path.append(root(leaves[begin:end]))
    return path[::-1]


def head_of(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The head that an inclusion path leads to; None when the path does not fit (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    place, last, head = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            head = node(step, head)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            head = node(head, step)
        place, last = place >> 1, last >> 1
    return head if last == 0 else None


def grew(old: bytes, old_size: int, new: bytes, new_size: int, path: Sequence[bytes]) -> bool:
    """Whether a consistency path shows that the new head extends the old (RFC 9162, 2.1.4.2)."""
    if old_size == new_size:
        return not path and old == new
    if old_size == 0:
        return not path and old == root(())
    if not 0 < old_size < new_size or not path:
        return False
    steps = [old, *path] if old_size & (old_size - 1) == 0 else list(path)
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node(step, first), node(step, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node(second, step)
        place, last = place >> 1, last >> 1
    return last == 0 and first == old and second == new


def _split(size: int) -> int:
    """The largest power of two below `size`, which is at least 2."""
    return 1 << (size - 1).bit_length() - 1
