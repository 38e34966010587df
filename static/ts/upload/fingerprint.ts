const SAMPLE = 256 * 1024;

/**
 * Tells the same film again, by its size and three samples of its bytes. Not by its name, which may be a child's and
 * is never kept, and not by its date, which phones change each time they hand out a file.
 */
export async function fingerprint(file: Blob): Promise<string> {
  const starts = [0, Math.max(0, Math.floor((file.size - SAMPLE) / 2)), Math.max(0, file.size - SAMPLE)];
  const samples = starts.map((start) => file.slice(start, start + SAMPLE));
  const bytes = await new Blob([`${file.size} `, ...samples]).arrayBuffer();
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
