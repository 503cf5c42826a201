[(class_definition) (object_definition) (trait_definition) (enum_definition) (function_definition)
 (function_declaration) (lambda_expression) (block) (indented_block) (for_expression) (case_clause)
 (template_body)] @scope

(class_definition name: (_) @name) @class
(object_definition name: (_) @name) @class
(trait_definition name: (_) @name) @type
(enum_definition name: (_) @name) @type
(type_definition name: (_) @name) @type
(type_parameters name: (identifier) @type)
(function_definition name: (_) @name) @function
(function_declaration name: (_) @name) @function
(template_body (val_definition pattern: (identifier) @name) @field)
(template_body (var_definition pattern: (identifier) @name) @field)
