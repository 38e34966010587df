/** Amounts as people say them. */

const UNITS = ["bytes", "KB", "MB", "GB"] as const;

export function sizeInWords(bytes: number): string {
  let value = bytes;
  for (const unit of UNITS) {
    if (value < 1000) {
      const whole = unit === "bytes" || unit === "KB" || value >= 100;
      return `${value.toFixed(whole ? 0 : 1)} ${unit}`;
    }
    value /= 1000;
  }
  return `${value.toFixed(1)} TB`;
}

export function timeInWords(seconds: number): string {
  if (seconds < 10) return "a few seconds";
  if (seconds < 55) return "less than a minute";
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${minutes} minute${minutes === 1 ? "" : "s"}`;
  const hours = Math.round(minutes / 30) / 2;
  if (hours === 1) return "about an hour";
  return `about ${Math.floor(hours)}${hours % 1 ? "½" : ""} hours`;
}
