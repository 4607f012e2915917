import { Failure } from '../../core/error.ts';
import type { BuildRequest } from '../../merger/build.ts';
import { fileOfUri } from '../editor/uri.ts';
import type { ChoiceContext } from '../images/choiceContext.ts';
import { expandPath } from '../images/expandPath.ts';
import { pathsOf } from '../images/paths.ts';
import type { Settings } from '../settings/settings.ts';

/** What a client asks to be built, where it differs from the settings. */
export interface AskedBuild {
  readonly uri: string;
  readonly builder?: Settings['build']['builder'] | undefined;
  readonly arguments?: readonly string[] | undefined;
  readonly context?: string | undefined;
  readonly target?: string | undefined;
}

export interface DocumentBuild {
  readonly request: BuildRequest;
  readonly builder: Settings['build']['builder'];
  /** Where the builder runs: the folder of the Dockerfile. */
  readonly cwd: string;
}

/**
 * How the Dockerfile of a document is built.
 *
 * @throws Failure of kind `usage` for a document that is no file: a builder could not read it.
 */
export function documentBuild(asked: AskedBuild, settings: Settings, around: ChoiceContext): DocumentBuild {
  const dockerfile = fileOfUri(asked.uri);
  if (dockerfile === null) {
    throw new Failure('usage', `${asked.uri} cannot be built, because it is no file`, 'Save it first.');
  }
  const cwd = pathsOf(around).dirname(dockerfile);
  const context = asked.context ?? settings.build.context;
  const buildArguments = Object.entries(settings.buildArguments);
  return {
    builder: asked.builder === undefined ? settings.build.builder : asked.builder,
    cwd,
    request: {
      dockerfile,
      context: context === null ? cwd : expandPath(context, dockerfile, around),
      target: asked.target ?? settings.target,
      tags: [],
      arguments: [
        ...buildArguments.map(([name, value]) => `--build-arg=${name}=${value}`),
        ...(asked.arguments ?? settings.build.arguments),
      ],
    },
  };
}
