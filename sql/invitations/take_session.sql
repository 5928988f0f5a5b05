-- The personal link leads to this session from now on.
UPDATE invitations SET fill_session_id = @sessionId, opened_at = coalesce(opened_at, @now) WHERE id = @id
