-- Claims due commands until a time, so that nothing is locked while the Document Server is asked; what a dead node claimed is due again then.
-- One command of a document at a time, so that an older one never overtakes a newer one.
WITH due AS (
    SELECT c.id
    FROM document_commands c
    WHERE c.state IN ('waiting', 'sending') AND c.next_attempt_at <= @now
      AND (@id::bigint IS NULL OR c.id = @id)
      AND NOT EXISTS (
          SELECT FROM document_commands other
          WHERE other.document_key = c.document_key AND other.id <> c.id
            AND ((other.state = 'sending' AND other.next_attempt_at > @now)
                 OR (@id::bigint IS NULL AND other.id < c.id AND other.state IN ('waiting', 'sending') AND other.next_attempt_at <= @now)))
    ORDER BY c.next_attempt_at, c.id
    LIMIT @limit
    FOR UPDATE OF c SKIP LOCKED
)
UPDATE document_commands c
SET state = 'sending', attempts = c.attempts + 1, next_attempt_at = @until
FROM due
WHERE c.id = due.id
RETURNING c.id, c.document_key, c.command, c.argument, c.userdata, c.attempts
