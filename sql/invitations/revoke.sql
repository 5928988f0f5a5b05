-- Withdraws a personal link of this form; once is enough. Gives whether it was good until now, and the session that it leads to.
WITH before AS (
    SELECT id, revoked_at IS NULL AS is_new, fill_session_id FROM invitations WHERE id = @id AND form_id = @formId FOR UPDATE
), revoked AS (
    UPDATE invitations i SET revoked_at = @now FROM before WHERE i.id = before.id AND before.is_new
)
SELECT is_new, fill_session_id FROM before
