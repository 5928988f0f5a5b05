-- The account of this name, as somebody typed it.
SELECT id, name, role, password_hash, stamp FROM accounts WHERE name = @name
