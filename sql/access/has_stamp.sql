-- Whether a cookie's account still exists with the password the cookie was made under.
SELECT EXISTS (SELECT 1 FROM accounts WHERE id = @id AND stamp = @stamp)
