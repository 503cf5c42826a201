; What only the JavaScript grammar spells so.

(formal_parameters (identifier) @binding)
(formal_parameters (assignment_pattern left: (identifier) @binding))
(class_heritage (identifier) @reference.heritage)
(class_heritage (member_expression property: (_) @reference.heritage))
