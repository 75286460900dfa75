"""Two agreements, parties, days, states of knowledge or clearances side by side."""
