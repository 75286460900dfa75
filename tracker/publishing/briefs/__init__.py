"""Briefs as documents: what they say, how it is drawn and set; it must not know who asked for one."""
