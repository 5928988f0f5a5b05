-- The Document Server came for the check's file: the first time counts, and only while the check runs.
UPDATE connection_checks
SET fetched_at = coalesce(fetched_at, @now), token = CASE WHEN fetched_at IS NULL THEN @token ELSE token END,
    signed_at = CASE WHEN fetched_at IS NULL THEN @signedAt ELSE signed_at END
WHERE nonce = @nonce AND finished_at IS NULL AND started_at > @notBefore
RETURNING nonce
