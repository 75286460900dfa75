"""The audit page of administrators: who did what, when, before and after, and why."""
