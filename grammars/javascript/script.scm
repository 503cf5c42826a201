; What only JavaScript has: plain class fields and CommonJS exports.

(class_body (field_definition property: (_) @name) @definition.property)
(class_body (field_definition property: (_) @name value: [
  (arrow_function body: (_) @body)
  (function_expression body: (_) @body)]) @definition.method)

(expression_statement (assignment_expression
  left: (member_expression object: (identifier) @_exports property: (property_identifier) @name)
  (#eq? @_exports "exports"))) @definition.constant @export
(expression_statement (assignment_expression
  left: (member_expression object: (member_expression) @_exports property: (property_identifier) @name)
  (#eq? @_exports "module.exports"))) @definition.constant @export
(expression_statement (assignment_expression
  left: (member_expression object: (identifier) @_exports property: (property_identifier) @name)
  right: [(arrow_function body: (_) @body) (function_expression body: (_) @body)]
  (#eq? @_exports "exports"))) @definition.function @export
(expression_statement (assignment_expression
  left: (member_expression object: (member_expression) @_exports property: (property_identifier) @name)
  right: [(arrow_function body: (_) @body) (function_expression body: (_) @body)]
  (#eq? @_exports "module.exports"))) @definition.function @export

(assignment_expression left: (member_expression) @_exports right: (identifier) @export.default
  (#eq? @_exports "module.exports"))
(assignment_expression left: (member_expression) @_exports right: (object (shorthand_property_identifier) @export.name)
  (#eq? @_exports "module.exports"))
(assignment_expression left: (member_expression) @_exports right: (object (pair value: (identifier) @export.name))
  (#eq? @_exports "module.exports"))
