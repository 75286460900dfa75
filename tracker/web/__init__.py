"""The pages: reads requests and the clock, calls selectors and services, renders; it must not write rows."""
