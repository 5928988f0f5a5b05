-- Takes submissions whose values are due, the longest waiting first, but those that this run could not settle.
-- They stay locked until the transaction ends; other workers skip them.
-- Due is judged by the later of the two clocks, so that a row another machine has stored is never overlooked.
SELECT s.id, s.form_id, s.form_version_id, v.number AS version, s.number, s.submitted_at, s.trashed, s.attempts, s.form_data_sha256, coalesce(b.size, 0) AS form_data_size
FROM submissions s
JOIN form_versions v ON v.id = s.form_version_id
LEFT JOIN blobs b ON b.sha256 = s.form_data_sha256
WHERE s.state = 0 AND s.next_attempt_at <= greatest(now(), @now::timestamptz) AND s.id <> ALL (@except::bigint[])
ORDER BY s.next_attempt_at, s.id
LIMIT @limit
FOR UPDATE OF s SKIP LOCKED
