-- Media type and size of stored bytes.
SELECT sha256, media_type, size FROM blobs WHERE sha256 = ANY (@sha256s)
