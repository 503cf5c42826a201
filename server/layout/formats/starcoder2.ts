/** StarCoder2, with the repository's name and the file's path where its training had them. */

import { control, named, type PromptFormat, suffixBehind } from './format.ts';

const mark = control('starcoder2');
const name = named('starcoder2');

/** Source: "StarCoder 2 and The Stack v2" (2024), section 5.1: the path stands after `<fim_prefix>`. */
export const starCoder2: PromptFormat = {
  name: 'starcoder2',
  kind: 'completion',
  order: 'best last',
  mostSuffix: suffixBehind,
  models: /starcoder-?2/i,
  stop: ['<|endoftext|>', '<file_sep>', '<repo_name>', '<fim_prefix>', '<fim_suffix>', '<fim_middle>'],
  lay: ({ repository, path, context, prefix, suffix }) => [
    mark('<repo_name>'),
    name(repository),
    mark('<file_sep>'),
    mark('<fim_prefix>'),
    name(`${path}\n`),
    ...context,
    prefix,
    mark('<fim_suffix>'),
    suffix,
    mark('<fim_middle>'),
  ],
};
