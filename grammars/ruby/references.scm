; Names that are used in Ruby. A name without arguments may be a method or a variable.

(identifier) @reference.use
(constant) @reference.use
(instance_variable) @reference.use.member
(scope_resolution name: (constant) @reference.use.member)
(call method: (identifier) @reference.call)
(call method: (constant) @reference.call)
(call receiver: (_) method: (identifier) @reference.call.member)
((call receiver: (constant) @reference.construct method: (identifier) @_new) (#eq? @_new "new"))
((call receiver: (scope_resolution name: (constant) @reference.construct) method: (identifier) @_new) (#eq? @_new "new"))
(superclass (constant) @reference.heritage)
(superclass (scope_resolution name: (constant) @reference.heritage))
((call method: (identifier) @_mixin arguments: (argument_list (constant) @reference.heritage))
  (#match? @_mixin "^(include|extend|prepend)$"))
((call method: (identifier) @_mixin arguments: (argument_list (scope_resolution name: (constant) @reference.heritage)))
  (#match? @_mixin "^(include|extend|prepend)$"))
