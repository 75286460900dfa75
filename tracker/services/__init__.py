"""Writes: the only code that changes what is stored; each change has its ledger entry in its transaction."""
