-- How often each choice of field {fieldId} occurs: without this the planner takes every one for rare, because the index leaves the trash out.
CREATE STATISTICS IF NOT EXISTS data.f{formId}_{fieldId} ON (lower(f{fieldId})) FROM data.f{formId}
