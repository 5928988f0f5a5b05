-- Gives a withdrawn link back, unless the document of its case has gone on without it meanwhile.
UPDATE invitations i SET revoked_at = NULL
WHERE i.id = @id AND i.form_id = @formId
  AND NOT EXISTS (
      SELECT FROM invitations later
      WHERE later.case_id = i.case_id AND later.turn > i.turn AND later.opened_at IS NOT NULL AND i.submitted_at IS NULL AND i.revoked_at IS NOT NULL)
RETURNING id
