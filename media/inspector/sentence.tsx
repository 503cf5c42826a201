/** A sentence of a trace: what stands in it between backticks is code. */

export function Sentence({ text }: { readonly text: string }) {
  return (
    <span class="sentence">
      {text.split('`').map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))}
    </span>
  );
}
