; Names that are used in C and C++.

(identifier) @reference.use
(field_expression field: (field_identifier) @reference.use.member)
(field_designator (field_identifier) @reference.use.member)
(call_expression function: (identifier) @reference.call)
(call_expression function: (field_expression field: (field_identifier) @reference.call.member))
(type_identifier) @reference.type
(struct_specifier name: (type_identifier) @reference.type)
(preproc_ifdef name: (identifier) @reference.none)
(preproc_defined (identifier) @reference.none)
(preproc_def name: (identifier) @reference.none)
