-- Which of these patterns occurs in the fewest of form {formId}'s rows, and in what share of them, judged by a sample of so many percent.
SELECT p.place::int - 1 AS place, coalesce(avg((coalesce(s.search, '') ILIKE p.pattern)::int), 0)::float8 AS share
FROM unnest(@patterns::text[]) WITH ORDINALITY AS p (pattern, place)
LEFT JOIN (SELECT search FROM data.f{formId} TABLESAMPLE SYSTEM (@percent::real)) s ON true
GROUP BY p.place
ORDER BY share, p.place
LIMIT 1
