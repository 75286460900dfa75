"""The demonstration: its facts as data files beside this package, and the loader that files them."""
