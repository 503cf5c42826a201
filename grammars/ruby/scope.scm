[(method) (singleton_method) (block) (do_block) (lambda) (class) (module) (singleton_class)] @scope

(method name: (_) @name) @function
(singleton_method name: (_) @name) @function
(class name: (_) @name) @class
(module name: (_) @name) @class
(assignment left: (constant) @name) @field
(assignment left: (instance_variable) @name) @field
