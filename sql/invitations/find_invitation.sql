-- The personal link of a token, with what its present session has brought.
SELECT i.id, i.form_id, i.link_token, i.name, i.email, i.reference, i.single_use, i.role, i.turn, i.case_id,
       i.created_at, i.opened_at, i.submitted_at, i.revoked_at, i.fill_session_id,
       EXISTS (SELECT FROM submissions m WHERE m.fill_session_id = i.fill_session_id) AS is_answered
FROM invitations i
WHERE i.link_token = @linkToken
