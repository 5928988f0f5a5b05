-- Keeps one save of a document and its event, says what kind it is, retires the key on status 2 and gives waiting submissions their document.
-- Runs under the document's lock, so what was saved before cannot change meanwhile.
WITH target AS (
    SELECT key, form_id, fill_session_id, opened_sha256 FROM document_keys WHERE key = @document_key
), earlier AS (
    -- Saves of the same work: of this key, and of the keys the same fill session had before.
    SELECT d.*, d.document_key = @document_key AS same_key
    FROM document_saves d
    WHERE d.kind <> 'corrupted'
      AND (d.document_key = @document_key
           OR d.document_key IN (SELECT k.key FROM document_keys k JOIN target ON target.fill_session_id = k.fill_session_id))
), past AS (
    SELECT coalesce(max(version), 0) AS version,
           coalesce(max(id) FILTER (WHERE kind = 'draft'), 0) > coalesce(max(id) FILTER (WHERE status = 2 AND kind <> 'stale'), 0) AS draft_is_open,
           max(last_save) FILTER (WHERE same_key AND status = 2 AND kind <> 'stale') AS final_at,
           max(saved_at) FILTER (WHERE same_key AND status = 2 AND kind <> 'stale') AS final_kept_at,
           max(last_save) FILTER (WHERE same_key AND status = 6 AND kind <> 'stale') AS draft_at,
           -- A design document that was not saved yet is what it was opened with.
           coalesce((array_agg(document_sha256 ORDER BY id DESC) FILTER (WHERE kind <> 'stale'))[1], (SELECT opened_sha256 FROM target)) AS newest_sha256,
           coalesce(bool_or(same_key AND kind <> 'stale'), false) AS has_bytes
    FROM earlier
), judged AS (
    SELECT CASE
        WHEN EXISTS (
            SELECT FROM document_saves d
            WHERE d.document_key = @document_key AND d.status = @status AND d.document_sha256 = @document_sha256
              AND d.changes_sha256 IS NOT DISTINCT FROM @changes_sha256 AND d.last_save IS NOT DISTINCT FROM @last_save) THEN NULL
        WHEN @corrupted THEN 'corrupted'
        -- What was fetched from the forgotten files may be older than a final save that came meanwhile.
        WHEN @recovered AND @received_at <= past.final_kept_at THEN 'stale'
        WHEN @status = 2 AND @last_save < past.final_at THEN 'stale'
        WHEN @status <> 2 AND (@last_save <= past.final_at OR @last_save < past.draft_at) THEN 'stale'
        WHEN past.newest_sha256 = @document_sha256 OR (@not_modified AND past.has_bytes) THEN 'unchanged'
        WHEN @status = 2 THEN 'final'
        ELSE 'draft' END AS kind
    FROM past
), event AS (
    INSERT INTO callback_events (document_key, form_id, status, forcesave_type, claims, outcome, error, received_at, duration_ms)
    SELECT @document_key, (SELECT form_id FROM target), @status, @forcesave_type, @claims,
           CASE WHEN NOT EXISTS (SELECT FROM target) THEN 'unknownKey'
                ELSE CASE judged.kind
                     WHEN 'final' THEN 'finalStored' WHEN 'draft' THEN 'draftStored' WHEN 'unchanged' THEN 'saveUnchanged'
                     WHEN 'stale' THEN 'saveStale' WHEN 'corrupted' THEN 'savedAside' ELSE 'alreadyStored' END END,
           CASE WHEN NOT EXISTS (SELECT FROM target) THEN 'No form has a document of this key.' ELSE @error END,
           @received_at, @duration_ms
    FROM judged
    RETURNING id, outcome
), saved AS (
    INSERT INTO document_saves (
        document_key, form_id, event_id, status, forcesave_type, kind, document_sha256, changes_sha256, history, filetype, last_save, not_modified,
        recovered, version, saved_at)
    SELECT @document_key, target.form_id, event.id, @status, @forcesave_type, judged.kind, @document_sha256, @changes_sha256, @history, @filetype,
           @last_save, @not_modified, @recovered,
           -- Drafts and the final save that ends them are one version.
           CASE WHEN judged.kind IN ('draft', 'final') THEN past.version + CASE WHEN past.draft_is_open THEN 0 ELSE 1 END END,
           @received_at
    FROM target, event, judged, past
    WHERE judged.kind IS NOT NULL
), closed AS (
    UPDATE document_keys
    SET users = CASE WHEN users_at IS NULL OR users_at <= @said_at THEN '{}' ELSE users END,
        users_at = greatest(users_at, @said_at),
        retired_at = CASE WHEN @status = 2 THEN coalesce(retired_at, @received_at) ELSE retired_at END
    WHERE key = @document_key AND @status IN (2, 3)
    RETURNING key
), noted AS (
    UPDATE fill_sessions s
    SET opened_at = coalesce(s.opened_at, @received_at), changed_at = coalesce(s.changed_at, @received_at),
        last_activity_at = greatest(s.last_activity_at, @received_at)
    FROM target, judged
    WHERE s.id = target.fill_session_id AND judged.kind <> 'stale'
      -- The key first: presence, which takes no lock before, takes both rows in this order too.
      AND (SELECT count(*) FROM closed) >= 0
), completed AS (
    UPDATE submissions
    SET document_sha256 = @document_sha256, changes_sha256 = coalesce(changes_sha256, @changes_sha256), history = coalesce(history, @history)
    FROM judged
    WHERE document_key = @document_key AND document_sha256 IS NULL AND @status = 2 AND judged.kind IS DISTINCT FROM 'stale'
), asked AS (
    -- A save that FormsHub asked for carries its command's user data.
    UPDATE document_commands SET event_id = event.id
    FROM event
    WHERE userdata = @userdata AND document_key = @document_key
)
SELECT outcome FROM event
