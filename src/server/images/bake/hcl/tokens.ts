/** A word, mark or text of an HCL file. Blanks and comments are none. */
export type Token =
  | { readonly kind: 'name' | 'number' | 'mark' | 'newline' | 'end' | 'heredoc'; readonly text: string }
  | { readonly kind: 'template'; readonly text: string; readonly parts: readonly TemplatePart[] };

/** Plain text, or the tokens between `${` and `}`. */
export type TemplatePart = string | readonly Token[];
