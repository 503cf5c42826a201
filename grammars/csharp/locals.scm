; Names that a method has for itself.

(parameter name: (_) @name) @parameter
(parameter_list name: (_) @name @parameter)
(implicit_parameter) @parameter
(local_declaration_statement (variable_declaration (variable_declarator name: (_) @name))) @variable
(for_statement initializer: (variable_declaration (variable_declarator name: (_) @name) @variable))
(foreach_statement left: (identifier) @variable)
(using_statement (variable_declaration (variable_declarator name: (_) @name) @variable))
(declaration_pattern name: (_) @variable)
(declaration_expression name: (_) @variable)
(catch_declaration name: (_) @variable)
(local_function_statement name: (_) @binding)
