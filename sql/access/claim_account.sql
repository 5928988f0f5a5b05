-- Uses a one-time code up and gives its owner an account, or a new password to the account of that name: both or nothing.
WITH used AS (
    UPDATE sign_in_codes SET used_at = @now
    WHERE code_sha256 = @code AND used_at IS NULL AND expires_at > @now
    RETURNING 1
), claimed AS (
    INSERT INTO accounts (name, role, password_hash, stamp, created_at)
    SELECT @name, 'administrator', @passwordHash, @stamp, @now FROM used
    ON CONFLICT ON CONSTRAINT an_account_name_is_used_once
        DO UPDATE SET password_hash = excluded.password_hash, stamp = excluded.stamp
    RETURNING id, name, role, password_hash, stamp, created_at
), noted AS (
    INSERT INTO audit_log (at, actor, action, subject)
    SELECT @now, name, 'signed in with a one-time code', 'account ' || id FROM claimed
)
SELECT id, name, role, password_hash, stamp, created_at FROM claimed
