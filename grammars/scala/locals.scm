; Names that a function has for itself.

(parameter name: (_) @name) @parameter
(class_parameter name: (_) @name) @parameter
(binding name: (_) @parameter)
(lambda_expression parameters: (identifier) @parameter)
(enumerator . (identifier) @parameter)
(enumerator . (tuple_pattern (identifier) @parameter))
(case_clause pattern: (identifier) @parameter)
(typed_pattern pattern: (identifier) @parameter)
(capture_pattern name: (identifier) @parameter)
(case_class_pattern pattern: (identifier) @parameter)
(tuple_pattern (identifier) @parameter)
(infix_pattern (identifier) @parameter)
(val_definition pattern: (identifier) @name) @variable
(var_definition pattern: (identifier) @name) @variable
