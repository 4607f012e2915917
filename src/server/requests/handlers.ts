import { Buffer } from 'node:buffer';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Failure } from '../../core/error.ts';
import { barePlace } from '../../core/words/pathOrReference.ts';
import type { AskMerger } from '../../merger/startMerger.ts';
import type { QuestionName } from '../../protocol/questions.ts';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import type { Builds } from '../building/builds.ts';
import { candidatesFor } from '../dockerfiles/choosing.ts';
import type { DockerfileSession } from '../dockerfiles/dockerfileSession.ts';
import { toldState } from '../dockerfiles/imageState.ts';
import type { ChoiceContext, NamedImage } from '../images/choiceContext.ts';
import type { MappingOf } from './comparedLayers.ts';
import { comparisonAnswer } from './comparisonAnswer.ts';
import type { Handlers } from './customRequests.ts';
import { growthAnswer } from './growthAnswer.ts';
import { stepsAnswer } from './stepsAnswer.ts';

export interface Answering {
  readonly ask: AskMerger;
  session(uri: string): DockerfileSession | null;
  document(uri: string): TextDocument | null;
  choiceContext(uri: string): Promise<ChoiceContext>;
  choose(uri: string, image: NamedImage | null): Promise<void>;
  /** The user has come to trust the workspace. */
  trust(): void;
  readonly build: Builds['build'];
}

/** Keys that the server gives to images of Dockerfiles begin so; a client's own may not. */
export const OWN_KEY = 'dockerfile:';

export function handlers(server: Answering): Handlers {
  const { ask } = server;
  const sessionOf = (uri: string): DockerfileSession => server.session(uri) ?? notOpen(uri);
  const forward =
    <Name extends Extract<QuestionName, keyof Handlers>>(name: Name) =>
    (params: unknown, signal: AbortSignal) =>
      ask(name, params as Parameters<typeof ask<Name>>[1], { signal });
  return {
    image: ({ uri }) => toldState(sessionOf(uri).image),
    steps: ({ uri }) => stepsOf(sessionOf(uri), server.document(uri)),
    async candidates({ uri, engines }) {
      const { engines: lookup, ...context } = await server.choiceContext(uri);
      const asked = engines && lookup !== undefined ? { ...context, engines: lookup } : context;
      return (await candidatesFor(uri, asked)).map((candidate) => {
        const { tag, platform, target, reason } = candidate;
        return { ...barePlace(candidate), tag, platform, target, reason: reason.text };
      });
    },
    async chooseImage({ uri, image }) {
      await server.choose(uri, image as NamedImage | null);
      return null;
    },
    async reload({ uri }) {
      await sessionOf(uri).refresh(true);
      return null;
    },
    trust() {
      server.trust();
      return null;
    },
    build: async (asked, signal) => ({ image: await server.build(asked, signal) }),
    comparison: ({ uri, a, b }, signal) => comparisonAnswer(ask, { a, b }, mappingFor(server, uri), signal),
    growth: ({ uri, ...asked }, signal) => growthAnswer(ask, asked, mappingFor(server, uri), signal),
    async content(params, signal) {
      const { bytes, size, mtime } = await ask('content', params, { signal });
      return { base64: Buffer.from(bytes).toString('base64'), size, mtime };
    },
    engineImages: forward('engineImages'),
    recognize: forward('recognize'),
    async open(params, signal) {
      if (params.key.startsWith(OWN_KEY)) throw ownKey(params.key);
      return ask('open', params, { signal });
    },
    async hold(params, signal) {
      if (params.key.startsWith(OWN_KEY)) throw ownKey(params.key);
      return ask('hold', params, { signal });
    },
    async release(params, signal) {
      if (params.image.startsWith(OWN_KEY)) throw ownKey(params.image);
      return ask('release', params, { signal });
    },
    summary: forward('summary'),
    children: forward('children'),
    changes: forward('changes'),
    find: forward('find'),
    versions: forward('versions'),
    waste: forward('waste'),
    diff: forward('diff'),
    diffChildren: forward('diffChildren'),
    joins: forward('joins'),
    without: forward('without'),
    picture: forward('picture'),
  };
}

/** Of a document that is no Dockerfile, or not open, nothing is known. */
function mappingFor(server: Answering, uri: string | undefined): MappingOf | null {
  const [found, text] = uri === undefined ? [null, null] : [server.session(uri), server.document(uri)];
  return found === null || text === null ? null : (summary) => found.mappingOf(text, summary);
}

function stepsOf(session: DockerfileSession, document: TextDocument | null): ServerResult<'steps'> {
  const model = document && session.model(document);
  if (document === null || model === null || session.image.state !== 'open') return null;
  return stepsAnswer(model, document.version, session.image.summary.key);
}

function notOpen(uri: string): never {
  throw new Failure('usage', `${uri} is not open as a Dockerfile`, 'Open the document first.');
}

function ownKey(key: string): Failure {
  return new Failure('usage', `The key ${key} is the server’s`, `Choose one that does not begin with ${OWN_KEY}`);
}
