; What C++ adds to C.

(class_specifier name: (type_identifier) @name body: (_) @body) @definition.class
(class_specifier name: (template_type name: (_) @name) body: (_) @body) @definition.class
(class_specifier name: (qualified_identifier name: (type_identifier) @name) body: (_) @body) @definition.class
(struct_specifier name: (qualified_identifier name: (type_identifier) @name) body: (_) @body) @definition.class
(struct_specifier name: (template_type name: (_) @name) body: (_) @body) @definition.class
(namespace_definition name: (namespace_identifier) @name body: (_) @body) @definition.namespace
(namespace_definition name: (nested_namespace_specifier) @name body: (_) @body) @definition.namespace
(alias_declaration name: (_) @name) @definition.type
(concept_definition name: (_) @name) @definition.type

(function_definition declarator: (function_declarator declarator: (field_identifier) @name)) @definition.method
(function_definition declarator: (function_declarator declarator: (field_identifier) @name) body: (_) @body) @definition.method
(function_definition declarator: (pointer_declarator declarator: (function_declarator declarator: (field_identifier) @name)) body: (_) @body) @definition.method
(function_definition declarator: (reference_declarator (function_declarator declarator: (field_identifier) @name)) body: (_) @body) @definition.method
(function_definition declarator: (function_declarator declarator: (identifier) @name)) @definition.function
(function_definition declarator: (reference_declarator (function_declarator declarator: (identifier) @name)) body: (_) @body) @definition.function
(function_definition declarator: (function_declarator declarator: (destructor_name) @name)) @definition.method
(function_definition declarator: (function_declarator declarator: (destructor_name) @name) body: (_) @body) @definition.method
(function_definition declarator: (function_declarator declarator: (operator_name) @name)) @definition.function
(function_definition declarator: (function_declarator declarator: (operator_name) @name) body: (_) @body) @definition.function
(function_definition declarator: (reference_declarator (function_declarator declarator: (operator_name) @name))) @definition.function
(function_definition declarator: (reference_declarator (function_declarator declarator: (operator_name) @name)) body: (_) @body) @definition.function

(function_definition declarator: (function_declarator declarator: (qualified_identifier name: [(identifier) (destructor_name) (operator_name)] @name)) body: (_) @body) @definition.method
(function_definition declarator: (pointer_declarator declarator: (function_declarator declarator: (qualified_identifier name: [(identifier) (destructor_name) (operator_name)] @name))) body: (_) @body) @definition.method
(function_definition declarator: (reference_declarator (function_declarator declarator: (qualified_identifier name: [(identifier) (destructor_name) (operator_name)] @name))) body: (_) @body) @definition.method
(function_definition declarator: (function_declarator declarator: (qualified_identifier name: (qualified_identifier name: [(identifier) (destructor_name) (operator_name)] @name))) body: (_) @body) @definition.method
(function_definition declarator: (pointer_declarator declarator: (function_declarator declarator: (qualified_identifier name: (qualified_identifier name: [(identifier) (destructor_name) (operator_name)] @name)))) body: (_) @body) @definition.method
(function_definition declarator: (reference_declarator (function_declarator declarator: (qualified_identifier name: (qualified_identifier name: [(identifier) (destructor_name) (operator_name)] @name)))) body: (_) @body) @definition.method
((function_definition declarator: (function_declarator declarator: (qualified_identifier scope: (_) @_class name: (identifier) @name))) @definition.constructor
  (#eq? @_class @name))
((function_definition declarator: (function_declarator declarator: (qualified_identifier scope: (template_type name: (_) @_class) name: (identifier) @name))) @definition.constructor
  (#eq? @_class @name))

(field_declaration declarator: (function_declarator declarator: (field_identifier) @name)) @definition.method
(field_declaration declarator: (pointer_declarator declarator: (function_declarator declarator: (field_identifier) @name))) @definition.method
(field_declaration declarator: (reference_declarator (function_declarator declarator: (field_identifier) @name))) @definition.method
(field_declaration declarator: (function_declarator declarator: (operator_name) @name)) @definition.method
(field_declaration declarator: (reference_declarator (function_declarator declarator: (operator_name) @name))) @definition.method
(field_declaration declarator: (reference_declarator (field_identifier) @name)) @definition.property
(declaration declarator: (function_declarator declarator: (destructor_name) @name)) @definition.method
(declaration declarator: (reference_declarator (function_declarator declarator: (identifier) @name))) @definition.function
(declaration declarator: (function_declarator declarator: (operator_name) @name)) @definition.function
(declaration declarator: (reference_declarator (function_declarator declarator: (operator_name) @name))) @definition.function

(template_declaration (class_specifier) @wrapped) @wrapper
(template_declaration (struct_specifier) @wrapped) @wrapper
(template_declaration (function_definition) @wrapped) @wrapper
(template_declaration (declaration) @wrapped) @wrapper
(template_declaration (alias_declaration) @wrapped) @wrapper
(template_declaration (concept_definition) @wrapped) @wrapper
(template_declaration (template_declaration) @wrapped) @wrapper
(template_declaration (friend_declaration) @wrapped) @wrapper

; A class hides what comes before its first `public:`; a namespace without a name hides all of it.
(class_specifier body: (_) @section.hidden)
((field_declaration_list (access_specifier) @section.hidden) (#eq? @section.hidden "private"))
((field_declaration_list (access_specifier) @section.shown) (#not-eq? @section.shown "private"))
(namespace_definition !name body: (_) @hidden)

(lambda_expression body: (_) @local)
(field_initializer_list) @local

; Macros behind a declaration read as functions: `int a GUARDED_BY(mutex);`
((field_declaration_list (declaration !type declarator: (function_declarator declarator: (identifier) @discard)))
  (#match? @discard "^[A-Z][A-Z0-9_]+$"))
((field_declaration (ERROR (identifier) @name) declarator: (function_declarator declarator: (field_identifier) @discard)) @definition.property
  (#match? @discard "^[A-Z][A-Z0-9_]+$"))
