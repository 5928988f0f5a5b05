-- Makes this the one open sign-in code: codes issued before and not used end here, so a console never shows two that work.
WITH ended AS (
    UPDATE sign_in_codes SET expires_at = @now WHERE used_at IS NULL AND expires_at > @now
)
INSERT INTO sign_in_codes (code_sha256, created_at, expires_at) VALUES (@code, @now, @expires)
