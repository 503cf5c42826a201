; Names that are used in Scala.

(identifier) @reference.use
(type_identifier) @reference.type
(field_expression field: (identifier) @reference.use.member)
(call_expression function: (identifier) @reference.call)
(call_expression function: (field_expression field: (identifier) @reference.call.member))
(call_expression function: (generic_function function: (identifier) @reference.call))
(call_expression function: (generic_function function: (field_expression field: (identifier) @reference.call.member)))
(infix_expression operator: (identifier) @reference.call.member)
(instance_expression (type_identifier) @reference.construct)
(instance_expression (generic_type type: (type_identifier) @reference.construct))
(instance_expression (compound_type base: (type_identifier) @reference.construct))
(extends_clause type: (type_identifier) @reference.heritage)
(extends_clause type: (generic_type type: (type_identifier) @reference.heritage))
(extends_clause type: (stable_type_identifier (type_identifier) @reference.heritage))
(type_parameters name: (identifier) @binding.type)
(package_clause (package_identifier (identifier) @reference.none))
(interpolated_string_expression interpolator: (identifier) @reference.none)
(access_qualifier (identifier) @reference.none)
