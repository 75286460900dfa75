"""Made-up agreements, duties and evidence of any size, the same for a seed; nothing in them is true."""
