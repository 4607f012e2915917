/** The commands that Layerwise has, with their one argument: nothing else is ever linked to. */
export interface CommandArguments {
  'layerwise.showStep': { readonly uri: string; readonly step: number };
  'layerwise.showImage': { readonly uri: string };
  /** The line counts from 0. */
  'layerwise.showForecast': { readonly uri: string; readonly step: number; readonly line: number };
}

export type CommandName = keyof CommandArguments;

/**
 * A link that runs a command, as VS Code reads it. Whatever is in the argument, it cannot end the link.
 *
 * @param label our own words, not escaped
 * https://code.visualstudio.com/api/extension-guides/command#command-uris
 */
export function commandLink<Name extends CommandName>(
  label: string,
  command: Name,
  argument: CommandArguments[Name],
): string {
  return `[${label}](command:${command}?${encode(JSON.stringify([argument]))})`;
}

/** `encodeURIComponent` leaves some characters that Markdown reads. Half a surrogate pair, which it refuses, is replaced. */
function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd')).replaceAll(
    /[!'()*~_]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
