import type { FrameRate } from "./frames";

/**
 * Tells each frame that comes onto the screen, as the browser itself reports it.
 * A browser without requestVideoFrameCallback is asked for its position before every repaint instead.
 */
export function watchFrames(video: HTMLVideoElement, rate: FrameRate, shown: (frame: number) => void): void {
  if ("requestVideoFrameCallback" in video) {
    const onFrame = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
      video.requestVideoFrameCallback(onFrame);
      shown(rate.frameOfPicture(mediaTime));
    };
    video.requestVideoFrameCallback(onFrame);
    return;
  }
  watchPosition(video, rate, shown);
}

function watchPosition(video: HTMLVideoElement, rate: FrameRate, shown: (frame: number) => void): void {
  let last = -1;
  const onRepaint = (): void => {
    requestAnimationFrame(onRepaint);
    const frame = rate.frameAt(video.currentTime);
    if (frame === last || video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    last = frame;
    shown(frame);
  };
  requestAnimationFrame(onRepaint);
}
