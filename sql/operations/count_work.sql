-- How much work waits and how much has failed; the waiting rows are counted to 10,000 at most, so that this stays cheap on every page.
SELECT waiting.count AS waiting, waiting.retrying, failed.count AS failed, waiting.oldest AS oldest_waiting,
       (SELECT count(*)::int FROM (SELECT 1 FROM document_commands WHERE state = 'failed' LIMIT 10000) AS stopped_commands) AS commands_failed,
       (SELECT count(*)::int FROM (
            SELECT 1 FROM forgotten_files WHERE state IN ('found', 'stored') AND attempts > 0 AND last_error IS NOT NULL LIMIT 10000) AS kept_files) AS files_kept
FROM (
    SELECT count(*)::int AS count, count(*) FILTER (WHERE due.attempts > 0)::int AS retrying, min(due.submitted_at) AS oldest
    FROM (SELECT attempts, submitted_at FROM submissions WHERE state = 0 ORDER BY next_attempt_at, id LIMIT 10000) AS due
) AS waiting,
(
    SELECT count(*)::int AS count FROM (SELECT 1 FROM submissions WHERE state = 3 AND NOT trashed LIMIT 10000) AS stopped
) AS failed
