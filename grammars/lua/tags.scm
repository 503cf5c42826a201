; Lua. Functions stand outside of the tables that they belong to, so they have no container.

(function_declaration name: (identifier) @name body: (_)? @body) @definition.function
(function_declaration name: (dot_index_expression field: (_) @name) body: (_)? @body) @definition.function
(function_declaration name: (method_index_expression method: (_) @name) body: (_)? @body) @definition.method

(chunk (variable_declaration (assignment_statement (variable_list name: (identifier) @name))) @definition.variable)
(chunk (variable_declaration (variable_list name: (identifier) @name)) @definition.variable)
(chunk (assignment_statement (variable_list name: (identifier) @name)) @definition.variable)
(chunk (assignment_statement (variable_list name: (dot_index_expression field: (_) @name))) @definition.variable)
(variable_declaration (assignment_statement (variable_list . name: (identifier) @name)
  (expression_list . value: (function_definition body: (_)? @body)))) @definition.function
(assignment_statement (variable_list . name: (identifier) @name)
  (expression_list . value: (function_definition body: (_)? @body))) @definition.function
(assignment_statement (variable_list . name: (dot_index_expression field: (_) @name))
  (expression_list . value: (function_definition body: (_)? @body))) @definition.function
(chunk (return_statement (expression_list (table_constructor
  (field name: (identifier) @name value: (function_definition body: (_)? @body)) @definition.function))))
(chunk (return_statement (expression_list (identifier) @export.name)))
(chunk (return_statement (expression_list (table_constructor (field value: (identifier) @export.name)))))
(variable_declaration (assignment_statement) @wrapped) @wrapper

(function_declaration body: (_) @local)
(function_definition body: (_) @local)
(do_statement body: (_) @local)
(if_statement consequence: (_) @local)
(for_statement body: (_) @local)
(while_statement body: (_) @local)

((function_call name: (identifier) @_require arguments: (arguments . (string content: (_) @import.source))) @import
  (#eq? @_require "require"))
((variable_declaration (assignment_statement (variable_list . name: (identifier) @import.name .)
  (expression_list . value: (function_call name: (identifier) @_require
    arguments: (arguments . (string content: (_) @import.source)))))) @import
  (#eq? @_require "require"))
