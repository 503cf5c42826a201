[(function_declaration) (function_definition) (for_statement) (do_statement) (while_statement) (repeat_statement)
 (if_statement)] @scope

(function_declaration name: (identifier) @name) @function
(chunk (assignment_statement (variable_list name: (identifier) @name)) @field)
