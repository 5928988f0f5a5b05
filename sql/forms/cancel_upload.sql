-- Forgets a file that is not to be published; one that was published meanwhile stays known.
DELETE FROM form_uploads WHERE token = @token AND account_id = @accountId AND form_id IS NULL
