-- Gives one stopped command, or all of them when no id is named, its attempts back; where a newer one of its kind exists it is needless.
UPDATE document_commands c
SET state = CASE
        WHEN c.command <> 'drop' AND EXISTS (
            SELECT FROM document_commands newer WHERE newer.document_key = c.document_key AND newer.command = c.command AND newer.id > c.id) THEN 'replaced'
        ELSE 'waiting' END,
    attempts = 0, next_attempt_at = '-infinity'
WHERE c.state = 'failed' AND (@id::bigint IS NULL OR c.id = @id)
