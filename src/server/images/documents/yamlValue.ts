import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from 'yaml';
import { MAXIMUM_DEPTH } from './readJson.ts';
import type { Value, ValueMap } from './value.ts';

/** Of all values, those behind aliases counted each time. Real files have some thousands. */
const MAXIMUM_VALUES = 100_000;

/**
 * Plain values of a document. The package's own conversion bounds aliases but not what merge keys (`<<`) multiply, so this
 * one counts what it makes: a file of a few lines can stand for more values than there is memory.
 *
 * @throws Error for one that is too large, too deep, or refers to itself.
 */
export function yamlValue(document: Document): Value {
  const targets = aliasTargets(document);
  let left = MAXIMUM_VALUES;

  function valueOf(node: unknown, depth: number): Value {
    left -= 1;
    if (left < 0) throw new Error(`it stands for more than ${MAXIMUM_VALUES} values`);
    if (depth === 0) throw new Error(`it is nested more than ${MAXIMUM_DEPTH} deep, or refers to itself`);
    if (isReset(node)) return null;
    if (isAlias(node)) return valueOf(targets.get(node), depth - 1);
    if (isSeq(node)) return node.items.map((item) => valueOf(item, depth - 1));
    if (isMap(node)) return mapOf(node, depth);
    return isScalar(node) ? scalarOf(node.value) : null;
  }

  function mapOf(map: YAMLMap, depth: number): ValueMap {
    const own = map.items.filter((pair) => !isMerge(pair));
    const merged = map.items.filter(isMerge).flatMap(({ value }) => mergedMaps(valueOf(value, depth - 1)));
    // What is merged first counts, and what the map has itself counts before all.
    const entries = merged.toReversed().flatMap((from) => [...from]);
    return new Map([...entries, ...own.map((pair) => entryOf(pair, depth))]);
  }

  function entryOf({ key, value }: Pair, depth: number): readonly [string, Value] {
    return [isScalar(key) ? String(key.value) : '', valueOf(value, depth - 1)];
  }

  return valueOf(document.contents, MAXIMUM_DEPTH);
}

/** What each alias stands for: the last node before it with that anchor. */
function aliasTargets(document: Document): ReadonlyMap<Alias, Node | undefined> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) targets.set(node, anchors.get(node.source));
      else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/** Compose's way to take away what an earlier file said. */
function isReset(node: unknown): boolean {
  return (isScalar(node) || isMap(node) || isSeq(node)) && node.tag === '!reset';
}

function isMerge({ key }: Pair): boolean {
  return isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol') && key.type !== 'QUOTE_DOUBLE';
}

function mergedMaps(value: Value): readonly ValueMap[] {
  if (value instanceof Map) return [value as ValueMap];
  return Array.isArray(value) ? (value as readonly Value[]).flatMap(mergedMaps) : [];
}

function scalarOf(value: unknown): Value {
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
