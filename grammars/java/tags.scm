; Java.

(class_declaration name: (_) @name body: (_) @body) @definition.class
(record_declaration name: (_) @name body: (_) @body) @definition.class
(record_declaration parameters: (formal_parameters (formal_parameter name: (_) @name) @definition.property))
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(annotation_type_declaration name: (_) @name body: (_) @body) @definition.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(enum_constant name: (_) @name) @definition.enumMember

(method_declaration name: (_) @name body: (_)? @body) @definition.method
(annotation_type_element_declaration name: (_) @name) @definition.method
(constructor_declaration name: (_) @name body: (_) @body) @definition.constructor
(compact_constructor_declaration name: (_) @name body: (_) @body) @definition.constructor
(field_declaration declarator: (variable_declarator name: (_) @name) @item) @definition.property
((field_declaration (modifiers) @_modifiers declarator: (variable_declarator name: (_) @name) @item) @definition.constant
  (#match? @_modifiers "static") (#match? @_modifiers "final"))
(constant_declaration declarator: (variable_declarator name: (_) @name) @item) @definition.constant

(method_declaration body: (_) @local)
(constructor_declaration body: (_) @local)
(compact_constructor_declaration body: (_) @local)
(static_initializer (block) @local)
(class_body (block) @local)
(lambda_expression body: (_) @local)
(object_creation_expression (class_body) @local)

(import_declaration) @import
