/** Our own line drawings on a grid of 24, drawn in the colour of the words beside them. */
const LINES = {
  play: "M8 5.5v13l10.5-6.5z",
  pause: "M8.5 5.5v13M15.5 5.5v13",
  frameBack: "M15 6.5v11l-8-5.5zM18.5 7v10",
  frameOn: "M9 6.5v11l8-5.5zM5.5 7v10",
  secondBack: "M11.5 6.5v11l-7.5-5.5zM20 6.5v11l-7.5-5.5z",
  secondOn: "M12.5 6.5v11l7.5-5.5zM4 6.5v11l7.5-5.5z",
  markIn: "M13 5H8v14h5M12 12h7M16 9l3 3-3 3",
  markOut: "M11 5h5v14h-5M12 12H5M8 9l-3 3 3 3",
  loop: "M17 4.5l3 3-3 3M20 7.5H8a4 4 0 0 0-4 4M7 19.5l-3-3 3-3M4 16.5h12a4 4 0 0 0 4-4",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  sound: "M4.5 9.5v5h3.5l4.5 4v-13l-4.5 4zM16 9a4.2 4.2 0 0 1 0 6M18.5 6.5a7.8 7.8 0 0 1 0 11",
  silent: "M4.5 9.5v5h3.5l4.5 4v-13l-4.5 4zM16.5 9.5l5 5M21.5 9.5l-5 5",
  fullScreen: "M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15",
  keys: "M3.5 7h17v10.5h-17zM7 10.5h.01M10.3 10.5h.01M13.6 10.5h.01M17 10.5h.01M8 14h8",
  undo: "M8.5 5l-4 4 4 4M4.5 9H14a5 5 0 0 1 0 10h-4",
  redo: "M15.5 5l4 4-4 4M19.5 9H10a5 5 0 0 0 0 10h4",
  edit: "M5 19h3.5L19 8.5 15.5 5 5 15.5zM13 7.5l3.5 3.5",
  remove: "M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7M10.5 10.5v5.5M13.5 10.5v5.5",
  share: "M12 14.5v-10M8 8l4-4 4 4M6.5 11.5H5V20h14v-8.5h-1.5",
  download: "M12 4.5v10M8 11l4 4 4-4M5 19h14",
  zoomIn: "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5M8 10.5h5M10.5 8v5",
  zoomOut: "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5M8 10.5h5",
  zoomAll: "M4 6v12M20 6v12M7 12h10M9.5 9.5L7 12l2.5 2.5M14.5 9.5L17 12l-2.5 2.5",
} as const;

export type IconName = keyof typeof LINES;

const SVG = "http://www.w3.org/2000/svg";

export function icon(name: IconName): SVGSVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const lines = document.createElementNS(SVG, "path");
  lines.setAttribute("d", LINES[name]);
  drawing.append(lines);
  return drawing;
}
