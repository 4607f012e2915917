/** Files of one folder that are too small to be told apart, and alike in all that a picture tells of them. */
export interface FolderSum {
  readonly folder: number;
  bytes: number;
  count: number;
}

/** How sums are made of files, and folders lie in each other. Parents have lower numbers; 0 is the root. */
export interface Folding<Sum extends FolderSum> {
  readonly folderCount: number;
  readonly parentOf: (folder: number) => number;
  /** Equal for sums that may become one. */
  readonly keyOf: (sum: Sum) => number;
  /** Adds what is not bytes and count to a sum. */
  readonly merge: (known: Sum, other: Sum) => void;
}

/**
 * Sums up files folder by folder; what is still smaller than `least` goes to the folder above. With files and folders in any
 * number there are then at most `most` sums, or as many as the root alone has.
 */
export function foldSmall<Sum extends FolderSum>(
  files: Iterable<Sum>,
  folding: Folding<Sum>,
  least: number,
  most: number,
): Sum[] {
  const sums = new Sums(folding);
  let bytes = 0;
  for (const file of files) {
    bytes += file.bytes;
    sums.add(file);
  }
  for (let smallest = Math.max(1, least); ; smallest *= 4) {
    sums.fold(smallest);
    if (sums.count <= most || smallest > bytes) return sums.finish();
  }
}

class Sums<Sum extends FolderSum> {
  count = 0;
  private readonly folding: Folding<Sum>;
  private readonly folders = new Map<number, Map<number, Sum>>();

  constructor(folding: Folding<Sum>) {
    this.folding = folding;
  }

  add(sum: Sum): void {
    const sums = this.folders.get(sum.folder) ?? new Map<number, Sum>();
    this.folders.set(sum.folder, sums);
    const key = this.folding.keyOf(sum);
    const known = sums.get(key);
    if (known === undefined) {
      sums.set(key, sum);
      this.count++;
      return;
    }
    known.bytes += sum.bytes;
    known.count += sum.count;
    this.folding.merge(known, sum);
  }

  /** Going down, everything below a folder is there before it. */
  fold(smallest: number): void {
    const { folderCount, parentOf } = this.folding;
    for (let folder = folderCount - 1; folder > 0; folder--) {
      const sums = this.folders.get(folder);
      if (sums === undefined) continue;
      for (const [key, sum] of sums) {
        if (sum.bytes >= smallest) continue;
        sums.delete(key);
        this.count--;
        this.add({ ...sum, folder: parentOf(folder) });
      }
    }
  }

  finish(): Sum[] {
    const { keyOf } = this.folding;
    return [...this.folders.values()]
      .flatMap((sums) => [...sums.values()])
      .sort((a, b) => b.bytes - a.bytes || a.folder - b.folder || keyOf(a) - keyOf(b));
  }
}
