-- Registers stored bytes; bytes that are known already stay as they are.
INSERT INTO blobs (sha256, size, media_type) VALUES (@Sha256, @Size, @MediaType)
ON CONFLICT (sha256) DO NOTHING
