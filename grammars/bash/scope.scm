(function_definition) @scope

(function_definition name: (_) @name) @function
(variable_assignment name: (variable_name) @name) @field
