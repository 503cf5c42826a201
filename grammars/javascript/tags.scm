; What JavaScript and TypeScript share.

(function_declaration name: (_) @name body: (_) @body) @definition.function
(generator_function_declaration name: (_) @name body: (_) @body) @definition.function
(class_declaration name: (_) @name body: (_) @body) @definition.class

(class_body (method_definition name: (_) @name body: (_) @body) @definition.method)
(class_body (method_definition ["get" "set"] name: (_) @name body: (_) @body) @definition.property)

(lexical_declaration kind: "const" (variable_declarator name: (identifier) @name) @item) @definition.constant
(lexical_declaration kind: "let" (variable_declarator name: (identifier) @name) @item) @definition.variable
(variable_declaration (variable_declarator name: (identifier) @name) @item) @definition.variable

(lexical_declaration (variable_declarator name: (object_pattern [
  (shorthand_property_identifier_pattern) @name
  (pair_pattern value: (identifier) @name)
  (object_assignment_pattern left: (_) @name)]))) @definition.constant
(lexical_declaration (variable_declarator name: (array_pattern (identifier) @name))) @definition.constant

(lexical_declaration (variable_declarator name: (identifier) @name value: [
  (arrow_function body: (_) @body)
  (function_expression body: (_) @body)
  (generator_function body: (_) @body)]) @item) @definition.function
(variable_declaration (variable_declarator name: (identifier) @name value: [
  (arrow_function body: (_) @body)
  (function_expression body: (_) @body)
  (generator_function body: (_) @body)]) @item) @definition.function
(lexical_declaration (variable_declarator name: (identifier) @name value: (class body: (_) @body)) @item) @definition.class

(export_statement "default" value: [
  (arrow_function body: (_) @body)
  (function_expression body: (_) @body)]) @definition.function
(export_statement "default" value: (class body: (_) @body)) @definition.class

(export_statement declaration: (_) @wrapped) @wrapper.export
(export_statement !source (export_clause (export_specifier name: (_) @export.name)))
(export_statement !source (export_clause (export_specifier name: (_) @export.default alias: (_) @_alias)
  (#eq? @_alias "default")))
(export_statement value: (identifier) @export.default)

(function_declaration body: (_) @local)
(generator_function_declaration body: (_) @local)
(function_expression body: (_) @local)
(generator_function body: (_) @local)
(arrow_function body: (_) @local)
(method_definition body: (_) @local)
(class_static_block) @local
(if_statement) @local
(for_statement) @local
(for_in_statement) @local
(while_statement) @local
(do_statement) @local
(switch_statement) @local
(try_statement) @local

(import_statement source: (_) @import.source) @import
(export_statement source: (_) @import.source) @import
(variable_declarator value: (call_expression
  function: (identifier) @_require arguments: (arguments . (string) @import.source))
  (#eq? @_require "require")) @import
(expression_statement (call_expression
  function: (identifier) @_require arguments: (arguments . (string) @import.source))
  (#eq? @_require "require")) @import
(call_expression function: (import) arguments: (arguments . (string) @import.source)) @import

; Where the parser gave up, what looks like a variable of the module mostly is one of a function.
(ERROR (lexical_declaration) @local)
(ERROR (variable_declaration) @local)
