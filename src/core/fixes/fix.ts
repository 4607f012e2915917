import type { RunConfig } from '../annotations/certainText.ts';
import type { PathUse } from '../browse/pathUse.ts';
import type { Dockerfile, TextRange } from '../dockerfile/types.ts';
import type { Finding } from '../findings/finding.ts';
import type { Mapping } from '../mapping/types.ts';

/** A change of a Dockerfile that makes the image smaller and means the same otherwise. Plain data; nothing is escaped. */
export interface Fix {
  /** A sentence without a full stop, with what it saves. */
  readonly title: string;
  /** Its name in docs/fixes.md. */
  readonly name: FixName;
  /** The rule whose finding it answers; of one that answers none, its own name. */
  readonly rule: string;
  /** The same finding as was given; null for what no file in the image tells. */
  readonly finding: Finding | null;
  /** Where it is offered: position in `Dockerfile.steps`. */
  readonly step: number;
  /** Bytes of content that the image would no longer ship; null where only a build can tell. */
  readonly savedBytes: number | null;
  /** In offsets of the Dockerfile's text, ascending, none over another. */
  readonly edits: readonly TextEdit[];
  /** Lines to put at the end of files in the build context, which may not be there yet. */
  readonly files: readonly AddedLines[];
}

export type FixName =
  | 'remove-earlier'
  | 'join-runs'
  | 'clean-cache'
  | 'cache-mount'
  | 'copy-with-owner'
  | 'copy-with-mode'
  | 'ignore-files'
  | 'no-recommended-packages';

/** Nothing is replaced where the range is empty. */
export interface TextEdit extends TextRange {
  readonly newText: string;
}

export interface AddedLines {
  readonly name: '.dockerignore';
  readonly lines: readonly string[];
}

/** What fixes are made of: an analysis, with what has to be asked of its tree. */
export interface FixInput {
  readonly dockerfile: Dockerfile;
  readonly mapping: Mapping;
  /** Better all, however small: what one fix saves is the sum of several. */
  readonly findings: readonly Finding[];
  /** Which of them are to be answered; by default all. */
  readonly isWanted?: (finding: Finding) => boolean;
  /** Bytes that one layer in place of these, both ends included, would save; null where that is not known. */
  readonly savedByJoining: (first: number, last: number) => number | null;
  /** What is not given is not known, and fixes that need it are not offered. */
  readonly context?: FixContext;
}

export interface FixContext {
  /** Of the image. */
  readonly os?: string;
  readonly config?: RunConfig | null;
  /** The Dockerfile is built with BuildKit: there are mounts, and COPY --chmod. */
  readonly buildKit?: boolean;
  /** Which layers wrote a path, without slashes around it. */
  readonly pathUse?: (path: string) => PathUse | null;
}
