"""How sure the picture is: what rests on one word, is old, contradicted or not verified."""
