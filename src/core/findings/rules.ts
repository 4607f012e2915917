import type { Rule } from './rule.ts';
import { buildToolsInFinalImage } from './rules/buildToolsInFinalImage.ts';
import { deletedInLaterLayer } from './rules/deletedInLaterLayer.ts';
import { documentationAndLocales } from './rules/documentationAndLocales.ts';
import { duplicateContent } from './rules/duplicateContent.ts';
import { editorFiles } from './rules/editorFiles.ts';
import { identicalCopy } from './rules/identicalCopy.ts';
import { layerChangesNothing } from './rules/layerChangesNothing.ts';
import { leftoverFiles } from './rules/leftoverFiles.ts';
import { metadataOnlyCopy } from './rules/metadataOnlyCopy.ts';
import { overwrittenInLaterLayer } from './rules/overwrittenInLaterLayer.ts';
import { packageManagerCache } from './rules/packageManagerCache.ts';
import { secretsInLayer } from './rules/secretsInLayer.ts';
import { sourcesInFinalImage } from './rules/sourcesInFinalImage.ts';
import { versionControlFiles } from './rules/versionControlFiles.ts';

/** All of them. A new rule is a file in `rules`, a line here, and a page in docs/rules with its row in the table there. */
export const rules: readonly Rule[] = [
  deletedInLaterLayer,
  overwrittenInLaterLayer,
  metadataOnlyCopy,
  identicalCopy,
  duplicateContent,
  layerChangesNothing,
  packageManagerCache,
  buildToolsInFinalImage,
  sourcesInFinalImage,
  leftoverFiles,
  secretsInLayer,
  versionControlFiles,
  editorFiles,
  documentationAndLocales,
];
