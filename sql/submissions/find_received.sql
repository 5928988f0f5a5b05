-- What whoever has a submission's verification code may know about it: which form, which number, when, and the sha256 to compare a file with.
SELECT m.id, f.title AS form_title, m.number, m.submitted_at, m.document_sha256
FROM submissions m
JOIN forms f ON f.id = m.form_id
WHERE m.id = @id
