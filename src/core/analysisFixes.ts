import type { Analysis } from './analysis.ts';
import { pathUse } from './browse/pathUse.ts';
import type { Finding } from './findings/finding.ts';
import type { Fix } from './fixes/fix.ts';
import { fixesFor } from './fixes/fixesFor.ts';
import { usesBuildKit } from './fixes/usesBuildKit.ts';
import { joinLayers } from './whatIf/joinLayers.ts';

/** What would help against findings of an analysed image, as edits of its Dockerfile; nothing without one. */
export function analysisFixes({ image, tree, dockerfile: mapped }: Analysis, findings: readonly Finding[]): Fix[] {
  if (mapped === null) return [];
  const { dockerfile, mapping } = mapped;
  return fixesFor({
    dockerfile,
    mapping,
    findings,
    savedByJoining: (first, last) => joinLayers(tree, { first, last }).savedBytes,
    context: {
      os: image.platform.os,
      config: image.config,
      buildKit: usesBuildKit(image, dockerfile),
      pathUse: (path) => pathUse(tree, path),
    },
  });
}
