-- Every form's own view: how many versions have one, how far it has come, and what is in the way.
SELECT f.id AS form_id, f.title, v.name AS view, (SELECT count(*)::int FROM reporting_views w WHERE w.form_id = f.id AND w.version IS NOT NULL) AS versions,
       r.refreshed_at, coalesce(r.shown < r.changes, true) AS is_due, r.last_error
FROM forms f
LEFT JOIN reporting_forms r ON r.form_id = f.id
LEFT JOIN reporting_views v ON v.form_id = f.id AND v.version IS NULL AND v.fingerprint IS NOT NULL
ORDER BY f.id DESC
LIMIT @limit
