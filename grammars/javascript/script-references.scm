; What only the JavaScript grammar spells so.

(formal_parameters (identifier) @binding.parameter)
(formal_parameters (object_pattern (shorthand_property_identifier_pattern) @binding.parameter))
(formal_parameters (object_pattern (pair_pattern value: (identifier) @binding.parameter)))
(formal_parameters (array_pattern (identifier) @binding.parameter))
(formal_parameters (assignment_pattern left: (identifier) @binding.parameter))
(class_heritage (identifier) @reference.heritage)
(class_heritage (member_expression property: (_) @reference.heritage))
