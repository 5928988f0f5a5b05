-- The view {viewId} over form {formId}. Everything but the form's own table is joined from outside by a unique key, so that PostgreSQL leaves out what a
-- query does not ask for; other values, by the names of the view's columns, are looked up only for rows that are shown and by queries that show them.
CREATE OR REPLACE VIEW reporting.{view} AS
SELECT d.number{columns}
FROM data.f{formId} d
LEFT JOIN submissions s ON s.id = d.submission_id
LEFT JOIN fill_sessions p ON p.id = s.fill_session_id
LEFT JOIN cases c ON c.id = s.case_id
CROSS JOIN LATERAL (
    SELECT CASE s.state WHEN 0 THEN 'received' WHEN 1 THEN 'normalized' WHEN 2 THEN 'needsAttention' WHEN 3 THEN 'failed' END AS state,
           CASE s.review WHEN 0 THEN 'new' WHEN 1 THEN 'approved' WHEN 2 THEN 'rejected' WHEN 3 THEN 'onHold' END AS review,
           coalesce(c.reference, 'Case ' || c.number) AS case_name,
           (SELECT jsonb_object_agg(o.name, CASE jsonb_array_length(o.texts) WHEN 1 THEN o.texts -> 0 ELSE o.texts END)
            FROM (
                SELECT coalesce(n.name, f.name) AS name,
                       jsonb_agg(CASE WHEN v.blob IS NULL THEN coalesce(v.choice, v.text) ELSE encode(v.blob, 'hex') END ORDER BY v.field_id, v.ordinal) AS texts
                FROM field_values v
                JOIN form_fields f ON f.id = v.field_id
                LEFT JOIN reporting_columns n ON n.view_id = {viewId} AND n.field_id = v.field_id
                WHERE v.submission_id = d.submission_id
                GROUP BY 1) o) AS other_values) w
WHERE NOT d.trashed{condition}
