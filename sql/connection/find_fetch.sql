-- What the Document Server showed when it came for the check's file.
SELECT fetched_at, token, signed_at FROM connection_checks WHERE nonce = @nonce AND fetched_at IS NOT NULL
