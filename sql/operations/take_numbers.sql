-- Reserves numbers of a form and gives the first of them.
UPDATE forms SET last_number = last_number + @count WHERE id = @formId RETURNING last_number - @count + 1
