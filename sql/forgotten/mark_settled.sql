-- The Document Server does not keep the file any more.
UPDATE forgotten_files
SET state = CASE WHEN document_sha256 IS NULL THEN 'gone' ELSE 'deleted' END, settled_at = @now, last_error = NULL
WHERE document_key = @documentKey
