; Names that a function has for itself.

((declaration_command (variable_assignment name: (variable_name) @name)) @variable (#match? @variable "^(local|declare|typeset)"))
((declaration_command (variable_name) @name) @variable (#match? @variable "^(local|declare|typeset)"))
(for_statement variable: (variable_name) @variable)
