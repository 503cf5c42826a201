[(class_declaration) (interface_declaration) (enum_declaration) (record_declaration) (method_declaration)
 (constructor_declaration) (compact_constructor_declaration) (lambda_expression) (block) (for_statement)
 (enhanced_for_statement) (try_with_resources_statement) (catch_clause) (switch_block_statement_group)
 (class_body)] @scope

(class_declaration name: (_) @name) @class
(record_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @type
(enum_declaration name: (_) @name) @type
(method_declaration name: (_) @name) @function
(field_declaration declarator: (variable_declarator name: (_) @name)) @field
(enum_constant name: (_) @name) @field
(type_parameter . (type_identifier) @name) @type
