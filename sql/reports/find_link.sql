-- What a link leads to; its own end and the file's are judged by whoever asks.
SELECT l.id, l.run_id, l.expires_at FROM report_links l WHERE l.token_sha256 = @tokenSha256
