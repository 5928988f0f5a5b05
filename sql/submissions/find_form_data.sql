-- The form data of a submission as it came.
SELECT b.sha256, b.media_type, f.slug AS form_slug, s.number
FROM submissions s JOIN forms f ON f.id = s.form_id JOIN blobs b ON b.sha256 = s.form_data_sha256
WHERE s.id = @id
