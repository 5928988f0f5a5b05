-- A view that is to be made, under the name it gets; its id stays.
INSERT INTO reporting_views (form_id, version, name) VALUES (@formId, @version::int, @name)
ON CONFLICT (form_id, version) DO UPDATE SET name = excluded.name
RETURNING id
