-- A fill session with its first document key, under the named version of the form or else its newest.
WITH version AS (
    SELECT id, form_id FROM form_versions
    WHERE form_id = @formId AND (@versionId::int IS NULL OR id = @versionId)
    ORDER BY number DESC LIMIT 1
), session AS (
    INSERT INTO fill_sessions (
        id, form_id, form_version_id, link_token, respondent_id, name, email, reference, created_at, entrance, invitation_id, role, case_id, start_sha256)
    SELECT @id, form_id, id, @linkToken, @respondentId, @name, @email, @reference, @createdAt, @entrance, @invitationId, @role, @caseId, @startSha256
    FROM version
    RETURNING id, form_id, form_version_id
)
INSERT INTO document_keys (key, form_id, form_version_id, fill_session_id, created_at)
SELECT @documentKey, form_id, form_version_id, id, @createdAt FROM session
RETURNING form_version_id
