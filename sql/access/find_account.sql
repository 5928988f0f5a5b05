-- The account of this name, as somebody typed it.
SELECT id, name, role, password_hash, stamp, created_at FROM accounts WHERE name = @name
