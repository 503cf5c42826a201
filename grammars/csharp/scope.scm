[(class_declaration) (struct_declaration) (record_declaration) (interface_declaration) (enum_declaration)
 (method_declaration) (constructor_declaration) (operator_declaration) (property_declaration)
 (local_function_statement) (lambda_expression) (block) (for_statement) (foreach_statement) (using_statement)
 (catch_clause) (switch_section)] @scope

(class_declaration name: (_) @name) @class
(struct_declaration name: (_) @name) @class
(record_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @type
(enum_declaration name: (_) @name) @type
(delegate_declaration name: (_) @name) @type
(type_parameter name: (_) @name) @type
(method_declaration name: (_) @name) @function
(local_function_statement name: (_) @name) @function
(field_declaration (variable_declaration (variable_declarator name: (_) @name))) @field
(property_declaration name: (_) @name) @field
(enum_member_declaration name: (_) @name) @field
