; Names that a function has for itself.

(parameter pattern: (identifier) @name) @parameter
(parameter pattern: (mut_pattern (identifier) @name)) @parameter
(parameter pattern: (tuple_pattern (identifier) @name)) @parameter
(closure_parameters (identifier) @parameter)
(closure_parameters (tuple_pattern (identifier) @parameter))
(closure_parameters (reference_pattern (identifier) @parameter))
(let_declaration pattern: (identifier) @name) @variable
(let_declaration pattern: (mut_pattern (identifier) @name)) @variable
(let_declaration pattern: (tuple_pattern (identifier) @name)) @variable
(let_declaration pattern: (tuple_pattern (mut_pattern (identifier) @name))) @variable
(for_expression pattern: (identifier) @variable)
(for_expression pattern: (tuple_pattern (identifier) @variable))
(tuple_struct_pattern type: (_) (identifier) @variable)
(tuple_struct_pattern type: (_) (ref_pattern (identifier) @variable))
(field_pattern name: (shorthand_field_identifier) @variable)
(captured_pattern . (identifier) @variable)
(let_condition pattern: (identifier) @variable)
(match_pattern . (identifier) @variable .)
