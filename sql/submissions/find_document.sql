-- The filled document of a submission.
SELECT b.sha256, b.media_type, f.slug AS form_slug, s.number
FROM submissions s JOIN forms f ON f.id = s.form_id JOIN blobs b ON b.sha256 = s.document_sha256
WHERE s.id = @id
