-- What the last look at the Document Server's list came to.
SELECT looked_at, ours, others, error FROM forgotten_looks
