import { clamp } from "./frames";

/** The sheet of small pictures that the server makes: one every `interval_frames`, row by row. */
export interface ScrubSheet {
  readonly url: string;
  readonly columns: number;
  readonly rows: number;
  readonly tile_width: number;
  readonly tile_height: number;
  readonly interval_frames: number;
  readonly count: number;
}

/** Where on the sheet the picture nearest before a frame lies. */
export function tileOf(sheet: ScrubSheet, frame: number): { column: number; row: number } {
  const tile = clamp(Math.floor(frame / sheet.interval_frames), 0, sheet.count - 1);
  return { column: tile % sheet.columns, row: Math.floor(tile / sheet.columns) };
}

/** Show the tile of a frame in an element of any size; without a sheet yet, show nothing. */
export function paintTile(element: HTMLElement, sheet: ScrubSheet | null, frame: number): void {
  element.classList.toggle("has-tile", sheet !== null);
  if (!sheet) return;
  const { column, row } = tileOf(sheet, frame);
  element.style.aspectRatio = `${sheet.tile_width} / ${sheet.tile_height}`;
  element.style.backgroundImage = `url("${sheet.url}")`;
  element.style.backgroundSize = `${sheet.columns * 100}% ${sheet.rows * 100}%`;
  element.style.backgroundPosition = `${share(column, sheet.columns)}% ${share(row, sheet.rows)}%`;
}

function share(index: number, count: number): number {
  return count > 1 ? (index / (count - 1)) * 100 : 0;
}
