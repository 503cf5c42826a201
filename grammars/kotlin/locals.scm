; Names that a function has for itself.

(parameter . (identifier) @name) @parameter
(class_parameter . (identifier) @name) @parameter
(lambda_parameters (variable_declaration . (identifier) @name) @parameter)
(lambda_parameters (multi_variable_declaration (variable_declaration . (identifier) @name) @parameter))
(for_statement (variable_declaration . (identifier) @name) @parameter)
(for_statement (multi_variable_declaration (variable_declaration . (identifier) @name) @parameter))
(catch_block . (identifier) @parameter)
(property_declaration (variable_declaration . (identifier) @name)) @variable
(property_declaration (multi_variable_declaration (variable_declaration . (identifier) @name))) @variable
