; Names that a function has for itself.

(parameter_declaration name: (_) @name) @parameter
(variadic_parameter_declaration name: (_) @name) @parameter
(short_var_declaration left: (expression_list (identifier) @name)) @variable
(range_clause left: (expression_list (identifier) @name)) @variable
(receive_statement left: (expression_list (identifier) @name)) @variable
(type_switch_statement alias: (expression_list (identifier) @name) @variable)
(var_spec name: (_) @name) @variable
(const_spec name: (_) @name) @variable
