; C and C++. A declarator may stand inside pointers; two levels are looked through.

(function_definition declarator: (function_declarator declarator: (identifier) @name) body: (_) @body) @definition.function
(function_definition declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @name)) body: (_) @body) @definition.function
(function_definition declarator: (pointer_declarator declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))) body: (_) @body) @definition.function
(declaration declarator: (function_declarator declarator: (identifier) @name)) @definition.function
(declaration declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))) @definition.function
(declaration declarator: (pointer_declarator declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @name)))) @definition.function

(declaration declarator: (identifier) @name @item) @definition.variable
(declaration declarator: (init_declarator declarator: (identifier) @name) @item) @definition.variable
(declaration declarator: (pointer_declarator declarator: (identifier) @name) @item) @definition.variable
(declaration declarator: (init_declarator declarator: (pointer_declarator declarator: (identifier) @name)) @item) @definition.variable
(declaration declarator: (array_declarator declarator: (identifier) @name) @item) @definition.variable
(declaration declarator: (init_declarator declarator: (array_declarator declarator: (identifier) @name)) @item) @definition.variable
(declaration declarator: (init_declarator declarator: (array_declarator declarator: (array_declarator declarator: (identifier) @name))) @item) @definition.variable
(declaration declarator: (init_declarator declarator: (pointer_declarator declarator: (array_declarator declarator: (identifier) @name))) @item) @definition.variable

(struct_specifier name: (type_identifier) @name body: (_) @body) @definition.class
(union_specifier name: (type_identifier) @name body: (_) @body) @definition.class
(enum_specifier name: (_) @name body: (_) @body) @definition.enum
(enumerator name: (_) @name) @definition.enumMember

(type_definition declarator: (type_identifier) @name) @definition.type
(type_definition declarator: (pointer_declarator declarator: (type_identifier) @name)) @definition.type
(type_definition declarator: (array_declarator declarator: (type_identifier) @name)) @definition.type
(type_definition declarator: (function_declarator declarator: (type_identifier) @name)) @definition.type
(type_definition declarator: (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: (type_identifier) @name)))) @definition.type
(type_definition type: (struct_specifier !name body: (_) @body) declarator: (type_identifier) @name) @definition.class
(type_definition type: (union_specifier !name body: (_) @body) declarator: (type_identifier) @name) @definition.class
(type_definition type: (enum_specifier !name body: (_) @body) declarator: (type_identifier) @name) @definition.enum

(field_declaration declarator: (field_identifier) @name @item) @definition.property
(field_declaration declarator: (pointer_declarator declarator: (field_identifier) @name) @item) @definition.property
(field_declaration declarator: (pointer_declarator declarator: (pointer_declarator declarator: (field_identifier) @name)) @item) @definition.property
(field_declaration declarator: (array_declarator declarator: (field_identifier) @name) @item) @definition.property
(field_declaration declarator: (pointer_declarator declarator: (array_declarator declarator: (field_identifier) @name)) @item) @definition.property
(field_declaration declarator: (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: (field_identifier) @name)))) @definition.property
(field_declaration declarator: (pointer_declarator declarator: (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: (field_identifier) @name))))) @definition.property

(preproc_def name: (_) @name value: (_)) @definition.constant
(preproc_function_def name: (_) @name) @definition.function

(function_definition body: (compound_statement) @local)

(preproc_include path: (_) @import.source) @import

; Where the parser gave up, what looks like a variable of the file mostly is one of a function.
(ERROR (declaration) @local)
