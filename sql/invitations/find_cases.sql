-- The cases of these references with the roles that are taken, and how far each document has gone.
SELECT c.id, c.reference,
       coalesce(array_agg(i.role) FILTER (WHERE i.revoked_at IS NULL OR i.submitted_at IS NOT NULL), '{}') AS roles,
       max(i.turn) FILTER (WHERE i.opened_at IS NOT NULL) AS opened_turn
FROM cases c LEFT JOIN invitations i ON i.case_id = c.id
WHERE c.form_id = @formId AND c.reference = ANY (@references)
GROUP BY c.id
