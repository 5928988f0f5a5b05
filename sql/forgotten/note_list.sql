-- Takes note of a list of forgotten files: those of our documents are due when they are new, and what is on it no more has left the Document Server.
WITH ours AS (
    SELECT key FROM document_keys WHERE key = ANY(@keys)
), noted AS (
    INSERT INTO forgotten_files AS f (document_key, found_at, seen_at, next_attempt_at)
    SELECT key, @now, @now, @now FROM ours ORDER BY key
    ON CONFLICT (document_key) DO UPDATE
    SET seen_at = @now,
        state = CASE WHEN f.state IN ('deleted', 'gone') THEN 'found' ELSE f.state END,
        found_at = CASE WHEN f.state IN ('deleted', 'gone') THEN @now ELSE f.found_at END,
        attempts = CASE WHEN f.state IN ('deleted', 'gone') THEN 0 ELSE f.attempts END,
        next_attempt_at = CASE WHEN f.state IN ('deleted', 'gone') THEN @now ELSE f.next_attempt_at END,
        last_error = CASE WHEN f.state IN ('deleted', 'gone') THEN NULL ELSE f.last_error END,
        document_sha256 = CASE WHEN f.state IN ('deleted', 'gone') THEN NULL ELSE f.document_sha256 END,
        settled_at = NULL
), left_alone AS (
    UPDATE forgotten_files
    SET state = CASE WHEN document_sha256 IS NULL THEN 'gone' ELSE 'deleted' END, settled_at = @now, last_error = NULL
    WHERE state IN ('found', 'stored') AND seen_at < @now AND document_key <> ALL(@keys)
)
INSERT INTO forgotten_looks (looked_at, ours, others)
SELECT @now, (SELECT count(*) FROM ours), cardinality(@keys) - (SELECT count(*) FROM ours)
ON CONFLICT (only_one) DO UPDATE SET looked_at = EXCLUDED.looked_at, ours = EXCLUDED.ours, others = EXCLUDED.others, error = NULL
RETURNING ours, others
