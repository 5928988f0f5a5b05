-- Withdraws a personal link of this form; once is enough.
UPDATE invitations SET revoked_at = coalesce(revoked_at, @now) WHERE id = @id AND form_id = @formId RETURNING id
