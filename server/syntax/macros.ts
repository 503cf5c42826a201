/**
 * Macros of C and C++ that stand where the grammar knows no name: what exports a class or a function, and
 * what says which lock guards it. They become white space, so that every offset stays what it is.
 */

/** `class LIB_EXPORT Name {`; not `struct POINT p = {`. */
const beforeName =
  /\b(?:class|struct|union)[ \t]+([A-Z][A-Z0-9_]{2,}(?:\([^()\n]{0,200}\))?)(?=[ \t\r\n]+[A-Za-z_][\w:]{0,200}[ \t\r\n]*(?:final\b[ \t\r\n]*)?(?::(?!:)|\{))/g;
/** `LIB_API int f();` */
const beforeDeclaration =
  /^[ \t]*((?:[A-Z][A-Z0-9_]*_)?(?:EXPORTS?|API|DLLEXPORT|PUBLIC|EXTERN|DEPRECATED|NODISCARD|NORETURN|INLINE|DECL|UNUSED)(?:_[A-Z0-9_]*)?)(?=[ \t]+[A-Za-z_])/gm;
/** `int n GUARDED_BY(mutex);`, `void f() EXCLUSIVE_LOCKS_REQUIRED(a, b) {` */
const behindDeclaration =
  /[\w)][ \t\r\n]+((?:[A-Z_]*GUARDED_BY|[A-Z_]*LOCKS_REQUIRED|LOCKS_EXCLUDED|ACQUIRED?_?[A-Z]*|RELEASE_?[A-Z]*|REQUIRES(?:_SHARED)?|EXCLUDES|[A-Z_]*THREAD_ANNOTATION[A-Z_]*)\([^()\n]{0,200}\)|[A-Z_]*NO_THREAD_SAFETY_ANALYSIS)(?=[ \t\r\n]*(?:[;{=]|$))/g;

export function withoutMacros(text: string): string {
  return [beforeName, beforeDeclaration, behindDeclaration].reduce(blankedIn, text);
}

/** The first group of each match becomes white space. */
function blankedIn(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match: string, macro: string) => {
    const at = match.lastIndexOf(macro);
    return match.slice(0, at) + macro.replace(/[^\r\n]/g, ' ') + match.slice(at + macro.length);
  });
}
