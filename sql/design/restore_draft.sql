-- Takes an older state up again: a new one with the same bytes, at the end of the history. Nothing when there is no such state.
INSERT INTO form_drafts (form_id, number, origin, from_id, file_sha256, file_name, author_id, author, made_at, saved_at)
SELECT d.form_id, (SELECT max(number) + 1 FROM form_drafts WHERE form_id = d.form_id), 'restored', d.id,
       coalesce(d.file_sha256, s.document_sha256), d.file_name, @authorId, @author, @now, @now
FROM form_drafts d
LEFT JOIN document_saves s ON s.id = d.save_id
WHERE d.form_id = @formId AND d.number = @number
RETURNING id
