import type { Joined } from '../../core/whatIf/joinLayers.ts';
import type { Without } from '../../core/whatIf/withoutLayers.ts';

/** What was asked, and the answer. */
export type WhatIf =
  | { readonly question: 'join'; readonly joined: Joined }
  | { readonly question: 'without'; readonly without: Without }
  | { readonly question: 'suggest'; readonly joins: readonly Joined[] };
