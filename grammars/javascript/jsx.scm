; Elements: those in lower case are no names of the program.

(jsx_opening_element name: (identifier) @reference.call)
(jsx_self_closing_element name: (identifier) @reference.call)
((jsx_opening_element name: (identifier) @reference.none) (#match? @reference.none "^[a-z]"))
((jsx_closing_element name: (identifier) @reference.none))
((jsx_self_closing_element name: (identifier) @reference.none) (#match? @reference.none "^[a-z]"))
