-- How many reports there are, of one form or of all, by state.
SELECT state, count(*)::int AS count FROM report_runs WHERE @formId::int IS NULL OR form_id = @formId GROUP BY state
