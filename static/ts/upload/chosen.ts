/** Why a chosen file is surely no film; undefined if it may be one. The service looks inside it later. */
export function surelyNoFilm(file: File): string | undefined {
  if (file.size === 0) {
    return `“${file.name}” is empty. If it lies in a cloud, fetch it to this device first, then choose it again.`;
  }
  if (/^(image|audio|text)\//.test(file.type)) return `“${file.name}” is not a film.`;
  return undefined;
}
