[(function_item) (function_signature_item) (closure_expression) (block) (for_expression) (if_expression)
 (while_expression) (match_arm) (impl_item) (trait_item) (mod_item) (struct_item) (enum_item)] @scope

(function_item name: (_) @name) @function
(macro_definition name: (_) @name) @function
(struct_item name: (_) @name) @class
(enum_item name: (_) @name) @type
(union_item name: (_) @name) @type
(trait_item name: (_) @name) @type
(type_item name: (_) @name) @type
(type_parameter name: (_) @name) @type
(const_item name: (_) @name) @field
(static_item name: (_) @name) @field
