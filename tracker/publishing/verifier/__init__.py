"""The file that outsiders verify an exported ledger with; nothing of the product is imported by it."""

from pathlib import Path

FILE = Path(__file__).with_name("servanda_verify.py")
