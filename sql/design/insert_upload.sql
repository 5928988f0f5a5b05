-- A dropped file that waits to be published.
INSERT INTO form_drafts (form_id, origin, file_sha256, file_name, author_id, author, made_at, saved_at)
VALUES (@formId, 'upload', @sha256, @fileName, @authorId, @author, @now, @now)
RETURNING id
