; Names that a method has for itself.

(formal_parameter name: (_) @name) @parameter
(spread_parameter (variable_declarator name: (_) @name)) @parameter
(catch_formal_parameter name: (_) @name) @parameter
(lambda_expression parameters: (identifier) @parameter)
(inferred_parameters (identifier) @parameter)
(local_variable_declaration declarator: (variable_declarator name: (_) @name) @variable)
(enhanced_for_statement name: (_) @variable)
(resource name: (_) @name) @variable
(instanceof_expression name: (_) @variable)
(type_pattern (identifier) @variable)
(record_pattern_component (identifier) @variable)
