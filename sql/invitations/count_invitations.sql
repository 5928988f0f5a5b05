-- How many personal links a form has, by what became of them, and how many of them match a search.
SELECT count(*) AS total,
       count(*) FILTER (WHERE i.revoked_at IS NOT NULL) AS revoked,
       count(*) FILTER (WHERE i.revoked_at IS NULL AND i.submitted_at IS NOT NULL) AS submitted,
       count(*) FILTER (WHERE i.revoked_at IS NULL AND i.submitted_at IS NULL AND i.opened_at IS NOT NULL) AS opened,
       count(*) FILTER (WHERE i.revoked_at IS NULL AND i.submitted_at IS NULL AND i.opened_at IS NULL) AS not_opened
FROM invitations i
LEFT JOIN cases c ON c.id = i.case_id
WHERE i.form_id = @formId
  AND (@search::text IS NULL OR concat_ws(E'\n', i.name, i.email, i.reference, i.role, c.reference, 'case ' || c.number) ILIKE @search)
