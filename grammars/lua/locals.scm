; Names that a function has for itself.

(parameters name: (identifier) @parameter)
(for_generic_clause (variable_list name: (identifier) @parameter))
(for_numeric_clause name: (identifier) @parameter)
(variable_declaration (assignment_statement (variable_list name: (identifier) @name))) @variable
(variable_declaration (variable_list name: (identifier) @name)) @variable
