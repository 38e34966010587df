const TRY_AGAIN_MS = 4000;

/** Resolves when it is worth trying again: the line came back, or a few seconds went by. */
export function connection(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(goOn, TRY_AGAIN_MS);
    window.addEventListener("online", goOn);
    function goOn(): void {
      clearTimeout(timer);
      window.removeEventListener("online", goOn);
      resolve();
    }
  });
}
