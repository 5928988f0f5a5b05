-- A new form; gives nothing back when the slug is taken, so that the caller tries the next one.
INSERT INTO forms (slug, title, link_token) VALUES (@slug, @title, @linkToken)
ON CONFLICT (slug) DO NOTHING
RETURNING id
