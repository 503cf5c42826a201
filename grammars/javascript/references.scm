; Names that are used, in JavaScript and TypeScript.

(identifier) @reference.use
(shorthand_property_identifier) @reference.use
(member_expression property: (_) @reference.use.member)
(call_expression function: (identifier) @reference.call)
(call_expression function: (member_expression property: (_) @reference.call.member))
(new_expression constructor: (identifier) @reference.construct)
(new_expression constructor: (member_expression property: (_) @reference.construct))

; Names that a function has for itself.
(arrow_function parameter: (identifier) @binding.parameter)
(variable_declarator name: (identifier) @binding)
(shorthand_property_identifier_pattern) @binding
(pair_pattern value: (identifier) @binding)
(array_pattern (identifier) @binding)
(assignment_pattern left: (identifier) @binding)
(object_assignment_pattern left: (shorthand_property_identifier_pattern) @binding)
(rest_pattern (identifier) @binding.parameter)
(for_in_statement left: (identifier) @binding)
(catch_clause parameter: (identifier) @binding)
(function_expression name: (identifier) @binding)
