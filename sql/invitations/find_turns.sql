-- Whether it is the turn of these links in their cases: which earlier role is still waited for, and the document as the last of the earlier roles left it.
-- The document has arrived when the key it was submitted under is retired by its final save, when a draft was saved after the submission,
-- or when everybody left without having changed anything more; until then what is stored may lack the last answers, and goes on only when an author
-- has handed it on.
SELECT i.id,
       (SELECT e.role FROM invitations e
        WHERE e.case_id = i.case_id AND e.turn < i.turn AND e.submitted_at IS NULL AND e.revoked_at IS NULL
        ORDER BY e.turn LIMIT 1) AS waits_for,
       s.form_version_id AS version_id,
       last.submitted_at,
       m.id AS submission_id,
       coalesce(
           (SELECT d.document_sha256
            FROM document_keys k JOIN document_saves d ON d.document_key = k.key
            WHERE k.fill_session_id = s.id AND d.kind IN ('final', 'draft', 'unchanged') AND d.document_sha256 IS NOT NULL
            ORDER BY d.id DESC LIMIT 1),
           s.start_sha256) AS document_sha256,
       s.id IS NULL
           OR key.retired_at IS NOT NULL
           OR coalesce(i.handed_on_submission_id = m.id, false)
           OR EXISTS (
               SELECT FROM document_saves d
               WHERE d.document_key = m.document_key AND d.event_id > m.event_id AND d.kind IN ('final', 'draft', 'unchanged') AND d.document_sha256 IS NOT NULL)
           OR EXISTS (SELECT FROM callback_events e WHERE e.document_key = m.document_key AND e.id > m.event_id AND e.status = 4 AND e.outcome = 'presenceUpdated')
           AS has_arrived
FROM invitations i
LEFT JOIN LATERAL (
    SELECT e.fill_session_id, e.submitted_at FROM invitations e
    WHERE e.case_id = i.case_id AND e.turn < i.turn AND e.submitted_at IS NOT NULL
    ORDER BY e.turn DESC, e.submitted_at DESC LIMIT 1) last ON true
LEFT JOIN fill_sessions s ON s.id = last.fill_session_id
LEFT JOIN LATERAL (SELECT id, document_key, event_id FROM submissions WHERE fill_session_id = s.id ORDER BY id DESC LIMIT 1) m ON true
LEFT JOIN document_keys key ON key.key = m.document_key
WHERE i.id = ANY (@ids)
