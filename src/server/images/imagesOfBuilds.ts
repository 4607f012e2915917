import type { Build } from './build.ts';
import type { ChoiceContext, Found } from './choiceContext.ts';
import type { ImageCandidate, ImageDetails, Reason, WantedImage } from './imageChoice.ts';
import { imageStates } from './imageState.ts';
import { holds, type KnownArchive, knownArchives } from './knownArchives.ts';
import { pathsOf } from './paths.ts';

/**
 * Where the images of builds are: in the file that the build writes, else in an archive that holds their name. A name alone
 * is no image: it is wanted.
 */
export async function imagesOfBuilds(
  builds: readonly Build[],
  kind: 'compose' | 'bake',
  dockerfilePath: string,
  context: ChoiceContext,
): Promise<Found> {
  const folders = [...new Set(builds.map(({ file }) => pathsOf(context).dirname(file)))];
  const known = await Promise.all(folders.map((folder) => knownArchives(folder, dockerfilePath, context)));
  const archives = known.flatMap((each) => each.archives);
  const located = await Promise.all(builds.map((build) => locate(build, kind, archives, context)));
  return {
    candidates: located.flatMap(({ candidates }) => candidates),
    wanted: located.flatMap(({ wanted }) => wanted),
    problems: [...builds, ...known].flatMap(({ problems }) => problems),
    watched: [...known.flatMap(({ watched }) => watched), ...builds.flatMap(({ outputs }) => outputs)],
  };
}

type Located = Pick<Found, 'candidates' | 'wanted'>;

async function locate(
  build: Build,
  kind: Reason['kind'],
  archives: readonly KnownArchive[],
  context: ChoiceContext,
): Promise<Located> {
  const written = await writtenBy(build, kind, context);
  if (written.candidates.length > 0) return written;
  const named = namedBy(build, kind, archives);
  return { candidates: named.candidates, wanted: [...written.wanted, ...named.wanted] };
}

/** An archive that the build wrote is its image, whatever name that has. */
async function writtenBy(build: Build, kind: Reason['kind'], context: ChoiceContext): Promise<Located> {
  const states = await imageStates(build.outputs, context);
  const reason = { kind, text: `written by ${build.origin}` };
  const candidates = build.outputs.filter((_, index) => states[index] !== null);
  const wanted = build.outputs.filter((_, index) => states[index] === null);
  return {
    candidates: candidates.map((path) => ({ path, ...detailsOf(build), reason })),
    wanted: wanted.map((path) => ({ path, reason: { kind, text: build.origin } })),
  };
}

function namedBy(build: Build, kind: Reason['kind'], archives: readonly KnownArchive[]): Located {
  const candidates = build.tags.flatMap((tag): readonly ImageCandidate[] => {
    const reason = { kind, text: `called ${tag} by ${build.origin}` };
    const holding = archives.filter((archive) => holds(archive, tag));
    return holding.map(({ path }) => ({ path, tag, ...detailsOf(build), reason }));
  });
  const tag = build.tags.at(0);
  const wanted: readonly WantedImage[] =
    tag === undefined ? [] : [{ tag, ...detailsOf(build), reason: { kind, text: build.origin } }];
  return { candidates, wanted: candidates.length > 0 ? [] : wanted };
}

/** A build for several platforms says nothing about which one to look at. */
function detailsOf({ platforms, target, buildArgs }: Build): ImageDetails {
  const [platform, ...more] = platforms;
  return {
    ...(platform === undefined || more.length > 0 ? {} : { platform }),
    ...(target === undefined ? {} : { target }),
    ...(Object.keys(buildArgs).length === 0 ? {} : { buildArgs }),
  };
}
