/**
 * Names that every file of a language has without declaring or importing them, where the language's own
 * documentation lists them: Python's built-ins, Go's predeclared identifiers, Rust's prelude and primitives.
 */

const names: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    python:
      'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError ' +
      'BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ' +
      'ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning ' +
      'EnvironmentError Exception ExceptionGroup False FileExistsError FileNotFoundError ' +
      'FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError ' +
      'IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ' +
      'ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError ' +
      'OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ' +
      'ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration ' +
      'SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError ' +
      'UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError ' +
      'UnicodeWarning UserWarning ValueError Warning ZeroDivisionError abs aiter all anext any ascii bin ' +
      'bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr ' +
      'dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr ' +
      'hash help hex id input int isinstance issubclass iter len license list locals map max memoryview ' +
      'min next object oct open ord pow print property quit range repr reversed round set setattr slice ' +
      'sorted staticmethod str sum super tuple type vars zip',
    go:
      'any append bool byte cap clear close comparable complex complex128 complex64 copy delete error ' +
      'false float32 float64 imag int int16 int32 int64 int8 iota len make max min new nil panic print ' +
      'println real recover rune string true uint uint16 uint32 uint64 uint8 uintptr',
    rust:
      'AsMut AsRef Box Clone Copy Default DoubleEndedIterator Drop Eq Err ExactSizeIterator Extend Fn ' +
      'FnMut FnOnce From FromIterator Into IntoIterator Iterator None Ok Option Ord PartialEq PartialOrd ' +
      'Result Send Sized Some String Sync ToOwned ToString TryFrom TryInto Unpin Vec bool char drop f32 ' +
      'f64 i128 i16 i32 i64 i8 isize str u128 u16 u32 u64 u8 usize',
  }).map(([language, list]) => [language, new Set(list.split(' '))] as const),
);

/** Whether a name means something in every file of a language. */
export function isPredeclared(name: string, language: string): boolean {
  return names.get(language)?.has(name) ?? false;
}
