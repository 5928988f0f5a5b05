-- Gives an account a new password and a new stamp, which ends every cookie signed in before.
UPDATE accounts SET password_hash = @passwordHash, stamp = @stamp WHERE id = @id
