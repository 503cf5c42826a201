; Rust. What an `impl` declares belongs to it; it has the name of its type.

(function_item name: (_) @name body: (_) @body) @definition.function
(function_signature_item name: (_) @name) @definition.function
(struct_item name: (_) @name body: (field_declaration_list)? @body) @definition.class
(union_item name: (_) @name body: (_) @body) @definition.class
(enum_item name: (_) @name body: (_) @body) @definition.enum
(enum_variant name: (_) @name) @definition.enumMember
(trait_item name: (_) @name body: (_) @body) @definition.interface
(impl_item type: (type_identifier) @name body: (_) @body) @definition.class @export
(impl_item type: (generic_type type: (type_identifier) @name) body: (_) @body) @definition.class @export
(impl_item type: (scoped_type_identifier name: (_) @name) body: (_) @body) @definition.class @export
(impl_item type: (generic_type type: (scoped_type_identifier name: (_) @name)) body: (_) @body) @definition.class @export
(impl_item type: (reference_type type: (type_identifier) @name) body: (_) @body) @definition.class @export
(impl_item trait: (_) body: (declaration_list (function_item name: (_) @name body: (_) @body) @definition.method @export))
(impl_item trait: (_) body: (declaration_list (type_item name: (_) @name) @definition.type @export))
(impl_item trait: (_) body: (declaration_list (const_item name: (_) @name) @definition.constant @export))
(type_item name: (_) @name) @definition.type
(associated_type name: (_) @name) @definition.type
(const_item name: (_) @name) @definition.constant
(static_item name: (_) @name) @definition.variable
(mod_item name: (_) @name body: (_) @body) @definition.namespace
(macro_definition name: (_) @name) @definition.function
(field_declaration name: (_) @name) @definition.property

(attribute_item) @decorator

(function_item body: (_) @local)
(closure_expression body: (_) @local)

(use_declaration) @import
(extern_crate_declaration) @import
(mod_item "mod" @import.beside name: (_) @import.source @import.name !body) @import
