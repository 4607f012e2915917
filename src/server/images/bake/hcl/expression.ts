import type { Value } from '../../documents/value.ts';

/** As far as bake files' attributes go; the rest of HCL is `unknown`, with what was written. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  /** `X` and `X.y`. */
  | { readonly kind: 'variable'; readonly path: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: Expression, value: Expression])[] }
  | { readonly kind: 'equal'; readonly left: Expression; readonly right: Expression; readonly negated: boolean }
  | {
      readonly kind: 'condition';
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: 'unknown'; readonly text: string };

export type Attributes = ReadonlyMap<string, Expression>;

export interface Block {
  /** `target` of `target "web" {`. */
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: Attributes;
}

export interface Body {
  readonly attributes: Attributes;
  readonly blocks: readonly Block[];
}
