[(function_declaration) (method_declaration) (func_literal) (function_type) (method_elem) (block)
 (if_statement) (for_statement) (expression_switch_statement) (type_switch_statement) (select_statement)
 (expression_case) (type_case) (default_case) (communication_case)] @scope

(function_declaration name: (_) @name) @function
(type_spec name: (_) @name) @type
(type_alias name: (_) @name) @type
(type_parameter_declaration name: (_) @name) @type
