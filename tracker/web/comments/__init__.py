"""Remarks on findings: who can be named in one, removing one and bringing it back."""
