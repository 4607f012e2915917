import type { TarEntry } from './entry.ts';
import { numberField } from './fields.ts';
import { BLOCK, decodeHeader, isZeroBlock, type RawHeader } from './header.ts';
import { malformed } from './malformed.ts';
import { type PaxHeader, parsePax } from './pax.ts';

/** As Go's reader: longer long names, PAX records or sparse maps are refused, so memory stays bounded. */
export const MAX_EXTENSION = 1024 * 1024;

/** Type flags. https://www.gnu.org/software/tar/manual/html_node/Standard.html */
const Type = {
  oldFile: 0,
  file: 0x30,
  hardlink: 0x31,
  directory: 0x35,
  fifo: 0x36,
  longLink: 0x4b,
  longName: 0x4c,
  sparse: 0x53,
  globalPax: 0x67,
  pax: 0x78,
} as const;
const SLASH = 0x2f;

type State = 'header' | 'zero' | 'pax' | 'global' | 'longName' | 'longLink' | 'sparseMap' | 'ended';

/**
 * The format, apart from how bytes are come by. A tar is a row of header blocks, each followed by content; some
 * headers only describe the next one. The scanner says how many bytes it `need`s, is given exactly those, and answers
 * with an entry when one is complete. What lies behind an entry (its `bodySize`, then `padding`) is the reader's to
 * pass over: the streaming reader hands it on, the seeking reader skips it.
 */
export class TarScanner {
  /** Bytes to give to the next `take`. */
  need = BLOCK;
  /** Bytes between what was just taken (or the entry's content) and the next `take`. */
  padding = 0;
  private state: State = 'header';
  private pax: PaxHeader | null = null;
  private longName: Uint8Array | null = null;
  private longLink: Uint8Array | null = null;
  private sparseHeader: RawHeader | null = null;
  private sparseMapSize = 0;
  private realSize = 0;

  /** The archive's end marker was met; whatever follows is not read. */
  get ended(): boolean {
    return this.state === 'ended';
  }

  /** An archive may stop here: between entries, end marker or not. */
  get mayEnd(): boolean {
    return this.state === 'header' || this.state === 'zero' || this.state === 'ended';
  }

  /** Takes `need` bytes from `bytes[at]`, which stand at `position` in the archive. Throws a Failure when malformed. */
  take(bytes: Uint8Array, at: number, position: number): TarEntry | null {
    this.padding = 0;
    switch (this.state) {
      case 'header':
        return this.takeHeader(bytes, at, position);
      case 'zero':
        if (!isZeroBlock(bytes, at)) throw malformed('data follows half of an end marker', position);
        this.state = 'ended';
        return null;
      case 'sparseMap':
        return this.takeSparseMap(bytes, at, position);
      case 'ended':
        return null;
      default:
        this.takeExtension(this.state, bytes.subarray(at, at + this.need), position);
        return null;
    }
  }

  private takeHeader(bytes: Uint8Array, at: number, position: number): TarEntry | null {
    if (bytes[at] === 0 && isZeroBlock(bytes, at)) {
      this.state = 'zero';
      return null;
    }
    const header = decodeHeader(bytes, at);
    if (typeof header === 'string') throw malformed(header, position);
    const extension = extensionState(header.type);
    if (extension !== null) {
      this.expect(extension, header.size, position);
      return null;
    }
    if (header.type !== Type.sparse) return this.complete(header, position);
    return this.startSparse(header, bytes, at, position);
  }

  private expect(state: State, size: number, position: number): void {
    if (size < 0) throw malformed('an extended header has a negative size', position);
    if (size > MAX_EXTENSION) throw malformed(`an extended header of ${size} bytes is too long`, position);
    this.state = state;
    this.need = size;
  }

  private takeExtension(state: State, body: Uint8Array, position: number): void {
    if (state === 'longName') this.longName = untilNul(body);
    else if (state === 'longLink') this.longLink = untilNul(body);
    else this.takePax(state, body, position);
    this.padding = paddingOf(body.length);
    this.state = 'header';
    this.need = BLOCK;
  }

  private takePax(state: State, body: Uint8Array, position: number): void {
    const records = parsePax(body);
    if (typeof records === 'string') throw malformed(records, position);
    if (state === 'pax') {
      this.pax = records;
      return;
    }
    // A global header holds for all that follows; engines ignore it, and it is no file. Like Go, forget what was pending.
    this.forget();
  }

  private forget(): void {
    this.pax = null;
    this.longName = null;
    this.longLink = null;
  }

  /** GNU's old sparse files keep their map in the header and in further blocks, and their real size in the header. */
  private startSparse(header: RawHeader, bytes: Uint8Array, at: number, position: number): TarEntry | null {
    const realSize = numberField(bytes, at + 483, 12);
    if (!header.gnu || !Number.isSafeInteger(realSize) || realSize < 0) {
      throw malformed('a sparse file has no size', position);
    }
    this.sparseHeader = header;
    this.sparseMapSize = 0;
    header.name = header.name.slice();
    this.realSize = realSize;
    return this.continueSparse(bytes[at + 482] !== 0, position);
  }

  private takeSparseMap(bytes: Uint8Array, at: number, position: number): TarEntry | null {
    this.sparseMapSize += BLOCK;
    if (this.sparseMapSize > MAX_EXTENSION) throw malformed('a sparse map is too long', position);
    return this.continueSparse(bytes[at + 504] !== 0, position);
  }

  private continueSparse(extended: boolean, position: number): TarEntry | null {
    const header = this.sparseHeader;
    if (extended || header === null) {
      this.state = 'sparseMap';
      this.need = BLOCK;
      return null;
    }
    this.sparseHeader = null;
    return this.complete(header, position, this.realSize);
  }

  private complete(header: RawHeader, position: number, realSize: number | null = null): TarEntry {
    const { pax } = this;
    const stored = pax?.size ?? header.size;
    const sparse = realSize === null ? (pax?.sparse ?? null) : null;
    const name = this.longName ?? pax?.path ?? header.name;
    const type = header.type === Type.oldFile ? oldType(name) : header.type;
    const bodySize = hasBody(type) ? stored : 0;
    if (bodySize < 0 || !Number.isSafeInteger(bodySize)) throw malformed(`a file has a size of ${bodySize}`, position);
    const size = realSize ?? sparse?.size ?? stored;
    if (sparse !== null && (!hasBody(type) || size < 0)) throw malformed('a sparse file has no content', position);
    const entry: TarEntry = {
      name: sparse?.name ?? name,
      linkname: this.longLink ?? pax?.linkpath ?? header.linkname,
      type,
      size,
      mode: header.mode,
      uid: pax?.uid ?? header.uid,
      gid: pax?.gid ?? header.gid,
      mtime: pax?.mtime ?? header.mtime,
      devmajor: header.devmajor,
      devminor: header.devminor,
      xattrs: pax?.xattrs ?? null,
      bodyOffset: position + BLOCK,
      bodySize,
      sparse: realSize !== null || sparse !== null,
    };
    this.forget();
    this.padding = paddingOf(bodySize);
    this.state = 'header';
    this.need = BLOCK;
    return entry;
  }
}

function extensionState(type: number): State | null {
  switch (type) {
    case Type.pax:
      return 'pax';
    case Type.globalPax:
      return 'global';
    case Type.longName:
      return 'longName';
    case Type.longLink:
      return 'longLink';
    default:
      return null;
  }
}

function oldType(name: Uint8Array): number {
  return name[name.length - 1] === SLASH ? Type.directory : Type.file;
}

/** Links, devices, directories and fifos have no content, whatever size their header claims. */
function hasBody(type: number): boolean {
  return type < Type.hardlink || type > Type.fifo;
}

function untilNul(body: Uint8Array): Uint8Array | null {
  const end = body.indexOf(0);
  const text = body.slice(0, end < 0 ? body.length : end);
  return text.length > 0 ? text : null;
}

function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}
