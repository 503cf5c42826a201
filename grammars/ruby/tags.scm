; Ruby. An instance variable is a property of its class where it is first assigned.

(class name: (constant) @name body: (_)? @body) @definition.class
(class name: (scope_resolution name: (_) @name) body: (_)? @body) @definition.class
(module name: (constant) @name body: (_)? @body) @definition.namespace
(module name: (scope_resolution name: (_) @name) body: (_)? @body) @definition.namespace

(method name: (_) @name body: (_)? @body) @definition.function
(class body: (body_statement (method name: (_) @name) @definition.method))
(module body: (body_statement (method name: (_) @name) @definition.method))
(singleton_method name: (_) @name body: (_)? @body) @definition.method
(singleton_class body: (body_statement (method name: (_) @name) @definition.method))
(alias name: (_) @name) @definition.method

((call method: (identifier) @_attribute arguments: (argument_list (simple_symbol) @name @item)) @definition.property
  (#match? @_attribute "^attr_(reader|writer|accessor)$"))
((call method: (identifier) @_define arguments: (argument_list . (simple_symbol) @name)) @definition.method
  (#match? @_define "^(define_method|alias_method|delegate)$"))
(assignment left: (instance_variable) @name) @definition.attribute
(operator_assignment left: (instance_variable) @name) @definition.attribute
(assignment left: (constant) @name) @definition.constant
(program (assignment left: (global_variable) @name) @definition.variable)

((call method: (identifier) @_private arguments: (argument_list (method) @wrapped)) @wrapper
  (#match? @_private "^(private|private_class_method)$"))
((body_statement (identifier) @section.hidden) (#eq? @section.hidden "private"))
((body_statement (identifier) @section.shown) (#match? @section.shown "^(public|protected)$"))

(method body: (_) @local)
(singleton_method body: (_) @local)
(block) @block
(do_block) @block

((call method: (identifier) @_require arguments: (argument_list (string) @import.source)) @import
  (#match? @_require "^(require|load|autoload)$"))
((call method: (identifier) @import.beside arguments: (argument_list (string) @import.source)) @import
  (#eq? @import.beside "require_relative"))
