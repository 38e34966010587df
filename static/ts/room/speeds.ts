/** The speeds that one can choose; pitch is kept at all of them. */
export const SPEEDS = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/** J and L double up to here. */
export const FASTEST_SHUTTLE = 4;

export function nextSpeed(speed: number, direction: 1 | -1): number {
  const others = SPEEDS.filter((candidate) => (candidate - speed) * direction > 0);
  return (direction === 1 ? others[0] : others.at(-1)) ?? speed;
}

/** What J (-1) or L (1) makes of the present shuttle speed; 0 stands still. */
export function shuttle(present: number, direction: 1 | -1, chosen: number): number {
  const goesThatWay = Math.sign(present) === direction;
  return goesThatWay ? direction * Math.min(Math.abs(present) * 2, FASTEST_SHUTTLE) : direction * chosen;
}
