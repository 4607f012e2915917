import type { ChoiceContext } from '../choiceContext.ts';
import { readComposeProject } from '../compose/composeProject.ts';
import { readDocument } from '../documents/readDocument.ts';
import type { ValueMap } from '../documents/value.ts';
import type { Problem } from '../imageChoice.ts';
import { pathsOf } from '../paths.ts';
import { type BakeFile, readBakeHcl, readBakeJson, type TargetBlock } from './bakeFile.ts';
import { bakeScope } from './bakeScope.ts';
import { composeTargets } from './composeTargets.ts';
import { expandTarget, type NamedTarget } from './expandTarget.ts';
import { mergeTargets, type Targets, withInherited } from './mergeTargets.ts';

/** In the order in which they are laid over each other, and over the compose files. */
const FILES = ['docker-bake.json', 'docker-bake.hcl', 'docker-bake.override.json', 'docker-bake.override.hcl'];

export interface BakeProject {
  readonly folder: string;
  /** With what they inherit, all variables filled in. */
  readonly targets: Targets;
  /** The first bake file that declares a target; none for those of compose files alone. */
  readonly origins: ReadonlyMap<string, string>;
  readonly composeFile: string | null;
  readonly problems: readonly Problem[];
  readonly watched: readonly string[];
}

/** The bake files of a folder, as `docker buildx bake` without `-f` finds them there. */
export async function readBakeProject(folder: string, context: ChoiceContext): Promise<BakeProject> {
  const compose = await readComposeProject(folder, context);
  const paths = FILES.map((name) => pathsOf(context).join(folder, name));
  const read = await Promise.all(
    paths.map((path) => readDocument(path, path.endsWith('.hcl') ? readBakeHcl : readBakeJson, context)),
  );
  const files = read.flatMap(({ content }, index) => (content === null ? [] : [{ file: paths[index] ?? '', content }]));
  const problems = read.flatMap((each) => each.problems);
  const base = { folder, composeFile: compose.file, watched: paths };
  try {
    return { ...base, ...evaluated(files, composeTargets(compose, context), context), problems };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const problem = { file: files.at(0)?.file ?? folder, message: `Cannot work out the bake targets: ${why}.` };
    return { ...base, targets: new Map(), origins: new Map(), problems: [...problems, problem] };
  }
}

interface ReadFile {
  readonly file: string;
  readonly content: BakeFile;
}

function evaluated(
  files: readonly ReadFile[],
  compose: readonly NamedTarget[],
  context: ChoiceContext,
): Pick<BakeProject, 'targets' | 'origins'> {
  const variables = new Map(files.flatMap(({ content }) => [...content.variables]));
  const scope = bakeScope(variables, context.environment);
  const targets = new Map<string, ValueMap>(compose.map(({ name, attributes }) => [name, attributes]));
  const origins = new Map<string, string>();
  for (const { file, block } of files.flatMap(blocksOf)) {
    for (const { name, attributes } of expandTarget(block, scope)) {
      targets.set(name, mergeTargets(targets.get(name) ?? new Map(), attributes));
      if (!origins.has(name)) origins.set(name, file);
    }
  }
  return { targets: withInherited(targets), origins };
}

function blocksOf({ file, content }: ReadFile): readonly { readonly file: string; readonly block: TargetBlock }[] {
  return content.targets.map((block) => ({ file, block }));
}
