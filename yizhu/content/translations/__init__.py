"""The life of a translation: what it answers, what it lacks, what it was made from, and what changed since."""
