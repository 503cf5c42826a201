; Names that are used in a shell: what is run, and variables.

(command_name (word) @reference.call)
(simple_expansion (variable_name) @reference.use)
(expansion (variable_name) @reference.use)
(expansion (subscript name: (variable_name) @reference.use))
