; What TypeScript adds.

(abstract_class_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(type_alias_declaration name: (_) @name) @definition.type
(type_alias_declaration name: (_) @name value: (object_type) @body) @definition.type
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(internal_module name: (_) @name body: (_) @body) @definition.namespace
(module name: (_) @name body: (_) @body) @definition.namespace
(function_signature name: (_) @name) @definition.function

(enum_body (property_identifier) @name @definition.enumMember)
(enum_body (string) @name @definition.enumMember)
(enum_body (enum_assignment name: (_) @name) @definition.enumMember)

(class_body (public_field_definition name: (_) @name) @definition.property)
(class_body (public_field_definition name: (_) @name value: [
  (arrow_function body: (_) @body)
  (function_expression body: (_) @body)]) @definition.method)
(class_body (method_signature name: (_) @name) @definition.method)
(class_body (abstract_method_signature name: (_) @name) @definition.method)
(class_body (decorator) @decorator)
(method_definition parameters: (formal_parameters
  (required_parameter [(accessibility_modifier) "readonly"] pattern: (identifier) @name) @definition.property))
(method_definition parameters: (formal_parameters
  (optional_parameter [(accessibility_modifier) "readonly"] pattern: (identifier) @name) @definition.property))

(interface_body (property_signature name: (_) @name) @definition.property)
(interface_body (method_signature name: (_) @name) @definition.method)
(type_alias_declaration value: (object_type (property_signature name: (_) @name) @definition.property))
(type_alias_declaration value: (object_type (method_signature name: (_) @name) @definition.method))

(ambient_declaration (_) @wrapped) @wrapper

(import_statement (import_require_clause source: (_) @import.source)) @import
