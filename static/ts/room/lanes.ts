import type { Span } from "./frames";

/** In which row each span is drawn so that none covers another: the first row that is free at its start. */
export function lanesOf(spans: readonly Span[], gap = 0): number[] {
  const freeFrom: number[] = [];
  const lanes = new Map<Span, number>();
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const free = freeFrom.findIndex((end) => end <= span.start);
    const lane = free === -1 ? freeFrom.length : free;
    freeFrom[lane] = span.end + gap;
    lanes.set(span, lane);
  }
  return spans.map((span) => lanes.get(span) ?? 0);
}
