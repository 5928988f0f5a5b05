-- Takes one submission again if its values are still due, by the same clocks, and nobody else has it or has counted its failure meanwhile.
SELECT s.id, s.form_id, s.form_version_id, v.number AS version, s.number, s.submitted_at, s.trashed, s.attempts, s.form_data_sha256, coalesce(b.size, 0) AS form_data_size
FROM submissions s
JOIN form_versions v ON v.id = s.form_version_id
LEFT JOIN blobs b ON b.sha256 = s.form_data_sha256
WHERE s.id = @id AND s.state = 0 AND s.next_attempt_at <= greatest(now(), @now::timestamptz)
FOR UPDATE OF s SKIP LOCKED
