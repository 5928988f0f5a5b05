-- Gives an account a new password and a new stamp, which ends every cookie signed in before. Nothing when the stamp at hand has ended meanwhile itself.
WITH changed AS (
    UPDATE accounts SET password_hash = @passwordHash, stamp = @newStamp WHERE id = @id AND stamp = @stamp
    RETURNING id, name, role, password_hash, stamp, created_at
), noted AS (
    INSERT INTO audit_log (at, actor, action, subject) SELECT @now, name, 'changed the password', 'account ' || id FROM changed
)
SELECT id, name, role, password_hash, stamp, created_at FROM changed
