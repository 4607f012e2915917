/** `1 layer`, `12 layers`, `no layers`. */
export function layerCount(layers: number): string {
  if (layers === 0) return 'no layers';
  return layers === 1 ? '1 layer' : `${layers} layers`;
}
