; Python. @doc is a docstring.

(function_definition name: (_) @name body: (block) @body) @definition.function
(function_definition name: (_) @name body: (block . (expression_statement (string) @doc)) @body) @definition.function
(class_definition name: (_) @name body: (block) @body) @definition.class
(class_definition name: (_) @name body: (block . (expression_statement (string) @doc)) @body) @definition.class
(type_alias_statement left: (type (identifier) @name)) @definition.type

(expression_statement (assignment left: (identifier) @name)) @definition.variable
(expression_statement (assignment left: (pattern_list (identifier) @name))) @definition.variable

(function_definition body: (block (expression_statement (assignment
  left: (attribute object: (identifier) @_self attribute: (identifier) @name))
  (#eq? @_self "self")) @definition.attribute))

(decorated_definition definition: (_) @wrapped) @wrapper

(function_definition body: (_) @local)
(lambda body: (_) @local)

(import_statement) @import
(import_from_statement module_name: (_) @import.source) @import

; Where the parser gave up, what looks like a variable of the module mostly is one of a function.
(ERROR (expression_statement) @local)
