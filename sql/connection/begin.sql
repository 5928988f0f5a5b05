-- A new check of the connection; old ones go.
WITH forgotten AS (
    DELETE FROM connection_checks WHERE started_at < @forgetBefore
)
INSERT INTO connection_checks (nonce, started_at) VALUES (@nonce, @now)
