; C#.

(namespace_declaration name: (_) @name body: (_) @body) @definition.namespace
(class_declaration name: (_) @name body: (_)? @body) @definition.class
(struct_declaration name: (_) @name body: (_)? @body) @definition.class
(record_declaration name: (_) @name body: (_)? @body) @definition.class
(record_declaration (parameter_list (parameter name: (_) @name) @definition.property) @section.shown)
(interface_declaration name: (_) @name body: (_)? @body) @definition.interface
(enum_declaration name: (_) @name body: (_)? @body) @definition.enum
(enum_member_declaration name: (_) @name) @definition.enumMember
(delegate_declaration name: (_) @name) @definition.type

(method_declaration name: (_) @name body: (_)? @body) @definition.method
(constructor_declaration name: (_) @name body: (_)? @body) @definition.constructor
(property_declaration name: (_) @name accessors: (_)? @body) @definition.property
(property_declaration name: (_) @name value: (arrow_expression_clause) @body) @definition.property
(event_declaration name: (_) @name) @definition.property
(event_field_declaration (variable_declaration (variable_declarator name: (_) @name))) @definition.property
(field_declaration (variable_declaration (variable_declarator name: (_) @name))) @definition.property
((field_declaration (modifier) @_const (variable_declaration (variable_declarator name: (_) @name))) @definition.constant
  (#eq? @_const "const"))

(method_declaration body: (_) @local)
(constructor_declaration body: (_) @local)
(destructor_declaration body: (_) @local)
(operator_declaration body: (_) @local)
(conversion_operator_declaration body: (_) @local)
(accessor_declaration body: (_) @local)
(property_declaration value: (_) @local)
(indexer_declaration value: (_) @local)
(lambda_expression body: (_) @local)
(local_function_statement body: (_) @local)
(global_statement) @block

(using_directive) @import
