[(lambda_expression) (for_range_loop) (class_specifier) (struct_specifier) (namespace_definition)
 (template_declaration) (catch_clause)] @scope

(class_specifier name: (type_identifier) @name body: (_)) @class
(alias_declaration name: (_) @name) @type
(type_parameter_declaration (type_identifier) @name) @type
(function_definition declarator: (function_declarator declarator: (field_identifier) @name)) @function
(field_declaration declarator: (function_declarator declarator: (field_identifier) @name)) @function
(field_declaration declarator: (field_identifier) @name) @field
(field_declaration declarator: (pointer_declarator declarator: (field_identifier) @name)) @field
