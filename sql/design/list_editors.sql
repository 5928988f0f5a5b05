-- Who is in a form's document now, by the name of the account; ids that are nobody's account stay as they are. What was said long ago does not count.
SELECT DISTINCT coalesce(a.name, u.id) AS name
FROM document_keys k
CROSS JOIN LATERAL unnest(k.users) AS u (id)
LEFT JOIN accounts a ON u.id = 'a-' || a.id
WHERE k.form_id = @formId AND k.fill_session_id IS NULL AND k.users <> '{}' AND k.users_at >= @since
ORDER BY name
