-- Claims the forgotten file that has waited longest, until a time: nothing is locked while the Document Server is asked.
WITH due AS (
    SELECT document_key FROM forgotten_files
    WHERE state IN ('found', 'stored') AND next_attempt_at <= @now
    ORDER BY next_attempt_at, document_key
    LIMIT 1
    FOR UPDATE SKIP LOCKED
)
UPDATE forgotten_files f
SET attempts = attempts + 1, next_attempt_at = @until
FROM due
JOIN document_keys k ON k.key = due.document_key
WHERE f.document_key = due.document_key
RETURNING f.document_key, f.attempts, k.users <> '{}' AS is_open
