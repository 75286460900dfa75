"""The tree's head is the one RFC 6962 defines, whatever the number of leaves."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
