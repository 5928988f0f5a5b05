-- The stored bytes of some submissions beside the pictures in their columns: document, form data, and further pictures of repeated fields.
SELECT s.id AS submission_id, 'document' AS kind, NULL::int AS field_id, 0 AS ordinal, b.sha256, b.media_type, b.size
FROM submissions s JOIN blobs b ON b.sha256 = s.document_sha256
WHERE s.id = ANY (@submissionIds)
UNION ALL
SELECT s.id, 'formData', NULL, 0, b.sha256, b.media_type, b.size
FROM submissions s JOIN blobs b ON b.sha256 = s.form_data_sha256
WHERE s.id = ANY (@submissionIds)
UNION ALL
SELECT v.submission_id, 'picture', v.field_id, v.ordinal, b.sha256, b.media_type, b.size
FROM field_values v JOIN blobs b ON b.sha256 = v.blob
WHERE v.submission_id = ANY (@submissionIds) AND v.ordinal > 0
ORDER BY submission_id, kind, field_id, ordinal
