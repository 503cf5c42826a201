; Kotlin. Its grammar names few fields.

(class_declaration "class" name: (_) @name (class_body)? @body) @definition.class
(class_declaration "interface" name: (_) @name (class_body)? @body) @definition.interface
(class_declaration name: (_) @name (enum_class_body) @body) @definition.enum
(enum_entry . (identifier) @name) @definition.enumMember
(object_declaration name: (_) @name (class_body)? @body) @definition.class
(companion_object "companion" @name !name (class_body)? @body) @definition.class
(companion_object name: (_) @name (class_body)? @body) @definition.class
(type_alias type: (_) @name) @definition.type

(function_declaration name: (_) @name (function_body)? @body) @definition.function
(secondary_constructor "constructor" @name (block)? @body) @definition.constructor
(class_parameter ["val" "var"] . (identifier) @name) @definition.property
(property_declaration (variable_declaration . (identifier) @name)) @definition.variable
(source_file (property_declaration "val" (variable_declaration . (identifier) @name)) @definition.constant)
((property_declaration (modifiers (property_modifier) @_const) (variable_declaration . (identifier) @name)) @definition.constant
  (#eq? @_const "const"))
(property_declaration (variable_declaration . (identifier) @name) (getter (function_body) @body)) @definition.variable

(function_body) @local
(lambda_literal) @local
(object_literal) @local
(anonymous_initializer (block) @local)
(secondary_constructor (block) @local)
(property_declaration (property_delegate) @local)

(import) @import
