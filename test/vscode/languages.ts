/** The same little shop in several languages, with the end of a line missing. */

const sums = ['first', 'second', 'third', 'last'];

function repeated(body: (name: string) => string): string {
  return sums
    .map(body)
    .join('\n')
    .replace(/(last \+= invoice\.)\w+/, '$1');
}

export const inSeveralLanguages = `
//- /shop.py
${repeated((name) => `def ${name}_sum(invoices):\n    ${name} = 0\n    for invoice in invoices:\n        ${name} += invoice.total\n    return ${name}\n`)}
//- /shop.go
package shop

${repeated((name) => `func ${name}Sum(invoices []Invoice) int {\n\t${name} := 0\n\tfor _, invoice := range invoices {\n\t\t${name} += invoice.Total\n\t}\n\treturn ${name}\n}\n`)}
//- /shop.rs
${repeated((name) => `pub fn ${name}_sum(invoices: &[Invoice]) -> u32 {\n    let mut ${name} = 0;\n    for invoice in invoices {\n        ${name} += invoice.total;\n    }\n    ${name}\n}\n`)}
//- /Shop.java
class Shop {
${repeated((name) => `  int ${name}Sum(Iterable<Invoice> invoices) {\n    int ${name} = 0;\n    for (var invoice : invoices) {\n      ${name} += invoice.total;\n    }\n    return ${name};\n  }\n`)}
}
`;
