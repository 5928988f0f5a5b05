-- The account that a cookie names.
SELECT id, name, role, password_hash, stamp, created_at FROM accounts WHERE id = @id
