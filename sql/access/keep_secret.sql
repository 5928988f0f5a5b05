-- Gives the secret of this name; the first caller's proposal becomes it, for all nodes and for good.
WITH made AS (
    INSERT INTO secrets (name, value) VALUES (@name, @proposal)
    ON CONFLICT (name) DO NOTHING
    RETURNING value
)
SELECT value FROM made
UNION ALL
SELECT value FROM secrets WHERE name = @name
LIMIT 1
