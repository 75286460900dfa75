"""Guesses the language of a text; it must not know where the text comes from."""

from __future__ import annotations

import math

SHORTEST = 40  # characters; of less nobody could say
SAMPLE = 5000  # characters
SURE = 0.6


def guessed(text: str) -> str:
    """The language as a two-letter code; empty when the text is short or speaks for several."""
    sample = text.strip()[:SAMPLE]
    if len(sample) < SHORTEST or sum(sign.isalpha() for sign in sample) * 3 < len(sample):
        return ""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    global _identifier
    if _identifier is None:
        _identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    language, probability = _identifier.classify(sample)
    return str(language) if math.isfinite(probability) and probability >= SURE else ""


_identifier = None
