[(class_declaration) (object_declaration) (companion_object) (function_declaration) (secondary_constructor)
 (lambda_literal) (block) (for_statement) (catch_block) (when_entry) (getter) (setter) (class_body)] @scope

(class_declaration name: (_) @name) @class
(object_declaration name: (_) @name) @class
(type_alias type: (_) @name) @type
(function_declaration name: (_) @name) @function
(class_body (property_declaration (variable_declaration . (identifier) @name)) @field)
(enum_entry . (identifier) @name) @field
(type_parameter . (identifier) @name) @type
