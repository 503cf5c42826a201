; Go. A method stands outside of its type, so it has no container.

(function_declaration name: (_) @name body: (block)? @body) @definition.function
(method_declaration name: (_) @name body: (block)? @body) @definition.method

(type_declaration (type_spec name: (_) @name) @item) @definition.type
(type_declaration (type_alias name: (_) @name) @item) @definition.type
(type_declaration (type_spec name: (_) @name type: (struct_type (field_declaration_list) @body)) @item) @definition.class
(type_declaration (type_spec name: (_) @name type: (interface_type) @body) @item) @definition.interface
(field_declaration name: (_) @name) @definition.property
(method_elem name: (_) @name) @definition.method

(const_declaration (const_spec name: (_) @name) @item) @definition.constant
(var_declaration (var_spec name: (_) @name) @item) @definition.variable
(var_declaration (var_spec_list (var_spec name: (_) @name) @item)) @definition.variable

(function_declaration body: (_) @local)
(method_declaration body: (_) @local)
(func_literal body: (_) @local)

(import_spec name: (_)? @import.name path: (_) @import.source) @import
