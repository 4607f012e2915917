/** Files of one folder that are too small to be told apart, and alike in all that a picture tells of them. */
export interface FolderSum {
  folder: number;
  bytes: number;
  count: number;
}

/** How sums are made of files, and folders lie in each other. Parents have lower numbers; 0 is the root. */
export interface Folding<Sum extends FolderSum> {
  readonly folderCount: number;
  readonly parentOf: (folder: number) => number;
  /** Gives every file as a sum of one; it may be the same object each time. */
  readonly forEach: (take: (file: Readonly<Sum>) => void) => void;
  /** Equal for sums of a folder that may become one. */
  readonly keyOf: (sum: Readonly<Sum>) => number;
  /** Adds what is not bytes and count to a sum. */
  readonly merge: (known: Sum, other: Readonly<Sum>) => void;
}

/**
 * Sums up files folder by folder; what is still smaller than `least` goes to the folder above. With files and folders in any
 * number there are then at most `most` sums, or as many as the root alone has. The largest come first.
 */
export function foldSmall<Sum extends FolderSum>(folding: Folding<Sum>, least: number, most: number): Sum[] {
  const sums = new Sums(folding);
  let bytes = 0;
  folding.forEach((file) => {
    bytes += file.bytes;
    if (!sums.merge(file)) sums.put({ ...file });
  });
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

  /** False where there is none yet that it may be added to. */
  merge(sum: Readonly<Sum>): boolean {
    const known = this.folders.get(sum.folder)?.get(this.folding.keyOf(sum));
    if (known === undefined) return false;
    known.bytes += sum.bytes;
    known.count += sum.count;
    this.folding.merge(known, sum);
    return true;
  }

  put(sum: Sum): void {
    const sums = this.folders.get(sum.folder) ?? new Map<number, Sum>();
    this.folders.set(sum.folder, sums);
    sums.set(this.folding.keyOf(sum), sum);
    this.count++;
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
        sum.folder = parentOf(folder);
        if (!this.merge(sum)) this.put(sum);
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
