-- Registers stored bytes, equal bytes once; in the order of their names, so that two callbacks never wait for each other crosswise.
INSERT INTO blobs (sha256, size, media_type)
SELECT sha256, size, media_type
FROM unnest(@hashes::bytea[], @sizes::bigint[], @media_types::text[]) AS stored (sha256, size, media_type)
ORDER BY sha256
ON CONFLICT (sha256) DO NOTHING
