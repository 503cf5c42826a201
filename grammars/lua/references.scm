; Names that are used in Lua.

(identifier) @reference.use
(dot_index_expression field: (identifier) @reference.use.member)
(function_call name: (identifier) @reference.call)
(function_call name: (dot_index_expression field: (identifier) @reference.call.member))
(function_call name: (method_index_expression method: (identifier) @reference.call.member))
(field name: (identifier) @reference.none)
