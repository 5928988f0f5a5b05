-- A form's personal links, the newest list first and each list in its own order, narrowed to what was asked for; from behind one of them on.
SELECT i.id, i.form_id, i.link_token, i.name, i.email, i.reference, i.single_use, i.role, i.turn, i.case_id, i.batch,
       c.number AS case_number, c.reference AS case_reference, i.created_at, i.opened_at, i.submitted_at, i.revoked_at,
       waiting.role AS waits_for, made.id AS submission_id, made.number AS submission_number
FROM invitations i
LEFT JOIN cases c ON c.id = i.case_id
LEFT JOIN invitations a ON a.id = @after
LEFT JOIN LATERAL (
    SELECT e.role FROM invitations e
    WHERE e.case_id = i.case_id AND e.turn < i.turn AND e.submitted_at IS NULL AND e.revoked_at IS NULL AND i.submitted_at IS NULL AND i.revoked_at IS NULL
    ORDER BY e.turn LIMIT 1) waiting ON true
LEFT JOIN LATERAL (
    SELECT m.id, m.number FROM fill_sessions s JOIN submissions m ON m.fill_session_id = s.id
    WHERE s.invitation_id = i.id
    ORDER BY m.id DESC LIMIT 1) made ON i.submitted_at IS NOT NULL
WHERE i.form_id = @formId
  AND (@batch::uuid IS NULL OR i.batch = @batch)
  AND (@state::text IS NULL OR @state = CASE
      WHEN i.revoked_at IS NOT NULL THEN 'revoked' WHEN i.submitted_at IS NOT NULL THEN 'submitted' WHEN i.opened_at IS NOT NULL THEN 'opened' ELSE 'notOpened' END)
  AND (@search::text IS NULL OR concat_ws(E'\n', i.name, i.email, i.reference, i.role, c.reference, 'case ' || c.number) ILIKE @search)
  AND (@after::bigint IS NULL OR i.created_at < a.created_at OR (i.created_at = a.created_at AND (i.batch, i.line) > (a.batch, a.line)))
ORDER BY i.created_at DESC, i.batch, i.line
LIMIT @limit
