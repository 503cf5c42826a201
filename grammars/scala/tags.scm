; Scala 2 and 3.

(class_definition name: (_) @name body: (_)? @body) @definition.class
(object_definition name: (_) @name body: (_)? @body) @definition.class
(package_object name: (_) @name body: (_)? @body) @definition.class
(trait_definition name: (_) @name body: (_)? @body) @definition.interface
(enum_definition name: (_) @name body: (_)? @body) @definition.enum
(simple_enum_case name: (_) @name) @definition.enumMember
(full_enum_case name: (_) @name) @definition.enumMember
(given_definition name: (_) @name) @definition.constant
(type_definition name: (_) @name) @definition.type

(function_definition name: (_) @name body: (_) @body) @definition.function
(function_declaration name: (_) @name) @definition.function
(val_definition pattern: (identifier) @name) @definition.variable
(val_definition pattern: (identifiers (identifier) @name)) @definition.variable
(var_definition pattern: (identifier) @name) @definition.variable
(var_definition pattern: (identifiers (identifier) @name)) @definition.variable
(val_declaration name: (_) @name) @definition.variable
(var_declaration name: (_) @name) @definition.variable
(class_parameter ["val" "var"] name: (_) @name) @definition.property
(class_definition "case" class_parameters: (class_parameters (class_parameter name: (_) @name) @definition.property))

(function_definition body: (_) @local)
(lambda_expression) @local
(val_definition value: (_) @local)
(var_definition value: (_) @local)

(import_declaration) @import
