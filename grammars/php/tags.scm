; PHP.

(namespace_definition name: (_) @name body: (_) @body) @definition.namespace
(class_declaration name: (_) @name body: (_) @body) @definition.class
(trait_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(enum_case name: (_) @name) @definition.enumMember

(function_definition name: (_) @name body: (_) @body) @definition.function
(method_declaration name: (_) @name body: (_)? @body) @definition.method
(property_declaration (property_element name: (variable_name (name) @name)) @item) @definition.property
(property_promotion_parameter name: (variable_name (name) @name)) @definition.property
(const_declaration (const_element . (name) @name) @item) @definition.constant
((function_call_expression function: (name) @_define
  arguments: (arguments . (argument [(string (string_content) @name) (encapsed_string (string_content) @name)]))) @definition.constant
  (#eq? @_define "define"))

(function_definition body: (_) @local)
(method_declaration body: (_) @local)
(anonymous_function body: (_) @local)
(arrow_function body: (_) @local)
(anonymous_class body: (_) @local)

(namespace_use_declaration) @import
(require_expression [(string) (encapsed_string)] @import.source) @import
(require_once_expression [(string) (encapsed_string)] @import.source) @import
(include_expression [(string) (encapsed_string)] @import.source) @import
(include_once_expression [(string) (encapsed_string)] @import.source) @import
((require_expression (binary_expression left: (name) @import.beside right: [(string) (encapsed_string)] @import.source)) @import (#eq? @import.beside "__DIR__"))
((require_once_expression (binary_expression left: (name) @import.beside right: [(string) (encapsed_string)] @import.source)) @import (#eq? @import.beside "__DIR__"))
((include_expression (binary_expression left: (name) @import.beside right: [(string) (encapsed_string)] @import.source)) @import (#eq? @import.beside "__DIR__"))
((include_once_expression (binary_expression left: (name) @import.beside right: [(string) (encapsed_string)] @import.source)) @import (#eq? @import.beside "__DIR__"))
