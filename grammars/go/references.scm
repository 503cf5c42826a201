; Names that are used in Go.

(identifier) @reference.use
(selector_expression field: (_) @reference.use.member)
(call_expression function: (identifier) @reference.call)
(call_expression function: (selector_expression field: (_) @reference.call.member))
(call_expression function: (type_instantiation_expression type: (type_identifier) @reference.call))
(type_identifier) @reference.type
(composite_literal type: (type_identifier) @reference.construct)
(composite_literal type: (qualified_type name: (_) @reference.construct))
(composite_literal type: (generic_type type: (type_identifier) @reference.construct))
(field_declaration !name type: (type_identifier) @reference.heritage)
(field_declaration !name type: (qualified_type name: (_) @reference.heritage))
(interface_type (type_elem (type_identifier) @reference.heritage))
(interface_type (type_elem (qualified_type name: (_) @reference.heritage)))
(package_clause (_) @reference.none)
(type_parameter_declaration name: (_) @binding.type)
