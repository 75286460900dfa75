"""Answers whether two links lead to the same page: one spelling for both; it must not fetch anything."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

# What only counts who came from where.
COUNTERS = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "yclid", "ref_src", "ocid"}
)
COUNTER_PREFIXES = ("utm_", "at_", "pk_", "mtm_")


def spelling(link: str) -> str:
    """The link without scheme, `www.`, fragment, closing slash and click counters; nothing for nothing."""
    if not link:
        return ""
    parts = urlsplit(link)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    asked = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _counts(pair[0]))
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def _counts(name: str) -> bool:
    return name.lower() in COUNTERS or name.lower().startswith(COUNTER_PREFIXES)
