; Names that are used in Kotlin. Only its case tells the call of a constructor from that of a function.

(identifier) @reference.use
(user_type (identifier) @reference.type)
(navigation_expression (_) (identifier) @reference.use.member .)
(call_expression . (identifier) @reference.call)
((call_expression . (identifier) @reference.construct) (#match? @reference.construct "^[A-Z]"))
(call_expression . (navigation_expression (_) (identifier) @reference.call.member .))
(infix_expression (_) . (identifier) @reference.call.member . (_))
(delegation_specifier (user_type (identifier) @reference.heritage))
(delegation_specifier (constructor_invocation (user_type (identifier) @reference.heritage)))
(delegation_specifier (explicit_delegation (user_type (identifier) @reference.heritage)))
(package_header (_) @reference.none)
(package_header (qualified_identifier (identifier) @reference.none))
(value_argument . (identifier) @reference.none . "=")
(type_parameter (identifier) @binding.type)
