; Names that a function has for itself.

(simple_parameter name: (variable_name) @name) @parameter
(variadic_parameter name: (variable_name) @name) @parameter
(property_promotion_parameter name: (variable_name) @name) @parameter
