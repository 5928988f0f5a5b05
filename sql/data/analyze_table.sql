-- Lets the planner know the values of form {formId}'s typed table.
ANALYZE data.f{formId}
