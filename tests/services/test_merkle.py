"""The tree's head is the one RFC 6962 defines, whatever the number of leaves."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.publishing.verifier import servanda_verify as standalone
from tracker.services import merkle

pytestmark = pytest.mark.once

# The entries and heads that certificate-transparency implementations test themselves with.
ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
HEADS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:half]) + by_definition(leaves[half:])).digest()


@pytest.mark.parametrize("size", HEADS)
def test_the_known_heads(size: int):
    assert merkle.root(leaf(bytes.fromhex(one)) for one in ENTRIES[:size]).hex() == HEADS[size]


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_any_tree_is_as_defined(leaves: list[bytes]):
    assert merkle.root(leaves) == by_definition(leaves)


LEAVES = [leaf(bytes.fromhex(one)) for one in ENTRIES]
# From the same test tree: which leaf (from 1) of how many, and the path that proves it.
PATHS = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (3, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (2, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
GROWTHS = {
    (1, 1): [],
    (1, 8): PATHS[1, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


@pytest.mark.parametrize(("number", "size"), PATHS)
def test_the_known_paths_of_leaves(number: int, size: int):
    assert [step.hex() for step in merkle.inclusion(LEAVES[:size], number - 1)] == PATHS[number, size]


@pytest.mark.parametrize(("old", "size"), GROWTHS)
def test_the_known_paths_of_growth(old: int, size: int):
    assert [step.hex() for step in merkle.consistency(LEAVES[:size], old)] == GROWTHS[old, size]


@given(st.integers(1, 70), st.data())
def test_no_byte_of_a_proof_can_be_another(size: int, data: st.DataObject):
    leaves = [leaf(str(number).encode()) for number in range(size)]
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    new_head, old_head = merkle.root(leaves), merkle.root(leaves[:old])
    path, growth = merkle.inclusion(leaves, index), merkle.consistency(leaves, old)
    for whole, holds in (
        (path, lambda steps: merkle.head_of(leaves[index], index, size, steps) == new_head),
        (growth, lambda steps: merkle.grew(old_head, old, new_head, size, steps)),
        (path, lambda steps: follows(standalone.head_by, leaves[index], index, size, steps) == new_head),
        (
            growth,
            lambda steps: follows(standalone.heads_by, old_head, old, size, steps) == (old_head, new_head),
        ),
    ):
        assert holds(whole)
        assert not holds([*whole, new_head])
        if whole:
            assert not holds(whole[:-1])
            place, byte = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 31))
            flipped = bytearray(whole[place])
            flipped[byte] ^= data.draw(st.integers(1, 255))
            assert not holds([*whole[:place], bytes(flipped), *whole[place + 1 :]])


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_of_what_is_not_there(index: int):
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion(LEAVES[:3], index)
    assert merkle.head_of(LEAVES[0], index, 3, []) is None


def follows(by: Any, *arguments: Any) -> Any:
    try:
        return by(*arguments)
    except ValueError:
        return None
