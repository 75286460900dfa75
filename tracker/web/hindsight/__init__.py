"""The page that says what is known of an agreement now and was not known then."""
