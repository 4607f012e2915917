import type { TextDocument } from 'vscode-languageserver-textdocument';
import { timesToday } from '../../core/build/buildRecord.ts';
import { builtProvenance } from '../../core/build/recordBuild.ts';
import { parseDockerfile } from '../../core/dockerfile/parseDockerfile.ts';
import type { Dockerfile } from '../../core/dockerfile/types.ts';
import { mapSteps } from '../../core/mapping/mapSteps.ts';
import type { Provenance } from '../../core/mapping/provenance/provenance.ts';
import type { Mapping } from '../../core/mapping/types.ts';
import type { ImageSummary } from '../../protocol/imageSummary.ts';
import { type AnnotatedDocument, annotateDocument } from '../features/annotatedDocument.ts';

export interface BuildOptions {
  readonly target?: string | undefined;
  readonly buildArgs?: Readonly<Record<string, string>> | undefined;
}

/** Reads a Dockerfile beside an image: a pure function of the two, worked out once for each version of the text. */
export interface DocumentModel {
  of(document: TextDocument, summary: ImageSummary, options: BuildOptions): AnnotatedDocument;
  /** The same of any image, without what is shown at lines. */
  mappingOf(document: TextDocument, summary: ImageSummary, options: BuildOptions): MappedText;
}

/** A Dockerfile, and which of its steps made which layer of an image. */
export interface MappedText {
  readonly dockerfile: Dockerfile;
  readonly mapping: Mapping;
}

export function documentModel(): DocumentModel {
  let last: { readonly key: readonly unknown[]; readonly model: AnnotatedDocument } | null = null;
  const provenances = new WeakMap<ImageSummary, { readonly provenance: Provenance | null }>();

  /** Reading attestations again at every key would take longer than all the rest. */
  function provenanceOf(summary: ImageSummary): Provenance | null {
    const known = provenances.get(summary) ?? {
      provenance: builtProvenance(summary.image, { metadata: summary.build?.metadata ?? null }),
    };
    provenances.set(summary, known);
    return known.provenance;
  }

  function mappingOf(
    document: TextDocument,
    summary: ImageSummary,
    { target, buildArgs = {} }: BuildOptions,
  ): MappedText {
    const dockerfile = parseDockerfile(document.getText(), { buildArgs });
    return { dockerfile, mapping: mapSteps(dockerfile, summary.image, { target, provenance: provenanceOf(summary) }) };
  }

  return {
    mappingOf,
    of(document, summary, options) {
      const key = [document.version, document.uri, summary, JSON.stringify(options)];
      if (last?.key.every((part, i) => part === key[i]) === true) return last.model;
      const { dockerfile, mapping } = mappingOf(document, summary, options);
      const times = summary.build === undefined ? new Map() : timesToday(summary.build, dockerfile);
      const model = annotateDocument(document.uri, dockerfile, mapping, summary, times);
      last = { key, model };
      return model;
    },
  };
}
