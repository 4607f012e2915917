import type { ShellWord } from '../shell/shell.ts';
import type { Run } from './run.ts';

/** A RUN that does nothing but give a path another owner or mode. */
export interface OwnerChange {
  readonly what: 'chown' | 'chmod';
  /** As written: `app:app`, `755`, `+x`. */
  readonly to: string;
  /** As written. */
  readonly path: string;
  /** The option that makes it do so below the path, too; and what stands in its place without. */
  readonly recursion: { readonly word: ShellWord; readonly without: string; readonly next: ShellWord } | null;
}

export function ownerChange({ shell }: Run): OwnerChange | null {
  const [statement, ...others] = shell.statements;
  const command = statement.parts.length === 1 ? statement.parts[0].command : null;
  if (others.length > 0 || command === null || command.assigns || command.redirects) return null;
  const [name, ...words] = command.words;
  if (name?.value !== 'chown' && name?.value !== 'chmod') return null;
  const options = words.slice(0, -2);
  const [to, path] = words.slice(-2);
  if (words.length < 2 || to.value === null || path.value === null || path.value.split('/').includes('..')) return null;
  if (!options.every(({ value }) => /^-[Rvf]+$|^--recursive$/.test(value ?? '')) || to.value.startsWith('-'))
    return null;
  const index = options.findIndex(({ text }) => /R|recursive/.test(text));
  const recursion =
    index === -1
      ? null
      : { word: options[index], without: withoutRecursion(options[index].text), next: words[index + 1] };
  return { what: name.value, to: to.value, path: path.value, recursion };
}

function withoutRecursion(option: string): string {
  const rest = option === '--recursive' ? '-' : option.replaceAll('R', '');
  return rest === '-' ? '' : `${rest} `;
}
