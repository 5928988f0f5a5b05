-- Makes or updates the draft of a design document from the save recorded just before in this transaction; nothing for fill sessions. A draft that
-- was published meanwhile stays as it is, and the next one begins. Runs under the lock of the design.
WITH saved AS (
    SELECT d.id, d.form_id, d.saved_at, k.draft_id, k.replaced_at IS NOT NULL AS aside, v.file_name,
           left(d.history #>> '{changes,-1,user,id}', 200) AS author_id, left(d.history #>> '{changes,-1,user,name}', 200) AS author
    FROM document_saves d
    JOIN document_keys k ON k.key = d.document_key AND k.fill_session_id IS NULL
    JOIN form_versions v ON v.id = k.form_version_id
    WHERE d.document_key = @document_key AND d.kind IN ('draft', 'final') AND d.document_sha256 IS NOT NULL
      AND d.event_id = currval(pg_get_serial_sequence('callback_events', 'id'))
)
INSERT INTO form_drafts (form_id, number, origin, from_id, document_key, save_id, file_name, author_id, author, made_at, saved_at, aside)
SELECT form_id, (SELECT coalesce(max(number), 0) + 1 FROM form_drafts f WHERE f.form_id = saved.form_id), 'editor', draft_id, @document_key, id, file_name,
       author_id, author, saved_at, saved_at, aside
FROM saved
ON CONFLICT (document_key) WHERE form_version_id IS NULL DO UPDATE
SET save_id = excluded.save_id, saved_at = excluded.saved_at, author_id = coalesce(excluded.author_id, form_drafts.author_id),
    author = coalesce(excluded.author, form_drafts.author)
