; Names that are used, in TypeScript only.

(type_identifier) @reference.type
(required_parameter pattern: (identifier) @binding.parameter)
(required_parameter pattern: (object_pattern (shorthand_property_identifier_pattern) @binding.parameter))
(required_parameter pattern: (object_pattern (object_assignment_pattern left: (shorthand_property_identifier_pattern) @binding.parameter)))
(required_parameter pattern: (object_pattern (pair_pattern value: (identifier) @binding.parameter)))
(required_parameter pattern: (array_pattern (identifier) @binding.parameter))
(optional_parameter pattern: (identifier) @binding.parameter)
(extends_clause value: (identifier) @reference.heritage)
(extends_clause value: (member_expression property: (_) @reference.heritage))
(extends_type_clause type: (type_identifier) @reference.heritage)
(extends_type_clause type: (generic_type name: (type_identifier) @reference.heritage))
(implements_clause (type_identifier) @reference.heritage)
(implements_clause (generic_type name: (type_identifier) @reference.heritage))

; A function has its type parameters for itself; names of parameters in types are no uses.
(type_parameter name: (type_identifier) @binding.type)
(function_type parameters: (formal_parameters (required_parameter pattern: (identifier) @reference.none)))
(index_signature name: (identifier) @reference.none)
