"""The pages about findings: proposing one, changing a draft, one finding with its history."""
