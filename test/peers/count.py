"""Counts an image's changes and waste with Python's tarfile, straight from the definitions in docs/report.md.

    python3 count.py IMAGE.tar        prints JSON: for each layer what it did, and every dead file

Reads plain archives of docker save (both layouts) and OCI archives, for linux/amd64. It knows nothing of the product and
is made to be read, not to be fast. Layers compressed with zstd need the program zstd.
"""
import gzip, io, json, posixpath, subprocess, sys, tarfile


def layer_blobs(path):
    archive = tarfile.open(path)
    members = {member.name: member for member in archive.getmembers()}

    def read(name):
        member = members[name]
        if member.issym():
            return read(posixpath.normpath(posixpath.join(posixpath.dirname(name), member.linkname)))
        return archive.extractfile(member).read()

    def blob(digest):
        return read("blobs/sha256/" + digest.split(":")[1])

    def manifest(document):
        if "layers" in document:
            return document
        for descriptor in document["manifests"]:
            platform = descriptor.get("platform")
            if platform and (platform["os"], platform["architecture"]) != ("linux", "amd64"):
                continue
            return manifest(json.loads(blob(descriptor["digest"])))

    if "manifest.json" in members:
        return [read(name) for name in json.loads(read("manifest.json"))[0]["Layers"]]
    return [blob(layer["digest"]) for layer in manifest(json.loads(read("index.json")))["layers"]]


def plain(blob):
    if blob[:2] == b"\x1f\x8b":
        return gzip.decompress(blob)
    if blob[:4] == b"\x28\xb5\x2f\xfd" or blob[1:4] == b"\x2a\x4d\x18":
        return subprocess.run(["zstd", "-dc"], input=blob, capture_output=True, check=True).stdout
    return blob


class Inode:
    def __init__(self, layer, path, entry, content):
        self.layer, self.path = layer, path
        self.size = entry.size if entry.isreg() else 0
        self.content = (b"0" if entry.isreg() else entry.type, content)
        xattrs = sorted((key, value) for key, value in entry.pax_headers.items() if "xattr" in key)
        self.attributes = (entry.mode & 0o7777, entry.uid, entry.gid, xattrs)
        self.dead = False


def difference(before, after):
    if before.content != after.content:
        return "modified"
    return "identical" if before.attributes == after.attributes else "metadata"


def content_of(tar, entry):
    if entry.isreg():
        return tar.extractfile(entry).read()
    return None if entry.isfifo() else (entry.linkname, entry.devmajor, entry.devminor)


DIRECTORY = "directory"


def remove(tree, path, itself=True):
    below = path + "/" if path else ""
    for name in [name for name in tree if (itself and name == path) or name.startswith(below)]:
        del tree[name]


def apply(tree, layer, tar, inodes):
    """Lays one layer over the tree; gives the paths of files, links and devices that it wrote."""
    written = set()
    entries = [(posixpath.normpath("/" + entry.name)[1:], entry) for entry in tar.getmembers()]
    for path, _ in entries:
        folder, name = posixpath.split(path)
        if name == ".wh..wh..opq":
            remove(tree, folder, itself=False)
        elif name.startswith(".wh."):
            remove(tree, posixpath.join(folder, name[4:]))
    for path, entry in entries:
        if not path or posixpath.basename(path).startswith(".wh."):
            continue
        parts = path.split("/")
        for end in range(1, len(parts)):
            tree["/".join(parts[:end])] = DIRECTORY
        if entry.isdir():
            tree[path] = DIRECTORY
            continue
        if tree.get(path) == DIRECTORY:
            remove(tree, path)
        if entry.islnk():
            tree[path] = tree[posixpath.normpath("/" + entry.linkname)[1:]]
        else:
            tree[path] = Inode(layer, path, entry, content_of(tar, entry))
            inodes.append(tree[path])
        written.add(path)
    return written


def changes(before, after, written):
    counts = dict(added=0, modified=0, metadata=0, identical=0, removed=0)
    for path in set(before) | set(after):
        old, new = (tree.get(path) if isinstance(tree.get(path), Inode) else None for tree in (before, after))
        if new is None:
            counts["removed"] += old is not None
        elif path in written:
            counts["added" if old is None else difference(old, new)] += 1
    return counts


def count(path):
    tree, inodes, layers, waste = {}, [], [], []
    for layer, blob in enumerate(layer_blobs(path)):
        before = dict(tree)
        with tarfile.open(fileobj=io.BytesIO(plain(blob))) as tar:
            written = apply(tree, layer, tar, inodes)
        shipped = sum(inode.size for inode in inodes if inode.layer == layer)
        layers.append(dict(changes=changes(before, tree, written), shippedBytes=shipped))
        live = {id(node) for node in tree.values()}
        for inode in inodes:
            if inode.dead or id(inode) in live:
                continue
            inode.dead = True
            cover = tree.get(inode.path) if inode.path in written else None
            how = difference(inode, cover) if isinstance(cover, Inode) else "removed"
            if inode.size:
                hider = dict(layer=layer, how=how)
                waste.append(dict(path=inode.path, bytes=inode.size, layer=inode.layer, hiddenBy=hider))
    for layer, summary in enumerate(layers):
        summary["wastedBytes"] = sum(file["bytes"] for file in waste if file["layer"] == layer)
        summary["hidesBytes"] = sum(file["bytes"] for file in waste if file["hiddenBy"]["layer"] == layer)
    waste.sort(key=lambda file: (-file["bytes"], file["path"].encode(), file["layer"]))
    return dict(layers=layers, waste=waste)


if __name__ == "__main__":
    json.dump(count(sys.argv[1]), sys.stdout)
