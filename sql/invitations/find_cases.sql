-- The cases of these references, or of these numbers where they have no reference (a reference that looks like a number comes first), with the roles that are taken, and how far each document has gone.
SELECT c.id, coalesce(c.reference, 'Case ' || c.number) AS reference,
       coalesce(array_agg(i.role) FILTER (WHERE i.revoked_at IS NULL OR i.submitted_at IS NOT NULL), '{}') AS roles,
       max(i.turn) FILTER (WHERE i.opened_at IS NOT NULL) AS opened_turn
FROM cases c LEFT JOIN invitations i ON i.case_id = c.id
WHERE c.form_id = @formId
  AND (c.reference = ANY (@references)
       OR (c.reference IS NULL AND 'Case ' || c.number = ANY (@references)
           AND NOT EXISTS (SELECT FROM cases o WHERE o.form_id = c.form_id AND o.reference = 'Case ' || c.number)))
GROUP BY c.id
