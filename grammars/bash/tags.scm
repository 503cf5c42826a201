; Bash and other shells.

(function_definition name: (_) @name body: (_) @body) @definition.function
(program (variable_assignment name: (variable_name) @name) @definition.variable)
(program (declaration_command (variable_assignment name: (variable_name) @name) @item) @definition.variable)

(function_definition body: (_) @local)

((command name: (command_name) @_source . argument: [(word) (string) (raw_string) (concatenation)] @import.source) @import
  (#match? @_source "^(source|\\.)$"))
