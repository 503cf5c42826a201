/**
 * The control tokens of every supported model family, in one table. A repository's text that spells
 * one is changed before it enters a prompt, so that no server parses it; `restore` undoes that exactly.
 */

/**
 * What makes up a family's control tokens: those of fill-in-the-middle and repository layout, and
 * those of chat. Sources: the tokenizer files that the families publish with their models.
 */
interface ControlTokens {
  readonly fill: readonly string[];
  readonly chat: readonly string[];
}

/** Control tokens by family. `keyhole` is the mark that Keyhole's own chat format puts at the cursor. */
export const controlTokens: Readonly<Record<string, ControlTokens>> = {
  keyhole: { fill: ['<HOLE/>'], chat: [] },
  qwen: {
    fill: words('<|fim_prefix|> <|fim_middle|> <|fim_suffix|> <|fim_pad|> <|repo_name|> <|file_sep|>'),
    chat: words(
      '<|endoftext|> <|im_start|> <|im_end|> <|object_ref_start|> <|object_ref_end|> <|box_start|> ' +
        '<|box_end|> <|quad_start|> <|quad_end|> <|vision_start|> <|vision_end|> <|vision_pad|> ' +
        '<|image_pad|> <|video_pad|> <tool_call> </tool_call> <tool_response> </tool_response> ' +
        '<think> </think>',
    ),
  },
  starcoder: {
    fill: words(
      '<fim_prefix> <fim_middle> <fim_suffix> <fim_pad> <repo_name> <file_sep> <filename> <reponame> ' +
        '<gh_stars> <issue_start> <issue_comment> <issue_closed> <jupyter_start> <jupyter_text> ' +
        '<jupyter_code> <jupyter_output> <jupyter_script> <empty_output> <commit_before> <commit_msg> ' +
        '<commit_after> <code_to_intermediate> <intermediate_to_code> <pr> <pr_status> <pr_is_merged> ' +
        '<pr_base> <pr_file> <pr_base_code> <pr_diff> <pr_diff_hunk> <pr_comment> <pr_event_id> ' +
        '<pr_review> <pr_review_state> <pr_review_comment> <pr_in_reply_to_review_id> ' +
        '<pr_in_reply_to_comment_id> <pr_diff_hunk_comment_line> <NAME> <EMAIL> <KEY> <PASSWORD>',
    ),
    chat: ['<|endoftext|>'],
  },
  codellama: {
    fill: words('<PRE> <SUF> <MID> <EOT>'),
    chat: words('<s> </s> <unk> [INST] [/INST] <<SYS>> <</SYS>>'),
  },
  llama: {
    fill: words('<|fim_prefix|> <|fim_middle|> <|fim_suffix|>'),
    chat: words(
      '<|begin_of_text|> <|end_of_text|> <|start_header_id|> <|end_header_id|> <|eot_id|> <|eom_id|> ' +
        '<|python_tag|> <|finetune_right_pad_id|> <|header_start|> <|header_end|> <|eot|> <|eom|> <|step_id|>',
    ),
  },
  deepseek: {
    fill: words('<｜fim▁begin｜> <｜fim▁hole｜> <｜fim▁end｜>'),
    chat: words(
      '<｜begin▁of▁sentence｜> <｜end▁of▁sentence｜> <｜▁pad▁｜> <|EOT|> <｜User｜> <｜Assistant｜> ' +
        '<｜tool▁calls▁begin｜> <｜tool▁calls▁end｜> <｜tool▁call▁begin｜> <｜tool▁call▁end｜> ' +
        '<｜tool▁outputs▁begin｜> <｜tool▁outputs▁end｜> <｜tool▁output▁begin｜> <｜tool▁output▁end｜> <｜tool▁sep｜>',
    ),
  },
  mistral: {
    fill: words('[PREFIX] [MIDDLE] [SUFFIX]'),
    chat: words(
      '<s> </s> <unk> <pad> [INST] [/INST] [AVAILABLE_TOOLS] [/AVAILABLE_TOOLS] [TOOL_RESULTS] ' +
        '[/TOOL_RESULTS] [TOOL_CALLS] [TOOL_CONTENT] [CALL_ID] [ARGS] [SYSTEM_PROMPT] [/SYSTEM_PROMPT] ' +
        '[IMG] [IMG_BREAK] [IMG_END] [AUDIO] [BEGIN_AUDIO] [THINK] [/THINK]',
    ),
  },
  granite: {
    fill: words(
      '<fim_prefix> <fim_middle> <fim_suffix> <fim_pad> <|fim_prefix|> <|fim_middle|> <|fim_suffix|> ' +
        '<|fim_pad|> <|filename|> <|reponame|>',
    ),
    chat: words(
      '<|start_of_role|> <|end_of_role|> <|tool_call|> <|start_of_cite|> <|end_of_cite|> ' +
        '<|start_of_plugin|> <|end_of_plugin|> <|end_of_text|> <|pad|> <|unk|>',
    ),
  },
  gpt: {
    fill: words('<|fim_prefix|> <|fim_middle|> <|fim_suffix|>'),
    chat: words(
      '<|endoftext|> <|endofprompt|> <|im_start|> <|im_end|> <|im_sep|> <|startoftext|> <|start|> <|end|> ' +
        '<|message|> <|channel|> <|constrain|> <|return|> <|call|> <|refusal|>',
    ),
  },
  santacoder: { fill: words('<fim-prefix> <fim-middle> <fim-suffix> <fim-pad>'), chat: [] },
  seed: { fill: words('<[fim-prefix]> <[fim-middle]> <[fim-suffix]>'), chat: [] },
  glm: {
    fill: words('<|code_prefix|> <|code_middle|> <|code_suffix|>'),
    chat: words('[gMASK] [sMASK] <sop> <eop> <|system|> <|user|> <|assistant|> <|observation|>'),
  },
  kimi: {
    fill: [],
    chat: words('[BOS] [EOS] [EOT] <|im_system|> <|im_user|> <|im_assistant|> <|im_middle|>'),
  },
  gemma: {
    fill: words('<|fim_prefix|> <|fim_middle|> <|fim_suffix|> <|file_separator|>'),
    chat: words(
      '<bos> <eos> <pad> <unk> <mask> <start_of_turn> <end_of_turn> <start_of_image> <end_of_image>',
    ),
  },
};

/** Tokens with which one family or another ends its answer; whatever a server sends after one is noise. */
export const endTokens: readonly string[] = words(
  '<|endoftext|> <|im_end|> <|eot_id|> <|eom_id|> <|eot|> <|end_of_text|> <|EOT|> <|return|> <end_of_turn> ' +
    '<｜end▁of▁sentence｜> <|file_sep|> <file_sep> <|file_separator|> <|repo_name|> <repo_name>',
);

/** Every control token once, longest first. */
export const allControlTokens: readonly string[] = [
  ...new Set(Object.values(controlTokens).flatMap((family) => [...family.fill, ...family.chat])),
].toSorted((a, b) => b.length - a.length);

/**
 * Whether source code spells this token for reasons of its own: `<s>` is markup, `<KEY>` a type
 * argument, `[PREFIX]` an index. Such a token is kept apart in prompts like any other, but it stays
 * in what a model wrote.
 */
export function isEverydayText(token: string): boolean {
  return /^(?:<\/?[A-Za-z]+>|\[\/?[A-Z_]+\])$/.test(token);
}

const plain = new RegExp(allControlTokens.map(escaped).join('|'), 'gu');
const spaced = new RegExp(allControlTokens.map((token) => spacedOut(token, ' *')).join('|'), 'gu');
const restorable = new RegExp(allControlTokens.map((token) => spacedOut(token, ' +')).join('|'), 'gu');
/** Every proper beginning of a control token; all of them begin with `<` or `[`. */
const beginnings: ReadonlySet<string> = new Set(
  allControlTokens.flatMap((token) => Array.from(token.slice(1), (_, n) => token.slice(0, n + 1))),
);
const foreign = new RegExp(allControlTokens.filter(isForeign).map(escaped).join('|'), 'gu');

/** Whether the text spells a control token of any family. */
export function hasControlToken(text: string): boolean {
  return text.search(plain) >= 0;
}

/**
 * Keeps text from being parsed as control: `<|fim_prefix|>` becomes `< |fim_prefix|>`. One that is
 * already spaced out gets one more space, so that `restore` is exact. Any other text is unchanged.
 */
export function neutralise(text: string): string {
  return text.replace(spaced, (match) => `${match.slice(0, 1)} ${match.slice(1)}`);
}

/** Undoes `neutralise`: in a model's answer, what it copied from the prompt is as it was in the file. */
export function restore(text: string): string {
  return text.replace(restorable, (match) => match.slice(0, 1) + match.slice(2));
}

/** Removes control tokens from what a model wrote, except those that source code uses itself. */
export function stripControl(text: string): string {
  let stripped = text;
  for (let before = ''; before !== stripped; ) {
    before = stripped;
    stripped = stripped.replace(foreign, '');
  }
  return stripped;
}

/**
 * What a model wrote, from a stream in pieces cut anywhere: up to the first of the `stop` texts, without
 * control tokens, with what the prompt had neutralised restored, and no character cut in two.
 */
export async function* cleaned(
  source: AsyncIterable<string>,
  stop: readonly string[],
): AsyncGenerator<string> {
  let held = '';
  for await (const text of source) {
    held += text;
    const ends = stop.map((mark) => held.indexOf(mark)).filter((at) => at >= 0);
    if (ends.length) return yield whole(restore(stripControl(held.slice(0, Math.min(...ends)))));
    held = stripControl(held);
    const half = held.length - whole(held).length;
    const ready = held.length - Math.max(half, openEnd(held, stop));
    yield restore(held.slice(0, ready));
    held = held.slice(ready);
  }
  yield whole(restore(held));
}

/** The text without a last character of which only a part has come. */
export function whole(text: string): string {
  return text.replace(/[\uD800-\uDBFF\uFFFD]+$/, '');
}

/**
 * Length of the longest end of `text` that may grow into one of `marks` or a control token, spaced
 * out or not, when more text comes: this much of a stream has to be held back.
 */
function openEnd(text: string, marks: readonly string[]): number {
  const from = Math.max(0, text.length - longestHeld(marks));
  for (let start = from; start < text.length; start++) {
    const end = text.slice(start);
    if (marks.some((mark) => mark.length > end.length && mark.startsWith(end)))
      return Math.max(end.length, openControl(text));
  }
  return openControl(text);
}

/** How deep tokens may stand within one another before the outer ones are let go. */
const deepest = 8;

/**
 * Length of the longest end that is made of beginnings of control tokens: within one that has begun another may stand,
 * and once that is taken out the first goes on.
 */
function openControl(text: string): number {
  const ends = [text.length];
  const from = Math.max(0, text.length - deepest * longestHeld([]));
  for (let start = text.length - 1; start >= from; start--) {
    if (!'<['.includes(text.charAt(start))) continue;
    const isOpen = ends.some((end) => beginnings.has(text.slice(start, end).replace(/^([<[]) +/u, '$1')));
    if (isOpen) ends.push(start);
  }
  return text.length - Math.min(...ends);
}

/** Spaces in a spaced-out token are few: a run longer than this is not held back. */
const heldSpaces = 8;

function longestHeld(marks: readonly string[]): number {
  return Math.max(allControlTokens[0]?.length ?? 0, ...marks.map((mark) => mark.length)) + heldSpaces;
}

function isForeign(token: string): boolean {
  return !isEverydayText(token);
}

function spacedOut(token: string, spaces: string): string {
  return escaped(token.slice(0, 1)) + spaces + escaped(token.slice(1));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

function words(text: string): string[] {
  return text.split(' ');
}
