; What C++ adds to C.

(parameter_declaration declarator: (reference_declarator (identifier) @name)) @parameter
(optional_parameter_declaration declarator: (identifier) @name) @parameter
(optional_parameter_declaration declarator: (reference_declarator (identifier) @name)) @parameter
(optional_parameter_declaration declarator: (pointer_declarator declarator: (identifier) @name)) @parameter
(declaration declarator: (init_declarator declarator: (reference_declarator (identifier) @name))) @variable
(declaration declarator: (init_declarator declarator: (structured_binding_declarator (identifier) @name))) @variable
(for_range_loop declarator: (identifier) @variable)
(for_range_loop declarator: (reference_declarator (identifier) @variable))
(for_range_loop declarator: (structured_binding_declarator (identifier) @variable))
(for_range_loop declarator: (reference_declarator (structured_binding_declarator (identifier) @variable)))
(catch_clause parameters: (parameter_list (parameter_declaration declarator: (reference_declarator (identifier) @variable))))
