import { Failure } from '../core/error.ts';
import { MAX_DOCUMENT } from '../core/image/jsonDocument.ts';
import type { TarEntry, TarSink } from '../core/tar/entry.ts';
import { readTarStream } from '../core/tar/readTarStream.ts';
import { partOf } from './chunks.ts';
import { decompress } from './decompress.ts';
import type { ImageFile, Medium } from './imageFile.ts';
import { caught } from './layerStream.ts';
import { memberTable } from './memberTable.ts';
import { type ReceivedMember, receiveMember } from './receiveMember.ts';
import { neverAgain, type StreamAgain } from './streamAgain.ts';

/** Documents of one archive, together: a hostile one could hold any number of them. */
const MAX_DOCUMENTS = 8 * MAX_DOCUMENT;

/**
 * An image archive that comes as a stream, from an engine or out of a compressed file. There is no going back in it, and
 * which of its members are layers is written in others that may come last. So in one pass what looks like a document is
 * kept, and everything else is read as if it were a layer; later the manifest says which of the results are wanted. No
 * chunk is asked for before the one before is worked through, so memory stays bounded.
 *
 * @param again Streams the archive once more, for what files hold, of which nothing is kept.
 */
export async function readStreamedArchive(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
  again: StreamAgain = neverAgain,
): Promise<Medium> {
  const members = memberTable<Promise<ImageFile>>();
  const receiver = memberReceiver(signal, again);
  const sink: TarSink = {
    entry(entry) {
      receiver.end();
      members.add(entry, () => receiver.begin(entry));
      if (entry.bodySize === 0) receiver.end();
    },
    body: (bytes) => receiver.take(bytes),
    bodyEnd: () => receiver.end(),
  };
  let broken: Error | null = new Error('the reading was stopped');
  try {
    broken = await caught(
      readTarStream(paced(decompress(chunks), receiver.idle), sink, signal === undefined ? {} : { signal }),
      signal,
    );
  } finally {
    // Also when told to stop: whoever still decompresses must hear of it.
    receiver.end(broken ?? undefined);
    await receiver.done();
  }
  return {
    kind: 'archive',
    isReadAlready: true,
    broken,
    find(name) {
      const found = members.find(name);
      return 'absent' in found ? Promise.resolve(found) : found.file;
    },
    close: () => Promise.resolve(),
  };
}

/** Receives one member after another; those that came may still be worked through when the next begins. */
function memberReceiver(signal: AbortSignal | undefined, again: StreamAgain) {
  const unfinished = new Set<ReceivedMember>();
  let current: ReceivedMember | null = null;
  let kept = 0;

  function keep(size: number): void {
    kept += size;
    if (kept > MAX_DOCUMENTS) throw tooManyDocuments();
  }
  function begin(entry: TarEntry): Promise<ImageFile> {
    const member = receiveMember(entry, { signal, keep, again: memberAgain(again, entry) });
    current = member;
    unfinished.add(member);
    const finished = () => unfinished.delete(member);
    // Whoever finds the member meets its error.
    member.file.then(finished, finished);
    return member.file;
  }
  return {
    begin,
    take: (bytes: Uint8Array) => current?.take(bytes),
    end(error?: Error) {
      current?.end(error);
      current = null;
    },
    idle: () => Promise.all(Array.from(unfinished, (member) => member.idle())),
    done: () => Promise.allSettled(Array.from(unfinished, (member) => member.file)),
  };
}

/** No header is read a second time: the archive is the same, so the member is where it was. */
function memberAgain(again: StreamAgain, { bodyOffset, bodySize }: TarEntry): StreamAgain {
  return (signal) => partOf(decompress(again(signal)), bodyOffset, bodySize);
}

async function* paced(chunks: AsyncIterable<Uint8Array>, idle: () => Promise<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    await idle();
  }
}

function tooManyDocuments(): Failure {
  return new Failure(
    'image',
    `the archive has more than ${MAX_DOCUMENTS} bytes of JSON documents`,
    'Is it an image? Write one with `docker save`, or name another file.',
  );
}
