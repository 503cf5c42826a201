; Names that a method has for itself.

(method_parameters (identifier) @parameter)
(block_parameters (identifier) @parameter)
(lambda_parameters (identifier) @parameter)
(destructured_parameter (identifier) @parameter)
(optional_parameter name: (_) @parameter)
(keyword_parameter name: (_) @parameter)
(splat_parameter name: (_) @parameter)
(hash_splat_parameter name: (_) @parameter)
(block_parameter name: (_) @parameter)
(assignment left: (identifier) @name) @variable
(assignment left: (left_assignment_list (identifier) @name)) @variable
(operator_assignment left: (identifier) @name) @variable
(exception_variable (identifier) @variable)
(for pattern: (identifier) @variable)
