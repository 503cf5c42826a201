[(function_definition) (method_declaration) (anonymous_function) (arrow_function) (class_declaration)
 (trait_declaration) (enum_declaration) (interface_declaration)] @scope

(assignment_expression left: (variable_name) @name) @variable
(foreach_statement "as" (variable_name) @variable)
(foreach_statement "as" (pair (variable_name) @variable))
(catch_clause name: (variable_name) @variable)
(static_variable_declaration name: (variable_name) @variable)
(function_definition name: (_) @name) @function
(class_declaration name: (_) @name) @class
(trait_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @type
(enum_declaration name: (_) @name) @type
